"""Figures for statistical tools: codes and time periods, read by a library that is not ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from targettrack.domain.records.entity import Entity
from targettrack.domain.values.period import parse_period
from targettrack.exchange.figures.write_sdmx import COLUMNS, area_code, time_period

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli


@pytest.mark.parametrize(
    ("period", "shown"),
    [
        ("2025", ("A", "2025")),
        ("2025-H1", ("S", "2025-S1")),
        ("2025-H2", ("S", "2025-S2")),
        ("2025-Q2", ("Q", "2025-Q2")),
        ("2025-05", ("M", "2025-05")),
        ("2025-05-31", ("D", "2025-05-31")),
        ("2025-01/2025-05", ("_O", "2025-01-01/P5M")),
        ("2025-9M", ("_O", "2025-01-01/P9M")),
        ("2021/2025", ("_O", "2021-01-01/P60M")),
        ("2025-01-01/2025-10-12", ("_O", "2025-01-01/P285D")),
        ("2025-02/2025-04", ("_O", "2025-02-01/P3M")),
    ],
)
def test_a_period_has_the_form_of_a_time_period(period: str, shown: tuple[str, str]) -> None:
    assert time_period(parse_period(period)) == shown


@pytest.mark.parametrize(
    ("entity", "code"),
    [
        (Entity("Nghệ An"), "VN-22"),
        (Entity("tỉnh Nghe An"), "VN-22"),
        (Entity("义安", aliases=("Nghe An",)), "VN-22"),
        (Entity("Hà Giang"), "VN-03"),
        (Entity("Viet Nam"), "VN"),
        (Entity("Sở Tài chính"), "SO_TAI_CHINH"),
        (Entity("河江"), "U6CB3U6C5F"),
    ],
)
def test_an_area_has_the_code_of_its_province_or_one_of_its_name(entity: Entity, code: str) -> None:
    known = {"nghe an": "VN-22", "ha giang": "VN-03", "viet nam": "VN"}
    assert area_code(entity, known) == code


def test_another_library_reads_the_observations(cli: Cli, demo_store: Path, here: Path) -> None:
    pysdmx = pytest.importorskip("pysdmx.io", reason="a development dependency")
    assert cli("export", "demo.sdmx.csv", "--db", demo_store).status == 0
    (found,) = pysdmx.get_datasets(here / "demo.sdmx.csv", validate=False)
    assert found.structure == "Dataflow=TARGETTRACK:FIGURES(1.0)"
    rows = found.data
    assert set(rows.columns) == set(COLUMNS[3:])
    key = ["FREQ", "REF_AREA", "INDICATOR", "BASIS", "STAGE", "UNIT_MEASURE", "TIME_PERIOD"]
    assert not rows.duplicated(key).any()
    chosen = rows[
        (rows.REF_AREA == "VN-22")
        & (rows.INDICATOR == "BUDGET_REVENUE")
        & (rows.TIME_PERIOD == "2025-01-01/P5M")
    ]
    (revenue,) = chosen.to_dict("records")
    assert float(revenue["OBS_VALUE"]) == 11360
    assert (revenue["UNIT_MEASURE"], revenue["UNIT_MULT"]) == ("VND", "9")
    assert set(rows.OBS_STATUS) <= {"A", "E", "P"}
    assert {"E"} <= set(rows.OBS_STATUS)
