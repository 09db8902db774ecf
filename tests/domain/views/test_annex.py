from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from targettrack.domain.judge.assess import assess
from targettrack.domain.records.entity import Entity
from targettrack.domain.views.annex import AnnexRow, annex_rows
from tests.domain.cases import (
    DISBURSEMENT,
    EIGHT,
    FIRST_HALF,
    GROWTH,
    LAST_MAY_REVENUE,
    MAY_REVENUE,
    POVERTY,
    REVENUE,
    REVENUE_2025,
    amount,
    case,
    figure,
    goal,
    percent,
    up_to,
)

if TYPE_CHECKING:
    from targettrack.domain.series.case import Case

D = Decimal


def row_of(one: Case) -> AnnexRow:
    return annex_rows([(one, assess(one))])[0]


def revenue(*figures: object, as_of: str = "2025-06-10") -> Case:
    return case(REVENUE, REVENUE_2025, list(figures), as_of)  # type: ignore[arg-type]


def test_a_sum_stands_beside_the_same_period_of_last_year() -> None:
    row = row_of(revenue(LAST_MAY_REVENUE, MAY_REVENUE))
    assert row.last_year == D(10480)
    assert row.of_last_year is not None
    assert row.verdict.year_on_year is not None
    assert row.of_last_year == 100 + row.verdict.year_on_year
    assert round(row.of_last_year, 1) == D("108.4")


def test_the_month_is_the_difference_to_the_month_before() -> None:
    assert row_of(revenue(up_to("2025-04-30", "9000"), MAY_REVENUE)).month == D(2360)


def test_a_published_month_counts_before_a_difference() -> None:
    figures = (up_to("2025-04-30", "9000"), MAY_REVENUE, figure("2025-05", "2400", "single"))
    assert row_of(revenue(*figures)).month == D(2400)


def test_the_first_month_is_the_value_itself() -> None:
    assert row_of(revenue(up_to("2025-01-31", "2000"), as_of="2025-02-10")).month == D(2000)


def test_without_the_month_before_nothing_is_said_of_the_month() -> None:
    assert row_of(revenue(up_to("2025-03-31", "7000"), MAY_REVENUE)).month is None


def test_a_value_within_a_month_is_no_month() -> None:
    figures = (up_to("2025-04-30", "9000"), up_to("2025-05-20", "11000"))
    assert row_of(revenue(*figures)).month is None


def test_figures_after_the_day_judged_do_not_count() -> None:
    later = figure("2025-06", "1", "single")
    now = row_of(revenue(up_to("2025-04-30", "9000"), MAY_REVENUE, later))
    assert now == row_of(revenue(up_to("2025-04-30", "9000"), MAY_REVENUE))


def test_a_share_is_in_percent_of_the_plan_also_by_month() -> None:
    plan = goal("2025", ">= 95", denominator=D(10000))
    one = case(DISBURSEMENT, plan, [amount("2025-04-30", "2000"), amount("2025-05-31", "3000")],
               "2025-06-10")  # fmt: skip
    assert row_of(one).month == D(10)
    assert row_of(one).of_last_year is None


def test_amounts_of_a_share_without_a_total_are_no_percent() -> None:
    figures = [percent("2025-05-31", "30"), figure("2025-05", "700", "single")]
    assert row_of(case(DISBURSEMENT, goal("2025", ">= 95"), figures, "2025-06-10")).month is None


def test_growth_of_a_month_is_given_only_as_published() -> None:
    assert row_of(case(GROWTH, EIGHT, FIRST_HALF, "2025-07-05")).month is None
    monthly = replace(GROWTH, id="iip-growth")
    figures = [figure("2025-01/2025-05", "8"), figure("2025-05", "9.5", "single")]
    assert row_of(case(monthly, EIGHT, figures, "2025-06-10")).month == D("9.5")


def test_a_level_has_no_month() -> None:
    poverty = goal("2025", "<= 5", base=D(7), base_on=MAY_REVENUE.period.start)
    one = case(POVERTY, poverty, [figure("2025-05-31", "6", "single")], "2025-06-10")
    assert (row_of(one).month, row_of(one).verdict.value) == (None, D(6))


def test_a_target_without_figures_has_a_row() -> None:
    row = row_of(revenue())
    assert (row.last_year, row.month, row.of_last_year) == (None, None, None)
    assert row.verdict.status == "no-data"


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_rows_are_numbered_within_their_entity_in_the_order_given(order: tuple[int, ...]) -> None:
    elsewhere = replace(revenue(MAY_REVENUE), entity=Entity("Cao Bằng"))
    cases = [revenue(MAY_REVENUE), elsewhere, case(GROWTH, EIGHT, FIRST_HALF, "2025-07-05")]
    rows = annex_rows((cases[i], assess(cases[i])) for i in order)
    found: dict[str, list[int]] = {}
    for row in rows:
        found.setdefault(row.verdict.entity.name, []).append(row.number)
    assert found == {"Nghệ An": [1, 2], "Cao Bằng": [1]}
    names = [row.verdict.entity.name for row in rows]
    assert names == sorted(names, key=list(found).index)
