"""The formats of reports and of exports, and which of them a file's name says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from targettrack.errors import UnknownWord, UsageFault
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

STANDARD_OUTPUT = "-"
REPORTS = ("html", "xlsx", "md", "docx", "pdf")
EXPORTS = ("csv", "xlsx", "jsonl", "sdmx", "markdown", "ics")
PLAN = "plan"
PAGES = {"html", "pdf"}
WITH_VERDICTS = {"xlsx", "markdown", "ics"}
_REPORT_ENDINGS = {f".{form}": form for form in REPORTS}
_OTHER_REPORT_ENDINGS = {".htm": "html", ".markdown": "md"}
_EXPORT_ENDINGS = {
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".sdmx.csv": "sdmx",
    ".md": "markdown",
    ".ics": "ics",
    ".toml": PLAN,
}


def report_form(file: str, to: str) -> str:
    """Return the format of a report that --to names, or else the file's ending.

    Raises:
        UsageFault: neither names one.
    """
    if to:
        return _named(to, REPORTS, REPORTS, "format of reports")
    endings = _REPORT_ENDINGS | _OTHER_REPORT_ENDINGS
    ending = _ending(file, endings, REPORTS)
    return endings.get(ending) or _refused(file, "that a report can be", _REPORT_ENDINGS)


def export_form(file: str, to: str) -> str:
    """Return the format of an export that --to names, or else the file's ending.

    Raises:
        UsageFault: neither names one.
    """
    if to:
        return _named(to, (*EXPORTS, PLAN), EXPORTS, "format of exports")
    ending = _ending(file, _EXPORT_ENDINGS, EXPORTS)
    return _EXPORT_ENDINGS.get(ending) or _refused(file, "that can be exported", _EXPORT_ENDINGS)


def _named(to: str, forms: Sequence[str], shown: Sequence[str], what: str) -> str:
    if to not in forms:
        raise UsageFault(UnknownWord(what, to, shown).said)
    return to


def _ending(file: str, endings: Iterable[str], forms: Sequence[str]) -> str:
    """Return the longest of the endings that a file has; empty for none."""
    if file == STANDARD_OUTPUT:
        raise UsageFault(
            Message(
                "name a file, or say --to {forms} or {forms2}",
                forms=tuple(forms[:-1]),
                forms2=forms[-1],
            )
        )
    name = Path(file).name.casefold()
    return max((one for one in endings if name.endswith(one)), key=len, default="")


def _refused(file: str, which: str, endings: Iterable[str]) -> str:
    fault = UnknownWord(f"file {which}", Path(file).name, [f"*{ending}" for ending in endings])
    raise UsageFault(Message("{fault}, or say --to", fault=fault.said))
