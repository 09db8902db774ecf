"""A hold: a state to keep in every period, on average, or in a share of the periods."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.domain.judge.assessment import Pace, Required
from targettrack.domain.judge.figures_read import FiguresRead, SetAside, accounted
from targettrack.domain.judge.kinds.hold_budget import budget_of, perfect_value
from targettrack.domain.judge.kinds.protocol import Rules
from targettrack.domain.judge.pace import PaceState
from targettrack.domain.judge.reason import Reason, assessment_of, facts, in_order
from targettrack.domain.judge.settled import is_final, proves
from targettrack.domain.judge.status_rule import aged, unobserved
from targettrack.domain.records.observation import Basis
from targettrack.domain.records.target import HoldMode
from targettrack.domain.series.case import ZERO, meets
from targettrack.domain.series.reached import Reached
from targettrack.domain.series.reading import read
from targettrack.domain.values.message import Message, Number, clauses
from targettrack.domain.values.number import HUNDRED
from targettrack.domain.values.period import MONTHS_OF, ONE_DAY, months_between, whole_parts
from targettrack.domain.values.status import Flag, Light, Status
from targettrack.domain.values.step import Step

if TYPE_CHECKING:
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.judge.kinds.protocol import Points
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reading import Reading
    from targettrack.domain.values.message import Argument
    from targettrack.domain.values.period import Period

_LIGHTS = {
    Status.ON_TRACK: Light.GREEN,
    Status.AT_RISK: Light.AMBER,
    Status.OFF_TRACK: Light.RED,
}


class Average(Struct, frozen=True):
    """The value so far, weighed by cases where every figure has its volume, else by periods.

    Attributes:
        weight: of all that has a figure.
        periods: how many have a figure.
    """

    value: Decimal
    weight: Decimal
    periods: Decimal
    by_volume: bool
    steps: tuple[Step, ...]


class Hold(Rules):
    """The rules of a hold."""

    def assess(self, case: Case) -> Assessment:
        """Judge what has been kept so far, by its average or by counting periods."""
        so_far = self.reached(case)
        if so_far is None:
            return assessment_of(case, unobserved(case))
        judge = _judged_on_average if _mode(case) is HoldMode.AVERAGE else _judged_by_period
        final = is_final(case, so_far)
        judged = judge(case, so_far, is_final=final)
        ruling = Reason(judged.status, judged.why, judged.flags)
        if judged.status not in {Status.ACHIEVED, Status.MISSED}:
            ruling = aged(case, so_far.on, ruling)
        return replace(
            judged,
            status=ruling.status,
            why=ruling.why,
            flags=in_order((*ruling.flags, *facts(case, so_far, PaceState(None), final=final))),
            last_status=ruling.last_status,
            observation=so_far.latest,
            value=so_far.value,
            observed_on=so_far.on,
            pace=Pace(_LIGHTS.get(judged.status), None),
            expected=case.target_value,
            gap=case.sign * (so_far.value - case.target_value),
            steps=(*so_far.steps, *judged.steps),
        )

    def reached(self, case: Case) -> Reached | None:
        """Return the average so far, or the latest value where each period counts by itself.

        A figure that contains another is solved for the rest.
        """
        seen = _seen(case)
        figures = tuple(figure for figure, _ in groupby(one for _, one in seen if one is not None))
        if not figures:
            return None
        complete = all(figure is not None for _, figure in seen)
        value: Decimal = figures[-1].value
        steps: tuple[Step, ...] = ()
        if _mode(case) is HoldMode.AVERAGE:
            average = _average(case, seen)
            value, steps = average.value, average.steps
        return Reached(figures, value, seen[-1][0].last, complete, steps)

    def figures_read(self, case: Case) -> tuple[FiguresRead, ...]:
        """Account for the figures; totals to date count on average alone."""
        counted = _figures(case)
        found = accounted(case, counted, read(counted, case.target.period))
        to_date = Message("a total to date tells nothing of a single period")
        aside = tuple(
            one
            if any(one.figure is figure for figure in counted)
            else SetAside(one.figure, to_date)
            for one in found.aside
        )
        return (replace(found, aside=aside),)

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


def _mode(case: Case) -> HoldMode:
    return case.target.hold or HoldMode.AVERAGE


def _seen(case: Case) -> list[tuple[Period, Observation | None]]:
    """Return each period up to the latest that has a figure, with its figure.

    Where only longer figures tell of it, that is what they leave for a longer period around it.
    """
    known = read(_figures(case), case.target.period)
    pieces = {piece: _figure_of(case, known, piece) for piece in known.pieces}
    found: list[tuple[Period, Observation | None]] = []
    for part in whole_parts(case.target.period, MONTHS_OF[case.indicator.frequency]):
        around = [figure for piece, figure in pieces.items() if piece.contains(part)]
        found.append((part, around[0] if around else _figure_of(case, known, part)))
    while found and found[-1][1] is None:
        found.pop()
    return found


def _figures(case: Case) -> list[Observation]:
    """Return the figures that count: totals to date too on average, else those of a period alone.

    What a printed average to date leaves for one period is too rough to say that it was not met.
    """
    alone = {figure.period for figure in case.figures if figure.basis is Basis.SINGLE}
    every = _mode(case) is HoldMode.AVERAGE
    return [figure for figure in case.figures if every or figure.period in alone]


def _figure_of(case: Case, known: Reading, period: Period) -> Observation | None:
    """Return the figure of a period, or the one that follows: a mean by cases, else by periods."""
    terms = known.of(period)
    if terms is None or len(terms.figures) == 1:
        return terms.added[0] if terms else None
    by_volume = all(figure.volume is not None for figure in terms.figures)

    def weight(figure: Observation) -> Decimal:
        volume = figure.volume if by_volume else None
        return _parts_in(case, figure.period) if volume is None else volume

    whole = terms.total(weight)
    if whole <= 0:
        return None
    value = terms.total(lambda figure: figure.value * weight(figure)) / whole
    last = terms.added[-1]
    return replace(last, period=period, value=value, volume=whole if by_volume else None)


def _parts_in(case: Case, period: Period) -> Decimal:
    months = months_between(period.start - ONE_DAY, period.last)
    return months / MONTHS_OF[case.indicator.frequency]


def _periods(case: Case) -> int:
    return len(whole_parts(case.target.period, MONTHS_OF[case.indicator.frequency]))


def _average(case: Case, seen: list[tuple[Period, Observation | None]]) -> Average:
    runs = [
        (figure, Decimal(len(list(run))))
        for figure, run in groupby(one for _, one in seen if one is not None)
    ]
    by_volume = all(figure.volume is not None for figure, _ in runs)
    weights = [
        figure.volume * count / _parts_in(case, figure.period)
        if by_volume and figure.volume is not None
        else count
        for figure, count in runs
    ]
    pairs = [(figure.value, weight) for (figure, _), weight in zip(runs, weights, strict=True)]
    total, periods = sum(weights, ZERO), sum((count for _, count in runs), ZERO)
    value = sum((one * weight for one, weight in pairs), ZERO) / total
    sums = " + ".join(["{:~6} × {:~3}"] * len(runs)), " + ".join(["{:~3}"] * len(runs))
    remark = (
        Message("weighed by volume")
        if by_volume
        else Message("each {period} alike", period=case.indicator.frequency)
    )
    numbers = (*(number for pair in pairs for number in pair), *weights)
    formula, unit = f"({sums[0]}) / ({sums[1]})", str(case.indicator.unit)
    steps = (Step("value", formula, numbers, value, unit, 3, remark),) if len(runs) > 1 else ()
    return Average(value, total, periods, by_volume, steps)


def _whole(case: Case, average: Average, left: int) -> tuple[Decimal, tuple[Step, ...]]:
    """Return the weight that the whole period is expected to have: stated, or as it was so far."""
    expected = case.target.volume if average.by_volume else Decimal(_periods(case))
    if not left:
        return average.weight, ()
    if expected is not None and expected > average.weight:
        return expected, ()
    numbers = (average.weight, Decimal(_periods(case)), average.periods)
    whole = numbers[0] * numbers[1] / numbers[2]
    remark = Message("the volume so far, carried over all {periods}", periods=_several(case))
    return whole, (Step("whole volume", "{:~3} × {} / {}", numbers, whole, "", 1, remark),)


def _judged_on_average(case: Case, so_far: Reached, *, is_final: bool) -> Assessment:
    seen = _seen(case)
    left = _periods(case) - len(seen)
    average = _average(case, seen)
    whole, whole_steps = _whole(case, average, left)
    budget, budget_steps = budget_of(case, so_far, average.weight, whole)
    if is_final:
        met = meets(case, so_far.value)
        ruling = _settled(case, so_far, _kept(case, so_far), met=met)
        return replace(assessment_of(case, ruling), budget=budget, steps=budget_steps)
    required, required_steps = _required(case, average, whole, left)
    ruling = _ruling_on_average(case, so_far, required)
    return replace(
        assessment_of(case, ruling),
        budget=budget,
        required=required if ruling.status.is_behind else None,
        steps=(*whole_steps, *budget_steps, *required_steps),
    )


def _ruling_on_average(case: Case, so_far: Reached, required: Required | None) -> Reason:
    """Weigh both windows: all that is past, and the latest period alone."""
    values = [part.value for part in so_far.parts]
    best = max(values, key=lambda value: case.sign * value)
    so_far_fails, latest_fails = (not meets(case, v) for v in (so_far.value, values[-1]))
    kept = _kept(case, so_far)
    if not so_far_fails:
        if not latest_fails:
            return Reason(Status.ON_TRACK, kept)
        allowed = Message(
            "{value} in {period} is within what the average allows",
            value=_shown(case, values[-1]),
            period=so_far.latest.period,
        )
        return Reason(Status.ON_TRACK, clauses((kept, allowed)))
    if required is None:
        nothing = Message("nothing is left to make up for it")
        return Reason(Status.OFF_TRACK, clauses((kept, nothing)))
    perfect = perfect_value(case)
    ends: dict[str, Argument] = {
        "required": _shown(case, required.value),
        "best": _shown(case, best),
    }
    if perfect is not None and case.sign * (required.value - perfect) > 0:
        needed = Message(
            "the rest must keep {required}, the best so far is {best}, "
            "and no more than {limit} is possible"
            if case.sign > 0
            else "the rest must keep {required}, the best so far is {best}, "
            "and {limit} is the least",
            limit=_shown(case, perfect),
            **ends,
        )
        return Reason(Status.OFF_TRACK, clauses((kept, needed)), (Flag.INFEASIBLE,))
    above_best = latest_fails and case.sign * (required.value - best) > 0
    status = Status.OFF_TRACK if above_best else Status.AT_RISK
    needed = Message("the rest must keep {required}, the best so far is {best}", **ends)
    return Reason(status, clauses((kept, needed)))


def _kept(case: Case, so_far: Reached) -> Message:
    value, target = _shown(case, so_far.value), _shown(case, case.target_value)
    return Message("{value} on average, {target} asked for", value=value, target=target)


def _required(
    case: Case, average: Average, whole: Decimal, left: int
) -> tuple[Required | None, tuple[Step, ...]]:
    done = average.weight
    if whole <= done:
        return None, ()
    value = (case.target_value * whole - average.value * done) / (whole - done)
    unit, per = str(case.indicator.unit), f"rest of {case.target.period}"
    numbers = (case.target_value, whole, average.value, done, whole, done)
    formula = "({} × {:~3} − {:~6} × {:~3}) / ({:~3} − {:~3})"
    remark = Message("what the rest must keep on average")
    step = Step("required", formula, numbers, value, unit, 3, remark)
    return Required(value, unit, per, Decimal(left)), (step,)


def _judged_by_period(case: Case, so_far: Reached, *, is_final: bool) -> Assessment:
    """Count the periods that meet the target; one without a figure before the latest does not."""
    seen, periods = _seen(case), _periods(case)
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
        ruling = _settled(case, so_far, clauses(told), met=met >= needed)
    else:
        ruling = _ruling_by_period(case, told, met, len(seen), needed)
    step = Step(
        "periods met",
        "100 × {} / {}",
        (Decimal(met), Decimal(len(seen))),
        HUNDRED * met / len(seen),
        "%",
        1,
        Message("{periods} that meet the target", periods=_several(case)),
    )
    return replace(assessment_of(case, ruling), steps=(step,))


def _counted(case: Case, met: int, seen: int, needed: int) -> Message:
    """Say how many periods met the target, and of how many that is asked where not of all."""
    periods = _periods(case)
    counted: dict[str, Argument] = {
        "met": met,
        "seen": seen,
        "periods": _several(case),
        "target": _shown(case, case.target_value),
    }
    if needed == periods:
        return Message("{met} of {seen} {periods} met {target}", **counted)
    return Message(
        "{met} of {seen} {periods} met {target}, {needed} of {all} asked for",
        needed=needed,
        all=periods,
        **counted,
    )


def _several(case: Case) -> Message:
    return Message(f"{case.indicator.frequency}s")


def _ruling_by_period(case: Case, told: list[Message], met: int, seen: int, needed: int) -> Reason:
    periods, rules = _periods(case), case.rulebook
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


def _settled(case: Case, so_far: Reached, told: Message, *, met: bool) -> Reason:
    """Rule on a period that is over; a figure that is only a bound settles what it proves."""
    # A period without a figure leaves nothing open: it is not met, or no part of the average.
    if not proves(case, replace(so_far, complete=True), met=met):
        why = Message("{told}: a figure is only a bound", told=told)
        return Reason(Status.NO_DATA, why, (Flag.LOWER_BOUND,))
    flags = (Flag.BREACHED,) if not met and case.target.hold is HoldMode.EVERY else ()
    status = Status.ACHIEVED if met else Status.MISSED
    return Reason(status, told, flags)


def _shown(case: Case, value: Decimal) -> Number:
    """Return a value with three decimals: near 99% an average moves in the last of them."""
    return Number(value, "~3", "%" if case.indicator.unit.is_percent else "")


RULES = Hold()
