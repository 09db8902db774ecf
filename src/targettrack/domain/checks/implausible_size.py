"""Values of another size than those of their series, or than their target asks for."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING

from targettrack.domain.checks.finding import Doubt
from targettrack.domain.records.observation import is_amount
from targettrack.domain.records.target import versions_in_force
from targettrack.domain.values.number import HUNDRED
from targettrack.domain.values.quantity import Comparator
from targettrack.message import Message
from targettrack.shown import places_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targettrack.domain.checks.beside import Beside

FAR = 0.55  # powers of ten: 3.5 times; monthly figures are clean and as far once in 400
FAR_OF_COUNTS = 2
FAR_RATE, FEWEST_POINTS = 2, Decimal(4)
SCATTER = 0.8  # of the powers of ten from the least to the most of what it is compared with
BEYOND = {Comparator.AT_MOST: 10}  # times what is asked for: behind by far is no slip yet
BEYOND_ELSE = 3
USUAL = 1.5  # times the least and the most of what it is compared with
INDEX = (Decimal(80), Decimal(150))
POWERS = (1, 2, 3, 4, 6, 9)
FEWEST = 3
COMPARE = Message("compare it with its source")


def sign(known: Beside) -> Iterator[Doubt]:
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


def index(known: Beside, near: list[Decimal]) -> Iterator[Doubt]:
    """Yield a rate of growth that is near 100, as an index is, where half of it is unheard of.

    Growth has doubled what it is of: without others and a target there is nothing to doubt it by.
    """
    stated, record = known.figure.value, known.record
    versions = versions_in_force(record.versions, record.as_of)
    usual = [*near, *(target.value for *_, target in versions if target.value is not None)]
    if not INDEX[0] <= stated <= INDEX[1] or not usual:
        return
    if any(abs(value) > HUNDRED / 2 for value in usual):
        return
    found = Message("growth of {value}", value=known.shown(stated))
    likely = Message(
        "if it is an index of which last year is 100, log {value}",
        value=known.shown(stated - HUNDRED),
    )
    yield Doubt("index-as-growth", found, likely, float(stated))


def fraction(known: Beside) -> Iterator[Doubt]:
    """Yield a first percent that is a hundredth of about what a target asks for: 0.95 for 95%."""
    stated, record = known.figure.value * HUNDRED, known.record
    for target in (versions[-1] for versions in versions_in_force(record.versions, record.as_of)):
        if target.value and 1 / USUAL <= float(stated / target.value) <= USUAL:
            found = Message("{value}", value=known.shown(known.figure.value))
            likely = Message("if it is {value}, log that", value=known.shown(stated.normalize()))
            yield Doubt("fraction", found, likely, float(stated))
            return


def magnitude(known: Beside, near: list[Decimal]) -> Iterator[Doubt]:
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
    likely = COMPARE
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


def beyond_target(known: Beside) -> Iterator[Doubt]:
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
