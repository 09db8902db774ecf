"""The one rule of the word: every combination of odds, pace and line, as the page shows it."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from targettrack.domain.judge.word import Grounds, word_of
from targettrack.domain.values.status import Flag, Light, Status
from targettrack.exchange.packaged import load_rulebook
from tests.domain.cases import (
    BACKLOG,
    DISBURSEMENT,
    LEVEL_UP,
    PLAN_2025,
    REVENUE,
    RULES,
    D,
    by_points,
    figure,
    goal,
    judge,
    known,
    percent,
    up_to,
)

ROOT = Path(__file__).parents[3]
ODDS = {
    "60% and more": "0.60",
    "40-60%": "0.40",
    "20-40%": "0.20",
    "5-20%": "0.05",
    "below 5%": "0",
}
COLUMNS: dict[str, dict[str, Any]] = {
    "issued": {},
    "assumed": {"assumed": True},
    "assumed, uncertain": {"assumed": True, "seasonless": True},
    "borrowed": {"assumed": True, "borrowed": True},
    "assumed, steep": {"assumed": True, "too_steep": True},
    "reached": {"assumed": True, "reached": True},
}


def table() -> list[str]:
    """Lay out the word on every combination, by the default rulebook."""
    lines = [f"| odds | pace | {' | '.join(COLUMNS)} |", "|---" * (2 + len(COLUMNS)) + "|"]
    for said, odds in {**ODDS, "none": None}.items():
        for pace in Light:
            words = [
                word_of(
                    Grounds(pace, None if odds is None else Decimal(odds), **more), RULES
                ).status.value
                for more in COLUMNS.values()
            ]
            lines.append(f"| {said} | {pace} | {' | '.join(words)} |")
    return lines


def test_the_page_of_methods_shows_every_combination() -> None:
    assert "\n".join(table()) in (ROOT / "docs" / "methods.md").read_text("utf-8")


@pytest.mark.parametrize("more", COLUMNS.values(), ids=list(COLUMNS))
@pytest.mark.parametrize("pace", list(Light))
def test_better_odds_never_give_a_worse_word(pace: Light, more: dict[str, Any]) -> None:
    words = [word_of(Grounds(pace, D(n) / 100, **more), RULES).status.rank for n in range(101)]
    assert words == sorted(words)


@pytest.mark.parametrize("more", COLUMNS.values(), ids=list(COLUMNS))
def test_a_better_pace_never_gives_a_worse_word(more: dict[str, Any]) -> None:
    for odds in (None, *map(D, ODDS.values())):
        words = [word_of(Grounds(pace, odds, **more), RULES).status.rank for pace in Light]
        assert words == sorted(words, reverse=True)


def test_the_first_quarter_is_as_uncertain_as_an_unknown_season() -> None:
    odds = D("0.10")
    words = [
        word_of(Grounds(Light.RED, odds, **{name: True}), RULES)
        for name in ("first_part", "seasonless")
    ]
    assert [word.status for word in words] == [Status.AT_RISK, Status.AT_RISK]
    assert [str(word.rule).partition("5% ")[2] for word in words] == [
        "as the period has only begun",
        "as the season is not known",
    ]


def test_strict_asks_for_a_green_pace_beside_good_odds() -> None:
    strict, good = load_rulebook("strict"), D("0.9")
    words = [word_of(Grounds(pace, good), strict).status for pace in (Light.GREEN, Light.AMBER)]
    assert words == [Status.ON_TRACK, Status.AT_RISK]


# Every output that is printed in the documents and the golden files


def printed_words() -> list[tuple[str, str, int, str]]:
    found = []
    for path in (*ROOT.glob("docs/*.md"), ROOT / "README.md", *ROOT.glob("tests/golden/*")):
        for line in path.read_text("utf-8").splitlines():
            seen = re.search(r"(?:[✓✗] (on-track|off-track): ).*?([<>]?)(\d+)% likely", line)
            if seen:
                found.append((path.name, seen[1], int(seen[3]) - (seen[2] == "<"), line.strip()))
    return found


def test_nothing_printed_says_on_track_below_60_percent_or_off_track_from_20() -> None:
    words = printed_words()
    assert len(words) > 5
    wrong = [
        one
        for one in words
        if (one[1] == "on-track" and one[2] < 60) or (one[1] == "off-track" and one[2] >= 20)
    ]
    assert wrong == []


# Cases by which the rule was found


@pytest.mark.parametrize(
    ("months", "value"), [("2025-01-31", "2"), ("2025-02-28", "5"), ("2025-03-31", "10.5")]
)
def test_a_back_loaded_plan_that_is_ahead_in_spring_is_not_off_track(
    months: str, value: str
) -> None:
    shape = ("2025-03-31", "10"), ("2025-05-31", "22"), ("2025-09-30", "50"), ("2025-12-31", "80")
    figures = [percent("2025-01-31", "2"), percent("2025-02-28", "5"), percent(months, value)]
    seen = [one for one in figures if str(one.period.last) <= months]
    one = judge(DISBURSEMENT, by_points(PLAN_2025, *shape), seen, f"{months[:8]}28")
    assert one.status is not Status.OFF_TRACK


def test_97_a_month_of_100_that_were_asked_is_off_track_in_december() -> None:
    target = by_points(
        goal("2025", ">= 1200"),
        *((f"2025-{month:02}", str(100 * month)) for month in range(1, 12)),
    )
    figures = [figure(f"2025-{month:02}", "97") for month in range(1, 12)]
    one = judge(REVENUE, target, figures, "2025-12-10")
    assert one.status is Status.OFF_TRACK
    assert one.required is not None
    assert one.required.value == D(133)


def test_10_100_of_10_000_subscribers_are_on_track() -> None:
    subscribers = replace(BACKLOG, direction=LEVEL_UP.direction)
    target = goal("2025", ">= 10000", base=D(9000))
    months = (("01", "9500"), ("02", "9900"), ("03", "10100"))
    one = judge(
        subscribers, target, [figure(f"2025-{m}", value) for m, value in months], "2025-04-05"
    )
    assert one.status is Status.ON_TRACK


def test_a_cap_that_is_kept_needs_no_base() -> None:
    one = judge(LEVEL_UP, goal("2025", "<= 2"), [figure("2025-03", "1.5")], "2025-04-05")
    assert (one.status, Flag.ASSUMED_BASE in one.flags) == (Status.ON_TRACK, True)


def test_what_is_reached_but_falling_is_at_risk() -> None:
    target = goal("2025", ">= 50", base=D(80))
    months = (("01", "74"), ("02", "68"), ("03", "62"), ("04", "56"), ("05", "51"))
    one = judge(LEVEL_UP, target, [figure(f"2025-{m}", value) for m, value in months], "2025-06-05")
    assert one.outlook is not None
    assert known(one.outlook.probability) < D("0.40")
    assert one.status is Status.AT_RISK


def test_what_a_figure_that_is_due_may_still_bring_is_not_missed_before() -> None:
    final = percent("2025-12-31", "94"), percent("2025-12-31", "94")
    target = replace(PLAN_2025)
    early = judge(DISBURSEMENT, target, final[:1], "2026-02-01")
    late = judge(DISBURSEMENT, target, final[:1], "2026-02-11")
    covered = figure("2025-01/2026-01", "95.2", "ytd", stated_as=final[0].stated_as)
    kept = judge(DISBURSEMENT, target, [*final[:1], covered], "2026-02-09")
    assert early.status not in {Status.MISSED, Status.ACHIEVED}
    assert Flag.PROVISIONAL in early.flags
    assert (kept.status, late.status) == (Status.ACHIEVED, Status.MISSED)


def test_a_year_that_is_over_is_provisional_until_its_last_month_is_due() -> None:
    figures = [up_to("2025-11-30", "15000")]
    one = judge(REVENUE, goal("2025", ">= 17722"), figures, "2026-01-05")
    assert Flag.PROVISIONAL in one.flags
    assert one.status not in {Status.MISSED, Status.ACHIEVED}
