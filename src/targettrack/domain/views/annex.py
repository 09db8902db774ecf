"""The rows of the annex that offices hand in: a target beside its plan and beside last year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.domain.judge.comparisons import last_year
from targettrack.domain.records.target import kind_of
from targettrack.domain.series.reached import in_indicators_unit, reached, reading_of
from targettrack.domain.values.number import HUNDRED
from targettrack.domain.values.period import ONE_DAY, Period, add_months

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.series.case import Case


class AnnexRow(Struct, frozen=True):
    """One target in the annex; values in the indicator's unit, None where they are not known.

    Attributes:
        number: its place among the rows of its entity, from 1.
        last_year: the value at the same stage of last year.
        month: what the latest month alone brought.
        of_last_year: the value as percent of last year's; None where values are percent.
    """

    number: int
    verdict: Assessment
    last_year: Decimal | None
    month: Decimal | None
    of_last_year: Decimal | None


def annex_rows(judged: Iterable[tuple[Case, Assessment]]) -> list[AnnexRow]:
    """Return a row for each target, those of one entity together and numbered, in the order given.

    Everything that a verdict says too is taken from it.
    """
    of_entity: dict[str, list[tuple[Case, Assessment]]] = {}
    for case, verdict in judged:
        of_entity.setdefault(verdict.entity.name, []).append((case, verdict))
    return [
        _row(number, case, verdict)
        for pairs in of_entity.values()
        for number, (case, verdict) in enumerate(pairs, start=1)
    ]


def _row(number: int, case: Case, verdict: Assessment) -> AnnexRow:
    case = replace(case, figures=[f for f in case.figures if f.period.last <= case.as_of])
    change = verdict.year_on_year
    percent = case.indicator.unit.is_percent
    return AnnexRow(
        number=number,
        verdict=verdict,
        last_year=_last_year(case),
        month=_latest_month(case, verdict),
        of_last_year=None if change is None or percent else HUNDRED + change,
    )


def _last_year(case: Case) -> Decimal | None:
    """Return last year's value at the same stage; of what is not compared with it, None."""
    if not case.indicator.traits.has_trajectory:
        return None
    so_far = reached(case)
    comparable = so_far is not None and so_far.complete
    if so_far is None or not comparable or (case.summed and case.summed.incomparable):
        return None
    return last_year(case, so_far)


def _latest_month(case: Case, verdict: Assessment) -> Decimal | None:
    """Return what the month up to the value's date brought: as published, or by difference.

    None where that date is no month's end, where values are not of periods, and of
    growth where no figure of the month alone was published.
    """
    traits, on = kind_of(case.target, case.indicator).traits, verdict.observed_on
    if on is None or not traits.builds_up or (on + ONE_DAY).day != 1:
        return None
    month = Period(on.replace(day=1), add_months(on, 1))
    terms = reading_of(case).of(month)
    if terms is None or (traits.compounds and len(terms.figures) > 1):
        return None
    return terms.total(lambda figure: in_indicators_unit(case, figure))
