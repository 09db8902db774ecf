"""A table of a sheet, understood: its columns, and how its cells are named and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.records.observation import Basis, Qualifier, StatedAs
from targettrack.domain.values.quantity import parse_unit
from targettrack.exchange.files.problem import Problem
from targettrack.exchange.sheets.grids.cell import language_of
from targettrack.exchange.sheets.layout_map import Role, SheetMap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.values.period import Period
    from targettrack.domain.values.period_words import Calendar, PeriodWords
    from targettrack.domain.values.quantity import Unit
    from targettrack.exchange.sheets.grids.cell import Grid
    from targettrack.exchange.sheets.table_shape import Shape
    from targettrack.message import Message

PERCENT = parse_unit("%")
AN_INDEX = range(50, 200)  # where numbers of last year's 100 lie, and growth in percent hardly


class Names(Struct, frozen=True):
    """What labels may name: entities and indicators by every folded name."""

    entities: Mapping[str, str]
    indicators: Mapping[str, Indicator]


class Column(Struct, frozen=True):
    """What a column of a table is; the fields are those of `ColumnRule`, as values.

    Attributes:
        why: what is not understood of it, or why it is left out.
        is_year: whether its header names a bare year.
    """

    index: int
    header: str
    role: Role
    period: Period | None = None
    shift: int | None = None
    basis: Basis | None = None
    qualifier: Qualifier | None = None
    stated_as: StatedAs = StatedAs.ABSOLUTE
    unit: Unit | None = None
    indicator: str = ""
    entity: str = ""
    scenario: str = ""
    why: Message | None = None
    is_year: bool = False

    @property
    def covers(self) -> tuple[object, ...]:
        """What its figures are for, to tell which columns belong together."""
        is_ytd = self.basis is Basis.YTD
        if self.period is None:
            return self.shift or 0, is_ytd, self.indicator, self.entity
        return self.period.end if is_ytd else self.period, is_ytd, self.indicator, self.entity


class Table(Struct, frozen=True):
    """A table that is understood: what its columns are and what holds for all of it.

    Attributes:
        rows_are: what the labels without a header of their own name.
        indicator, entity: whose figures they are where no row or column says so.
        period: what all of it is for, by its titles.
        calendar: what its periods leave out.
        unmapped: columns of numbers of which the map says nothing.
    """

    shape: Shape
    columns: tuple[Column, ...]
    rows_are: Role
    indicator: Indicator | None
    entity: str
    period: PeriodWords | None
    calendar: Calendar
    unmapped: tuple[int, ...] = ()

    def of(self, *roles: Role) -> list[Column]:
        """Return the columns of roles, from the left."""
        return [column for column in self.columns if column.role in roles]


class TableSheet(Struct, frozen=True):
    """A sheet with its table, and how it is read.

    Attributes:
        added: the indicators among its names that nothing else knows yet.
    """

    file: str
    grid: Grid
    table: Table
    chosen: SheetMap
    names: Names
    added: tuple[Indicator, ...] = ()

    @property
    def lang(self) -> str | None:
        """How numbers that are written as text are read; None where nothing tells."""
        return self.chosen.numbers or self.shown_language[0]

    @property
    def shown_language(self) -> tuple[str | None, str]:
        """What the numbers themselves tell of how they are read, and which one."""
        columns = self.table.of(Role.VALUE, Role.PLAN, Role.SHARE_OF_PLAN, Role.SAME_PERIOD)
        return language_of(
            self.grid.at(row, c.index) for row in self.table.shape.rows for c in columns
        )

    def problem(self, row: int, column: int, what: Message) -> Problem:
        """Return what is wrong with a cell."""
        return Problem(self.file, self.grid.place(row, column), what)
