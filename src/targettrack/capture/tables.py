"""Tables of a report: a row names an indicator and its unit, a column a period."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.capture.period_phrases import whens
from targettrack.capture.sentence import Memory, recognised
from targettrack.domain.plans.proposal import Claim, Proposal
from targettrack.domain.records.observation import Qualifier
from targettrack.domain.values.quantity import Quantity, parse_quantity, parse_unit
from targettrack.errors import InvalidQuantity, InvalidText

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from targettrack.capture.period_phrases import When
    from targettrack.capture.sentence import Setting
    from targettrack.domain.records.indicator import Indicator

CELL = re.compile(r"\s*\|\s*")
TABLE = 0.8  # below what is measured of prose, for of tables nothing is
LARGEST_RATE = 60  # percent; more in a row of growth is an index
_NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*|[IVX]+|[a-zđ])[.)]?\s+")
_UNIT_BEHIND = re.compile(r"(?P<label>.+?)\s*(?:\((?P<inside>[^()]+)\)|,\s*(?P<after>[^,]+))$")
_NUMBER = re.compile(r"[-+−]?\d[\d.,\s]*%?")


class Column(Struct, frozen=True):
    """What a column is: the period of its figures, and whether they are targets or estimates."""

    when: When
    target: bool
    estimated: bool


def is_row(paragraph: str) -> bool:
    """Whether a paragraph is the row of a table, with its cells apart."""
    return len(CELL.split(paragraph)) > 2  # noqa: PLR2004 - a label, a unit or a period, a number


def read_tables(
    rows: Sequence[str], first: int, setting: Setting, memory: Memory
) -> Iterator[Proposal]:
    """Yield the figures and targets of the tables in rows that begin at a paragraph.

    A row has as many cells as the headings, which all have the same number; what has another, a
    label that is more than the name of an indicator, or no unit that is the indicator's, is passed
    over. Headings below data begin another table.
    """
    cells = [CELL.split(row) for row in rows]
    starts = [0, *(at for at in range(1, len(cells)) if _begins(cells, at))]
    for begin, end in zip(starts, [*starts[1:], len(cells)], strict=True):
        for at, one in _read_table(cells[begin:end], setting, memory):
            yield replace(one, quote=rows[begin + at], paragraph=first + begin + at)


def _begins(cells: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a row of headings stands below one of data; a section has but one cell."""
    filled = sum(bool(cell) for cell in cells[at])
    return filled > 1 and _is_data(cells[at - 1]) and not _is_data(cells[at])


def _read_table(
    cells: Sequence[Sequence[str]], setting: Setting, memory: Memory
) -> Iterator[tuple[int, Proposal]]:
    """Yield what each row of a table states, with its place."""
    body = next((at for at, row in enumerate(cells) if _is_data(row)), len(cells))
    heads = cells[:body]
    if len({len(row) for row in heads}) != 1:  # cells that span rows: what is above what is open
        return
    titles = [" ".join(filter(None, parts)) for parts in zip(*heads, strict=True)]
    columns = {at: column for at, text in enumerate(titles) if (column := _column(text, setting))}
    of_units = next((at for at, text in enumerate(titles) if setting.lex.has("unit", text)), None)
    for at, row in enumerate(cells[body:], body):
        indicator, spelled = _named(row, of_units, setting)
        if indicator is None or len(row) != len(titles) or not spelled:
            continue
        for place, column in columns.items():
            one = _cell(row, place, column, (indicator, spelled), setting, memory)
            if one is not None:
                yield at, one


def _is_data(row: Sequence[str]) -> bool:
    """Whether a row holds a number other than years, in a cell behind its label."""
    return any(_NUMBER.fullmatch(cell) and not re.fullmatch(r"20\d\d", cell) for cell in row[1:])


def _column(text: str, setting: Setting) -> Column | None:
    """Return what a heading says; None where it is no period or compares."""
    lex = setting.lex
    named = [when for when in whens(text, lex, setting.year, []) if when.period and when.dated]
    compares = any(lex.has(cue, text) for cue in ("compared", "yearly", "growth")) or "%" in text
    if len(named) != 1 or compares:
        return None
    rest = text[: named[0].span.start] + " " + text[named[0].span.end :]
    target = lex.has("target", rest) or bool(lex.bases["plan"].search(rest))
    read = recognised(rest, setting, Memory()).rest
    words = [word for word in re.findall(r"\w+", read) if word.casefold() not in lex.skip]
    known = target or not words or lex.has("actual", rest)
    return Column(named[0], target, lex.has("estimated", rest)) if known else None


def _named(
    row: Sequence[str], of_units: int | None, setting: Setting
) -> tuple[Indicator | None, str]:
    """Return the indicator whose name is all of the label of a row, and the unit as spelled."""
    labels = [cell for cell in row[:3] if any(map(str.isalpha, cell))]
    label = _NUMBERING.sub("", labels[0]) if labels else ""
    behind = _UNIT_BEHIND.fullmatch(label)
    spelled = row[of_units] if of_units is not None and of_units < len(row) else ""
    tries = [(label, spelled)]
    if behind and not spelled:
        tries.append((behind["label"], behind["inside"] or behind["after"]))
    for text, unit in tries:
        for name, pattern in setting.measures.patterns.items():
            if name in setting.known and pattern.fullmatch(text.strip()):
                return setting.known[name], unit
    return None, ""


def _cell(  # noqa: PLR0913, PLR0917 - where it stands and what that says
    row: Sequence[str],
    place: int,
    column: Column,
    named: tuple[Indicator, str],
    setting: Setting,
    memory: Memory,
) -> Proposal | None:
    """Return what a cell states; None where it is no number in the indicator's unit."""
    (indicator, spelled), text = named, row[place]
    if not _NUMBER.fullmatch(text):
        return None
    try:
        unit = parse_unit(spelled)
        value = parse_quantity(text.removesuffix("%").strip(), setting.lex.lang).value
    except (InvalidQuantity, InvalidText):
        return None
    amount = indicator.absolute_unit or indicator.unit
    is_index = indicator.traits.compounds and abs(value) > LARGEST_RATE
    if unit.base not in {indicator.unit.base, amount.base} or is_index:
        return None
    entity = setting.about or memory.place or setting.places.title
    if entity is None:
        return None
    quantity = Quantity(value, unit=unit)
    return Proposal(
        claim=Claim.TARGET if column.target else Claim.OBSERVATION,
        entity=entity,
        indicator=indicator.id,
        label=row[0],
        quantity=quantity,
        period=column.when.period,
        basis=None if column.target else column.when.basis,
        qualifier=Qualifier.ESTIMATED if column.estimated and not column.target else None,
        quote="",
        paragraph=0,
        confidence=TABLE,
        inherited=("entity",),
    )
