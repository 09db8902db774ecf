"""One reading of the figures of a series."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targettrack.domain.records.observation import Qualifier, in_force
from targettrack.domain.series.reading import Terms, read, straddles
from targettrack.domain.values.period import Period, add_months, parse_period
from targettrack.domain.values.quantity import Comparator
from tests.domain.cases import D, day, estimate, figure, goal

if TYPE_CHECKING:
    from targettrack.domain.records.observation import Observation

YEAR = parse_period("2025")
Q2, JUNE = parse_period("2025-Q2"), parse_period("2025-06")


def parts_of(*figures: Observation) -> list[str]:
    """Name the periods that add up."""
    return [str(part.period) for part in read(in_force(figures), YEAR).running().added]


@pytest.mark.parametrize(
    ("periods", "parts"),
    [
        (("2025-01", "2025-02", "2025-03"), ["2025-01", "2025-02", "2025-03"]),
        (("2025-Q1", "2025-Q2"), ["2025-Q1", "2025-Q2"]),
        (("2025-Q1", "2025-04", "2025-05"), ["2025-Q1", "2025-04", "2025-05"]),
        (("2025-01", "2025-01/2025-05"), ["2025-01/2025-05"]),
        (("2025-01/2025-05", "2025-05"), ["2025-01/2025-05"]),
        (("2025-01/2025-04", "2025-05"), ["2025-01/2025-04", "2025-05"]),
        (("2025-01/2025-04", "2025-Q2", "2025-05"), ["2025-01/2025-04", "2025-05"]),
        (("2025-Q1", "2025-06"), ["2025-Q1", "2025-06"]),
        (("2025-02", "2025-03"), ["2025-02", "2025-03"]),
        (("2024-12", "2025-01"), ["2025-01"]),
        (("2024-12/2025-01", "2025-02"), ["2025-02"]),
        (("2025-12", "2026-01"), ["2025-12"]),
        ((), []),
    ],
)
def test_the_parts_of_a_total_follow_each_other_without_overlap(
    periods: tuple[str, ...], parts: list[str]
) -> None:
    assert parts_of(*(figure(period, "1") for period in periods)) == parts


@pytest.mark.parametrize(
    ("periods", "parts"),
    [
        (("2025-Q1", "2025-04", "2025-Q2"), ["2025-Q1", "2025-Q2"]),
        (("2025-Q1", "2025-04", "2025-05", "2025-Q2"), ["2025-Q1", "2025-Q2"]),
        (("2025-H1", "2025-07", "2025-Q3", "2025-10"), ["2025-H1", "2025-Q3", "2025-10"]),
    ],
)
def test_a_quarter_counts_where_its_months_are_not_all_known(
    periods: tuple[str, ...], parts: list[str]
) -> None:
    assert parts_of(*(figure(period, "1") for period in periods)) == parts


def test_the_published_total_counts_before_a_single_figure_of_the_same_stretch() -> None:
    single, published = figure("2025-Q1", "7"), figure("2025-Q1", "8", "ytd")
    assert read(in_force([published, single]), YEAR).running() == Terms((published,))


@pytest.mark.parametrize(
    ("periods", "complete"),
    [
        (("2025-01", "2025-02"), True),
        (("2025-01/2025-05",), True),
        (("2025-Q1", "2025-04"), True),
        (("2025-01", "2025-03"), False),
        (("2025-02",), False),
        (("2025-01/2025-04", "2025-06"), False),
    ],
)
def test_a_total_is_complete_if_no_stretch_is_missing(
    periods: tuple[str, ...], *, complete: bool
) -> None:
    assert read([figure(period, "1") for period in periods], YEAR).is_complete is complete


def test_after_a_gap_the_figure_that_reaches_further_counts_too() -> None:
    figures = [figure(period, "1") for period in ("2025-01", "2025-03", "2025-03/2025-04")]
    assert parts_of(*figures) == ["2025-01", "2025-03/2025-04"]


def test_a_cumulative_figure_makes_up_for_missing_months() -> None:
    months = [figure("2025-01", "1"), figure("2025-04", "1"), figure("2025-01/2025-05", "9")]
    known = read(months, YEAR)
    assert known.running().total() == 9
    assert known.is_complete


def test_month_and_year_to_date_are_two_bases() -> None:
    may, five_months = figure("2025-05", "18.4"), figure("2025-01/2025-05", "13.89")
    assert may.key != five_months.key
    assert read([may, five_months], YEAR).running() == Terms((five_months,))


def test_a_figure_that_contains_others_leaves_the_rest() -> None:
    known = read([figure("2025-H1", "100"), figure("2025-Q2", "60"), figure("2025-06", "25")], YEAR)
    assert [(str(piece), known.between(piece.start, piece.end)) for piece in known.pieces] == [
        ("2025-Q1", Terms((known.figures[parse_period("2025-H1")],), (known.figures[Q2],))),
        ("2025-04/2025-05", Terms((known.figures[Q2],), (known.figures[JUNE],))),
        ("2025-06", Terms((known.figures[JUNE],))),
    ]


def test_a_total_may_follow_by_going_back() -> None:
    figures = [figure("2025-H1", "50"), figure("2025-Q2", "30"), figure("2025-04/2025-07", "40")]
    known = read(figures, YEAR)
    assert known.totals()[day("2025-07-31")] == known.running().total() == 60
    assert known.running() == Terms((figures[0], figures[2]), (figures[1],))


def test_of_figures_that_disagree_the_total_to_date_counts_and_then_the_longer() -> None:
    figures = [figure("2025-Q1", "30"), *(figure(f"2025-0{n}", "20") for n in (1, 2, 3))]
    known = read(figures, YEAR)
    assert known.running().total() == 30
    assert known.redundant == (figures[3],)
    assert known.of(parse_period("2025-03")) == Terms((figures[3],))


@pytest.mark.parametrize("turned", [False, True])
def test_the_later_record_counts_whichever_basis_it_has_and_whenever_it_is_read(
    *, turned: bool
) -> None:
    early, late = (datetime(2025, 7, on, tzinfo=UTC) for on in (1, 20))
    guess = estimate(figure("2025-H1", "7000", recorded_at=early))
    final = figure("2025-H1", "10500", "ytd", recorded_at=late)
    figures = [final, guess] if turned else [guess, final]
    assert read(figures, YEAR).running() == Terms((final,))


@pytest.mark.parametrize("basis", ["single", "ytd"])
def test_of_two_records_of_one_moment_the_more_final_counts(basis: str) -> None:
    at = datetime(2025, 7, 1, tzinfo=UTC)
    other = "ytd" if basis == "single" else "single"
    guess = estimate(figure("2025-H1", "7000", other, recorded_at=at))
    final = figure("2025-H1", "7100", basis, recorded_at=at, qualifier=Qualifier.OFFICIAL)
    assert read([final, guess], YEAR).running() == Terms((final,))


def test_what_straddles_the_period_counts_for_neither_side() -> None:
    week = figure("2024-12-30/2025-01-05", "70")
    known = read([week, figure("2025-01-06/2025-01-31", "30")], YEAR)
    assert known.running().total() == 30
    assert [str(one) for one in known.missing] == ["2025-01-01/2025-01-05"]
    target = goal("2025", ">= 1000")
    assert straddles(week, target) == "begins before"
    assert straddles(figure("2025-12-29/2026-01-04", "1"), target) == "ends after"
    assert not straddles(figure("2024/2025", "1", "single"), target)
    assert not straddles(figure("2025-05", "1"), target)


def test_a_bound_that_is_taken_off_is_one_on_the_other_side() -> None:
    half = figure("2025-H1", "100")
    quarter = figure("2025-Q2", "60", comparator=Comparator.AT_LEAST)
    rest = read([half, quarter], YEAR).of(parse_period("2025-Q1"))
    assert rest is not None
    assert rest.bounds == {Comparator.EQUAL, Comparator.AT_MOST}


EDGES = st.lists(st.integers(0, 12), min_size=2, max_size=2, unique=True).map(sorted)


@given(
    spans=st.lists(EDGES, min_size=1, max_size=10),
    truth=st.lists(st.integers(-9, 9), min_size=12, max_size=12),
)
def test_figures_of_one_truth_tell_that_truth_wherever_they_tell_anything(
    spans: list[list[int]], truth: list[int]
) -> None:
    starts = [add_months(YEAR.start, months) for months in range(13)]

    def of(first: int, last: int) -> Observation:
        return figure(str(Period(starts[first], starts[last])), D(sum(truth[first:last])))

    known = read([of(first, last) for first, last in spans], YEAR)
    assert known == read([of(first, last) for first, last in reversed(spans)], YEAR)
    for piece in known.pieces:
        first, last = starts.index(piece.start), starts.index(piece.end)
        terms = known.between(piece.start, piece.end)
        assert terms is not None
        assert terms.total() == sum(truth[first:last])
    for one, other in pairwise(known.pieces):
        assert one.end <= other.start
    told = [period for period in known.figures if known.of(period) is None]
    assert told == []
