"""Totals: agreement with the executable description, and what holds for every series."""

from __future__ import annotations

import importlib
import importlib.util
import math
import random
import sys
import warnings
from itertools import pairwise
from math import exp
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from targettrack.domain.outlook.period_total import project_total, shift_of
from targettrack.domain.outlook.projection import LogAxis, Projection, projection
from targettrack.domain.outlook.six_types import CALM, CALM_UNREST, KnownPart, rest_by_type, trust
from targettrack.domain.outlook.six_types_covariance import SIX
from targettrack.message import Message

REFERENCE = Path(__file__).parents[3] / "../shared/reference"
BEFORE_LAST = [
    [771, 646, 798, 866, 990, 890, 896, 1181, 1000, 1006, 1096, 1425],
    [796, 637, 764, 872, 970, 837, 881, 1146, 930, 974, 1038, 1415],
]
LAST = [812, 655, 790, 905, 1010, 880, 930, 1205, 990, 1040, 1110, 1500]
THIS = [860, 720, 835, 990, 1065, 901, 1012, 1240, 1101, 1090, 1205]
WITH_ZEROS = [812, 0, 790, 905, 1010, 880, -40, 1205, 990, 1040, 1110, 1500]
QUARTERS = [2257, 2795, 3125, 3650]


def single(first: int, values: list[int]) -> list[KnownPart]:
    """Return parts known one by one from `first` on."""
    return [KnownPart(t, t + 1, value) for t, value in enumerate(values, first)]


def by_types(known: list[KnownPart], horizon: int, per_year: int) -> Projection:
    """Return what the six types say alone."""
    shift = shift_of(known)
    inside = [s for s in known if s.start >= 0]
    left = horizon - sum(s.parts for s in inside)
    axis = LogAxis(sum(s.total for s in inside) - shift * left)
    return projection(rest_by_type(known, shift, horizon, per_year), axis, Message(""), 0)


# From the matrices of the description, as the test of any calendar below takes them.
FIXED = [
    # known, parts, per year, 80% interval with the middle, probability of each target
    (
        single(0, THIS[:5]),
        (12, 12),
        (9772.484981, 11137.669723, 12958.046471),
        {12000: 0.2332698, 13000: 0.096711},
    ),
    (
        single(-12, LAST) + single(0, THIS[:5]),
        (12, 12),
        (12126.049896, 12633.767453, 12983.391958),
        {12000: 0.9216857, 12500: 0.6945547, 13000: 0.0925776},
    ),
    (
        single(-12, LAST) + single(0, THIS),
        (12, 12),
        (12520.807419, 12607.171135, 12693.734801),
        {12000: 0.9998831, 12500: 0.9382977},
    ),
    (
        single(-36, BEFORE_LAST[0])
        + single(-24, BEFORE_LAST[1])
        + single(-12, LAST)
        + single(0, THIS[:5]),
        (12, 12),
        (12337.165186, 12611.753658, 12916.881056),
        {12000: 0.9853045, 13000: 0.0666724},
    ),
    (
        [*single(-12, LAST), KnownPart(0, 1, 860), *single(2, [835, 990])],
        (12, 12),
        (11731.062301, 12616.299178, 13240.835352),
        {12000: 0.8524306, 13000: 0.1741227},
    ),
    (
        single(-12, WITH_ZEROS) + single(0, THIS[:5]),
        (12, 12),
        (8695.253867, 11764.541044, 16564.131903),
        {12000: 0.4677969, 13000: 0.3444634},
    ),
    (
        single(-4, QUARTERS) + single(0, [2415, 2956]),
        (4, 4),
        (11238.451117, 12430.242532, 13181.074687),
        {12000: 0.7352019, 13000: 0.1482914},
    ),
    (
        single(-12, LAST) + single(0, THIS[:5]),
        (36, 12),
        (36754.236379, 40494.682322, 43098.027551),
        {36000: 0.9170243, 42000: 0.2010535},
    ),
    (
        single(-3, [10900, 11350, 11827]),
        (3, 1),
        (33623.366575, 38592.521363, 44442.995183),
        {36000: 0.8005281, 42000: 0.17511},
    ),
    (
        [
            *single(-12, LAST[:-2]),
            KnownPart(-2, -1, LAST[-2], 0.05),
            KnownPart(-1, 0, LAST[-1], 0.03),
            *single(0, THIS[:5]),
        ],
        (12, 12),
        (12052.303352, 12626.148145, 12976.370697),
        {12000: 0.9091096, 13000: 0.0894676},
    ),
]
NAMES = [
    "none",
    "1-year",
    "11-months",
    "3-years",
    "gap",
    "zeros",
    "quarters",
    "plan",
    "annual",
    "revised",
]


@pytest.mark.parametrize(("known", "parts", "interval", "odds"), FIXED, ids=NAMES)
def test_the_six_types_say_what_their_matrices_say(
    known: list[KnownPart],
    parts: tuple[int, int],
    interval: tuple[float, float, float],
    odds: dict[int, float],
) -> None:
    made = by_types(known, *parts)
    assert (made.low, made.point, made.high) == pytest.approx(interval, rel=1e-6)
    assert {t: made.probability(t) for t in odds} == pytest.approx(odds, abs=1e-6)


@pytest.fixture(scope="module")
def described() -> Any:
    """The executable description, where it and numpy are at hand."""
    if importlib.util.find_spec("numpy") is None or not (REFERENCE / "six_types.py").exists():
        pytest.skip("the executable description or numpy is not here")
    spec = importlib.util.spec_from_file_location("described", REFERENCE / "six_types.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["described"] = module
    spec.loader.exec_module(module)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        return module.Forecaster()


def as_described(
    described: Any, logs: dict[int, float], rest: tuple[int, ...], per_year: int
) -> list[tuple[float, float, float]]:
    """Return odds, centre and scale of each type from the description's matrices.

    What a series is judged by, and what is expected before the latest figure, comes from a calendar
    that lacks it.
    """
    numpy: Any = importlib.import_module("numpy")

    def fitted(count: int) -> tuple[Any, Any, Any]:
        made = described._pattern(per_year, tuple(logs)[:count], rest, (0.0,) * count, None)  # noqa: SLF001
        off = numpy.array(list(logs.values()))[:count] - middle - made["mo"]
        means = numpy.einsum("jhb,jb->jh", made["W"], off) + made["mf"]
        return made, numpy.einsum("jab,jb->ja", made["Li"], off), means

    judged = max(len(logs) - 1, 1)
    middle = sum(list(logs.values())[:judged]) / judged
    (whole, scores, means), (before, judging, expected) = fitted(len(logs)), fitted(judged)
    expected = expected if len(logs) > 1 else whole["mf"]
    believed = trust([KnownPart(t, t + 1, 1.0) for t in logs], per_year)
    said = []
    for j, kind in enumerate(SIX):
        scatter, shape = kind.shape + (judging[j] ** 2).sum() / 2, before["a"][j] + CALM
        odds = before["const"][j] - before["a"][j] * math.log(scatter)
        tied = numpy.minimum((scatter + CALM * CALM_UNREST) / shape * whole["S"][j], 4)
        sizes = numpy.exp(expected[j] + numpy.diagonal(tied) / 2)
        squared = math.log1p(sizes @ numpy.expm1(tied) @ sizes / sizes.sum() ** 2)
        moved = sizes @ (means[j] - expected[j]) / sizes.sum()
        centre = math.log(sizes.sum()) - squared / 2 + (moved if moved * scores[j][-1] > 0 else 0)
        odds = believed.likeness * odds + math.log(kind.weight)
        said.append((odds, centre + middle, math.sqrt(squared) * believed.spread))
    return said


@pytest.mark.parametrize("per_year", [12, 4, 1])
@pytest.mark.parametrize("years", [0, 1, 2, 3])
def test_any_calendar_agrees_with_the_matrices_of_the_description(
    described: Any, per_year: int, years: int
) -> None:
    chance = random.Random(years * 100 + per_year)  # noqa: S311 - figures, not secrets
    for _ in range(10):
        horizon = per_year * chance.choice([1, 3])
        months = chance.randrange(0 if years else 1, horizon + (horizon == 1))
        values = [
            None if chance.random() < 0.1 and t not in {-per_year * years, 0}
            else chance.lognormvariate(4, 0.3)
            for t in range(-per_year * years, min(months, horizon - 1) or 1 - bool(years))
        ]  # fmt: skip
        now = values[years * per_year :]
        if not any(v is not None for v in values) or len(now) >= horizon:
            continue
        known = [
            KnownPart(t, t + 1, v) for t, v in enumerate(values, -per_year * years) if v is not None
        ]
        logs = {s.start: math.log(s.total) for s in known}
        rest = tuple(t for t in range(horizon) if t not in logs)
        made = rest_by_type(known, 0.0, horizon, per_year)
        said = as_described(described, logs, rest, per_year)
        whole = sum(exp(evidence - said[0][0]) for evidence, *_ in said)
        for bell, (evidence, centre, scale) in zip(made, said, strict=True):
            assert bell.weight == pytest.approx(exp(evidence - said[0][0]) / whole, rel=1e-5)
            assert bell.centre == pytest.approx(centre, abs=1e-6)
            assert bell.scale == pytest.approx(scale, rel=1e-5)


KNOWN_TO_MAY = [KnownPart(-12, -7, 10480), KnownPart(-7, 0, 15076), KnownPart(0, 5, 11360)]


def test_nghe_an_revenue_is_all_but_sure_of_the_estimate_and_not_of_ten_percent_more() -> None:
    made = project_total(KNOWN_TO_MAY, 12, 12)
    assert made
    assert made.history == 1
    assert made.probability(17722) > 0.99
    assert 0.10 < made.probability(28112) < 0.20
    assert made.low < 27703 < made.high


def test_known_months_tell_more_than_their_total() -> None:
    months = project_total(single(-12, LAST) + single(0, THIS[:5]), 12, 12)
    totals = project_total(
        [
            KnownPart(-12, -7, sum(LAST[:5])),
            KnownPart(-7, 0, sum(LAST[5:])),
            KnownPart(0, 5, sum(THIS[:5])),
        ],
        12,
        12,
    )
    assert months
    assert totals
    assert totals.point == pytest.approx(months.point, rel=0.05)
    assert totals.high - totals.low > months.high - months.low


def test_nothing_known_projects_nothing() -> None:
    assert project_total([], 12, 12) is None
    assert project_total([KnownPart(-37, -36, 5.0)], 12, 12) is None


def test_years_before_the_last_three_change_nothing() -> None:
    known = single(-12, LAST) + single(0, THIS[:5])
    assert project_total([KnownPart(-48, -36, 9000), *known], 12, 12) == project_total(
        known, 12, 12
    )


def test_the_third_year_back_counts_from_its_first_month() -> None:
    known = single(-36, BEFORE_LAST[1] + BEFORE_LAST[0] + LAST) + single(0, THIS[:5])
    made = project_total(known, 12, 12)
    assert made
    assert made.history == 3
    assert made != project_total([replace(known[0], total=3000), *known[1:]], 12, 12)


def test_a_rise_of_three_years_ago_is_carried_on_less_than_one_of_last_year() -> None:
    lower = [7 * x // 10 for x in LAST]
    long_ago = project_total(single(-36, lower + LAST + LAST) + single(0, THIS[:5]), 12, 12)
    lately = project_total(single(-36, lower + lower + LAST) + single(0, THIS[:5]), 12, 12)
    level = project_total(single(-36, LAST + LAST + LAST) + single(0, THIS[:5]), 12, 12)
    assert long_ago
    assert lately
    assert level
    assert abs(long_ago.point - level.point) < abs(lately.point - level.point)


def test_without_history_a_target_is_doubted_up_to_the_middle_of_the_year() -> None:
    for months, doubt in ((1, 0.725), (3, 0.435), (5, 0.145), (6, 0.0), (9, 0.0)):
        made = project_total(single(0, (THIS * 2)[:months]), 12, 12)
        assert made
        assert made.doubt == pytest.approx(doubt)
        assert made.mirrored().probability(-made.point) == pytest.approx(
            1 - made.probability(made.point)
        )
    known_before = project_total(single(-12, LAST) + single(0, THIS[:3]), 12, 12)
    assert known_before
    assert known_before.doubt == 0


def test_doubt_moves_odds_alone_and_leaves_what_is_certain() -> None:
    made = project_total(single(0, THIS[:3]), 12, 12)
    assert made
    sure = replace(made, doubt=0.0)
    assert (made.low, made.point, made.high) == (sure.low, sure.point, sure.high)
    assert made.probability(sum(THIS[:3])) == 1.0
    assert sure.probability(made.point) == pytest.approx(0.5, abs=1e-6)
    assert made.probability(made.point) == pytest.approx(1 / (1 + exp(made.doubt)), abs=1e-6)


def test_a_year_whose_months_are_all_known_is_certain() -> None:
    made = project_total(single(0, [*THIS, 1300]), 12, 12)
    assert made
    assert made.low == made.point == made.high == sum(THIS) + 1300
    assert made.probability(made.point) == 1.0
    assert made.probability(made.point + 1) == 0.0


def test_a_provisional_year_that_is_over_is_as_uncertain_as_its_revision() -> None:
    made = project_total([KnownPart(0, 12, 1000.0, 0.03)], 12, 12)
    assert made
    ends = 1000 * exp(-1.2816 * 0.03), 1000 * exp(1.2816 * 0.03)
    assert (made.low, made.high) == pytest.approx(ends, 1e-4)
    assert made.probability(1000.0) == pytest.approx(0.5)


@pytest.mark.parametrize("spread", [0.02, 0.05, 0.1])
def test_a_provisional_figure_that_fits_the_past_widens_the_interval(spread: float) -> None:
    settled = project_total(KNOWN_TO_MAY, 12, 12)
    provisional = project_total([*KNOWN_TO_MAY[:2], KnownPart(0, 5, 11360, spread)], 12, 12)
    assert settled
    assert provisional
    assert provisional.high - provisional.low > settled.high - settled.low


def test_a_month_known_after_a_gap_is_not_counted_twice() -> None:
    gap = [*single(-12, LAST), *single(0, THIS[:5]), KnownPart(8, 9, THIS[8])]
    made = project_total(gap, 12, 12)
    assert made
    assert made.point == pytest.approx(sum(THIS) + 1550, rel=0.03)


FIGURES = st.floats(1, 1000).map(lambda x: round(x, 2))


@st.composite
def calendars(draw: st.DrawFn) -> list[KnownPart]:
    """Up to a year of history and part of this year, in stretches of any length, with gaps."""
    known, at = [], draw(st.sampled_from([-12, -5, 0]))
    while at < 11:
        parts = draw(st.integers(1, 6))
        end = min(at + parts, 0 if at < 0 else 11)
        if draw(st.integers(0, 4)):
            known.append(KnownPart(at, end, draw(FIGURES) * (end - at)))
        at = end
    return known


@settings(max_examples=60)
@given(calendars(), st.floats(0.2, 5))
def test_every_calendar_gives_an_interval_round_its_middle(
    known: list[KnownPart], factor: float
) -> None:
    made = project_total(known, 12, 12)
    if made is None:
        assert not known
        return
    assert made.low <= made.point <= made.high
    assert made.low > sum(s.total for s in known if s.start >= 0)
    low, high = made.probability(factor * made.point), made.probability(made.point)
    assert 0 <= min(low, high) <= max(low, high) <= 1
    assert (low - high) * (1 - factor) >= 0


@settings(max_examples=40)
@given(calendars(), st.sampled_from([1e-6, 0.001, 1e9]), st.sampled_from([None, 0.0]))
def test_other_units_change_nothing_but_the_units(
    known: list[KnownPart], factor: float, first: float | None
) -> None:
    if first is not None and known:
        known[0] = KnownPart(known[0].start, known[0].end, first)
    if not any(s.total for s in known[:-1] or known):
        return
    made = project_total(known, 12, 12)
    scaled = project_total([KnownPart(s.start, s.end, s.total * factor) for s in known], 12, 12)
    assert made
    assert scaled
    assert scaled.point == pytest.approx(made.point * factor, rel=1e-6)
    assert scaled.low == pytest.approx(made.low * factor, rel=1e-6, abs=1e-6 * factor)
    odds = made.probability(made.high)
    assert odds <= 0.1 + 1e-4  # less in the first half of a year without history
    assert scaled.probability(made.high * factor) == pytest.approx(odds, abs=1e-4)


LEVELS = [-1e6, 0.0, *(10 ** (power / 4) for power in range(-8, 24)), 1e7]


def never_falls(known: list[KnownPart], horizon: int, per_year: int, goals: list[float]) -> bool:
    """Whether the odds of every goal never fall while the latest figure rises."""
    *before, latest = sorted(known, key=lambda stretch: stretch.start)
    all_made = [
        project_total([*before, replace(latest, total=total)], horizon, per_year)
        for total in LEVELS
    ]
    if not any(s.total for s in before) and before:
        return not any(all_made)
    odds = [[made.probability(goal) for goal in goals] for made in all_made if made]
    assert len(odds) == len(LEVELS) or not any(all_made)
    pairs = (pair for by_goal in zip(*odds, strict=True) for pair in pairwise(by_goal))
    return all(better >= worse - 1e-9 for worse, better in pairs)


GOALS = st.lists(st.floats(-1e5, 1e6), min_size=1, max_size=8)
SPREADS = st.sampled_from([0.0, 0.0, 0.03, 0.3])


@settings(max_examples=60)
@given(st.integers(0, 3), st.integers(1, 12), st.data(), GOALS)
def test_a_better_latest_month_never_makes_a_target_less_likely(
    years: int, months: int, data: st.DataObject, goals: list[float]
) -> None:
    parts = 12 * years + months
    totals = data.draw(st.lists(FIGURES, min_size=parts, max_size=parts))
    spread = data.draw(SPREADS)
    known = [KnownPart(t, t + 1, total) for t, total in enumerate(totals, -12 * years)]
    assert never_falls([*known[:-1], replace(known[-1], spread=spread)], 12, 12, goals)


@settings(max_examples=60)
@given(calendars(), st.integers(1, 4), SPREADS, GOALS)
def test_a_better_latest_stretch_never_makes_a_target_less_likely(
    known: list[KnownPart], parts: int, spread: float, goals: list[float]
) -> None:
    start = max(max((s.end for s in known), default=0), 0)
    latest = KnownPart(start, min(start + parts, 12), 1.0, spread)
    assert never_falls([*known, latest], 12, 12, goals)


@settings(max_examples=60)
@given(
    st.lists(st.one_of(st.just(0.0), st.floats(-1000, 1000)), min_size=1, max_size=9),
    st.sampled_from([(4, 4), (12, 4), (3, 1)]),
    GOALS,
)
def test_a_better_latest_balance_never_makes_a_target_less_likely(
    totals: list[float], parts: tuple[int, int], goals: list[float]
) -> None:
    known = [KnownPart(t, t + 1, total) for t, total in enumerate(totals, 1 - len(totals))]
    assert never_falls(known, *parts, goals)
