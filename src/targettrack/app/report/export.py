"""From the store to a file: in which format, how much, and where to."""

from __future__ import annotations

import codecs
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from targettrack.app.judge.assessments import chosen_rulebook, judged_from
from targettrack.app.report.export_formats import FORMS, PLAN
from targettrack.cli.output_file import opened
from targettrack.cli.progress import watched
from targettrack.domain.records.observation import in_force
from targettrack.domain.records.target import versions_in_force
from targettrack.errors import MissingExtra, UnknownWord, UsageFault
from targettrack.store import alert_watches, open_to_read, outbox
from targettrack.store.contents import Extent, contents, series_of
from targettrack.store.selection import ALL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from typing import BinaryIO, TextIO

    from targettrack.cli.command import Run
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.series.series import Series
    from targettrack.store.contents import Contents
    from targettrack.store.lookup import Ask
    from targettrack.store.selection import Selection

ENDINGS = {
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".sdmx.csv": "sdmx",
    ".md": "markdown",
    ".ics": "ics",
    ".toml": PLAN,
}
VERDICTS = {"xlsx", "markdown", "ics"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written; without `vintages` only what is in force."""

    selection: Selection
    since: date | None
    vintages: bool
    rulebook: str


@dataclass(slots=True)
class _Export:
    """One export while it is written, and what it has written so far."""

    run: Run
    wanted: Wanted
    ask: Ask
    verdicts: int = 0
    figures: int = 0
    targets: int = 0
    deadlines: int = 0
    left_out: int = 0

    @property
    def extent(self) -> Extent:
        return Extent(self.wanted.selection, self.run.known_at, self.wanted.since)

    def series(self, found: Contents, *, latest: bool) -> Iterator[Series]:
        """Yield the series, with what is in force or all that was recorded."""
        for batch in watched(found.batches, "Exporting"):
            for one in series_of(self.ask, batch, self.extent):
                shown = self._in_force(one) if latest else one
                self.figures += len(shown.vintages)
                self.targets += len(shown.versions)
                self.left_out += len(one.vintages) - len(shown.vintages)
                yield shown

    def _in_force(self, one: Series) -> Series:
        versions = versions_in_force(one.versions, self.run.as_of)
        kept = tuple(same[-1] for same in versions)
        return replace(one, vintages=tuple(in_force(one.vintages)), versions=kept)

    def assessments(self) -> list[Assessment]:
        """Return the verdicts, worst first."""
        rules = chosen_rulebook(self.wanted.rulebook)
        found = judged_from(self.ask, self.run, self.wanted.selection, rules)
        self.verdicts = len(found)
        return found

    def summary(self, file: str, form: str) -> list[str]:
        """Say what was written."""
        counts = {"verdict": self.verdicts, "figure": self.figures, "target": self.targets}
        counts["deadline"] = self.deadlines
        said = [f"{n} {what}{'' if n == 1 else 's'}" for what, n in counts.items() if n]
        lines = [f"wrote {file}" + (f": {', '.join(said)}" if said else "")]
        if form != PLAN and not said:
            is_calendar = form == "ics"
            lines.append("nothing is to come" if is_calendar else "nothing was recorded of this")
        if self.left_out:
            were = "vintage was" if self.left_out == 1 else "vintages were"
            lines.append(f"{self.left_out} earlier {were} left out: --vintages adds them")
        return lines


def export_to(run: Run, file: str, to: str, wanted: Wanted, *, force: bool) -> list[str]:
    """Write an export and return what to say of it, which is nothing on the standard output.

    Raises:
        UsageFault: the format is not known, or the options do not go with it.
        Exists, FileNotWritten: the file cannot be written.
    """
    form = form_of(file, to)
    _check_options(run, form, wanted)
    with open_to_read(run.store) as ask, opened(run, file, form, force=force) as out:
        export = _Export(run, wanted, ask)
        _WRITERS[form](export, out)
    return [] if file == "-" else export.summary(file, form)


def form_of(file: str, to: str) -> str:
    """Return the format that --to names, or else the file's ending."""
    if to:
        if to not in (*FORMS, PLAN):
            raise UsageFault(str(UnknownWord("format of exports", to, FORMS)))
        return to
    if file == "-":
        raise UsageFault(f"name a file, or say --to {', '.join(FORMS[:-1])} or {FORMS[-1]}")
    name = Path(file).name
    endings = [ending for ending in ENDINGS if name.casefold().endswith(ending)]
    if not endings:
        fault = UnknownWord("file that can be exported", name, [f"*{ending}" for ending in ENDINGS])
        raise UsageFault(f"{fault}, or say --to")
    return ENDINGS[max(endings, key=len)]


def _check_options(run: Run, form: str, wanted: Wanted) -> None:
    if not run.is_table:
        raise UsageFault("--format is for what is printed: say --to for an export")
    if form in {"markdown", "ics", PLAN} and wanted.since:
        raise UsageFault(f"--since goes with records that have a date: {form} shows a day's state")
    if form in {"markdown", "sdmx", "ics", PLAN} and wanted.vintages:
        raise UsageFault(f"--vintages goes with csv, xlsx and jsonl: {form} has no place for them")
    if wanted.rulebook and form not in VERDICTS:
        raise UsageFault(f"--rulebook goes with xlsx, markdown and ics: {form} has no verdicts")


def _csv(export: _Export, out: BinaryIO) -> None:
    from targettrack.exchange.figures.write_csv import write_figures  # noqa: PLC0415 - one of several

    found = contents(export.ask, export.extent)
    write_figures(_text(out), export.series(found, latest=not export.wanted.vintages))
    export.targets = 0


def _sdmx(export: _Export, out: BinaryIO) -> None:
    from targettrack.exchange.figures.write_sdmx import write_sdmx  # noqa: PLC0415 - one of several

    write_sdmx(_text(out), export.series(contents(export.ask, export.extent), latest=True))
    export.targets = export.left_out = 0


def _jsonl(export: _Export, out: BinaryIO) -> None:
    from targettrack.exchange.records import json_lines as lines  # noqa: PLC0415 - one of several

    text, found = _text(out), contents(export.ask, export.extent)
    lines.write_header(text)
    lines.write_records(text, "entity", found.entities)
    lines.write_records(text, "indicator", found.indicators)
    lines.write_records(text, "document", found.documents)
    lines.write_records(text, "scenario", found.scenarios)
    for one in export.series(found, latest=False):
        lines.write_series(text, one)
    if export.extent.selection == ALL and export.wanted.since is None:
        lines.write_records(text, "letter", outbox.kept_letters(export.ask))
        lines.write_records(text, "watch", alert_watches.watches(export.ask))


def _xlsx(export: _Export, out: BinaryIO) -> None:
    from targettrack.render.workbook import write_workbook  # noqa: PLC0415 - one of several

    found = contents(export.ask, export.extent)
    series = export.series(found, latest=not export.wanted.vintages)
    folder = None if out is sys.stdout.buffer else str(Path(out.name).parent)
    write_workbook(out, export.assessments(), series, export.run.lang, folder)


def _markdown(export: _Export, out: BinaryIO) -> None:
    from targettrack.render.tables.summary import status_markdown  # noqa: PLC0415 - one of several

    _text(out).write(status_markdown(export.assessments(), export.run.lang))


def _ics(export: _Export, out: BinaryIO) -> None:
    try:
        from targettrack.render.calendar import deadlines, to_come  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        if error.name != "icalendar":
            raise
        raise MissingExtra("a calendar of deadlines", "calendar") from None
    found = to_come(export.assessments())
    export.verdicts, export.deadlines = 0, len(found)
    out.write(deadlines(found, export.run.now, export.run.lang))


def _plan(export: _Export, out: BinaryIO) -> None:
    from targettrack.app.plans.compare import exported_plan  # noqa: PLC0415 - one of several

    _text(out).write(exported_plan(export.run, export.wanted.selection))


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
