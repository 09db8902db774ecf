"""Whether numbers that belong together agree within rounding, in a plan and in what it quotes.

The parts of a total, added or composed by weights. A derivation in a note, "11,360 / 64.1% =
17,722". The percent and the amount in a quote of a share whose total the target gives.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.series.composed_growth import compose, extremes
from targettrack.domain.series.rounding import agree
from targettrack.domain.values.number import HUNDRED, UNSIGNED, half_unit, read_number
from targettrack.domain.values.quantity import PERCENT, in_unit, parse_quantity
from targettrack.errors import TargettrackError
from targettrack.shown import places_of, show_exact, show_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from targettrack.domain.plans.plan import PlannedTarget
    from targettrack.domain.records.weights import Weights
    from targettrack.domain.values.period import Period
    from targettrack.domain.values.quantity import Quantity, Unit

PartsFinding = tuple[str, str]  # what is doubtful, and what to do
MOST_OF_PERCENT = Decimal("0.005")  # 8% in a plan means 8.00%, not all that rounds to 8
MOST_LISTED = 4
_DERIVED = re.compile(
    rf"(?P<amount>{UNSIGNED})\s*/\s*(?P<part>{UNSIGNED})\s*(?P<percent>%)?\s*=\s*(?P<total>{UNSIGNED})"
)
_AMOUNT = re.compile(rf"(?P<number>{UNSIGNED})\s*(?P<unit>%|[^\W\d]+(?: [^\W\d]+)?)?")
NEAR = 10  # a derived total that is off by less than a tenth was meant for the target


class TotalPart(Struct, frozen=True):
    """A part of a total: its name and period, and the high end where it is a range."""

    name: str
    period: Period
    value: Decimal
    high: Decimal | None = None


class Total(Struct, frozen=True):
    """What the parts should make up.

    Attributes:
        name: "the target".
        unit: what follows a number, "%" or " bn VND".
        weights: of a growth, those of its parts, by which they are composed; where these do not fit
            the parts, only that each has some weight is known. None for parts that are added up.
    """

    name: str
    value: Decimal
    high: Decimal | None
    unit: str
    weights: Weights | None = None


class _Made(Struct, frozen=True):
    """What one end of the parts makes: the least and the most it can be, and as printed."""

    rates: tuple[Decimal, ...]
    least: Decimal
    most: Decimal
    exact: Decimal | None


class _Check(Struct, frozen=True):
    """An end of the total, or both, against what the low and the high ends of the parts make."""

    which: str
    claimed: tuple[Decimal, Decimal]
    low: _Made
    high: _Made

    @property
    def is_of_one_end(self) -> bool:
        """Whether one number is held against one other."""
        return self.low is self.high and self.claimed[0] == self.claimed[1]


def against_total(total: Total, parts: Sequence[TotalPart]) -> list[PartsFinding]:
    """Return where parts and total disagree, with what would be right; nothing where they agree.

    Of ranges the low ends are held against the low end and the high ends against the high one.
    Where only one of parts and total is a range, the other must be within it.
    """
    low = _made(total, parts, tuple(part.value for part in parts))
    ranged = any(part.high is not None for part in parts)
    high = low
    if ranged:
        tops = (part.value if part.high is None else part.high for part in parts)
        high = _made(total, parts, tuple(tops))
    ends = total.value, total.value if total.high is None else total.high
    checks = [_Check("", ends, low, high)]
    if ranged and total.high is not None:
        checks = [
            _Check("the low end of ", (ends[0], ends[0]), low, low),
            _Check("the high end of ", (ends[1], ends[1]), high, high),
        ]
    found = [one for one in checks if _is_off(total, one)]
    return [(_said(total, parts, one), _advice(total, parts, one)) for one in found]


def _is_off(total: Total, one: _Check) -> bool:
    low, high = one.claimed
    is_short = one.high.most < low - _slack(low, total)
    return is_short or one.low.least > high + _slack(high, total)


def _slack(value: Decimal, total: Total) -> Decimal:
    half = half_unit(value)
    return min(half, MOST_OF_PERCENT) if total.unit == PERCENT else half


def _made(total: Total, parts: Sequence[TotalPart], rates: tuple[Decimal, ...]) -> _Made:
    slacks = [_slack(rate, total) for rate in rates]
    lows = [rate - slack for rate, slack in zip(rates, slacks, strict=True)]
    highs = [rate + slack for rate, slack in zip(rates, slacks, strict=True)]
    weights = total.weights
    if weights is None:
        return _Made(rates, sum(lows, Decimal(0)), sum(highs, Decimal(0)), sum(rates, Decimal(0)))
    if not _fit(weights, parts):
        return _Made(rates, min(lows), max(highs), None)
    ranges = [weights.range_of(part.period) for part in parts]
    exact = compose([(weights.of(p.period), r) for p, r in zip(parts, rates, strict=True)])
    return _Made(rates, extremes(ranges, lows)[0], extremes(ranges, highs)[1], exact)


def _fit(weights: Weights, parts: Sequence[TotalPart]) -> bool:
    return bool(weights.parts) and all(weights.cover(part.period) for part in parts)


def _said(total: Total, parts: Sequence[TotalPart], one: _Check) -> str:
    if one.low.exact is None or one.high.exact is None:
        ends = min(one.low.rates), max(one.high.rates)
        made = f"lie between {_shown(total, ends, parts, ' and ')}, whatever their weights"
    else:
        verb = "add up to" if total.weights is None else "compose to"
        made = f"{verb} {_shown(total, (one.low.exact, one.high.exact), parts, '-')}"
    claim = "-".join(dict.fromkeys(show_exact(end) for end in one.claimed))
    return (
        f"{_listed(total, parts, one)} {made}, but {one.which}{total.name} is {claim}{total.unit}"
    )


def _listed(total: Total, parts: Sequence[TotalPart], one: _Check) -> str:
    if len(parts) > MOST_LISTED:
        return f"the {len(parts)} parts from {parts[0].name} to {parts[-1].name}"
    ends = zip(parts, one.low.rates, one.high.rates, strict=True)
    shown = [
        f"{part.name} ({'-'.join(dict.fromkeys((show_exact(low), show_exact(high))))}{total.unit})"
        for part, low, high in ends
    ]
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def _shown(
    total: Total, ends: tuple[Decimal, Decimal], parts: Sequence[TotalPart], joined: str = ""
) -> str:
    """Print what is made with as many places as its parts have, at least two of a growth."""
    least = 0 if total.weights is None else 2
    places = max(least, *(places_of(part.value) for part in parts))
    return joined.join(dict.fromkeys(show_number(end, places) for end in ends)) + total.unit


def _advice(total: Total, parts: Sequence[TotalPart], one: _Check) -> str:
    """Say what the last part alone would have to be, where that can be said."""
    if not one.is_of_one_end or one.low.exact is None:
        return f"correct a part, or {total.name}"
    shares = [Decimal(1) if total.weights is None else total.weights.of(p.period) for p in parts]
    whole = Decimal(1) if total.weights is None else sum(shares, Decimal(0))
    pairs = zip(shares[:-1], one.low.rates[:-1], strict=True)
    others = sum((share * rate for share, rate in pairs), Decimal(0))
    needed = (whole * one.claimed[0] - others) / shares[-1]
    alone = _shown(total, (needed, needed), parts)
    return f"correct {total.name} or a part: {parts[-1].name} alone would be {alone}"


def disagreements(planned: PlannedTarget) -> Iterator[PartsFinding]:
    """Yield what a target states as percent, amount and total that cannot all be right."""
    yield from _derivations(planned)
    yield from _shares(planned)


def _derivations(planned: PlannedTarget) -> Iterator[PartsFinding]:
    target = planned.target
    for found in _DERIVED.finditer(target.note or ""):
        try:
            amount, part, total = (
                read_number(found[name], "en") for name in ("amount", "part", "total")
            )
        except TargettrackError:
            continue
        percent = part if found["percent"] else part.scaleb(2)
        if not percent:
            continue
        if not agree(percent, amount, total):
            made = show_number(HUNDRED * amount / percent, places_of(total))
            text = f"the note says {found[0]}, but {found[0].split('=')[0].strip()} is {made}"
            yield text, "correct the amount, the percent or the total in the note"
        elif target.has_number and _meant_otherwise(
            total, (target.value, target.high, target.denominator)
        ):
            text = (
                f"the note derives {show_exact(total)}, the target is {show_exact(target.number)}"
            )
            yield text, f"write value = {show_exact(total)}, or correct the note"


def _meant_otherwise(total: Decimal, stated: tuple[Decimal | None, ...]) -> bool:
    """Whether a derived total is none of the numbers of a target, but near one."""
    numbers = [one for one in stated if one]
    near = any(abs(total - one) * NEAR < abs(one) for one in numbers)
    return total not in numbers and near


def _shares(planned: PlannedTarget) -> Iterator[PartsFinding]:
    total, unit = planned.target.denominator, planned.indicator.absolute_unit
    if total is None or unit is None:
        return
    stated = list(_stated(planned.target.quote or "", unit))
    percents = [one.value for one in stated if one.unit and one.unit.is_percent]
    amounts = [one.value for one in stated if one.unit and not one.unit.is_percent]
    if len(percents) == len(amounts) == 1 and not agree(percents[0], amounts[0], total):
        made = HUNDRED * amounts[0] / total
        text = (
            f"the quote says {show_exact(amounts[0])} {unit} and {show_exact(percents[0])}%, but "
            f"that is {show_number(made, places_of(percents[0]))}% of the denominator, "
            f"{show_exact(total)} {unit}"
        )
        yield text, "correct the denominator, or say in the note of what the percent is"


def _stated(quote: str, unit: Unit) -> Iterator[Quantity]:
    """Yield the percents of a quote, and its amounts in a unit; other numbers are passed over."""
    for found in _AMOUNT.finditer(quote):
        words = (found["unit"] or "").split()
        for count in range(len(words), 0, -1):
            text = f"{found['number']} {' '.join(words[:count])}"
            try:
                stated = parse_quantity(text)
                if stated.unit and not stated.unit.is_percent:
                    stated = in_unit(stated, unit, text, "the total")
            except TargettrackError:
                continue
            yield stated
            break
