"""Many verdicts in one: counts first, then how far the whole has come, and what is worst."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.records.scenario import Tier
from targettrack.domain.records.target import HoldMode, sign_of
from targettrack.domain.series.reached import in_brackets
from targettrack.domain.values.number import HUNDRED, half_unit
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.status import Status
from targettrack.domain.values.step import Step
from targettrack.domain.views.ranking import badness
from targettrack.message import Message, clauses, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.rulebook import Rulebook

ZERO, ONE = Decimal(0), Decimal(1)
NAMED = 3
_WITHOUT_VERDICT = {Status.NO_DATA, Status.NOT_STARTED}


class Outcome(StrEnum):
    """A verdict in the words of an annex, which tells what was exceeded from what was met."""

    EXCEEDED = "exceeded"
    MET = "met"
    ON_TRACK = "on track"
    AT_RISK = "at risk"
    OFF_TRACK = "off track"
    MISSED = "missed"
    NO_DATA = "no data"
    NOT_STARTED = "not started"


_OUTCOMES = {
    Status.ON_TRACK: Outcome.ON_TRACK,
    Status.AT_RISK: Outcome.AT_RISK,
    Status.OFF_TRACK: Outcome.OFF_TRACK,
    Status.MISSED: Outcome.MISSED,
    Status.NO_DATA: Outcome.NO_DATA,
    Status.NOT_STARTED: Outcome.NOT_STARTED,
}
_ONLY_WHERE_ANY = {Outcome.MISSED, Outcome.NOT_STARTED}


class Entry(Struct, frozen=True):
    """One verdict in a roll-up.

    Attributes:
        weight: how much it counts beside the others.
        score: what the rulebook gives it, None where it gives none.
    """

    assessment: Assessment
    weight: Decimal = ONE
    score: Decimal | None = None


class RollUp(Struct, frozen=True):
    """The verdicts on all targets of one tier.

    Attributes:
        counts: how many targets have each outcome, every outcome in its order.
        coverage: share of the targets with a verdict, 0 to 1.
        attained: weighted mean of the shares of the way, each from 0 to 1.
        attained_of: how many targets it rests on; growth, caps and what must hold have none.
        score: weighted mean of the rulebook's scores.
        withheld: whether so few targets have a verdict that neither is given.
        worst: the worst verdict of all.
        worst_ones: the three worst targets, or all where there are fewer.
    """

    tier: Tier
    counts: tuple[tuple[Outcome, int], ...]
    coverage: Decimal
    attained: Decimal | None
    attained_of: int
    score: Decimal | None
    withheld: bool
    worst: Status
    worst_ones: tuple[Assessment, ...]
    steps: tuple[Step, ...]

    @property
    def n(self) -> int:
        """How many targets there are."""
        return sum(count for _, count in self.counts)

    @property
    def met(self) -> int:
        """How many targets are met or exceeded."""
        counted = dict(self.counts)
        return counted[Outcome.MET] + counted[Outcome.EXCEEDED]


def roll_ups(entries: Iterable[Entry], rulebook: Rulebook) -> tuple[RollUp, ...]:
    """Roll up the verdicts of each tier that there is, never those of two tiers together."""
    given = list(entries)
    of_tiers = {tier: [e for e in given if _tier(e) is tier] for tier in Tier}
    return tuple(_roll_up(tier, found, rulebook) for tier, found in of_tiers.items() if found)


def _tier(entry: Entry) -> Tier:
    return entry.assessment.target.scenario.tier


def outcome(one: Assessment, rulebook: Rulebook) -> Outcome:
    """Return the outcome of a target: achieved is exceeded where the value is beyond the goal."""
    if one.status is not Status.ACHIEVED:
        return _OUTCOMES[one.status]
    return Outcome.EXCEEDED if _is_beyond(one, rulebook) else Outcome.MET


def _is_beyond(one: Assessment, rulebook: Rulebook) -> bool:
    """Whether the value is better than the number stated; of a range, than its far end.

    What must hold in periods is kept or not, and a ratio is compared in times. Where the reference
    is not above zero, the reference itself is what was asked for.
    """
    target, value = one.target, one.value
    if target.hold in {HoldMode.EVERY, HoldMode.SHARE}:
        return False
    if target.relative_to is not None:
        if one.times is None:
            return one.gap is not None and one.gap > 0
        value = one.times
    if value is None:
        return False
    if not target.has_number:
        return False
    sign = sign_of(target, one.indicator)
    far = target.high if target.high is not None and sign > 0 else target.number
    slack = rulebook.tolerance * abs(far)
    if target.comparator is Comparator.ABOUT:
        slack = half_unit(target.number)
    return sign * (value - far) > slack


def _way(one: Assessment) -> Decimal | None:
    """Return the share of the way, from 0 to 1; None where there is no way to go.

    A cap is used up rather than reached, and a level that already meets its target must only hold.
    """
    if not one.target.has_number:
        return None
    sign = sign_of(one.target, one.indicator)
    is_cap = one.indicator.traits.accumulates and sign * one.target.number < 0
    holds = one.indicator.traits.has_base and (one.pace is None or one.pace.value is None)
    if one.attained is None or is_cap or holds:
        return None
    return min(max(one.attained, ZERO), ONE)


def _roll_up(tier: Tier, entries: Sequence[Entry], rulebook: Rulebook) -> RollUp:
    # The order of the sums must not matter to their last digit.
    ordered = sorted(entries, key=lambda e: (*_place(e.assessment), e.weight, e.score or ZERO))
    judged = [e for e in ordered if e.assessment.status not in _WITHOUT_VERDICT]
    found = Counter(outcome(e.assessment, rulebook) for e in ordered)
    counts = tuple((one, found[one]) for one in Outcome)
    coverage = Decimal(len(judged)) / len(ordered)
    enough = coverage >= rulebook.coverage - rulebook.tolerance
    ways = [(e.weight, way) for e in judged if (way := _way(e.assessment)) is not None]
    scores = [(e.weight, e.score) for e in judged if e.score is not None]
    remark = Message("mean share of the way, each counted from 0 to 1")
    attained, attained_steps = _mean(word("attained"), ways if enough else (), remark)
    remark = Message("mean score of {rulebook}", rulebook=rulebook.id)
    score, score_steps = _mean(word("score"), scores if enough else (), remark)
    coverage_step = _coverage_step(len(judged), len(ordered), coverage, rulebook, enough=enough)
    return RollUp(
        tier=tier,
        counts=counts,
        coverage=coverage,
        attained=attained,
        attained_of=len(ways),
        score=score,
        withheld=not enough,
        worst=ordered[0].assessment.status,
        worst_ones=tuple(e.assessment for e in ordered[:NAMED]),
        steps=(_count_step(counts), coverage_step, *attained_steps, *score_steps),
    )


def _place(one: Assessment) -> tuple[object, ...]:
    """Order targets worst first; ties by name."""
    target = one.target
    names = one.entity.name, one.indicator.id, target.scenario.name, target.period, target.version
    return (*badness(one), *names)


def _count_step(counts: tuple[tuple[Outcome, int], ...]) -> Step:
    """Say the counts; missed and not started only where there are any."""
    found = dict(counts)
    return Step(
        "counts",
        "{met} of {n} met: {counts}",
        met=found[Outcome.MET] + found[Outcome.EXCEEDED],
        n=sum(found.values()),
        counts=tuple(
            Message("{outcome} {n}", outcome=one, n=n)
            for one, n in counts
            if n or one not in _ONLY_WHERE_ANY
        ),
    )


def _coverage_step(
    judged: int, n: int, coverage: Decimal, rulebook: Rulebook, *, enough: bool
) -> Step:
    numbers, least = (Decimal(judged), Decimal(n)), HUNDRED * rulebook.coverage
    told = [Message("targets with a verdict")]
    if not enough:
        told.append(Message("below {least:0}% there is no score of the whole", least=least))
    remark = clauses(told)
    return Step("coverage", "100 × {} / {}", numbers, HUNDRED * coverage, "%", 0, remark)


def _mean(
    name: str, weighed: Sequence[tuple[Decimal, Decimal]], remark: Message
) -> tuple[Decimal | None, tuple[Step, ...]]:
    """Return the weighted mean of (weight, value); None where there is none."""
    total = sum((weight for weight, _ in weighed), ZERO)
    if not total:
        return None, ()
    mean = sum((weight * value for weight, value in weighed), ZERO) / total
    values = tuple(value for _, value in weighed)
    if len({weight for weight, _ in weighed}) == 1:
        formula = in_brackets(len(values), "{:~4}") + " / {}"
        return mean, (Step(name, formula, (*values, Decimal(len(values))), mean, "", 3, remark),)
    formula = in_brackets(len(values), "{} × {:~4}") + " / {}"
    numbers = tuple(number for pair in weighed for number in pair)
    remark = Message("{mean}, weighted", mean=remark)
    return mean, (Step(name, formula, (*numbers, total), mean, "", 3, remark),)
