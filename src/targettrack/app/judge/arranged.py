"""Verdicts of one owner, and in another order than worst first."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.values.name import fold
from targettrack.errors import UnknownName, UnknownWord

if TYPE_CHECKING:
    from collections.abc import Callable

    from targettrack.app.judge.assessments import Judged
    from targettrack.domain.judge.assessment import Assessment

EVEN = Decimal("0.5")
LAST = Decimal(2)  # after every probability


def odds_of(one: Assessment) -> Decimal:
    """Return the probability of meeting a target; where none is told, more than any."""
    known = one.outlook.probability if one.outlook and not one.status.is_final else None
    return LAST if known is None else Decimal(known)


ORDERS: dict[str, Callable[[Assessment], tuple[Decimal, str]]] = {
    "odds": lambda one: (odds_of(one), ""),
    "name": lambda one: (LAST, fold(one.indicator.name)),
    "owner": lambda one: (Decimal(one.target.owner is None), fold(one.target.owner or "")),
    "end": lambda one: (Decimal(one.target.closing.toordinal()), ""),
}


def arranged(found: Judged, owner: str, order: str, *, misses_first: bool) -> Judged:
    """Return the verdicts on what somebody answers for, in an order of their own.

    Empty text leaves them as they are, worst first; in another order those of an entity do not
    stand together. With `misses_first` those come before all that are more likely missed than met,
    the least odds first.

    Raises:
        UnknownName: nobody of that name answers for a target.
        UnknownWord: there is no such order.
    """
    found = _of_owner(found, owner) if owner else found
    shown = found.shown
    if order not in {"", "worst", *ORDERS}:
        raise UnknownWord("order", order, ["worst", *ORDERS])
    if order in ORDERS:
        shown = sorted(shown, key=ORDERS[order])
    if misses_first:
        shown = sorted(shown, key=lambda one: min(odds_of(one), EVEN))
    return replace(found, shown=shown)


def _of_owner(found: Judged, owner: str) -> Judged:
    names = {fold(one.target.owner): one.target.owner for one in found.every if one.target.owner}
    if fold(owner) not in names:
        raise UnknownName("owner", owner, list(names.values())[:3])
    every, listed, shown = (
        [one for one in some if fold(one.target.owner or "") == fold(owner)]
        for some in (found.every, found.listed, found.shown)
    )
    return replace(found, every=every, listed=listed, shown=shown)
