"""Figures: read exactly, and all that is wrong with a table is said at once."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from targettrack.domain.records.document import Document
from targettrack.domain.records.observation import Basis, Qualifier, StatedAs
from targettrack.domain.values.period import parse_period
from targettrack.domain.values.quantity import Comparator
from targettrack.exchange.figures.read_csv import read_figures
from targettrack.exchange.figures.row import OPTIONAL, REQUIRED
from targettrack.exchange.packaged import by_every_name, catalogue
from targettrack.faults import FileFault

if TYPE_CHECKING:
    from pathlib import Path

    from targettrack.domain.plans.plan import LoggedFigure

KNOWN = by_every_name(catalogue().values())
NOW = datetime(2025, 12, 1, 9, tzinfo=UTC)
ROW = {
    "entity": "Nghệ An",
    "indicator": "budget-revenue",
    "period": "2025-01/2025-05",
    "value": "11360",
    "unit": "bn VND",
}
WHOLE = {
    **ROW,
    "indicator": "public-investment",
    "basis": "single",
    "value": "2703.9730",
    "comparator": ">=",
    "qualifier": "estimated",
    "stated_as": "absolute",
    "recorded_at": "2025-06-03",
    "source": "VnEconomy, 3 June 2025",
    "url": "https://example.org/1",
    "quote": 'over "2.703,973" tỷ đồng,\nas said',
    "note": "27.03%",
}


def _write(folder: Path, *rows: dict[str, str], columns: tuple[str, ...] = ()) -> Path:
    path = folder / "figures.csv"
    names = columns or tuple(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names or REQUIRED, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def _read(folder: Path, *rows: dict[str, str]) -> list[LoggedFigure]:
    return read_figures(_write(folder, *rows), KNOWN, NOW)


def _problems(path: Path) -> list[str]:
    with pytest.raises(FileFault) as caught:
        read_figures(path, KNOWN, NOW)
    lines = str(caught.value).splitlines()
    assert all(line.startswith(str(path)) for line in lines)
    return lines


def test_every_column_is_read(here: Path) -> None:
    (figure,) = _read(here, WHOLE)
    assert (figure.entity, figure.indicator.id) == ("Nghệ An", "public-investment")
    one = figure.observation
    assert (one.period, one.basis) == (parse_period("2025-01/2025-05"), Basis.SINGLE)
    assert str(one.value) == "2703.9730"
    assert one.comparator is Comparator.AT_LEAST
    assert one.qualifier is Qualifier.ESTIMATED
    assert one.stated_as is StatedAs.ABSOLUTE
    assert (one.recorded_on, one.recorded_at) == (date(2025, 6, 3), NOW)
    assert one.document == Document("VnEconomy, 3 June 2025", url="https://example.org/1")
    assert one.quote == 'over "2.703,973" tỷ đồng, as said'
    assert one.note == "27.03%"


def test_what_is_left_out_has_its_default(here: Path) -> None:
    (figure,) = _read(here, ROW)
    one = figure.observation
    assert (one.basis, one.comparator, one.qualifier) == (Basis.YTD, Comparator.EQUAL, None)
    assert one.stated_as is StatedAs.ABSOLUTE
    assert (one.recorded_on, one.recorded_at) == (NOW.date(), NOW)
    assert (one.document, one.quote, one.note) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "period"),
    [("May 2025", "2025-05"), ("quý I/2025", "2025-Q1"), ("tháng 5/2025", "2025-05")],
)
def test_a_period_in_words_is_the_one_of_the_command_line(
    here: Path, text: str, period: str
) -> None:
    (figure,) = _read(here, {**WHOLE, "period": text})
    assert figure.observation.period == parse_period(period)


def test_the_order_of_columns_is_free_and_a_byte_order_mark_is_skipped(here: Path) -> None:
    path = _write(here, ROW, columns=tuple(reversed(ROW)))
    path.write_text("\ufeff" + path.read_text("utf-8"), "utf-8")
    (figure,) = read_figures(path, KNOWN, NOW)
    assert figure.observation.value == 11360


def test_rows_stay_in_order_and_a_header_alone_is_no_figure(here: Path) -> None:
    rows = [{**ROW, "value": str(number)} for number in range(5)]
    assert [one.observation.value for one in _read(here, *rows)] == [0, 1, 2, 3, 4]
    assert _read(here) == []


@pytest.mark.parametrize("text", ["1e-12", "8.0", "-3.250", "2703.973", "0.00"])
def test_a_value_keeps_its_digits(here: Path, text: str) -> None:
    (figure,) = _read(here, {**ROW, "value": text})
    assert str(figure.observation.value) == str(Decimal(text))


@pytest.mark.parametrize(
    ("unit", "value"), [("bn VND", "11360"), ("trn VND", "11360000"), ("m VND", "11.36")]
)
def test_a_magnitude_is_converted(here: Path, unit: str, value: str) -> None:
    (figure,) = _read(here, {**ROW, "unit": unit})
    assert str(figure.observation.value) == value


@pytest.mark.parametrize(
    ("period", "basis", "expected"),
    [
        ("2025-01/2025-05", "", Basis.YTD),
        ("2025-05", "", Basis.SINGLE),
        ("2025-Q1", "", Basis.SINGLE),
        ("2025-Q1", "ytd", Basis.YTD),
        ("2025-01/2025-05", "single", Basis.SINGLE),
    ],
)
def test_the_basis_is_as_stated_or_told_from_the_period(
    here: Path, period: str, basis: str, expected: Basis
) -> None:
    (figure,) = _read(here, {**ROW, "period": period, "basis": basis})
    assert figure.observation.basis is expected


def test_every_problem_of_a_table_is_said_at_once_with_its_row(here: Path) -> None:
    wrong = (
        ({"indicator": "budget-revenu"}, '"budget-revenue"'),
        ({"period": "2025-13"}, "2025-13"),
        ({"value": "11.360,5"}, "11.360,5"),
        ({"value": "NaN"}, "NaN"),
        ({"value": "Infinity"}, "Infinity"),
        ({"value": ""}, "number"),
        ({"unit": ""}, "unit"),
        ({"unit": "%"}, "bn VND"),
        ({"basis": "yearly"}, '"yearly"'),
        ({"comparator": "~"}, '"~"'),
        ({"qualifier": "final"}, '"final"'),
        ({"stated_as": "gossip"}, '"gossip"'),
        ({"recorded_at": "3 June"}, '"3 June"'),
        ({"period": "2098"}, "2098"),
        ({"entity": ""}, "entity"),
        ({"note": "a\x1b[31mb"}, "note"),
        ({"source": "a\x1b[31mb"}, "source"),
        ({"source": "x", "url": "a\x1b[31mb"}, "url"),
    )
    rows = [{**ROW, **change} for change, _ in wrong]
    columns = (*REQUIRED, *OPTIONAL)
    lines = _problems(_write(here, ROW, *rows, columns=columns))
    assert len(lines) == len(wrong)
    for number, (line, (_, word)) in enumerate(zip(lines, wrong, strict=True), start=3):
        assert f"row {number}" in line
        assert word in line
        assert "\x1b" not in line


def test_a_figure_recorded_in_the_future_is_refused(here: Path) -> None:
    (line,) = _problems(_write(here, {**ROW, "recorded_at": "2098-06-03"}))
    assert "2098-06-03" in line


@pytest.mark.parametrize("cells", ["a,b,c,d,e,f", "a,b,c"])
def test_a_row_with_too_many_or_too_few_cells_is_named(here: Path, cells: str) -> None:
    path = here / "figures.csv"
    path.write_text(f"{','.join(REQUIRED)}\n{cells}\n", "utf-8")
    (line,) = _problems(path)
    assert "row 2:" in line


def test_an_indicator_is_suggested_by_any_of_its_names(here: Path) -> None:
    path = here / "figures.csv"
    row = "Nghệ An,Tổng mức bán lẻ hàng,2025-05,5,bn VND"
    path.write_text(f"{','.join(REQUIRED)}\n{row}\n", "utf-8")
    (line,) = _problems(path)
    assert 'did you mean "retail-sales"' in line


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ("entity,indicator,date,value,unit", ['"date"', "period?"]),
        ("Province,indicator,period,value,unit", ['"province"', "entity?"]),
        ("entity,indicator,period,value,unit,date", ['"date"', "figures"]),
    ],
)
def test_a_column_that_is_there_already_is_not_what_another_one_means(
    here: Path, columns: str, said: list[str]
) -> None:
    path = here / "figures.csv"
    path.write_text(f"{columns}\n", "utf-8")
    (line,) = [one for one in _problems(path) if "not a column" in one]
    assert said[0] in line
    assert line.endswith(said[1]) or "period" not in line


def test_wrong_columns_are_named_with_those_that_were_meant(here: Path) -> None:
    path = here / "figures.csv"
    path.write_text("entity,indicator,perod,value,qualifyer,mood\n", "utf-8")
    lines = _problems(path)
    assert len(lines) == 5
    said = "\n".join(lines)
    assert "column period is missing" in said
    assert "column unit is missing" in said
    assert '"perod"' in said
    assert "did you mean period?" in said
    assert '"qualifyer"' in said
    assert "qualifier?" in said
    assert '"mood"' in said


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b'entity,indicator,period,value,unit\n"a'], ids=str
)
def test_a_file_that_is_no_table_is_named(here: Path, content: bytes) -> None:
    path = here / "figures.csv"
    path.write_bytes(content)
    assert _problems(path)


def test_a_file_that_is_missing_is_named(here: Path) -> None:
    assert _problems(here / "figures.csv")
