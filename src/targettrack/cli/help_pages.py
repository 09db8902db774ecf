"""Help: its groups, what it leaves for --help-all, names that are tried first, and other languages.

In English help and the parser's complaints are left as the parser writes them.
"""

import sys
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from targettrack.cli.output import language, note, worded
from targettrack.errors import UnknownName
from targettrack.message import Message, verbatim, word

GROUPS = MappingProxyType({
    "Every day": ("log", "status", "show", "add-target"),
    "Begin": ("help", "init", "demo", "add-entity", "add-indicator", "add-scenario"),
    "Files": ("import", "form", "capture", "apply", "diff", "export"),
    "Look closer": ("list", "history", "check", "compare-rulebooks", "doctor"),
    "Put right": ("withdraw", "undo", "redo", "rename", "close", "extend"),
    "Hand on": ("report", "email", "schedule"),
    "Settings": ("config",),
})  # fmt: skip
FURTHER = "Further"
# By command, the parameters that its short help leaves out.
RARE = MappingProxyType({
    "add-target": frozenset({
        "tier", "issuer", "recorded_on", "direction", "document", "steps", "weights", "base_on",
        "points", "quarters", "relative_to", "profile_of", "of_periods", "start", "stages", "hold",
        "volume", "valid_from", "quote", "note", "known_at", "lang", "no_color",
        "trajectory",
    }),
    "log": frozenset({
        "volume", "stage", "recorded_on", "quote", "note", "known_at", "lang", "no_color",
        "preliminary", "official",
    }),
})  # fmt: skip
MORE = "More examples:"
HELP_ALL = "--help-all"
TRIED = MappingProxyType({
    "get": "show", "view": "show", "display": "show", "chart": "show",
    "ls": "list", "targets": "list", "indicators": "list",
    "add": "add-target", "new": "add-target", "set": "add-target", "target": "add-target",
    "record": "log", "enter": "log", "update": "log", "figure": "log", "value": "log",
    "delete": "withdraw", "remove": "withdraw", "rm": "withdraw",
    "load": "import", "save": "export", "dump": "export", "backup": "export",
    "mail": "email", "send": "email", "cron": "schedule", "settings": "config",
    "explain": "status --explain", "start": "init", "create": "init", "due": "log",
})  # fmt: skip
EXAMPLES = word("Examples:")


class SpokenHelp:
    """What a command and the group of them share: usage, headings and texts of help."""

    help: str | None

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as inherited
        """Write how it is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, pieces, f"{worded(Message('Usage:'))} ")

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as inherited
        """Write what it does, with examples."""
        before = self.help
        self.help = spoken_text(before or "")
        try:
            super().format_help_text(ctx, formatter)  # type: ignore[misc]
        finally:
            self.help = before

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as inherited
        """Write arguments and options, each under its heading."""
        of_kind: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
        for param in self.get_params(ctx):  # type: ignore[attr-defined]
            record = param.get_help_record(ctx)
            if record is not None:
                name, meant = record
                of_kind[param.param_type_name].append((name, worded(Message(meant))))
        for kind, heading in (("argument", word("Arguments")), ("option", word("Options"))):
            if of_kind[kind]:
                with formatter.section(worded(Message(heading))):
                    formatter.write_dl(of_kind[kind])


def spoken_text(text: str) -> str:
    """Say each paragraph of a help text; lines of examples are commands."""
    if language() == "en":
        return text
    parts = text.split("\n\n")
    return "\n\n".join(
        part.replace(EXAMPLES, worded(Message(EXAMPLES)))
        if "\b" in part
        else worded(Message(" ".join(part.split())))
        for part in parts
    )


def complaint(error: Any) -> Message:  # noqa: ANN401 - what the parser raises has no name outside it
    """Say what the parser complains of."""
    kind = type(error).__name__
    if kind == "NoSuchOption":
        return UnknownName("option", error.option_name, sorted(error.possibilities or ())).said
    if kind == "MissingParameter" and error.param is not None:
        return Message(
            "{name} is missing; {command} --help shows how to type it",
            name=error.param.metavar or error.param.name or "",
            command=error.ctx.command_path,
        )
    return verbatim(error.format_message())


def said_by_parser(error: Any) -> int:  # noqa: ANN401 - as complaint
    """Print a complaint of the parser and return the exit status; the help that it is, as it is."""
    if type(error).__name__ == "NoArgsIsHelpError":
        sys.stderr.write(f"{error.format_message()}\n")
    else:
        note(Message("error: {line}", line=complaint(error)))
    return int(error.exit_code)


def unknown_command(name: str, known: list[str]) -> UnknownName:
    """Return the refusal of a command that is not there, with those that look like it."""
    return UnknownName("command", name, get_close_matches(name, known))
