"""The entry point: finds the command, runs it, and turns errors into one line and a status."""

import gc
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from targettrack import __version__
from targettrack.cli.output import note
from targettrack.errors import TargettrackError

COMMANDS = {
    "init": "init",
    "demo": "demo",
    "add-entity": "add_entity",
    "add-indicator": "add_indicator",
    "add-scenario": "add_scenario",
    "add-target": "add_target",
    "log": "log",
    "import": "import_",
    "capture": "capture",
    "apply": "apply",
    "diff": "diff",
    "status": "status",
    "show": "show",
    "compare-rulebooks": "compare_rulebooks",
    "list": "list_",
    "history": "history",
    "check": "check",
    "report": "report",
    "email": "email",
    "schedule": "schedule",
    "export": "export",
    "config": "config",
}
BUG = 70


class _Verbatim:
    """Hands an argument on as it was parsed, where typer would load pydantic to check it."""

    def coerce(self, value: Any, **_: Any) -> Any:  # noqa: ANN401 - typer's own signature
        return value


class _Light:
    """Text, lists of text and switches need no checking, which would load pydantic."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - as inherited
        for param in self.get_params(ctx):  # type: ignore[attr-defined]
            if param.type_descriptor.annotation in {str, bool, list[str]}:
                param._runtime_param = _Verbatim()  # noqa: SLF001 - where typer keeps its own
        return super().parse_args(ctx, args)  # type: ignore[misc,no-any-return]


class Command(_Light, TyperCommand):
    """A command that starts without pydantic."""


class Commands(_Light, TyperGroup):
    """The commands, each imported when it is asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed through
        super().__init__(*args, **kwargs)
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]

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
      targettrack add-target -p "Nghe An" -i grdp-growth --period 2025 "8%"
      targettrack log -p "Nghe An" -i grdp-growth --period 2025-H1 8.24% --ytd
      targettrack status -p "Nghe An"
    """


def main() -> None:
    """Run the command line and exit."""
    gc.set_threshold(100_000)  # start-up makes little garbage, and looking for it takes time
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit status; errors become one line each on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        typer.main.get_command(app)(args=arguments, prog_name="targettrack")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except TargettrackError as error:
        for line in str(error).splitlines():
            note(f"error: {line}")
        return error.exit_status
    except Exception:  # noqa: BLE001 - a bug: kept in a log for whoever mends it
        note(f"error: a bug in targettrack; what happened is in {_log_bug()}")
        return BUG
    return 0


def _log_bug() -> str:
    import traceback  # noqa: PLC0415 - bugs only

    from platformdirs import user_log_path  # noqa: PLC0415

    path = user_log_path("targettrack", appauthor=False, ensure_exists=True) / "traceback.log"
    path.write_text(traceback.format_exc(), "utf-8")
    return str(path)
