"""Figures of a table that cannot all be right: neither of two that contradict each other is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.records.observation import Basis
from targettrack.domain.values.period import Period, add_months
from targettrack.exchange.files.problem import Problem
from targettrack.exchange.sheets.grids.cell import cell_name, text_of
from targettrack.exchange.sheets.layout_map import Role
from targettrack.message import Message, clauses

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from targettrack.domain.plans.plan import PlacedFigure
    from targettrack.exchange.sheets.table import TableSheet


_ADVICE = Message("it does not begin anew in January; leave the column out in a map")


class ReadFigure(Struct, frozen=True):
    """A figure with the row and the column that it was read in."""

    row: int
    column: int
    placed: PlacedFigure

    @property
    def key(self) -> tuple[object, ...]:
        """What it is a figure of."""
        figure, one = self.placed.figure, self.placed.figure.observation
        return figure.entity, figure.indicator.id, one.recorded_on, *one.key


def uncontested(
    sheet: TableSheet, found: Sequence[ReadFigure | Problem]
) -> Iterator[PlacedFigure | Problem]:
    """Yield what was found, with figures of one thing that stand in several cells as problems.

    A row that stands there twice is one.
    """
    same: dict[tuple[object, ...], list[ReadFigure]] = {}
    for one in found:
        if isinstance(one, ReadFigure):
            same.setdefault(one.key, []).append(one)
    running = _not_anew([one for one in found if isinstance(one, ReadFigure)])
    for one in found:
        if isinstance(one, Problem):
            yield one
            continue
        if one.column in running and one.placed.figure.observation.basis is Basis.YTD:
            yield sheet.problem(one.row, one.column, running[one.column])
            continue
        group = same[one.key]
        values = {other.placed.figure.observation.value for other in group}
        if len(group) == 1 or (len(values) == 1 and len({other.column for other in group}) == 1):
            if one is group[0]:
                yield one.placed
            continue
        other = next(o for o in group if o is not one)
        here, figure = one.placed.figure.observation, one.placed.figure
        what = Message(
            "{indicator} of {entity}, {period} {basis}",
            indicator=figure.indicator.id,
            entity=figure.entity,
            period=here.period,
            basis=here.basis or "",
        )
        there = other.placed.figure.observation.value
        cell, text = cell_name(other.row, other.column), text_of(sheet.grid.at(one.row, one.column))
        clash = Message(
            "{text} is for what cell {cell} says is {there} too: {what}"
            if len(values) > 1
            else "{text} is for what cell {cell} says too: {what}",
            text=text,
            cell=cell,
            there=str(there),
            what=what,
        )
        how = _divided_by(sheet, one.row, other.row)
        yield sheet.problem(one.row, one.column, clauses([clash, how] if how else [clash]))


def _divided_by(sheet: TableSheet, row: int, other: int) -> Message | None:
    """Say which column tells two rows apart that seem to be for the same thing."""
    for column in sheet.table.columns:
        here, there = (text_of(sheet.grid.at(at, column.index)) for at in (row, other))
        if column.header and column.role is not Role.VALUE and here != there:
            return Message(
                '{header} tells them apart: --where "{header}={here}" reads one',
                header=column.header,
                here=here,
            )
    return None


def _not_anew(found: Sequence[ReadFigure]) -> dict[int, Message]:
    """Return the columns of running totals that do not begin anew in January, and what says so.

    January's total is January's own figure; where that is not in the table, it is less than the
    total of the year before.
    """
    single = {}
    totals = {}
    for one in found:
        figure, here = one.placed.figure, one.placed.figure.observation
        key = figure.entity, figure.indicator.id, here.period
        if here.basis is Basis.YTD:
            totals[key] = here.value
        else:
            single[key] = here.value
    wrong: dict[int, Message] = {}
    for one in found:
        figure, here = one.placed.figure, one.placed.figure.observation
        is_january = here.period.end == add_months(date(here.period.start.year, 1, 1), 1)
        if here.basis is not Basis.YTD or not is_january:
            continue
        key = figure.entity, figure.indicator.id, here.period
        december = Period(date(here.period.start.year - 1, 1, 1), here.period.start)
        own, before = single.get(key), totals.get((*key[:2], december))
        if own is not None and own != here.value:
            wrong[one.column] = Message(
                "the total by {period} is {total}, but that month's own figure is {own}: {advice}",
                period=here.period,
                total=str(here.value),
                own=str(own),
                advice=_ADVICE,
            )
        elif own is None and before is not None and here.value >= before > 0:
            wrong[one.column] = Message(
                "the total by {period} is {total}, no less than {before} of the year before: "
                "{advice}",
                period=here.period,
                total=str(here.value),
                before=str(before),
                advice=_ADVICE,
            )
    return wrong
