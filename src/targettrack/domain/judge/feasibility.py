"""Whether what the rest of a period must deliver has ever been delivered.

The required growth or amount is held against the best of the last comparable periods, and against
the same remaining months of last year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.domain.records.observation import is_amount
from targettrack.domain.series.case import HISTORY_YEARS
from targettrack.domain.series.reading import Terms, read
from targettrack.domain.values.period import (
    MONTHS_OF,
    ONE_DAY,
    Period,
    add_months,
    months_between,
    years_before,
)
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.step import Step
from targettrack.message import Message, unit_per
from targettrack.shown import places_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from targettrack.domain.records.observation import Observation
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached

FEW = 3  # the best of fewer rates does not tell what can be delivered


class Best(Struct, frozen=True):
    """The best that comparable periods have delivered.

    Attributes:
        value: growth in percent, or the amount in one period of the indicator's frequency.
        period: when; figure: the one it was stated in, or the cumulative one it follows from.
        among: of how many periods it is the best or the mean.
        enough: whether these tell what can be delivered: of a sum the same season of earlier years
            or a full year, of growth three periods.
        proven: whether a period before the latest delivered anything: a first good figure alone
            does not show what is out of reach.
    """

    value: Decimal
    period: Period
    figure: Observation
    step: Step
    among: int = 1
    enough: bool = False
    proven: bool = True


def best_before(case: Case, among: int) -> Best | None:
    """Return the best of the last `among` periods up to the latest figure; None if none is known.

    A period's own figure counts, else the difference of cumulative ones. Of a sum the comparable
    periods are the same remaining months of earlier years, where these are known: their mean.
    Levels have no periods to compare.
    """
    if not case.indicator.traits.builds_up or not case.figures:
        return None
    figures = [
        figure
        for figure in case.figures
        if figure.comparator is Comparator.EQUAL
        and figure.period.last <= case.as_of
        and not is_amount(case.indicator, figure)
    ]
    sums = case.indicator.traits.accumulates
    of_a_year = MONTHS_OF["year"] // MONTHS_OF[case.indicator.frequency]
    found = _best_rests(case, figures) if sums else []
    in_season = bool(found)
    if not found and figures:
        found = _singles(case, figures, max(among, of_a_year) if sums else among)
    enough = in_season or len(found) >= (of_a_year if sums else FEW)
    best = max(found, key=lambda one: case.sign * one.value, default=None)
    if best is None:
        return None
    latest = max(figure.period.end for figure in figures)
    proven = any(case.sign * one.value > 0 for one in found if one.figure.period.end < latest)
    among = sum(one.among for one in found)
    return replace(best, among=among, enough=enough, proven=proven)


def _singles(case: Case, figures: Sequence[Observation], among: int) -> list[Best]:
    """Return what each of the last periods delivered, as far as it is known."""
    months = MONTHS_OF[case.indicator.frequency]
    latest = max(figure.period.end for figure in figures)
    end = add_months(latest, -((latest.month - 1) % months))
    periods = [
        Period(add_months(end, -months * (back + 1)), add_months(end, -months * back))
        for back in range(among)
    ]
    return [best for period in periods if (best := _delivered(case, figures, period))]


def _delivered(case: Case, figures: Sequence[Observation], period: Period) -> Best | None:
    terms = read(figures, _year_of(case, period)).of(period)
    if terms is None:
        return None
    if len(terms.figures) == 1:
        (figure,) = terms.added
        places = places_of(figure.value)
        when = Message("{period}", period=period)
        step = Step("best", "{}", (figure.value,), figure.value, _unit(case), places, when)
        return Best(figure.value, period, figure, step)
    if case.indicator.traits.compounds:
        return _grown(case, terms, period)
    numbers = tuple(figure.value for figure in terms.figures)
    value = terms.total()
    remark = Message("{period}, from cumulative figures", period=period)
    remark = remark if terms.taken else Message("{period}", period=period)
    places = max(places_of(number) for number in numbers)
    step = Step("best", _signed(terms, "{}"), numbers, value, _unit(case), places, remark)
    return Best(value, period, terms.added[-1], step)


def _year_of(case: Case, period: Period) -> Period:
    """Return the year that a period begins in, counted as the target's."""
    start = case.target.period.start
    back = start.year - period.start.year
    first = years_before(start, back)
    if first > period.start:
        first = years_before(start, back + 1)
    return Period(first, years_before(first, -1))


def _signed(terms: Terms, mark: str) -> str:
    return " + ".join([mark] * len(terms.added)) + f" − {mark}" * len(terms.taken)


def _grown(case: Case, terms: Terms, period: Period) -> Best | None:
    """Return the growth that follows from others, by the weights of the year they are of."""
    back = case.target.period.start.year - period.start.year

    def weight(part: Period) -> Decimal:
        return case.used_weights.of(part.years_later(back))

    weights = [weight(part.period) for part in terms.figures]
    rest = weight(period)
    if rest <= 0 or any(one <= 0 for one in weights):
        return None
    value = terms.total(lambda part: weight(part.period) * part.value) / rest
    pairs = zip(weights, terms.figures, strict=True)
    numbers = (*(n for one, part in pairs for n in (one, part.value)), rest)
    remark = Message("{period}, from cumulative rates", period=period)
    formula = f"({_signed(terms, '{:~4} × {}')}) / {{:~4}}"
    step = Step("best", formula, numbers, value, "%", 2, remark)
    return Best(value, period, terms.added[-1], step)


def _best_rests(case: Case, figures: Sequence[Observation]) -> list[Best]:
    """Return what earlier years delivered in the months that are still to come, a period."""
    whole = case.target.period
    on = max((f.period.end for f in figures if whole.contains(f.period)), default=whole.start)
    found = []
    so_far, year = (Period(whole.start, on) if on > whole.start else None), whole
    for _ in range(HISTORY_YEARS):
        year, so_far = year.a_year_earlier(), so_far.a_year_earlier() if so_far else None
        known = read(figures, year)
        terms, before = known.of(year), known.of(so_far) if so_far else Terms()
        if terms is None or before is None or (so_far and so_far.end >= year.end):
            continue
        total, done = terms.total(), before.total()
        start = so_far.last if so_far else year.start - ONE_DAY
        left = months_between(start, year.last) / MONTHS_OF[case.indicator.frequency]
        value = (total - done) / left
        places = case.indicator.precision + 1
        unit = unit_per(_unit(case), case.indicator.frequency)
        numbers = (total, done, left)
        rest = Period(start + ONE_DAY, year.end)
        remark = Message("mean of {period}", period=rest)
        step = Step("best", "({} − {}) / {:~3}", numbers, value, unit, places, remark)
        found.append(Best(value, rest, terms.added[-1], step, round(left)))
    return found


def rest_of_last_year(case: Case, so_far: Reached) -> tuple[Decimal | None, tuple[Step, ...]]:
    """Return what a sum still lacks over last year's rest, which grew as this year has so far.

    1.05 asks for 5% more than the same months would bring at this year's growth. None where last
    year, or its part up to the same day, is not known or not positive.
    """
    period = case.target.period
    if not case.indicator.traits.is_sum or not so_far.complete or so_far.on >= period.last:
        return None, ()
    known = read(case.figures, period.a_year_earlier())
    year = known.of(known.period)
    before = known.of(Period(period.start, so_far.on + ONE_DAY).a_year_earlier())
    if year is None or before is None or so_far.value <= 0:
        return None, ()
    total, done = year.total(), before.total()
    if not 0 < done < total:
        return None, ()
    rest = total - done
    lacking = case.target_value - so_far.value
    ratio = lacking / (rest * so_far.value / done)
    numbers = (case.target_value, so_far.value, total, done, so_far.value, done)
    formula = "({} − {}) / (({} − {}) × {} / {})"
    remark = Message("what is lacking over the same rest of last year at the growth so far")
    return ratio, (Step("over last year", formula, numbers, ratio, "", 2, remark),)


def infeasible(required: Decimal, best: Decimal, *, sign: int, factor: Decimal) -> Message | None:
    """Return why the rest cannot deliver what is required of it; None where it can.

    Args:
        required: growth or amount of the rest, in the unit of `best`.
        best: the best that comparable periods delivered.
        sign: +1 if more is better.
        factor: how many times the best may be required.
    """
    if sign * best > 0 and sign * required > sign * factor * best:
        return Message(
            "{required:2} is more than {factor} × {best:2}",
            required=required,
            factor=factor,
            best=best,
        )
    return None


def _unit(case: Case) -> str:
    return str(case.indicator.unit)
