"""A deliverable: something done by a day, whole or in stages of known weight.

Unlike a figure's, its silence says something: a stage that nobody has logged is not done. So it is
judged on the day that is asked for and is never stale.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.judge.assessment import Pace, Required, StageDone
from targettrack.domain.judge.figures_read import FiguresRead, SetAside
from targettrack.domain.judge.kinds.protocol import Rules
from targettrack.domain.judge.pace import PACE_LIGHT, PaceState, pace_of
from targettrack.domain.judge.reason import Reason, assessment_of, in_order, orphaned
from targettrack.domain.records.target import Stage
from targettrack.domain.series.case import ZERO
from targettrack.domain.series.reached import Reached
from targettrack.domain.values.name import fold, nearest
from targettrack.domain.values.number import HUNDRED
from targettrack.domain.values.status import Flag, Light, Status
from targettrack.domain.values.step import Step
from targettrack.errors import InvalidObservation, UnknownName
from targettrack.message import Message, Number, Plural, clauses, unit_per

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.judge.kinds.protocol import Points
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.target import Target
    from targettrack.domain.series.case import Case

_WORDS = {
    Light.GREEN: Status.ON_TRACK,
    Light.AMBER: Status.AT_RISK,
    Light.RED: Status.OFF_TRACK,
    None: Status.ON_TRACK,
}


_SETTLED = {Status.ACHIEVED, Status.MISSED, Status.NO_DATA}


class Deliverable(Rules):
    """The rules of a deliverable."""

    def assess(self, case: Case) -> Assessment:
        """Judge what is done by `case.as_of`: done on time or late, open within term or overdue.

        Open within term it is judged by its pace along a straight line from the start to the due
        day; without stages there is no pace. Open after its day it is at-risk at best, and missed
        once word of it is due no longer. What was done before the start is of an earlier one.
        """
        counted = [
            figure for figure in case.figures if figure.period.start >= start_of(case.target)
        ]
        stages = _stages(case.target, counted)
        total = sum((stage.weight for stage in stages), ZERO)
        value = sum((stage.weight * stage.done for stage in stages), ZERO) / total
        days = [stage.on for stage in stages if stage.on is not None]
        standing = _standing(case, counted, stages, value)
        ruling = _ruling(case, stages, value, standing)
        # Of stages that were done on one day the one that comes last is told, however typed.
        order = {stage.name: place for place, stage in enumerate(stages)}
        latest = sorted(
            (figure for figure in counted if figure.stage in order),
            key=lambda figure: (figure.period.end, order[figure.stage]),
        )
        judged = replace(
            assessment_of(case, ruling),
            flags=in_order((*ruling.flags, *_facts(case, latest, ruling, standing))),
            stages=stages if case.target.stages else (),
        )
        if ruling.status is Status.NOT_STARTED:
            return judged
        judged = replace(
            judged,
            observation=latest[-1] if latest else None,
            value=value,
            observed_on=max(days, default=None),
            attained=value / HUNDRED,
            steps=_value_steps(case, stages, value),
        )
        return judged if ruling.status in _SETTLED else _on_the_way(case, judged, standing, value)

    def reached(self, case: Case) -> Reached | None:
        """Return how much is done on `case.as_of`; None before the work starts."""
        judged = self.assess(case)
        if judged.value is None or judged.observation is None:
            return None
        return Reached((judged.observation,), judged.value, case.as_of, True, judged.steps)

    def figures_read(self, case: Case) -> tuple[FiguresRead, ...]:
        """Account for what was logged: what is before the first day, or of no stage, is not."""
        first = start_of(case.target)
        names = {stage.name for stage in case.target.stages} or {""}
        read: list[Observation] = []
        aside: list[SetAside] = []
        for figure in case.figures:
            if figure.period.start < first:
                aside.append(SetAside(figure, Message("begins before {day}", day=first)))
            elif figure.stage not in names:
                aside.append(SetAside(figure, Message("of no stage of this target")))
            else:
                read.append(figure)
        return (FiguresRead(tuple(read), (), tuple(aside)),)

    def reached_points(self, case: Case) -> Points:
        """Return how much was done on each day on which something was."""
        points = []
        for day in sorted({figure.period.last for figure in case.figures}):
            known = [figure for figure in case.figures if figure.period.last <= day]
            done = self.assess(replace(case, figures=known, as_of=day)).value
            points += [] if done is None else [(day, done)]
        return tuple(points)

    def trajectory_points(self, case: Case) -> Points:
        """Return the line from the start to the due day; none without stages."""
        if not case.target.stages:
            return ()
        return (start_of(case.target), ZERO), (case.target.closing, case.target_value)


def start_of(target: Target) -> date:
    """Return the day on which the work on a deliverable starts."""
    return target.base_on or target.period.start


def known_stage(name: str, targets: Iterable[Target], what: str) -> str:
    """Return the stage that `name` means, as the targets spell it.

    Raises:
        UnknownName: no target has it; their stages are listed.
        InvalidObservation: no stage is named, although the targets have stages.
    """
    found = list(targets)
    stages = {fold(stage.name): stage.name for target in found for stage in target.stages}
    listed = ", ".join(stages.values())
    if not name and stages and all(target.stages for target in found):
        raise InvalidObservation(
            Message(
                "{what} is done in stages: say which with --stage: {listed}",
                what=what,
                listed=listed,
            )
        )
    if name and found and fold(name) not in stages:
        hint = (
            Message("its stages are {listed}", listed=listed)
            if stages
            else Message("{what} has no stages", what=what)
        )
        raise UnknownName("stage", name, nearest(name, stages), hint)
    return stages.get(fold(name), name)


def _stages(target: Target, figures: Iterable[Observation]) -> tuple[StageDone, ...]:
    """Return how far each stage is, and since when; without stages there is one without a name."""
    found = []
    for stage in target.stages or (Stage("", HUNDRED),):
        done, since = ZERO, None
        for figure in figures:
            if figure.stage == stage.name and figure.value != done:
                done, since = figure.value, figure.period.last
        found.append(StageDone(stage.name, stage.weight, done, since))
    return tuple(found)


def _standing(
    case: Case, figures: list[Observation], stages: tuple[StageDone, ...], value: Decimal
) -> PaceState:
    """Compare with the straight line; stages come in lumps, so early on nothing is behind."""
    if len(stages) < 2 or case.as_of < start_of(case.target):  # noqa: PLR2004 - one has no pace
        return PaceState(None)
    standing = pace_of(case, Reached(tuple(figures), value, case.as_of, True, ()))
    if not standing.early:
        return standing
    light = Step(PACE_LIGHT, "{light}: less than a tenth of the time has passed", light=Light.GREEN)
    steps = tuple(light if step.name == PACE_LIGHT else step for step in standing.steps)
    return replace(standing, light=Light.GREEN, steps=steps)


def _ruling(
    case: Case, stages: tuple[StageDone, ...], value: Decimal, standing: PaceState
) -> Reason:
    due = case.target.closing
    if value == HUNDRED:
        return _done(max(stage.on for stage in stages if stage.on is not None), due)
    if case.as_of < start_of(case.target):
        why = Message("starts on {day}", day=start_of(case.target))
        return Reason(Status.NOT_STARTED, why)
    open_ones = tuple(stage.name for stage in stages if stage.name and stage.done < HUNDRED)
    if case.as_of > due:
        why = clauses((_so_far(case, value, None), _late((case.as_of - due).days, open_ones)))
        if case.as_of > due + timedelta(days=case.indicator.publication_lag):
            return Reason(Status.MISSED, why, (Flag.OVERDUE,))
        worst = Status.OFF_TRACK if standing.light is Light.RED else Status.AT_RISK
        ruling = Reason(worst, why, (Flag.PROVISIONAL,))
        return orphaned(case, worst) if case.entity.ended(case.as_of) else ruling
    status = _WORDS[standing.light]
    left = _left((due - case.as_of).days, open_ones)
    ruling = Reason(status, clauses((_so_far(case, value, standing.expected), left)))
    return orphaned(case, status) if case.entity.ended(case.as_of) else ruling


def _so_far(case: Case, value: Decimal, expected: Decimal | None) -> Message:
    if not case.target.stages:
        return Message("not done")
    done = Number(value, "~2", "%")
    if expected is None:
        return Message("{value} done", value=done)
    due = Number(expected, "2", "%")
    return Message(
        "{value} done, {expected} expected by {day}", value=done, expected=due, day=case.as_of
    )


def _late(days: int, stages: tuple[str, ...]) -> Message:
    if not stages:
        return Plural("overdue by {n} day", "overdue by {n} days", days)
    return Plural(
        "overdue by {n} day: {stages} open",
        "overdue by {n} days: {stages} open",
        days,
        stages=stages,
    )


def _left(days: int, stages: tuple[str, ...]) -> Message:
    if not stages:
        return Plural("{n} day left", "{n} days left", days)
    return Plural("{n} day left for {stages}", "{n} days left for {stages}", days, stages=stages)


def _done(day: date, due: date) -> Reason:
    early = (due - day).days
    if early < 0:
        why: Message = Plural(
            "done on {day}, {n} day late", "done on {day}, {n} days late", -early, day=day
        )
        return Reason(Status.ACHIEVED, why, (Flag.LATE,))
    if not early:
        return Reason(Status.ACHIEVED, Message("done on {day}, the day it was due", day=day))
    why = Plural(
        "done on {day}, {n} day before it was due",
        "done on {day}, {n} days before it was due",
        early,
        day=day,
    )
    return Reason(Status.ACHIEVED, why)


def _facts(
    case: Case, figures: list[Observation], ruling: Reason, standing: PaceState
) -> list[Flag]:
    judged = ruling.status not in _SETTLED and standing.light is not None
    facts = {
        Flag.EARLY_DAYS: judged and standing.early,
        Flag.ASSUMED_PATH: judged,
        Flag.REVISED: any(figure.revision > 1 for figure in figures),
        Flag.UNIT_CHANGED: case.entity.ended(case.as_of),
    }
    return [flag for flag, holds in facts.items() if holds]


def _value_steps(case: Case, stages: tuple[StageDone, ...], value: Decimal) -> tuple[Step, ...]:
    if not case.target.stages:
        return ()
    pairs = tuple(number for stage in stages for number in (stage.weight, stage.done))
    weights = tuple(stage.weight for stage in stages)
    sums = " + ".join(["{} × {}"] * len(stages)), " + ".join(["{}"] * len(stages))
    named = tuple(
        Message("{stage} ({day})", stage=stage.name, day=stage.on) if stage.on else stage.name
        for stage in stages
    )
    formula, remark = f"({sums[0]}) / ({sums[1]})", Message("weights of {stages}", stages=named)
    return (Step("value", formula, (*pairs, *weights), value, "%", 2, remark),)


def _on_the_way(case: Case, judged: Assessment, standing: PaceState, value: Decimal) -> Assessment:
    """Add the pace so far and what each day that is left must bring."""
    start, due = start_of(case.target), case.target.closing
    left, passed = (Decimal((b - a).days) for a, b in ((case.as_of, due), (start, case.as_of)))
    required, demand = None, None
    steps: tuple[Step, ...] = ()
    if left > 0:
        need = (HUNDRED - value) / left
        required = Required(need, "points", "day", left)
        unit, numbers = unit_per("points", "day"), (HUNDRED, value, left)
        steps = (Step("required", "({} − {:~2}) / {}", numbers, need, unit, 2),)
        demand = need / (value / passed) if value and passed else None
    return replace(
        judged,
        pace=Pace(standing.light, standing.pace),
        expected=standing.expected,
        gap=standing.gap,
        lead_days=standing.lead,
        required=required,
        demand=demand,
        steps=(*judged.steps, *standing.steps, *steps),
    )


RULES = Deliverable()
