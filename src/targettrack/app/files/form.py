"""A form of what is due: who fills it in mails it back, and import takes it without a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.app.judge.assessments import judge, selected
from targettrack.domain.records.observation import Basis, in_force
from targettrack.domain.values.name import fold
from targettrack.domain.values.period import MONTHS_OF, Period, add_months
from targettrack.domain.values.period_words import Calendar, read_period
from targettrack.refusals import NothingDue
from targettrack.render.form import FormRow
from targettrack.store import open_to_read, reading

if TYPE_CHECKING:
    from pathlib import Path

    from targettrack.app.clock import Clock
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation


def form_rows(store: Path, clock: Clock, period: str, owner: str, entity: str) -> list[FormRow]:
    """Return what is due for a period: each series with an open target that has no figure yet.

    What is published by quarter or year is due for the quarter or year that ends with the period.

    Raises:
        InvalidPeriod, UnknownName: the period or the entity cannot be read.
        NothingDue: nothing is.
        StoreFault: the store cannot be read.
    """
    meant = read_period(period, Calendar(year=clock.as_of.year))
    found = judge(store, clock, selected(entity)).every
    rows: dict[tuple[str, str], FormRow] = {}
    with open_to_read(store) as ask:
        for one in found:
            key = one.entity.name, one.indicator.id
            due = _due(one.indicator, meant)
            if key in rows or due is None or not _is_asked(one, due, owner):
                continue
            vintages = reading.series(ask, *key, clock.known_at).vintages
            figures = in_force(vintages)
            basis = _basis(one.indicator, figures)
            if not any(f.period.end == due.end and f.basis is basis for f in figures):
                rows[key] = FormRow(one, due, basis)
    if not rows:
        raise NothingDue(str(meant), owner)
    return sorted(rows.values(), key=lambda row: (row.entity, row.indicator))


def _due(indicator: Indicator, period: Period) -> Period | None:
    """Return the part of the year that an indicator has a figure for and that ends with a period.

    None where none does.
    """
    months = MONTHS_OF[indicator.frequency]
    start = add_months(period.last, 1 - months)
    is_due = period.end.day == 1 and (start.month - 1) % months == 0
    return Period(start, period.end) if is_due and not indicator.traits.is_done else None


def _is_asked(one: Assessment, due: Period, owner: str) -> bool:
    is_owner = not owner or fold(one.target.owner or "") == fold(owner)
    return is_owner and one.target.start <= due.last <= one.target.closing


def _basis(indicator: Indicator, figures: list[Observation]) -> Basis:
    """Return whether a figure is given for its period alone or since January, as the last one."""
    if figures:
        return figures[-1].basis
    return Basis.YTD if indicator.traits.of_a_whole else Basis.SINGLE
