"""From a run to a report: the verdicts of two days as a page, or the annex of one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from targettrack.app.judge.assessments import explained_cases, found_cases, rolled_up
from targettrack.app.report.report_formats import FORMS
from targettrack.cli.output_file import STANDARD_OUTPUT, opened
from targettrack.cli.progress import watched
from targettrack.domain.judge.assess import assess
from targettrack.domain.values.period import ONE_DAY, parse_day
from targettrack.domain.views.ranking import worst_first
from targettrack.errors import MissingExtra, NothingToReport, UnknownWord, UsageFault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from targettrack.cli.command import Run
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.rulebook import Rulebook
    from targettrack.domain.series.case import Case
    from targettrack.domain.values.status import Status
    from targettrack.render.pages.page import Part, Report
    from targettrack.store.selection import Selection

PAGES = {"html", "pdf"}
Pair = tuple["Case", "Assessment"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a report is to say, and in which format.

    Attributes:
        verdicts: which are listed; none for all.
        since: the day with which it is compared, as typed; empty for the end of the month before.
    """

    form: str
    selection: Selection
    rulebook: Rulebook
    verdicts: set[Status]
    since: str
    charts: bool


def form_of(run: Run, file: str, to: str) -> str:
    """Return the format that --to names, or else the file's ending.

    Raises:
        UsageFault: neither names one, or --format was meant.
    """
    if not run.is_table:
        raise UsageFault("--format is for what is printed: say --to for a report")
    ending = Path(file).suffix.casefold().removeprefix(".")
    form = to or {"htm": "html", "markdown": "md"}.get(ending, ending)
    if form in FORMS:
        return form
    if to:
        raise UsageFault(str(UnknownWord("format of reports", to, FORMS)))
    if file == STANDARD_OUTPUT:
        raise UsageFault(f"name a file, or say --to {', '.join(FORMS[:-1])} or {FORMS[-1]}")
    endings = [f"*.{form}" for form in FORMS]
    fault = UnknownWord("file that a report can be", Path(file).name, endings)
    raise UsageFault(f"{fault}, or say --to")


def write_report(run: Run, file: str, wanted: Wanted, *, force: bool) -> list[Assessment]:
    """Write a report and return the verdicts that it counts.

    Raises:
        UsageFault: an option is one of the page, and an annex is to be written.
        NothingToReport: there is no target.
        Exists, FileNotWritten: the file cannot be written.
        MissingExtra, NoBrowser, BrowserFault: what makes the format is missing, or failed.
    """
    if wanted.form not in PAGES and (wanted.since or not wanted.charts):
        option = "--since" if wanted.since else "--no-charts"
        raise UsageFault(f"{option} goes with html and pdf: the annex has neither news nor charts")
    with opened(run, file, wanted.form, force=force) as out:
        made, every = _made(run, wanted)
        out.write(made)
    return every


def _made(run: Run, wanted: Wanted) -> tuple[bytes, list[Assessment]]:
    if wanted.form == "html":
        html, every = _page(run, wanted)
        return html.encode(), every
    if wanted.form == "pdf":
        from targettrack.exchange.browser import find_browser, print_page  # noqa: PLC0415

        browser = find_browser()
        html, every = _page(run, wanted)
        return print_page(html, browser), every
    return _annex(run, wanted)


def _page(run: Run, wanted: Wanted) -> tuple[str, list[Assessment]]:
    from targettrack.render.pages.page import page  # noqa: PLC0415

    report = _reported(run, wanted)
    return page(report, run.lang), list(report.every)


def _annex(run: Run, wanted: Wanted) -> tuple[bytes, list[Assessment]]:
    """Make the annex of the targets that are listed, in the order in which they were recorded."""
    from targettrack.domain.views.annex import annex_rows  # noqa: PLC0415

    pairs = [(case, assess(case)) for case in _found(run, wanted)]
    every = [verdict for _, verdict in pairs]
    rows = annex_rows(pair for pair in pairs if _is_listed(pair[1], wanted))
    if wanted.form == "docx":
        try:
            from targettrack.render.annex.docx import annex_docx  # noqa: PLC0415
        except ModuleNotFoundError as error:
            if error.name != "docx":
                raise
            raise MissingExtra("a report as docx", "report") from None
        return annex_docx(rows, run.as_of, run.lang), every
    if wanted.form == "xlsx":
        from targettrack.render.annex.xlsx import annex_xlsx  # noqa: PLC0415

        return annex_xlsx(rows, run.lang), every
    from targettrack.render.annex.text import annex_markdown  # noqa: PLC0415

    return annex_markdown(rows, run.as_of, run.lang).encode(), every


def _found(run: Run, wanted: Wanted) -> list[Case]:
    found = found_cases(run.store, run.clock, wanted.selection, wanted.rulebook)
    if not found:
        raise NothingToReport
    return found


def _is_listed(one: Assessment, wanted: Wanted) -> bool:
    return not wanted.verdicts or one.status in wanted.verdicts


def _reported(run: Run, wanted: Wanted) -> Report:
    """Judge the selected targets now and on the evening of --since."""
    from targettrack.domain.views.news import news  # noqa: PLC0415
    from targettrack.render.pages.page import Report  # noqa: PLC0415

    earlier = _compared_with(run, wanted.since)
    pairs = explained_cases(_found(run, wanted), watched)
    every = worst_first(verdict for _, verdict in pairs)
    then = replace(run.clock, as_of=earlier, known_at=min(earlier, run.known_at))
    found = found_cases(run.store, then, wanted.selection, wanted.rulebook)
    before = worst_first(assess(case) for case in found)
    return Report(
        every=every,
        parts=list(
            parts_of(pairs, [one for one in every if _is_listed(one, wanted)], charts=wanted.charts)
        ),
        roll_ups=rolled_up(every, wanted.rulebook),
        news=news(before, every),
        since=earlier,
    )


def _compared_with(run: Run, since: str) -> date:
    """Return the day that --since names, or the end of the month before the day judged."""
    if not since:
        return run.as_of.replace(day=1) - ONE_DAY
    day = parse_day(since, "--since")
    if day >= run.as_of:
        raise UsageFault(f"--since {day} must be before {run.as_of}, the day judged")
    return day


def parts_of(
    pairs: Sequence[Pair], listed: Sequence[Assessment], *, charts: bool
) -> Iterator[Part]:
    """Yield the series of the verdicts listed, with a chart for each period of theirs."""
    from targettrack.domain.views.chart_data import lines_of  # noqa: PLC0415
    from targettrack.render.pages.page import Part  # noqa: PLC0415

    cases = {verdict.key: case for case, verdict in pairs}
    for _, group in groupby(listed, key=lambda one: (one.entity.name, one.indicator.id)):
        verdicts = tuple(group)
        ordered = sorted(verdicts if charts else (), key=lambda one: one.target.period)
        drawn = (
            lines_of([(cases[one.key], one) for one in same])
            for _, same in groupby(ordered, key=lambda one: one.target.period)
        )
        yield Part(verdicts, tuple(filter(None, drawn)))
