"""The finest known totals around a period."""

from collections.abc import Sequence
from datetime import date

import pytest
from msgspec.structs import replace

from targettrack.domain.outlook.known_totals import Layout, known_parts
from targettrack.domain.outlook.six_types import KnownPart
from targettrack.domain.records.indicator import Frequency
from targettrack.domain.records.observation import Observation
from targettrack.domain.values.period import Period, parse_period
from tests.domain.cases import REVENUE, case, estimate, figure, goal, up_to

YEAR_2025 = parse_period("2025")
TO_JANUARY = Period(date(2025, 1, 1), date(2026, 2, 1))


def laid(
    *figures: Observation,
    way: Period = YEAR_2025,
    frequency: Frequency = Frequency.MONTH,
    issued: Sequence[tuple[date, float]] = (),
) -> Layout:
    """Lay out figures whose estimates are usually revised by 3%."""
    indicator = replace(REVENUE, frequency=frequency)
    target = goal(str(way), ">= 100")
    return known_parts(case(indicator, target, figures, way.last), issued)


@pytest.mark.parametrize(
    ("figures", "stretches"),
    [
        ([figure("2025-01", "10"), up_to("2025-02-28", "25")], [(0, 1, 10), (1, 2, 15)]),
        ([up_to("2025-05-31", "11360")], [(0, 5, 11360)]),
        (
            [up_to("2024-05-31", "10480"), figure("2024", "25556")],
            [(-12, -7, 10480), (-7, 0, 15076)],
        ),
        ([figure("2024-Q4", "9"), figure("2025-Q1", "6")], [(-3, 0, 9), (0, 3, 6)]),
        ([figure("2025-01", "10"), figure("2025-04", "12")], [(0, 1, 10), (3, 4, 12)]),
        (
            [figure("2025-03", "7"), up_to("2025-02-28", "10"), figure("2025-01", "4")],
            [(0, 1, 4), (1, 2, 6), (2, 3, 7)],
        ),
        ([figure("2025-02/2025-03", "7"), up_to("2025-03-31", "10")], [(0, 1, 3), (1, 3, 7)]),
        ([figure("2021", "80"), figure("2022", "90")], [(-36, -24, 90)]),
    ],
)
def test_totals_are_split_as_far_as_the_figures_tell(
    figures: list[Observation], stretches: list[tuple[int, int, float]]
) -> None:
    found = laid(*figures)
    assert [(s.start, s.end, s.total) for s in found.known] == stretches
    assert (found.horizon, found.per_year, found.by_way) == (12, 12, False)


@pytest.mark.parametrize(
    ("figures", "parts"),
    [
        # The first half leaves less than nothing to the second quarter, then to March.
        (
            [figure("2025-Q1", "90"), figure("2025-H1", "70")],
            [(0, 6, 70)],
        ),
        (
            [figure("2025-01", "30"), up_to("2025-02-28", "50"), figure("2025-Q1", "40")],
            [(0, 1, 30), (1, 3, 10)],
        ),
        (
            [figure("2024-09", "5"), figure("2024-10", "20"), figure("2024-Q4", "8")],
            [(-4, -3, 5), (-3, 0, 8)],
        ),
        # Nothing is joined over the start of the period, nor over a gap.
        (
            [figure("2024-12", "9"), figure("2025-01", "30"), figure("2025-Q1", "20")],
            [(-1, 0, 9), (0, 3, 20)],
        ),
        # Figures below zero are what they are.
        (
            [figure("2024-12", "-1"), figure("2025-01", "30"), figure("2025-Q1", "20")],
            [(-1, 0, -1), (0, 1, 30), (1, 3, -10)],
        ),
    ],
)
def test_what_contradicting_figures_leave_below_zero_is_one_with_what_is_beside_it(
    figures: list[Observation], parts: list[tuple[int, int, float]]
) -> None:
    assert [(s.start, s.end, s.total) for s in laid(*figures).known] == parts


def test_of_figures_that_disagree_the_longer_one_counts() -> None:
    found = laid(figure("2025-01", "10"), figure("2025-02", "20"), up_to("2025-02-28", "25"))
    assert sum(s.total for s in found.known) == 25


def test_a_figure_that_ends_within_a_month_counts_up_to_the_month_by_days() -> None:
    (stretch,) = laid(up_to("2025-05-20", "46.45")).known
    assert (stretch.start, stretch.end) == (0, 4)
    assert stretch.total == pytest.approx(46.45 * 120 / 140)


@pytest.mark.parametrize("stray", ["2025-01-10/2025-01-31", "2025-01-10"])
def test_a_figure_that_starts_within_a_month_is_left_out(stray: str) -> None:
    assert laid(figure(stray, "5", "single")).known == ()


def test_a_plan_that_closes_in_january_is_a_year_of_thirteen_months() -> None:
    before = figure("2024-01/2025-01", "93", "single")
    found = laid(up_to("2024-05-31", "20"), before, up_to("2025-05-31", "30"), way=TO_JANUARY)
    assert (found.horizon, found.per_year) == (13, 13)
    assert found.known == (
        KnownPart(-13, -8, 20.0),
        KnownPart(-8, 0, 73.0),
        KnownPart(0, 5, 30.0),
    )


@pytest.mark.parametrize(
    ("seen", "horizon"), [(figure("2025-Q1", "6"), 4), (figure("2025-01", "2"), 12)]
)
def test_a_quarterly_indicator_is_laid_out_in_quarters_unless_months_are_known(
    seen: Observation, horizon: int
) -> None:
    found = laid(figure("2024", "20"), seen, frequency=Frequency.QUARTER)
    assert (found.horizon, found.per_year) == (horizon, horizon)
    assert found.known[0] == KnownPart(-horizon, 0, 20.0)


def test_a_plan_over_years_runs_in_years_where_figures_are_yearly() -> None:
    way = parse_period("2025/2030")
    found = laid(figure("2024", "20"), figure("2025", "21"), way=way, frequency=Frequency.YEAR)
    assert found.known == (KnownPart(-1, 0, 20.0), KnownPart(0, 1, 21.0))
    assert (found.horizon, found.per_year) == (6, 1)


CORNERS = [
    (date(2024, 12, 31), 0.0),
    (date(2025, 5, 31), 22.0),
    (date(2025, 12, 31), 95.0),
]


def test_an_issued_way_stands_for_last_year_where_nothing_earlier_is_known() -> None:
    found = laid(up_to("2025-05-31", "30"), issued=CORNERS)
    assert found.known == (
        KnownPart(0, 5, 30.0),
        KnownPart(-12, -7, 22.0),
        KnownPart(-7, 0, 73.0),
    )
    assert found.by_way
    with_history = laid(up_to("2025-05-31", "30"), figure("2024", "90"), issued=CORNERS)
    assert not with_history.by_way


def test_an_estimate_is_as_uncertain_as_estimates_usually_are() -> None:
    sure, unsure = laid(figure("2025-01", "4"), estimate(figure("2025-02", "5"))).known
    assert (sure.spread, unsure.spread) == (0.0, 0.03)


@pytest.mark.parametrize(("quarters", "known"), [((1, 2, 3), False), ((1, 2, 3, 4), True)])
def test_a_season_is_known_from_four_parts_of_a_past_year(
    quarters: tuple[int, ...], *, known: bool
) -> None:
    found = laid(*(figure(f"2024-Q{number}", "6") for number in quarters), figure("2025-01", "2"))
    assert found.seasonal is known


def test_one_year_without_a_season_does_not_take_it_from_another() -> None:
    quarters = (figure(f"2024-Q{number}", "6") for number in (1, 2, 3, 4))
    assert laid(figure("2023", "22"), *quarters, figure("2025-01", "2")).seasonal


def test_a_plan_over_two_years_has_twelve_months_to_the_year() -> None:
    found = laid(figure("2025", "20"), figure("2026-01", "2"), way=parse_period("2025/2026"))
    assert (found.horizon, found.per_year) == (24, 12)
