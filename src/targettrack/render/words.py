"""Numbers, units and verdicts in words, the same in every output for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from targettrack.domain.assessment import Flag, Status, in_percent
from targettrack.domain.growth import HUNDRED
from targettrack.domain.indicators import Kind
from targettrack.domain.numerals import places_of, show_exact, show_number
from targettrack.domain.observations import is_amount
from targettrack.domain.periods import show_day
from targettrack.domain.quantities import Comparator
from targettrack.domain.targets import HoldMode, kind_of

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.assessment import Assessment, Step
    from targettrack.domain.indicators import Indicator
    from targettrack.domain.observations import Observation
    from targettrack.domain.targets import Target

SIGNS = {
    Status.ACHIEVED: ("✔", "green"),
    Status.ON_TRACK: ("✓", "green"),
    Status.AT_RISK: ("!", "yellow"),
    Status.OFF_TRACK: ("✗", "red"),
    Status.MISSED: ("✗", "bold red"),
    Status.NO_DATA: ("?", "dim"),
    Status.NOT_STARTED: ("·", "dim"),
}
# What a reader must know before relying on the value.
DOUBTS = (
    Flag.STALE,
    Flag.ESTIMATED,
    Flag.LOWER_BOUND,
    Flag.REFERENCE_OLDER,
    Flag.INCONSISTENT,
    Flag.TARGET_CHANGED,
)
LEAST_DIGITS = 4
_SIGNS = {"✔": "+", "✓": "+", "✗": "x", "·": ".", "×": "x", "−": "-", "…": "~"}
_FRAMES = {"─": "-", "│": "|"} | dict.fromkeys("┌┐└┘├┤┬┴┼", "+")
_TRADE = str.maketrans(_SIGNS | _FRAMES)


def plain(text: str) -> str:
    """Replace the signs that an old terminal cannot show."""
    return text.translate(_TRADE)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number that formats itself: `{:2}` fixed, `{:~3}` at most, `{:+2}` signed, `{}` exact.

    At most three places are more where a small number would lose its digits.
    """

    value: Decimal
    lang: str

    def __format__(self, spec: str) -> str:
        if not spec:
            return show_exact(self.value, self.lang)
        if spec[0] == "~":
            most = int(spec[1:])
            if abs(self.value) < 1:
                most = max(most, LEAST_DIGITS - 1 - self.value.adjusted())
            return show_number(self.value, min(places_of(self.value), most), self.lang)
        signed = spec[0] == "+"
        return show_number(self.value, int(spec.lstrip("+")), self.lang, signed=signed)


def sentence(step: Step, lang: str = "en") -> str:
    """Return a step's formula with its numbers in place."""
    return step.formula.format(*(_Number(number, lang) for number in step.numbers))


def with_unit(text: str, unit: str) -> str:
    """Join a number and its unit: 8.24%, 11,360 bn VND."""
    return f"{text}{unit}" if unit == "%" else f"{text} {unit}".rstrip()


def show_value(value: Decimal, indicator: Indicator, lang: str) -> str:
    """Print a value of an indicator with its unit, at the precision of the indicator."""
    return with_unit(show_number(value, indicator.precision, lang), str(indicator.unit))


def bare_goal(target: Target, indicator: Indicator, lang: str) -> str:
    """Print a target as stated, without its unit: >= 10.5, 9.5-10.5, < 5, done."""
    if indicator.kind is Kind.DELIVERABLE:
        return "done"
    low = show_exact(target.value, lang)
    if target.high is not None:
        return f"{low}-{show_exact(target.high, lang)}"
    return f"{target.comparator} {low}"


def unit_of_goal(target: Target, indicator: Indicator) -> str:
    """Print the unit of a target's value: times for a ratio, none for a deliverable."""
    if indicator.kind is Kind.DELIVERABLE:
        return ""
    return "times" if kind_of(target, indicator) is Kind.RATIO else str(indicator.unit)


def show_goal(target: Target, indicator: Indicator, lang: str) -> str:
    """Print a target as stated: >= 10.5%, 9.5-10.5%, 1.5-1.7 × Viet Nam, >= 99% on average."""
    bare = bare_goal(target, indicator, lang)
    if kind_of(target, indicator) is Kind.RATIO:
        return f"{bare} × {target.reference}"
    shown = with_unit(bare, unit_of_goal(target, indicator))
    if indicator.kind is not Kind.HOLD:
        return shown
    if target.hold_share is not None:
        return f"{shown} in {show_exact(target.hold_share, lang)}% of {indicator.frequency}s"
    every = target.hold is HoldMode.EVERY
    return f"{shown} every {indicator.frequency}" if every else f"{shown} on average"


def bare_figure(observation: Observation, indicator: Indicator, lang: str) -> str:
    """Print one figure as it was recorded, with a percent sign but no other unit."""
    bound = "" if observation.comparator is Comparator.EQUAL else f"{observation.comparator} "
    percent = indicator.unit.is_percent and not is_amount(indicator, observation)
    return f"{bound}{show_exact(observation.value, lang)}{'%' if percent else ''}"


def show_figure(observation: Observation, indicator: Indicator, lang: str) -> str:
    """Print one figure as it was recorded, in the unit in which it was stated: 99.3% of 180."""
    bare = bare_figure(observation, indicator, lang)
    if observation.stage:
        return f"{bare} of {observation.stage}"
    if observation.volume is not None:
        return f"{bare} of {show_exact(observation.volume, lang)}"
    return bare if bare.endswith("%") else with_unit(bare, unit_of(observation, indicator))


def unit_of(observation: Observation, indicator: Indicator) -> str:
    """Print the unit in which a figure was stated."""
    amount = is_amount(indicator, observation)
    return str(indicator.absolute_unit if amount else indicator.unit)


def show_gap(one: Assessment, lang: str) -> str:
    """Print the gap with its sign and unit; empty where there is none."""
    if one.gap is None:
        return ""
    places = one.indicator.precision
    return f"{show_number(one.gap, places, lang, signed=True)} {one.indicator.gap_unit}"


def show_need(one: Assessment, lang: str) -> str:
    """Print what the rest must deliver; empty where nothing is asked."""
    if one.required is None:
        return ""
    value = show_number(one.required.value, one.indicator.precision, lang)
    if one.indicator.kind is Kind.DELIVERABLE:
        return f"{show_number(one.required.periods_left, 0, lang)} days left"
    if one.indicator.kind in {Kind.GROWTH, Kind.HOLD}:
        return f"rest {with_unit(value, one.required.unit)}"
    return f"{value}/{one.required.per}"


def show_budget(one: Assessment, lang: str) -> str:
    """Print how much of a hold's budget is used and how fast; empty where it has none."""
    if one.budget is None:
        return ""
    used, burn = show_number(one.budget.used, 0, lang), show_number(one.budget.burn, 2, lang)
    return f"{used}% of budget, burn {burn}"


def show_stages(one: Assessment) -> str:
    """Print how many stages are done: 2 of 4 stages; empty where there are none."""
    done = sum(stage.done == HUNDRED for stage in one.stages)
    return f"{done} of {len(one.stages)} stages" if one.stages else ""


def show_change(one: Assessment, lang: str) -> str:
    """Print the change on last year; empty where last year is not known."""
    if one.year_on_year is None:
        return ""
    unit = " points" if one.indicator.unit.is_percent else "%"
    return f"{show_number(one.year_on_year, 1, lang, signed=True)}{unit}"


def show_share(one: Assessment, lang: str) -> str:
    """Print the value as a share of the target; empty for percentages."""
    if one.share_of_target is None or one.indicator.unit.is_percent:
        return ""
    return f"{show_number(one.share_of_target, 1, lang)}%"


def show_lead(one: Assessment, lang: str) -> str:
    """Print the days ahead or behind; empty where no trajectory has days."""
    if one.lead_days is None:
        return ""
    return f"{show_number(one.lead_days, 0, lang, signed=True)} days"


def show_odds(one: Assessment) -> str:
    """Print the probability of meeting the target; empty where it is not known."""
    if one.outlook is None or one.outlook.probability is None:
        return ""
    return f"{in_percent(one.outlook.probability)} likely"


def show_status(status: Status) -> str:
    """Print a verdict with its sign."""
    return f"{SIGNS[status][0]} {status}"


def rated_status(one: Assessment) -> str:
    """Print a verdict with its sign and, where the rulebook has one, its own word."""
    return f"{show_status(one.status)} ({one.rating})" if one.rating else show_status(one.status)


def show_source(observation: Observation | None) -> str:
    """Name the source of a figure; empty where it has none."""
    return str(observation.document) if observation and observation.document else ""


def short_day(day: date) -> str:
    """Print a day for a narrow column: 31 May 2025, 30 Sep 2025."""
    month = f"{day:%b}" if len(f"{day:%B}") > 4 else f"{day:%B}"  # noqa: PLR2004
    return f"{day.day} {month} {day.year}"


def headline(one: Assessment, lang: str) -> str:
    """Name a verdict: entity, indicator, period, goal and scenario."""
    goal = show_goal(one.target, one.indicator, lang)
    name = one.indicator.called(lang)
    period = one.target.period
    return f"{one.entity.name}, {name}, {period}: {goal} ({one.target.scenario.name})"


def day_line(one: Assessment) -> str:
    """Say on which day and by which rulebook verdicts were given."""
    later = ", with what was recorded since" if one.known_at > one.as_of else ""
    return f"As of {show_day(one.as_of)}{later}, rulebook {one.rulebook}"
