"""The verdict on one target with everything it was concluded from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.target import Target


MOST_PERCENT = 98  # 99% and more is almost certain


class Status(StrEnum):
    """The verdict in one word; in order from worst to best."""

    MISSED = "missed"
    OFF_TRACK = "off-track"
    AT_RISK = "at-risk"
    NO_DATA = "no-data"
    ON_TRACK = "on-track"
    NOT_STARTED = "not-started"
    ACHIEVED = "achieved"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Status).index(self)

    @property
    def is_behind(self) -> bool:
        """Whether something has to be done about it."""
        return self in {Status.MISSED, Status.OFF_TRACK, Status.AT_RISK}


class Light(StrEnum):
    """How far a figure is from what was expected."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Flag(StrEnum):
    """A fact about a verdict that is not the verdict."""

    STALE = "stale"
    NOT_DUE = "not-due"
    OVERDUE = "overdue"
    LATE = "late"
    ESTIMATED = "estimated"
    PROVISIONAL = "provisional"
    EARLY = "early"
    EARLY_DAYS = "early-days"
    ASSUMED_PATH = "assumed-path"
    LINEAR_FALLBACK = "linear-fallback"
    BORROWED_PROFILE = "borrowed-profile"
    INFEASIBLE = "infeasible"
    BREACHED = "breached"
    SOFT_TARGET = "soft-target"
    REVISED = "revised"
    TARGET_CHANGED = "target-changed"
    INCONSISTENT = "inconsistent"
    UNIT_CHANGED = "unit-changed"
    LOWER_BOUND = "lower-bound"
    INFERRED_WEIGHTS = "inferred-weights"
    BORROWED_WEIGHTS = "borrowed-weights"
    EQUAL_WEIGHTS = "equal-weights"
    SUMMED = "summed"
    REFERENCE_OLDER = "reference-older"


MEANING = {
    Flag.STALE: "the next figure is overdue; judged at the date of the last one",
    Flag.NOT_DUE: "no figure is due yet",
    Flag.OVERDUE: "a figure, or what was to be done, is overdue",
    Flag.LATE: "done after it was due",
    Flag.ESTIMATED: "the figure is an estimate",
    Flag.PROVISIONAL: "the figure or the period is not settled yet",
    Flag.EARLY: "reached before the end of the period",
    Flag.EARLY_DAYS: "less than a tenth was due, so the gap is judged instead of the pace",
    Flag.ASSUMED_PATH: "nobody issued a trajectory; its shape is assumed",
    Flag.LINEAR_FALLBACK: "the shape asked for cannot be laid here; a straight line stands for it",
    Flag.BORROWED_PROFILE: "the shape of the year is borrowed, so it cannot give green by itself",
    Flag.INFEASIBLE: "what the rest must deliver is beyond anything it has ever delivered",
    Flag.BREACHED: "a limit is broken for good",
    Flag.SOFT_TARGET: "more than 120% of the way: the target may be too easy",
    Flag.REVISED: "the figure was revised; history shows its vintages",
    Flag.TARGET_CHANGED: "the target was replaced; the original is judged beside it",
    Flag.INCONSISTENT: "published figures contradict each other",
    Flag.UNIT_CHANGED: "the entity has ended, or others were merged into it",
    Flag.LOWER_BOUND: "the figure is a bound: the source says so, or a stretch is missing",
    Flag.INFERRED_WEIGHTS: "base weights are inferred from published cumulative rates",
    Flag.BORROWED_WEIGHTS: "base weights are those of an earlier year",
    Flag.EQUAL_WEIGHTS: "base weights are not known; where nothing tells them, days count equally",
    Flag.SUMMED: "computed from the entities below it or merged into it",
    Flag.REFERENCE_OLDER: "the reference has no figure for the same stretch; its latest is used",
}


def in_percent(odds: Decimal) -> str:
    """Print a probability in whole percent, cut off so that it never looks past a threshold.

    What is almost none or almost certain says so.
    """
    percent = int(100 * odds)
    if percent < 1:
        return "<1%"
    return ">99%" if percent > MOST_PERCENT else f"{percent}%"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of arithmetic or of reasoning.

    Attributes:
        formula: text with `{:d}` for each of `numbers`, where d is how many decimals to show
            (`{:+d}` with a sign, `{}` exactly as given); they suffice to find the result by hand.
        result: what the formula gives; None where the line is a remark.
        decimals: how many decimals of the result to show.
    """

    name: str
    formula: str
    numbers: tuple[Decimal, ...] = ()
    result: Decimal | None = None
    unit: str = ""
    decimals: int = 0
    remark: str = ""


def literal(text: str) -> str:
    """Return text that stands in a formula as it is, names with braces too."""
    return text.replace("{", "{{").replace("}", "}}")


@dataclass(frozen=True, slots=True)
class Required:
    """What each remaining period must deliver; of a growth, the growth of the whole rest."""

    value: Decimal
    unit: str
    per: str
    periods_left: Decimal


@dataclass(frozen=True, slots=True)
class Pace:
    """The pace light and the ratio behind it, which a growth does not have."""

    light: Light | None
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Budget:
    """How much of what a hold may fall short is used up.

    Attributes:
        used: percent of the shortfall that the whole period may have.
        burn: the shortfall so far over the one that may be, 1 where it just lasts.
        latest_burn: the same of the latest period alone.
    """

    used: Decimal
    burn: Decimal
    latest_burn: Decimal


@dataclass(frozen=True, slots=True)
class StageDone:
    """A stage of a deliverable and the percent of it that is done, on which day."""

    name: str
    weight: Decimal
    done: Decimal
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """How the period is likely to end: the light, and what it rests on.

    Attributes:
        light, probability, low, high: None where too little is known for odds.
        projection: the value at the end of the period; low, high: its 80% interval.
        method: how it was projected, in one sentence.
    """

    light: Light | None
    probability: Decimal | None
    projection: Decimal
    low: Decimal | None
    high: Decimal | None
    method: str


@dataclass(frozen=True, slots=True)
class Original:
    """The first version of a target that was replaced, and the verdict under it.

    Attributes:
        until: the last day on which it was in force, None where no record tells it.
    """

    target: Target
    until: date | None
    status: Status


@dataclass(frozen=True, slots=True)
class Assessment:
    """One target judged on a day under a rulebook.

    Attributes:
        observation: the latest figure that counts, None if there is none.
        value: the value reached, in the indicator's unit.
        observed_on: the date of the value.
        expected: the trajectory's value on that date; gap: how much better the value is.
        attained: share of the way from base to target, 1 for all of it.
        share_of_target: percent of the target's value.
        year_on_year: percent against the same period of last year; points where values are percent.
        demand: required pace over the pace so far.
        lead_days: days ahead of the trajectory.
        outlook: None where the end of the period cannot be projected.
        why: the reason in one sentence, as a formula for numbers like a step.
        turning: the next figure that would change the verdict, where that was asked for.
        last_status: the verdict at the time of the last figure, where there is none now.
        rating: the rulebook's own word, where its method decided and it has words of its own.
        score: the number that the rating is about.
        original: where the target replaced one that asked for something else.
        budget: of a hold by average, unless its limit leaves none.
        stages: of a deliverable, in order.
        times: of a ratio, the value over the reference's; None where that is not above zero.
    """

    entity: Entity
    indicator: Indicator
    target: Target
    as_of: date
    known_at: date
    rulebook: str
    status: Status
    why: Step
    flags: tuple[Flag, ...] = ()
    observation: Observation | None = None
    value: Decimal | None = None
    observed_on: date | None = None
    pace: Pace | None = None
    outlook: Outlook | None = None
    expected: Decimal | None = None
    gap: Decimal | None = None
    attained: Decimal | None = None
    share_of_target: Decimal | None = None
    year_on_year: Decimal | None = None
    required: Required | None = None
    demand: Decimal | None = None
    lead_days: Decimal | None = None
    last_status: Status | None = None
    turning: Step | None = None
    rating: str | None = None
    score: Decimal | None = None
    original: Original | None = None
    budget: Budget | None = None
    stages: tuple[StageDone, ...] = ()
    times: Decimal | None = None
    steps: tuple[Step, ...] = ()

    @property
    def key(self) -> tuple[object, ...]:
        """What is judged, on whatever day: a target of a scenario, in whichever version."""
        return self.entity.name, self.indicator.id, *self.target.key
