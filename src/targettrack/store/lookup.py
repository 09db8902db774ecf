"""From names to rows: exact, then folded, never by nearness."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from targettrack.domain.values.name import fold, folds, nearest
from targettrack.errors import AmbiguousName, UnknownName
from targettrack.message import Message
from targettrack.store import queries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    Row = Sequence[Any]
    Ask = Callable[[str, Mapping[str, object]], Iterable[Row]]
EVER = 99991231  # a day as YYYYMMDD, by which all is known


def entity_id(ask: Ask, name: str, known_at: int = EVER) -> int:
    """Return the row of the entity that carries `name`; raises UnknownName or AmbiguousName.

    `known_at` is a day as YYYYMMDD: what was withdrawn by then is called nothing any more.
    """
    found = _lookup(ask, queries.ENTITY_NAMES, "entity", name, known_at)
    if found is None:
        known = entity_names(ask)
        hint = Message("add-entity adds one") if known else Message("the store has none yet")
        raise UnknownName("entity", name, nearest(name, known, cutoff=0.3), hint)
    return found


def indicator_id(ask: Ask, name: str, known_at: int = EVER) -> int:
    """Return the row of the indicator that carries `name`, as `entity_id` does."""
    found = _lookup(ask, queries.INDICATOR_NAMES, "indicator", name, known_at)
    if found is None:
        known = indicator_names(ask)
        hint = Message("log and add-target add well-known ones, add-indicator any other")
        raise UnknownName("indicator", name, nearest(name, known), hint)
    return found


def scenario_id(ask: Ask, name: str, known_at: int = EVER) -> int:
    """Return the row of the scenario called `name`, as `entity_id` does."""
    there = ask(queries.ALL_SCENARIO_NAMES, {"known_at": known_at})
    rows = [(int(number), str(shown)) for number, shown in there]
    former = [(int(n), str(shown)) for n, shown in ask(queries.FORMER_SCENARIO_NAMES, {})]
    found = [(number, shown) for number, shown in rows if shown == name] or [
        (number, shown) for number, shown in [*rows, *former] if fold(shown) == fold(name)
    ]
    found = list({number: (number, shown) for number, shown in reversed(found)}.values())
    if len(found) > 1:
        raise AmbiguousName("scenario", name, [shown for _, shown in found])
    if not found:
        raise UnknownName("scenario", name, nearest(name, {fold(s): s for _, s in rows}))
    ((number, _),) = found
    return number


def has_entity(ask: Ask, name: str) -> bool:
    """Whether an entity carries `name`; raises AmbiguousName where several do."""
    return _lookup(ask, queries.ENTITY_NAMES, "entity", name, EVER) is not None


def has_indicator(ask: Ask, name: str) -> bool:
    """Whether an indicator carries `name`; raises AmbiguousName where several do."""
    return _lookup(ask, queries.INDICATOR_NAMES, "indicator", name, EVER) is not None


def entity_names(ask: Ask) -> dict[str, str]:
    """Return every folded name of an entity with the name that is shown."""
    return dict(map(tuple, ask(queries.ALL_ENTITY_NAMES, {})))


def indicator_names(ask: Ask) -> dict[str, str]:
    """Return every folded name of an indicator with its id."""
    return dict(map(tuple, ask(queries.ALL_INDICATOR_NAMES, {})))


def only_entity(ask: Ask) -> str | None:
    """Return the one entity that has targets or figures, or the only one; None where several do."""
    for query in (queries.ENTITIES_IN_USE, queries.SHOWN_ENTITIES):
        names = [str(name) for (name,) in ask(query, {})]
        if names:
            return names[0] if len(names) == 1 else None
    return None


def _lookup(ask: Ask, query: str, what: str, name: str, known_at: int) -> int | None:
    rows: list[tuple[int, str, str]] = []
    for folded in folds(name):
        there = ask(query, {"folded": folded, "known_at": known_at})
        rows = rows or [(int(n), text, shown) for n, text, shown in there]
    first: dict[str, int] = {}  # of one name the one that was withdrawn first: it was there then
    for number, _, shown in rows:
        first.setdefault(shown, number)
    rows = [row for row in rows if first[row[2]] == row[0]]
    ids = {number for number, _, _ in rows}
    if len(ids) > 1:
        exact = {n for n, text, _ in rows if text.casefold() == name.strip().casefold()}
        if len(exact) != 1:
            raise AmbiguousName(what, name, list(dict.fromkeys(shown for _, _, shown in rows)))
        ids = exact
    return ids.pop() if ids else None
