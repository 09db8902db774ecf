"""A row of status as data: each thing that is said of a target, once, for every output.

A column is a field of `status --format json` with the words in which people read it, or a saying
for people alone. Below the columns stands what each output picks of them, in order. To say one more
thing everywhere, add its column here and its key to the outputs.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct, field

from targettrack.domain.records.scenario import PLAIN
from targettrack.domain.records.target import kind_of
from targettrack.domain.values.status import Flag, Status
from targettrack.message import Message, word
from targettrack.render.cell_amount import gap_cell, odds_cell, value_cell
from targettrack.render.messages.catalogue import translate
from targettrack.render.messages.numbers import (
    bare_target,
    short_day,
    show_budget,
    show_change,
    show_gap,
    show_lead,
    show_need,
    show_odds,
    show_partial,
    show_reached,
    show_share,
    show_stages,
    show_target,
    show_value,
)
from targettrack.render.messages.record import message_record
from targettrack.render.messages.words import DOUBTS, show_source, show_status
from targettrack.shown import show_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.render.cell_amount import CellAmount


class Column(Struct, frozen=True):
    """One thing that is said of a target.

    Attributes:
        key: its name in JSON and CSV, and in what the outputs pick.
        raw: its value: a number in the indicator's unit, a day, a text, a list of them, None.
        text: its words for people, if they are not its value.
        parts: of a value that is an object in JSON, how each key of it is found.
        always: whether that object stands there even where there is nothing in it.
        cell: what stands in a workbook, if it is not the words.
        beside: how the words stand below those of another column in one cell, if not by themselves.
        in_csv: whether CSV has it too.
    """

    key: str
    raw: Callable[[Assessment], object]
    text: Callable[[Assessment, str], str] | None = None
    parts: Mapping[str, Callable[[Any], object]] = field(default_factory=dict)
    always: bool = False
    cell: Callable[[Assessment], CellAmount | date | None] | None = None
    beside: str = ""
    in_csv: bool = True

    def words(self, one: Assessment, lang: str) -> str:
        """Return its words for people, lines apart; empty where there is nothing to say."""
        if self.text is not None:
            return self.text(one, lang)
        return str(self.raw(one) or "")


def _said(key: str, raw: Callable[[Assessment], str | None]) -> Column:
    """Return a column whose value is a word that has another in each language."""
    return Column(key, raw, lambda one, lang: translate(raw(one) or "", lang))


def _attributes(*names: str) -> dict[str, Callable[[Any], object]]:
    return {name: attrgetter(name) for name in names}


def _expected(one: Assessment, lang: str) -> str:
    return "" if one.expected is None else show_value(one.expected, one.indicator, lang)


def _day(one: Assessment, lang: str) -> str:
    return short_day(one.observed_on, lang) if one.observed_on else ""


def _pace(one: Assessment, lang: str) -> str:
    value = one.pace.value if one.pace else None
    return "" if value is None else show_number(value, 2, lang)


def _doubts(one: Assessment, lang: str) -> str:
    found = [flag for flag in DOUBTS if flag in one.flags and one.value is not None]
    return "\n".join([*(translate(flag.value, lang) for flag in found), show_partial(one, lang)])


def _reservations(one: Assessment, lang: str) -> str:
    """Say on a paper whether it was done late, is an estimate or a bound, and of how many parts."""
    found = [flag for flag in (Flag.LATE, Flag.ESTIMATED, Flag.LOWER_BOUND) if flag in one.flags]
    return "\n".join([*(translate(flag.value, lang) for flag in found), show_partial(one, lang)])


def _need(one: Assessment, lang: str) -> str:
    return "" if one.status is Status.ACHIEVED else show_need(one, lang)


def _odds(one: Assessment, lang: str) -> str:
    return "" if one.status.is_final else show_odds(one, lang)


def _lead(one: Assessment, lang: str) -> str:
    return "" if one.status.is_final else show_lead(one, lang)


def _plan(one: Assessment, lang: str) -> str:
    """Say the target without the unit that has a column; of a ratio, with its reference."""
    shown = bare_target if one.target.relative_to is None else show_target
    return shown(one.target, one.indicator, lang)


def _scenario(one: Assessment, _: str) -> str:
    name = one.target.scenario.name
    return "" if name == PLAIN else name


_ORIGINAL: dict[str, Callable[[Any], object]] = {
    "comparator": attrgetter("target.comparator"),
    "target": attrgetter("target.value"),
    "target_high": attrgetter("target.high"),
    "valid_from": attrgetter("target.valid_from"),
    **_attributes("until", "status"),
}
_OUTLOOK = _attributes("light", "probability", "projection", "low", "high", "method")
_BUDGET = _attributes("used", "burn", "latest_burn")
_REQUIRED = _attributes("value", "unit", "per", "periods_left")

COLUMNS = (
    Column("entity", lambda one: one.entity.name),
    Column("indicator", lambda one: one.indicator.id),
    Column("name", lambda one: one.indicator.name, lambda one, lang: one.indicator.called(lang)),
    Column("kind", lambda one: kind_of(one.target, one.indicator)),
    _said("unit", lambda one: str(one.indicator.unit)),
    Column("period", lambda one: str(one.target.period),
           lambda one, lang: translate(one.target.period, lang)),
    Column("scenario", lambda one: one.target.scenario.name, _scenario),
    Column("tier", lambda one: one.target.scenario.tier),
    Column("comparator", lambda one: one.target.comparator),
    Column("target", lambda one: one.target.value,
           lambda one, lang: show_target(one.target, one.indicator, lang)),
    Column("target_high", lambda one: one.target.high),
    Column("reference", lambda one: one.target.reference),
    Column("value", lambda one: one.value, show_reached, cell=value_cell),
    Column("basis", lambda one: one.observation and one.observation.basis),
    Column("qualifier", lambda one: one.observation and one.observation.qualifier),
    Column("observed_on", lambda one: one.observed_on, _day, cell=lambda one: one.observed_on),
    Column("status", lambda one: one.status, lambda one, lang: show_status(one.status, lang)),
    _said("rating", lambda one: one.rating),
    Column("score", lambda one: one.score),
    Column("flags", lambda one: one.flags,
           lambda one, lang: "\n".join(translate(flag, lang) for flag in one.flags)),
    Column("pace", lambda one: one.pace, _pace, _attributes("light", "value"), always=True),
    Column("outlook", lambda one: one.outlook, _odds, _OUTLOOK, cell=odds_cell),
    Column("expected", lambda one: one.expected, _expected),
    Column("gap", lambda one: one.gap, show_gap, cell=gap_cell),
    Column("attained", lambda one: one.attained),
    Column("share_of_target", lambda one: one.share_of_target, show_share,
           beside=word("{share} of it")),
    Column("year_on_year", lambda one: one.year_on_year, show_change),
    Column("required", lambda one: one.required, _need, _REQUIRED),
    Column("demand", lambda one: one.demand),
    Column("budget", lambda one: one.budget, show_budget, _BUDGET),
    Column("stages", lambda one: one.stages or None, show_stages),
    Column("lead_days", lambda one: one.lead_days, _lead),
    Column("settled_on", lambda one: one.settled and one.settled.on),
    Column("extended_from", lambda one: one.extended_from or None),
    Column("original", lambda one: one.original, parts=_ORIGINAL),
    Column("owner", lambda one: one.target.owner),
    Column("source", lambda one: show_source(one.observation) or None),
    Column("why", lambda one: str(one.why), lambda one, lang: translate(one.why, lang)),
    Column("reason", lambda one: message_record(one.why), in_csv=False),
)  # fmt: skip
_FOR_PEOPLE = (
    Column("as_of", lambda one: one.as_of, cell=lambda one: one.as_of),
    Column("doubts", lambda one: one.flags, _doubts),
    Column("plan", lambda one: one.target.value, _plan),
    Column("reservations", lambda one: one.flags, _reservations),
)
_COLUMN = {column.key: column for column in (*COLUMNS, *_FOR_PEOPLE)}


class Cell(NamedTuple):
    """What stands under a heading: the words of some columns, in lines.

    Attributes:
        width: characters, in a table at least.
    """

    heading: str
    keys: tuple[str, ...]
    width: int = 0

    @property
    def column(self) -> Column:
        """The column that it shows first."""
        return _COLUMN[self.keys[0]]


TABLE = (
    Cell("Indicator", ("name", "period")),
    Cell("Value", ("value", "observed_on", "year_on_year", "stages", "doubts"), 13),
    Cell("Target", ("target", "scenario"), 15),
    Cell("Verdict", ("status", "rating", "lead_days", "outlook"), 13),
    Cell("Gap, need", ("gap", "required", "share_of_target", "budget"), 15),
)
WIDE_TABLE = (
    *TABLE,
    Cell("Expected", ("expected",)),
    Cell("Pace", ("pace",)),
    Cell("Owner", ("owner",), 14),
    Cell("Flags", ("flags",), 12),
    Cell("Source", ("source",)),
)
SUMMARY = (
    Cell("entity", ("entity",)),
    Cell("indicator", ("name",)),
    Cell("period", ("period",)),
    Cell("value", ("value",)),
    Cell("on", ("observed_on",)),
    Cell("last year", ("year_on_year",)),
    Cell("target", ("target",)),
    Cell("scenario", ("scenario",)),
    Cell("verdict", ("status", "rating")),
    Cell("gap", ("gap",)),
    Cell("need", ("required",)),
    Cell("why", ("why",)),
)
WORKBOOK = (
    Cell("entity", ("entity",), 18),
    Cell("indicator", ("name",), 30),
    Cell("period", ("period",), 10),
    Cell("value", ("value",), 16),
    Cell("on", ("observed_on",), 12),
    Cell("target", ("target",), 20),
    Cell("scenario", ("scenario",), 28),
    Cell("verdict", ("status", "rating"), 16),
    Cell("gap", ("gap",), 16),
    Cell("need", ("required",), 16),
    Cell("probability", ("outlook",), 11),
    Cell("why", ("why",), 60),
    Cell("owner", ("owner",), 24),
    Cell("source", ("source",), 32),
    Cell("as of", ("as_of",), 12),
)
# Numbers stand here without their units, for these have a column.
ANNEX = (
    Cell("No.", ("number",), 7),
    Cell("Indicator", ("name",), 34),
    Cell("Unit", ("unit",), 12),
    Cell("Same period last year", ("last_year",), 16),
    Cell("Annual plan", ("plan",), 16),
    Cell("This month", ("month",), 16),
    Cell("Cumulative", ("value",), 16),
    Cell("% of plan", ("share_of_target",), 11),
    Cell("% of same period", ("of_last_year",), 13),
    Cell("Note", ("status", "rating", "scenario", "reservations"), 34),
)
PAGE = (
    Cell("Verdict", ("status", "rating", "lead_days")),
    Cell("Value", ("value", "observed_on", "doubts")),
    Cell("Of target", ("share_of_target", "stages", "budget")),
    Cell("On last year", ("year_on_year",)),
    Cell("Gap", ("gap",)),
    Cell("Need", ("required",)),
    Cell("Chance", ("outlook",)),
    Cell("Owner, source", ("owner", "source")),
)
MAIL = (
    Cell("Gap", ("gap",)),
    Cell("Owner", ("owner",)),
    Cell("Source", ("source",)),
)


def lines(one: Assessment, cell: Cell, lang: str) -> list[str]:
    """Return the lines of a cell, none of them empty."""
    found: list[str] = []
    for key in cell.keys:
        column = _COLUMN[key]
        text = column.words(one, lang)
        if text and found and column.beside:
            text = translate(Message(column.beside, share=text), lang)
        found += filter(None, text.splitlines())
    return found


def in_line(one: Assessment, cell: Cell, lang: str) -> str:
    """Return the words of a cell in one line: `✗ off-track (failing)`."""
    first, *rest = lines(one, cell, lang) or [""]
    return f"{first} ({', '.join(rest)})" if rest else first


class StatusRow(Struct, frozen=True):
    """A target in the words of its columns, for templates: `row.owner`, `row["value"]`."""

    one: Assessment
    lang: str

    def __getitem__(self, key: str) -> str:
        """Return the words of a column."""
        return _COLUMN[key].words(self.one, self.lang)

    def lines(self, cell: Cell) -> list[str]:
        """Return the lines of a cell."""
        return lines(self.one, cell, self.lang)
