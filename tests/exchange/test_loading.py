"""A folder of examples goes into a store once, whole or not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from targettrack.app.plans.apply import Loaded, load_folder
from targettrack.domain.values.name import fold
from targettrack.errors import UnknownName
from targettrack.exchange.figures.read_csv import read_figures
from targettrack.exchange.packaged import by_every_name, catalogue, example_folders, places
from targettrack.exchange.plans.read import read_plan
from targettrack.faults import FileFault
from targettrack.store import open_to_read, open_to_write, reading
from targettrack.store.selection import Selection
from tests.store.samples import STAMP

if TYPE_CHECKING:
    from pathlib import Path

    from targettrack.domain.series.series import Series

NOW = datetime(2026, 1, 15, 9, tzinfo=UTC)
PLAN = """
[[entity]]
name = "Vinh"
[[document]]
id = "paper"
title = "Paper"
date = 2025-02-05
[[scenario]]
name = "Plan"
[[target]]
entity = "Vinh"
indicator = "budget-revenue"
scenario = "Plan"
period = "2025"
value = "120 bn VND"
{more}
"""
FIGURES = """entity,indicator,period,value,unit,recorded_at
Vinh,budget-revenue,2025-01/2025-05,50,bn VND,2025-06-03
Vinh,budget-revenue,2025-01/2025-05,51,bn VND,2025-06-10
"""


def _folder(here: Path, plan: str = PLAN.format(more=""), figures: str = FIGURES) -> Path:
    folder = here / "plan"
    folder.mkdir(exist_ok=True)
    (folder / "plan.toml").write_text(plan, "utf-8")
    (folder / "figures.csv").write_text(figures, "utf-8")
    return folder


def _load(store: Path, folder: Path) -> Loaded:
    with open_to_write(store, STAMP) as session:
        return load_folder(session, folder, NOW)


def _everything(store: Path) -> list[Series]:
    with open_to_read(store) as ask:
        return reading.many_series(ask, Selection(), NOW.date())


def test_a_folder_brings_its_targets_and_every_vintage_of_its_figures(here: Path) -> None:
    assert _load(here / "store.db", _folder(here)) == Loaded(targets=1, vintages=2)
    (series,) = _everything(here / "store.db")
    assert [str(one.value) for one in series.versions] == ["120"]
    assert [(one.revision, str(one.value)) for one in series.vintages] == [(1, "50"), (2, "51")]


@pytest.mark.parametrize("folder", example_folders(), ids=lambda folder: folder.name)
def test_loading_an_example_twice_records_nothing_new(here: Path, folder: Path) -> None:
    store = here / "store.db"
    first = _load(store, folder)
    assert first.targets > 0
    before = _everything(store)
    assert sum(len(series.vintages) for series in before) == first.vintages
    assert _load(store, folder) == Loaded(targets=0, vintages=0)
    assert _everything(store) == before


def test_loading_a_folder_with_two_vintages_twice_records_nothing_new(here: Path) -> None:
    store, folder = here / "store.db", _folder(here)
    _load(store, folder)
    before = store.read_bytes()
    assert _load(store, folder) == Loaded(targets=0, vintages=0)
    assert store.read_bytes() == before


def test_loading_an_extended_folder_records_only_what_is_new(here: Path) -> None:
    store = here / "store.db"
    _load(store, _folder(here))
    more = FIGURES + "Vinh,budget-revenue,2025-01/2025-06,60,bn VND,2025-07-03\n"
    assert _load(store, _folder(here, figures=more)) == Loaded(targets=0, vintages=1)


@pytest.mark.parametrize(
    ("more", "day"),
    [
        ("valid_from = 2025-03-01\ndocument = 'paper'", date(2025, 3, 1)),
        ("document = 'paper'", date(2025, 2, 5)),
        ("", date(2025, 1, 1)),
        ("valid_from = 2099-01-01", NOW.date()),
    ],
)
def test_a_target_is_known_from_the_day_that_its_plan_tells(
    here: Path, more: str, day: date
) -> None:
    _load(here / "store.db", _folder(here, PLAN.format(more=more)))
    (series,) = _everything(here / "store.db")
    assert series.versions[0].recorded_on == day


@pytest.mark.parametrize(
    ("plan", "figures", "error"),
    [
        (PLAN.format(more="colour = 'red'"), FIGURES, FileFault),
        (PLAN.format(more=""), FIGURES + "Vinh,budget-revenue,2025-13,1,bn VND,\n", FileFault),
        (PLAN.format(more=""), FIGURES + "Atlantis,fdi,2025-05,1,m USD,2025-06-03\n", UnknownName),
    ],
)
def test_a_folder_with_a_problem_brings_nothing(
    here: Path, plan: str, figures: str, error: type[Exception]
) -> None:
    store = here / "store.db"
    _load(store, _folder(here))
    before = store.read_bytes()
    more = figures.replace(",51,", ",52,")
    with pytest.raises(error):
        _load(store, _folder(here, plan, more))
    assert store.read_bytes() == before


def test_the_problems_of_plan_and_figures_are_said_together(here: Path) -> None:
    bad = _folder(here, PLAN.format(more="colour = 'red'"), FIGURES + "Vinh,fdi,2025-13,1,x,\n")
    with pytest.raises(FileFault) as caught:
        _load(here / "store.db", bad)
    assert "plan.toml" in str(caught.value)
    assert "figures.csv" in str(caught.value)


@pytest.mark.parametrize("folder", example_folders(), ids=lambda folder: folder.name)
def test_every_figure_of_an_example_has_its_source_and_its_words(folder: Path) -> None:
    known = by_every_name(catalogue().values())
    plan = read_plan(folder / "plan.toml", known)
    known |= by_every_name(plan.indicators)
    for figure in read_figures(folder / "figures.csv", known, NOW):
        assert figure.observation.document is not None
        assert figure.observation.quote
    assert all(planned.target.quote for planned in plan.targets)


def test_a_well_known_name_is_carried_by_one_indicator_only() -> None:
    carried: dict[str, set[str]] = {}
    for one in catalogue().values():
        for name in one.every_name:
            carried.setdefault(fold(name), set()).add(one.id)
    carried.pop("", None)
    assert {name: ids for name, ids in carried.items() if len(ids) > 1} == {}


def test_a_well_known_name_is_carried_by_one_place_only() -> None:
    carried: dict[str, set[str]] = {}
    for one in places():
        for name in (one.name, *one.aliases):
            carried.setdefault(fold(name), set()).add(one.name)
    assert {name: shown for name, shown in carried.items() if len(shown) > 1} == {}


def test_the_parent_and_the_successor_of_a_well_known_place_are_well_known() -> None:
    named = {name for one in places() for name in (one.parent, one.successor) if name}
    assert named <= {one.name for one in places()}
