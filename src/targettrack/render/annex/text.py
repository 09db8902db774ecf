"""The annex that offices hand in, in words: a row a target, in English or Vietnamese."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from targettrack.domain.values.number import show_number
from targettrack.domain.values.period import show_day
from targettrack.domain.values.status import Flag
from targettrack.render.json_records import Listing
from targettrack.render.messages.words import bare_goal, rated_status, say, show_goal, status_word
from targettrack.render.tables.listings import listing_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.views.annex import AnnexRow

HEADINGS = {
    "en": (
        "No.", "Indicator", "Unit", "Same period last year", "Annual plan", "This month",
        "Cumulative", "% of plan", "% of same period", "Note",
    ),
    "vi": (
        "TT", "Chỉ tiêu", "Đơn vị", "Cùng kỳ năm trước", "Kế hoạch năm", "Thực hiện tháng",
        "Lũy kế", "% so KH", "% so cùng kỳ", "Ghi chú",
    ),
}  # fmt: skip
NUMBERS = range(3, 9)  # the columns of numbers


def annex_title(on: date, lang: str) -> tuple[str, str]:
    """Return the title and the line below it, which says the day."""
    if lang == "vi":
        day = f"(Số liệu đến ngày {on.day}/{on.month}/{on.year})"
        return "PHỤ LỤC: TÌNH HÌNH THỰC HIỆN CÁC CHỈ TIÊU", day
    return "ANNEX: PROGRESS TOWARDS THE TARGETS", f"(as of {show_day(on)})"


def by_entity(rows: Sequence[AnnexRow]) -> Iterator[tuple[str, list[AnnexRow]]]:
    """Yield each entity's name with its rows."""
    for name, group in groupby(rows, key=lambda row: row.verdict.entity.name):
        yield name, list(group)


def annex_cells(row: AnnexRow, lang: str) -> tuple[str, ...]:
    """Return the cells of a row, in the order of the headings; empty where nothing is known."""
    one, indicator = row.verdict, row.verdict.indicator

    def shown(value: Decimal | None, places: int) -> str:
        return "" if value is None else show_number(value, places, lang)

    return (
        str(row.number),
        indicator.called(lang),
        say(str(indicator.unit), lang),
        shown(row.last_year, indicator.precision),
        _plan(row, lang),
        shown(row.month, indicator.precision),
        shown(one.value, indicator.precision),
        shown(one.share_of_target, 1),
        shown(row.of_last_year, 1),
        annex_note(row, lang),
    )


def _plan(row: AnnexRow, lang: str) -> str:
    """Return the target without the unit that has a column; of a ratio, with its reference."""
    target, indicator = row.verdict.target, row.verdict.indicator
    shown = bare_goal if target.relative_to is None else show_goal
    return shown(target, indicator, lang)


def annex_note(row: AnnexRow, lang: str) -> str:
    """Return verdict, scenario, and whether the figure is an estimate."""
    one = row.verdict
    verdict = status_word(one.status, lang) if lang == "vi" else rated_status(one, lang)
    estimated = [say(Flag.ESTIMATED, lang)] if Flag.ESTIMATED in one.flags else []
    return "; ".join([verdict, one.target.scenario.name, *estimated])


def annex_markdown(rows: Sequence[AnnexRow], on: date, lang: str) -> str:
    """Return a heading and a table for each entity."""
    title, day = annex_title(on, lang)
    parts = [f"# {title}", day]
    for entity, group in by_entity(rows):
        cells = tuple(annex_cells(row, lang) for row in group)
        parts += [f"## {entity}", listing_markdown(Listing(HEADINGS[lang], cells), lang)]
    return "\n\n".join(parts) + "\n"
