"""What is new among vintages, and what many figures share."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from targettrack.domain.plans.plan import LoggedFigure, PlacedFigure, framed
from targettrack.domain.records.document import Document
from targettrack.domain.records.indicator import Indicator
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.observation import (
    Basis,
    FigureStanding,
    Observation,
    StatedAs,
    standing_among,
)
from targettrack.domain.records.stated_figure import frame, observe
from targettrack.domain.values.period import parse_period
from targettrack.domain.values.quantity import Quantity, parse_unit
from targettrack.errors import TargettrackError

TODAY = date(2025, 12, 31)
FLOW = Indicator("budget-revenue", "State budget revenue", Kind.FLOW, parse_unit("bn VND"))
GROWTH = Indicator("grdp-growth", "GRDP growth", Kind.GROWTH, parse_unit("%"))
RATE = Indicator("rate", "Rate", Kind.LEVEL, parse_unit("%"), least=Decimal(0), most=Decimal(100))
PLAN = Indicator("plan", "Plan", Kind.DELIVERABLE, parse_unit("%"))
DRAFT = Observation(parse_period("2025-05-31"), Basis.SINGLE, Decimal(0))


@pytest.mark.parametrize(
    ("there", "moment", "content", "expected"),
    [
        ((), 5, "a", FigureStanding.FIRST),
        (((3, "a"),), 5, "a", FigureStanding.SAID),
        (((3, "a"),), 5, "b", FigureStanding.REVISION),
        (((5, "a"),), 5, "b", FigureStanding.REVISION),
        (((7, "a"),), 5, "a", FigureStanding.SAID),
        (((7, "a"),), 5, "b", FigureStanding.LATE),
        (((3, "a"), (7, "b")), 3, "a", FigureStanding.SAID),
        (((3, "a"), (7, "b")), 5, "a", FigureStanding.SAID),
        (((3, "a"), (7, "b")), 2, "a", FigureStanding.LATE),
        (((3, "a"), (7, "b")), 9, "a", FigureStanding.REVISION),
        (((3, "a"), (3, "b")), 3, "a", FigureStanding.REVISION),
        (((3, "a"), (3, "b"), (7, "c")), 3, "a", FigureStanding.LATE),
    ],
)
def test_a_figure_is_new_where_no_vintage_says_so_already(
    there: tuple[tuple[int, str], ...], moment: int, content: str, expected: FigureStanding
) -> None:
    vintages = [((20250603, second), said) for second, said in there]
    assert standing_among(vintages, (20250603, moment), content) is expected


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ((20250610, 5), FigureStanding.LATE),
        ((20250611, 5), FigureStanding.LATE),
        ((20250611, 7), FigureStanding.REVISION),
        ((20250612, 5), FigureStanding.REVISION),
    ],
)
def test_the_day_comes_before_the_moment_of_writing(
    when: tuple[int, int], expected: FigureStanding
) -> None:
    there = [((20250611, 7), "a")]
    assert standing_among(there, when, "b") is expected


@pytest.mark.parametrize(
    ("indicator", "stated_as", "unit", "number"),
    [
        (FLOW, StatedAs.ABSOLUTE, "trn VND", "1.25"),
        (FLOW, StatedAs.ABSOLUTE, "m VND", "2000"),
        (GROWTH, StatedAs.INDEX, "%", "113.89"),
        (RATE, StatedAs.ABSOLUTE, "%", "100"),
        (RATE, StatedAs.ABSOLUTE, "%", "100.1"),
        (PLAN, StatedAs.ABSOLUTE, "%", "40"),
        (PLAN, StatedAs.ABSOLUTE, "%", "-1"),
    ],
)
def test_a_frame_and_a_number_are_what_is_observed_at_once(
    indicator: Indicator, stated_as: StatedAs, unit: str, number: str
) -> None:
    draft = Observation(DRAFT.period, DRAFT.basis, DRAFT.value, stated_as=stated_as)
    settled, scale = frame(draft, parse_unit(unit), number, indicator, TODAY)

    def whole() -> tuple[Decimal, StatedAs] | str:
        try:
            stated = Quantity(Decimal(number), unit=parse_unit(unit))
            one = observe(draft, stated, number, indicator, TODAY)
        except TargettrackError as error:
            return str(error)
        return one.value, one.stated_as

    def parts() -> tuple[Decimal, StatedAs] | str:
        try:
            return scale.value(Decimal(number), number), settled.stated_as
        except TargettrackError as error:
            return str(error)

    assert parts() == whole()


def test_a_framed_figure_is_the_placed_one_again() -> None:
    moment = datetime(2025, 6, 3, tzinfo=UTC)
    figure = Observation(
        DRAFT.period, DRAFT.basis, Decimal("8.24"), recorded_at=moment,
        document=Document("Paper"), quote="8,24", note="a note", volume=Decimal(3),
    )  # fmt: skip
    logged = LoggedFigure("Nghệ An", FLOW, figure)
    assert framed(PlacedFigure("row 2", logged)).logged() == logged
