"""The verdict of every target at every month's end, and what changed it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from targettrack.message import Message
from targettrack.render.json_records import Listing
from targettrack.render.messages.catalogue import translate
from targettrack.render.messages.numbers import show_gap, show_odds, show_target, show_value
from targettrack.render.messages.words import show_status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from targettrack.domain.views.past_assessments import MonthEnd

OF_A_TARGET = ("entity", "indicator", "period", "scenario")
IN_WORDS = ("on", "target", "verdict", "value", "gap", "chance", "changed", "why")
RAW = ("on", "target", "status", "value", "gap", "unit", "probability", "was", "because", "why")
ROOMY = ("target", "value", "gap", "chance")


def month_listing(rows: Sequence[MonthEnd]) -> Listing:
    """Return a row for each month's end with raw numbers, for programs."""
    return Listing(
        (*OF_A_TARGET, *RAW),
        tuple(
            (
                row.verdict.entity.name,
                row.verdict.indicator.id,
                str(row.verdict.target.period),
                row.verdict.target.scenario.name,
                row.verdict.as_of,
                show_target(row.verdict.target, row.verdict.indicator, "en"),
                row.verdict.status.value,
                row.verdict.value,
                row.verdict.gap,
                str(row.verdict.indicator.unit),
                row.verdict.outlook.probability if row.verdict.outlook else None,
                row.was.status.value if row.was else None,
                ", ".join(row.causes) or None,
                str(row.verdict.why),
            )
            for row in rows
        ),
    )


def month_summary(rows: Sequence[MonthEnd], lang: str) -> Listing:
    """Return a row for each month's end in words, for pages and papers."""
    cells = tuple((*_target(row, lang), *_words(row, lang)) for row in rows)
    return Listing((*OF_A_TARGET, *IN_WORDS), cells)


def month_tables(rows: Sequence[MonthEnd], lang: str) -> Iterator[tuple[str, Listing]]:
    """Yield a heading and a table for each target."""
    for (entity, indicator, period, scenario), group in groupby(
        rows, key=lambda row: _target(row, lang)
    ):
        heading = f"{entity}, {indicator}, {period}: {scenario}"
        yield heading, Listing(IN_WORDS, tuple(_words(row, lang) for row in group), ROOMY)


def _target(row: MonthEnd, lang: str) -> tuple[str, str, str, str]:
    one = row.verdict
    name = one.indicator.called(lang)
    return one.entity.name, name, translate(one.target.period, lang), one.target.scenario.name


def _words(row: MonthEnd, lang: str) -> tuple[object, ...]:
    one = row.verdict
    was = translate(Message("was {status}", status=row.was.status), lang) if row.was else ""
    return (
        one.as_of,
        show_target(one.target, one.indicator, lang),
        show_status(one.status, lang),
        "" if one.value is None else show_value(one.value, one.indicator, lang),
        show_gap(one, lang),
        show_odds(one, lang),
        f"{was}: {', '.join(row.causes)}" if row.causes else was,
        translate(one.why, lang),
    )
