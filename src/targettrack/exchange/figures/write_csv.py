"""Figures out as CSV, in the columns in which `row` reads them."""

from __future__ import annotations

import csv
from datetime import UTC
from typing import TYPE_CHECKING

from targettrack.domain.records.stated_value import as_stated
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.spreadsheet_text import inert
from targettrack.exchange.figures.row import OPTIONAL, REQUIRED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from targettrack.domain.records.observation import Observation
    from targettrack.domain.series.series import Series


def write_figures(out: TextIO, series: Iterable[Series]) -> None:
    """Write every vintage that series hold, one a row.

    Of a document only the title and the address have a column. No text can be a formula.
    """
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(REQUIRED + OPTIONAL)
    for one in series:
        writer.writerows(_row(one, figure) for figure in one.vintages)


def _row(series: Series, figure: Observation) -> tuple[str, ...]:
    """Return the cells for REQUIRED and then OPTIONAL."""
    value, paper = as_stated(figure, series.indicator), figure.document
    written = figure.recorded_at
    return (
        inert(series.entity.name),
        series.indicator.id,
        str(figure.period),
        f"{value.value:f}",
        inert(str(value.unit)),
        figure.basis.value,
        "" if figure.comparator is Comparator.EQUAL else figure.comparator.value,
        figure.qualifier.value if figure.qualifier else "",
        figure.stated_as.value,
        str(figure.recorded_on or ""),
        f"{written.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if written else "",
        inert(paper.title) if paper else "",
        inert(paper.url or "") if paper else "",
        inert(figure.quote or ""),
        inert(figure.note or ""),
        "" if figure.volume is None else f"{figure.volume:f}",
        inert(figure.stage),
    )
