"""Catalogues of other languages: compiled into the wheel, and kept up to date by who translates.

`python hatch_build.py update` brings every catalogue to what the program says now, and
`python hatch_build.py compile` makes what the program reads beside each of them.
"""

from __future__ import annotations

import ast
import os
import re
import sys
import tomllib
from calendar import month_name
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ModuleNotFoundError:  # whoever translates or tests needs no builder
    BuildHookInterface = object  # type: ignore[assignment, misc]

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE = Path(__file__).parent
SOURCE = HERE / "src" / "targettrack"
CATALOGUES = "locales/*/LC_MESSAGES/targettrack.po"
# Calls that hold text for people, with the places of that text among their arguments.
CALLS = {
    "Message": (0,),
    "Plural": (0, 1),
    "Step": (0, 1, 4, 6),
    "translate": (0,),
    "word": (0,),
    "Listing": (0,),
    "Cell": (0,),
    "AmbiguousName": (0,),
    "Exists": (0,),
    "InvalidDate": (0,),
    "InvalidText": (0,),
    "StillUsed": (0,),
    "UnknownName": (0,),
    "UnknownWord": (0,),
    "clean_text": (1,),
    "parse_day": (1,),
    "read_word": (2,),
}
IN_TEMPLATE = re.compile(r'\bsay\("([^"]+)"\)')
# Periods by their shortest forms, which other languages write in other ways.
PERIODS = (
    "{year}", "{year}/{last}", "{year}-9M", "{first}/{last}",
    "{year}-01/{year}-{month}", "{year}-{month}/{year}-{last}",
    *(f"{{year}}-{part}" for part in ("H1", "H2", "Q1", "Q2", "Q3", "Q4")),
    *(f"Q{quarter} {year}" for quarter in (1, 2, 3, 4) for year in ("{year}", "FY{year}")),
    "FY{year}",
    *(f"{month} {{year}}" for month in month_name[1:]),
    *(f"{{day}} {month} {{year}}" for month in month_name[1:]),
)  # fmt: skip
ENUMERATIONS = (
    "values.status.Status", "values.status.Light", "values.status.Flag",
    "records.kind.Kind", "records.indicator.Direction", "records.indicator.Frequency",
    "records.entity.EntityKind", "records.scenario.Tier", "records.observation.Basis",
    "records.observation.Qualifier", "views.rollup.Outcome", "views.past_assessments.Cause",
    "views.chart_data.ChartKind", "values.quantity.Comparator",
)  # fmt: skip
UNITS = (
    "points", "points of %", "times", "days", "VND", "USD",
    "arrivals", "beds", "doctors", "enterprises", "people", "tonnes",
)  # fmt: skip
MAGNITUDES = ("thousand", "m", "bn", "trn")
# What an operating system says most often of what it refuses.
SYSTEM = (
    "No such file or directory", "Permission denied", "Is a directory", "Not a directory",
    "File exists", "No space left on device", "Read-only file system", "File name too long",
    "Connection refused", "Name or service not known", "Network is unreachable",
    "Connection timed out", "timed out",
)  # fmt: skip


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles the catalogues when a wheel is built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - as called
        """Make the compiled catalogues part of what is built."""
        for path in compiled(SOURCE):
            place = path.relative_to(SOURCE.parent).as_posix()
            build_data["force_include"][str(path)] = place


def compiled(package: Path) -> list[Path]:
    """Compile the catalogues of a package whose compiled form is missing or older."""
    made = []
    for path in sorted(package.glob(CATALOGUES)):
        target = path.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime <= path.stat().st_mtime:
            with path.open("rb") as file:
                catalogue = read_po(file)
            unfinished = target.with_suffix(f".{os.getpid()}")
            with unfinished.open("wb") as file:
                write_mo(file, catalogue)
            unfinished.replace(target)  # whole, although several may compile at a time
        made.append(target)
    return made


def extracted() -> Catalog:
    """Return every text for people."""
    found = Catalog(project="targettrack", charset="utf-8")
    for path in sorted(SOURCE.rglob("*.py")):
        for text in _texts(ast.parse(path.read_text("utf-8"))):
            if _has_words(text):
                found.add(text)
    for path in sorted((SOURCE / "templates").glob("*.html")):
        for text in IN_TEMPLATE.findall(path.read_text("utf-8")):
            found.add(text)
    for word in (*_words(), *_help()):
        if _has_words(word) or word in PERIODS:
            found.add(word)
    return found


def _help() -> Iterator[str]:
    """Yield the summary of every command, and the headings under which they are listed."""
    sys.path.insert(0, str(SOURCE.parent))
    pages = import_module("targettrack.cli.help_pages")
    yield from (*pages.GROUPS, pages.FURTHER, "Show this message and exit.", "command", "option")
    for path in sorted((SOURCE / "cli" / "commands").glob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.decorator_list:
                yield " ".join((ast.get_docstring(node) or "").partition("\n\n")[0].split())


def _words() -> Iterator[str]:
    """Yield what is said under a name of the code: words of enumerations, units and rulebooks."""
    sys.path.insert(0, str(SOURCE.parent))
    for name in ENUMERATIONS:
        module, _, enumeration = name.rpartition(".")
        yield from map(str, getattr(import_module(f"targettrack.domain.{module}"), enumeration))
    yield from import_module("targettrack.domain.values.status").MEANING.values()
    lines = import_module("targettrack.domain.views.chart_data").ChartKind
    yield from (f"{line} to" for line in lines)
    yield from (f"{one}{s}" for one in ("day", "month", "quarter", "year") for s in ("", "s"))
    yield from PERIODS
    yield from SYSTEM
    yield from UNITS
    yield from (f"{size} {money}" for size in MAGNITUDES for money in ("VND", "USD"))
    for path in sorted((SOURCE / "rulebooks").glob("*.toml")):
        yield from _ratings(tomllib.loads(path.read_text("utf-8")))


def _ratings(told: Any) -> Iterator[str]:  # noqa: ANN401 - as TOML has it
    if isinstance(told, dict) and isinstance(told.get("word"), str):
        yield told["word"]
    for one in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from _ratings(one)


def _texts(tree: ast.AST) -> Iterator[str | tuple[str, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else None
        called = node.func.id if isinstance(node.func, ast.Name) else called
        given = [
            list(_strings(node.args[at], tree))
            for at in CALLS.get(called or "", ())
            if at < len(node.args)
        ]
        if called == "Plural":
            yield from zip(*given, strict=True)
        else:
            yield from (text for texts in given for text in texts)


def _strings(node: ast.AST, tree: ast.AST) -> Iterator[str]:
    """Yield a text that is written out, of either branch where it depends on something.

    Of headings yield each; where a name stands for them, those that it is given in the module.
    """
    parts: Iterable[ast.AST] = ()
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            parts = body, orelse
        case ast.Tuple(elts=elements):
            parts = elements
        case ast.Starred(value=value):
            parts = (value,)
        case ast.Name(id=name):
            parts = (
                one.value
                for one in ast.walk(tree)
                if isinstance(one, ast.Assign)
                and any(isinstance(to, ast.Name) and to.id == name for to in one.targets)
                and isinstance(one.value, ast.Tuple | ast.Constant)
            )
    for part in parts:
        yield from _strings(part, tree)


def _has_words(text: str | tuple[str, str]) -> bool:
    """Whether there is anything to translate: arithmetic is the same everywhere."""
    return any(
        part.isalpha()
        for one in ([text] if isinstance(text, str) else text)
        for literal in one.replace("}", "{").split("{")[::2]
        for part in literal
    )


def update() -> Iterable[Path]:
    """Bring every catalogue to the texts of the program; what nobody says any more is dropped."""
    texts = extracted()
    for path in sorted(SOURCE.glob(CATALOGUES)):
        with path.open("rb") as file:
            catalogue = read_po(file)
        created = catalogue.creation_date
        catalogue.update(texts, no_fuzzy_matching=True)
        catalogue.creation_date = created  # the day of an update is no change
        catalogue.obsolete.clear()
        with path.open("wb") as file:
            # Sorted and without places, so that code that moves leaves the catalogues alone.
            write_po(file, catalogue, width=100, no_location=True, sort_output=True)
        yield path


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["update"]:
            print(*update(), sep="\n")  # noqa: T201 - a command
        case ["compile"]:
            print(*compiled(SOURCE), sep="\n")  # noqa: T201
        case _:
            sys.exit("python hatch_build.py update | compile")
