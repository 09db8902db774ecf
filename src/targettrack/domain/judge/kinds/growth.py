"""A growth: over the same period of last year, composed over the parts of the period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.judge.assessment import Required
from targettrack.domain.judge.evidence import NO_NEED, Need
from targettrack.domain.judge.kinds.measured import Measured
from targettrack.domain.judge.pace import PACE_LIGHT, PaceState, gap_step, light_of
from targettrack.domain.outlook.growth_rates import is_usual, project_rates
from targettrack.domain.outlook.known_rates import rates_seen
from targettrack.domain.outlook.odds import prospect_from, without_odds
from targettrack.domain.records.target import TrajectoryKind
from targettrack.domain.series.composed_growth import (
    compose,
    mean_growth,
    required_growth,
    years_of,
)
from targettrack.domain.trajectory.expected_growth import expected_growth
from targettrack.domain.trajectory.growth_range import high_branch
from targettrack.domain.values.number import HUNDRED
from targettrack.domain.values.period import (
    MONTHS_OF,
    ONE_DAY,
    Period,
    months_between,
)
from targettrack.domain.values.step import Step
from targettrack.message import Message, word

if TYPE_CHECKING:
    from targettrack.domain.judge.kinds.protocol import Points
    from targettrack.domain.outlook.odds import OutlookWithSteps
    from targettrack.domain.outlook.projection import Projection
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached


OF_A_YEAR = Message("odds are measured for the growth of one year")
OF_USUAL = Message("odds are measured for growth of at most 25%, and for no deeper falls")
TOO_LITTLE = Message("odds need the quarters of a past year, or two quarters of this one")


class Growth(Measured):
    """The rules of a growth."""

    def standing(self, case: Case, so_far: Reached) -> PaceState:
        """Compare the growth so far with what was due, in points."""
        expected, steps = expected_growth(case, so_far.on)
        gap = case.sign * (so_far.value - expected)
        rules = case.rulebook
        amber = min(rules.growth_green, rules.growth_amber * abs(case.target.number))
        light = light_of(gap, rules.growth_green, amber, rules)
        light_step = Step(
            PACE_LIGHT,
            "{light}: {gap:+2} points against green from {green:+2}, amber from {amber:+2}",
            light=light,
            gap=gap,
            green=rules.growth_green,
            amber=amber,
        )
        gap_line = gap_step(case, so_far.value, expected, gap)
        high = high_branch(case, so_far.on)
        return PaceState(light, expected, gap, steps=(*steps, *high, gap_line, light_step))

    def projected(self, case: Case, so_far: Reached) -> Projection | None:
        """Return what the growth of a year comes to; None where too little is known."""
        seen = rates_seen(case, so_far) if case.target.period.is_a_year else None
        return project_rates(seen) if seen and is_usual(seen) else None

    def outlook(self, case: Case, so_far: Reached) -> OutlookWithSteps | None:
        """Return what the growth of the year is likely to be, with the rates of the rest."""
        if so_far.on >= case.target.period.last:
            return None
        if not case.target.period.is_a_year:
            return without_odds(case, OF_A_YEAR)
        found = prospect_from(case, self.projected(case, so_far))
        seen = None if found else rates_seen(case, so_far)
        missing = TOO_LITTLE if seen is None or is_usual(seen) else OF_USUAL
        found = found or without_odds(case, missing)
        return replace(found, steps=(*_compositions(case, so_far, found), *found.steps))

    def need(self, case: Case, so_far: Reached) -> Need:
        """Return how the rest must grow, also where the target is reached."""
        period, weights = case.target.period, case.used_weights
        if so_far.on >= period.last:
            return NO_NEED
        if period.is_of_years:
            return _need_of_years(case, so_far)
        rest_period = Period(so_far.on + ONE_DAY, period.end)
        whole, rest = weights.of(period), weights.of(rest_period)
        done = whole - rest
        value = required_growth(case.target_value, whole, done, so_far.value, rest)
        left = months_between(so_far.on, period.last) / MONTHS_OF[case.indicator.frequency]
        required = Required(value, "%", f"rest of {period}", left)
        numbers = (whole, case.target_value, done, so_far.value, rest)
        shares = Message("base weights of the whole, of what is done and of the rest")
        formula = "({:~4} × {} − {:~4} × {:~4}) / {:~4}"
        steps = [Step("required", formula, numbers, value, "%", 2, shares)]
        far = case.target.high if case.target_value == case.target.value else case.target.value
        if case.target.high is not None and far is not None:
            value_far = required_growth(far, whole, done, so_far.value, rest)
            numbers = (whole, far, done, so_far.value, rest)
            remark = Message("for the far end of the range")
            steps.append(Step("required, far end", formula, numbers, value_far, "%", 2, remark))
        if so_far.value <= 0:
            return Need(required, steps=tuple(steps))
        demand = value / so_far.value
        remark = Message("required growth over growth so far")
        steps.append(Step("demand", "{:4} / {:4}", (value, so_far.value), demand, "", 2, remark))
        return Need(required, demand, steps=tuple(steps))

    def trajectory_points(self, case: Case) -> Points:
        """Return the growth that is due up to the end of each issued part."""
        target = case.target
        days = [point.period.last for point in target.points]
        if target.trajectory is not TrajectoryKind.GROWTH:
            days = [target.period.start, target.period.last]
        return tuple((day, expected_growth(case, day)[0]) for day in days)


def _need_of_years(case: Case, so_far: Reached) -> Need:
    """Return by how much the rest of several years must grow, a year."""
    period = case.target.period
    whole, done = years_of(period), years_of(Period(period.start, so_far.on + ONE_DAY))
    if so_far.value <= -HUNDRED or case.target_value <= -HUNDRED:
        return NO_NEED
    rest = whole - done
    value = mean_growth([(whole, case.target_value), (-done, so_far.value)])
    formula = "100 × ((1 + {} / 100) ^ {:~2} / (1 + {:~4} / 100) ^ {:~2}) ^ (1 / {:~2}) − 100"
    numbers = (case.target_value, whole, so_far.value, done, rest)
    remark = Message("years of the whole, of what is done and of the rest")
    steps = [Step("required", formula, numbers, value, "%", 2, remark)]
    left = months_between(so_far.on, period.last) / MONTHS_OF[case.indicator.frequency]
    required = Required(value, "%", f"rest of {period}", left)
    if so_far.value <= 0:
        return Need(required, steps=tuple(steps))
    demand = value / so_far.value
    remark = Message("required growth over growth so far")
    steps.append(Step("demand", "{:4} / {:4}", (value, so_far.value), demand, "", 2, remark))
    return Need(required, demand, steps=tuple(steps))


def _compositions(case: Case, so_far: Reached, found: OutlookWithSteps) -> tuple[Step, ...]:
    """Return the whole with the rest at the rate so far, as issued, and as projected."""
    period, weights = case.target.period, case.used_weights
    rest = Period(so_far.on + ONE_DAY, period.end)
    whole, left = weights.of(period), weights.of(rest)
    done, value = whole - left, so_far.value
    rates = [(word("rest as so far"), value)]
    parts = [
        (weights.of(Period(max(p.period.start, rest.start), p.period.end)), p.value)
        for p in case.target.points
        if p.period.end > rest.start
    ]
    if parts:
        rates.append((word("rest as issued"), compose(parts)))
    if found.outlook is not None:
        rest_of_it = (whole * found.outlook.projection - done * value) / left
        rates.append((word("rest projected"), rest_of_it))
    formula = "({:~4} × {:~4} + {:~4} × {:~4}) / {:~4}"
    return tuple(
        Step(
            name,
            formula,
            (done, value, left, rate, whole),
            (done * value + left * rate) / whole,
            "%",
            2,
        )
        for name, rate in rates
    )


RULES = Growth()
