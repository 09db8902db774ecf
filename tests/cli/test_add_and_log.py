"""Recording targets and figures, and reading them back in every format."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from targettrack.store import open_to_read, reading
from targettrack.store.selection import Selection
from tests.conftest import PATIENCE, open_terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli, Result

APRIL = ("--as-of", "2025-04-20")
GROWTH = ("-p", "Nghe An", "-i", "grdp-growth")
REVENUE = ("-p", "Nghe An", "-i", "budget-revenue")
SHARE = ("-p", "Nghe An", "-i", "public-investment")


@pytest.fixture
def store(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the commands of a test keep their store; there is none yet."""
    monkeypatch.setenv("TARGETTRACK_DB", str(here / "store.db"))
    return here / "store.db"


def _done(result: Result) -> Result:
    assert result.status == 0, result.err
    return result


def _json(cli: Cli, *typed: str) -> Any:
    return json.loads(_done(cli(*typed, "--format", "json")).out)


def _rows(cli: Cli, *typed: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _json(cli, "status", *typed)["rows"]
    return found


# --- adding targets -----------------------------------------------------------------------------


def test_a_first_target_makes_the_store_the_entity_and_the_scenario_and_says_so(
    cli: Cli, store: Path
) -> None:
    typed = (*GROWTH, "--period", "2025", "8%", "-s", "Conclusion 123-KL/TW")
    result = _done(cli("add-target", *typed))
    assert result.out == ""
    for words in ("Nghệ An", "grdp-growth", "Conclusion 123-KL/TW", ">= 8%"):
        assert words in result.err
    assert store.is_file()
    (row,) = _rows(cli)
    assert (row["entity"], row["indicator"]) == ("Nghệ An", "grdp-growth")
    assert (row["scenario"], row["tier"]) == ("Conclusion 123-KL/TW", "commit")
    assert (row["comparator"], row["target"], row["unit"]) == (">=", 8, "%")
    (province,) = [one for one in _json(cli, "list", "entities") if one["name"] == "Nghệ An"]
    assert (province["kind"], province["parent"]) == ("province", "Viet Nam")


def test_a_new_entity_that_resembles_nothing_is_added_and_named(cli: Cli, store: Path) -> None:
    result = _done(cli("add-target", "-e", "Xí nghiệp 7", *GROWTH[2:], "--period", "2025", "8%"))
    assert "Xí nghiệp 7" in result.err
    assert [one["name"] for one in _json(cli, "list", "entities")] == ["Xí nghiệp 7"]
    assert store.is_file()


@pytest.mark.parametrize(
    "name",
    ["grdp-growth", "GRDP growth", "tăng trưởng GRDP", "TANG TRUONG GRDP", "GRDP", "grdp  Growth"],
)
@pytest.mark.usefixtures("store")
def test_a_well_known_indicator_is_found_by_any_of_its_names(cli: Cli, name: str) -> None:
    _done(cli("add-target", "-p", "Nghe An", "-i", name, "--period", "2025", "8%"))
    assert [row["indicator"] for row in _rows(cli)] == ["grdp-growth"]
    _done(cli("log", "-p", "Nghe An", "-i", name, "--period", "2025-Q1", "7%"))
    assert [row["indicator"] for row in _rows(cli)] == ["grdp-growth"]


@pytest.mark.parametrize("name", ["Nghệ An", "nghe an", "NGHỆ AN", "tỉnh Nghệ An", "义安", "Нгеан"])
@pytest.mark.usefixtures("store")
def test_a_province_is_found_by_any_of_its_names(cli: Cli, name: str) -> None:
    _done(cli("add-target", "--province", name, *GROWTH[2:], "--period", "2025", "8%"))
    assert [row["entity"] for row in _rows(cli, "--entity", name)] == ["Nghệ An"]


@pytest.mark.usefixtures("store")
def test_a_new_indicator_needs_its_kind_and_unit_once(cli: Cli) -> None:
    new = ("-e", "Vinh Tân", "-i", "Houses repaired", "--period")
    first = (*new, "2025", "--kind", "flow", "--unit", "houses", "120 houses")
    result = _done(cli("add-target", *first))
    assert "houses-repaired" in result.err
    _done(cli("add-target", *new, "2026", "150 houses"))
    found = {(row["period"], row["target"], row["kind"], row["unit"]) for row in _rows(cli)}
    assert found == {("2025", 120, "flow", "houses"), ("2026", 150, "flow", "houses")}


@pytest.mark.parametrize(
    ("typed", "comparator", "low", "high"),
    [
        ("8%", ">=", 8, None),
        ("8% or more", ">=", 8, None),
        (">= 99%", ">=", 99, None),
        ("> 10%", ">", 10, None),
        ("9.5-10.5%", "between", 9.5, 10.5),
        ("about 10%", "about", 10, None),
        ("<= 5%", "<=", 5, None),
    ],
)
@pytest.mark.usefixtures("store")
def test_a_target_is_recorded_as_people_write_it(
    cli: Cli, typed: str, comparator: str, low: float, high: float | None
) -> None:
    _done(cli("add-target", *GROWTH, "--period", "2025", typed))
    (row,) = _rows(cli)
    assert (row["comparator"], row["target"], row["target_high"]) == (comparator, low, high)


@pytest.mark.usefixtures("store")
def test_every_option_of_a_target_is_recorded(cli: Cli) -> None:
    _done(
        cli(
            "add-target", *SHARE, "--period", "2025", "95%", "--scenario", "Plan 2025",
            "--tier", "floor", "--issuer", "Prime Minister", "--owner", "Department of Finance",
            "--closing", "2026-01-31", "--valid-from", "2025-02-05",
            "--denominator", "10003.954 bn VND", "--point", "2025-03-31=10%",
            "--point", "2025-05-31=22.5%", "--document", "Plan of 2025", "--quote", "95 per cent",
        )
    )  # fmt: skip
    (target,) = _json(cli, "list", "targets")
    assert target["closing"] == "2026-01-31"
    assert (target["tier"], target["trajectory"]) == ("floor", "points")
    assert target["owner"] == "Department of Finance"
    assert [one["title"] for one in _json(cli, "list", "documents")] == ["Plan of 2025"]
    (scenario,) = _json(cli, "list", "scenarios")
    assert scenario["issuer"] == "Prime Minister"
    shown = _done(cli("show", "Nghe An", "public-investment", "--as-of", "2025-06-10")).out
    assert "22.5" in shown


# --- revising -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("store")
def test_a_revised_target_keeps_both_versions_and_each_is_judged_by_its_days(cli: Cli) -> None:
    _done(cli("add-target", *GROWTH, "--period", "2025", "8%"))
    _done(cli("log", *GROWTH, "--period", "2025-Q1", "8.5%", *APRIL))
    revised = ("--revise", "--valid-from", "2025-08-23", "10.5%")
    result = _done(cli("add-target", *GROWTH, "--period", "2025", *revised))
    assert "10.5%" in result.err
    assert "8%" in result.err.replace("10.5%", "")
    (early,) = _rows(cli, *APRIL)
    (late,) = _rows(cli, "--as-of", "2025-08-25")
    assert (early["target"], early["status"]) == (8, "on-track")
    assert late["target"] == 10.5
    (last_day,) = _rows(cli, "--as-of", "2025-08-22")
    assert last_day["target"] == 8
    changes = [one for one in _json(cli, "history") if one["value"].startswith(">=")]
    replaced = {one["value"].rstrip("%"): one["replaced"] for one in changes}
    assert set(replaced) == {">= 8", ">= 10.5"}
    assert replaced[">= 8"] is None
    assert replaced[">= 10.5"].rstrip("%") == ">= 8"


@pytest.mark.usefixtures("store")
def test_a_revised_figure_prints_the_old_and_the_new_one_and_the_changed_verdict(
    cli: Cli,
) -> None:
    _done(cli("add-target", *GROWTH, "--period", "2025", "8%"))
    _done(cli("log", *GROWTH, "--period", "2025-Q1", "6.5%", "--estimated", *APRIL))
    result = _done(cli("log", *GROWTH, "--period", "2025-Q1", "8.5%", *APRIL))
    assert "6.5%" in result.err
    assert "8.5%" in result.err
    assert "off-track" in result.out
    assert "on-track" in result.out
    changes = [one for one in _json(cli, "history") if one["period"] == "2025-Q1"]
    assert {one["value"]: one["replaced"] for one in changes} == {"8.5%": "6.5%", "6.5%": None}


def test_the_same_figure_twice_records_nothing(cli: Cli, store: Path) -> None:
    typed = ("log", *GROWTH, "--period", "2025-Q1", "8.5%", *APRIL)
    _done(cli("add-target", *GROWTH, "--period", "2025", "8%"))
    _done(cli(*typed))
    before = store.read_bytes()
    assert "nothing recorded" in _done(cli(*typed)).err
    assert store.read_bytes() == before


@pytest.mark.usefixtures("store")
def test_a_history_is_newest_first_even_within_a_day(cli: Cli) -> None:
    day = ("--recorded-on", "2025-04-06")
    for value in ("6.5%", "7.5%", "8.5%"):
        _done(cli("log", *GROWTH, "--period", "2025-Q1", value, *day))
    assert [one["value"] for one in _json(cli, "history")] == ["8.5%", "7.5%", "6.5%"]


@pytest.mark.usefixtures("store")
def test_the_same_figure_with_another_zero_records_nothing(cli: Cli) -> None:
    _done(cli("log", *GROWTH, "--period", "2025-Q1", "8.5%"))
    assert "nothing recorded" in _done(cli("log", *GROWTH, "--period", "2025-Q1", "8.50%")).err


@pytest.mark.usefixtures("store")
def test_a_figure_recorded_for_an_earlier_day_is_known_from_that_day(cli: Cli) -> None:
    _done(cli("add-target", *GROWTH, "--period", "2025", "8%", "--valid-from", "2025-01-01"))
    _done(cli("log", *GROWTH, "--period", "2025-Q1", "8.5%", "--recorded-on", "2025-04-06"))
    assert _json(cli, "history", "--known-at", "2025-04-05") == []
    (figure,) = _json(cli, "history", "--known-at", "2025-04-06")
    assert figure["recorded"].startswith("2025-04-06")


# --- logging ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("store")
def test_a_log_prints_each_verdict_before_and_after(cli: Cli) -> None:
    for scenario, value in (("Plan", "8%"), ("Stretch", "10.5%")):
        _done(cli("add-target", *GROWTH, "--period", "2025", "-s", scenario, value))
    typed = (*GROWTH, "--period", "2025-Q1", "8.5%", *APRIL)
    rows = {row["scenario"]: row for row in _json(cli, "log", *typed)}
    assert set(rows) == {"Plan", "Stretch"}
    assert rows["Plan"]["before"] == rows["Stretch"]["before"] == "no-data"
    assert (rows["Plan"]["after"], rows["Stretch"]["after"]) == ("on-track", "off-track")
    (plan,) = _rows(cli, "-s", "Plan", *APRIL)
    assert (plan["status"], plan["value"]) == ("on-track", 8.5)


@pytest.mark.usefixtures("store")
def test_a_figure_without_a_target_says_how_to_add_one(cli: Cli) -> None:
    result = _done(cli("log", *GROWTH, "--period", "2025-Q1", "8.5%", *APRIL))
    assert result.out == ""
    assert "8.5%" in result.err
    assert "add-target" in result.err


@pytest.mark.parametrize("word", ["estimated", "preliminary", "official"])
@pytest.mark.usefixtures("store")
def test_how_final_a_figure_is_is_recorded(cli: Cli, word: str) -> None:
    _done(cli("add-target", *GROWTH, "--period", "2025", "8%"))
    _done(cli("log", *GROWTH, "--period", "2025-Q1", "8.5%", f"--{word}", *APRIL))
    (row,) = _rows(cli, *APRIL)
    assert row["qualifier"] == word


@pytest.mark.parametrize(
    ("typed", "covered"),
    [
        ("2025-H1 --ytd", "2025-H1 ytd"),
        ("2025-05 --ytd", "2025-01/2025-05 ytd"),
        ("2025-05 --single", "2025-05 single"),
        ("2025-05", "2025-05 single"),
        ("2025-01/2025-05", "2025-01/2025-05 ytd"),
        ("2025-9M", "2025-9M ytd"),
    ],
)
def test_a_figure_covers_what_was_said(cli: Cli, store: Path, typed: str, covered: str) -> None:
    _done(cli("log", *REVENUE, "--period", *typed.split(), "11,360 bn VND"))
    with open_to_read(store) as ask:
        (found,) = reading.many_series(ask, Selection(), date(2099, 1, 1))
    (figure,) = found.vintages
    assert f"{figure.period} {figure.basis}" == covered


@pytest.mark.usefixtures("store")
def test_an_amount_of_a_share_is_measured_against_the_denominator_of_the_target(cli: Cli) -> None:
    whole = ("--denominator", "10003.954 bn VND", "--closing", "2026-01-31")
    _done(cli("add-target", *SHARE, "--period", "2025", "95%", *whole))
    typed = (*SHARE, "--period", "2025-01-01/2025-05-20", "2703.973 bn VND")
    assert "2,703.973 bn VND" in _done(cli("log", *typed, "--as-of", "2025-06-10")).err
    (row,) = _rows(cli, "--as-of", "2025-06-10")
    assert row["value"] == pytest.approx(100 * 2703.973 / 10003.954, rel=1e-9)
    assert row["unit"] == "%"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (("11.360 tỷ đồng", "--lang", "vi"), 11360),
        (("11.36万亿越南盾", "--lang", "zh"), 11360),
        (("11 360 млрд донгов", "--lang", "ru"), 11360),
        (("11 360,5 mld VND", "--lang", "pl"), 11360.5),
        (("11.360,5 tỷ đồng", "--lang", "vi"), 11360.5),
        (("11,360 bn VND", "--lang", "en"), 11360),
        (("11,360 bn VND",), 11360),
        (("11.360 bn VND", "--lang", "en"), 11.36),
        (("11.36 trn VND",), 11360),
        (("11360000 m VND",), 11360000 / 1000),
    ],
)
@pytest.mark.usefixtures("store")
def test_a_number_is_read_in_its_language_and_unit(
    cli: Cli, typed: tuple[str, ...], value: float
) -> None:
    _done(cli("add-target", *REVENUE, "--period", "2025", "17,722 bn VND"))
    _done(cli("log", *REVENUE, "--period", "2025-01/2025-05", *typed))
    (row,) = _rows(cli, "--as-of", "2025-06-10")
    assert (row["value"], row["unit"]) == (value, "bn VND")


@pytest.mark.usefixtures("store")
def test_numbers_are_printed_in_the_language_that_was_asked_for(cli: Cli) -> None:
    _done(cli("add-target", *REVENUE, "--period", "2025", "17,722 bn VND"))
    typed = (*REVENUE, "--period", "2025-01/2025-05", "11.360 tỷ đồng", "--lang", "vi")
    assert "11.360" in _done(cli("log", *typed)).err
    june = ("status", "--as-of", "2025-06-10")
    assert "11.360" in _done(cli(*june, "--lang", "vi")).out
    assert "11,360" in _done(cli(*june)).out


def test_the_configuration_can_say_the_language(
    cli: Cli, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = store.with_name("config.toml")
    config.write_text('lang = "vi"\n', "utf-8")
    monkeypatch.setenv("TARGETTRACK_CONFIG", str(config))
    _done(cli("log", *REVENUE, "--period", "2025-05", "11.360 tỷ đồng"))
    (figure,) = _json(cli, "history", "--lang", "en")
    assert figure["value"].startswith("11,360")
    (figure,) = _json(cli, "history")  # for programs, whatever people read
    assert figure["value"].startswith("11,360")
    assert "11.360" in _done(cli("history")).out


# --- reading back -------------------------------------------------------------------------------

LISTS = {
    "status": ("status", "--as-of", "2025-06-10"),
    "show": ("show", "Nghe An", "grdp-growth", "--as-of", "2025-07-31"),
    "history": ("history", "-p", "Nghe An"),
    **{
        f"list-{what}": ("list", what)
        for what in ("targets", "indicators", "entities", "scenarios", "documents", "series")
    },
}
EVERY_LIST = pytest.mark.parametrize("typed", LISTS.values(), ids=LISTS.keys())


@EVERY_LIST
def test_json_reads_back_with_every_row(cli: Cli, demo_store: Path, typed: tuple[str, ...]) -> None:
    found = _json(cli, *typed, "--db", str(demo_store))
    rows = found["rows"] if isinstance(found, dict) else found
    assert rows
    assert len({tuple(row) for row in rows}) == 1


@EVERY_LIST
def test_csv_reads_back_with_every_cell(cli: Cli, demo_store: Path, typed: tuple[str, ...]) -> None:
    result = _done(cli(*typed, "--db", demo_store, "--format", "csv"))
    table = list(csv.reader(io.StringIO(result.out), strict=True))
    assert len(table) > 1
    assert {len(row) for row in table} == {len(table[0])}
    if typed[0] != "show":
        found = _json(cli, *typed, "--db", str(demo_store))
        rows = found["rows"] if isinstance(found, dict) else found
        assert len(rows) == len(table) - 1
        # The reason as a message with its arguments is for JSON alone.
        assert {name.split(".")[0] for name in table[0]} == set(rows[0]) - {"reason"}


@EVERY_LIST
def test_markdown_reads_back_with_every_cell(
    cli: Cli, demo_store: Path, typed: tuple[str, ...]
) -> None:
    result = _done(cli(*typed, "--db", demo_store, "--format", "markdown"))
    lines = result.out.splitlines()
    if typed[0] != "show":
        assert all(line.startswith("|") for line in lines)
    width = 0
    for before, line in zip(["", *lines], lines, strict=False):
        if line.startswith("|"):
            cells = len(re.findall(r"(?<!\\)\|", line))
            width = width if before.startswith("|") else cells
            assert cells == width > 1
    assert any(re.fullmatch(r"\|( --- \|)+", line) for line in lines)


@pytest.mark.usefixtures("store")
def test_what_would_be_a_formula_or_break_a_table_reads_back_as_text(cli: Cli) -> None:
    name = '=HYPERLINK("x") | a, "b"'
    _done(cli("add-scenario", name))
    table = list(csv.reader(io.StringIO(_done(cli("list", "scenarios", "--format", "csv")).out)))
    assert table[1][0] == f"'{name}"
    (row,) = _json(cli, "list", "scenarios")
    assert row["name"] == name
    lines = _done(cli("list", "scenarios", "--format", "markdown")).out.splitlines()
    counts = {len(re.findall(r"(?<!\\)\|", line)) for line in lines}
    assert len(counts) == 1


@pytest.mark.usefixtures("store")
def test_results_are_on_stdout_and_everything_else_on_stderr(cli: Cli) -> None:
    added = _done(cli("add-target", *GROWTH, "--period", "2025", "8%"))
    assert added.out == ""
    assert added.err
    logged = _done(cli("log", *GROWTH, "--period", "2025-Q1", "8.5%", *APRIL, "--format", "json"))
    assert [row["after"] for row in json.loads(logged.out)] == ["on-track"]
    assert "8.5%" in logged.err
    for typed in (
        ("status",),
        ("history",),
        ("show", "Nghe An", "grdp-growth"),
        ("list", "targets"),
    ):
        read = _done(cli(*typed))
        assert read.out
        assert read.err == ""


@pytest.mark.usefixtures("store")
def test_an_empty_store_says_so_on_stderr_and_prints_no_row(cli: Cli) -> None:
    _done(cli("init"))
    found = _done(cli("status"))
    assert found.out == ""
    assert "add-target" in found.err
    assert _rows(cli) == []


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ((), 1),
        (("-p", "Nghe An", "-i", "grdp-growth"), 1),
        (("-p", "Nghe An", "-i", "budget-revenue"), 0),
        (("-p", "Nghe An", "-i", "public-investment"), 0),
        (("-p", "Ha Giang"), 0),
        (("--status", "at-risk"), 0),
        (("--off-track",), 1),
    ],
)
def test_check_exits_with_1_where_a_target_shown_is_off_track(
    cli: Cli, demo_store: Path, typed: tuple[str, ...], status: int
) -> None:
    asked = ("status", *typed, "--as-of", "2025-06-10", "--db", str(demo_store))
    checked = cli(*asked, "--check")
    assert checked.status == status
    assert checked.out == _done(cli(*asked)).out
    assert checked.err == ""


@pytest.mark.parametrize("verdict", ["off-track", "at-risk", "no-data", "on-track", "achieved"])
def test_a_status_can_be_narrowed_to_a_verdict(cli: Cli, demo_store: Path, verdict: str) -> None:
    day = ("--as-of", "2025-10-12", "--db", str(demo_store))
    every = _rows(cli, *day)
    assert _rows(cli, "--status", verdict, *day) == [r for r in every if r["status"] == verdict]


def test_the_same_question_has_the_same_answer_to_the_byte(cli: Cli, demo_store: Path) -> None:
    for form in ("table", "json", "csv", "markdown"):
        asked = ("status", "--as-of", "2025-06-10", "--format", form, "--db", demo_store)
        assert cli(*asked) == cli(*asked)


# --- terminals ----------------------------------------------------------------------------------

SHOWN: dict[str, tuple[str, ...]] = {
    "status": ("status", "--as-of", "2025-06-10"),
    "explain": ("status", "--as-of", "2025-06-10", "--explain"),
    "show": ("show", "Nghe An", "grdp-growth", "--as-of", "2025-07-31"),
    "list": ("list", "targets"),
}


@pytest.mark.parametrize("typed", SHOWN.values(), ids=SHOWN.keys())
def test_a_pipe_gets_plain_text_even_without_no_color(
    cli: Cli, demo_store: Path, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...]
) -> None:
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b" not in _done(cli(*typed, "--db", demo_store)).out


def on_a_terminal(typed: tuple[str, ...], **environment: str) -> str:
    """Return what a command prints where stdout is a terminal."""
    bare = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    with open_terminal() as terminal:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "targettrack", *typed],
            stdin=terminal.inside,
            stdout=terminal.inside,
            stderr=subprocess.PIPE,
            env={**bare, "TERM": "xterm-256color", "PYTHONUTF8": "1", **environment},
        )
        printed = terminal.read()
        _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, said
    return printed


def test_a_terminal_gets_colours(demo_store: Path) -> None:
    assert "\x1b[" in on_a_terminal((*SHOWN["status"], "--db", str(demo_store)))


@pytest.mark.parametrize("typed", [SHOWN["status"], SHOWN["list"]], ids=["status", "list"])
@pytest.mark.parametrize(
    ("options", "environment"),
    [((), {"NO_COLOR": "1"}), ((), {"TERM": "dumb"}), (("--no-color",), {})],
    ids=["NO_COLOR", "TERM=dumb", "--no-color"],
)
def test_a_terminal_that_wants_no_colours_gets_no_escape_codes(
    demo_store: Path,
    typed: tuple[str, ...],
    options: tuple[str, ...],
    environment: dict[str, str],
) -> None:
    printed = on_a_terminal((*typed, *options, "--db", str(demo_store)), **environment)
    assert "Nghệ An" in printed
    assert "\x1b" not in printed


@pytest.mark.parametrize(
    "options",
    [("--kind", "share"), ("--unit", "bn VND"), ("--direction", "down")],
)
def test_words_that_contradict_a_known_indicator_are_refused(
    cli: Cli, here: Path, options: tuple[str, str]
) -> None:
    typed = ("add-target", "-e", "Nghe An", "-i", "fdi", "--period", "2025", "5 m USD")
    status, out, err = cli(*typed, *options, "--db", here / "store.db")
    assert (status, out) == (3, "")
    assert "fdi is known as a flow in m USD" in err


def test_a_tier_that_contradicts_a_known_scenario_is_refused(cli: Cli, demo_store: Path) -> None:
    typed = ("add-target", "-e", "Nghe An", "-i", "fdi", "--period", "2025", "5 m USD")
    scenario = ("--scenario", "Annual estimate 2025", "--tier", "stretch")
    status, _, err = cli(*typed, *scenario, "--db", demo_store)
    assert status == 3
    assert "Annual estimate 2025 is known as commit" in err


GROWTH_2025 = ("-e", "Nghe An", "-i", "grdp-growth", "--period", "2025")


def test_weights_given_again_for_other_parts_replace_what_they_overlap(
    cli: Cli, here: Path
) -> None:
    store = ("--db", here / "store.db")
    quarters = [f"--weight=2025-Q{n}={w}" for n, w in enumerate(("20", "26", "28", "26"), 1)]
    halves = ["--weight=2025-H1=46.8", "--weight=2025-H2=53.2"]
    assert cli("add-target", *GROWTH_2025, "8%", *quarters, *store).status == 0
    assert cli("add-target", *GROWTH_2025, "9%", "-s", "Other", *halves, *store).status == 0
    cli("log", "-e", "Nghe An", "-i", "grdp-growth", "--period", "2025-H1", "8.24%", *store)
    result = cli("status", "--as-of", "2025-07-31", "--format", "json", "-s", "Plan", *store)
    assert result.status == 0
    (row,) = json.loads(result.out)["rows"]
    assert round(row["required"]["value"], 2) == 7.79


def test_a_version_that_comes_into_force_later_wins_however_it_was_recorded(
    cli: Cli, here: Path
) -> None:
    store = ("--db", here / "store.db")
    revise = ("--revise", "--valid-from")
    assert cli("add-target", *GROWTH_2025, "8%", *store).status == 0
    assert cli("add-target", *GROWTH_2025, "9%", *revise, "2025-08-01", *store).status == 0
    assert cli("add-target", *GROWTH_2025, "7%", *revise, "2025-03-01", *store).status == 0
    found = {}
    for day in ("2025-02-01", "2025-05-01", "2025-10-01"):
        out = cli("status", "--as-of", day, "--format", "json", *store).out
        (row,) = json.loads(out)["rows"]
        found[day] = row["target"]
    assert found == {"2025-02-01": 8, "2025-05-01": 7, "2025-10-01": 9}


@pytest.mark.parametrize(
    ("day", "status"), [("2025-06-29", 3), ("2025-06-30", 0), ("2025-07-05", 0), ("2999-01-01", 3)]
)
def test_a_figure_is_known_after_its_period_and_not_in_the_future(
    cli: Cli, demo_store: Path, day: str, status: int
) -> None:
    typed = ("log", "-e", "Cao Bang", "-i", "trade-turnover", "--period", "2025-06", "140 m USD")
    assert cli(*typed, "--recorded-on", day, "--db", demo_store).status == status


def test_a_figure_logged_today_can_be_revised_as_of_today(cli: Cli, demo_store: Path) -> None:
    typed = ("log", "-e", "Cao Bang", "-i", "trade-turnover", "--period", "2025-06")
    today = datetime.now().astimezone().date().isoformat()
    assert cli(*typed, "140 m USD", "--db", demo_store).status == 0
    again = cli(*typed, "141 m USD", "--recorded-on", today, "--db", demo_store)
    assert again.status == 0
    assert "vintage 2" in again.err


def test_the_demo_for_programs_judges_all_on_the_day_that_it_names(cli: Cli, here: Path) -> None:
    result = cli("demo", "--db", here / "demo.db", "--format", "json")
    promise = json.loads(result.out)
    assert promise["as_of"] == "2025-10-12"
    assert {"Nghệ An", "Cao Bằng"} <= {row["entity"] for row in promise["rows"]}


def test_only_the_list_of_targets_is_narrowed(cli: Cli, demo_store: Path) -> None:
    assert cli("list", "targets", "-e", "Nghe An", "--db", demo_store).status == 0
    assert cli("list", "entities", "-e", "Nghe An", "--db", demo_store).status == 2


PLAN_SHARE = ("-e", "Nghe An", "-i", "disbursement", "--period", "2025")


def test_a_revised_target_keeps_what_it_leaves_unsaid(cli: Cli, here: Path) -> None:
    store = ("--db", here / "store.db")
    first = ("--closing", "2026-01-31", "--denominator", "10000 bn VND", "--owner", "Finance")
    assert cli("add-target", *PLAN_SHARE, "95%", *first, *store).status == 0
    assert cli("add-target", *PLAN_SHARE, "100%", "--revise", *store).status == 0
    (row,) = csv.DictReader(io.StringIO(cli("list", "targets", "--format", "csv", *store).out))
    kept = row["target"], row["closing"], row["owner"], row["version"]
    assert kept == (">= 100%", "2026-01-31", "Finance", "2")
    cli("log", *PLAN_SHARE[:4], "--period", "2025-H1", "4000 bn VND", *store)
    out = cli("status", "--as-of", "2025-07-05", "--format", "json", *store).out
    assert json.loads(out)["rows"][0]["value"] == 40
    again = cli("add-target", *PLAN_SHARE, "100%", "--revise", *store)
    assert "nothing changed" in again.err


def test_a_revised_growth_target_keeps_its_quarters(cli: Cli, here: Path) -> None:
    store = ("--db", here / "store.db")
    quarters = [f"--quarter=2025-Q{n}={rate}%" for n, rate in enumerate((8, 9, 11, 12), 1)]
    assert cli("add-target", *GROWTH_2025, "10%", *quarters, *store).status == 0
    assert cli("add-target", *GROWTH_2025, "10.5%", "--revise", *store).status == 0
    with open_to_read(here / "store.db") as ask:
        series = reading.series(ask, "Nghe An", "grdp-growth", date(2999, 1, 1))
    assert [len(version.points) for version in series.versions] == [4, 4]


@pytest.mark.parametrize(
    "options",
    [
        ("--weight=2025-Q1=0.5", "--weight=2025-Q2=0.5"),
        ("--quarter=2025-Q1=5%",),
        ("--quarter=2024-Q1=5%",),
    ],
)
def test_parts_that_leave_some_of_the_year_out_are_refused(
    cli: Cli, here: Path, options: tuple[str, ...]
) -> None:
    result = cli("add-target", *GROWTH_2025, "8%", *options, "--db", here / "store.db")
    assert result.status == 3
    assert not (here / "store.db").exists()


def test_an_amount_that_no_target_can_use_is_said_so(cli: Cli, here: Path) -> None:
    store = ("--db", here / "store.db")
    cli("add-target", *PLAN_SHARE, "95%", *store)
    result = cli("log", *PLAN_SHARE[:4], "--period", "2025-H1", "4000 bn VND", *store)
    assert "--denominator" in result.err


def test_a_magnitude_alone_is_of_what_the_indicator_counts(cli: Cli, here: Path) -> None:
    typed = ("log", *REVENUE, "--period", "2025-01/2025-05", "11.360 tỷ", "--lang", "vi")
    result = cli(*typed, "--db", here / "store.db")
    assert (result.status, "11.360 tỷ đồng" in result.err) == (0, True)


def test_months_that_are_missing_never_condemn_and_are_named(cli: Cli, here: Path) -> None:
    store = ("--db", here / "store.db")
    typed = ("-e", "Nghe An", "-i", "fdi")
    milestone = ("--period", "2025", "12 m USD", "--point", "2025-10-31=10 m USD")
    assert cli("add-target", *typed, *milestone, *store).status == 0
    assert cli("log", *typed, "--period", "2025-10", "1 m USD", *store).status == 0
    out = cli("status", "--as-of", "2025-11-05", "--format", "json", *store).out
    (row,) = json.loads(out)["rows"]
    assert row["status"] == "at-risk"
    assert "figures are missing" in row["why"]


def test_a_reader_that_stops_reading_is_no_failure(demo_store: Path) -> None:
    program = f"{sys.executable} -m targettrack"
    script = f"set -o pipefail; {program} status --db {demo_store} | head -1"
    done = subprocess.run(  # noqa: S603 - our own program
        ["/bin/bash", "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")  # noqa: PTH110
def test_an_output_that_cannot_be_written_is_one_line(demo_store: Path) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "targettrack", "status", "--db", str(demo_store)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 3
    assert done.stderr.startswith("error: the output could not be written")
    assert len(done.stderr.splitlines()) == 1
