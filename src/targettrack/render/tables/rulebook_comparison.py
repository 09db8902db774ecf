"""One target a row, one rulebook a column: the same figures judged in several ways."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any

from targettrack.domain.values.status import Status
from targettrack.render.json_records import Listing
from targettrack.render.messages.catalogue import translate
from targettrack.render.messages.numbers import show_target, show_value
from targettrack.render.messages.record import number
from targettrack.render.messages.words import SIGNS, rated_status, show_status
from targettrack.shown import show_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from rich.table import Table
    from rich.text import Text

    from targettrack.domain.judge.assessment import Assessment

_Row = tuple["Assessment", ...]
CELL = 12  # six rulebooks fit in 80 columns


def comparison_blocks(rows: Sequence[_Row], lang: str, default: str) -> Iterator[Table | Text]:
    """Yield the heading, then a line that names each target and its verdicts below it."""
    from rich.text import Text  # noqa: PLC0415 - heavy, only for tables

    yield _cells([Text(one.rulebook, style="bold") for one in rows[0]])
    for entity, of_entity in groupby(rows, key=lambda row: row[0].entity.name):
        yield Text(f"\n{entity}", style="bold")
        for row in of_entity:
            yield Text(f"\n{_named(row[0], lang)}")
            yield _cells([_verdict(one, lang) for one in row])
    unjudged = any(one.status is Status.NO_DATA for row in rows for one in row)
    why = " status --rulebook NAME says why there is no-data." if unjudged else ""
    day = show_day(rows[0][0].as_of)
    yield Text(f"\nAs of {day}; worst first by rulebook {default}.{why}", style="dim")


def _cells(cells: Sequence[Text]) -> Table:
    from rich.table import Table  # noqa: PLC0415

    table = Table.grid(padding=(0, 1, 0, 0))
    for _ in cells:
        table.add_column(width=CELL, overflow="fold")
    table.add_row(*cells)
    return table


def _named(one: Assessment, lang: str) -> str:
    target = one.target
    goal = show_target(target, one.indicator, lang)
    value = (
        translate("no figure", lang)
        if one.value is None
        else show_value(one.value, one.indicator, lang)
    )
    named = f"{one.indicator.called(lang)}, {translate(target.period, lang)}: {value}, {goal}"
    return f"{named} ({target.scenario.name})"


def _verdict(one: Assessment, lang: str) -> Text:
    from rich.text import Text  # noqa: PLC0415

    text = Text(show_status(one.status, lang), style=SIGNS[one.status][1])
    if one.rating:
        text.append(f"\n{translate(one.rating, lang)}", style="not bold")
    return text


_KEYS = ("entity", "indicator", "period", "target", "scenario")


def _names(one: Assessment, lang: str) -> tuple[str, ...]:
    target = one.target
    goal = show_target(target, one.indicator, lang)
    return one.entity.name, one.indicator.id, str(target.period), goal, target.scenario.name


def comparison_listing(
    rows: Sequence[_Row], rulebooks: Sequence[str], lang: str, *, as_words: bool
) -> Listing:
    """Return a column for each rulebook, or three: status, rating and score."""
    if as_words:
        cells = [[rated_status(one, lang) for one in row] for row in rows]
        headings = [*rulebooks]
    else:
        cells = [
            [cell for one in row for cell in (one.status.value, one.rating, number(one.score))]  # type: ignore[misc]
            for row in rows
        ]
        headings = [
            f"{name}.{part}" for name in rulebooks for part in ("status", "rating", "score")
        ]
    named = [_names(row[0], lang) for row in rows]
    joined = tuple((*names, *found) for names, found in zip(named, cells, strict=True))
    return Listing((*_KEYS, *headings), joined)


def comparison_json(rows: Sequence[_Row], as_of: date, known_at: date, default: str) -> str:
    """Return one object: each target with a verdict for every rulebook, by its id."""
    promise = {
        "as_of": as_of.isoformat(),
        "known_at": known_at.isoformat(),
        "ordered_by": default,
        "rows": [_record(row) for row in rows],
    }
    return json.dumps(promise, ensure_ascii=False, indent=2)


def _record(row: _Row) -> dict[str, Any]:
    first = row[0]
    verdicts = {
        one.rulebook: {
            "status": one.status.value,
            "rating": one.rating,
            "score": number(one.score),
        }
        for one in row
    }
    return {
        "entity": first.entity.name,
        "indicator": first.indicator.id,
        "period": str(first.target.period),
        "scenario": first.target.scenario.name,
        "comparator": first.target.comparator.value,
        "target": number(first.target.value),
        "target_high": number(first.target.high),
        "value": number(first.value),
        "verdicts": verdicts,
    }
