from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from targettrack.domain.judge.assess import assess
from targettrack.domain.records.entity import Entity, EntityKind
from targettrack.domain.records.weights import Weights
from targettrack.domain.series.children import completed
from targettrack.domain.series.series import Series
from targettrack.domain.values.period import parse_period
from targettrack.domain.values.status import Flag, Status
from targettrack.exchange.packaged import places
from tests.domain.cases import (
    DISBURSEMENT,
    GROWTH,
    HAI_DUONG,
    POVERTY,
    REVENUE,
    D,
    amount,
    case,
    figure,
    goal,
    percent,
    up_to,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.target import Target

PLACES = {place.name: place for place in places()}
HAI_PHONG = PLACES["Hải Phòng"]
YEAR = goal("2025", ">= 100")


def series(entity: Entity, indicator: Indicator, *figures: Observation) -> Series:
    return Series(entity, indicator, (), tuple(figures))


def judged(
    indicator: Indicator,
    target: Target,
    own: Sequence[Observation],
    joined: Sequence[Series],
    as_of: str,
    **more: Any,
) -> Assessment:
    """Hải Phòng's verdict with those who were merged into it."""
    asked = case(indicator, target, own, as_of, entity=HAI_PHONG, **more)
    return assess(completed(asked, joined))


OWN = (up_to("2025-06-30", "40"), figure("2025-Q3", "25"))
THEIRS = up_to("2025-06-30", "15")


def test_the_places_that_ship_know_who_was_merged_into_whom() -> None:
    hai_duong = PLACES["Hải Dương"]
    assert (hai_duong.successor, hai_duong.valid_to) == (HAI_PHONG.name, date(2025, 6, 30))
    assert PLACES["Nghệ An"].successor is None


def test_a_flow_over_the_merger_is_theirs_and_its_own_until_then_and_its_own_since() -> None:
    one = judged(REVENUE, YEAR, OWN, [series(HAI_DUONG, REVENUE, THEIRS)], "2025-10-05")
    assert one.value == 15 + 40 + 25
    assert {Flag.SUMMED, Flag.UNIT_CHANGED} <= set(one.flags)
    assert Flag.LOWER_BOUND not in one.flags
    sums = [step for step in one.steps if step.name == "sum"]
    assert [(step.numbers, step.result) for step in sums] == [((D(40), D(15)), D(55))]
    assert str(sums[0].remark) == "Hải Phòng, Hải Dương, 2025-H1"


def test_before_the_merger_both_are_judged_alone() -> None:
    own = [up_to("2025-05-31", "33")]
    one = judged(REVENUE, YEAR, own, [series(HAI_DUONG, REVENUE, THEIRS)], "2025-06-30")
    assert one.value == 33
    assert Flag.UNIT_CHANGED not in one.flags


def test_a_figure_published_over_the_merger_stands_as_it_is() -> None:
    own = [*OWN, up_to("2025-09-30", "79")]
    one = judged(REVENUE, YEAR, own, [series(HAI_DUONG, REVENUE, THEIRS)], "2025-10-05")
    assert one.value == 79
    assert Flag.SUMMED not in one.flags


def test_without_figures_of_those_merged_in_a_flow_is_a_lower_bound_that_names_them() -> None:
    one = judged(REVENUE, YEAR, OWN, [series(HAI_DUONG, REVENUE)], "2025-10-05")
    assert one.value == 65
    assert Flag.LOWER_BOUND in one.flags
    assert any("Hải Dương missing" in str(step.remark) for step in one.steps)


def test_last_year_is_the_sum_of_what_was_merged() -> None:
    last = up_to("2024-09-30", "50")
    theirs = series(HAI_DUONG, REVENUE, up_to("2024-09-30", "30"), THEIRS)
    one = judged(REVENUE, YEAR, [*OWN, last], [theirs], "2025-10-05")
    assert one.year_on_year == 0  # 80 against 50 + 30, not against 50


def test_last_year_of_half_the_territory_is_not_compared() -> None:
    one = judged(
        REVENUE,
        YEAR,
        [*OWN, up_to("2024-09-30", "50")],
        [series(HAI_DUONG, REVENUE, THEIRS)],
        "2025-10-05",
    )
    assert one.year_on_year is None
    assert [str(step) for step in one.steps if step.name == "versus last year"] == [
        "not comparable: no figures of Hải Dương until the merger on 1 July 2025"
    ]


def test_growth_until_the_merger_says_nothing_about_the_merged_unit() -> None:
    own = [figure("2025-Q1", "11.07"), figure("2025-Q2", "11.3"), figure("2025-Q3", "12")]
    one = judged(GROWTH, goal("2025", ">= 12"), own[:2], [series(HAI_DUONG, GROWTH)], "2025-10-20")
    assert (one.status, one.value) == (Status.NO_DATA, None)
    assert str(one.why).endswith(
        "Hải Dương merged into it on 1 July 2025: figures until then are of another territory "
        "and not comparable"
    )
    assert Flag.UNIT_CHANGED in one.flags
    later = judged(GROWTH, goal("2025", ">= 12"), own, [series(HAI_DUONG, GROWTH)], "2025-10-20")
    assert later.value is None  # one quarter does not tell the year so far


def test_growth_published_for_the_merged_unit_counts_but_not_against_last_year() -> None:
    own = [figure("2025-9M", "11.59"), figure("2024-9M", "10.4"), figure("2025-Q1", "11.07")]
    one = judged(GROWTH, goal("2025", ">= 12"), own, [series(HAI_DUONG, GROWTH)], "2025-10-20")
    assert (one.value, one.year_on_year) == (D("11.59"), None)
    assert "not comparable: Hải Dương merged into it on 1 July 2025" in {
        str(step) for step in one.steps
    }


def test_a_share_of_the_merged_unit_is_not_compared_with_last_year() -> None:
    own = [percent("2025-09-30", "60"), percent("2024-09-30", "50")]
    target = goal("2025", ">= 95")
    one = judged(DISBURSEMENT, target, own, [series(HAI_DUONG, DISBURSEMENT)], "2025-10-05")
    assert (one.value, one.year_on_year) == (D(60), None)
    alone = judged(DISBURSEMENT, target, own, [], "2025-10-05")
    assert alone.year_on_year == 10


def test_two_years_later_growth_is_comparable_again() -> None:
    own = [figure("2027-Q1", "9"), figure("2026-Q1", "8")]
    one = judged(GROWTH, goal("2027", ">= 9"), own, [series(HAI_DUONG, GROWTH)], "2027-04-20")
    assert one.year_on_year == 1


@pytest.mark.parametrize(("ended", "change"), [("2024-12-31", D(1)), ("2025-01-01", None)])
def test_growth_is_comparable_from_the_first_whole_year_of_the_merged_unit(
    ended: str, change: Decimal | None
) -> None:
    gone = replace(HAI_DUONG, valid_to=date.fromisoformat(ended))
    own = [figure("2026-Q1", "9"), figure("2025-Q1", "8")]
    one = judged(GROWTH, goal("2026", ">= 9"), own, [series(gone, GROWTH)], "2026-04-20")
    assert one.year_on_year == change


def test_the_target_of_the_ended_unit_is_orphaned_as_before() -> None:
    asked = case(REVENUE, YEAR, [THEIRS], "2025-10-05", entity=HAI_DUONG)
    one = assess(completed(asked, []))
    assert (one.status, one.flags) == (Status.NO_DATA, (Flag.ASSUMED_PATH, Flag.UNIT_CHANGED))
    assert str(one.why) == (
        "Hải Dương ended on 30 June 2025, succeeded by Hải Phòng: re-issue or close the target"
    )


def test_a_level_is_left_as_it_was() -> None:
    own = [figure("2024", "3.1"), figure("2025-H1", "3")]
    target = goal("2025", "<= 2.5", base=D("3.1"))
    one = judged(
        POVERTY, target, own, [series(HAI_DUONG, POVERTY, figure("2024", "2"))], "2025-12-01"
    )
    assert one.value == 3


def test_two_mergers_one_after_the_other_are_each_counted_until_their_day() -> None:
    first = Entity("First", EntityKind.COMMUNE, valid_to=date(2025, 3, 31), successor="Second")
    second = Entity("Second", EntityKind.COMMUNE, valid_to=date(2025, 6, 30), successor="Hải Phòng")
    joined = [
        series(first, REVENUE, figure("2025-Q1", "1")),
        series(second, REVENUE, figure("2025-Q1", "10"), figure("2025-Q2", "20")),
    ]
    own = [figure(f"2025-Q{number}", "100") for number in (1, 2, 3)]
    one = judged(REVENUE, goal("2025", ">= 500"), own, joined, "2025-10-05")
    assert one.value == 111 + 120 + 100


@pytest.mark.parametrize("began", [None, date(2025, 7, 1)])
def test_a_unit_made_by_the_merger_has_no_past_of_its_own_to_miss(began: date | None) -> None:
    heir = replace(HAI_PHONG, valid_from=began)
    asked = case(REVENUE, YEAR, [figure("2025-Q3", "25")], "2025-10-05", entity=heir)
    one = assess(completed(asked, [series(HAI_DUONG, REVENUE, THEIRS)]))
    assert one.value == 40
    assert (Flag.LOWER_BOUND in one.flags) == (began is None)


def test_the_amounts_of_a_share_are_not_added_over_a_merger() -> None:
    own = [amount("2025-06-30", "100")]
    target = goal("2025", ">= 95", denominator=D(1000))
    theirs = series(HAI_DUONG, DISBURSEMENT, amount("2025-06-30", "50"))
    one = judged(DISBURSEMENT, target, own, [theirs], "2025-07-20")
    assert (one.status, one.value) == (Status.NO_DATA, None)


def test_growth_of_the_merged_unit_goes_by_its_own_weights() -> None:
    parts = tuple((parse_period(f"2025-Q{n}"), D(weight)) for n, weight in enumerate("1234", 1))
    own = [figure("2025-H1", "10", "ytd"), figure("2025-9M", "11")]
    one = judged(
        GROWTH, YEAR, own, [series(HAI_DUONG, GROWTH)], "2025-10-20", weights=Weights(parts)
    )
    assert one.required is not None
    assert one.required.value == (100 * 10 - 11 * 6) / D(4)


def test_nothing_is_dropped_where_every_figure_is_of_the_merged_unit() -> None:
    one = judged(GROWTH, YEAR, [], [series(HAI_DUONG, GROWTH)], "2025-10-20")
    assert "another territory" not in str(one.why)


@pytest.mark.parametrize(("ended", "flagged"), [("2021-12-31", False), ("2022-01-01", True)])
def test_a_merger_before_everything_that_is_looked_at_says_nothing(
    ended: str, *, flagged: bool
) -> None:
    long_ago = replace(HAI_DUONG, valid_to=date.fromisoformat(ended))
    one = judged(REVENUE, YEAR, OWN[:1], [series(long_ago, REVENUE)], "2025-07-05")
    assert (Flag.UNIT_CHANGED in one.flags) is flagged


def test_a_merger_on_new_years_day_is_over_the_whole_year_before() -> None:
    ended = replace(HAI_DUONG, valid_to=date(2024, 12, 31))
    own = [up_to("2024-06-30", "50"), up_to("2025-06-30", "60")]
    theirs = series(ended, REVENUE, up_to("2024-06-30", "30"))
    one = judged(REVENUE, YEAR, own, [theirs], "2025-07-05")
    assert (one.value, one.year_on_year) == (D(60), D(-25))
