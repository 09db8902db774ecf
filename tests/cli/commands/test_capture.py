"""A report as it is given on the command line, in a pipe and on a terminal."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pexpect
import pytest

from targettrack.app.plans.apply import load_folder
from targettrack.exchange.figures.read_csv import read_figures
from targettrack.exchange.packaged import by_every_name, catalogue
from targettrack.exchange.plans.read import read_plan
from targettrack.store import open_to_read, open_to_write, reading
from tests.conftest import PATIENCE, open_terminal, run_program
from tests.store.samples import STAMP

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli

REPORT = """Nghe An: growth continues
10 June 2025

The Provincial People's Committee of Nghe An supplements the growth scenario to strive
for 10.5% in 2025.
State budget revenue in the area in the first 5 months was VND11,360 billion, reaching
64.1% of the estimate, up 8.4% over the same period.
By the end of May, the total disbursement of the 2025 public investment plan reached
30.01%.
The province has approved investment policies for 23 projects.
"""
CITED = "Nghe An: growth continues, 10 June 2025"


@pytest.fixture
def report(here: Path) -> Path:
    path = here / "report.txt"
    path.write_text(REPORT, "utf-8")
    return path


@pytest.fixture
def store(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TARGETTRACK_DB", str(here / "store.db"))
    return here / "store.db"


def rows(cli: Cli, *typed: str | Path) -> list[dict[str, Any]]:
    result = cli("capture", *typed, "--format", "json")
    assert result.status == 0, result.err
    found: list[dict[str, Any]] = json.loads(result.out)
    return found


# --- in a pipe ----------------------------------------------------------------------------------


def test_a_pipe_gets_a_list_and_nothing_is_recorded(cli: Cli, report: Path, store: Path) -> None:
    found = rows(cli, report)
    revenue = next(row for row in found if row["indicator"] == "budget-revenue")
    assert (revenue["claim"], revenue["entity"]) == ("observation", "Nghệ An")
    assert (revenue["value"], revenue["unit"]) == (11360, "bn VND")
    assert (revenue["period"], revenue["basis"]) == ("2025-01/2025-05", "ytd")
    assert revenue["note"].endswith("growth as stated: +8.4%")
    assert revenue["quote"].startswith("State budget revenue")
    assert [row["claim"] for row in found if row["indicator"] == "grdp-growth"] == ["target"]
    assert {"share-of-plan", "year-on-year"} <= {row["claim"] for row in found}
    assert not store.exists()


def test_a_table_names_what_was_found(cli: Cli, report: Path, store: Path) -> None:
    result = cli("capture", report)
    assert "11,360" in result.out
    assert "budget-revenue" in result.out
    assert not store.exists()


def test_a_dash_is_what_comes_in_by_a_pipe(report: Path, store: Path) -> None:
    script = (
        "import io, sys; from targettrack.cli.main import run; "
        f"sys.stdin = io.TextIOWrapper(open({str(report)!r}, 'rb')); sys.exit(run(sys.argv[1:]))"
    )
    result = run_program("capture", "-", "--format", "csv", script=script)
    assert result.status == 0, result.err
    assert any(row["value"] == "11360" for row in csv.DictReader(io.StringIO(result.out)))
    assert not store.exists()


def test_the_day_and_the_entity_may_be_said(cli: Cli, here: Path, store: Path) -> None:
    bare = here / "bare.txt"
    bare.write_text("State budget revenue in the first 5 months was VND11,360 billion.\n", "utf-8")
    (row,) = rows(cli, bare, "--published", "2025-06-10", "--entity", "nghe an")
    assert (row["entity"], row["period"]) == ("Nghệ An", "2025-01/2025-05")
    assert not store.exists()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("missing.txt", None, "does not exist"),
        ("old.doc", b"\xd0\xcf\x11\xe0", "save it as .docx"),
        ("latin.txt", b"b\xe1o c\xe1o", "it is not UTF-8 from byte 1 on"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(
    cli: Cli, here: Path, name: str, data: bytes | None, words: str
) -> None:
    if data is not None:
        (here / name).write_bytes(data)
    result = cli("capture", name)
    assert result.status == 3
    assert result.err.startswith(f"error: {name}: ")
    assert words in result.err
    assert len(result.err.splitlines()) == 1


def test_a_day_to_come_and_a_format_that_there_is_not_are_refused(cli: Cli, report: Path) -> None:
    assert "to come" in cli("capture", report, "--published", "2999-01-01").err
    result = cli("capture", report, "--format", "xml")
    assert result.status == 2
    assert "figures" in result.err
    assert "toml" not in cli("status", "--format", "xml").err


# --- files for review ---------------------------------------------------------------------------


def test_toml_is_a_plan_and_figures_are_a_table_that_are_read_back(
    cli: Cli, report: Path, here: Path, store: Path
) -> None:
    folder = here / "reviewed"
    folder.mkdir()
    plan = cli("capture", report, "--format", "toml", "--scenario", "Growth scenario 2025")
    (folder / "plan.toml").write_text(plan.out, "utf-8")
    figures = cli("capture", report, "--format", "figures")
    (folder / "figures.csv").write_text(figures.out, "utf-8")
    assert "seen, not understood, no indicator" in figures.err
    assert "[23 projects]" in figures.err

    known = by_every_name(catalogue().values())
    (planned,) = read_plan(folder / "plan.toml", known).targets
    assert (planned.entity, planned.indicator.id) == ("Nghệ An", "grdp-growth")
    assert (planned.target.value, planned.target.scenario.name) == (
        Decimal("10.5"),
        "Growth scenario 2025",
    )
    assert str(planned.target.document) == CITED
    logged = read_figures(folder / "figures.csv", known, datetime.now().astimezone())
    assert {(one.indicator.id, str(one.observation.value)) for one in logged} == {
        ("budget-revenue", "11360"),
        ("public-investment", "30.01"),
    }
    days = [one.observation.recorded_on for one in logged]
    assert set(days) == {date(2025, 6, 10)}
    applied = cli("apply", folder / "plan.toml")
    assert applied.status == 0, applied.err
    with open_to_write(store, STAMP) as session:
        loaded = load_folder(session, folder, datetime.now().astimezone())
    assert (loaded.targets, loaded.vintages) == (0, 2)


def test_a_report_without_targets_is_a_plan_without_any(cli: Cli, here: Path) -> None:
    bare = here / "bare.txt"
    bare.write_text("In May 2025 it rained.\n", "utf-8")
    result = cli("capture", bare, "--format", "toml")
    assert (result.status, result.out.strip()) == (0, "")


# --- on a terminal ------------------------------------------------------------------------------

ASKED = r"\[q\]uit: "


def terminal(*typed: str | Path) -> pexpect.spawn:
    with open_terminal():
        """One can be opened, so that pexpect can open another."""
    return pexpect.spawn(
        sys.executable,
        ["-m", "targettrack", *map(str, typed)],
        env={**os.environ, "TERM": "dumb", "PYTHONUTF8": "1", "COLUMNS": "80"},
        encoding="utf-8",
        dimensions=(50, 80),
        timeout=PATIENCE,
    )


def answer(asked: pexpect.spawn, *steps: tuple[str, str]) -> None:
    """Wait for each prompt and send what follows it."""
    for prompt, reply in steps:
        asked.expect(prompt)
        asked.sendline(reply)


def field(name: str, reply: str = "", shown: str = ".*") -> tuple[str, str]:
    return rf"{name} \[{shown}\]: ", reply


def test_each_is_accepted_edited_or_dropped_and_all_are_recorded_at_once(
    cli: Cli, report: Path, store: Path
) -> None:
    typed = ("-p", "Nghe An", "-i", "budget-revenue", "--period", "2025", "17722 bn VND")
    assert cli("add-target", *typed, "--scenario", "Estimate").status == 0
    with terminal("capture", report) as asked:
        asked.expect(r"1 of 3: target")
        answer(asked, (ASKED, "a"))
        asked.expect(r"2 of 3: figure, \d+% sure")
        asked.expect(r"VND\[11,360\]")
        asked.expect(r"agrees with 17,722 bn VND, Estimate")
        answer(asked, (ASKED, "?"))
        asked.expect("nothing is recorded")
        answer(asked, (ASKED, "a"))
        asked.expect(r"3 of 3")
        answer(asked, (ASKED, "e"), field("target", "graph"))
        asked.expect('"graph" is not a kind of record: write figure or target')
        answer(asked, (ASKED, "e"), field("figure or target"), field("entity"))
        answer(asked, field("indicator"), field("value", "31%"))
        answer(asked, field("period", "2999-01/2999-05"), field("basis"))
        answer(asked, field("qualifier", "estimated"), (ASKED, "a"))
        asked.expect("error: .*2999")
        answer(asked, (ASKED, "e"), field("figure or target"), field("entity"))
        answer(asked, field("indicator"), field("value"))
        answer(asked, field("period", "2025-01/2025-05", "2999-01/2999-05"), field("basis"))
        answer(asked, field("qualifier", "-", "estimated"), (ASKED, "e"), field("figure or target"))
        answer(asked, field("entity"), field("indicator", "-"), field("value"), field("period"))
        answer(asked, field("basis"), field("qualifier"), (ASKED, "a"))
        asked.expect("error: it has no indicator yet")
        answer(asked, (ASKED, "e"), field("figure or target"), field("entity"))
        answer(asked, field("indicator", "public-investment"), field("value"), field("period"))
        answer(asked, field("basis"), field("qualifier"), (ASKED, "a"))
        answer(asked, (r"Record 2 figures and 1 target\? \[y/N\]: ", "y"))
        asked.expect(pexpect.EOF)
    assert asked.exitstatus == 0
    with open_to_read(store) as ask:
        revenue = reading.series(ask, "Nghệ An", "budget-revenue", date(2900, 1, 1))
        share = reading.series(ask, "Nghệ An", "public-investment", date(2900, 1, 1))
        growth = reading.series(ask, "Nghệ An", "grdp-growth", date(2900, 1, 1))
    (figure,) = revenue.vintages
    assert (str(figure.value), str(figure.document)) == ("11360", CITED)
    assert figure.quote is not None
    assert figure.quote.startswith("State budget revenue in the area")
    assert figure.note == "share as stated: 64.1% (of the estimate); growth as stated: +8.4%"
    assert figure.recorded_on == date(2025, 6, 10)
    assert [(str(one.value), one.qualifier) for one in share.vintages] == [("31", None)]
    (target,) = growth.versions
    assert (str(target.value), target.scenario.name) == ("10.5", "Plan")


def test_what_was_taken_for_a_target_can_be_recorded_as_a_figure(here: Path, store: Path) -> None:
    path = here / "report.txt"
    path.write_text("The target of GRDP growth of Nghe An for 2025-H1 is 8.24%.\n", "utf-8")
    with terminal("capture", path, "--published", "2025-07-05") as asked:
        asked.expect("1 of 1: target")
        answer(asked, (ASKED, "e"), field("figure or target", "figure", "target"))
        answer(asked, field("entity"), field("indicator"), field("value"))
        answer(asked, field("period", "2025-H1"), field("basis", "ytd"), field("qualifier"))
        asked.expect("1 of 1: figure")
        answer(asked, (ASKED, "a"), (r"Record 1 figure\? \[y/N\]: ", "yes"))
        asked.expect(pexpect.EOF)
    with open_to_read(store) as ask:
        (figure,) = reading.series(ask, "Nghệ An", "grdp-growth", date(2900, 1, 1)).vintages
    assert (str(figure.value), figure.basis.value) == ("8.24", "ytd")


@pytest.mark.parametrize("answers", [("a", "q"), ("a", "d", "d", "n"), ("a", "\x04")])
def test_quitting_no_and_the_end_of_input_record_nothing(
    report: Path, store: Path, answers: tuple[str, ...]
) -> None:
    with terminal("capture", report) as asked:
        for reply in answers:
            asked.expect(r"(uit|N)\]?.{0,4}: ")
            if reply == "\x04":
                asked.sendeof()
            else:
                asked.sendline(reply)
        asked.expect("nothing was recorded")
        asked.expect(pexpect.EOF)
    assert asked.exitstatus == 0
    assert not store.exists()


def test_an_interrupt_records_nothing(report: Path, store: Path) -> None:
    with terminal("capture", report) as asked:
        asked.expect(ASKED)
        asked.sendline("a")
        asked.expect(ASKED)
        asked.sendintr()
        asked.expect(pexpect.EOF)
    assert asked.exitstatus == 130
    assert not store.exists()
