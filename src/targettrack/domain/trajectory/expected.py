"""The arithmetic of what is due on a day, for checking with a pocket calculator."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from targettrack.domain.series.case import ZERO
from targettrack.domain.trajectory.trajectory import Curve, Trajectory
from targettrack.domain.values.step import Step
from targettrack.message import Message, word

if TYPE_CHECKING:
    from datetime import date

    from targettrack.domain.series.case import Case
    from targettrack.domain.trajectory.season import PastYear
    from targettrack.domain.trajectory.target_trajectory import TargetTrajectory
    from targettrack.message import Argument

DIGITS = 4  # of a share or of odds


def places_for(case: Case) -> int:
    """Return how many decimals of an expected value or a gap are shown."""
    return 2 if case.indicator.unit.is_percent else case.indicator.precision + 1


def expected_steps(
    case: Case, way: TargetTrajectory, on: date, expected: Decimal
) -> tuple[Step, ...]:
    """Return the arithmetic of what is due on a day, the last step with the value itself."""
    trajectory = way.trajectory
    inside = trajectory.origin.day < on < trajectory.end.day
    if inside and way.years:
        return _seasonal_steps(case, way, on, expected)
    if inside and isinstance(trajectory, Curve):
        return _curve_steps(case, trajectory, on, expected)
    return (_leg_step(case, way, on, expected),)


def _leg_step(case: Case, way: TargetTrajectory, on: date, expected: Decimal) -> Step:
    trajectory = way.trajectory
    before, after = trajectory.origin, trajectory.end
    if isinstance(trajectory, Trajectory):
        before, after = trajectory.around(on)
    unit, places = str(case.indicator.unit), places_for(case)
    held = isinstance(trajectory, Trajectory) and trajectory.stepped
    if on >= after.day or held:
        due = after.day if on >= after.day else before.day
        as_due = Message("as due on {day}", day=due)
        return Step("expected", "{}", (expected,), expected, unit, places, as_due)
    passed, total = (Decimal((day - before.day).days) for day in (on, after.day))
    formula = "{} + ({} − {}) × {} / {}" if before.value else "{} × {} / {}"
    legs = (before.value, after.value, before.value) if before.value else (after.value,)
    numbers = (*legs, passed, total)
    days: dict[str, Argument] = {"first": before.day, "last": after.day}
    if case.target.is_issued:
        remark = Message("days of issued milestones, from {first} to {last}", **days)
    elif way.fallback is None:
        remark = Message("days of a straight line that is assumed, from {first} to {last}", **days)
    else:
        remark = Message(
            "days of a straight line that is assumed because {why}, from {first} to {last}",
            why=way.fallback,
            **days,
        )
    return Step("expected", formula, numbers, expected, unit, places, remark)


def _curve_steps(case: Case, curve: Curve, on: date, expected: Decimal) -> tuple[Step, ...]:
    base, target_value = curve.origin.value, curve.end.value
    passed, total = _days(curve, on)
    unit, places = str(case.indicator.unit), places_for(case)
    days: dict[str, Argument] = {"first": curve.origin.day, "last": curve.end.day}
    if curve.limits is None:
        remark = Message("days of a steady rate that is assumed, from {first} to {last}", **days)
        numbers = (base, target_value, base, passed, total)
        formula = "{} × ({} / {}) ^ ({} / {})"
        return (Step("expected", formula, numbers, expected, unit, places, remark),)
    least, most = curve.limits
    start, end, due = curve.odds(base), curve.odds(target_value), curve.odds_on(on)
    remark = Message(
        "days of a straight line in log odds that is assumed, from {first} to {last}", **days
    )
    return (
        _odds_step(word("odds of base"), base, start, least, most),
        _odds_step(word("odds of target"), target_value, end, least, most),
        Step(
            "odds due",
            "{:~6} × ({:~6} / {:~6}) ^ ({} / {})",
            (start, end, start, passed, total),
            due,
            "",
            _fine(due) + 2,
            remark,
        ),
        Step(
            "expected",
            "({} + {} × {:~6}) / (1 + {:~6})",
            (least, most, due, due),
            expected,
            unit,
            places,
        ),
    )


def _odds_step(name: str, value: Decimal, odds: Decimal, least: Decimal, most: Decimal) -> Step:
    numbers = (value, least, most, value)
    return Step(name, "({} − {}) / ({} − {})", numbers, odds, "", _fine(odds) + 2)


def _seasonal_steps(
    case: Case, way: TargetTrajectory, on: date, expected: Decimal
) -> tuple[Step, ...]:
    from targettrack.domain.trajectory.season import have_shares  # noqa: PLC0415 - rarely needed

    shares = have_shares(way.years, case.target_value)
    parts = [_share_step(year, on) if shares else _off_step(case, year, on) for year in way.years]
    results = tuple(part.result for part in parts if part.result is not None)
    mean = sum(results, ZERO) / len(results)
    unit, places = str(case.indicator.unit), places_for(case)
    season: dict[str, Argument] = {"years": tuple(year.period for year in way.years), "day": on}
    remark = (
        Message(
            "the season of {years} up to {day}, borrowed from {entity}",
            entity=way.borrowed,
            **season,
        )
        if way.borrowed
        else Message("the season of {years} up to {day}", **season)
    )
    if len(parts) > 1:
        mark = f"{{:~{DIGITS}}}" if shares else f"{{:~{places + 1}}}"
        text = f"({' + '.join([mark] * len(parts))}) / {len(parts)}"
        name = word("mean share") if shares else word("mean off line")
        decimals = _fine(mean) if shares else places + 1
        parts.append(Step(name, text, results, mean, parts[0].unit, decimals))
    if shares:
        numbers: tuple[Decimal, ...] = (case.target_value, mean)
        formula = f"{{}} × {{:~{DIGITS}}}"
    else:
        numbers = (case.target_value, *_days(way.trajectory, on), mean)
        formula = f"{{}} × {{}} / {{}} + {{:~{places + 1}}}"
    return *parts, Step("expected", formula, numbers, expected, unit, places, remark)


def _share_step(year: PastYear, on: date) -> Step:
    formula, numbers = _known_by(year, on)
    share = year.share(on)
    text = f"{formula} / {{}}" if formula == "{}" else f"({formula}) / {{}}"
    name = Message("share of {year}", year=year.period)
    return Step(name, text, (*numbers, year.total), share, "", _fine(share))


def _off_step(case: Case, year: PastYear, on: date) -> Step:
    formula, numbers = _known_by(year, on)
    return Step(
        Message("{year} off line", year=year.period),
        f"{formula} − {{}} × {{}} / {{}}",
        (*numbers, year.total, *_days(year.path, on)),
        year.off_its_line(on),
        case.indicator.gap_unit,
        places_for(case) + 1,
        Message("what had come, less a straight line"),
    )


def _known_by(year: PastYear, on: date) -> tuple[str, tuple[Decimal, ...]]:
    """Return what had come by a day as a formula: as recorded, or between two records."""
    before, after = year.path.around(on)
    if on == after.day:
        return "{}", (after.value,)
    passed, total = (Decimal((day - before.day).days) for day in (on, after.day))
    if not before.value:
        return "{} × {} / {}", (after.value, passed, total)
    return "{} + ({} − {}) × {} / {}", (before.value, after.value, before.value, passed, total)


def _days(way: Trajectory | Curve, on: date) -> tuple[Decimal, Decimal]:
    """Return the days of a way that have passed on a day, and all of them."""
    return Decimal((on - way.origin.day).days), Decimal((way.end.day - way.origin.day).days)


def _fine(number: Decimal) -> int:
    """Return how many decimals show `DIGITS` digits of a number, and no fewer decimals."""
    return max(DIGITS, DIGITS - 1 - number.adjusted()) if number else DIGITS
