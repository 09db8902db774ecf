"""A ratio: a growth or a level relative to the same indicator of another entity.

The multiple is turned into a goal in the indicator's own unit, at the reference's value for the
same period, and judged there like any other: 1.5 times a national 8.02% is 12.03%.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.domain.judge.kinds.measured import Measured
from targettrack.domain.judge.kinds.protocol import Rules, rules_of
from targettrack.domain.judge.reason import Reason, assessment_of, in_order
from targettrack.domain.judge.status_rule import unobserved
from targettrack.domain.outlook.projection import quantile
from targettrack.domain.series.case import MovingGoal
from targettrack.domain.series.reached import Reached, reached
from targettrack.domain.values.number import half_unit
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.status import Flag, Status
from targettrack.domain.values.step import Step
from targettrack.message import Message, Number, clauses
from targettrack.shown import places_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.judge.figures_read import FiguresRead
    from targettrack.domain.judge.kinds.protocol import Points
    from targettrack.domain.series.case import Case


# Ten equally likely values of a reference, as normal scores.
SCORES = (-1.6449, -1.0364, -0.6745, -0.3853, -0.1257, 0.1257, 0.3853, 0.6745, 1.0364, 1.6449)


class Converted(Struct, frozen=True):
    """A case whose target is in the indicator's own unit, and the reference behind it.

    Attributes:
        is_older: whether the reference has no figure for the period that is judged.
    """

    case: Case
    reference: Reached
    is_older: bool
    steps: tuple[Step, ...]


def converted(case: Case, so_far: Reached) -> Converted | None:
    """Turn the target into the indicator's own unit; None where nothing is known of the reference.

    A multiple of zero or of a negative value says nothing; then the goal is the reference itself,
    and the difference is what counts.
    """
    reference = _reference(case, so_far)
    if reference is None:
        return None
    target, one = case.target, reference.value
    unit = str(case.indicator.unit)
    by_sign = Comparator.AT_LEAST if case.sign > 0 else Comparator.AT_MOST
    steps = [
        *(step.called("reference") for step in reference.steps),
        Step("reference", "{}", (one,), one, unit, places_of(one), _of(case, reference)),
    ]
    if one > 0:
        multiples = [n for n in (target.value, target.high) if n is not None]
        comparator = target.comparator
        if comparator is Comparator.ABOUT:
            multiples = [target.number - case.sign * half_unit(target.number)]
            comparator = by_sign
        ends = [multiple * one for multiple in multiples]
        steps += [
            Step("goal", "{} × {:~4}", (multiple, one), end, unit, 2)
            for multiple, end in zip(multiples, ends, strict=True)
        ]
        times = so_far.value / one
        steps.append(Step("ratio", "{:~4} / {:~4}", (so_far.value, one), times, "times", 2))
    else:
        strict = target.comparator in {Comparator.MORE, Comparator.LESS}
        ends, comparator = [one], target.comparator if strict else by_sign
        remark = Message("a multiple of it would say nothing: the goal is the reference itself")
        steps.append(Step("goal", "{}", (one,), one, unit, places_of(one), remark))
    moving = _moving(case, reference, [float(end / one) if one > 0 else 1.0 for end in ends])
    own = replace(
        target, value=ends[0], high=ends[1] if len(ends) > 1 else None, comparator=comparator
    )
    is_older = not _covers_the_same(case, reference, so_far)
    return Converted(replace(case, target=own, moving=moving), reference, is_older, tuple(steps))


def _moving(case: Case, reference: Reached, times: Sequence[float]) -> MovingGoal | None:
    """Return what multiples of the reference may come to by the end; None where it has ended."""
    if reference.on >= case.target.closing:
        return None
    rules, target = rules_of(case.indicator.kind), replace(case.target, base=None, base_on=None)
    figures = [figure for figure in case.reference if figure.period.last <= reference.on]
    other = replace(case, target=target, figures=figures, weights=case.reference_weights)
    projected = None
    if isinstance(rules, Measured) and reference.on >= target.period.start:
        projected = rules.projected(other, reference)
    if projected is None:
        return MovingGoal()
    ends = []
    for score in SCORES:
        value = projected.axis.value(quantile(projected.bells, score))
        low, *high = (multiple * value for multiple in times)
        ends.append((score, low, high[0] if high else None))
    return MovingGoal(tuple(ends))


def _reference(case: Case, so_far: Reached) -> Reached | None:
    """Return the reference's value up to the same day, or else its latest figure before."""
    figures = [figure for figure in case.reference if figure.period.last <= so_far.on]
    if not figures:
        return None
    same = reached(replace(case, figures=figures, weights=case.reference_weights))
    if same is not None:
        return same
    latest = max(figures, key=lambda figure: (figure.period.end, figure.period.days))
    return Reached((latest,), latest.value, latest.period.last, True, ())


def _covers_the_same(case: Case, reference: Reached, so_far: Reached) -> bool:
    since_start = reference.parts[0].period.start == so_far.parts[0].period.start
    return reference.on == so_far.on and (since_start or not case.indicator.traits.compounds)


def _of(case: Case, reference: Reached) -> Message:
    name = str(case.target.reference)
    first, last = reference.parts[0].period, reference.latest.period
    if first == last:
        return Message("of {entity} for {period}", entity=name, period=last)
    return Message("of {entity} up to {day}", entity=name, day=reference.on)


def retold(
    case: Case, so_far: Reached, found: Converted | None, judged: Assessment | None
) -> Assessment:
    """Return the verdict in the own unit as one on the ratio; no-data without a reference."""
    name = str(case.target.reference)
    if found is None or judged is None:
        why = Message(
            "no {indicator} of {entity} to compare with up to {day}",
            indicator=case.indicator.name,
            entity=name,
            day=so_far.on,
        )
        return replace(
            assessment_of(case, Reason(Status.NO_DATA, why)),
            observation=so_far.latest,
            value=so_far.value,
            observed_on=so_far.on,
            steps=so_far.steps,
        )
    one = found.reference.value
    times = so_far.value / one if one > 0 else None
    than = Number(one, "~2", "%" if case.indicator.unit.is_percent else "")
    if times is not None:
        lead = Message(
            "{times:2} times the {value} of {entity}", times=times, value=than, entity=name
        )
    else:
        gap = Number(so_far.value - one, "+2", case.indicator.gap_unit)
        lead = Message("{gap} on the {value} of {entity}", gap=gap, value=than, entity=name)
    settled = judged.status in {Status.ACHIEVED, Status.MISSED}
    older = (Flag.REFERENCE_OLDER, *((Flag.PROVISIONAL,) if settled else ()))
    return replace(
        judged,
        target=case.target,
        times=times,
        why=clauses((lead, judged.why)),
        flags=in_order((*judged.flags, *(older if found.is_older else ()))),
        steps=(*found.steps, *judged.steps),
    )


class Ratio(Rules):
    """The rules of a ratio: those of its indicator's kind, once its target is in that unit."""

    def assess(self, case: Case) -> Assessment:
        """Judge the target in the indicator's unit, and tell it as a ratio."""
        so_far = self.reached(case)
        if so_far is None:
            return assessment_of(case, unobserved(case))
        found = converted(case, so_far)
        judged = rules_of(case.indicator.kind).assess(found.case) if found else None
        return retold(case, so_far, found, judged)

    def reached(self, case: Case) -> Reached | None:
        """Return the value so far of the indicator itself."""
        return rules_of(case.indicator.kind).reached(case)

    def figures_read(self, case: Case) -> tuple[FiguresRead, ...]:
        """Account for the indicator's own figures and for those of the reference."""
        rules = rules_of(case.indicator.kind)
        other = replace(case, figures=case.reference, weights=case.reference_weights)
        of_reference = rules.figures_read(other)
        name = str(case.target.reference)
        return (*rules.figures_read(case), *(replace(one, of=name) for one in of_reference))

    def in_own_unit(self, case: Case) -> Case | None:
        """Return the target in the indicator's unit; None where its reference is not known."""
        so_far = self.reached(case)
        found = converted(case, so_far) if so_far else None
        return found.case if found else None

    def reached_points(self, case: Case) -> Points:
        """Return the values of the indicator itself."""
        return rules_of(case.indicator.kind).reached_points(case)

    def trajectory_points(self, case: Case) -> Points:
        """Return what the indicator is expected to reach."""
        return rules_of(case.indicator.kind).trajectory_points(case)


RULES = Ratio()
