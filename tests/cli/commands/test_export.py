"""What the store holds goes out as files, whole or not at all."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from targettrack.exchange.figures.row import OPTIONAL, REQUIRED
from targettrack.render.workbook import FIGURES
from tests.conftest import run_program

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli

HIS = ("-p", "Nghe An", "--as-of", "2025-06-10")
# A disk that takes no file beyond a size stands for a full one.
FULL_DISK = """
import resource, sys
from targettrack.cli.main import run
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
sys.exit(run(sys.argv[1:]))
"""


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def test_figures_go_out_as_they_count_or_in_every_vintage(
    cli: Cli, demo_store: Path, here: Path
) -> None:
    done = cli("export", "now.csv", *HIS, "-i", "grdp-growth", "--db", demo_store)
    assert done.err == (
        "wrote now.csv: 5 figures\n3 earlier vintages were left out: --vintages adds them\n"
    )
    cli("export", "all.csv", *HIS, "-i", "grdp-growth", "--vintages", "--db", demo_store)
    now, every = rows_of(here / "now.csv"), rows_of(here / "all.csv")
    assert list(now[0]) == [*REQUIRED, *OPTIONAL]
    assert (len(now), len(every)) == (5, 8)
    assert [row["value"] for row in every if row["period"] == "2025-Q1"] == ["8", "6.99"]
    assert [row["value"] for row in now if row["period"] == "2025-Q1"] == ["6.99"]


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        (("--period", "2025-H1"), {"2025-Q1", "2025-Q2", "2025-H1"}),
        (("--since", "2025-10-01"), {"2025-Q3", "2025-9M"}),
        (("-s", "conclusion 123-kl/tw"), {"2025-Q1", "2025-Q2", "2025-Q3", "2025-H1", "2025-9M"}),
        (("--known-at", "2025-07-03"), {"2025-Q1", "2025-Q2", "2025-H1"}),
    ],
)
def test_figures_are_chosen_by_period_day_and_scenario(
    cli: Cli, demo_store: Path, here: Path, filters: tuple[str, ...], kept: set[str]
) -> None:
    of = ("-p", "Nghe An", "-i", "grdp-growth")
    assert cli("export", "some.csv", *of, *filters, "--db", demo_store).status == 0
    assert {row["period"] for row in rows_of(here / "some.csv")} == kept


def test_text_that_looks_like_a_formula_goes_out_as_text_and_comes_back(
    cli: Cli, here: Path
) -> None:
    cli("add-indicator", "Balance", "--kind", "flow", "--unit", "bn VND")
    cli("add-entity", "=Vinh")
    words = ("--source", "=HYPERLINK(1)", "--quote", "-5 tỷ", "--note", "@x", "--single")
    value = (
        "log",
        "-p",
        "=Vinh",
        "-i",
        "balance",
        "--period",
        "2025-05",
        *words,
        "--",
        "-5 bn VND",
    )
    assert cli(*value).status == 0
    cli("export", "out.csv")
    (row,) = rows_of(here / "out.csv")
    assert row["value"] == "-5"
    told = {name: row[name] for name in ("entity", "source", "quote", "note")}
    assert told == {
        "entity": "'=Vinh",
        "source": "'=HYPERLINK(1)",
        "quote": "'-5 tỷ",
        "note": "'@x",
    }
    assert "recorded 0, revised 0, unchanged 1" in cli("import", "out.csv").err
    cli("export", "out.xlsx")
    cells = CalamineWorkbook.from_path(here / "out.xlsx").get_sheet_by_name("Figures").to_python()
    assert cells[1][:4] == ["=Vinh", "balance", "2025-05", -5.0]
    assert "=HYPERLINK(1)" in cells[1]


def test_a_workbook_has_verdicts_figures_and_targets_as_numbers_and_days(
    cli: Cli, demo_store: Path, here: Path
) -> None:
    assert set(FIGURES) == {*REQUIRED, *OPTIONAL} - {"recorded_at"}
    assert cli("export", "report.xlsx", *HIS, "--db", demo_store).status == 0
    book = CalamineWorkbook.from_path(here / "report.xlsx")
    assert book.sheet_names == ["Status", "Figures", "Targets"]
    heads = {
        name: [
            dict(zip(rows[0], row, strict=True))
            for rows in [book.get_sheet_by_name(name).to_python()]
            for row in rows[1:]
        ]
        for name in book.sheet_names
    }
    revenue = next(r for r in heads["Status"] if r["indicator"] == "State budget revenue")
    assert (revenue["value"], revenue["on"]) == (11360, date(2025, 5, 31))
    assert (revenue["verdict"], revenue["target"]) == ("✓ on-track", ">= 17,722 bn VND")
    assert round(float(str(revenue["gap"]))) == 4028
    assert 0.9 <= float(str(revenue["probability"])) < 1
    figure = next(r for r in heads["Figures"] if r["indicator"] == "budget-revenue")
    assert isinstance(figure["value"], float)
    assert isinstance(figure["recorded_on"], date)
    target = next(r for r in heads["Targets"] if r["indicator"] == "budget-revenue")
    assert (target["value"], target["closing"]) == (17722, date(2025, 12, 31))


def test_verdicts_go_out_as_a_table_for_a_report(cli: Cli, demo_store: Path, here: Path) -> None:
    assert cli("export", "status.md", *HIS, "--db", demo_store).status == 0
    text = (here / "status.md").read_text("utf-8")
    assert text.startswith("| entity | indicator | period |")
    assert "| ! at-risk |" in text
    assert text.endswith("6 targets: 2 off-track, 1 at-risk, 3 on-track.\n")


def test_a_plan_goes_out_and_says_the_same(cli: Cli, demo_store: Path, here: Path) -> None:
    assert cli("export", "plan.toml", "-p", "Nghe An", "--db", demo_store).status == 0
    assert cli("export", "--plan", "-p", "Nghe An", "--db", demo_store).out == (
        here / "plan.toml"
    ).read_text("utf-8")
    assert cli("diff", "plan.toml", "--db", demo_store).status == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("a.txt",), '"a.txt" is not a file that can be exported: write *.csv, *.xlsx'),
        ((), "name a file, or say --to csv, xlsx, jsonl, sdmx, markdown or ics"),
        (("a.csv", "--to", "xml"), '"xml" is not a format of exports: write csv, xlsx'),
        (("a.csv", "--format", "csv"), "--format is for what is printed: say --to"),
        (("a.md", "--since", "2025-01-01"), "--since goes with records"),
        (("--to", "sdmx", "--vintages"), "--vintages goes with csv, xlsx and jsonl"),
        (("a.csv", "--rulebook", "eurostat"), "--rulebook goes with xlsx"),
        (("--plan", "--to", "csv"), "--plan and --to name two formats"),
    ],
)
def test_options_that_do_not_go_together_are_said(
    cli: Cli, demo_store: Path, here: Path, typed: tuple[str, ...], said: str
) -> None:
    refused = cli("export", *typed, "--db", demo_store)
    assert (refused.status, refused.out) == (2, "")
    assert said in refused.err
    assert not list(here.iterdir())


def test_a_full_disk_leaves_what_was_there(demo_store: Path, here: Path) -> None:
    (here / "all.jsonl").write_text("old")
    words = ("export", here / "all.jsonl", "--force", "--db", demo_store)
    refused = run_program(*words, script=FULL_DISK)
    assert refused.status == 3
    assert 'all.jsonl" could not be written: File too large' in refused.err
    assert (here / "all.jsonl").read_text() == "old"
    assert list(here.iterdir()) == [here / "all.jsonl"]


def test_a_reader_that_goes_away_ends_it_quietly(demo_store: Path) -> None:
    words = [sys.executable, "-m", "targettrack", "export", "--to", "jsonl", "--db", demo_store]
    with subprocess.Popen(  # noqa: S603 - our own program
        list(map(str, words)), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        started.stdout.close()
        assert (started.wait(), started.stderr.read()) == (0, b"")


def test_the_store_itself_is_never_written_over(cli: Cli, demo_store: Path) -> None:
    refused = cli("export", demo_store, "--to", "csv", "--force", "--db", demo_store)
    assert refused.status == 3
    assert "it is the store itself" in refused.err
    assert cli("list", "series", "--db", demo_store).status == 0


BAD = {
    '{"record": "entity"}': "name is missing",
    '{"record": "vintage"}': '"vintage" is not a record: write entity, indicator, document',
    "[1]": 'is not a record: write {"record": "observation", ...}',
    "{": "is not JSON",
    "[" * 100_000: "is not JSON",
    '{"record": "document", "title": 5, "number": null, "issuer": null, "date": "2025-13-01", '
    '"url": null, "x": 1}': "title: ",
}


@pytest.mark.parametrize("line", BAD)
def test_a_line_that_is_no_record_is_named_and_nothing_is_restored(
    cli: Cli, here: Path, line: str
) -> None:
    (here / "bad.jsonl").write_text(f'{{"record": "targettrack", "version": 1}}\n\n{line}\n')
    refused = cli("import", "bad.jsonl")
    assert refused.status == 3
    assert "error: bad.jsonl, line 3: " in refused.err
    assert BAD[line] in refused.err
    assert not (here / "targettrack.db").exists()


def test_the_vietnamese_name_of_an_earlier_export_is_restored(cli: Cli, here: Path) -> None:
    line = (
        '{"record": "indicator", "id": "houses", "name": "Houses", "name_vi": "Nhà ở", '
        '"aliases": [], "kind": "flow", "unit": "houses", "absolute_unit": null, '
        '"direction": "up", "frequency": "month", "precision": 0, "publication_lag": 10, '
        '"least": null, "most": null}'
    )
    (here / "old.jsonl").write_text(f'{{"record": "targettrack", "version": 1}}\n{line}\n')
    assert cli("import", "old.jsonl").status == 0
    cli("export", "new.jsonl")
    assert '"names": {"vi": "Nhà ở"}, "aliases": []' in (here / "new.jsonl").read_text("utf-8")


def test_every_key_of_a_line_that_does_not_fit_is_named(cli: Cli, here: Path) -> None:
    line = list(BAD)[-1]
    (here / "bad.jsonl").write_text(f'{{"record": "targettrack", "version": 1}}\n{line}\n')
    assert cli("import", "bad.jsonl").err.splitlines() == [
        'error: bad.jsonl, line 2: "x" is not a key of it',
        'error: bad.jsonl, line 2: title: "5" does not fit: write text',
        'error: bad.jsonl, line 2: date: "2025-13-01" is not a day: write "2025-05-31"',
    ]


def test_an_export_that_has_moments_only_gets_the_days_that_they_stood_for(
    cli: Cli, here: Path, demo_store: Path
) -> None:
    cli("export", "now.jsonl", "--db", demo_store)
    now = (here / "now.jsonl").read_text("utf-8")
    _, *kept = now.splitlines(keepends=True)
    later = ('{"record": "event"', '{"record": "rows"', '{"record": "end"')
    old = '{"record": "targettrack", "version": 1}\n'
    old += "".join(line for line in kept if not line.startswith(later))

    def midnight(found: re.Match[str]) -> str:
        there = datetime.fromisoformat(f"{found[1]}T00:00:00+07:00")
        return f'"recorded_at": "{there.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"'

    old = re.sub(r'"recorded_on": "([^"]*)", "recorded_at": "[^"]*"', midnight, old)
    (here / "old.jsonl").write_text(old, "utf-8")
    assert cli("import", "old.jsonl", "--db", here / "old.db").status == 0
    cli("export", "again.jsonl", "--db", here / "old.db")
    days = re.compile(r'"recorded_on": "[^"]*"')
    assert days.findall((here / "again.jsonl").read_text("utf-8")) == days.findall(now)


@pytest.mark.parametrize(
    ("first", "said"),
    [
        ("{}", "is not the beginning of an export of a store"),
        ('{"record": "targettrack", "version": 4}', "was written by a newer targettrack"),
    ],
)
def test_a_file_that_is_no_export_of_this_version_is_refused(
    cli: Cli, here: Path, first: str, said: str
) -> None:
    (here / "bad.jsonl").write_text(f"{first}\n")
    assert said in cli("import", "bad.jsonl").err


def test_records_do_not_go_into_an_indicator_that_means_something_else(
    cli: Cli, demo_store: Path, here: Path
) -> None:
    cli("export", "all.jsonl", "--db", demo_store)
    other = here / "other.db"
    words = ("add-indicator", "Turnover", "--id", "trade-turnover", "--kind", "flow")
    assert cli(*words, "--unit", "m EUR", "--db", other).status == 0
    refused = cli("import", "all.jsonl", "--db", other)
    assert refused.status == 3
    assert "indicator trade-turnover is a flow in m USD here" in refused.err


def test_a_part_of_a_store_can_be_restored_by_itself(
    cli: Cli, demo_store: Path, here: Path
) -> None:
    cli("export", "part.jsonl", "-s", "Growth scenario 2025", "--db", demo_store)
    assert cli("import", "part.jsonl", "--db", here / "part.db").status == 0
    lines = (here / "part.jsonl").read_text("utf-8").splitlines()
    names = {json.loads(line).get("name") for line in lines[1:]}
    assert {"Viet Nam", "Nghệ An", "Growth scenario 2025"} <= names
    assert "Cao Bằng" not in names
    chosen = ("status", "-s", "Growth scenario 2025", "--as-of", "2025-07-31", "--format", "csv")
    whole = cli(*chosen, "-p", "Nghe An", "--db", demo_store).out
    part = cli(*chosen, "-p", "Nghe An", "--db", here / "part.db").out
    assert part == whole


def test_a_workbook_comes_back_as_the_figures_that_went_out(
    cli: Cli, demo_store: Path, here: Path
) -> None:
    """Whatever day they were recorded on; what is no figure is left out, and said."""
    cli("export", "all.xlsx", "--vintages", "--db", demo_store)
    book = CalamineWorkbook.from_path(here / "all.xlsx")
    count = len(book.get_sheet_by_name("Figures").to_python()) - 1
    back = cli("import", "all.xlsx", "--db", demo_store)
    assert back.err.endswith(f"recorded 0, revised 0, unchanged {count}\n")
    assert "sheet Status is of an export, and holds no figures: left out" in back.err
    assert "sheet Targets is of an export, and holds no figures: left out" in back.err


@pytest.mark.parametrize("day", ["2025-07-01", "2025-07-31", "2025-07-12"])
def test_the_day_of_recording_comes_back_from_a_workbook(cli: Cli, day: str) -> None:
    for store in ("first.db", "second.db"):
        cli("add-entity", "Nghe An", "--kind", "province", "--db", store)
    figure = ("-p", "Nghe An", "-i", "grdp-growth", "8.24%", "--period", "2025-H1")
    cli("log", *figure, "--recorded-on", day, "--db", "first.db")
    cli("export", "out.xlsx", "--db", "first.db")
    assert cli("import", "out.xlsx", "--db", "second.db").status == 0
    first, second = (
        cli("history", "--format", "csv", "--db", store).out for store in ("first.db", "second.db")
    )
    assert day in first
    assert first == second
