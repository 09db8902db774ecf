"""Records as rows: the columns of their fields, what is selected, and what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from targettrack.schema.field import Fields

T = TypeVar("T")


def columns_of(fields: Fields) -> list[str]:
    """Return the columns of a record, in the order of its fields."""
    return [column for one in fields for column in one.columns]


def selected(fields: Fields, table: str, **instead: str) -> str:
    """Return what a query selects for a record: its columns, or what it names `instead` of one."""
    return ", ".join(instead.get(name, f"{table}.{name}") for name in columns_of(fields))


def decoder(
    fields: Fields, made: Callable[..., T], **loads: Callable[[Any], Any] | None
) -> Callable[..., T]:
    """Return what makes a record of the cells that `selected` asks for.

    A field of several columns comes first. What has no column is given by name.

    Args:
        fields: of the record.
        made: makes it of the values of its fields, by their names.
        loads: makes the value of a field of its cell, for one that refers to another row; None
            where the cell is the value.
    """
    stored = [one for one in fields if one.columns]
    names = [one.name for one in stored]
    readers = [None if one.refers else one.codec.load for one in stored]
    readers = [loads.get(name, reader) for name, reader in zip(names, readers, strict=True)]
    wide = len(stored[0].columns)

    def decode(cells: Sequence[Any], **others: object) -> T:
        whole = cells if wide == 1 else (tuple(cells[:wide]), *cells[wide:])
        return made(
            **{
                name: cell if load is None or cell is None else load(cell)
                for name, load, cell in zip(names, readers, whole, strict=True)
            },
            **others,
        )

    return decode


def cells_of(fields: Fields, record: object, **rows: int | None) -> dict[str, Any]:
    """Return what the columns of a record hold; `rows` are those that its fields refer to.

    Of exact types, for which sqlite3 looks for no adapter.
    """
    cells: dict[str, Any] = {}
    for one in fields:
        if one.refers:
            cells[one.column] = rows[one.name]
        elif columns := one.columns:
            value, dump = getattr(record, one.name), one.codec.dump
            held = value if value is None or dump is None else dump(value)
            cells.update(zip(columns, held if len(columns) > 1 else (held,), strict=True))
    return cells
