"""Reading a store: rows become domain values here, and nowhere else.

Every function takes `ask`, which runs one of the queries; a command asks a fixed number of
questions, however many series it shows; what goes through a whole store asks some for every
AT_A_TIME of them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from targettrack.domain.records.entity import Entity, EntityKind
from targettrack.domain.records.indicator import Direction, Frequency, Indicator, Kind
from targettrack.domain.series.series import Series, cases_of, counts_from
from targettrack.domain.values.quantity import parse_unit
from targettrack.store import lookup, queries, series_records
from targettrack.store.codec import day_number, decodes, maybe_day, maybe_number
from targettrack.store.queries import REFERENCE
from targettrack.store.selection import EVER, Selection, conditions_of
from targettrack.store.series_records import Until
from targettrack.store.target_rows import read_targets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from targettrack.domain.records.rulebook import Rulebook
    from targettrack.domain.records.target import Target
    from targettrack.domain.series.case import Case
    from targettrack.store.lookup import Ask, Row

AT_A_TIME = 500  # series whose figures are in memory together


@decodes
def entities(ask: Ask) -> dict[int, Entity]:
    """Return every entity by its row."""
    aliases = defaultdict(list)
    for number, name in ask(queries.ENTITY_ALIASES, {}):
        aliases[number].append(name)
    return {
        number: Entity(
            name=name,
            kind=EntityKind(kind),
            parent=parent,
            aliases=tuple(alias for alias in aliases[number] if alias != name),
            valid_from=maybe_day(start),
            valid_to=maybe_day(end),
            successor=successor,
        )
        for number, name, kind, parent, start, end, successor in ask(queries.ENTITIES, {})
    }


@decodes
def indicators(ask: Ask) -> dict[int, Indicator]:
    """Return every indicator by its row."""
    aliases = defaultdict(list)
    for number, name in ask(queries.INDICATOR_ALIASES, {}):
        aliases[number].append(name)
    return {row[0]: _indicator(row, aliases[row[0]]) for row in ask(queries.INDICATORS, {})}


def _indicator(row: Row, aliases: list[str]) -> Indicator:
    _, code, name, name_vi, kind, unit, absolute, direction, frequency, precision, lag, *ends = row
    return Indicator(
        id=code,
        name=name,
        name_vi=name_vi,
        aliases=tuple(alias for alias in aliases if alias not in {code, name, name_vi}),
        kind=Kind(kind),
        unit=parse_unit(unit),
        absolute_unit=parse_unit(absolute) if absolute else None,
        direction=Direction(direction),
        frequency=Frequency(frequency),
        precision=precision,
        publication_lag=lag,
        least=maybe_number(ends[0]),
        most=maybe_number(ends[1]),
    )


@decodes
def cases(
    ask: Ask, selection: Selection, as_of: date, known_at: date, rulebook: Rulebook
) -> list[Case]:
    """Return a case for every selected target that was in force on `as_of`.

    What was recorded after `known_at` is left out. Of an entity without figures they are computed
    from those of the entities below it.
    """
    rows = _target_rows(ask, selection, known_at, as_of)
    owners, measures = entities(ask), indicators(ask)
    versions: dict[int, list[Target]] = defaultdict(list)
    since: dict[int, int] = {}
    for row, target in zip(rows, read_targets(ask, rows), strict=True):
        versions[row[1]].append(target)
        earliest = day_number(counts_from(target, measures[row[4]]))
        for number in (row[1], row[REFERENCE]):
            if number is not None:
                since[number] = min(since.get(number, EVER), earliest)
    bare = {
        row[1]: Series(owners[row[3]], measures[row[4]], tuple(versions[row[1]]), ())
        for row in rows
    }
    known = series_records.filled(ask, bare, rows, since, Until(day_number(as_of), known_at))
    found = [case for one in known for case in cases_of(one, as_of, known_at, rulebook)]
    shown = {case.entity.name for case in found}
    empty = {case.entity.name for case in found if not case.figures}
    if any(one.parent in empty or one.successor in shown for one in owners.values()):
        from targettrack.store.related_series import with_families  # noqa: PLC0415 - rarely needed

        return with_families(ask, found, owners, measures)
    return found


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


def many_series(ask: Ask, selection: Selection, known_at: date) -> list[Series]:
    """Return the selected series with every version and vintage recorded up to `known_at`."""
    return list(each_series(ask, selection, known_at))


def each_series(ask: Ask, selection: Selection, known_at: date) -> Iterator[Series]:
    """Yield the selected series as `many_series` returns them, with the figures of few at a time.

    What is not kept of those that were yielded is free again, however large the store is.
    """
    bare, rows = _without_figures(ask, selection, known_at)
    numbers = list(bare)
    for first in range(0, len(numbers), AT_A_TIME):
        some = {number: bare[number] for number in numbers[first : first + AT_A_TIME]}
        about = [row for row in rows if row[1] in some]
        since = dict.fromkeys([*some, *(row[REFERENCE] for row in about if row[REFERENCE])], 0)
        yield from series_records.filled(ask, some, about, since, Until(EVER, known_at))


@decodes
def _without_figures(
    ask: Ask, selection: Selection, known_at: date
) -> tuple[dict[int, Series], list[Row]]:
    """Return the selected series with their targets, and the rows of these."""
    narrowed = Selection(entity=selection.entity, indicator=selection.indicator)
    given = conditions_of(ask, narrowed)
    conditions = " ".join(queries.CONDITIONS[name] for name in given)
    rows = list(ask(queries.SERIES.format(conditions=conditions), given))
    versions: dict[int, list[Target]] = defaultdict(list)
    target_rows = _target_rows(ask, selection, known_at, None)
    for row, target in zip(target_rows, read_targets(ask, target_rows), strict=True):
        versions[row[1]].append(target)
    owners, measures = entities(ask), indicators(ask)
    bare = {
        number: Series(owners[owner], measures[measure], tuple(versions[number]), ())
        for number, owner, measure in rows
    }
    return bare, target_rows


@decodes
def all_series(ask: Ask) -> list[tuple[Entity, Indicator, int, int]]:
    """Return every series with how many vintages and target versions it has."""
    owners, measures = entities(ask), indicators(ask)
    return [
        (owners[owner], measures[measure], vintages, versions)
        for _, owner, measure, vintages, versions in ask(queries.ALL_SERIES, {})
    ]


def _target_rows(ask: Ask, selection: Selection, known_at: date, as_of: date | None) -> list[Row]:
    given = conditions_of(ask, selection)
    if as_of is not None:
        given["as_of"] = day_number(as_of)
    conditions = " ".join(queries.CONDITIONS[name] for name in given)
    asked = queries.TARGETS.format(conditions=conditions)
    return list(ask(asked, {**given, "known_at": day_number(known_at)}))
