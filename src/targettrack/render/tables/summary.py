"""Verdicts as a listing: the promise for programs, or words and rounded numbers for papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.render.columns import SUMMARY, in_line
from targettrack.render.json_records import PROMISED, Listing, flattened, record
from targettrack.render.messages.words import count_line
from targettrack.render.tables.listings import listing_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targettrack.domain.judge.assessment import Assessment


def status_listing(assessments: Sequence[Assessment]) -> Listing:
    """Return the promise as a listing with dotted headings."""
    return Listing(PROMISED, tuple(tuple(flattened(record(one)).values()) for one in assessments))


def status_summary(assessments: Sequence[Assessment], lang: str) -> Listing:
    """Return a row for each verdict in words, in the order given."""
    rows = tuple(tuple(in_line(one, cell, lang) for cell in SUMMARY) for one in assessments)
    return Listing(tuple(cell.heading for cell in SUMMARY), rows)


def status_markdown(assessments: Sequence[Assessment], lang: str) -> str:
    """Return a table of verdicts for a report, and under it how many there are of which."""
    table = listing_markdown(status_summary(assessments, lang), lang)
    return f"{table}\n\n{count_line(assessments, lang)}\n" if assessments else f"{table}\n"
