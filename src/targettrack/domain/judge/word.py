"""The word: the colour of the odds where there are any, else of the pace; reached is on-track."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from targettrack.domain.values.status import Light, Status
from targettrack.message import Message

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.records.rulebook import Rulebook

_WORDS = {Light.GREEN: Status.ON_TRACK, Light.AMBER: Status.AT_RISK, Light.RED: Status.OFF_TRACK}


class Grounds(Struct, frozen=True):
    """All that the word rests on.

    Attributes:
        pace: the pace light; None where there is no line to compare with.
        odds: the probability of meeting the target; None where there are no odds.
        assumed: whether the line is ours rather than issued or promised.
        reached: whether a level is where it has to be.
        first_part: whether the period has only begun.
        seasonless: whether the odds are of a sum whose season is not known.
        borrowed: whether the season is another entity's.
        too_steep: whether a level must go much faster than it did, or has gone the wrong way.
    """

    pace: Light | None
    odds: Decimal | None = None
    assumed: bool = False
    reached: bool = False
    first_part: bool = False
    seasonless: bool = False
    borrowed: bool = False
    too_steep: bool = False


class Word(NamedTuple):
    """The word and the part of the rule that gave it."""

    status: Status
    rule: Message


def word_of(grounds: Grounds, rules: Rulebook) -> Word:
    """Return the word on what is not settled, by one rule.

    1. Where there are odds, it is their colour: on-track from `outlook_green`, off-track below
       `outlook_amber`, at-risk between. In the first part of the period, and of a sum without a
       known season, off-track only below `outlook_early`. A borrowed season is at-risk at best.
    2. Without odds it is the colour of the pace. An assumed line is at-risk at worst, but for a
       level that has to go much faster than it did.
    3. A level that is reached is on-track, but at-risk where its odds are below `outlook_kept`.
    """
    if grounds.odds is None:
        return _by_pace(grounds)
    if grounds.reached:
        kept = grounds.odds >= rules.outlook_kept
        least = 100 * rules.outlook_kept
        return Word(
            Status.ON_TRACK if kept else Status.AT_RISK,
            Message("reached, and its odds: on-track from {least:0}%, else at-risk", least=least),
        )
    return _by_odds(grounds, grounds.odds, rules)


def _by_odds(grounds: Grounds, odds: Decimal, rules: Rulebook) -> Word:
    red = rules.outlook_amber
    told = Message(
        "the odds: on-track from {green:0}%, off-track below {red:0}%",
        green=100 * rules.outlook_green,
        red=100 * red,
    )
    if grounds.first_part or grounds.seasonless:
        red = rules.outlook_early
        told = Message(
            "the odds: on-track from {green:0}%, off-track below {red:0}% "
            "as the period has only begun"
            if grounds.first_part
            else "the odds: on-track from {green:0}%, off-track below {red:0}% "
            "as the season is not known",
            green=100 * rules.outlook_green,
            red=100 * red,
        )
    if odds < red:
        return Word(Status.OFF_TRACK, told)
    if odds < rules.outlook_green:
        return Word(Status.AT_RISK, told)
    if grounds.borrowed:
        why = Message("the odds, but at-risk at best by a borrowed season")
        return Word(Status.AT_RISK, why)
    if rules.needs_pace and grounds.pace is not Light.GREEN:
        why = Message("the odds, but at-risk at best as the pace is not green")
        return Word(Status.AT_RISK, why)
    return Word(Status.ON_TRACK, told)


def _by_pace(grounds: Grounds) -> Word:
    if grounds.reached:
        return Word(Status.ON_TRACK, Message("reached: on-track while there are no odds"))
    if grounds.pace is None:
        why = Message("not reached: at-risk, as there is neither a line nor odds")
        return Word(Status.AT_RISK, why)
    status = _WORDS[grounds.pace]
    if grounds.borrowed and status is Status.ON_TRACK:
        why = Message("the pace, but at-risk at best by a borrowed season")
        return Word(Status.AT_RISK, why)
    if status is not Status.OFF_TRACK or not grounds.assumed:
        return Word(status, Message("the pace, as there are no odds"))
    if grounds.too_steep:
        why = Message("the pace, as there are no odds, and the way that is left is too steep")
        return Word(status, why)
    why = Message("the pace, as there are no odds: at-risk at worst along an assumed line")
    return Word(Status.AT_RISK, why)
