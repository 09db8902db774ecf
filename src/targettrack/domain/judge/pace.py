"""Where a value stands against its trajectory: expected, gap, pace, lead and the pace light."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.domain.series.case import ZERO, meets
from targettrack.domain.trajectory.expected import expected_steps, places_for
from targettrack.domain.trajectory.target_trajectory import trajectory_of
from targettrack.domain.values.status import Flag, Light
from targettrack.domain.values.step import Step
from targettrack.message import Message, Number, word

if TYPE_CHECKING:
    from targettrack.domain.records.rulebook import Rulebook
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached
    from targettrack.domain.trajectory.trajectory import Curve, Trajectory

DAYS_OF_A_YEAR = 366
PACE_LIGHT = word("pace light")


class PaceState(Struct, frozen=True):
    """The comparison and its light; everything is None where no trajectory is known.

    Attributes:
        pace: attained over expected; of a cap the other way round.
        lead: days ahead of the trajectory.
        assumed: whether the trajectory is ours rather than issued.
        is_limit: whether less is good although the value grows towards the target.
        early: whether too little was expected yet for a pace to mean anything.
        seasonal: whether the trajectory has the shape of past years.
    """

    light: Light | None
    expected: Decimal | None = None
    gap: Decimal | None = None
    pace: Decimal | None = None
    attained: Decimal | None = None
    lead: Decimal | None = None
    assumed: bool = False
    early: bool = False
    is_limit: bool = False
    seasonal: bool = False
    flags: tuple[Flag, ...] = ()
    steps: tuple[Step, ...] = ()


def pace_of(case: Case, so_far: Reached) -> PaceState:
    """Compare the value with what was expected on its date; nothing where no base is known."""
    return PaceState(None) if case.base is None else _along_trajectory(case, so_far, case.base)


def unmoved(case: Case, so_far: Reached) -> bool:
    """Whether nothing is known of a level since its base, which does not meet the target.

    An issued milestone that has passed, or that is reached already, tells enough.
    """
    base_on, points = case.target.base_on, case.target.points
    if base_on is None or so_far.on > base_on or meets(case, so_far.value):
        return False
    return not any(
        point.period.last <= so_far.on or case.sign * (so_far.value - point.value) >= 0
        for point in points
    )


def without_light(standing: PaceState) -> PaceState:
    """Leave out what belongs to the lights, for a rulebook that judges in another way."""
    steps = tuple(step for step in standing.steps if step.name != PACE_LIGHT)
    return replace(standing, light=None, early=False, steps=steps)


def _along_trajectory(case: Case, so_far: Reached, base: Decimal) -> PaceState:
    """Judge against a way; where sums grow but less is good (a cap), the pace is turned over."""
    laid = trajectory_of(case, base)
    way = laid.trajectory
    length = case.target_value - base
    expected = way.expected(so_far.on)
    gap = case.sign * (so_far.value - expected)
    is_cap = case.sign * length <= 0
    attained = (so_far.value - base) / length if length else None
    pace = _pace(so_far.value - base, expected - base, is_cap=is_cap)
    due = (expected - base) / length if length else ZERO
    early = pace is None or due < case.rulebook.early_expected
    light, light_step = (
        _early_light(case, gap, length)
        if early or pace is None
        else _pace_light(case, way, pace, due)
    )
    if laid.borrowed and light is Light.GREEN:
        light, light_step = Light.AMBER, _not_green(light_step)
    lead, lead_steps = (None, ()) if is_cap else _lead(case, so_far, way)
    steps = (
        *expected_steps(case, laid, so_far.on, expected),
        gap_step(case, so_far.value, expected, gap),
        *_pace_steps(so_far.value, expected, way, pace, is_cap=is_cap),
        light_step,
        *lead_steps,
    )
    return PaceState(
        light,
        expected,
        gap,
        pace,
        attained,
        lead,
        assumed=not case.target.is_issued,
        early=early,
        is_limit=is_cap,
        seasonal=bool(laid.years),
        flags=laid.flags,
        steps=steps,
    )


def _pace(done: Decimal, due: Decimal, *, is_cap: bool) -> Decimal | None:
    """Return done over due; of a limit due over done, once something of it is used up."""
    over, under = (due, done) if is_cap else (done, due)
    used_up = done * due > 0 or not is_cap
    return over / under if under and used_up else None


def _thresholds(case: Case, way: Trajectory | Curve, due: Decimal) -> tuple[Decimal, Decimal]:
    """Return the paces from which a light is green and amber, with `due` of the way expected.

    What is behind must be small beside what was due, and for green beside what is left as well: so
    green tightens to 1 in the second half. Just after the early days what these let pass goes over
    into that in a straight line, so that no verdict jumps where the two rules meet.
    """
    rules = case.rulebook
    years = (way.end.day - way.origin.day).days > DAYS_OF_A_YEAR
    amber = rules.level_pace_amber if years and case.indicator.traits.has_base else rules.pace_amber
    left = max(1 - due, ZERO) / due
    green = max(rules.pace_green, 1 - (1 - rules.pace_green) * left)
    early = max(2 - due / rules.early_expected, ZERO) if rules.early_expected else ZERO

    def eased(pace: Decimal, gap: Decimal) -> Decimal:
        return min(pace, pace + early * (1 + gap / due - pace))

    return eased(green, rules.early_green), eased(amber, rules.early_amber)


def _plain(threshold: Decimal) -> Number:
    """Return a threshold with two decimals, three where it is between them."""
    return Number(threshold, "2" if threshold == round(threshold, 2) else "3")


def _pace_light(
    case: Case, way: Trajectory | Curve, pace: Decimal, due: Decimal
) -> tuple[Light, Step]:
    green, amber = _thresholds(case, way, due)
    light = light_of(pace, green, amber, case.rulebook)
    return light, Step(
        PACE_LIGHT,
        "{light}: {pace:3} against green from {green}, amber from {amber}",
        light=light,
        pace=pace,
        green=_plain(green),
        amber=_plain(amber),
    )


def _not_green(step: Step) -> Step:
    found = Message(step.pattern, **{**step.arguments, "light": Light.AMBER})
    return Step(PACE_LIGHT, "{found}; green needs more than a borrowed profile", found=found)


def _early_light(case: Case, gap: Decimal, length: Decimal) -> tuple[Light, Step]:
    rules = case.rulebook
    share = gap / abs(length) if length else gap
    light = light_of(share, rules.early_green, rules.early_amber, rules)
    return light, Step(
        PACE_LIGHT,
        "{light}: gap as a share of the way {share:+3} against green from {green:+2}, "
        "amber from {amber:+2}",
        light=light,
        share=share,
        green=rules.early_green,
        amber=rules.early_amber,
    )


def light_of(value: Decimal, green: Decimal, amber: Decimal, rules: Rulebook) -> Light:
    """Return the light of a value between two thresholds."""
    if value >= green - rules.tolerance:
        return Light.GREEN
    return Light.AMBER if value >= amber - rules.tolerance else Light.RED


def gap_step(case: Case, value: Decimal, expected: Decimal, gap: Decimal) -> Step:
    """Return how a gap is found; plus is good whichever way is."""
    places = places_for(case)
    numbers = (value, expected) if case.sign > 0 else (expected, value)
    unit = case.indicator.gap_unit
    formula = f"{{:~{places}}} − {{:~{places}}}"
    return Step("gap", formula, numbers, gap, unit, places, "plus is good")


def _pace_steps(
    value: Decimal,
    expected: Decimal,
    way: Trajectory | Curve,
    pace: Decimal | None,
    *,
    is_cap: bool,
) -> tuple[Step, ...]:
    base, target_value = way.origin.value, way.end.value
    if pace is None:
        return ()
    if not base:
        numbers = (expected, value) if is_cap else (value, expected)
        remark = Message("expected over used, for a limit" if is_cap else "reached over expected")
        return (Step("pace", "{:~3} / {:~3}", numbers, pace, "", 3, remark),)
    done, due = (value - base) / (target_value - base), (expected - base) / (target_value - base)
    return (
        Step(
            "attained", "({:~3} − {}) / ({} − {})", (value, base, target_value, base), done, "", 4
        ),
        Step(
            "expected share",
            "({:~3} − {}) / ({} − {})",
            (expected, base, target_value, base),
            due,
            "",
            4,
        ),
        Step("pace", "{:~4} / {:~4}", (due, done) if is_cap else (done, due), pace, "", 3),
    )


def _lead(case: Case, so_far: Reached, way: Trajectory | Curve) -> tuple[Decimal, tuple[Step, ...]]:
    due = way.days_to(so_far.value, case.sign)
    passed = Decimal((so_far.on - way.origin.day).days)
    remark = Message("the day on which this value is due, less the day it is")
    lead = due - passed
    return lead, (Step("lead", "{:~2} − {}", (due, passed), lead, "days", 1, remark),)
