"""The words of an assessment: status, light, flags, and what each flag means."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """The verdict in one word; in order from worst to best."""

    MISSED = "missed"
    OFF_TRACK = "off-track"
    AT_RISK = "at-risk"
    NO_DATA = "no-data"
    ON_TRACK = "on-track"
    NOT_STARTED = "not-started"
    ACHIEVED = "achieved"
    CLOSED = "closed"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Status).index(self)

    @property
    def is_final(self) -> bool:
        """Whether no later figure changes it."""
        return self in {Status.ACHIEVED, Status.MISSED, Status.CLOSED}

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
    ASSUMED_BASE = "assumed-base"
    LINEAR_FALLBACK = "linear-fallback"
    BORROWED_PROFILE = "borrowed-profile"
    INFEASIBLE = "infeasible"
    BREACHED = "breached"
    SOFT_TARGET = "soft-target"
    REVISED = "revised"
    TARGET_CHANGED = "target-changed"
    SUPERSEDED = "superseded"
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
    Flag.ASSUMED_BASE: "nobody stated a base; the way starts from the first figure",
    Flag.LINEAR_FALLBACK: "the shape asked for cannot be laid here; a straight line stands for it",
    Flag.BORROWED_PROFILE: "the shape of the year is borrowed, so it cannot give green by itself",
    Flag.INFEASIBLE: "what the rest must deliver is beyond anything it has ever delivered",
    Flag.BREACHED: "a limit is broken for good",
    Flag.SOFT_TARGET: "more than 120% of the way: the target may be too easy",
    Flag.REVISED: "the figure was revised; history shows its vintages",
    Flag.SUPERSEDED: "a scenario that replaces this one has ended the target",
    Flag.TARGET_CHANGED: "the target was replaced; the original is judged beside it",
    Flag.INCONSISTENT: "published figures contradict each other",
    Flag.UNIT_CHANGED: "the entity has ended, or others were merged into it",
    Flag.LOWER_BOUND: "the figure is a bound: the source says so, or a period is missing",
    Flag.INFERRED_WEIGHTS: "base weights are inferred from published cumulative rates",
    Flag.BORROWED_WEIGHTS: "base weights are those of an earlier year",
    Flag.EQUAL_WEIGHTS: "base weights are not known; where nothing tells them, days count equally",
    Flag.SUMMED: "computed from the entities below it or merged into it",
    Flag.REFERENCE_OLDER: "the reference has no figure for the same period; its latest is used",
}
