"""The Canadian Indicator Framework's published progress, scores and statuses, figure by figure."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from targettrack.domain.judge.rulebooks.methods import Course, Scored, rate
from targettrack.domain.judge.rulebooks.progress_score import progress_score
from targettrack.domain.records.rulebook_scales import ProgressScore
from targettrack.exchange.packaged import load_rulebook

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parents[2] / "../shared/data/canada_cif"
CLOSE = Decimal("1e-6")
PRECISE = Decimal("1e-9")
ALL = 132
Row = dict[str, str]

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the published figures are not here: shared/data/canada_cif"
)


def rows(name: str) -> list[Row]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def scale() -> ProgressScore:
    found = load_rulebook("canada-cif").scale
    assert isinstance(found, ProgressScore)
    return found


def number(row: Row, name: str) -> Decimal | None:
    return Decimal(row[name]) if row[name] else None


def scored(row: Row) -> Scored | None:
    """What we make of one published series; None where there are not two years of figures."""
    base, value, target = (number(row, f"{n}") for n in ("base_value", "current_value", "target"))
    first, last = number(row, "base_year"), number(row, "current_year")
    if base is None or value is None or first is None or last is None or first == last:
        return None
    sign = int(row["direction"])
    course = Course(
        base,
        value,
        last - first,
        target,
        Decimal(row["target_year"]) - first,
        sign,
        met=target is not None and sign * (value - target) >= 0,
        limit=number(row, "limit"),
    )
    return progress_score(course, scale(), load_rulebook("canada-cif").tolerance)


def status(one: Scored | None) -> str:
    return "not_available" if one is None or not one.rating else one.rating.word.replace(" ", "_")


def test_every_published_progress_value_is_reproduced() -> None:
    published = rows("series_verdicts.csv")
    differing = []
    for row in published:
        ours, theirs = scored(row), number(row, "progress_value")
        progress = ours.progress if ours else None
        if (progress is None) != (theirs is None) or (
            progress is not None and theirs is not None and abs(progress - theirs) > CLOSE
        ):
            differing.append((row["series"], progress, theirs))
    assert len(published) == ALL
    assert differing == []


def test_every_published_status_is_reproduced() -> None:
    published = rows("series_verdicts.csv")
    differing = [row["series"] for row in published if status(scored(row)) != row["status"]]
    assert len({row["status"] for row in published}) == 6
    assert differing == []


def test_every_published_score_is_reproduced() -> None:
    compared = 0
    for row in rows("series_verdicts.csv"):
        ours, theirs = scored(row), number(row, "score")
        if theirs is not None:
            assert ours is not None
            assert ours.score is not None
            assert abs(ours.score - theirs) <= PRECISE, row["series"]
            compared += 1
    assert compared == 125


def means(published: list[Row]) -> Mapping[str, tuple[Decimal, bool]]:
    """The mean score of each indicator's series, and whether all of them met their target."""
    found: dict[str, list[Scored]] = defaultdict(list)
    for row in published:
        one = scored(row)
        if one is not None and one.score is not None:
            found[row["indicator"]].append(one)
    return {
        name: (
            sum((one.score or Decimal(0) for one in series), Decimal(0)) / len(series),
            all(one.rating is scale().met for one in series),
        )
        for name, series in found.items()
    }


def test_every_published_indicator_follows_from_the_mean_of_its_series() -> None:
    ours = means(rows("series_verdicts.csv"))
    compared, differing = 0, []
    for row in rows("indicator_verdicts.csv"):
        theirs = number(row, "score")
        if theirs is None:
            assert row["indicator"] not in ours
            continue
        mean, all_met = ours[row["indicator"]]
        rating = scale().met if all_met else rate(scale().ratings, mean, Decimal(0))
        word = rating.word.replace(" ", "_")
        if abs(mean - theirs) > PRECISE or word != row["progress_status"]:
            differing.append((row["indicator"], mean, theirs, word, row["progress_status"]))
        compared += 1
    assert compared == 78
    assert differing == []
