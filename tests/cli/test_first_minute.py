"""The first minute: what anyone would type is understood, asked about, or refused by name."""

from __future__ import annotations

import json
import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli

CANNOT, USAGE = 3, 2


@pytest.fixture(autouse=True)
def _store(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TARGETTRACK_DB", str(here / "store.db"))


def typed(cli: Cli, line: str) -> str:
    """Type a line as at a prompt, and return what it said on stderr."""
    status, _, err = cli(*shlex.split(line))
    assert status == 0, err
    return err


def refused(cli: Cli, line: str, exit_status: int = USAGE) -> str:
    status, out, err = cli(*shlex.split(line))
    assert (status, out) == (exit_status, "")
    (sentence,) = err.splitlines()
    return sentence


def rows(cli: Cli, *more: str) -> list[dict[str, Any]]:
    status, out, _ = cli("status", *more, "--format", "json")
    assert status == 0
    found: list[dict[str, Any]] = json.loads(out)["rows"]
    return found


def row(cli: Cli, indicator: str, *more: str) -> dict[str, Any]:
    (found,) = [one for one in rows(cli, *more) if one["indicator"] == indicator]
    return found


def test_a_share_by_a_day_is_met_by_the_total_to_that_day(cli: Cli) -> None:
    typed(cli, 'add-target "Nghe An" disbursement 30% --by 2025-05-31')
    said = typed(cli, 'log "Nghe An" disbursement 30.01% --as-of 2025-06-10')
    assert "for 2025-05, which is due" in said
    assert "as the total from 1 January 2025 to 31 May 2025" in said
    (found,) = rows(cli, "--as-of", "2025-06-10")
    assert (found["status"], found["value"], found["period"]) == (
        "achieved",
        30.01,
        "2025-01/2025-05",
    )
    assert found["why"] == "30.01% reached, 30% asked for"


def test_lines_that_a_team_would_type_need_nothing_else(cli: Cli) -> None:
    typed(cli, 'add-target Acme subscribers "10,000" --by 2026-12-31')
    typed(cli, "log Acme subscribers 8000 --period 2026-09")
    typed(cli, "log Acme subscribers 8900 --period 2026-10")
    for line in (
        'add-target churn "below 2%"',
        'add-target uptime "99.9% kept"',
        'add-target "cost per ticket" "at most 4 EUR"',
        "add-target trainings 120 --kind flow",
    ):
        typed(cli, line)
    found = {one["indicator"]: one for one in rows(cli, "--as-of", "2026-11-05")}
    assert {one["entity"] for one in found.values()} == {"Acme"}
    assert found["subscribers"]["value"] == 8900
    assert found["subscribers"]["status"] == "on-track"
    facts = {name: (one["kind"], one["comparator"], one["unit"]) for name, one in found.items()}
    assert facts == {
        "subscribers": ("level", ">=", "subscribers"),
        "churn": ("level", "<", "%"),
        "uptime": ("hold", ">=", "%"),
        "cost-per-ticket": ("level", "<=", "EUR"),
        "trainings": ("flow", ">=", "trainings"),
    }


def test_what_nothing_tells_is_an_error_that_names_the_option(cli: Cli) -> None:
    typed(cli, "add-target Acme subscribers 10,000 --by 2026-12-31")
    line = refused(cli, "add-target trainings 120")
    for words in ("--kind flow (it adds up over the period", "--kind level", "--kind hold"):
        assert words in line
    typed(cli, "add-target trainings 120 --kind flow")
    line = refused(cli, "log trainings 12 --as-of 2026-11-10")
    for words in ("of 2026-10 alone", "--ytd", "--single"):
        assert words in line


@pytest.mark.parametrize(
    ("words", "facts"),
    [
        ('revenue "1.2m EUR"', ("flow", ">=", 1_200_000, "EUR")),
        ("revenue €300,000", ("flow", ">=", 300_000, "EUR")),
        ("sales at least £5,000", ("flow", ">=", 5000, "GBP")),
        ('"new customers" 500', ("flow", ">=", 500, "new customers")),
        ('members "10k"', ("level", ">=", 10_000, "members")),
        ('"response time" under 24 hours', ("level", "<", 24, "hours")),
        ("defects at most 10", ("flow", "<=", 10, "defects")),
        ("churn 2%", ("level", "<=", 2, "%")),
        ("cost per ticket at most 4 EUR", ("level", "<=", 4, "EUR")),
        ('uptime "keep at least 99.5%"', ("hold", ">=", 99.5, "%")),
        ("sales growth 8%", ("growth", ">=", 8, "%")),
        ('weight "at most 70 kg"', ("level", "<=", 70, "kg")),
        ('GRDP "8% or more"', ("growth", ">=", 8, "%")),
        ("members rise --unit members", ("level", "rise", None, "members")),
        ('"Doanh thu" "tăng 12%"', ("growth", ">=", 12, "%")),
        ("GRDP tăng 8,5% --lang vi", ("growth", ">=", 8.5, "%")),
        ('poverty-rate "giảm còn 2%"', ("level", "<=", 2, "%")),
        ("trainings 120 --kind flow --direction down", ("flow", "<=", 120, "trainings")),
    ],
)
def test_a_first_target_says_what_it_is_of(
    cli: Cli, words: str, facts: tuple[str, str, float | None, str]
) -> None:
    typed(cli, f"add-target --entity Acme {words}")
    (found,) = rows(cli)
    assert tuple(found[key] for key in ("kind", "comparator", "target", "unit")) == facts


@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("churn 2% by 2026-09", "2026-9M"),
        ('churn "2% by 2026-06-30"', "2026-H1"),
        ("churn 2% --by 2027-06-30", "2026-01/2027-06"),
        ("sales 500 EUR --by 2027-03-31", "2027-Q1"),
        ("report done --by 2026-12-31", "2026-11-05/2026-12-31"),
        ("churn 2%", "2026"),
    ],
)
def test_a_day_by_which_it_is_met_makes_the_period(cli: Cli, line: str, period: str) -> None:
    typed(cli, f"add-target --entity Acme {line} --as-of 2026-11-05")
    (found,) = rows(cli)
    assert found["period"] == period


@pytest.mark.parametrize("order", ["Vinh churn", "churn Vinh"])
def test_known_names_stand_in_either_order_and_without_quotes(cli: Cli, order: str) -> None:
    typed(cli, "add-target Vinh churn 2%")
    typed(cli, "add-target Acme churn 2%")
    typed(cli, f"log {order} 3% --period 2026-09")
    assert [one["value"] for one in rows(cli, "-e", "Vinh")] == [3]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("add-target Acme purple cow things 4", "put a name of several words in quotes"),
        ("add-target churn below 2%", "Say --entity NAME"),
        ("add-target 2%", "Say --indicator NAME"),
        ("add-target Acme report done", "Say --by DATE"),
        ("add-target Acme churn", "Say VALUE"),
        ("add-target Acme members rise", "Say --unit UNIT"),
        ("add-target Acme level 5 kg", "--direction down (at most 5 kg)"),
        ("add-target Acme churn 2% --by 2026-05 --period 2026", "--by"),
    ],
)
def test_what_is_missing_is_named(cli: Cli, line: str, said: str) -> None:
    assert said in refused(cli, line)
    assert cli("list", "targets").status != 0


def test_a_well_known_name_in_another_currency_is_another_indicator(cli: Cli) -> None:
    typed(cli, 'add-target Acme revenue "5,000 EUR"')
    typed(cli, 'add-target "Nghe An" "State budget revenue" "17,722 bn VND"')
    found = {one["indicator"]: one["unit"] for one in rows(cli)}
    assert found == {"revenue": "EUR", "budget-revenue": "bn VND"}


def test_a_second_figure_for_the_month_that_is_due_is_not_guessed(cli: Cli) -> None:
    typed(cli, 'add-target Acme weight "at most 70 kg" --as-of 2026-10-05')
    typed(cli, "log weight 73.5 --as-of 2026-11-12")
    typed(cli, "log weight 73.5 --as-of 2026-11-12")
    line = refused(cli, "log weight 72.8 --as-of 2026-11-20")
    assert "--period 2026-10 (it replaces 73.5 kg, of 2026-10 alone)" in line
    assert "--period 2026-11-20 (what it is on 20 November 2026)" in line
    typed(cli, "log weight 72.8 --period 2026-11-20")
    assert row(cli, "weight", "--as-of", "2026-11-30")["value"] == 72.8


def test_a_share_that_falls_is_not_taken_as_a_total(cli: Cli) -> None:
    typed(cli, 'add-target "Nghe An" disbursement 95% --period 2025')
    typed(cli, "log disbursement 12% --period 2025-03")
    assert "alone" in refused(cli, "log disbursement 10% --period 2025-04")
    typed(cli, "log disbursement 10% --period 2025-04 --single")
    assert row(cli, "public-investment", "--as-of", "2025-05-05")["value"] == 22


def test_a_figure_below_nothing_is_no_option(cli: Cli) -> None:
    typed(cli, "add-target Acme profit 5000 EUR --kind flow --as-of 2026-01-05")
    typed(cli, "log profit -800 --ytd --period 2026-03")
    assert row(cli, "profit", "--as-of", "2026-04-05")["value"] == -800


def test_growth_of_what_is_no_growth_is_refused(cli: Cli) -> None:
    line = refused(cli, 'add-target "Nghe An" "budget revenue" "tăng 12%"', CANNOT)
    for words in ("growth on last year", "flow in bn VND", '"State budget revenue growth"'):
        assert words in line


def test_a_figure_on_a_period_that_has_one_is_stated_as_that_was(cli: Cli) -> None:
    typed(cli, 'add-target Acme revenue "1,200,000 EUR" --period 2026')
    typed(cli, "log revenue €900,000 --ytd --period 2026-10")
    line = refused(cli, "log revenue €950,000 --as-of 2026-11-10")
    assert "--period 2026-01/2026-10 (it replaces 900,000 EUR, the total from 1 January" in line
    typed(cli, "log revenue €950,000 --period 2026-01/2026-10")
    assert row(cli, "revenue", "--as-of", "2026-11-10")["value"] == 950_000


@pytest.mark.parametrize(
    "line",
    ["show Acme churn", "show churn", "show -e Acme -i churn", "show -i churn", "show Churn Acme"],
)
def test_a_series_is_shown_by_words_or_options(cli: Cli, line: str) -> None:
    typed(cli, "add-target Acme churn 2%")
    status, out, _ = cli(*shlex.split(line))
    assert status == 0
    assert out.startswith("Acme, churn: level in %")


def test_the_entity_that_is_set_is_meant_where_none_is_named(cli: Cli) -> None:
    typed(cli, "add-target Acme churn 2%")
    typed(cli, "add-target Vinh churn 2%")
    assert "Whose is it" in refused(cli, "log churn 1.8% --period 2026-09")
    typed(cli, "config set entity Acme")
    assert "of Acme, as config set entity says" in typed(cli, "log churn 1.8% --period 2026-09")
    typed(cli, "log Vinh churn 3% --period 2026-09")
    assert "of Acme" in typed(cli, "add-target members 200")
    assert {one["entity"]: one["value"] for one in rows(cli, "-i", "churn")} == {
        "Acme": 1.8,
        "Vinh": 3,
    }
    assert cli("show", "churn").out.startswith("Acme, churn")
    typed(cli, "withdraw figure churn --period 2026-09 --reason mistyped")
    assert row(cli, "churn", "-e", "Acme")["value"] is None


def test_the_only_entity_need_not_be_named_anywhere(cli: Cli) -> None:
    typed(cli, "add-target Acme churn 2%")
    typed(cli, "log churn 1.8% --period 2026-09")
    for line in ("show churn", "history -i churn", "status -i churn", "list targets"):
        assert cli(*shlex.split(line)).status == 0
    typed(cli, "withdraw figure churn --period 2026-09 --reason mistyped")
    typed(cli, "withdraw target -i churn --period 2026 --reason mistyped")
    assert rows(cli) == []


@pytest.mark.parametrize(
    ("name", "value"), [("uptime", "999%"), ("uptime", "-1%"), ("churn", "150%")]
)
def test_no_part_of_a_whole_is_more_than_all_of_it(cli: Cli, name: str, value: str) -> None:
    typed(cli, f'add-target Acme {name} "keep at most 99%"')
    line = refused(cli, f"log {name} {value} --period 2026-09", CANNOT)
    assert f"is beyond {name}, which is at least 0% and at most 100%" in line


@pytest.mark.parametrize("said", ["1.2m", "1.2M", "1,200k", "1,2 triệu", "1.2 million"])
def test_a_count_in_millions_is_one(cli: Cli, said: str) -> None:
    typed(cli, f'add-target Acme views "{said}" --kind flow --unit views --lang en')
    typed(cli, f'log views "{said}" --period 2026-09 --lang {"vi" if "tr" in said else "en"}')
    found = row(cli, "views")
    assert found["value"] == 1_200_000


def test_a_new_count_in_m_is_asked_whether_it_is_a_million(cli: Cli) -> None:
    line = refused(cli, 'add-target Acme views "1.2m" --kind flow')
    assert '--unit "views" (a million) or --unit m (metres)' in line
    typed(cli, 'add-target Acme views "1.2M" --kind flow')
    assert row(cli, "views")["target"] == 1_200_000


def test_what_may_be_at_most_so_much_is_told_by_its_limit(cli: Cli) -> None:
    typed(cli, "add-target Acme costs 100 EUR --period 2026")
    typed(cli, "log costs 80 EUR --ytd --period 2026-10")
    shown = cli("show", "costs").out
    assert ("share of limit" in shown, "share of target" in shown) == (True, False)


@pytest.mark.parametrize(
    ("said", "unit"),
    [("$5,000", "USD"), ("€5,000", "EUR"), ("£5,000", "GBP"), ("¥5,000", "JPY"), ("₫5,000", "VND")],
)
def test_a_currency_by_its_sign(cli: Cli, said: str, unit: str) -> None:
    typed(cli, f"add-target Acme revenue '{said}' --period 2026")
    assert (row(cli, "revenue")["unit"], row(cli, "revenue")["target"]) == (unit, 5000)


def test_revenue_alone_is_that_of_whoever_says_it(cli: Cli) -> None:
    typed(cli, 'add-target Acme revenue "300 bn VND"')
    (found,) = rows(cli)
    assert found["indicator"] == "revenue"


GOVERNMENT = ("province", "commit", "scenario", "tier", "government", "budget")


def test_a_team_meets_no_word_of_government(cli: Cli, here: Path) -> None:
    heard = []
    for line in (
        "init --for team",
        "config set name 'An Nguyen'",
        'add-target Acme subscribers "10,000" --by 2026-12-31 --owner me',
        'add-target churn "below 2%" --period 2026',
        'add-target uptime "99.9% kept" --period 2026',
        'add-target revenue "€1.2m" --by 2026-12-31',
        "add-target trainings 120 --kind flow --period 2026",
        "log subscribers 8,900 --period 2026-10",
        'log revenue "€930k" --ytd --period 2026-10',
        "log trainings 104 --ytd --period 2026-10",
        "log churn 2.1% --period 2026-10",
        "status",
        "status --owner me",
        "status --long",
        "status --legend",
        "show subscribers",
        "show churn",
        "history",
        "check",
        "report page.html",
        "email --out mail --test an@example.org",
        "help words",
        "help kinds",
        "help periods",
    ):
        done = cli(*shlex.split(line))
        heard.append((line, done.out + done.err))
    page = re.sub(r"<(style|script|svg)\b.*?</\1>|<[^>]*>", " ", (here / "page.html").read_text())
    heard.append(("page", page))
    found = [
        (line, word)
        for line, said in heard
        for word in GOVERNMENT
        if re.search(rf"\b{word}", said, re.IGNORECASE)
    ]
    assert found == []
    assert "An Nguyen" in cli("status", "--owner", "me", "--long", "--json").out
