"""The value that was reached so far, with the steps that gave it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.records.observation import is_amount
from targettrack.domain.series.case import HISTORY_YEARS
from targettrack.domain.series.composed_growth import composed, over_years
from targettrack.domain.series.reading import Terms, read
from targettrack.domain.values.number import HUNDRED
from targettrack.domain.values.period import ONE_DAY, Period, years_before
from targettrack.domain.values.step import Step
from targettrack.message import Message
from targettrack.shown import places_of

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.records.observation import Observation
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reading import Reading
    from targettrack.domain.values.quantity import Comparator


class Reached(Struct, frozen=True):
    """The value so far: the figures behind it and its date.

    Attributes:
        parts: the figures that were added up, in order.
        complete: whether it covers every day so far; otherwise it is a lower bound.
        ignores: whether later figures are left out because a period before them is missing.
        taken: figures that were taken off again, as others contain them.
        missing: the periods before its date of which nothing is known.
    """

    parts: tuple[Observation, ...]
    value: Decimal
    on: date
    complete: bool
    steps: tuple[Step, ...]
    ignores: bool = False
    taken: tuple[Observation, ...] = ()
    missing: tuple[Period, ...] = ()

    @property
    def latest(self) -> Observation:
        """The figure that came last."""
        return self.parts[-1]

    @property
    def bounds(self) -> set[Comparator]:
        """In which way the figures leave the value open: `>=` if it may be more than this."""
        return Terms(self.parts, self.taken).bounds


def reached(case: Case) -> Reached | None:
    """Return the value so far in the indicator's unit, or None if nothing counts yet.

    Figures after the closing date come too late to count, and those that begin after the period are
    of the next one.
    """
    period = Period(case.target.period.start, case.target.closing + ONE_DAY)
    if not case.indicator.traits.builds_up:
        later = [f for f in case.figures if case.start < f.period.last < period.end]
        if not later:
            return None
        return Reached((later[-1],), later[-1].value, later[-1].period.last, True, ())
    known = reading_of(case)
    if case.indicator.traits.compounds:
        return _grown(case, known)
    if not known.runs:
        return None
    terms = known.running()
    value, steps = _total(case, terms)
    missing = tuple(known.missing)
    on = known.runs[-1][-1] - ONE_DAY
    return Reached(terms.added, value, on, not missing, steps, False, terms.taken, missing)


def reading_of(case: Case) -> Reading:
    """Read the figures that count of what has begun in the target's period, up to its closing.

    Totals to date from another day on (of a calendar year, for a fiscal one) tell of it too, but
    not shares, which are of another plan then.
    """
    begun = [f for f in countable(case) if f.period.start < case.target.period.end]
    period = Period(case.target.period.start, case.target.closing + ONE_DAY)
    return read(begun, period, across=not case.indicator.traits.of_a_whole)


def signs_of_missing(case: Case, so_far: Reached) -> frozenset[int]:
    """Return +1 where the periods without a figure may have brought something, -1 where taken away.

    They have the sign of all that is known of the series and of what is asked for, which may be
    both, unless the indicator's limits say which; nothing where no period is missing.
    """
    if not so_far.missing:
        return frozenset()
    if case.indicator.least is not None and case.indicator.least >= 0:
        return frozenset({1})
    start = case.target.period.start
    past = read(countable(case), Period(years_before(start, HISTORY_YEARS), start))
    values = [case.target_value]
    for reading in (reading_of(case), past):
        for piece in reading.pieces:
            terms = reading.between(piece.start, piece.end) or Terms()
            values.append(terms.total(lambda figure: in_indicators_unit(case, figure)))
    return frozenset(1 if value > 0 else -1 for value in values if value) or frozenset({1})


def _grown(case: Case, known: Reading) -> Reached | None:
    """Return the growth up to the first gap: a rate says nothing about a period it leaves out."""
    start = known.period.start
    if not known.runs or known.runs[0][0] != start:
        return None
    run = known.runs[0]
    end = run[-1]
    terms = known.between(start, end) or Terms()
    if case.target.period.is_of_years:
        whole_years = {years_before(start, -years) for years in range(1, end.year - start.year + 1)}
        cuts = [day for day in run if day in {start, end} | whole_years]
        periods = [Period(one, other) for one, other in pairwise(cuts)]
        made = [(period, known.of(period) or Terms()) for period in periods]
        value, steps = over_years(made, case.used_weights)
    else:
        value, steps = composed("value", terms, case.used_weights)
    ignores = not known.is_complete
    return Reached(terms.added, value, end - ONE_DAY, True, steps, ignores, terms.taken)


def countable(case: Case) -> list[Observation]:
    """Return the figures that count.

    Amounts without a denominator do not, nor percentages where the amount is known too.
    """
    if case.target.denominator is None:
        return [f for f in case.figures if not is_amount(case.indicator, f)]
    amounts = {f.period for f in case.figures if is_amount(case.indicator, f)}
    return [f for f in case.figures if is_amount(case.indicator, f) or f.period not in amounts]


def in_indicators_unit(case: Case, figure: Observation) -> Decimal:
    """Return a figure's value in the indicator's unit: an amount of a share as percent."""
    denominator = case.target.denominator
    if denominator is None or not is_amount(case.indicator, figure):
        return figure.value
    return HUNDRED * figure.value / denominator


def _total(case: Case, terms: Terms) -> tuple[Decimal, tuple[Step, ...]]:
    denominator, figures = case.target.denominator, terms.figures
    if denominator is not None and any(is_amount(case.indicator, part) for part in figures):

        def amount(part: Observation) -> Decimal:
            percent = not is_amount(case.indicator, part)
            return part.value * denominator / HUNDRED if percent else part.value

        value = HUNDRED * terms.total(amount) / denominator
        formula = f"100 × {signed(terms, '{:~3}')} / {{}}"
        absolute = Message(str(case.indicator.absolute_unit))
        remark = Message("amounts over the plan's total, {unit}", unit=absolute)
        numbers = (*map(amount, figures), denominator)
        return value, (Step("value", formula, numbers, value, "%", 2, remark),)
    value = terms.total()
    if len(figures) == 1:
        return value, ()
    numbers = tuple(part.value for part in figures)
    decimals = max(case.indicator.precision, *(places_of(n) for n in numbers))
    formula, unit = signed(terms, "{}"), str(case.indicator.unit)
    return value, (Step("value", formula, numbers, value, unit, decimals),)


def signed(terms: Terms, mark: str) -> str:
    """Return marks for the numbers of figures that are added and taken off, in brackets."""
    below = "".join(f" − {mark}" for _ in terms.taken)
    added = " + ".join([mark] * len(terms.added))
    return f"({added}{below})" if len(terms.added) + len(terms.taken) > 1 else mark


def in_brackets(count: int, mark: str) -> str:
    """Return marks for the numbers of a sum, in brackets where there are several."""
    return mark if count == 1 else f"({' + '.join([mark] * count)})"
