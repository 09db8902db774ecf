"""Figures of files come into the store whole or not at all, and only once."""

from __future__ import annotations

import csv
import io
import json
import math
import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from targettrack.app.files import import_summary
from targettrack.app.record import status_change

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli

HEADER = "entity,indicator,period,value,unit,recorded_at\n"
MAY = "Nghe An,budget-revenue,2025-01/2025-05,{},bn VND,{}\n"
FIRST, SECOND = MAY.format(10846, "2025-06-03"), MAY.format(11360, "2025-06-10")
TWO = HEADER + FIRST + SECOND
JUNE = "Nghệ An,budget-revenue,2025-01/2025-06,13159,bn VND,2025-07-03\n"


@pytest.fixture(autouse=True)
def _store(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TARGETTRACK_DB", str(here / "targettrack.db"))


def _file(here: Path, text: str, name: str = "figures.csv") -> Path:
    path = here / name
    path.write_text(text, "utf-8")
    return path


def _vintages(here: Path) -> list[tuple[int, int, str]]:
    """Return the last day, the revision and the value of every vintage."""
    with closing(sqlite3.connect(here / "targettrack.db")) as raw:
        return raw.execute(
            "SELECT period_end, revision, value FROM observation ORDER BY 1, 2"
        ).fetchall()


def _counts(cli: Cli, *arguments: str | Path) -> str:
    done = cli("import", *arguments)
    assert done.status == 0, done
    return next(line for line in done.err.splitlines() if line.startswith("recorded"))


def sleep_to_the_next_second() -> None:
    """Wait until what is recorded next is of another second."""
    now = time.time()
    time.sleep(math.floor(now) + 1 - now)


def _problems(cli: Cli, *arguments: str | Path) -> list[str]:
    refused = cli("import", *arguments)
    assert refused.status == 3, refused
    assert refused.out == ""
    lines = refused.err.splitlines()
    assert all(line.startswith("error: ") for line in lines)
    return lines


def test_a_file_records_once_what_it_says_and_adds_what_it_names(cli: Cli, here: Path) -> None:
    file = _file(here, TWO)
    first = cli("import", file)
    assert first.status == 0, first
    assert first.err.splitlines() == [
        "added country Viet Nam",
        "added province Nghệ An",
        "added flow budget-revenue in bn VND",
        "recorded 1, revised 1, unchanged 0",
    ]
    before = (here / "targettrack.db").read_bytes()
    assert _counts(cli, file) == "recorded 0, revised 0, unchanged 2"
    assert (here / "targettrack.db").read_bytes() == before


@pytest.mark.parametrize("rows", [(FIRST, SECOND, JUNE), (JUNE, SECOND, FIRST)])
def test_the_order_of_rows_does_not_matter(cli: Cli, here: Path, rows: tuple[str, ...]) -> None:
    cli("import", _file(here, HEADER + "".join(rows)))
    assert _vintages(here) == [
        (20250531, 1, "10846"),
        (20250531, 2, "11360"),
        (20250630, 1, "13159"),
    ]


def test_a_figure_that_changed_is_the_next_vintage(cli: Cli, here: Path) -> None:
    cli("import", _file(here, HEADER + FIRST))
    assert _counts(cli, _file(here, TWO)) == "recorded 0, revised 1, unchanged 1"
    assert [revision for _, revision, _ in _vintages(here)] == [1, 2]


def test_a_figure_that_came_back_to_its_old_value_is_a_vintage_of_its_own(
    cli: Cli, here: Path
) -> None:
    file = _file(here, TWO + MAY.format("10846.0", "2025-06-20"))
    assert _counts(cli, file) == "recorded 1, revised 2, unchanged 0"
    assert _counts(cli, file) == "recorded 0, revised 0, unchanged 3"


def test_the_same_figure_said_again_later_is_unchanged_also_at_the_second_import(
    cli: Cli, here: Path
) -> None:
    again = HEADER + FIRST + MAY.format("10846.00", "2025-06-05") + SECOND
    file = _file(here, again)
    assert _counts(cli, file) == "recorded 1, revised 1, unchanged 1"
    assert _counts(cli, file) == "recorded 0, revised 0, unchanged 3"


def test_what_log_recorded_and_what_import_brings_are_vintages_of_one_figure(
    cli: Cli, here: Path
) -> None:
    cli("import", _file(here, HEADER + FIRST))
    cli("log", "-p", "Nghe An", "-i", "budget-revenue", "--period", "2025-01/2025-05",
        "11360 bn VND", "--recorded-on", "2025-06-10")  # fmt: skip
    assert _counts(cli, _file(here, TWO)) == "recorded 0, revised 0, unchanged 2"


def test_a_vintage_that_was_known_earlier_takes_its_place_by_its_day(cli: Cli, here: Path) -> None:
    cli("import", _file(here, HEADER + SECOND))
    done = cli("import", _file(here, HEADER + FIRST))
    assert (done.status, done.err.splitlines()[:2]) == (
        0,
        [
            "recorded 0, revised 1, unchanged 0",
            "1 was known before what is on record, and counts up to the day of that",
        ],
    )
    assert _counts(cli, _file(here, TWO)) == "recorded 0, revised 0, unchanged 2"
    words = ("-p", "Nghe An", "-i", "budget-revenue", "--period", "2025-01/2025-05")
    late = cli("log", *words, "10,500 bn VND", "--recorded-on", "2025-06-01")
    assert late.status == 0
    assert "known since 1 June 2025; 11,360 bn VND is in force" in late.err
    with closing(sqlite3.connect(here / "targettrack.db")) as raw:
        held = raw.execute("SELECT revision, recorded_on, value FROM observation ORDER BY 1")
        assert held.fetchall() == [
            (1, 20250610, "11360"),
            (2, 20250603, "10846"),
            (3, 20250601, "10500"),
        ]


def test_a_file_that_names_a_day_says_nothing_new_after_a_correction_of_that_day(
    cli: Cli, here: Path
) -> None:
    file = _file(here, HEADER + FIRST)
    _counts(cli, file)
    words = ("-p", "Nghe An", "-i", "budget-revenue", "--period", "2025-01/2025-05")
    for value in ("10,900 bn VND", "10,846 bn VND", "10,901 bn VND"):
        done = cli("log", *words, value, "--recorded-on", "2025-06-03")
        assert done.status == 0, done
        assert "vintage" in done.err + done.out
        sleep_to_the_next_second()
    assert _counts(cli, file) == "recorded 0, revised 0, unchanged 1"
    assert [value for *_, value in _vintages(here)] == ["10846", "10900", "10846", "10901"]


def test_a_row_may_name_the_day_and_the_moment_of_its_writing(cli: Cli, here: Path) -> None:
    header = HEADER.replace("recorded_at", "recorded_on,recorded_at")
    row = MAY.format(1, "2025-06-02,2025-06-03T10:30:07+07:00")
    late = MAY.format(2, ",2025-06-04T00:30:00+07:00")
    assert _counts(cli, _file(here, header + row + late)) == "recorded 1, revised 1, unchanged 0"
    with closing(sqlite3.connect(here / "targettrack.db")) as raw:
        asked = "SELECT recorded_on, recorded_at FROM observation ORDER BY revision"
        assert raw.execute(asked).fetchall() == [(20250602, 1748921407), (20250604, 1748971800)]


def test_the_same_row_twice_is_recorded_once(cli: Cli, here: Path) -> None:
    file = _file(here, HEADER + FIRST + FIRST)
    assert _counts(cli, file) == "recorded 1, revised 0, unchanged 1"


def test_two_figures_for_one_moment_are_refused_with_both_rows(cli: Cli, here: Path) -> None:
    other = MAY.format(10847, "2025-06-03")
    first, second = _problems(cli, _file(here, HEADER + FIRST + JUNE + other))
    assert "row 2:" in first
    assert "another figure in row 4" in first
    assert "row 4:" in second
    assert "another figure in row 2" in second
    assert not (here / "targettrack.db").exists()


def test_two_files_that_contradict_each_other_are_both_named(cli: Cli, here: Path) -> None:
    one = _file(here, HEADER + FIRST, "one.csv")
    two = _file(here, HEADER + MAY.format(1, "2025-06-03"), "two.csv")
    first, second = _problems(cli, one, two)
    assert "one.csv, row 2: " in first
    assert f"another figure in {two}, row 2" in first
    assert "two.csv, row 2: " in second


def test_every_problem_is_said_with_its_row_and_nothing_is_recorded(cli: Cli, here: Path) -> None:
    bad = TWO + (
        "Nge An,budget-revenue,2025-01/2025-06,1,bn VND,2025-07-03\n"
        "Nghe An,budget-revenue,2025-13,1,bn VND,2025-07-03\n"
    )
    first, second = sorted(_problems(cli, _file(here, bad)))
    assert "row 4:" in first
    assert "Nghệ An" in first
    assert "row 5, column period:" in second
    assert not (here / "targettrack.db").exists()


def test_problems_of_all_files_are_said_at_once(cli: Cli, here: Path) -> None:
    one = _file(here, "entity\n", "one.csv")
    lines = _problems(cli, one, here / "none.csv", here)
    assert len([line for line in lines if "/one.csv" in line]) == 4
    assert "none.csv: does not exist" in lines[-2]
    assert "is a folder" in lines[-1]


def test_very_many_problems_are_counted(cli: Cli, here: Path) -> None:
    rows = [
        f"Atlantis {number},budget-revenue,2025-05,1,bn VND,2025-07-03\n"
        for number in range(import_summary.SAID + 50)
    ]
    lines = _problems(cli, _file(here, HEADER + "".join(rows)))
    assert len(lines) == import_summary.SAID + 1
    assert lines[-1] == "error: and 50 more problems"


def test_a_dry_run_shows_what_would_become_of_each_figure_and_records_nothing(
    cli: Cli, here: Path
) -> None:
    cli("import", _file(here, HEADER + FIRST))
    before = (here / "targettrack.db").read_bytes()
    file = _file(here, TWO + JUNE)
    dry = cli("import", "--dry-run", file, "--format", "csv")
    assert dry.status == 0, dry
    rows = list(csv.DictReader(io.StringIO(dry.out)))
    assert [(row["figure"], row["value"], row["was"], row["place"]) for row in rows] == [
        ("unchanged", "10,846 bn VND", "", "row 2"),
        ("revised", "11,360 bn VND", "10,846 bn VND", "row 3"),
        ("recorded", "13,159 bn VND", "", "row 4"),
    ]
    assert "would be: recorded 1, revised 1, unchanged 1" in dry.err
    assert (here / "targettrack.db").read_bytes() == before


def test_a_dry_run_leaves_no_new_store(cli: Cli, here: Path) -> None:
    dry = cli("import", "--dry-run", _file(here, TWO))
    assert dry.status == 0
    assert "would add province Nghệ An" in dry.err
    assert [one.name for one in here.iterdir()] == ["figures.csv"]


def test_a_long_dry_run_is_shortened_for_people_only(cli: Cli, here: Path) -> None:
    rows = "".join(f"Nghe An,fdi,{year}-01,5,m USD,2025-06-03\n" for year in range(1990, 2025))
    file = _file(here, HEADER + rows)
    dry = cli("import", "--dry-run", file)
    assert dry.out.count("recorded") == 20
    assert "and 15 more" in dry.err
    assert len(json.loads(cli("import", "--dry-run", file, "--format", "json").out)) == 35


BAD = (
    "Atlantis,budget-revenue,2025-01/2025-06,1,bn VND,2025-07-03\n"
    '"Nghe An",budget-revenue,2025-01/2025-07,"=1+1",bn VND,2025-08-03\n'
)


def test_bad_rows_can_be_put_aside_corrected_and_imported(cli: Cli, here: Path) -> None:
    done = cli("import", "--skip-bad", "--recorded-on", "2025-08-05", _file(here, TWO + BAD))
    assert done.status == 0, done
    aside = here / "figures.bad.csv"
    again = "import it with --recorded-on 2025-08-05"
    assert f"left out 2 rows of {here / 'figures.csv'}: see {aside}, {again}" in done.err
    assert len(_vintages(here)) == 2
    text = aside.read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == [*HEADER.strip().split(","), "problem"]
    assert 'no entity is called "Atlantis"' in rows[0]["problem"]
    assert rows[1]["value"] == "=1+1"
    assert rows[1]["problem"].startswith('column value: "=1+1" is not a plain number')
    aside.write_text(text.replace("Atlantis", "Nghệ An").replace("=1+1", "2"), "utf-8")
    assert _counts(cli, aside) == "recorded 2, revised 0, unchanged 0"


def test_figures_that_contradict_each_other_are_both_put_aside(cli: Cli, here: Path) -> None:
    other = MAY.format(10847, "2025-06-03")
    done = cli("import", "--skip-bad", _file(here, HEADER + FIRST + JUNE + other))
    assert done.status == 0, done
    assert _vintages(here) == [(20250630, 1, "13159")]
    assert len((here / "figures.bad.csv").read_text("utf-8").splitlines()) == 3


def test_bad_rows_that_wait_already_are_not_overwritten(cli: Cli, here: Path) -> None:
    _file(here, "precious", "figures.bad.csv")
    (line,) = _problems(cli, "--skip-bad", _file(here, TWO + BAD))
    assert "figures.bad.csv exists" in line
    assert (here / "figures.bad.csv").read_text("utf-8") == "precious"
    assert not (here / "targettrack.db").exists()


@pytest.mark.parametrize("text", ["entity,value\nx,1\n", TWO + '"Nghe An,1\n'])
def test_a_file_that_cannot_be_read_to_its_end_is_never_taken_in_part(
    cli: Cli, here: Path, text: str
) -> None:
    _problems(cli, "--skip-bad", _file(here, text))
    assert sorted(one.name for one in here.iterdir()) == ["figures.csv"]


def test_figures_that_do_not_say_when_they_became_known_can_be_given_a_day(
    cli: Cli, here: Path
) -> None:
    bare = HEADER.replace(",recorded_at", "") + FIRST.replace(",2025-06-03", "")
    cli("import", "--recorded-on", "2025-06-03", _file(here, bare))
    assert _counts(cli, _file(here, HEADER + FIRST)) == "recorded 0, revised 0, unchanged 1"
    listed = cli("history", "-p", "Nghe An", "--format", "csv").out
    assert "2025-06-03" in listed


@pytest.mark.parametrize("day", ["2999-01-01", "2025-06-31"])
def test_a_day_of_recording_that_cannot_be_is_refused(cli: Cli, here: Path, day: str) -> None:
    (line,) = _problems(cli, "--recorded-on", day, _file(here, TWO))
    assert "--recorded-on" in line


def test_a_moment_with_its_offset_is_exact_to_the_second(cli: Cli, here: Path) -> None:
    file = _file(here, HEADER + MAY.format(1, "2025-06-03T10:30:07+07:00")
                 + MAY.format(2, "2025-06-03T03:30:08Z"))  # fmt: skip
    assert _counts(cli, file) == "recorded 1, revised 1, unchanged 0"
    with closing(sqlite3.connect(here / "targettrack.db")) as raw:
        moments = [at for (at,) in raw.execute("SELECT recorded_at FROM observation")]
    assert moments == [1748921407, 1748921408]


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2025-06-03T10:30:07", "has no offset"),
        ("2999-06-03T10:30:07Z", "in the future"),
        ("2025-06-03T25:30:07Z", "is not a date"),
        ("0001-01-01", "was not known on 0001-01-01"),
        ("0001-01-01T00:00:00+14:00", "is not a date"),
    ],
)
def test_a_moment_that_cannot_be_is_refused(cli: Cli, here: Path, moment: str, said: str) -> None:
    (line,) = _problems(cli, _file(here, HEADER + MAY.format(1, moment)))
    assert "row 2" in line
    assert said in line


DELIVERED = "entity,indicator,period,value,unit,stage\nNghe An,plan-68,2025-06-05,100,%,{}\n"


def test_a_stage_is_spelled_as_the_targets_spell_it(cli: Cli, here: Path) -> None:
    cli("add-target", "-p", "Nghe An", "-i", "plan-68", "--kind", "deliverable", "--period",
        "2025-06-30", "--stage", "Soạn thảo=40", "--stage", "ban hành=60", "done")  # fmt: skip
    assert _counts(cli, _file(here, DELIVERED.format("soan thao"))).startswith("recorded 1")
    with closing(sqlite3.connect(here / "targettrack.db")) as raw:
        assert raw.execute("SELECT stage FROM observation").fetchall() == [("Soạn thảo",)]
    (line,) = _problems(cli, _file(here, DELIVERED.format("printed")))
    assert "row 2: no stage is called" in line


def test_an_indicator_of_the_store_is_meant_before_one_of_the_catalogue(
    cli: Cli, here: Path
) -> None:
    cli("add-indicator", "State budget revenue", "--id", "budget-revenue", "--kind", "flow",
        "--unit", "m USD")  # fmt: skip
    (line,) = _problems(cli, _file(here, HEADER + FIRST))
    assert "is in bn VND, but State budget revenue is in m USD" in line


def test_verdicts_that_changed_are_shown_worse_ones_first(cli: Cli, here: Path) -> None:
    for indicator, value in (("budget-revenue", "17722 bn VND"), ("fdi", "100 m USD")):
        cli("add-target", "-p", "Nghe An", "-i", indicator, "--period", "2025", value)
    rows = FIRST + "Nghe An,fdi,2025-01/2025-05,1,m USD,2025-06-03\n"
    done = cli("import", _file(here, HEADER + rows), "--as-of", "2025-06-10", "--format", "csv")
    assert "verdicts: 2 changed, 1 became worse" in done.err
    shown = [(row["indicator"], row["before"]) for row in csv.DictReader(io.StringIO(done.out))]
    assert shown == [("fdi", "no-data"), ("budget-revenue", "no-data")]
    again = cli("import", here / "figures.csv", "--as-of", "2025-06-10")
    assert "verdicts" not in again.err
    assert again.out == ""


def test_too_many_targets_are_left_to_status(
    cli: Cli, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("add-target", "-p", "Nghe An", "-i", "budget-revenue", "--period", "2025", "17722 bn VND")
    monkeypatch.setattr(status_change, "JUDGED", 0)
    done = cli("import", _file(here, TWO))
    assert done.status == 0
    assert "too many targets" in done.err


def test_so_many_new_figures_are_taken_and_named_as_not_looked_through(
    cli: Cli, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("targettrack.app.files.import_figures.MOST", 2)
    rows = "".join(f"Vinh,fdi,2025-0{month},12,m USD\n" for month in (1, 2, 3))
    (here / "many.csv").write_text(f"entity,indicator,period,value,unit\n{rows}", "utf-8")
    store = ("--db", here / "store.db")
    assert cli("add-entity", "Vinh", *store).status == 0
    done = cli("import", "many.csv", "--strict", *store)
    assert (done.status, "recorded 3" in done.err) == (0, True)
    assert "more than 2 new figures: targettrack check looks for slips" in done.err
