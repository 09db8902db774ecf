"""Withdrawing: a further record says from which day on another one counts no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.schema.codecs import day_number
from targettrack.store import queries
from targettrack.store.events.session import insert

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from targettrack.domain.values.period import Period
    from targettrack.store.events.session import Session
    from targettrack.store.lookup import Ask


class Rests(Struct, frozen=True):
    """How many records that count are of an entity or an indicator, or refer to it."""

    figures: int
    targets: int
    weights: int
    entities: int


def vintages(ask: Ask, series: int, period: Period) -> list[dict[str, object]]:
    """Return the keys of the vintages of figures of a series and period that count."""
    given = {
        "series_id": series,
        "period_start": day_number(period.start),
        "period_end": day_number(period.last),
    }
    names = (*queries.FIGURE_KEY, "revision")
    return [dict(zip(names, row, strict=True)) for row in ask(queries.VINTAGES_OF, given)]


def versions(ask: Ask, given: Mapping[str, object]) -> list[tuple[int, int]]:
    """Return the row and number of the versions of targets of a scenario that count."""
    narrow = ("series_id", "period_start", "period_end")
    conditions = " ".join(f"AND t.{name} = :{name}" for name in narrow if name in given)
    asked = queries.VERSIONS_OF.format(conditions=conditions)
    return [(int(row), int(version)) for row, version in ask(asked, given)]


def rests_on(ask: Ask, what: str, number: int) -> Rests:
    """Return how much rests on an entity or an indicator."""
    ((*counts,),) = ask(queries.RESTS_ON[what], {"id": number})
    return Rests(*counts)


def withdraw_figures(session: Session, keys: Iterable[Mapping[str, object]]) -> None:
    """Withdraw vintages by their keys, from the day of the event on."""
    day = day_number(session.stamp.day)
    for key in keys:
        insert(session, "withdrawn_figure", {**key, "day": day})


def withdraw(session: Session, what: str, rows: Iterable[int]) -> None:
    """Withdraw what is known by its number: targets, scenarios, documents, entities, indicators."""
    day = day_number(session.stamp.day)
    for row in rows:
        insert(session, "withdrawal", {"what": what, "row_id": row, "day": day})
