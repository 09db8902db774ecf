"""What every command shares: its common options, the clock, and the way to print.

Annotations are values here, because typer reads them.
"""

import functools
import inspect
import os
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from shutil import get_terminal_size
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec import Struct

from targettrack.app.clock import Clock
from targettrack.cli.completion import (
    complete_entity,
    complete_indicator,
    complete_rulebook,
    complete_scenario,
    complete_status,
)
from targettrack.cli.output import language, note, say
from targettrack.cli.settings import Config, read_config, rulebook_name, store_path, user_name
from targettrack.cli.spoken_days import Listener, spoken_options
from targettrack.errors import UnknownWord, UsageFault
from targettrack.message import Message
from targettrack.shipped import check_language

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from targettrack.render.json_records import Listing
    from targettrack.schema.field import Option

ME = {"me", "tôi"}
FORMATS = ("table", "json", "csv", "markdown")
WIDE_ENOUGH = 120
# Days to judge on: about them lie months and years that can still be counted.
FIRST_YEAR, LAST_YEAR = 1800, 2900


def text_option(*names: str, meant: str, metavar: str, **more: Any) -> Any:  # noqa: ANN401
    """Return an optional text option; empty text means that it was not given."""
    return typer.Option(*names, help=meant, metavar=metavar, show_default=False, **more)


_AS_OF = text_option(
    "--as-of",
    meant="Judge as of a day, 2025-06-10, yesterday; default today.",
    metavar="DATE",
)
_KNOWN_AT = text_option(
    "--known-at", meant="Use only what was recorded by this day; default today.", metavar="DATE"
)
_DB = text_option(
    "--db",
    meant="The store's file; default TARGETTRACK_DB, the configuration, ./targettrack.db, or the "
    "user's data folder.",
    metavar="FILE",
)


def _format_option(formats: tuple[str, ...]) -> Any:  # noqa: ANN401 - as text_option
    *most, last = formats[1:]
    return text_option(
        "--format",
        meant=f"table (default), {', '.join(most)} or {last}.",
        metavar="FORMAT",
        autocompletion=lambda: list(formats),
    )


_LANG = text_option(
    "--lang",
    meant="Language of what is said: en (default), vi and others, some of them in part.",
    metavar="LANG",
)
_COMMON: dict[str, tuple[Any, Any]] = {
    "as_of": (Annotated[str, _AS_OF], ""),
    "known_at": (Annotated[str, _KNOWN_AT], ""),
    "db": (Annotated[str, _DB], ""),
    "format_": (str, "table"),  # each command's own
    "lang": (Annotated[str, _LANG], ""),
    "no_color": (Annotated[bool, typer.Option("--no-color", help="Print without colours.")], False),
}


class Run(Struct, frozen=True):
    """One run of a command: the store, the clock, and how to print.

    Attributes:
        named_store: the store if --db named it.
        asked_as_of: the day if --as-of named it.
        reads: the language in which numbers are read; None while nobody has said.
        listener: understands days and periods as people say them.
    """

    store: Path
    named_store: Path | None
    asked_as_of: date | None
    clock: Clock
    config: Config
    format: str
    reads: str | None
    listener: Listener
    color: bool

    @property
    def lang(self) -> str:
        """The language in which numbers and names are printed."""
        return self.reads or language()

    @property
    def listed(self) -> str:
        """The language of a listing: programs read the same bytes whatever people read."""
        return "en" if self.format in {"json", "csv"} else self.lang

    @property
    def usual(self) -> str:
        """The entity that is meant where none is named, as it is set; empty where it is not."""
        return self.config.entity or ""

    def owner(self, named: str) -> str:
        """Return who answers for a target: whom "me" stands for, and every other name as it is."""
        return self.clock.who if named.casefold() in ME else named

    def rulebook(self, given: str = "") -> str:
        """Return the rulebook that --rulebook or the configuration names; empty for the default."""
        return rulebook_name(given, self.config)

    @property
    def is_table(self) -> bool:
        """Whether people rather than programs read the output."""
        return self.format == "table"

    def console(self) -> "Console":
        """Return the console for tables on stdout."""
        from rich.console import Console  # noqa: PLC0415 - heavy, only for tables

        return Console(
            highlight=False,
            color_system="auto" if self.color else None,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )

    def text_width(self) -> int | None:
        """Return the columns of the terminal, None where lines are not to be wrapped."""
        return get_terminal_size().columns if sys.stdout.isatty() else None

    def show(self, *blocks: "RenderableType") -> None:
        """Print tables and texts."""
        console = self.console()
        for block in blocks:
            console.print(block)

    def print_listing(self, listing: "Listing") -> None:
        """Print rows in the format that was asked for."""
        from targettrack.render.tables import listings  # noqa: PLC0415 - not needed for --help

        if self.format == "json":
            say(listings.listing_json(listing))
        elif self.format == "csv":
            say(listings.listing_csv(listing))
        elif self.format == "markdown":
            say(listings.listing_markdown(listing, self.lang))
        else:
            if not listing.rows:
                note(Message("there is none"))
            roomy = self.console().width >= WIDE_ENOUGH
            self.show(listings.listing_table(listing, self.lang, roomy=roomy))


def _option_of(key: str, option: "Option") -> inspect.Parameter:
    """Return the parameter that typer reads for an option that says a key of a record."""
    name = option.typed(key)
    kind: Any = list[str] | None if option.many else str
    default: Any = None if option.many else ""
    given = text_option(name, meant=option.meant, metavar=option.metavar)
    if not option.metavar:
        kind, default, given = bool, False, typer.Option(name, help=option.meant)
    return inspect.Parameter(
        key, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, given]
    )


def command_in(
    *more_formats: str, said: Mapping[str, "Option"] = MappingProxyType({})
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return what makes a command, which also has `more_formats`.

    It adds the common options to a function, which receives them as its first argument, a Run; and
    the options by which the keys of a record are `said`, which it receives by these keys.
    """
    formats = FORMATS + more_formats
    options = {**_COMMON, "format_": (Annotated[str, _format_option(formats)], "table")}

    def command_of(function: Callable[..., None]) -> Callable[..., None]:
        own = list(inspect.signature(function).parameters.values())[1:]

        @functools.wraps(function)
        def wrapped(**given: Any) -> None:  # noqa: ANN401 - typer passes what it has read
            common = {name: given.pop(name) for name in options}
            called = function.__name__.rstrip("_").replace("_", "-")
            run = _run(called, formats=formats, **common)
            function(run, **given | run.listener.heard(spoken, given))

        common = [
            inspect.Parameter(
                name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind
            )
            for name, (kind, default) in options.items()
        ]
        own = [p for p in own if p.kind is not inspect.Parameter.VAR_KEYWORD]
        keyword = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own]
        keyword += [_option_of(key, option) for key, option in said.items()]
        spoken = spoken_options(keyword)
        wrapped.__signature__ = inspect.Signature([*keyword, *common])  # type: ignore[attr-defined]
        wrapped.__annotations__ = {}
        return wrapped

    return command_of


command = command_in()


def _run(
    called: str,
    *,
    as_of: str,
    known_at: str,
    db: str,
    format_: str,
    lang: str,
    no_color: bool,
    formats: tuple[str, ...],
) -> Run:
    config = read_config()
    now = datetime.now().astimezone()
    if format_ not in formats:
        raise UsageFault(UnknownWord("format", format_, formats).said)
    if format_ != "table":  # programs read UTF-8, whatever the console does
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    reads = lang or config.lang
    listener = Listener(called, now.date(), now.date(), reads or "", config.dates or "")
    asked, known = listener.day("as_of", as_of), listener.day("known_at", known_at)
    for name, day in (("--as-of", asked), ("--known-at", known)):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise UsageFault(
                Message(
                    "{name} {day:iso}: write a day from {first:d} to {last:d}",
                    name=name,
                    day=day,
                    first=FIRST_YEAR,
                    last=LAST_YEAR,
                )
            )
    return Run(
        listener=listener._replace(today=asked or now.date()),
        asked_as_of=asked,
        store=store_path(db or None, config),
        named_store=Path(db).expanduser() if db else None,
        clock=Clock.at(
            now,
            asked,
            known,
            who=user_name(config),
            command=called,
        ),
        config=config,
        format=format_,
        reads=check_language(reads) if reads else None,
        color=not no_color and "NO_COLOR" not in os.environ,
    )


_ENTITY = text_option(
    "--entity",
    "--province",
    "-e",
    "-p",
    meant="Whose it is; any name or alias.",
    metavar="NAME",
    autocompletion=complete_entity,
)
_INDICATOR = text_option(
    "--indicator",
    "-i",
    meant="The indicator; its id or any of its names.",
    metavar="NAME",
    autocompletion=complete_indicator,
)
_SCENARIO = text_option(
    "--scenario",
    "-s",
    meant="The scenario that issued the target.",
    metavar="NAME",
    autocompletion=complete_scenario,
)
_RULEBOOK = text_option(
    "--rulebook",
    meant="A rulebook, by id or TOML file; default TARGETTRACK_RULEBOOK, configuration or tt-1.",
    metavar="NAME",
    autocompletion=complete_rulebook,
)
_PERIOD = text_option(
    "--period",
    meant="2025-05, 2025-Q2, 2025-H1, 2025, 2025-01/2025-05; last month, tháng trước, 31/5/2025.",
    metavar="PERIOD",
)
_WITHIN = text_option(
    "--period",
    "--within",
    meant="What is for a period that ends in this one, whatever its length: 2025, 2025-Q2, "
    "2025-07/2026-06, 2021-2025, last month; =2025 for that period alone.",
    metavar="PERIOD",
)
Entity = Annotated[str, _ENTITY]
Indicator = Annotated[str, _INDICATOR]
Scenario = Annotated[str, _SCENARIO]
Period = Annotated[str, _PERIOD]
Within = Annotated[str, _WITHIN]
Rulebook = Annotated[str, _RULEBOOK]
Verdicts = Annotated[
    list[str] | None,
    typer.Option(
        "--status",
        help="Only this verdict; may be repeated.",
        metavar="VERDICT",
        autocompletion=complete_status,
    ),
]
Settled = Annotated[
    bool, typer.Option("--settled", help="Only what is settled: its day is past, its word final.")
]
Everything = Annotated[
    bool, typer.Option("--all", help="Also what was settled long ago, or replaced.")
]
OffTrack = Annotated[bool, typer.Option("--off-track", help="Only what is off-track or missed.")]
