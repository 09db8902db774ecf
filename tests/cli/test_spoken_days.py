"""Days and periods as people say them, resolved against the day that is judged."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_questions import answered

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli

DAY = ("--as-of", "2026-11-12")  # a Thursday


@pytest.fixture(autouse=True)
def _store(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TARGETTRACK_DB", str(here / "store.db"))


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("--period 'last month'", "2026-10"),
        ("--period 'tháng trước'", "2026-10"),
        ("--period 'thang truoc'", "2026-10"),
        ("--period 'quý trước'", "2026-Q3"),
        ("--period yesterday", "2026-11-11"),
        ("--period 'hôm qua'", "2026-11-11"),
        ("--period 'last week'", "2026-11-02/2026-11-08"),
        ("--period 'last year'", "2025"),
        ("--period 'tháng 12'", "2025-12"),
        ("--period December", "2025-12"),
        ("--period 'tháng 10'", "2026-10"),
        ("--period 'tháng 5 năm ngoái'", "2025-05"),
        ("--period 'end of last month'", "2026-10-31"),
        ("--period 31/10/2026", "2026-10-31"),
        ("--period 10/31/2026", "2026-10-31"),
    ],
)
def test_a_figure_of_a_period_as_it_is_said(cli: Cli, words: str, period: str) -> None:
    cli("add-target", "Acme", "weight", "at most 70 kg", "--period", "2025/2026")
    status, _, err = cli("log", "weight", "72", *DAY, *shlex.split(words))
    assert status == 0
    assert f"weight of Acme, {period} " in err


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("--by 'end of year'", "2026-11-12/2026-12-31"),
        ("--by 'cuối năm'", "2026-11-12/2026-12-31"),
        ("by Friday", "2026-11-12/2026-11-13"),
        ("--by 'thứ sáu tuần sau'", "2026-11-12/2026-11-20"),
        ("--by 'next month'", "2026-11-12/2026-12-31"),
        ("--by 'in 2 weeks'", "2026-11-12/2026-11-26"),
        ("--by 31/01/2027", "2026-11-12/2027-01-31"),
        ("--period 'next quarter'", "2027-Q1"),
        ("--period 'năm nay'", "2026"),
    ],
)
def test_a_target_by_a_day_as_it_is_said(cli: Cli, words: str, period: str) -> None:
    status, _, err = cli("add-target", "Acme", "report", "done", *shlex.split(words), *DAY)
    assert (status, f"for {period}, Plan" in err) == (0, True), err


def test_every_option_of_a_day_takes_it(cli: Cli) -> None:
    cli("add-target", "Acme", "churn", "2%", "--period", "2026")
    cli("log", "churn", "1.8%", "--period", "2026-10", *DAY)
    for words in ("yesterday", "last month", "hôm nay", "31/12/2026", "end of Q3"):
        status, _, err = cli("status", "--as-of", words)
        assert (status, err) == (0, "")
    assert "As of 31 October 2026" in cli("status", "--as-of", "31/10/2026").out
    assert cli("history", "--since", "last year", *DAY).status == 0
    revised = shlex.split("add-target churn 1.5% --revise --period 2026")
    assert cli(*revised, "--valid-from", "30/6/2026").status == 0
    (row,) = json.loads(cli("status", "--as-of", "29/6/2026", "--json").out)["rows"]
    assert row["target"] == 2


def test_a_date_that_reads_two_ways_is_read_day_first_and_said(cli: Cli) -> None:
    cli("add-target", "Acme", "weight", "at most 70 kg", "--period", "2026")
    line = ("log", "weight", "72", "--period", "03/04/2026")
    status, _, err = cli(*line)
    assert status == 0
    assert err.startswith('"03/04/2026" is read day first, as 2026-04-03; config set dates')
    assert "được đọc ngày trước" in cli(*line, "--lang", "vi").err
    cli("config", "set", "dates", "month-first")
    assert "2026-03-04 single" in cli(*line).err
    assert cli("config", "set", "dates", "year-first").status == 3


def test_on_a_terminal_what_reads_two_ways_is_asked(cli: Cli) -> None:
    cli("add-target", "Acme", "weight", "at most 70 kg", "--period", "2026")
    status, shown = answered("log weight 72 --period 03/04/2026", "2")
    assert (status, "reads two ways" in shown, "2026-03-04 single" in shown) == (0, True, True)
    status, shown = answered("add-target report done --by 'next Friday' --as-of 2026-11-12", "2")
    assert (status, "2026-11-12/2026-11-20" in shown) == (0, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("next Friday", "--by 2026-11-13"),
        ("thang sau", "tháng sau (next month), tháng 6"),
        ("last 30 days", "--by 2026-10-13/2026-11-11"),
        ("whenever", "is not a period"),
    ],
)
def test_what_reads_two_ways_is_refused_in_a_pipe_with_both(
    cli: Cli, words: str, said: str
) -> None:
    status, _, err = cli("add-target", "Acme", "report", "done", "--by", words, *DAY)
    assert (status in {2, 3}, said in err) == (True, True), err


def test_next_month_is_no_june(cli: Cli) -> None:
    status, _, err = cli("add-target", "Acme", "churn", "2%", "--period", "tháng sau", *DAY)
    assert (status, "2026-12" in err) == (0, True)
    _, _, err = cli("add-target", "Acme", "churn", "2%", "--period", "tháng sáu", *DAY)
    assert "2026-06" in err


def test_a_file_has_no_day_that_is_another_one_tomorrow(cli: Cli, here: Path) -> None:
    cli("add-target", "Acme", "churn", "2%", "--period", "2026")
    file = here / "figures.csv"
    file.write_text("entity,indicator,period,value,unit\nAcme,churn,last month,1.8,%\n")
    status, _, err = cli("import", file)
    assert status == 3
    assert '"last month" is not a period: it is another one on another day' in err


def test_an_answer_is_read_as_an_option_is() -> None:
    status, shown = answered("add-target Acme report done --as-of 2026-11-12", "next week")
    assert (status, "2026-11-12/2026-11-22" in shown) == (0, True)
