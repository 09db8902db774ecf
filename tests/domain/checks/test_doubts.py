"""Which slips a new figure is doubted for, and which clean figures are not."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from targettrack.domain.checks.checked_series import checked_series
from targettrack.domain.checks.doubts import doubt_about
from targettrack.domain.records.observation import StatedAs
from targettrack.domain.series.series import Series
from tests.domain.cases import (
    BACKLOG,
    DISBURSEMENT,
    GROWTH,
    NGHE_AN,
    POVERTY,
    REVENUE,
    D,
    day,
    figure,
    goal,
    percent,
    up_to,
)

if TYPE_CHECKING:
    from types import ModuleType

    from targettrack.domain.checks.finding import Doubt
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.target import Target

SHARED = Path(__file__).parents[4] / "shared"
BENCHMARK = Path(__file__).parents[3] / "benchmarks" / "doubts.py"


def doubt(
    indicator: Indicator,
    new: Observation,
    *known: Observation,
    targets: tuple[Target, ...] = (),
) -> Doubt | None:
    ordered = sorted(known, key=lambda f: (f.period.end, f.period.start, f.basis, f.revision))
    series = Series(NGHE_AN, indicator, targets, tuple(ordered))
    return doubt_about(checked_series(series, day("2026-01-05")), new)


def month(number: int, value: object, year: int = 2025) -> Observation:
    return figure(f"{year}-{number:02}", str(value), "single")


QUIET = [month(1, 820), month(2, 905), month(3, 870)]


@pytest.mark.parametrize(
    ("value", "right"), [("8800", "880"), ("88", "880"), ("880000", "880"), ("0.88", "880")]
)
def test_a_slip_of_powers_of_ten_is_told_with_what_would_be_right(value: str, right: str) -> None:
    found = doubt(REVENUE, month(4, value), *QUIET)
    assert found is not None
    assert (found.rule, str(found.likely)) == ("magnitude", f"if it is {right} bn VND, log that")


def test_a_month_well_above_the_others_is_not_doubted() -> None:
    assert doubt(REVENUE, month(4, 1900), *QUIET) is None


def test_a_season_that_came_last_year_is_not_doubted() -> None:
    last_year = [month(number, 100, 2024) for number in range(1, 12)] + [month(12, 900, 2024)]
    this_year = [month(number, 105) for number in range(1, 12)]
    assert doubt(REVENUE, month(12, 950), *last_year, *this_year) is None


def test_the_total_of_the_year_given_as_a_month_names_the_period_of_the_total() -> None:
    found = doubt(REVENUE, month(4, 3480), *QUIET)
    assert found is not None
    assert (found.rule, str(found.likely)) == (
        "total-as-single",
        "if it is the total of 2025-01/2025-04, log it so",
    )


def test_a_month_given_as_the_total_falls_below_what_its_months_make_up() -> None:
    found = doubt(REVENUE, up_to("2025-04-30", "880"), *QUIET)
    assert found is not None
    assert (found.rule, str(found.likely)) == ("falls", "if it is of 2025-04 alone, log it so")


def test_a_share_may_fall_a_little_since_its_plan_may_grow() -> None:
    known = [percent("2025-06-30", "26.05")]
    assert doubt(DISBURSEMENT, percent("2025-07-31", "22"), *known) is None
    found = doubt(DISBURSEMENT, percent("2025-07-31", "8.3"), *known)
    assert found is not None
    assert found.rule == "falls"


def test_a_part_that_is_more_than_the_year_around_it_is_doubted() -> None:
    found = doubt(REVENUE, figure("2024-Q3", "5210", "single"), figure("2024", "2105", "single"))
    assert found is not None
    assert found.rule == "more-than-whole"


def test_growth_may_change_its_sign_but_not_be_ten_times_itself() -> None:
    known = [figure(f"2024-Q{n}", value) for n, value in enumerate(("7.1", "8", "8.2", "7.7"), 1)]
    assert doubt(GROWTH, figure("2025-Q1", "6.99"), *known) is None
    found = doubt(GROWTH, figure("2025-Q1", "69.9"), *known)
    assert found is not None
    assert str(found.likely) == "if it is 6.99%, log that"


def test_a_first_figure_far_beyond_its_target_is_doubted_and_one_on_the_way_is_not() -> None:
    target = goal("2025", "1200")
    assert doubt(REVENUE, month(1, 130), targets=(target,)) is None
    found = doubt(REVENUE, month(1, 1300), targets=(target,))
    assert found is not None
    assert found.rule == "beyond-target"


def test_a_doubtful_figure_is_no_measure_for_the_next() -> None:
    slip = month(4, 88000)
    found = doubt(REVENUE, month(5, 91000), *QUIET, slip)
    assert found is not None
    assert found.rule == "magnitude"
    assert doubt(REVENUE, month(5, 910), *QUIET, slip) is None


def test_a_correction_is_not_held_against_the_slip_that_it_replaces() -> None:
    assert doubt(REVENUE, month(4, 880), *QUIET, month(4, 8800)) is None


def test_an_index_is_no_growth_and_a_fraction_no_percent() -> None:
    found = doubt(GROWTH, figure("2025-Q1", "110.5"), targets=(goal("2025", "8"),))
    assert found is not None
    assert str(found.likely) == "if it is an index of which last year is 100, log 10.5%"
    assert doubt(GROWTH, figure("2025-Q1", "10.5"), targets=(goal("2025", "8"),)) is None
    assert doubt(GROWTH, figure("2025-Q1", "104")) is None
    target = goal("2025", "95")
    found = doubt(POVERTY, figure("2025-05", "0.93"), targets=(target,))
    assert found is not None
    assert (found.rule, str(found.likely)) == ("fraction", "if it is 93%, log that")


def test_shares_of_months_that_make_more_than_the_whole_plan_are_totals() -> None:
    rising = [
        figure(f"2025-0{n}", str(12 * n), "single", stated_as=StatedAs.SHARE) for n in (1, 2, 3)
    ]
    found = doubt(
        DISBURSEMENT, figure("2025-04", "48", "single", stated_as=StatedAs.SHARE), *rising
    )
    assert found is not None
    assert found.rule == "total-as-single"


def test_small_counts_vary_by_chance() -> None:
    assert doubt(BACKLOG, month(4, 6), month(2, 1), month(3, 1)) is None
    assert doubt(BACKLOG, month(4, 60), month(2, 6), month(3, 6)) is not None


def _benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("doubts_benchmark", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_of_two_years_of_published_figures_few_are_doubted_and_nine_slips_in_ten_are() -> None:
    if not (SHARED / "data").is_dir():
        pytest.skip("the published figures are not here: ../shared/data")
    benchmark = _benchmark()
    rates = {}
    for name, several in benchmark.nso(SHARED).items():
        tried, doubted = D(0), D(0)
        for slip, (asked, seen) in benchmark.rates(several).items():
            rates[name, slip] = D(seen) / D(asked)
            if slip == "clean":
                tried, doubted = tried + asked, doubted + seen
        assert doubted / tried <= 1 / D(200), name
    assert min(rate for (_, slip), rate in rates.items() if slip != "clean") >= D("0.9")
