"""Doubts about a figure beside what is known of its series: is it one of the usual slips?

Held against every figure by `check`, and against a new one when it is recorded.
"""

from __future__ import annotations

import math
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.domain.checks.beside import Beside, around, exact, reading_of
from targettrack.domain.records.observation import Basis, is_amount
from targettrack.domain.records.target import versions_in_force
from targettrack.domain.series.contradictions import slack_of
from targettrack.domain.values.message import Message
from targettrack.domain.values.number import HUNDRED, places_of
from targettrack.domain.values.period import ONE_DAY, Period, add_months, years_before
from targettrack.domain.values.quantity import Comparator

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from targettrack.domain.checks.checked_series import CheckedSeries
    from targettrack.domain.records.observation import Observation

FAR = 0.55  # powers of ten: 3.5 times; monthly figures are clean and as far once in 400
FAR_OF_COUNTS = 2
FAR_RATE, FEWEST_POINTS = 2, Decimal(4)
SCATTER = 0.8  # of the powers of ten from the least to the most of what it is compared with
AS_TOTAL = 1.4  # times the most of what it is compared with
BEYOND = {Comparator.AT_MOST: 10}  # times what is asked for: behind by far is no slip yet
BEYOND_ELSE = 3
PLAN_CHANGED = Decimal("0.8")  # of a share: its plan grew; of 100 units and years none fell further
USUAL = 1.5  # times the least and the most of what it is compared with
INDEX = (Decimal(80), Decimal(150))
POWERS = (1, 2, 3, 4, 6, 9)
FEWEST = 3
_COMPARE = Message("compare it with its source")


class Doubt(Struct, frozen=True):
    """What is doubtful about a figure.

    Attributes:
        rule: a name of RULES.
        found: what is doubtful, with its numbers.
        likely: what it would be if it is the usual slip, or what to look at.
        size: how bad it is, comparable within one rule; more is worse.
    """

    rule: str
    found: Message
    likely: Message
    size: float

    @property
    def message(self) -> Message:
        """What is doubtful and what it may be, in one sentence."""
        return Message("{found}; {likely}", found=self.found, likely=self.likely)


def doubt_about(record: CheckedSeries, figure: Observation) -> Doubt | None:
    """Return the likeliest doubt about a figure beside the others of its series; None without any.

    A figure is not held against vintages of itself, nor against what is doubtful; bounds and stages
    of deliverables are not held against anything.
    """
    if figure.comparator is not Comparator.EQUAL or record.indicator.traits.is_done:
        return None
    same = exact(record, amounts=is_amount(record.indicator, figure))
    known = [one for one in same if one.key != figure.key]
    near = replace(record, figures=tuple(around(known, figure)))
    bad: set[object] = {slip.key for slip, _ in doubted(near)}
    kept = [one for one in near.figures if one.key not in bad]
    others = tuple(_good(near.figures, figure, bad))
    return next(_doubts(Beside(record, figure, others, reading_of(record, kept))), None)


def doubted(record: CheckedSeries) -> Iterator[tuple[Observation, Doubt]]:
    """Yield the figures that are doubtful beside those before them, with the likeliest doubt."""
    if not record.indicator.traits.is_done:
        for amounts in (False, True):
            yield from _doubted(record, exact(record, amounts=amounts))


def _doubted(
    record: CheckedSeries, figures: Sequence[Observation]
) -> Iterator[tuple[Observation, Doubt]]:
    bad: set[object] = set()
    reading = reading_of(record, figures)
    for place, figure in enumerate(figures):
        others = tuple(_good(around(figures[:place], figure), figure, bad))
        found = next(_doubts(Beside(record, figure, others, reading)), None)
        if found is not None:
            bad.add(figure.key)
            reading = reading_of(record, [one for one in figures if one.key not in bad])
            yield figure, found


def _good(
    others: Sequence[Observation], figure: Observation, bad: set[object]
) -> Sequence[Observation]:
    """Return what a figure is held against: of what was doubted only what is a year old.

    A peak that comes back each year is doubted once.
    """
    if not bad:
        return others
    year_ago = figure.period.a_year_earlier().end
    return [one for one in others if one.key not in bad or one.period.end <= year_ago]


def _doubts(known: Beside) -> Iterator[Doubt]:
    near = known.near()
    size = list(_magnitude(known, near))
    if size and size[0].likely != _COMPARE:  # it explains why the others fail
        yield size.pop()
    if known.indicator.traits.accumulates:
        yield from _falls(known)
        yield from _more_than_whole(known)
        yield from _total_as_single(known, near)
        yield from _beyond_plan(known)
    yield from _sign(known)
    if known.indicator.traits.compounds:
        yield from _index(known, near)
    yield from size
    if not near:
        yield from _beyond_target(known)
    if known.indicator.unit.is_percent and not near:
        yield from _fraction(known)


def _falls(known: Beside) -> Iterator[Doubt]:
    """Yield a total since a day that is below an earlier one, or above a later one, since that day.

    Of a share only where it falls by more than a plan that grew explains.
    """
    figure, indicator = known.figure, known.indicator
    if not known.is_positive:
        return
    is_share = indicator.traits.of_a_whole and not is_amount(indicator, figure)
    bears = PLAN_CHANGED if is_share else 1
    for first, last in ((known.total_before(), figure), (figure, known.total_after())):
        if first is None or last is None:
            continue
        slack = slack_of(indicator, first) + slack_of(indicator, last)
        if last.value < first.value * bears - slack:
            found = Message(
                "{value} by {day}, after {before} by {earlier}: a total does not fall",
                value=known.shown(last.value),
                day=last.period.last,
                before=known.shown(first.value),
                earlier=first.period.last,
            )
            month = Period(add_months(last.period.last, 0), last.period.end)
            likely = Message("if it is of {period} alone, log it so", period=month)
            yield Doubt("falls", found, likely, float(1 - last.value / first.value))
            return


def _more_than_whole(known: Beside) -> Iterator[Doubt]:
    """Yield a part that is more than a period around it, or a period that is less than a part."""
    figure = known.figure
    for other in known.others if known.is_positive else ():
        if other.period.start == figure.period.start:
            continue
        if other.period.contains(figure.period):
            part, whole = figure, other
        elif figure.period.contains(other.period):
            part, whole = other, figure
        else:
            continue
        slack = slack_of(known.indicator, part) + slack_of(known.indicator, whole)
        if part.value > whole.value + slack:
            found = Message(
                "{part} in {period} is more than {whole} in all of {around}",
                part=known.shown(part.value),
                period=part.period,
                whole=known.shown(whole.value),
                around=whole.period,
            )
            likely = Message("one of the two is wrong, or in another unit")
            yield Doubt("more-than-whole", found, likely, float(part.value / (whole.value or 1)))
            return


def _total_as_single(known: Beside, near: list[Decimal]) -> Iterator[Doubt]:
    """Yield the value of a part of a year that seems to be the total of the year to its end.

    It is well above those near it, above all that came in before it in the year, and nearer to the
    usual as what is added to that than as it stands.
    """
    period, stated = known.figure.period, known.figure.value
    fits = [value for value in near if value > 0]
    if known.figure.basis is not Basis.SINGLE or not fits:
        return
    usual = float(median(fits))
    if stated < Decimal(AS_TOTAL) * max(fits):
        return
    for start in _starts(known):
        before = known.value_of(Period(start, period.start))
        if before is None or not 0 < before < stated:
            continue
        added = float(stated - before)
        if abs(math.log(added / usual)) < math.log(float(stated) / usual):
            found = Message(
                "{value} in {period} alone, after {before} from {start} to {end}",
                value=known.shown(stated),
                period=period,
                before=known.shown(before),
                start=start,
                end=period.start - ONE_DAY,
            )
            whole = Period(start, period.end)
            likely = Message("if it is the total of {period}, log it so", period=whole)
            yield Doubt("total-as-single", found, likely, float(stated) / usual)
            return


def _beyond_plan(known: Beside) -> Iterator[Doubt]:
    """Yield the percent of a part of a year that would make all its parts more than the plan."""
    figure, record = known.figure, known.record
    if figure.basis is not Basis.SINGLE or not record.indicator.traits.of_a_whole:
        return
    year = figure.period.start.replace(month=1, day=1)
    parts = [
        other
        for other in exact(record, amounts=False)
        if other.basis is Basis.SINGLE and year <= other.period.start < figure.period.start
    ]
    total = sum((other.value for other in parts), figure.value)
    if total > HUNDRED >= figure.value and not is_amount(record.indicator, figure) and parts:
        whole = Period(year, figure.period.end)
        found = Message(
            "{value} in {period} alone makes {total} of the plan in {whole}",
            value=known.shown(figure.value),
            period=figure.period,
            total=known.shown(total),
            whole=whole,
        )
        likely = Message("if it is the total of {period}, log it so", period=whole)
        yield Doubt("total-as-single", found, likely, float(total))


def _starts(known: Beside) -> list[date]:
    """Return the days on which a year with the figure begins: 1 January, and that of targets."""
    period = known.figure.period
    days = {version.period.start for version in known.record.versions}
    days.add(period.start.replace(month=1, day=1))
    year_ago = years_before(period.last, 1)
    return sorted((day for day in days if year_ago < day < period.start), reverse=True)


def _sign(known: Beside) -> Iterator[Doubt]:
    """Yield a sum below zero where every other is above it, and the other way round."""
    values, stated = [other.value for other in known.others], known.figure.value
    if not known.indicator.traits.is_sum or len(values) < FEWEST:
        return
    if stated < 0 < min(values) or max(values) < 0 < stated:
        found = Message(
            "{value}, where the others are {least} to {most}",
            value=known.shown(stated),
            least=known.shown(min(values)),
            most=known.shown(max(values)),
        )
        likely = Message("if it is {value}, log that", value=known.shown(-stated))
        yield Doubt("sign", found, likely, float(abs(stated)))


def _index(known: Beside, near: list[Decimal]) -> Iterator[Doubt]:
    """Yield a rate of growth that is near 100, as an index of the year before is."""
    stated = known.figure.value
    if not INDEX[0] <= stated <= INDEX[1] or any(abs(value) > HUNDRED / 2 for value in near):
        return
    found = Message("growth of {value}", value=known.shown(stated))
    likely = Message(
        "if it is an index of which last year is 100, log {value}",
        value=known.shown(stated - HUNDRED),
    )
    yield Doubt("index-as-growth", found, likely, float(stated))


def _fraction(known: Beside) -> Iterator[Doubt]:
    """Yield a first percent that is a hundredth of about what a target asks for: 0.95 for 95%."""
    stated, record = known.figure.value * HUNDRED, known.record
    for target in (versions[-1] for versions in versions_in_force(record.versions, record.as_of)):
        if target.value and 1 / USUAL <= float(stated / target.value) <= USUAL:
            found = Message("{value}", value=known.shown(known.figure.value))
            likely = Message("if it is {value}, log that", value=known.shown(stated.normalize()))
            yield Doubt("fraction", found, likely, float(stated))
            return


def _magnitude(known: Beside, near: list[Decimal]) -> Iterator[Doubt]:
    """Yield a value that is far from all that it is compared with, on one side of it."""
    stated = known.figure.value
    if known.indicator.traits.compounds:
        far = len(near) > 1 and _is_far_rate(stated, near)
    else:
        far = bool(near) and _is_far_size(known, near)
    if not far:
        return
    least, most = sorted((min(near), max(near)), key=abs)
    found = Message(
        "{value}, where those like it are {least} to {most}"
        if least != most
        else "{value}, where the one like it is {most}",
        value=known.shown(stated),
        least=known.shown(min(near)),
        most=known.shown(max(near)),
    )
    likely = _COMPARE
    for power in POWERS:
        value = stated.scaleb(-power if abs(stated) > abs(most) else power)
        if 0 < float(least / value) <= USUAL and 0 < float(value / most) <= USUAL:
            shown = known.shown(value.normalize())
            likely = Message("if it is {value}, log that", value=shown)
            break
    yield Doubt("magnitude", found, likely, float(abs(stated - most)))


def _is_far_rate(stated: Decimal, near: list[Decimal]) -> bool:
    """Whether a rate of growth is beyond the others by twice what they are apart, and four points.

    Quarterly growth of 25 countries since 1990 is so far once in 115, in the crises of 2008 and
    2020; ten times as much is in five of six.
    """
    beyond = max(min(near) - stated, stated - max(near))
    return beyond > max(FAR_RATE * (max(near) - min(near)), FEWEST_POINTS)


def _is_far_size(known: Beside, near: list[Decimal]) -> bool:
    """Whether a value is 3.5 times the others or less, and more where those are apart themselves.

    A small count must also be two away, as square roots of counts are: those of a steady rate have
    a spread of a half.
    """
    stated, unit = known.figure.value, known.indicator.unit
    if any(value * stated <= 0 for value in near):
        return False
    least, most = sorted((min(near), max(near)), key=abs)
    nearest = most if abs(stated) > abs(most) else least
    away = math.log10(stated / nearest)
    if not (abs(stated) > abs(most) or abs(stated) < abs(least)):
        return False
    if abs(away) < max(FAR, SCATTER * math.log10(most / least)):
        return False
    is_count = not (unit.is_percent or unit.is_money or any(map(places_of, (stated, nearest))))
    apart = abs(math.sqrt(abs(stated)) - math.sqrt(abs(nearest)))
    return not is_count or apart >= FAR_OF_COUNTS


def _beyond_target(known: Beside) -> Iterator[Doubt]:
    """Yield a first figure that is many times what a target asks for by its day."""
    figure, record, indicator = known.figure, known.record, known.indicator
    if indicator.traits.compounds or is_amount(indicator, figure):
        return
    for target in (versions[-1] for versions in versions_in_force(record.versions, record.as_of)):
        asked = target.high or target.value
        if asked is None:
            continue
        if indicator.traits.accumulates and target.period.contains(figure.period):
            asked = asked * figure.period.days / target.period.days
        if figure.value > BEYOND.get(target.comparator, BEYOND_ELSE) * asked > 0:
            times = figure.value / asked
            found = Message(
                "{value} is {times:1} times the {asked} that is asked for by then",
                value=known.shown(figure.value),
                times=times,
                asked=known.shown(asked),
            )
            likely = Message("compare its unit and its period with its source")
            yield Doubt("beyond-target", found, likely, float(times))
            return
