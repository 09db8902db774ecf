"""One target as a row of words, for pages and mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from targettrack.domain.values.status import Status
from targettrack.render.messages.words import (
    DOUBTS,
    SIGNS,
    say,
    short_day,
    show_budget,
    show_change,
    show_gap,
    show_goal,
    show_lead,
    show_need,
    show_odds,
    show_share,
    show_source,
    show_stages,
    show_value,
    status_word,
)

if TYPE_CHECKING:
    from targettrack.domain.judge.assessment import Assessment


@dataclass(frozen=True, slots=True)
class TargetRow:
    """What is said of one target, each in the words of `status`; empty where there is nothing.

    Attributes:
        status, word, sign: the verdict, for programs and for people; rating: the rulebook's own.
        value, on: the value reached and its date; doubts: what to know before relying on it.
        change: against the same period last year; share: of the target.
        progress: stages done, or the part of a budget that is used.
        need: what the rest must deliver; lead: days ahead; odds: how likely it is to be met.
    """

    entity: str
    indicator: str
    period: str
    goal: str
    scenario: str
    owner: str
    status: str
    word: str
    sign: str
    rating: str
    value: str
    on: str
    doubts: tuple[str, ...]
    change: str
    share: str
    progress: str
    gap: str
    need: str
    lead: str
    odds: str
    why: str
    source: str


def target_row(one: Assessment, lang: str) -> TargetRow:
    """Put a verdict into words."""
    indicator, target = one.indicator, one.target
    has_value = one.value is not None and one.observed_on is not None
    is_over = one.status in {Status.ACHIEVED, Status.MISSED}
    return TargetRow(
        entity=one.entity.name,
        indicator=indicator.called(lang),
        period=say(str(target.period), lang),
        goal=show_goal(target, indicator, lang),
        scenario=target.scenario.name,
        owner=target.owner or "",
        status=one.status.value,
        word=status_word(one.status, lang),
        sign=SIGNS[one.status][0],
        rating=say(one.rating or "", lang),
        value=show_value(one.value, indicator, lang) if one.value is not None else "",
        on=short_day(one.observed_on, lang) if one.observed_on else "",
        doubts=tuple(say(flag.value, lang) for flag in DOUBTS if has_value and flag in one.flags),
        change=show_change(one, lang),
        share=show_share(one, lang),
        progress=show_stages(one, lang) or show_budget(one, lang),
        gap=show_gap(one, lang),
        need="" if one.status is Status.ACHIEVED else show_need(one, lang),
        lead="" if is_over else show_lead(one, lang),
        odds="" if is_over else show_odds(one, lang),
        why=say(one.why, lang),
        source=show_source(one.observation),
    )
