"""Verdicts in words, the same in every output for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.values.status import Flag, Status
from targettrack.domain.views.ranking import tally
from targettrack.message import Message, Plural
from targettrack.render.messages.catalogue import translate
from targettrack.render.messages.numbers import show_target

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.observation import Observation

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
    Flag.LATE,
    Flag.ESTIMATED,
    Flag.LOWER_BOUND,
    Flag.REFERENCE_OLDER,
    Flag.INCONSISTENT,
    Flag.TARGET_CHANGED,
    Flag.SUPERSEDED,
)


def status_word(status: Status, lang: str) -> str:
    """Print a verdict that stands by itself; in another language with a capital."""
    said = translate(status.value, lang)
    return said if said == status else f"{said[0].upper()}{said[1:]}"


def show_status(status: Status, lang: str) -> str:
    """Print a verdict with its sign."""
    return f"{SIGNS[status][0]} {status_word(status, lang)}"


def rated_status(one: Assessment, lang: str) -> str:
    """Print a verdict with its sign and, where the rulebook has one, its own word."""
    shown = show_status(one.status, lang)
    return f"{shown} ({translate(one.rating, lang)})" if one.rating else shown


def show_source(observation: Observation | None) -> str:
    """Name the source of a figure; empty where it has none."""
    return str(observation.document) if observation and observation.document else ""


def headline(one: Assessment, lang: str) -> str:
    """Name a verdict: entity, indicator, period, goal and scenario."""
    goal = show_target(one.target, one.indicator, lang)
    name = one.indicator.called(lang)
    period = translate(one.target.period, lang)
    return f"{one.entity.name}, {name}, {period}: {goal} ({one.target.scenario.name})"


def count_line(assessments: Sequence[Assessment], lang: str) -> str:
    """Say how many targets have which verdict, and on which day; there must be one at least."""
    return f"{day_line(assessments[0], lang)}: {counts_line(assessments, lang)}"


def unlisted_line(count: int, lang: str) -> str:
    """Say how many targets are not listed since they are settled, and what lists them."""
    told = Plural(
        "{n} settled target is not shown: --settled shows it.",
        "{n} settled targets are not shown: --settled shows them.",
        count,
    )
    return translate(told, lang)


def settled_before(count: int, since: date, lang: str) -> str:
    """Say how many targets a report leaves out since they were settled before the last one."""
    told = Plural(
        "{n} more target was settled by {day} and is left out.",
        "{n} more targets were settled by {day} and are left out.",
        count,
        day=since,
    )
    return translate(told, lang) if count else ""


def counts_line(assessments: Sequence[Assessment], lang: str) -> str:
    """Say how many targets there are, and how many have which verdict."""
    said = ", ".join(
        f"{count} {translate(status.value, lang)}" for status, count in tally(assessments)
    )
    targets = Plural("{n} target", "{n} targets", len(assessments))
    return f"{translate(targets, lang)}: {said}."


def day_line(one: Assessment, lang: str) -> str:
    """Say on which day and by which rulebook verdicts were given."""
    line = Message(
        "As of {day}, with what was recorded since, rulebook {rulebook}"
        if one.known_at > one.as_of
        else "As of {day}, rulebook {rulebook}",
        day=one.as_of,
        rulebook=one.rulebook,
    )
    return translate(line, lang)
