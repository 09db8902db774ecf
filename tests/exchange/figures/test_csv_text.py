"""CSV in whatever form it comes; what cannot be read is one line that says where."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from targettrack.domain.plans.plan import FramedFigure
from targettrack.exchange.figures.csv_text import LONGEST_CELL
from targettrack.exchange.figures.read_csv import placed_figures
from targettrack.exchange.files.figure_source import ReadOptions
from targettrack.exchange.files.input_file import LONGEST_LINE
from targettrack.exchange.files.problem import Problem
from targettrack.exchange.packaged import by_every_name, catalogue

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOW = datetime(2025, 12, 1, 9, tzinfo=UTC)
KNOWN = by_every_name(catalogue().values())
HEADER = "entity,indicator,period,value,unit,quote\n"
ROW = "Nghệ An,budget-revenue,2025-05,11360,bn VND,thu ngân sách\n"
TABLE = HEADER + ROW


def _read(path: Path, encoding: str = "") -> list[FramedFigure | Problem]:
    return list(placed_figures(path, ReadOptions(KNOWN, NOW, NOW.date(), encoding)))


def _file(here: Path, content: bytes | str) -> Path:
    path = here / "figures.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def _only_problem(here: Path, content: bytes | str, encoding: str = "") -> Problem:
    (found,) = _read(_file(here, content), encoding)
    assert isinstance(found, Problem)
    assert "\n" not in str(found)
    assert len(str(found)) < 400
    return found


def _is_read_whole(found: list[FramedFigure | Problem]) -> None:
    (one,) = found
    assert isinstance(one, FramedFigure), str(one)
    assert one.place == "row 2"
    assert one.entity == "Nghệ An"
    assert one.value == 11360
    assert one.quote == "thu ngân sách"


@pytest.mark.parametrize("mark", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_separators_line_ends_and_marked_encodings_are_told_from_the_file(
    here: Path, mark: str, end: str, encoding: str
) -> None:
    text = TABLE.replace(",", mark).replace("\n", end)
    _is_read_whole(_read(_file(here, text.encode(encoding))))


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_of_either_order_is_read_by_its_mark(here: Path, codec: str) -> None:
    _is_read_whole(_read(_file(here, ("\ufeff" + TABLE).encode(codec))))


def test_an_encoding_that_is_named_is_used(here: Path) -> None:
    # windows-1258 has the letters, and puts some of their tones after them.
    apart = TABLE.replace("ệ", "ê\u0323")
    _is_read_whole(_read(_file(here, apart.encode("windows-1258")), "windows-1258"))
    (one,) = _read(
        _file(here, TABLE.replace("ệ", "è").replace("â", "a").encode("cp1252")), "cp1252"
    )
    assert isinstance(one, FramedFigure)
    assert one.entity == "Nghè An"


def test_spaces_and_capitals_in_the_header_do_not_matter(here: Path) -> None:
    _is_read_whole(_read(_file(here, TABLE.replace("entity,", " Entity ,"))))


def test_empty_rows_count_as_rows_but_hold_no_figure(here: Path) -> None:
    found = _read(_file(here, HEADER + "\n,,,,,\n" + ROW))
    (one,) = found
    assert isinstance(one, FramedFigure)
    assert one.place == "row 4"


def test_a_row_is_numbered_as_a_spreadsheet_does_where_cells_hold_line_ends(here: Path) -> None:
    long = ROW.replace("thu ngân sách", '"thu\nngân\nsách"')
    found = _read(_file(here, HEADER + long + ROW))
    assert [one.place for one in found] == ["row 2", "row 3"]


def test_a_byte_of_another_encoding_is_named_with_its_line(here: Path) -> None:
    content = (HEADER + ROW * 3).encode() + ROW.replace("ệ", "\xea").encode("cp1252", "replace")
    found = _read(_file(here, content))
    fault = found[-1]
    assert isinstance(fault, Problem)
    offset = content.index(b"\xea")
    assert f"byte {offset:,} (line 5), 0xea, is not UTF-8" in str(fault)
    assert "--encoding" in str(fault)


def test_a_byte_far_into_a_long_file_is_named(here: Path) -> None:
    content = (HEADER + ROW * 5000).encode() + b"\xff"
    fault = _read(_file(here, content))[-1]
    assert isinstance(fault, Problem)
    assert f"byte {len(content) - 1:,} (line 5,002), 0xff" in str(fault)


def test_text_that_ends_in_the_middle_of_a_letter_is_named(here: Path) -> None:
    content = (HEADER + ROW).encode() + "ệ".encode()[:2]
    fault = _read(_file(here, content))[-1]
    assert isinstance(fault, Problem)
    assert "is not UTF-8" in str(fault)


@pytest.mark.parametrize("name", ["klingon", "rot13", "base64", "a b\x1b"])
def test_an_encoding_that_is_none_is_refused_with_some_that_are(here: Path, name: str) -> None:
    fault = _only_problem(here, TABLE, name)
    assert "windows-1258" in str(fault)
    assert "\x1b" not in str(fault)


def test_utf_16_without_its_mark_is_recognised_by_its_nul_bytes(here: Path) -> None:
    fault = _only_problem(here, TABLE.replace("ệ", "e").replace("â", "a").encode("utf-16-le"))
    assert "NUL bytes" in str(fault)
    assert "utf-16-le" in str(fault)


def test_nul_bytes_in_a_cell_are_named_and_not_printed(here: Path) -> None:
    fault = _only_problem(here, HEADER + ROW.replace("thu", "th\0u"))
    assert str(fault.where) == "row 2, column quote"
    assert "\\x00" in str(fault)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty: its first row must name the columns entity, indicator"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\n\n\n", "is empty"),
    ],
)
def test_an_empty_file_is_said_to_be_empty(here: Path, content: bytes, said: str) -> None:
    assert said in str(_only_problem(here, content))


def test_a_header_alone_holds_no_figure(here: Path) -> None:
    assert _read(_file(here, HEADER)) == []


def test_a_column_that_is_there_twice_is_named(here: Path) -> None:
    fault = _only_problem(here, HEADER.replace("quote", "value") + ROW)
    assert "column value is there 2 times" in str(fault)


def test_ten_thousand_columns_are_few_lines(here: Path) -> None:
    names = ",".join(f"column {number}" for number in range(10_000))
    found = _read(_file(here, f"{names}\n{ROW}"))
    assert len(found) == 11
    assert "9,995 more columns" in str(found[-1])


def test_a_quote_that_is_never_closed_is_said_with_the_row_where_it_opens(here: Path) -> None:
    found = _read(_file(here, TABLE + '"' + ROW * 3))
    fault = found[-1]
    assert isinstance(fault, Problem)
    assert str(fault.where) == "row 3"
    assert "never closed" in str(fault)


def test_a_quote_that_swallows_a_long_file_is_said_with_its_row(here: Path) -> None:
    rows = ROW * (LONGEST_CELL // len(ROW) + 10)
    fault = _read(_file(here, TABLE + '"' + rows))[-1]
    assert isinstance(fault, Problem)
    assert str(fault.where) == "row 3"
    assert "never closed" in str(fault)


def test_a_quote_within_a_cell_is_said_with_its_row(here: Path) -> None:
    fault = _read(_file(here, TABLE + ROW.replace("thu ngân sách", '"thu" ngân')))[-1]
    assert isinstance(fault, Problem)
    assert str(fault.where) == "row 3"
    assert "in quotes" in str(fault)


def test_a_field_as_long_as_a_film_is_refused_in_little_memory(here: Path) -> None:
    path = here / "figures.csv"
    with path.open("wb") as file:
        file.write(HEADER.encode())
        file.seek(200_000_000)
        file.write(b"x")
    script = (
        "import sys\n"
        "from datetime import UTC, datetime\n"
        "from pathlib import Path\n"
        "from targettrack.exchange.figures.read_csv import placed_figures\n"
        "from targettrack.exchange.files.figure_source import ReadOptions\n"
        "now = datetime(2025, 12, 1, tzinfo=UTC)\n"
        "(fault,) = placed_figures(Path(sys.argv[1]), ReadOptions({}, now, now.date()))\n"
        "status = Path('/proc/self/status').read_text('utf-8')\n"  # of this program alone
        "print(fault.where, int(status.split('VmHWM:')[1].split()[0]) // 1024)\n"
    )
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", script, path], capture_output=True, text=True, check=True
    )
    place, _, megabytes = done.stdout.rpartition(" ")
    assert place == "row 2"
    assert int(megabytes) < 150


def test_a_line_longer_than_any_row_is_refused(here: Path) -> None:
    fault = _read(_file(here, TABLE + "1," * LONGEST_LINE))[-1]
    assert isinstance(fault, Problem)
    assert str(fault.where) == "row 3"
    assert "characters" in str(fault)


WIDE = "\uff11\uff12"  # digits, but none that a program of ours writes


@pytest.mark.parametrize(
    "text", ["=1+1", "=SUM(A1:A9)", "+1+1", "@value", "1_000", WIDE, "1,5", "1e99", "1e999999999"]
)
def test_what_is_no_plain_number_is_refused(here: Path, text: str) -> None:
    fault = _only_problem(here, HEADER + ROW.replace("11360", f'"{text}"'))
    assert str(fault.where) == "row 2, column value"


def _missing(path: Path) -> None:
    path.unlink(missing_ok=True)


def _folder(path: Path) -> None:
    path.mkdir()


PLACES: dict[str, tuple[Callable[[Path], None], str]] = {
    "missing": (_missing, "does not exist"),
    "a folder": (_folder, "is a folder"),
}


@pytest.mark.parametrize(("make", "said"), PLACES.values(), ids=PLACES.keys())
def test_what_is_no_file_is_named(here: Path, make: Callable[[Path], None], said: str) -> None:
    make(here / "figures.csv")
    (fault,) = _read(here / "figures.csv")
    assert said in str(fault)


def test_all_that_is_wrong_with_a_row_is_said(here: Path) -> None:
    found = _read(_file(here, HEADER + ",budget-revenu,2025-13,x,,a\x1bb\n"))
    assert [str(one.where) for one in found if isinstance(one, Problem)] == [
        f"row 2, column {name}"
        for name in ("entity", "indicator", "period", "value", "unit", "quote")
    ]
