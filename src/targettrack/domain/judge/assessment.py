"""The verdict on one target with everything it was concluded from."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.message import Number

if TYPE_CHECKING:
    from datetime import date

    from targettrack.domain.outlook.outlook import Outlook
    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.target import Target
    from targettrack.domain.values.status import Flag, Light, Status
    from targettrack.domain.values.step import Step
    from targettrack.message import Message

MOST_PERCENT = 98  # 99% and more is almost certain


def in_percent(odds: Decimal) -> Number:
    """Return a probability in whole percent, cut off so that it never looks past a threshold.

    What is almost none or almost certain says so.
    """
    percent = int(100 * odds)
    if percent < 1:
        return Number(Decimal(1), "", "%", "<")
    if percent > MOST_PERCENT:
        return Number(Decimal(MOST_PERCENT + 1), "", "%", ">")
    return Number(Decimal(percent), "", "%")


class Required(Struct, frozen=True):
    """What each remaining period must deliver; of a growth, the growth of the whole rest."""

    value: Decimal
    unit: str
    per: str
    periods_left: Decimal


class Pace(Struct, frozen=True):
    """The pace light and the ratio behind it, which a growth does not have."""

    light: Light | None
    value: Decimal | None


class Budget(Struct, frozen=True):
    """How much of what a hold may fall short is used up.

    Attributes:
        used: percent of the shortfall that the whole period may have.
        burn: the shortfall so far over the one that may be, 1 where it just lasts.
        latest_burn: the same of the latest period alone.
    """

    used: Decimal
    burn: Decimal
    latest_burn: Decimal


class StageDone(Struct, frozen=True):
    """A stage of a deliverable and the percent of it that is done, on which day."""

    name: str
    weight: Decimal
    done: Decimal
    on: date | None = None


class Original(Struct, frozen=True):
    """The first version of a target that was replaced, and the verdict under it.

    Attributes:
        until: the last day on which it was in force, None where no record tells it.
    """

    target: Target
    until: date | None
    status: Status


class Settled(Struct, frozen=True):
    """Since when a target is settled.

    Attributes:
        closed: the first day on which no figure was awaited any more.
        recorded: the day on which the figure was recorded that settled it; None for none, or one
            that was always known.
    """

    closed: date
    recorded: date | None = None

    @property
    def on(self) -> date:
        """The day since which it is settled, whatever was recorded for it later."""
        return max(self.closed, self.recorded or self.closed)


class Assessment(Struct, frozen=True):
    """One target judged on a day under a rulebook.

    Attributes:
        observation: the latest figure that counts, None if there is none.
        value: the value reached, in the indicator's unit.
        observed_on: the date of the value.
        expected: the trajectory's value on that date; gap: how much better the value is.
        attained: share of the way from base to target, 1 for all of it.
        share_of_target: percent of the target's value.
        partial: of a value that is the sum of some of the entities that it is of, and so a lower
            bound, how many have figures, and how many there are.
        year_on_year: percent against the same period of last year; points where values are percent.
        demand: required pace over the pace so far.
        lead_days: days ahead of the trajectory.
        outlook: None where the end of the period cannot be projected.
        why: the reason in one sentence.
        turning: the next figure that would change the verdict, where that was asked for.
        last_status: the verdict at the time of the last figure, where there is none now.
        rating: the rulebook's own word, where its method decided and it has words of its own.
        score: the number that the rating is about.
        original: where the target replaced one that asked for something else.
        budget: of a hold by average, unless its limit leaves none.
        stages: of a deliverable, in order.
        times: of a ratio, the value over the reference's; None where that is not above zero.
        settled: since when it is settled; None while it is open.
    """

    entity: Entity
    indicator: Indicator
    target: Target
    as_of: date
    known_at: date
    rulebook: str
    status: Status
    why: Message
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
    partial: tuple[int, int] | None = None
    year_on_year: Decimal | None = None
    required: Required | None = None
    demand: Decimal | None = None
    lead_days: Decimal | None = None
    last_status: Status | None = None
    turning_point: Message | None = None
    rating: str | None = None
    score: Decimal | None = None
    original: Original | None = None
    budget: Budget | None = None
    stages: tuple[StageDone, ...] = ()
    times: Decimal | None = None
    settled: Settled | None = None
    steps: tuple[Step, ...] = ()

    @property
    def share_of_plan(self) -> Decimal | None:
        """Percent of the target of what adds up in an absolute unit; of all else None.

        Of a share it would be a share of a share, and of a rank or a rate it means nothing.
        """
        adds_up = self.indicator.traits.is_sum and not self.indicator.unit.is_percent
        return self.share_of_target if adds_up else None

    @property
    def key(self) -> tuple[object, ...]:
        """What is judged, on whatever day: a target of a scenario, in whichever version."""
        return self.entity.name, self.indicator.id, *self.target.key
