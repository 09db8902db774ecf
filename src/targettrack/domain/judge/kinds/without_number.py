"""Targets without a number: values shall rise, fall or keep, measured from where they started."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.judge.kinds.level import based
from targettrack.domain.judge.kinds.protocol import Rules
from targettrack.domain.judge.reason import Reason, assessment_of, value_shown
from targettrack.domain.judge.status_rule import unobserved
from targettrack.domain.records.rulebook import Method
from targettrack.domain.series.case import ZERO
from targettrack.domain.values.period import ONE_DAY, Period, add_months, months_between
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.status import Status
from targettrack.message import Message, clauses, word

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.judge.figures_read import FiguresRead
    from targettrack.domain.judge.kinds.protocol import Points
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached


class WithoutNumber(Rules):
    """The rules of a kind for a target that says which way, and not how far.

    To rise is to be more than the base, to fall less, to keep no worse by the indicator's
    direction. The base of a level is where it starts; of what is counted by periods it is what the
    period before came to, or what was stated.
    """

    def __init__(self, rules: Rules) -> None:
        self.rules = rules

    def assess(self, case: Case) -> Assessment:
        """Judge as if the base were the number that was asked for, and tell it as a way."""
        known = self.in_own_unit(case)
        if known is None:
            return assessment_of(case, self._unknown(case))
        judged = self.rules.assess(known)
        why = judged.why
        if case.indicator.traits.is_kept and judged.value is not None:
            asked = Message(
                _ASKED[case.target.comparator], base=value_shown(known, known.target_value)
            )
            why = clauses((asked, why))
        return replace(judged, target=case.target, why=why)

    def reached(self, case: Case) -> Reached | None:
        """Return the value so far, which needs no number to compare with."""
        return self.rules.reached(_with(case, ZERO))

    def figures_read(self, case: Case) -> tuple[FiguresRead, ...]:
        """Account for the figures, which needs no number."""
        return self.rules.figures_read(_with(case, ZERO))

    def in_own_unit(self, case: Case) -> Case | None:
        """Return the case with the base as its number; None where that is not known."""
        if case.indicator.traits.has_base:
            case = based(case)
            base = case.base
        else:
            base = case.target.base if case.target.base is not None else self._before(case)
        if base is None and case.rulebook.method is Method.BANDS:
            base = ZERO  # which nothing is compared with
        return None if base is None else _with(case, base)

    def reached_points(self, case: Case) -> Points:
        """Return the value so far after each figure."""
        return self.rules.reached_points(_with(case, ZERO))

    def trajectory_points(self, case: Case) -> Points:  # noqa: ARG002 - of the protocol
        """Return nothing: no line says how far it shall have come by when."""
        return ()

    def _before(self, case: Case) -> Decimal | None:
        """Return what the period before came to; None unless its figures cover it in full."""
        period, target = case.target.period, case.target
        months = round(months_between(period.start - ONE_DAY, period.last))
        before = Period(add_months(period.start, -months), period.start)
        closing = before.last + (target.closing - period.last)
        earlier = replace(target, period=before, closing=closing, base_on=None)
        figures = [figure for figure in case.figures if figure.period.last <= closing]
        found = self.reached(replace(case, target=earlier, figures=figures))
        if found is None or not found.complete or found.on < before.last:
            return None
        return found.value

    def _unknown(self, case: Case) -> Reason:
        so_far = self.reached(case)
        if so_far is None:
            return unobserved(case)
        why = Message(
            "{value} reached, but what it was before is not known: state that with --base",
            value=value_shown(case, so_far.value),
        )
        return Reason(Status.NO_DATA, why)


_ASKED = {
    Comparator.RISE: word("to rise from {base}"),
    Comparator.FALL: word("to fall from {base}"),
    Comparator.KEEP: word("to keep {base}"),
}


def _with(case: Case, base: Decimal) -> Case:
    """Return a case whose target asks for more, less or no worse than a base."""
    way = case.target.comparator
    comparator = {
        Comparator.RISE: Comparator.MORE,
        Comparator.FALL: Comparator.LESS,
        Comparator.KEEP: Comparator.AT_LEAST if case.sign > 0 else Comparator.AT_MOST,
    }[way]
    level = case.indicator.traits.has_base
    target = replace(case.target, comparator=comparator, value=base, base=base if level else None)
    return replace(case, target=target, trend=way)
