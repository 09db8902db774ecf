"""Nearness to what was expected, else improvement, as a council rates its indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.judge.rulebooks.methods import HUNDRED, Scored, rate, rating_step
from targettrack.domain.values.step import Step
from targettrack.message import Message, Number, clauses

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.records.rulebook_scales import NearExpected


def near_expected(
    gap: Decimal, expected: Decimal, change: Decimal | None, scale: NearExpected, tolerance: Decimal
) -> Scored:
    """Rate the gap as a share of what was expected; what is no worse than a year before is spared.

    `gap` and `change`, on the value of a year before, are plus where they are good; the change is
    None where it is not known. Source: London Borough of Havering, corporate performance reports
    2013/14 and 2014/15.
    """
    share = gap / abs(expected) if expected else None
    if share is None:
        rating = scale.ratings[0 if gap >= 0 else -1]
        off = Number(gap, "~3")
    else:
        rating = rate(scale.ratings, share, tolerance)
        off = Number(HUNDRED * share, "+1", "%")
    told = [Message("{off} off the {expected:~3} expected", off=off, expected=expected)]
    if rating is scale.ratings[-1]:
        rating = rating if change is None or change < 0 else scale.improved
        told.append(_since_last_year(change))
    why = Message("{told}: {rating}", told=clauses(told), rating=Message(rating.word))
    if share is None:
        return Scored(rating, why)
    remark = Message("the gap over what was expected")
    step = Step("off", "{:~4} / {:~4}", (gap, abs(expected)), share, "", 3, remark)
    return Scored(rating, why, share, share, (step, rating_step(scale.ratings, rating, share)))


def _since_last_year(change: Decimal | None) -> Message:
    if change is None:
        return Message("no figure of a year before shows an improvement")
    if not change:
        return Message("the same as a year before")
    return Message(
        "{change:~3} better than a year before"
        if change > 0
        else "{change:~3} worse than a year before",
        change=abs(change),
    )
