"""From what a text seems to state to what can be recorded, with what it is compared with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.domain.plans.proposal import Claim
from targettrack.domain.records.stated_comparison import growth_note, share_note
from targettrack.domain.series.rounding import agree
from targettrack.domain.values.number import GROUP, HUNDRED, UNSIGNED
from targettrack.domain.values.quantity import Comparator, in_unit
from targettrack.shown import places_of, show_exact, show_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from targettrack.domain.plans.proposal import Proposal
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.target import Target
    from targettrack.domain.values.quantity import Quantity

GROWTH = "-growth"
COMPARISONS = {Claim.SHARE_OF_PLAN, Claim.YEAR_ON_YEAR}


class Candidate(Struct, frozen=True):
    """A figure or a target, and the shares and growths that are stated beside it."""

    proposal: Proposal
    beside: tuple[Proposal, ...] = ()

    @property
    def is_target(self) -> bool:
        """Whether it is a target rather than a figure."""
        return self.proposal.claim is Claim.TARGET

    @property
    def note(self) -> str:
        """What is kept of it in the note of the figure; empty for nothing."""
        notes = [
            growth_note(one.quantity.value)
            if one.claim is Claim.YEAR_ON_YEAR
            else share_note(one.quantity.value, one.compared_with)
            for one in self.beside
        ]
        if not self.is_target and self.proposal.quantity.comparator is Comparator.ABOUT:
            notes.insert(0, "about, as stated")
        return "; ".join(notes)


def candidates(
    proposals: Sequence[Proposal], known: Mapping[str, Indicator]
) -> tuple[list[Candidate], list[Proposal]]:
    """Return what can be recorded, and the comparisons that nothing can be recorded of.

    A growth is a figure of its own where an indicator is that growth: of `tourist-arrivals` that is
    `tourist-arrivals-growth`. Other comparisons belong to the figure of the same entity, indicator
    and paragraph whose period they share; without one they are left over.
    """
    figures = [_own(one, known) for one in proposals]
    found = [Candidate(one) for one in figures if one.claim not in COMPARISONS]
    left: list[Proposal] = []
    for one in figures:
        if one.claim in COMPARISONS:
            owners = [place for place, other in enumerate(found) if _belongs(one, other.proposal)]
            if owners:
                owner = found[owners[-1]]
                found[owners[-1]] = replace(owner, beside=(*owner.beside, one))
            else:
                left.append(one)
    return found, left


def _own(one: Proposal, known: Mapping[str, Indicator]) -> Proposal:
    sister = known.get(f"{one.indicator}{GROWTH}")
    is_growth = sister is not None and sister.traits.compounds
    if one.claim is Claim.YEAR_ON_YEAR and sister and is_growth:
        return replace(one, claim=Claim.OBSERVATION, indicator=sister.id)
    return one


def _belongs(comparison: Proposal, figure: Proposal) -> bool:
    same = (figure.entity, figure.indicator, figure.paragraph) == (
        comparison.entity,
        comparison.indicator,
        comparison.paragraph,
    )
    periods = {figure.period, comparison.period} - {None}
    return same and figure.claim is Claim.OBSERVATION and len(periods) <= 1


def held_against(
    candidate: Candidate, indicator: Indicator, targets: Iterable[Target]
) -> list[str]:
    """Say for each share stated beside an amount which recorded plan it agrees with, if any.

    64.1% next to 11,360 bn VND agrees with a plan of 17,722; all numbers stand for what prints so.
    """
    amount = candidate.proposal.quantity
    unit = amount.unit
    if unit is None or unit.base != indicator.unit.base or unit.is_percent:
        return []
    value = in_unit(amount, indicator.unit, str(amount.value), indicator.name).value
    period = candidate.proposal.period
    plans = [one for one in targets if period is None or one.period.contains(period)]
    plans = [one for one in plans if one.has_number]
    said = []
    for one in candidate.beside:
        share, of = one.quantity.value, one.compared_with or "of the plan"
        if one.claim is not Claim.SHARE_OF_PLAN or share <= 0:
            continue
        fitting = [plan for plan in plans if agree(share, value, plan.number)]
        suffix = indicator.unit.suffix
        if fitting:
            target_value = f"{show_exact(fitting[-1].number)}{suffix}"
            said.append(f"{share}% {of} agrees with {target_value}, {fitting[-1].scenario.name}")
        else:
            whole = f"{show_number(HUNDRED * value / share, indicator.precision)}{suffix}"
            none = "no recorded target is that" if plans else "no target is recorded"
            said.append(f"{share}% {of} makes it about {whole}; {none}")
    return said


def spelled(quantity: Quantity, *, is_target: bool) -> str:
    """Spell a quantity so that it reads one way in every language: "11360 bn VND", ">= 8%".

    A figure that is "about" a value is spelled as the value; it has no other.
    """
    suffix = quantity.unit.suffix if quantity.unit else ""
    value = _unmistakable(quantity.value)
    if quantity.high is not None:
        return f"{value}-{_unmistakable(quantity.high)}{suffix}"
    mark = quantity.comparator
    if mark in {None, Comparator.EQUAL} or (mark is Comparator.ABOUT and not is_target):
        return f"{value}{suffix}"
    return f"{mark} {value}{suffix}"


def _unmistakable(value: Decimal) -> str:
    """Print a number without groups; three decimals get a zero, for they read as thousands."""
    shown = f"{value:f}"
    return f"{shown}0" if places_of(value) == GROUP else shown


def marked(quote: str, value: Decimal) -> tuple[str, str, str]:
    """Split a quote into what is before its number, the number, and what is after it.

    The number is the first with the digits of the value, whatever its separators and magnitude; an
    empty one where there is none.
    """
    wanted = abs(value).normalize().as_tuple().digits
    for found in re.finditer(UNSIGNED, quote):
        digits = tuple(int(char) for char in found[0] if char.isdecimal())
        if _bare(digits) == _bare(wanted):
            return quote[: found.start()], found[0], quote[found.end() :]
    return quote, "", ""


def _bare(digits: tuple[int, ...]) -> str:
    return "".join(map(str, digits)).strip("0")
