"""A file whose tables are understood, ready to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from targettrack.domain.plans.plan import PlacedFigure
from targettrack.domain.records.observation import Qualifier, in_force
from targettrack.domain.values.name import fold
from targettrack.domain.values.quantity import parse_unit
from targettrack.errors import UnknownName, UnknownWord
from targettrack.exchange.files.problem import Problem
from targettrack.exchange.sheets.bad_cells import set_cells_aside
from targettrack.exchange.sheets.file_tables import items_of
from targettrack.exchange.sheets.layout_map import NEW_KINDS
from targettrack.exchange.sheets.new_names import new_entities, unknown_indicators
from targettrack.exchange.sheets.open_questions import lacking
from targettrack.exchange.sheets.targets import sets_targets, targets_of
from targettrack.message import Message
from targettrack.store import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator
    from targettrack.exchange.files.figure_source import ReadOptions
    from targettrack.exchange.sheets.file_tables import Tables
    from targettrack.exchange.sheets.layout_map import SheetMap
    from targettrack.exchange.sheets.stated_percents import Ratio
    from targettrack.exchange.sheets.table import Names
    from targettrack.exchange.sheets.targets import PlacedTarget
    from targettrack.store.lookup import Ask


class Prepared(Struct):
    """A file whose tables are understood, ready to be read.

    Attributes:
        chosen: what the map and the options say.
        ratios: what its rows say in percent; filled while it is read.
        ask: what reads the store while it is read.
        names: what its labels may name.
        reopen: reads it again by another map.
        scenario: whose the targets of its tables become; empty to leave them out.
        final: when figures that are more than estimates were recorded, by series and by figure.
    """

    path: Path
    tables: Tables
    chosen: SheetMap
    has_map: bool
    names: Names
    reopen: Callable[[SheetMap], Tables]
    scenario: str = ""
    ratios: list[Ratio] = field(default_factory=list)
    ask: Ask | None = None
    final: dict[tuple[str, str], dict[tuple[object, ...], date]] = field(default_factory=dict)

    @property
    def is_guess(self) -> bool:
        """Whether somebody has to agree to how it is read."""
        return bool(self.tables.guessed) and not self.has_map

    def lacks(self) -> list[Message]:
        """Return what must still be said before it can be read: nobody is asked in vain."""
        sheets = self.tables.guessed
        return [one.said for sheet in sheets for one in lacking(sheet, self.scenario)]

    def source(self, _path: Path, asked: ReadOptions) -> Iterator[PlacedFigure | Problem]:
        """Yield its figures and problems, as a source of figures does."""
        for item in items_of(self.tables, asked, self.ratios, self.scenario):
            yield self._outdated(item, asked) or item

    def _outdated(self, item: PlacedFigure | Problem, asked: ReadOptions) -> Problem | None:
        """Return what is wrong with an estimate without a day that would replace what is final."""
        if self.ask is None or not isinstance(item, PlacedFigure):
            return None
        figure, one = item.figure, item.figure.observation
        if one.qualifier is not Qualifier.ESTIMATED or one.recorded_on != asked.now.date():
            return None
        key = figure.entity, figure.indicator.id
        if key not in self.final:
            self.final[key] = _final(self.ask, *key, asked.now.date())
        day = self.final[key].get(one.key)
        if day is None:
            return None
        what = Message(
            "an estimate of {period} would replace the figure that was recorded on {day:iso}: if "
            "it became known before, say when with --recorded-on",
            period=one.period,
            day=day,
        )
        return Problem(str(self.path), item.place, what)

    @property
    def wants_scenario(self) -> bool:
        """Whether it sets targets of which nobody has said whose scenario they are."""
        return not self.scenario and any(map(sets_targets, self.tables.guessed))

    def targets(self) -> Iterator[PlacedTarget | Problem]:
        """Yield its targets, or what is wrong with them; none without a scenario."""
        for sheet in self.tables.guessed if self.scenario else ():
            if not list(lacking(sheet, self.scenario)):
                yield from targets_of(sheet, self.scenario)

    def set_aside(self, problems: Sequence[Problem], aside: Path) -> int:
        """Write the figures with problems where they can be corrected; return how many."""
        return set_cells_aside(self.tables, problems, aside)

    def new_indicators(self) -> list[Indicator]:
        """Return the indicators that it names and may add."""
        return [one for sheet in self.tables.guessed for one in sheet.added]

    def add_indicators(self, kind: str, unit: str = "") -> None:
        """Let it add the indicators that are not known, as a kind, in the unit of those without.

        Raises:
            UnknownWord: it is no kind that figures of any unit can be of.
            InvalidQuantity: the unit is none.
        """
        if kind not in NEW_KINDS:
            raise UnknownWord("kind of new indicators", kind, list(NEW_KINDS))
        unit = str(parse_unit(unit)) if unit else self.chosen.unit
        self.chosen = replace(self.chosen, new_indicators=kind, unit=unit)
        self.tables = self.reopen(self.chosen)

    def unknown_indicators(self) -> list[str]:
        """Return the labels that name no indicator that is known."""
        found = (name for sheet in self.tables.guessed for name in unknown_indicators(sheet))
        return list(dict.fromkeys(found))

    def new_entities(self) -> list[Entity]:
        """Return what it names and may add."""
        found = (entity for sheet in self.tables.guessed for entity in new_entities(sheet))
        return list({fold(entity.name): entity for entity in found}.values())


def _final(ask: Ask, entity: str, indicator: str, today: date) -> dict[tuple[object, ...], date]:
    """Return the days on which figures of a series were recorded that are more than estimates."""
    try:
        vintages = reading.series(ask, entity, indicator, today).vintages
    except UnknownName:
        return {}
    return {
        one.key: one.recorded_on
        for one in in_force(vintages)
        if one.recorded_on and one.qualifier in {Qualifier.PRELIMINARY, Qualifier.OFFICIAL}
    }
