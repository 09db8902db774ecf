"""A report of a selection: the verdicts of two days as a page, or the annex of one."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.app.judge.assessments import (
    explained_cases,
    found_cases,
    judged_cases,
    named_rulebook,
    rolled_up,
)
from targettrack.app.report.formats import PAGES
from targettrack.app.watch import unwatched
from targettrack.domain.judge.assess import assess
from targettrack.domain.values.period import ONE_DAY
from targettrack.domain.views.listed import Before, Listed
from targettrack.domain.views.ranking import worst_first
from targettrack.errors import NothingToReport, UsageFault
from targettrack.faults import MissingExtra
from targettrack.message import Message
from targettrack.store.selection import ALL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date
    from pathlib import Path
    from typing import BinaryIO

    from targettrack.app.clock import Clock
    from targettrack.app.watch import Watch
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.rulebook import Rulebook
    from targettrack.domain.series.case import Case
    from targettrack.domain.values.status import Status
    from targettrack.render.pages.page import PagePart, Report
    from targettrack.store.selection import Selection

Pair = tuple["Case", "Assessment"]


class ReportOptions(Struct, frozen=True):
    """What a report is to say, and in which format.

    Attributes:
        rulebook: its id or file; empty for the default.
        verdicts: which are listed; none for all.
        since: the day with which a page is compared, and since which it has what was settled; None
            for the end of the month before.
        asked: whether what is open is meant, what is settled, or all.
    """

    form: str
    selection: Selection = ALL
    rulebook: str = ""
    verdicts: Collection[Status] = ()
    since: date | None = None
    charts: bool = True
    lang: str = "en"
    asked: Listed = Listed.OPEN

    def __post_init__(self) -> None:
        if self.form not in PAGES and (self.since or not self.charts):
            option = "--since" if self.since else "--no-charts"
            what = "the annex has neither news nor charts"
            raise UsageFault(
                Message("{option} goes with html and pdf: {what}", option=option, what=what)
            )


class Reported(Struct, frozen=True):
    """The verdicts that a report counts, and how many targets were settled before it."""

    every: list[Assessment]
    unlisted: int


def write_report(
    store: Path, clock: Clock, out: BinaryIO, options: ReportOptions, watch: Watch = unwatched
) -> Reported:
    """Write a report to a file that is open and return what it counts.

    Raises:
        NothingToReport: there is no target.
        UsageFault: the day to compare with is not before the day judged.
        MissingExtra, NoBrowser, BrowserFault: what makes the format is missing, or failed.
    """
    from targettrack.render.pages.page import page  # noqa: PLC0415

    rules = named_rulebook(options.rulebook)
    if options.form not in PAGES:
        return _write_annex(store, clock, out, options, rules)
    if options.form == "pdf":
        from targettrack.exchange.browser import find_browser, print_page  # noqa: PLC0415

        browser = find_browser()
        report = _compared(store, clock, options, rules, watch)
        out.write(print_page(page(report, options.lang), browser))
    else:
        report = _compared(store, clock, options, rules, watch)
        out.write(page(report, options.lang).encode())
    return Reported(list(report.every), report.unlisted)


def _write_annex(
    store: Path, clock: Clock, out: BinaryIO, options: ReportOptions, rules: Rulebook
) -> Reported:
    """Write the annex of the targets that are listed, in the order in which they were recorded."""
    from targettrack.domain.views.annex import annex_rows  # noqa: PLC0415

    found = judged_cases(store, clock, options.selection, rules, options.asked)
    pairs = found.listed
    if not pairs:
        raise NothingToReport(found.unlisted)
    rows = annex_rows(pair for pair in pairs if _is_listed(pair[1], options))
    if options.form == "docx":
        try:
            from targettrack.render.annex.docx import annex_docx  # noqa: PLC0415
        except ModuleNotFoundError as error:
            if error.name != "docx":
                raise
            raise MissingExtra(Message("a report as docx"), "report") from None
        out.write(annex_docx(rows, clock.as_of, options.lang))
    elif options.form == "xlsx":
        from targettrack.render.annex.xlsx import annex_xlsx  # noqa: PLC0415

        out.write(annex_xlsx(rows, options.lang))
    else:
        from targettrack.render.annex.text import annex_markdown  # noqa: PLC0415

        out.write(annex_markdown(rows, clock.as_of, options.lang).encode())
    return Reported([verdict for _, verdict in pairs], found.unlisted)


def _is_listed(one: Assessment, options: ReportOptions) -> bool:
    return not options.verdicts or one.status in options.verdicts


def _compared(
    store: Path, clock: Clock, options: ReportOptions, rules: Rulebook, watch: Watch
) -> Report:
    """Judge the selected targets now and on the evening of the day to compare with."""
    from targettrack.domain.views.news import news  # noqa: PLC0415
    from targettrack.render.pages.page import Report  # noqa: PLC0415

    earlier = options.since or clock.as_of.replace(day=1) - ONE_DAY
    if earlier >= clock.as_of:
        raise UsageFault(
            Message(
                "--since {earlier:iso} must be before {as_of:iso}, the day judged",
                earlier=earlier,
                as_of=clock.as_of,
            )
        )
    then = replace(clock, as_of=earlier, known_at=min(earlier, clock.known_at))
    report_before = Before(then.as_of, then.known_at)
    judged = judged_cases(store, clock, options.selection, rules, options.asked, report_before)
    if not judged.listed:
        raise NothingToReport(judged.unlisted)
    pairs = explained_cases([case for case, _ in judged.listed], watch)
    every = worst_first(verdict for _, verdict in pairs)
    whole = every if options.selection.period is None else [one for _, one in judged.every]
    before = found_cases(store, then, options.selection, rules)
    listed = [one for one in every if _is_listed(one, options)]
    return Report(
        every=every,
        parts=list(parts_of(pairs, listed, charts=options.charts)),
        roll_ups=rolled_up(whole, rules),
        news=news(worst_first(assess(case) for case in before), every),
        since=earlier,
        unlisted=judged.unlisted,
    )


def parts_of(
    pairs: Sequence[Pair], listed: Sequence[Assessment], *, charts: bool
) -> Iterator[PagePart]:
    """Yield the series of the verdicts listed, with a chart for each period of theirs."""
    from targettrack.domain.views.chart_data import curves_of  # noqa: PLC0415
    from targettrack.render.pages.page import PagePart  # noqa: PLC0415

    cases = {verdict.key: case for case, verdict in pairs}
    for _, group in groupby(listed, key=lambda one: (one.entity.name, one.indicator.id)):
        verdicts = tuple(group)
        ordered = sorted(verdicts if charts else (), key=lambda one: one.target.period)
        drawn = (
            curves_of([(cases[one.key], one) for one in same])
            for _, same in groupby(ordered, key=lambda one: one.target.period)
        )
        yield PagePart(verdicts, tuple(filter(None, drawn)))
