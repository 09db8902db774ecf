"""A level: a state to reach by a date; the latest value counts, from a base on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.judge.evidence import NO_NEED, Need
from targettrack.domain.judge.figures_read import FiguresRead, SetAside
from targettrack.domain.judge.kinds.measured import Measured
from targettrack.domain.judge.pace import PACE_LIGHT, PaceState, unmoved
from targettrack.domain.judge.reason import way_told
from targettrack.domain.outlook.level_trend import project_level
from targettrack.domain.outlook.odds import prospect_from
from targettrack.domain.series.case import meets, starting_at
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.status import Light
from targettrack.domain.values.step import Step
from targettrack.message import Message
from targettrack.shown import places_of

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.judge.kinds.protocol import Points
    from targettrack.domain.outlook.odds import OutlookWithSteps
    from targettrack.domain.outlook.projection import Projection
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached


DAYS_OF_A_YEAR = 365.25
MIN_POINTS = 3  # two points give a line, but no idea how far off it is


class Level(Measured):
    """The rules of a level; without a base it starts from its first figure."""

    def assess(self, case: Case) -> Assessment:
        """Judge as what is measured, from the base that is known or assumed."""
        return replace(super().assess(based(case)), target=case.target)

    def figures_read(self, case: Case) -> tuple[FiguresRead, ...]:
        """Account for the figures: of two of one day the last counts, after the closing none."""
        by_day = {figure.period.last: figure for figure in case.figures}
        aside = [
            SetAside(figure, Message("replaced by the figure of {period}", period=by.period))
            for figure in case.figures
            if (by := by_day[figure.period.last]) is not figure
        ]
        closing = case.target.closing
        aside += [
            SetAside(figure, Message("comes after {day}", day=closing))
            for day, figure in by_day.items()
            if day > closing
        ]
        known = [figure for day, figure in by_day.items() if day <= closing]
        read = tuple(figure for figure in known if figure.period.last > case.start)
        return (FiguresRead(read, tuple(known[: len(known) - len(read)]), tuple(aside)),)

    def trajectory_points(self, case: Case) -> Points:
        """Return the expected value from the base on that is known or assumed."""
        return super().trajectory_points(based(case))

    def standing(self, case: Case, so_far: Reached) -> PaceState:
        """Compare with the trajectory; what met the target from the start must only hold."""
        base = case.base
        if base is None or (case.rulebook.scale is None and unmoved(case, so_far)):
            return PaceState(None)
        if case.trend:
            return _from_base(case, so_far, base)
        case = _to_near_edge(case, base)
        if case.sign * (case.target_value - base) <= 0:
            return _held(case, so_far, base)
        return super().standing(case, so_far)

    def need(self, case: Case, so_far: Reached) -> Need:
        """Return what the rest must deliver; without a number no one says what that is."""
        if case.trend or case.base is None or meets(case, so_far.value):
            return NO_NEED
        return super().need(_to_near_edge(case, case.base), so_far)

    def outlook(self, case: Case, so_far: Reached) -> OutlookWithSteps | None:
        """Return where its own trend leads."""
        return prospect_from(case, _projection(case, so_far), least_history=MIN_POINTS)

    def projected(self, case: Case, so_far: Reached) -> Projection | None:
        """Return where its line leads; None with fewer than three values."""
        found = _projection(case, so_far)
        return found if found and found.history >= MIN_POINTS else None


def based(case: Case) -> Case:
    """Return the case with its first figure as the base, where no other is known.

    Along issued milestones it is the first of them, where that comes before any figure. Methods of
    others start where they say themselves.
    """
    if case.target.base is not None:
        return case
    if case.rulebook.scale is not None:
        from targettrack.domain.judge.rulebooks.start import started  # noqa: PLC0415 - rarely needed

        return started(case, case.rulebook.scale)
    if case.base is not None:
        return case
    first = next((f for f in case.figures if f.period.last > case.start), None)
    if first is None or first.period.last >= case.target.period.last:
        return case
    day = first.period.last
    milestone = next(iter(case.target.points), None)
    if milestone is not None and milestone.period.last <= day:
        return starting_at(case, milestone.value, milestone.period.last)
    latest = [figure for figure in case.figures if figure.period.last == day][-1]
    return starting_at(case, latest.value, day)


def _to_near_edge(case: Case, base: Decimal) -> Case:
    """Return the case of a band that a level comes to from beyond its far end with that as goal."""
    target = case.target
    if target.high is None:
        return case
    beyond = base > target.high if case.sign > 0 else base < target.number
    if not beyond:
        return case
    comparator = Comparator.AT_MOST if case.sign > 0 else Comparator.AT_LEAST
    edge = target.high if case.sign > 0 else target.number
    return replace(case, target=replace(target, comparator=comparator, value=edge, high=None))


def _from_base(case: Case, so_far: Reached, base: Decimal) -> PaceState:
    """Judge by the change since the base: green where it is as asked, amber where there is none."""
    change = so_far.value - base
    gap = case.sign * change
    light = Light.GREEN if meets(case, so_far.value) else Light.RED if change else Light.AMBER
    unit, places = case.indicator.gap_unit, places_of(change)
    remark = Message("since {day}", day=case.start)
    steps = (
        Step("change", "{} − {}", (so_far.value, base), change, unit, places, remark),
        Step(PACE_LIGHT, "{light}: {told}", light=light, told=way_told(case, so_far.value)),
    )
    return PaceState(light, gap=gap, steps=steps)


def _held(case: Case, so_far: Reached, base: Decimal) -> PaceState:
    light = Light.GREEN if meets(case, so_far.value) else Light.RED
    gap = case.sign * (so_far.value - case.target_value)
    attained = so_far.value / case.target_value if case.target_value else None
    step = Step(
        PACE_LIGHT,
        "{light}: the base {base} already meets the target, so it must hold",
        light=light,
        base=base,
    )
    return PaceState(light, case.target.value, gap, None, attained, steps=(step,))


def _projection(case: Case, so_far: Reached) -> Projection | None:
    points = {f.period.last: f.value for f in case.figures if f.period.last <= so_far.on}
    if case.target.base is not None and not case.assumed_base:
        since = case.target.base_on or case.start
        replaced = max((day for day in points if day <= since), default=None)
        points = {day: value for day, value in points.items() if day != replaced}
        points[since] = case.target.base
    dated = [(day.toordinal() / DAYS_OF_A_YEAR, float(value)) for day, value in points.items()]
    end = case.target.closing.toordinal() / DAYS_OF_A_YEAR
    least, most = case.indicator.least, case.indicator.most
    return project_level(
        dated,
        end,
        None if least is None else float(least),
        None if most is None else float(most),
    )


RULES = Level()
