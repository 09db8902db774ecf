"""One figure as a row of texts, by the names of the columns of `docs/formats.md`."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from targettrack.domain.entities import Document
from targettrack.domain.indicators import read_word
from targettrack.domain.names import MAX_TEXT, clean_text, fold, nearest
from targettrack.domain.observations import (
    Basis,
    Observation,
    Qualifier,
    StatedAs,
    default_basis,
    observe,
)
from targettrack.domain.periods import parse_day, parse_period
from targettrack.domain.plans import LoggedFigure
from targettrack.domain.quantities import Comparator, Quantity, parse_unit
from targettrack.errors import InvalidObservation, InvalidQuantity, UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from targettrack.domain.indicators import Indicator

REQUIRED = ("entity", "indicator", "period", "value", "unit")
OPTIONAL = (
    "basis", "comparator", "qualifier", "stated_as", "recorded_at", "source", "url", "quote",
    "note", "volume", "stage",
)  # fmt: skip
BOUNDS = {"": Comparator.EQUAL, "=": Comparator.EQUAL, ">=": Comparator.AT_LEAST,
          "<=": Comparator.AT_MOST}  # fmt: skip


def figure_of(
    row: Mapping[str, str | None], known: Mapping[str, Indicator], now: datetime
) -> LoggedFigure:
    """Build a figure from the cells of a row by the names of its columns; `known` as for a file.

    Raises:
        TargettrackError: what is wrong with the first cell that does not fit.
    """
    given = {name: (value or "").strip() for name, value in row.items() if isinstance(name, str)}
    if None in row:
        raise InvalidObservation("it has more cells than the header has columns")
    indicator = known.get(given["indicator"]) or known.get(fold(given["indicator"]))
    if indicator is None:
        shown = {fold(i.id): i.id for i in known.values()}
        raise UnknownName("indicator", given["indicator"], nearest(given["indicator"], shown))
    recorded = given.get("recorded_at")
    period = parse_period(given["period"])
    basis = read_word(Basis, given["basis"], "basis") if given.get("basis") else None
    quantity = Quantity(_number(given["value"]), unit=parse_unit(given["unit"]))
    source = _text(given, "source")
    qualifier, stated = given.get("qualifier"), given.get("stated_as")
    draft = Observation(
        period=period,
        basis=basis or default_basis(period),
        value=quantity.value,
        comparator=_bound(given.get("comparator", "")),
        qualifier=read_word(Qualifier, qualifier, "qualifier") if qualifier else None,
        stated_as=read_word(StatedAs, stated, "way of stating") if stated else StatedAs.ABSOLUTE,
        recorded_at=_moment(recorded, now) if recorded else now,
        document=Document(source, url=_text(given, "url")) if source else None,
        quote=_text(given, "quote"),
        note=_text(given, "note"),
        volume=_number(given["volume"]) if given.get("volume") else None,
        stage=clean_text(given["stage"], "stage") if given.get("stage") else "",
    )
    observation = observe(draft, quantity, given["value"], indicator, now.date())
    return LoggedFigure(clean_text(given["entity"], "entity"), indicator, observation)


def _text(given: Mapping[str, str], column: str) -> str | None:
    return clean_text(given[column], column, MAX_TEXT) if given.get(column) else None


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise InvalidQuantity(text, "is not a plain number: write 8.24 or 2703.973")
    return number


def _bound(text: str) -> Comparator:
    if text not in BOUNDS:
        raise InvalidQuantity(text, "is not a comparator of figures: write =, >= or <=")
    return BOUNDS[text]


def _moment(text: str, now: datetime) -> datetime:
    """Read when a figure became known: a day stands for its first second, local time."""
    day = parse_day(text, "recorded_at")
    if day > now.date():
        raise InvalidObservation(f"recorded_at {day} is in the future: today is {now.date()}")
    return datetime(day.year, day.month, day.day).astimezone()
