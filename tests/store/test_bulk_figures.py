"""Figures in bulk become the same vintages as one by one, whatever their order."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from targettrack.domain.plans.plan import FramedFigure, LoggedFigure, PlacedFigure, framed
from targettrack.domain.records.observation import FigureStanding
from targettrack.errors import InvalidObservation
from targettrack.store import bulk_figures, open_to_write, writing
from targettrack.store.bulk_figures import Incoming
from tests.store.samples import FIGURE, FLOW, PROVINCE, STAMP, series_of, stated, writing_to

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from targettrack.domain.records.observation import Observation
    from targettrack.store.bulk_figures import Met


NOW = datetime(2026, 1, 15, 8, tzinfo=UTC)


def _framed(figure: Observation, place: str = "row 2") -> FramedFigure:
    return framed(PlacedFigure(place, LoggedFigure(PROVINCE.name, FLOW, figure)))


def _bring(path: Path, figures: Iterable[Observation], *, keep: bool = True) -> list[Met]:
    with open_to_write(path, STAMP) as session:
        incoming = Incoming(session, NOW)
        series = incoming.series_of(PROVINCE, FLOW)
        for row, figure in enumerate(figures, start=2):
            incoming.add(0, series, _framed(figure, f"row {row}"))
        return list(incoming.meet(keep=keep))


@pytest.fixture
def store(here: Path) -> Path:
    with writing_to(here / "store.db"):
        pass
    return here / "store.db"


def test_a_figure_keeps_everything_it_has(store: Path) -> None:
    _bring(store, [FIGURE])
    (vintage,) = series_of(store, FLOW).vintages
    assert vintage == replace(FIGURE, revision=1)


def test_the_order_in_which_vintages_come_does_not_matter(store: Path) -> None:
    days = ("2025-06-03", "2025-06-10", "2025-06-20")
    figures = [stated(str(value), day) for value, day in zip((1, 2, 1), days, strict=True)]
    met = _bring(store, reversed(figures))
    assert [one.standing for one in met] == [FigureStanding.FIRST, *[FigureStanding.REVISION] * 2]
    assert [one.origin.place for one in met] == ["row 4", "row 3", "row 2"]
    assert [(str(v.value), v.revision) for v in series_of(store, FLOW).vintages] == [
        ("1", 1), ("2", 2), ("1", 3),
    ]  # fmt: skip


def test_more_figures_than_are_handed_over_at_once_all_come_in(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_figures, "AT_ONCE", 3)
    figures = [stated(str(year), "2025-06-03", str(year)) for year in range(1990, 2001)]
    assert len(_bring(store, figures)) == 11
    assert [int(v.value) for v in series_of(store, FLOW).vintages] == list(range(1990, 2001))


def test_what_is_only_told_is_not_recorded(store: Path) -> None:
    (met,) = _bring(store, [stated("1", "2025-06-03")], keep=False)
    assert met.standing is FigureStanding.FIRST
    assert series_of(store, FLOW).vintages == ()


def test_a_revision_says_what_it_replaces(store: Path) -> None:
    _bring(store, [stated("1", "2025-06-03")])
    (met,) = _bring(store, [stated("2", "2025-06-10")])
    assert met.standing is FigureStanding.REVISION
    assert met.before is not None
    assert (met.before.value, met.figure.value) == (Decimal(1), Decimal(2))


def test_figures_that_contradict_each_other_name_each_other_and_neither_is_recorded(
    store: Path,
) -> None:
    day = "2025-06-03"
    met = _bring(store, [stated("1", day), stated("1.0", day), stated("2", day)])
    assert [one.standing for one in met] == [None] * 3
    others = [one.other.place for one in met if one.other is not None]
    assert others == ["row 4", "row 4", "row 2"]
    assert series_of(store, FLOW).vintages == ()


def test_several_vintages_of_one_moment_that_are_there_already_are_no_contradiction(
    store: Path,
) -> None:
    day = "2025-06-03"
    for value in "12":
        _bring(store, [stated(value, day)])
    before = series_of(store, FLOW).vintages
    assert [one.revision for one in before] == [1, 2]
    met = _bring(store, before)
    assert [one.standing for one in met] == [FigureStanding.SAID] * 2
    assert series_of(store, FLOW).vintages == before


def test_a_figure_without_a_moment_is_refused(store: Path) -> None:
    with pytest.raises(InvalidObservation, match="when it was recorded"):
        _bring(store, [replace(stated("1", "2025-06-03"), recorded_at=None)])


@settings(max_examples=20)
@given(st.lists(st.tuples(st.sampled_from("12"), st.integers(1, 6)), min_size=1, max_size=8))
def test_bulk_and_one_by_one_leave_the_same_vintages(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str, int]]
) -> None:
    # One figure a day, since two in one moment are refused in bulk.
    once = {day: value for value, day in said}
    figures = [stated(value, f"2025-06-{day:02}") for day, value in sorted(once.items())]
    folder = tmp_path_factory.mktemp("same")
    for name in ("bulk.db", "single.db"):
        with writing_to(folder / name):
            pass
    _bring(folder / "bulk.db", reversed(figures))
    with open_to_write(folder / "single.db", STAMP) as session:
        for figure in figures:
            writing.log_observation(session, PROVINCE, FLOW, figure)
    assert (
        series_of(folder / "bulk.db", FLOW).vintages
        == series_of(folder / "single.db", FLOW).vintages
    )
