"""Verdicts as a listing of words and rounded numbers, for pages and papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.render.json_records import Listing
from targettrack.render.messages.words import (
    count_line,
    rated_status,
    say,
    show_change,
    show_gap,
    show_goal,
    show_need,
    show_value,
)
from targettrack.render.tables.listings import listing_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targettrack.domain.judge.assessment import Assessment

HEADINGS = (
    "entity", "indicator", "period", "value", "on", "last year", "target", "scenario", "verdict",
    "gap", "need", "why",
)  # fmt: skip


def status_summary(assessments: Sequence[Assessment], lang: str) -> Listing:
    """Return a row for each verdict, in the order given."""
    rows = tuple(
        (
            one.entity.name,
            one.indicator.called(lang),
            say(str(one.target.period), lang),
            "" if one.value is None else show_value(one.value, one.indicator, lang),
            one.observed_on,
            show_change(one, lang),
            show_goal(one.target, one.indicator, lang),
            one.target.scenario.name,
            rated_status(one, lang),
            show_gap(one, lang),
            show_need(one, lang),
            say(one.why, lang),
        )
        for one in assessments
    )
    return Listing(HEADINGS, rows)


def status_markdown(assessments: Sequence[Assessment], lang: str) -> str:
    """Return a table of verdicts for a report, and under it how many there are of which."""
    table = listing_markdown(status_summary(assessments, lang), lang)
    return f"{table}\n\n{count_line(assessments, lang)}\n" if assessments else f"{table}\n"
