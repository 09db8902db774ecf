"""Write docs/commands.md from the help of every command."""

from pathlib import Path

import typer

from targettrack.cli.help_pages import HELP_ALL
from targettrack.cli.main import COMMANDS, app

WIDTH = 88


def reference() -> str:
    """Return the page: the help of the program and of each command."""
    group = typer.main.get_command(app)
    with typer.Context(group, info_name="targettrack", terminal_width=WIDTH) as top:
        parts = ["# Commands\n", "Made from `--help`.\n", _block(group.get_help(top))]
        for name in COMMANDS:
            command = group.get_command(top, name)
            with typer.Context(
                command, info_name=name, parent=top, terminal_width=WIDTH
            ) as context:
                context.meta[HELP_ALL] = True
                parts.extend((f"## {name}\n", _block(command.get_help(context))))
    return "\n".join(parts)


def _block(text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return f"```text\n{lines}\n```\n"


if __name__ == "__main__":
    Path(__file__).with_name("commands.md").write_text(reference(), "utf-8")
