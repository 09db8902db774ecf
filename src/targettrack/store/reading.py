"""Reading a store: rows become domain values here, and nowhere else.

Every function takes `ask`, which runs one of the queries; a command asks a fixed number of
questions, however many series it shows; what goes through a whole store asks some for every
AT_A_TIME of them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from targettrack.domain.records.entity import Entity
from targettrack.domain.records.indicator import Indicator
from targettrack.domain.series.series import Series, cases_of, counts_from
from targettrack.schema import entity, indicator
from targettrack.schema.codecs import day_number, moment_of, seconds
from targettrack.store import lookup, queries, series_records
from targettrack.store.codec import decodes
from targettrack.store.columns import decoder
from targettrack.store.lookup import EVER
from targettrack.store.selection import Selection, conditions_of
from targettrack.store.series_records import Until
from targettrack.store.target_rows import stored_targets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from targettrack.domain.records.rulebook import Rulebook
    from targettrack.domain.records.target import Target
    from targettrack.domain.series.case import Case
    from targettrack.store.lookup import Ask
    from targettrack.store.target_rows import StoredTarget

_entity = decoder(entity.FIELDS, Entity)
_indicator = decoder(indicator.FIELDS, Indicator)
AT_A_TIME = 500  # series whose figures are in memory together


@decodes
def entities(ask: Ask, known_at: int = EVER) -> dict[int, Entity]:
    """Return every entity that was not withdrawn by a day, YYYYMMDD, by its row."""
    aliases = _aliases(ask, queries.ENTITY_ALIASES)
    return {
        number: _entity(cells, aliases=tuple(aliases[number]))
        for number, *cells in ask(queries.ENTITIES, {"known_at": known_at})
    }


@decodes
def indicators(ask: Ask, known_at: int = EVER) -> dict[int, Indicator]:
    """Return every indicator that was not withdrawn by a day, YYYYMMDD, by its row."""
    aliases = _aliases(ask, queries.INDICATOR_ALIASES)
    names: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for number, lang, name in ask(queries.INDICATOR_LANGUAGES, {}):
        names[number].append((lang, name))
    return {
        number: _indicator(cells, aliases=tuple(aliases[number]), names=tuple(names[number]))
        for number, *cells in ask(queries.INDICATORS, {"known_at": known_at})
    }


def _aliases(ask: Ask, query: str) -> dict[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    for number, name in ask(query, {}):
        names[number].append(name)
    return names


@decodes
def cases(
    ask: Ask, selection: Selection, as_of: date, known_at: date, rulebook: Rulebook
) -> list[Case]:
    """Return a case for every selected target that was in force on `as_of`.

    Those that a target of another scenario has ended only where the selection has them.

    What was recorded after `known_at` is left out. Of an entity without figures they are computed
    from those of the entities below it.
    """
    day = day_number(known_at)
    given = {**conditions_of(ask, selection, day), "as_of": day_number(as_of)}
    targets = stored_targets(ask, given, known_at)
    owners, measures = entities(ask, day), indicators(ask, day)
    versions: dict[int, list[Target]] = defaultdict(list)
    since: dict[int, int] = {}
    for one in targets:
        versions[one.series].append(one.target)
        earliest = day_number(counts_from(one.target, measures[one.indicator], rulebook))
        for number in (one.series, one.reference):
            if number is not None:
                since[number] = min(since.get(number, EVER), earliest)
    bare = {
        one.series: Series(
            owners[one.entity], measures[one.indicator], tuple(versions[one.series]), ()
        )
        for one in targets
    }
    known = series_records.filled(ask, bare, targets, since, Until(day_number(as_of), known_at))
    found = [
        case
        for one in known
        for case in cases_of(one, as_of, known_at, rulebook)
        if selection.superseded or not case.is_superseded
    ]
    shown = {case.entity.name for case in found}
    empty = {case.entity.name for case in found if not case.figures}
    if any(one.parent in empty or one.successor in shown for one in owners.values()):
        from targettrack.store.related_series import with_families  # noqa: PLC0415 - rarely needed

        return with_families(ask, found, owners, measures)
    return found


def untargeted_series(ask: Ask, selection: Selection, known_at: date, most: int) -> list[Series]:
    """Return the selected series that have figures and no target; none of them if over `most`."""
    given = {"entity_id": None, "indicator_id": None, **conditions_of(ask, selection)}
    asked = {name: given[name] for name in ("entity_id", "indicator_id")}
    rows = list(ask(queries.UNTARGETED, {**asked, "most": most + 1}))
    if not rows or len(rows) > most:
        return []
    owners, measures = entities(ask), indicators(ask)
    bare = {n: Series(owners[owner], measures[measure], (), ()) for n, owner, measure in rows}
    since = dict.fromkeys(bare, 0)
    return series_records.filled(ask, bare, [], since, Until(EVER, known_at))


def count_targets(ask: Ask, series: Iterable[int]) -> int:
    """Return how many versions of targets the series of these rows have."""
    ((count,),) = ask(queries.COUNT_TARGETS, {"series_ids": json.dumps(list(series))})
    return int(count)


def series(ask: Ask, entity: str, indicator: str, known_at: date) -> Series:
    """Return one series with every version and vintage recorded up to `known_at`."""
    found = many_series(ask, Selection(entity=entity, indicator=indicator), known_at)
    if found:
        return found[0]
    owner, measure = lookup.entity_id(ask, entity), lookup.indicator_id(ask, indicator)
    return Series(entities(ask)[owner], indicators(ask)[measure], (), ())


def many_series(
    ask: Ask, selection: Selection, known_at: date, *, withdrawn: bool = False
) -> list[Series]:
    """Return the selected series with every version and vintage recorded up to `known_at`.

    With those that were withdrawn by then only where it is asked for.
    """
    return list(each_series(ask, selection, known_at, withdrawn=withdrawn))


def each_series(
    ask: Ask, selection: Selection, known_at: date, *, withdrawn: bool = False
) -> Iterator[Series]:
    """Yield the selected series as `many_series` returns them, with the figures of few at a time.

    What is not kept of those that were yielded is free again, however large the store is.
    """
    bare, targets = _without_figures(ask, selection, known_at, withdrawn=withdrawn)
    until = Until(EVER, known_at, withdrawn)
    numbers = list(bare)
    for first in range(0, len(numbers), AT_A_TIME):
        some = {number: bare[number] for number in numbers[first : first + AT_A_TIME]}
        about = [one for one in targets if one.series in some]
        since = dict.fromkeys([*some, *(one.reference for one in about if one.reference)], 0)
        yield from series_records.filled(ask, some, about, since, until)


@decodes
def _without_figures(
    ask: Ask, selection: Selection, known_at: date, *, withdrawn: bool
) -> tuple[dict[int, Series], list[StoredTarget]]:
    """Return the selected series with their targets, and these with their rows."""
    narrowed = Selection(entity=selection.entity, indicator=selection.indicator)
    day = 0 if withdrawn else EVER
    given = conditions_of(ask, narrowed, day)
    conditions = " ".join(queries.CONDITIONS[name] for name in given)
    rows = list(ask(queries.SERIES.format(conditions=conditions), given))
    versions: dict[int, list[Target]] = defaultdict(list)
    chosen = conditions_of(ask, selection, day)
    targets = stored_targets(ask, chosen, known_at, withdrawn=withdrawn)
    for one in targets:
        versions[one.series].append(one.target)
    owners, measures = entities(ask, day), indicators(ask, day)
    bare = {
        number: Series(owners[owner], measures[measure], tuple(versions[number]), ())
        for number, owner, measure in rows
        if owner in owners and measure in measures
    }
    return bare, targets


@decodes
def all_series(ask: Ask) -> list[tuple[Entity, Indicator, int, int]]:
    """Return every series with how many vintages and target versions it has."""
    owners, measures = entities(ask), indicators(ask)
    return [
        (owners[owner], measures[measure], vintages, versions)
        for _, owner, measure, vintages, versions in ask(queries.ALL_SERIES, {})
    ]


def last_reports(ask: Ask, until: datetime) -> list[datetime]:
    """Return when the last report to each address up to a moment was written."""
    return [moment_of(at) for (at,) in ask(queries.LAST_REPORTS, {"until": seconds(until)})]
