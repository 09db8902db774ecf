"""A verdict's word with its reason and flags, and the bare assessment that it makes of a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from targettrack.domain.judge.assessment import Assessment
from targettrack.domain.values.period import show_day
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.status import Flag, Status
from targettrack.domain.values.step import Step, literal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from targettrack.domain.series.case import Case


@dataclass(frozen=True, slots=True)
class Ruling:
    """A status with its reason, the flags that belong to it, and the rulebook's own word."""

    status: Status
    why: Step
    flags: tuple[Flag, ...] = ()
    last_status: Status | None = None
    rating: str | None = None
    score: Decimal | None = None
    steps: tuple[Step, ...] = ()


def verdict(case: Case, ruling: Ruling) -> Assessment:
    """Return the assessment of a case of which nothing but the ruling is known."""
    return Assessment(
        entity=case.entity,
        indicator=case.indicator,
        target=case.target,
        as_of=case.as_of,
        known_at=case.known_at,
        rulebook=case.rulebook.id,
        status=ruling.status,
        why=ruling.why,
        flags=ruling.flags,
        last_status=ruling.last_status,
        rating=ruling.rating,
        score=ruling.score,
    )


def orphaned(case: Case, last: Status | None) -> Ruling:
    """Rule that the entity has ended, with the last verdict on its target."""
    heir = f", succeeded by {case.entity.successor}" if case.entity.successor else ""
    ended = show_day(case.entity.valid_to) if case.entity.valid_to else ""
    text = f"{case.entity.name} ended on {ended}{heir}: re-issue or close the target"
    return Ruling(Status.NO_DATA, Step("why", literal(text)), (Flag.UNIT_CHANGED,), last)


def in_order(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """Return flags once each, in the order in which they are shown."""
    given = set(flags)
    return tuple(flag for flag in Flag if flag in given)


def marked(case: Case, text: str) -> str:
    """Put number marks for {v} (a value as given), {e} (one expected) and {n} (one needed)."""
    sign, places = ("%", 2) if case.indicator.unit.is_percent else ("", case.indicator.precision)
    needed = " points" if sign else ""
    fine = places if sign or places else 1
    strict = case.target.comparator in {Comparator.MORE, Comparator.LESS}
    return (
        text.replace("{c}", f"{case.target.comparator} " if strict else "")
        .replace("{v}", f"{{:~{places if sign else 3}}}{sign}")
        .replace("{e}", f"{{:{places}}}{sign}")
        .replace("{n}", f"{{:~{fine}}}{needed}")
    )
