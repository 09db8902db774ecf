"""A hold: a state to keep in every period, on average, or in a share of the periods."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.judge.assessment import Pace
from targettrack.domain.judge.evidence import Evidence
from targettrack.domain.judge.kinds.hold_average import assess_on_average, average_of
from targettrack.domain.judge.kinds.hold_periods import (
    account_of,
    mode,
    periods_of,
    seen_periods,
    settled,
    several,
    shown,
)
from targettrack.domain.judge.kinds.protocol import Rules
from targettrack.domain.judge.pace import PaceState
from targettrack.domain.judge.reason import Reason, assessment_of, facts, in_order
from targettrack.domain.judge.settled import is_final
from targettrack.domain.judge.status_rule import aged, also_rated, unobserved
from targettrack.domain.records.observation import Basis
from targettrack.domain.records.target import HoldMode
from targettrack.domain.series.case import meets
from targettrack.domain.series.reached import Reached
from targettrack.domain.values.number import HUNDRED
from targettrack.domain.values.status import Flag, Light, Status
from targettrack.domain.values.step import Step
from targettrack.message import Message, clauses

if TYPE_CHECKING:
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.judge.figures_read import FiguresRead
    from targettrack.domain.judge.kinds.protocol import Points
    from targettrack.domain.series.case import Case
    from targettrack.message import Argument

_LIGHTS = {
    Status.ON_TRACK: Light.GREEN,
    Status.AT_RISK: Light.AMBER,
    Status.OFF_TRACK: Light.RED,
}


class Hold(Rules):
    """The rules of a hold."""

    def assess(self, case: Case) -> Assessment:
        """Judge what has been kept so far, by its average or by counting periods."""
        so_far = self.reached(case)
        if so_far is None:
            return assessment_of(case, unobserved(case))
        judge = assess_on_average if mode(case) is HoldMode.AVERAGE else _assess_by_period
        final = is_final(case, so_far)
        judged = judge(case, so_far, is_final=final)
        ruling = Reason(judged.status, judged.why, judged.flags)
        if judged.status not in {Status.ACHIEVED, Status.MISSED}:
            ruling = aged(case, so_far.on, ruling)
        steps = (*so_far.steps, *judged.steps)
        if case.rulebook.scale is not None:
            ruling = also_rated(case, Evidence(so_far, PaceState(None)), ruling)
        return replace(
            judged,
            status=ruling.status,
            rating=ruling.rating,
            score=ruling.score,
            why=ruling.why,
            flags=in_order((*ruling.flags, *facts(case, so_far, PaceState(None), final=final))),
            last_status=ruling.last_status,
            observation=so_far.latest,
            value=so_far.value,
            observed_on=so_far.on,
            pace=Pace(_LIGHTS.get(judged.status), None),
            expected=case.target_value,
            gap=case.sign * (so_far.value - case.target_value),
            steps=(*steps, *ruling.steps),
        )

    def reached(self, case: Case) -> Reached | None:
        """Return the average so far, or the latest value where each period counts by itself.

        A figure that contains another is solved for the rest.
        """
        seen = seen_periods(case)
        figures = tuple(figure for figure, _ in groupby(one for _, one in seen if one is not None))
        if not figures:
            return None
        complete = all(figure is not None for _, figure in seen)
        value: Decimal = figures[-1].value
        steps: tuple[Step, ...] = ()
        if mode(case) is HoldMode.AVERAGE:
            average = average_of(case, seen)
            value, steps = average.value, average.steps
        return Reached(figures, value, seen[-1][0].last, complete, steps)

    def figures_read(self, case: Case) -> tuple[FiguresRead, ...]:
        """Account for the figures; totals to date count on average alone."""
        return (account_of(case),)

    def reached_points(self, case: Case) -> Points:
        """Return each figure by itself."""
        inside = [f for f in case.figures if case.target.period.contains(f.period)]
        return tuple((f.period.last, f.value) for f in inside if f.basis is Basis.SINGLE)

    def trajectory_points(self, case: Case) -> Points:
        """Return the limit, which is the same on every day."""
        return (case.target.period.start, case.target_value), (
            case.target.closing,
            case.target_value,
        )


def _assess_by_period(case: Case, so_far: Reached, *, is_final: bool) -> Assessment:
    """Count the periods that meet the target; one without a figure before the latest does not."""
    seen, periods = seen_periods(case), periods_of(case)
    met = sum(figure is not None and meets(case, figure.value) for _, figure in seen)
    share = case.target.hold_share or HUNDRED
    needed = int((periods * share / HUNDRED).to_integral_value(ROUND_CEILING))
    told = [_counted(case, met, len(seen), needed)]
    failed = tuple(part for part, one in seen if one is None or not meets(case, one.value))
    if failed and so_far.complete:
        told.append(Message("not in {periods}", periods=failed))
    elif failed:
        told.append(
            Message(
                "not in {periods} (a {period} without a figure is not met)",
                periods=failed,
                period=case.indicator.frequency,
            )
        )
    if is_final:
        ruling = settled(case, so_far, clauses(told), met=met >= needed)
    else:
        ruling = _reason_by_period(case, told, met, len(seen), needed)
    step = Step(
        "periods met",
        "100 × {} / {}",
        (Decimal(met), Decimal(len(seen))),
        HUNDRED * met / len(seen),
        "%",
        1,
        Message("{periods} that meet the target", periods=several(case)),
    )
    return replace(assessment_of(case, ruling), steps=(step,))


def _counted(case: Case, met: int, seen: int, needed: int) -> Message:
    """Say how many periods met the target, and of how many that is asked where not of all."""
    periods = periods_of(case)
    counted: dict[str, Argument] = {
        "met": met,
        "seen": seen,
        "periods": several(case),
        "target": shown(case, case.target_value),
    }
    if needed == periods:
        return Message("{met} of {seen} {periods} met {target}", **counted)
    return Message(
        "{met} of {seen} {periods} met {target}, {needed} of {all} asked for",
        needed=needed,
        all=periods,
        **counted,
    )


def _reason_by_period(case: Case, told: list[Message], met: int, seen: int, needed: int) -> Reason:
    periods, rules = periods_of(case), case.rulebook
    failed, may_fail = seen - met, periods - needed
    flags: tuple[Flag, ...] = ()
    if failed > may_fail:
        status, flags = Status.OFF_TRACK, (Flag.INFEASIBLE if may_fail else Flag.BREACHED,)
        told.append(Message("all the rest would not suffice" if may_fail else "every one counts"))
    elif met >= needed < periods:
        status, flags = Status.ACHIEVED, (Flag.EARLY,)
    elif met * periods >= needed * seen:
        status = Status.ON_TRACK
    else:
        left = periods - seen
        told.append(Message("{n} of the {left} left must meet it", n=needed - met, left=left))
        early = Decimal(seen) / periods < rules.early_expected
        pace = Decimal(met) * periods / (seen * needed)
        status = Status.AT_RISK if early or pace >= rules.pace_amber else Status.OFF_TRACK
        flags = (Flag.EARLY_DAYS,) if early else ()
    return Reason(status, clauses(told), flags)


RULES = Hold()
