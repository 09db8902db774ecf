"""A verdict's word with its reason and flags, and the bare assessment that it makes of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.judge.assessment import Assessment
from targettrack.domain.records.observation import Qualifier
from targettrack.domain.series.case import meets
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.status import Flag, Status
from targettrack.message import Message, Number, word

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from targettrack.domain.judge.pace import PaceState
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached
    from targettrack.domain.values.step import Step


class Reason(Struct, frozen=True):
    """A status with its reason, the flags that belong to it, and the rulebook's own word."""

    status: Status
    why: Message
    flags: tuple[Flag, ...] = ()
    last_status: Status | None = None
    rating: str | None = None
    score: Decimal | None = None
    steps: tuple[Step, ...] = ()


def assessment_of(case: Case, ruling: Reason) -> Assessment:
    """Return the assessment of a case of which nothing but the ruling is known."""
    return Assessment(
        entity=case.entity,
        indicator=case.indicator,
        target=case.target,
        as_of=case.as_of,
        known_at=case.known_at,
        rulebook=case.rulebook.id,
        status=ruling.status,
        why=ruling.why,
        flags=ruling.flags,
        last_status=ruling.last_status,
        rating=ruling.rating,
        score=ruling.score,
    )


def orphaned(case: Case, last: Status | None) -> Reason:
    """Rule that the entity has ended, with the last verdict on its target."""
    entity = case.entity
    why = Message(
        "{entity} ended on {day}, succeeded by {successor}: re-issue or close the target"
        if entity.successor
        else "{entity} ended on {day}: re-issue or close the target",
        entity=entity.name,
        day=entity.valid_to or "",
        **({"successor": entity.successor} if entity.successor else {}),
    )
    return Reason(Status.NO_DATA, why, (Flag.UNIT_CHANGED,), last)


def facts(case: Case, so_far: Reached, standing: PaceState, *, final: bool) -> list[Flag]:
    """Return the flags that tell of the figures, whatever the verdict.

    Args:
        case: whose figures they are.
        so_far: what they make up.
        standing: where that stands.
        final: whether no figure is awaited any more.
    """
    latest, target = so_far.latest, case.target
    bounded = so_far.bounds != {Comparator.EQUAL}
    summed = case.summed
    ended = case.as_of > target.closing or target.period.last <= so_far.on < target.closing
    far = standing.attained is not None and standing.attained > case.rulebook.soft_target
    said = {
        Flag.ESTIMATED: latest.qualifier is Qualifier.ESTIMATED,
        Flag.PROVISIONAL: latest.qualifier is Qualifier.PRELIMINARY or (ended and not final),
        Flag.EARLY_DAYS: standing.early,
        Flag.ASSUMED_PATH: standing.assumed,
        Flag.ASSUMED_BASE: case.assumed_base,
        Flag.SOFT_TARGET: far and meets(case, so_far.value),
        Flag.REVISED: any(part.revision > 1 for part in so_far.parts),
        Flag.UNIT_CHANGED: case.entity.ended(case.as_of) or bool(summed and summed.merged),
        Flag.LOWER_BOUND: bounded or not so_far.complete,
        Flag.SUMMED: bool(summed and summed.steps_of(so_far.parts)),
    }
    return [flag for flag, holds in said.items() if holds]


def in_order(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """Return flags once each, in the order in which they are shown."""
    given = set(flags)
    return tuple(flag for flag in Flag if flag in given)


def value_shown(case: Case, value: Decimal, bound: str = "") -> Number:
    """Return a value of the indicator as a reason shows it: near to how it was given."""
    percent = case.indicator.unit.is_percent
    return Number(value, "~2" if percent else "~3", "%" if percent else "", bound)


def target_shown(case: Case) -> Number | Message:
    """Return what a target asks for as it was stated: about it, or more or less than it."""
    number, comparator = value_shown(case, case.target_value), case.target.comparator
    if comparator is Comparator.ABOUT:
        return Message("about {value}", value=number)
    if comparator in {Comparator.MORE, Comparator.LESS}:
        return number._replace(bound=f"{comparator} ")
    return number


def expected_shown(case: Case, value: Decimal) -> Number:
    """Return what was computed for the indicator, at its precision."""
    if case.indicator.unit.is_percent:
        return Number(value, "2", "%")
    return Number(value, str(case.indicator.precision))


def way_told(case: Case, value: Decimal) -> Message:
    """Say of a target without a number how the value stands to what it comes from."""
    base = case.target_value
    shown = {"value": value_shown(case, value), "base": value_shown(case, base)}
    if case.indicator.traits.accumulates:
        return Message(_ASKED_OF_SUMS[case.target.comparator], **shown)
    if value == base:
        return Message("{value}, as it was", **shown)
    return Message(
        "risen from {base} to {value}" if value > base else "fallen from {base} to {value}", **shown
    )


_ASKED_OF_SUMS = {
    Comparator.MORE: word("{value} reached, to end above the {base} of the period before"),
    Comparator.LESS: word("{value} reached, to end below the {base} of the period before"),
    Comparator.AT_LEAST: word(
        "{value} reached, to end no lower than the {base} of the period before"
    ),
    Comparator.AT_MOST: word(
        "{value} reached, to end no higher than the {base} of the period before"
    ),
}


def need_shown(case: Case, value: Decimal) -> Number:
    """Return what each period must deliver; of whole numbers a tenth too."""
    percent = case.indicator.unit.is_percent
    return Number(value, "~2" if percent else f"~{case.indicator.precision or 1}")
