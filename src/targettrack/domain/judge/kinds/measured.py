"""What is measured along a trajectory: the rules that flow, share, level and growth have in common.

Each of them overrides what is special about it.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.judge.assessment import Pace
from targettrack.domain.judge.comparisons import required_rest, share_of_target, year_on_year
from targettrack.domain.judge.evidence import Evidence, Need
from targettrack.domain.judge.figures_read import FiguresRead, accounted
from targettrack.domain.judge.kinds.protocol import Rules
from targettrack.domain.judge.pace import pace_of, without_light
from targettrack.domain.judge.reason import assessment_of, facts, in_order
from targettrack.domain.judge.settled import is_final, settled
from targettrack.domain.judge.status_rule import (
    aged,
    also_rated,
    combined,
    rated_word,
    unobserved,
)
from targettrack.domain.records.rulebook import Method
from targettrack.domain.records.target import TrajectoryKind
from targettrack.domain.series import reached as figures
from targettrack.domain.series.contradictions import contradictions
from targettrack.domain.trajectory.target_trajectory import trajectory_of
from targettrack.domain.values.period import ONE_DAY, add_months
from targettrack.domain.values.status import Flag, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.judge.kinds.protocol import Points
    from targettrack.domain.judge.pace import PaceState
    from targettrack.domain.outlook.odds import OutlookWithSteps
    from targettrack.domain.outlook.projection import Projection
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached


class Measured(Rules):
    """The rules of a kind whose value is compared with a trajectory."""

    def reached(self, case: Case) -> Reached | None:
        """Return what the figures make up so far: their sum, their composition, the latest."""
        return figures.reached(case)

    def figures_read(self, case: Case) -> tuple[FiguresRead, ...]:
        """Account for the figures as they are summed or composed."""
        read, up_to_gap = figures.reading_of(case), case.indicator.traits.compounds
        return (accounted(case, figures.countable(case), read, up_to_gap=up_to_gap),)

    def standing(self, case: Case, so_far: Reached) -> PaceState:
        """Compare the value with the trajectory on its date."""
        return pace_of(case, so_far)

    def need(self, case: Case, so_far: Reached) -> Need:
        """Return what the rest must deliver; nothing where there is no rest or all is reached."""
        return required_rest(case, so_far)

    def projected(self, case: Case, so_far: Reached) -> Projection | None:  # noqa: ARG002 - others ask
        """Return the value at the end as a ratio to it asks for it; None where that is not told."""
        return None

    @abstractmethod
    def outlook(self, case: Case, so_far: Reached) -> OutlookWithSteps | None:
        """Return how the period is likely to end; None where that cannot be projected."""

    def assess(self, case: Case) -> Assessment:
        """Judge in order of precedence: no figure, settled, then what the figures tell."""
        so_far = self.reached(case)
        if so_far is None:
            return assessment_of(case, unobserved(case))
        # Rulebooks with a scale of their own have neither lights nor an outlook.
        in_lights = case.rulebook.scale is None
        standing = self.standing(case, so_far)
        standing = standing if in_lights else without_light(standing)
        found = Evidence(so_far, standing)
        # Bands say how good a value is, whatever was asked for and by when.
        in_bands = case.rulebook.method is Method.BANDS
        ruling = None if in_bands else settled(case, so_far, standing)
        if ruling is not None and not in_lights:
            ruling = also_rated(case, found, ruling)
        elif ruling is None:
            is_open = in_lights and so_far.on < case.target.closing
            prospect = self.outlook(case, so_far) if is_open else None
            found = Evidence(so_far, standing, self.need(case, so_far), prospect)
            decide = combined if in_lights else rated_word
            ruling = aged(case, so_far.on, decide(case, found))
        if ruling.status in {Status.ACHIEVED, Status.MISSED, Status.NO_DATA}:
            found = Evidence(so_far, standing)
        need, prospect = found.need, found.prospect
        parts = (*so_far.parts, *so_far.taken)
        sums = case.summed.steps_of(parts) if case.summed else ()
        change, change_steps = year_on_year(case, so_far)
        share, share_steps = share_of_target(case, so_far)
        clashes, weighing = contradictions(case), case.weighing
        final = is_final(case, so_far)
        known = facts(case, so_far, standing, final=final)
        flags = (*ruling.flags, *known, *standing.flags, *weighing.flags)
        flags += prospect.flags if prospect else ()
        flags += (Flag.INCONSISTENT,) if clashes else ()
        return replace(
            assessment_of(case, ruling),
            flags=in_order(flags),
            observation=so_far.latest,
            value=so_far.value,
            observed_on=so_far.on,
            pace=Pace(standing.light, standing.pace),
            outlook=prospect.outlook if prospect else None,
            expected=standing.expected,
            gap=standing.gap,
            attained=standing.attained,
            share_of_target=share,
            partial=case.summed.partial if case.summed and sums else None,
            year_on_year=change,
            required=need.required,
            demand=need.demand,
            lead_days=standing.lead,
            steps=(
                *weighing.steps,
                *sums,
                *so_far.steps,
                *share_steps,
                *change_steps,
                *standing.steps,
                *need.steps,
                *(prospect.steps if prospect else ()),
                *ruling.steps,
                *clashes,
            ),
        )

    def reached_points(self, case: Case) -> Points:
        """Return the value so far after each figure: running totals of what adds up."""
        points = {}
        for day in sorted({figure.period.last for figure in case.figures}):
            known = [figure for figure in case.figures if figure.period.last <= day]
            so_far = self.reached(replace(case, figures=known))
            if so_far is not None:
                points[so_far.on] = so_far.value
        return tuple(sorted(points.items()))

    def trajectory_points(self, case: Case) -> Points:
        """Return the expected value at month ends and milestones."""
        if case.base is None:
            return ()
        way = trajectory_of(case, case.base).trajectory
        start, end = way.origin.day, way.end.day
        milestones = [point.period.last for point in case.target.points]
        days = {start, *_month_ends(start, end), *milestones, end}
        if case.target.trajectory is TrajectoryKind.STEPS:
            days |= {day - ONE_DAY for day in (*milestones, end)}
        return tuple((day, way.expected(day)) for day in sorted(days) if start <= day <= end)


def _month_ends(start: date, end: date) -> Iterator[date]:
    following = add_months(start, 1)
    while following - ONE_DAY < end:
        yield following - ONE_DAY
        following = add_months(following, 1)
