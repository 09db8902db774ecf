"""Write what docs/formats.md says of keys and columns from the fields of the records."""

import re
from collections.abc import Iterable
from pathlib import Path

from targettrack.exchange.records.json_lines import FIELDS
from targettrack.schema.field import Field
from targettrack.schema.observation import COLUMNS
from targettrack.schema.plan import KEYS

COMMENT_AT = 30
ORDER = ("entity", "indicator", "document", "scenario", "target", "weights")
NOTES = {"weights": "growth only: the share of each part in the base year's total"}


def plan() -> str:
    """Return a plan with every key, each with what it takes."""
    return "```toml\n" + "\n".join(_table(name, KEYS[name]) for name in ORDER) + "```"


def _table(name: str, keys: Iterable[Field]) -> str:
    lines = [_commented(f"[[{name}]]", NOTES.get(name, ""))]
    for one in keys:
        told = ("required: " if one.words else "required") if one.required else ""
        lines.append(_commented(f"{one.name} = {one.example}", told + one.words))
    return "".join(f"{line}\n" for line in lines)


def _commented(text: str, words: str) -> str:
    return f"{text:<{COMMENT_AT - 1}} # {words}" if words else text


def figures() -> str:
    """Return the table of the columns of figures."""
    rows = (f"| `{one.name}` | {_required(one)}| {one.words} |" for one in COLUMNS)
    return "\n".join(("| column | | |", "|---|---|---|", *rows)).replace("|  |", "| |")


def _required(one: Field) -> str:
    return "required " if one.required else ""


def records() -> str:
    """Return the table of the keys of records as JSON."""
    rows = (
        f"| `{name}` | {', '.join(f'`{one.name}`' for one in fields)} |"
        for name, fields in FIELDS.items()
    )
    return "\n".join(("| record | keys |", "|---|---|", *rows))


def page(text: str) -> str:
    """Return the page with these parts, each between marks that name it, as they are now."""
    for part in (plan, figures, records):
        mark = f"<!-- made: {part.__name__} -->"
        inside = re.compile(f"{mark}\n.*?\n<!-- end -->", re.DOTALL)
        made = f"{mark}\n{part()}\n<!-- end -->"
        text, count = inside.subn(lambda _, made=made: made, text)
        if count != 1:
            raise SystemExit(f"{mark} is not there once")
    return text


if __name__ == "__main__":
    path = Path(__file__).with_name("formats.md")
    path.write_text(page(path.read_text("utf-8")), "utf-8")
