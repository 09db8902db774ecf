"""From a store to a file: how much of it, in which format."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from msgspec.structs import replace

from targettrack.app.judge.assessments import judged_from, named_rulebook
from targettrack.app.report.formats import PLAN
from targettrack.app.watch import unwatched
from targettrack.domain.records.observation import in_force
from targettrack.domain.records.target import versions_in_force
from targettrack.errors import UsageFault
from targettrack.faults import MissingExtra
from targettrack.message import Message
from targettrack.store import alert_watches, open_to_read, outbox
from targettrack.store.contents import Extent, contents, series_of
from targettrack.store.selection import ALL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path
    from typing import BinaryIO, TextIO

    from targettrack.app.clock import Clock
    from targettrack.app.watch import Watch
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.series.series import Series
    from targettrack.store.contents import Contents
    from targettrack.store.lookup import Ask
    from targettrack.store.selection import Selection


class ExportOptions(Struct, frozen=True):
    """What is to be written, and in which format; without `vintages` only what is in force.

    Attributes:
        since: only what was recorded from this day on.
        rulebook: its id or file; empty for the default.
        folder: where a workbook may put aside what waits to be packed; None for the system's.
    """

    form: str
    selection: Selection = ALL
    since: date | None = None
    vintages: bool = False
    rulebook: str = ""
    lang: str = "en"
    folder: Path | None = None

    def __post_init__(self) -> None:
        form = self.form
        if form in {"markdown", "ics", PLAN} and self.since:
            what = f"{form} shows a day's state"
            raise UsageFault(
                Message("--since goes with records that have a date: {what}", what=what)
            )
        if form in {"markdown", "sdmx", "ics", PLAN} and self.vintages:
            what = f"{form} has no place for them"
            raise UsageFault(Message("--vintages goes with csv, xlsx and jsonl: {what}", what=what))


class Exported(Struct):
    """How much an export has written."""

    form: str
    verdicts: int = 0
    figures: int = 0
    targets: int = 0
    deadlines: int = 0
    left_out: int = 0

    def summary(self, file: str) -> list[str]:
        """Say what was written to a file."""
        counts = {"verdict": self.verdicts, "figure": self.figures, "target": self.targets}
        counts["deadline"] = self.deadlines
        said = [f"{n} {what}{'' if n == 1 else 's'}" for what, n in counts.items() if n]
        lines = [f"wrote {file}" + (f": {', '.join(said)}" if said else "")]
        if self.form != PLAN and not said:
            is_calendar = self.form == "ics"
            lines.append("nothing is to come" if is_calendar else "nothing was recorded of this")
        if self.left_out:
            were = "vintage was" if self.left_out == 1 else "vintages were"
            lines.append(f"{self.left_out} earlier {were} left out: --vintages adds them")
        return lines


class _Export(Struct, frozen=True):
    """One export while it is written."""

    store: Path
    clock: Clock
    options: ExportOptions
    watch: Watch
    ask: Ask
    done: Exported

    @property
    def extent(self) -> Extent:
        return Extent(self.options.selection, self.clock.known_at, self.options.since)

    def series(self, found: Contents, *, latest: bool) -> Iterator[Series]:
        """Yield the series, with what is in force or all that was recorded."""
        for batch in self.watch(found.batches, "Exporting"):
            for one in series_of(self.ask, batch, self.extent):
                shown = self._in_force(one) if latest else one
                self.done.figures += len(shown.vintages)
                self.done.targets += len(shown.versions)
                self.done.left_out += len(one.vintages) - len(shown.vintages)
                yield shown

    def _in_force(self, one: Series) -> Series:
        versions = versions_in_force(one.versions, self.clock.as_of)
        kept = tuple(same[-1] for same in versions)
        return replace(one, vintages=tuple(in_force(one.vintages)), versions=kept)

    def assessments(self) -> list[Assessment]:
        """Return the verdicts, worst first."""
        rules = named_rulebook(self.options.rulebook)
        found = judged_from(self.ask, self.clock, self.options.selection, rules)
        self.done.verdicts = len(found)
        return found


def write_export(
    store: Path, clock: Clock, out: BinaryIO, options: ExportOptions, watch: Watch = unwatched
) -> Exported:
    """Write what a store holds, or a part of it, to a file that is open.

    Raises:
        StoreFault, UnknownName: the store cannot be read, or has nothing of that name.
        MissingExtra: what makes the format is missing.
    """
    done = Exported(options.form)
    with open_to_read(store) as ask:
        _WRITERS[options.form](_Export(store, clock, options, watch, ask, done), out)
    return done


def _csv(export: _Export, out: BinaryIO) -> None:
    from targettrack.exchange.figures.write_csv import write_figures  # noqa: PLC0415 - one of several

    found = contents(export.ask, export.extent)
    write_figures(_text(out), export.series(found, latest=not export.options.vintages))
    export.done.targets = 0


def _sdmx(export: _Export, out: BinaryIO) -> None:
    from targettrack.exchange.figures.write_sdmx import write_sdmx  # noqa: PLC0415 - one of several

    write_sdmx(_text(out), export.series(contents(export.ask, export.extent), latest=True))
    export.done.targets = export.done.left_out = 0


def _jsonl(export: _Export, out: BinaryIO) -> None:
    from targettrack.exchange.records.write_lines import Lines  # noqa: PLC0415 - one of several
    from targettrack.store.events import copying  # noqa: PLC0415 - as above
    from targettrack.store.events.chain import events  # noqa: PLC0415 - as above

    found, whole = contents(export.ask, export.extent), export.extent.is_whole
    chain = copying.chain_of(export.ask, export.clock.known_at) if whole else None
    lines = Lines(_text(out))
    lines.header(chain)
    lines.records("entity", found.entities)
    lines.records("indicator", found.indicators)
    lines.records("document", found.documents)
    lines.records("scenario", found.scenarios)
    for one in export.series(found, latest=False):
        lines.series(one)
    if chain is not None:
        lines.stored(events(export.ask), copying.stored_rows(export.ask))
    if whole:
        lines.records("letter", outbox.kept_letters(export.ask))
        lines.records("watch", alert_watches.watches(export.ask))
    if chain is not None:
        lines.end()


def _xlsx(export: _Export, out: BinaryIO) -> None:
    from targettrack.render.workbook import write_workbook  # noqa: PLC0415 - one of several

    found = contents(export.ask, export.extent)
    series = export.series(found, latest=not export.options.vintages)
    folder = str(export.options.folder) if export.options.folder else None
    write_workbook(out, export.assessments(), series, export.options.lang, folder)


def _markdown(export: _Export, out: BinaryIO) -> None:
    from targettrack.render.tables.summary import status_markdown  # noqa: PLC0415 - one of several

    _text(out).write(status_markdown(export.assessments(), export.options.lang))


def _ics(export: _Export, out: BinaryIO) -> None:
    try:
        from targettrack.render.calendar import deadlines, to_come  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        if error.name != "icalendar":
            raise
        raise MissingExtra(Message("a calendar of deadlines"), "calendar") from None
    found = to_come(export.assessments())
    export.done.verdicts, export.done.deadlines = 0, len(found)
    out.write(deadlines(found, export.clock.now, export.options.lang))


def _plan(export: _Export, out: BinaryIO) -> None:
    from targettrack.app.plans.compare import exported_plan  # noqa: PLC0415 - one of several

    _text(out).write(exported_plan(export.store, export.clock, export.options.selection))


def _text(out: BinaryIO) -> TextIO:
    """Return what takes text for a file of bytes; it holds nothing back and never closes it."""
    return cast("TextIO", codecs.getwriter("utf-8")(out))


_WRITERS: dict[str, Callable[[_Export, BinaryIO], None]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "jsonl": _jsonl,
    "sdmx": _sdmx,
    "markdown": _markdown,
    "ics": _ics,
    PLAN: _plan,
}
