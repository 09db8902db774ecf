"""add-indicator --revise: what was said wrongly of an indicator is put right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Cli

HERE = ("-e", "Acme", "-i", "visits")
REVISE = ("add-indicator", "visits", "--revise")


@pytest.fixture(autouse=True)
def _store(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TARGETTRACK_DB", "targets.db")
    monkeypatch.setenv("TARGETTRACK_NAME", "An")
    known = ("--recorded-on", "2025-01-05")
    kind = ("--kind", "flow", "--unit", "visit")
    cli("add-target", *HERE, *kind, "--period", "2025", "150 visit", *known)
    for month, day in (("2025-01", "2025-02-03"), ("2025-02", "2025-03-03")):
        cli("log", *HERE, "--period", month, "100 visit", "--recorded-on", day)


def _indicator(cli: Cli, name: str = "visits") -> dict[str, Any]:
    rows = json.loads(cli("list", "indicators", "--format", "json").out)
    (found,) = (row for row in rows if name in {row["id"], row["name"]})
    return dict(found)


def _status(cli: Cli) -> str:
    return cli("status", "--as-of", "2026-02-01", "--all").out


def test_another_kind_tells_which_verdicts_it_changed_and_undo_takes_it_back(cli: Cli) -> None:
    before = _status(cli)
    done = cli(*REVISE, "--kind", "level", "--as-of", "2026-02-01", "--format", "json")
    assert (done.status, done.err) == (0, "revised visits: level, visit, up is good\n")
    (changed,) = json.loads(done.out)
    assert (changed["indicator"], changed["before"]) == ("visits", "achieved")
    assert changed["after"] != "achieved"
    assert _status(cli) != before
    cli("undo")
    assert _status(cli) == before
    assert _indicator(cli)["kind"] == "flow"
    assert cli("doctor").status == 0


def test_every_described_field_may_be_corrected_and_what_is_unsaid_stays(cli: Cli) -> None:
    more = ("--frequency", "quarter", "--precision", "2", "--publication-lag", "20")
    done = cli(
        *REVISE, *more, "--least", "0", "--most", "1000.5", "--name-vi", "Lượt", "--alias", "v"
    )
    assert "revised visits" in done.err
    assert "no verdict is another than before" in done.err
    for name in ("v", "Lượt", "visits"):
        assert cli("show", "-e", "Acme", "-i", name).status == 0
    plan = cli("export", "--plan").out
    for line in ('frequency = "quarter"', "precision = 2", "publication_lag = 20", "most = 1000.5"):
        assert line in plan
    assert 'kind = "flow"' in plan


def test_another_spelling_of_the_unit_is_taken_and_another_unit_is_not(cli: Cli) -> None:
    assert cli(*REVISE, "--unit", "visits").status == 0
    assert "100 visits" in cli("history", "--events", *HERE).out
    for unit in ("m visits", "USD", "%", "guests"):
        refused = cli(*REVISE, "--unit", unit)
        assert (refused.status, refused.out) == (3, "")
        assert f"figure of Acme for 2025-01: it is in visits, not in {unit}" in refused.err
        assert "withdraw what is recorded of it" in refused.err
    assert _indicator(cli)["unit"] == "visits"


def test_what_was_withdrawn_stands_in_the_way_no_more(cli: Cli) -> None:
    for month in ("2025-01", "2025-02"):
        cli("withdraw", "figure", *HERE, "--period", month, "--reason", "in thousands")
    refused = cli(*REVISE, "--unit", "thousand visit")
    assert "target of Acme for 2025: it is in visit, not in thousand visit" in refused.err
    cli("withdraw", "target", *HERE, "--period", "2025", "--reason", "in thousands")
    assert cli(*REVISE, "--unit", "thousand visit").status == 0
    assert _indicator(cli)["unit"] == "thousand visit"


@pytest.mark.parametrize(
    ("said", "named"),
    [
        (("--direction", "down"), "target of Acme for 2025: it is >=, as up was good"),
        (("--kind", "growth", "--unit", "%"), "figure of Acme for 2025-01: it is in visit"),
        (("--most", "120"), "target of Acme for 2025: 150 is beyond visits"),
        (("--id", "calls"), "rename gives it another name"),
        ((), "visits is described so already"),
        (("--kind", "sum"), "sum"),
    ],
)
def test_what_would_mean_something_else_is_refused_by_name(
    cli: Cli, said: tuple[str, ...], named: str
) -> None:
    before = _status(cli)
    refused = cli(*REVISE, *said)
    assert refused.status != 0
    assert named in refused.err
    assert _status(cli) == before


def test_a_sum_since_january_is_no_level(cli: Cli) -> None:
    cli("log", *HERE, "--period", "2025-03", "--ytd", "300 visit", "--recorded-on", "2025-04-03")
    refused = cli(*REVISE, "--kind", "level")
    assert "it is that of a flow, not of a level" in refused.err


def test_a_name_of_another_indicator_is_refused(cli: Cli) -> None:
    cli("add-indicator", "Guests", "--kind", "flow", "--unit", "guests")
    refused = cli(*REVISE, "--alias", "guests")
    assert refused.status == 3
    assert "carries that name" in refused.err


def test_one_of_the_catalogue_is_added_as_it_is_said(cli: Cli) -> None:
    before = _indicator(cli, "poverty-rate")
    revised = ("add-indicator", "poverty-rate", "--revise", "--frequency", "quarter")
    assert cli(*revised).status == 0
    after = _indicator(cli, "poverty-rate")
    assert (before["frequency"], after["frequency"]) == ("year", "quarter")
    assert after["known_from"] != "catalogue"
    assert cli("undo").status == 0
    assert _indicator(cli, "poverty-rate") == before


def test_undo_is_refused_while_a_figure_was_read_by_it(cli: Cli) -> None:
    cli(*REVISE, "--kind", "level")
    cli("log", *HERE, "--period", "2025-03", "300 visit", "--recorded-on", "2025-04-03")
    events = json.loads(cli("undo", "--list", "--format", "json").out)
    number = next(row["event"] for row in events if row["command"] == "add-indicator")
    refused = cli("undo", str(number))
    assert refused.status == 3
    assert "rests on indicator" in refused.err
    assert cli("undo").status == 0
    assert cli("undo", str(number)).status == 0
    assert _indicator(cli)["kind"] == "flow"
    cli("log", *HERE, "--period", "2025-04", "80 visit", "--recorded-on", "2025-05-03")
    again = cli("redo", str(number)).err
    assert "cannot count again: event 8 rests on indicator" in again
    assert _indicator(cli)["kind"] == "flow"


def test_two_that_could_not_be_one_are_one_once_the_wrong_one_is_corrected(cli: Cli) -> None:
    cli("add-indicator", "Calls", "--kind", "flow", "--unit", "visits")
    merge = ("rename", "visits", "Calls", "--into")
    assert "add-indicator --revise" in cli(*merge).err
    assert cli(*REVISE, "--unit", "visits").status == 0
    assert cli(*merge).status == 0
