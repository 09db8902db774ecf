"""The entry point: finds the command, runs it, and turns errors into one line and a status."""

import os
import re
import sys
from contextlib import suppress
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from targettrack import __version__
from targettrack.cli.help_pages import (
    FURTHER,
    GROUPS,
    HELP_ALL,
    MORE,
    RARE,
    TRIED,
    SpokenHelp,
    said_by_parser,
    spoken_text,
    unknown_command,
)
from targettrack.cli.output import language, note, speak, worded
from targettrack.cli.settings import asked_language
from targettrack.cli.streams import open_streams
from targettrack.errors import TargettrackError, UsageFault, quoted
from targettrack.faults import OutputFault, SystemRefusal, system_words
from targettrack.message import Message

COMMANDS = {
    "help": "help_",
    "init": "init",
    "demo": "demo",
    "add-entity": "add_entity",
    "add-indicator": "add_indicator",
    "add-scenario": "add_scenario",
    "add-target": "add_target",
    "log": "log",
    "withdraw": "withdraw",
    "undo": "undo",
    "redo": "redo",
    "rename": "rename",
    "close": "close",
    "extend": "extend",
    "import": "import_",
    "form": "form",
    "capture": "capture",
    "apply": "apply",
    "diff": "diff",
    "status": "status",
    "show": "show",
    "compare-rulebooks": "compare_rulebooks",
    "list": "list_",
    "history": "history",
    "check": "check",
    "doctor": "doctor",
    "report": "report",
    "email": "email",
    "schedule": "schedule",
    "export": "export",
    "config": "config",
}
FORMAT_OPTIONS = {"--table", "--json", "--csv", "--markdown"}
_NEGATIVE = re.compile(
    r"^-(\d[\d.,]*%?)$"
)  # no option is a number; what reads numbers knows the sign
LONGEST_SUMMARY = 400  # characters; a summary is never cut
BUG = 70
INTERRUPTED = 130
INTERRUPTED_LINE = Message("interrupted; what was recorded is kept")


class _Verbatim:
    """Hands an argument on as it was parsed, where typer would load pydantic to check it."""

    def coerce(self, value: Any, **_: Any) -> Any:  # noqa: ANN401 - typer's own signature
        return value


class _Light:
    """Text, lists of text and switches need no checking, which would load pydantic."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - as inherited
        args = [
            _NEGATIVE.sub("−\\1", one) if before[:1] != "-" else one
            for before, one in zip(["", *args], args, strict=False)
        ]
        for param in self.get_params(ctx):  # type: ignore[attr-defined]
            if param.type_descriptor.annotation in {str, bool, list[str]}:
                param._runtime_param = _Verbatim()  # noqa: SLF001 - where typer keeps its own
        try:
            return super().parse_args(ctx, args)  # type: ignore[misc,no-any-return]
        except Exception as error:  # what typer raises has no name outside it
            name = getattr(error, "option_name", None)
            if name in FORMAT_OPTIONS and hasattr(error, "possibilities"):
                error.possibilities = [f"--format {name[2:]}"]
            raise


class Command(SpokenHelp, _Light, TyperCommand):
    """A command that starts without pydantic, and keeps what is rare for --help-all."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - as inherited
        """Print all of the help where that is asked for; take `--json` for `--format json`."""
        if HELP_ALL in args:
            ctx.meta[HELP_ALL] = True
            sys.stdout.write(f"{self.get_help(ctx)}\n")
            raise typer.Exit
        known = {one for param in self.get_params(ctx) for one in param.opts}
        named = [
            part
            for one in args
            for part in (("--format", one[2:]) if one in FORMAT_OPTIONS - known else (one,))
        ]
        return super().parse_args(ctx, named)

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - as inherited
        """Return the help; without what is rare, unless all was asked for."""
        rare = frozenset[str]() if ctx.meta.get(HELP_ALL) else RARE.get(ctx.info_name, frozenset())
        for param in self.get_params(ctx):
            if isinstance(param, TyperOption):
                param.hidden = param.name in rare
        before = self.help or ""
        if rare:
            short = before.partition(MORE)[0].rstrip().removesuffix("\b").rstrip()
            self.help = f"{short}\n\nRarer options and more examples: {HELP_ALL}."
        try:
            return super().get_help(ctx)
        finally:
            self.help = before


class Commands(SpokenHelp, _Light, TyperGroup):
    """The commands, each imported when it is asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed through
        super().__init__(*args, **kwargs)
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as inherited
        """Write the options, then the commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as inherited
        """Write the commands in groups, each with all of its summary."""
        grouped = {name for names in GROUPS.values() for name in names}
        further = {FURTHER: tuple(name for name in COMMANDS if name not in grouped)}
        width = max(map(len, COMMANDS))
        for title, names in (GROUPS | further).items():
            rows = [
                (f"{name:{width}}", _summary(self.get_command(ctx, name)))
                for name in names
                if name in COMMANDS
            ]
            if rows:
                with formatter.section(worded(Message(title))):
                    formatter.write_dl(rows)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - as inherited
        """Find the command; a name that people try first is answered with the right one."""
        if args and args[0] in TRIED and args[0] not in COMMANDS:
            right = f"targettrack {TRIED[args[0]]}"
            raise UsageFault(
                Message(
                    "there is no command {args}: type {right}", args=quoted(args[0]), right=right
                )
            )
        if args and args[0] not in COMMANDS and args[0][:1] != "-" and language() != "en":
            raise UsageFault(unknown_command(args[0], list(COMMANDS)).said)
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002 - as inherited
        """Import the module of a command and build it."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"targettrack.cli.commands.{COMMANDS[cmd_name]}")
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        name = cmd_name.replace("-", "_")
        function = getattr(module, name, None) or getattr(module, f"{name}_")
        app.command(cmd_name, cls=Command)(function)
        return typer.main.get_command(app)


def _summary(command: TyperCommand) -> str:
    """Return the first words of a command's help."""
    if language() == "en":
        return command.get_short_help_str(LONGEST_SUMMARY)
    return spoken_text((command.help or "").partition("\n\n")[0])


app = typer.Typer(
    cls=Commands,
    name="targettrack",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(asked: bool) -> None:  # noqa: FBT001 - typer's callback
    if asked:
        sys.stdout.write(f"targettrack {__version__}\n")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Say which version this is."
        ),
    ] = False,
) -> None:
    """Record targets and figures; see which targets are on track, how far off, and why.

    \b
    Examples:
      targettrack demo
      targettrack add-target Acme subscribers 10000 --by 2026-12-31
      targettrack log Acme subscribers 8900
      targettrack status
      targettrack help first-year
    """


def main() -> None:
    """Run the command line and exit."""
    open_streams()
    sys.unraisablehook = _unraisable
    status = run(sys.argv[1:])
    with suppress(OutputFault, SystemExit):  # a command that failed has said why
        sys.stdout.flush()
    if status == INTERRUPTED:
        os._exit(status)  # after an interrupt of exec(), sys.exit would end by the signal
    sys.exit(status)


def _unraisable(lost: "sys.UnraisableHookArgs") -> None:
    """End the program by an interrupt that came in a destructor, where it would be passed over."""
    if lost.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(lost)
        return
    note(INTERRUPTED_LINE)
    os._exit(INTERRUPTED)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit status; errors become one line each on stderr."""
    speak(asked_language(arguments))
    try:
        status = _ran(arguments)
    except TargettrackError as error:
        status = _refused(error)
    except OSError as error:
        status = _refused(SystemRefusal(error))
    except Exception as error:  # noqa: BLE001 - a bug: kept in a log for whoever mends it
        note(Message("error: a bug in targettrack; {told}", told=_log_bug(error)))
        status = BUG
    except KeyboardInterrupt:
        status = INTERRUPTED
    if status == INTERRUPTED:
        note(INTERRUPTED_LINE)
    return status


def _ran(arguments: list[str]) -> int:
    status: object = 0
    is_english = language() == "en"  # then the parser itself says what it does not take
    try:
        status = typer.main.get_command(app)(
            args=arguments, prog_name="targettrack", standalone_mode=is_english
        )
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except Exception as error:  # what the parser raises has no name outside it
        if not hasattr(error, "format_message"):
            raise
        status = said_by_parser(error)
    sys.stdout.flush()
    return status if isinstance(status, int) else 0


def _refused(error: TargettrackError) -> int:
    for line in worded(error.said).splitlines():
        note(Message("error: {line}", line=line))
    return error.exit_status


def _log_bug(bug: Exception) -> Message:
    """Write down what happened, and say where; or what it was, where that cannot be written."""
    import traceback  # noqa: PLC0415 - bugs only

    from platformdirs import user_log_path  # noqa: PLC0415

    try:
        path = user_log_path("targettrack", appauthor=False, ensure_exists=True) / "traceback.log"
        path.write_text(traceback.format_exc(), "utf-8")
    except OSError as error:
        return Message(
            "it could not be written down ({reason}): {bug}",
            reason=system_words(error),
            bug=repr(bug),
        )
    return Message("what happened is in {path}", path=str(path))
