"""Naming a trajectory, keeping it when a target is revised, and reading it back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli, Result

REVENUE = ("-p", "Nghe An", "-i", "budget-revenue")
TARGET = ("add-target", *REVENUE, "--period", "2025")
SHARE = ("add-target", "-p", "Nghe An", "-i", "public-investment", "--period", "2025")
JUNE = ("--as-of", "2025-06-10")


@pytest.fixture(autouse=True)
def _store(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TARGETTRACK_DB", str(here / "store.db"))


def _done(result: Result) -> Result:
    assert result.status == 0, result.err
    return result


def _targets(cli: Cli) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        _done(cli("list", "targets", "--format", "json", *JUNE)).out
    )
    return found


def _shape(cli: Cli) -> str:
    (target,) = _targets(cli)
    return str(target["trajectory"])


def _with_last_year(cli: Cli) -> None:
    for period, value in (
        ("2024", "25,556 bn VND"),
        ("2024-01/2024-05", "10,480 bn VND"),
        ("2025-01/2025-05", "11,360 bn VND"),
    ):
        _done(cli("log", *REVENUE, "--period", period, value))


@pytest.mark.parametrize(
    ("indicator", "value", "shape"),
    [
        ("budget-revenue", "28,112 bn VND", "seasonal"),
        ("budget-revenue", "28,112 bn VND", "linear"),
        ("public-investment", "95%", "seasonal"),
        ("poverty-rate", "3%", "geometric"),
        ("poverty-rate", "3%", "LOGIT"),
    ],
)
def test_a_trajectory_is_named_and_listed(cli: Cli, indicator: str, value: str, shape: str) -> None:
    typed = ("-p", "Nghe An", "-i", indicator, "--period", "2025", value)
    _done(cli("add-target", *typed, "--trajectory", shape))
    assert _shape(cli) == shape.lower()
    assert shape.lower() in _done(cli("list", "targets", "--format", "csv", *JUNE)).out


@pytest.mark.parametrize("named", [(), ("--trajectory", "points"), ("--trajectory", "steps")])
def test_points_may_be_named_as_what_they_are(cli: Cli, named: tuple[str, ...]) -> None:
    _done(cli(*SHARE, "--point", "2025-05-31=22%", *named, "95%"))
    assert _shape(cli) == (named[1] if named else "points")


def test_a_season_is_explained_and_shown_from_the_figures_of_last_year(cli: Cli) -> None:
    _done(cli(*TARGET, "28,112 bn VND", "--trajectory", "seasonal"))
    _with_last_year(cli)
    explained = _done(cli("status", "--explain", *JUNE)).out
    assert "share of 2024     10,480 / 25,556 = 0.4101" in explained
    assert "28,112 × 0.4101 = 11,528.2 bn VND" in explained
    shown = _done(cli("show", "Nghe An", "budget-revenue", *JUNE)).out
    rows = [line.split() for line in shown.splitlines() if " seasonal " in line]
    assert rows == [
        ["2025-05-31", "seasonal", "11,528"],
        ["2025-12-31", "seasonal", "28,112"],
    ]


def test_a_season_without_history_shows_no_points_and_says_that_it_is_straight(cli: Cli) -> None:
    _done(cli(*TARGET, "28,112 bn VND", "--trajectory", "seasonal"))
    _done(cli("log", *REVENUE, "--period", "2025-01/2025-05", "11,360 bn VND"))
    shown = _done(cli("show", "Nghe An", "budget-revenue", *JUNE)).out
    assert "Trajectories" not in shown
    assert "because no past year is known to its end" in shown
    assert "linear-fallback" in shown


@pytest.mark.parametrize(
    ("first", "then", "kept"),
    [
        (("--trajectory", "seasonal"), (), "seasonal"),
        (("--trajectory", "seasonal"), ("--trajectory", "linear"), "linear"),
        (("--point", "2025-05-31=22%"), (), "points"),
        (("--point", "2025-05-31=22%"), ("--trajectory", "seasonal"), "seasonal"),
        (("--point", "2025-05-31=22%"), ("--trajectory", "linear"), "linear"),
        (("--trajectory", "seasonal"), ("--point", "2025-05-31=22%"), "points"),
        ((), ("--trajectory", "seasonal"), "seasonal"),
    ],
)
def test_a_revised_target_keeps_its_trajectory_unless_another_is_named(
    cli: Cli, first: tuple[str, ...], then: tuple[str, ...], kept: str
) -> None:
    _done(cli(*SHARE, *first, "95%"))
    _done(cli(*SHARE, "--revise", *then, "96%"))
    (target,) = _targets(cli)
    assert (target["version"], target["trajectory"]) == (2, kept)


def test_a_profile_is_borrowed_kept_by_a_revision_and_dropped_with_the_season(cli: Cli) -> None:
    for period, value in (("2024", "25,556 bn VND"), ("2024-01/2024-05", "10,480 bn VND")):
        lent = ("-p", "Ha Giang", "-i", "budget-revenue", "--period", period)
        _done(cli("log", *lent, value))
    _done(cli("log", *REVENUE, "--period", "2025-01/2025-05", "11,360 bn VND"))
    _done(cli(*TARGET, "28,112 bn VND", "--profile-of", "ha giang"))
    _done(cli(*TARGET, "28,000 bn VND", "--revise"))
    explained = _done(cli("status", "-p", "Nghe An", "--explain", *JUNE)).out
    assert "28,000 × 0.4101 = 11,482.2 bn VND" in explained
    assert "borrowed from Hà Giang" in " ".join(explained.split())
    (target,) = _targets(cli)
    assert target["trajectory"] == "seasonal"
    _done(cli(*TARGET, "28,000 bn VND", "--revise", "--trajectory", "linear"))
    assert "Hà Giang" not in _done(cli("status", "-p", "Nghe An", "--explain", *JUNE)).out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*TARGET, "9 bn VND", "--profile-of", "Nghe An"), "cannot refer to itself"),
        ((*TARGET, "9 bn VND", "--profile-of", "Ha Giang", "--trajectory", "linear"), "leave one"),
        ((*TARGET, "9 times", "--profile-of", "Ha Giang"), "is in bn VND"),
        (
            (*TARGET, "9 times", "--profile-of", "Ha Giang", "--relative-to", "Viet Nam"),
            "takes no season",
        ),
    ],
)
def test_a_profile_goes_with_a_season_of_another_entity(
    cli: Cli, words: tuple[str, ...], said: str
) -> None:
    status, _, err = cli(*words)
    assert status in {2, 3}
    assert said in err
