from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from targettrack.domain.judge.assess import assess
from targettrack.domain.records.entity import Entity, EntityKind
from targettrack.domain.records.observation import Qualifier
from targettrack.domain.records.scenario import Scenario
from targettrack.domain.records.weights import NO_WEIGHTS, Weights, WeightsVintage
from targettrack.domain.series.children import completed
from targettrack.domain.series.reading import Terms
from targettrack.domain.series.series import Series
from targettrack.domain.series.sum_of_parts import as_sum, named
from targettrack.domain.values.period import parse_period
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.status import Flag, Status
from targettrack.message import Message
from tests.domain.cases import (
    DISBURSEMENT,
    GROWTH,
    POVERTY,
    REVENUE,
    D,
    amount,
    case,
    estimate,
    figure,
    goal,
    percent,
    quarters,
    shown,
    up_to,
)

if TYPE_CHECKING:
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.target import Target

COUNTRY = Entity("Viet Nam", EntityKind.COUNTRY)
YEAR = parse_period("2025")
REVENUE_OF_ALL = goal("2025", ">= 100")


def below(name: str, kind: EntityKind = EntityKind.PROVINCE) -> Entity:
    return Entity(name, kind, parent=COUNTRY.name)


NGHE_AN, HA_TINH = below("Nghệ An"), below("Hà Tĩnh")


def series(
    entity: Entity, indicator: Indicator, *figures: Observation, weights: Weights = NO_WEIGHTS
) -> Series:
    return Series(entity, indicator, (), tuple(figures), (WeightsVintage(weights),))


def judged(
    indicator: Indicator, target: Target, family: list[Series], as_of: str, *own: Observation
) -> Assessment:
    """The verdict on the country, whose figures are those of the entities below it."""
    asked = case(indicator, target, own, as_of, entity=COUNTRY, weights=NO_WEIGHTS)
    return assess(completed(asked, family))


def revenues(*of_each: tuple[Observation, ...]) -> list[Series]:
    return [
        series(entity, REVENUE, *figures)
        for entity, figures in zip((NGHE_AN, HA_TINH), of_each, strict=False)
    ]


@pytest.mark.parametrize(
    ("nghe_an", "ha_tinh", "value", "on"),
    [
        ((up_to("2025-05-31", "30"),), (up_to("2025-05-31", "20"),), "50", "2025-05-31"),
        ((up_to("2025-06-30", "36"), up_to("2025-05-31", "30")), (up_to("2025-05-31", "20"),),
         "50", "2025-05-31"),
        ((figure("2025-Q1", "18"), figure("2025-Q2", "18")), (up_to("2025-06-30", "24"),),
         "60", "2025-06-30"),
        ((figure("2025-01", "6"), figure("2025-02", "5")), (figure("2025-01", "4"),),
         "10", "2025-01-31"),
    ],
    ids=["the same stretch", "the later one is not common", "parts of a stretch", "months"],
)  # fmt: skip
def test_the_flow_of_a_whole_is_the_sum_over_the_stretches_all_parts_have(
    nghe_an: tuple[Observation, ...], ha_tinh: tuple[Observation, ...], value: str, on: str
) -> None:
    one = judged(REVENUE, REVENUE_OF_ALL, revenues(nghe_an, ha_tinh), "2025-07-05")
    assert (one.value, str(one.observed_on)) == (D(value), on)
    assert Flag.SUMMED in one.flags
    assert Flag.LOWER_BOUND not in one.flags


def test_the_sum_is_shown_with_its_numbers_and_who_they_are() -> None:
    family = revenues(
        (figure("2025-Q1", "18"), figure("2025-Q2", "18.5")), (figure("2025-H1", "24"),)
    )
    one = judged(REVENUE, REVENUE_OF_ALL, family, "2025-07-05")
    step = next(step for step in one.steps if step.name == "sum")
    assert (step.pattern, step.numbers) == ("({} + {}) + {}", (D(18), D("18.5"), D(24)))
    assert (step.result, str(step.remark)) == (D("60.5"), "Nghệ An, Hà Tĩnh, 2025-H1")


def test_a_part_without_figures_makes_the_sum_a_lower_bound_and_is_named() -> None:
    family = revenues((up_to("2025-05-31", "30"),), ())
    one = judged(REVENUE, REVENUE_OF_ALL, family, "2025-06-05")
    assert one.value == 30
    assert {Flag.SUMMED, Flag.LOWER_BOUND} <= set(one.flags)
    assert "Hà Tĩnh missing" in next(str(s.remark) for s in one.steps if s.name == "sum")
    assert "not comparable: Hà Tĩnh missing" in {str(step) for step in one.steps}


def test_a_lower_bound_settles_no_miss() -> None:
    family = revenues((figure("2025", "90"),), ())
    assert judged(REVENUE, REVENUE_OF_ALL, family, "2026-02-05").status is Status.NO_DATA
    family = revenues((figure("2025", "120"),), ())
    assert judged(REVENUE, REVENUE_OF_ALL, family, "2026-02-05").status is Status.ACHIEVED


def test_figures_of_its_own_are_never_replaced_by_a_sum() -> None:
    family = revenues((up_to("2025-05-31", "30"),), (up_to("2025-05-31", "20"),))
    one = judged(REVENUE, REVENUE_OF_ALL, family, "2025-06-05", up_to("2025-05-31", "51"))
    assert one.value == 51
    assert Flag.SUMMED not in one.flags


def test_last_year_is_summed_too() -> None:
    family = revenues(
        (up_to("2025-05-31", "30"), up_to("2024-05-31", "25")),
        (up_to("2025-05-31", "20"), up_to("2024-05-31", "15")),
    )
    assert judged(REVENUE, REVENUE_OF_ALL, family, "2025-06-05").year_on_year == 25


def test_two_kinds_of_parts_are_never_added() -> None:
    family = [
        series(below("Vinh", EntityKind.COMMUNE), REVENUE, up_to("2025-05-31", "30")),
        series(below("Finance", EntityKind.DEPARTMENT), REVENUE, up_to("2025-05-31", "30")),
    ]
    one = judged(REVENUE, REVENUE_OF_ALL, family, "2025-06-05")
    assert (one.status, one.value) == (Status.NO_DATA, None)
    assert str(one.why).endswith("commune and department entities below it would count twice")


def test_parts_with_nothing_in_common_give_no_sum_and_say_so() -> None:
    family = revenues((figure("2025-Q1", "18"),), (figure("2025-Q2", "24"),))
    one = judged(REVENUE, REVENUE_OF_ALL, family, "2025-07-05")
    assert one.value is None
    assert "no period for which all of Nghệ An, Hà Tĩnh have figures" in str(one.why)


@pytest.mark.parametrize(
    ("first", "second", "qualifier"),
    [
        (Qualifier.OFFICIAL, Qualifier.ESTIMATED, Qualifier.ESTIMATED),
        (Qualifier.OFFICIAL, Qualifier.PRELIMINARY, Qualifier.PRELIMINARY),
        (Qualifier.OFFICIAL, None, None),
        (Qualifier.OFFICIAL, Qualifier.OFFICIAL, Qualifier.OFFICIAL),
    ],
)
def test_a_sum_is_as_final_as_its_least_final_part(
    first: Qualifier, second: Qualifier | None, qualifier: Qualifier | None
) -> None:
    may = up_to("2025-05-31", "30")
    family = revenues((replace(may, qualifier=first),), (replace(may, qualifier=second),))
    one = judged(REVENUE, REVENUE_OF_ALL, family, "2025-06-05")
    assert one.observation is not None
    assert one.observation.qualifier is qualifier


def test_a_bound_among_the_parts_makes_the_sum_a_bound() -> None:
    over = up_to("2025-05-31", "30", comparator=Comparator.AT_LEAST)
    one = judged(
        REVENUE, REVENUE_OF_ALL, revenues((over,), (up_to("2025-05-31", "20"),)), "2025-06-05"
    )
    assert Flag.LOWER_BOUND in one.flags
    under = replace(over, comparator=Comparator.AT_MOST)
    one = judged(
        REVENUE, REVENUE_OF_ALL, revenues((under,), (up_to("2025-05-31", "20"),)), "2025-06-05"
    )
    assert one.value is None


def test_a_unit_merged_into_a_sibling_counts_once_and_until_its_end() -> None:
    heir = below("Hải Phòng")
    gone = replace(below("Hải Dương"), valid_to=date(2025, 6, 30), successor=heir.name)
    family = [
        series(heir, REVENUE, up_to("2025-06-30", "40"), figure("2025-Q3", "25")),
        series(gone, REVENUE, up_to("2025-06-30", "15")),
        series(NGHE_AN, REVENUE, up_to("2025-09-30", "20"), up_to("2025-06-30", "11")),
    ]
    one = judged(REVENUE, REVENUE_OF_ALL, family, "2025-10-05")
    assert (one.value, str(one.observed_on)) == (D(100), "2025-09-30")
    sums = [(step.numbers, step.result) for step in one.steps if step.name == "sum"]
    assert sums == [((D(40), D(15)), D(55)), ((D(55), D(25), D(20)), D(100))]
    assert judged(REVENUE, REVENUE_OF_ALL, family, "2025-06-30").value == 40 + 15 + 11
    without = [family[0], series(gone, REVENUE), family[2]]
    bound = judged(REVENUE, REVENUE_OF_ALL, without, "2025-10-05")
    assert (bound.value, Flag.LOWER_BOUND in bound.flags) == (D(85), True)
    assert any("Hải Dương missing" in str(step.remark) for step in bound.steps)


def test_a_unit_that_does_not_exist_yet_is_not_missing() -> None:
    later = replace(below("Later"), valid_from=date(2026, 1, 1))
    family = [*revenues((up_to("2025-05-31", "30"),)), series(later, REVENUE)]
    one = judged(REVENUE, REVENUE_OF_ALL, family, "2025-06-05")
    assert Flag.LOWER_BOUND not in one.flags


# Growth


def growths(*of_each: tuple[Weights, tuple[Observation, ...]]) -> list[Series]:
    return [
        series(entity, GROWTH, *figures, weights=weights)
        for entity, (weights, figures) in zip((NGHE_AN, HA_TINH), of_each, strict=True)
    ]


def level(value: str) -> Weights:
    return Weights(((YEAR, D(value)),))


def test_growth_of_a_whole_is_composed_from_levels_and_never_an_average_of_rates() -> None:
    family = growths((level("100"), (figure("2025", "8"),)), (level("60"), (figure("2025", "6"),)))
    one = judged(GROWTH, goal("2025", ">= 7.2"), family, "2026-01-20")
    assert (one.value, one.status) == (D("7.25"), Status.ACHIEVED)
    assert Flag.SUMMED in one.flags
    step = next(step for step in one.steps if step.name == "sum")
    assert step.numbers == (D(100), D(8), D(60), D(6), D(100), D(60))


def test_quarters_are_composed_within_each_part_first() -> None:
    nghe_an, ha_tinh = (
        quarters(2025, "20", "30", "25", "25"),
        quarters(2025, "10", "20", "15", "15"),
    )
    rates = (figure("2025-Q1", "6"), figure("2025-Q2", "10"))
    family = growths((nghe_an, rates), (ha_tinh, (figure("2025-H1", "5"),)))
    one = judged(GROWTH, goal("2025", ">= 8"), family, "2025-07-20")
    # (20 x 6 + 30 x 10) / 50 = 8.4, then (50 x 8.4 + 30 x 5) / 80 = 7.125
    assert one.value == D("7.125")
    # the base weights of the whole are 30, 50, 40, 40
    assert shown(one.required.value if one.required else None, 3) == "8.875"
    assert Flag.EQUAL_WEIGHTS not in one.flags


def test_levels_of_other_stretches_are_not_added_so_days_count() -> None:
    halves = Weights(((parse_period("2025-H1"), D(30)), (parse_period("2025-H2"), D(30))))
    family = growths(
        (quarters(2025, "20", "30", "25", "25"), (figure("2025-H1", "8"),)),
        (halves, (figure("2025-H1", "5"),)),
    )
    one = judged(GROWTH, goal("2025", ">= 8"), family, "2025-07-20")
    # (50 x 8 + 30 x 5) / 80 = 6.875 in 181 of 365 days
    assert one.value == D("6.875")
    assert shown(one.required.value if one.required else None, 3) == "9.107"
    assert Flag.EQUAL_WEIGHTS in one.flags


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ((NO_WEIGHTS, level("60")), "no base weights of Nghệ An to compose growth with"),
        ((level("1"), level("1")), "are shares of a year, not levels"),
        ((level("100"), level("99.9")), "are shares of a year, not levels"),
    ],
)
def test_without_levels_growth_is_not_composed_and_the_reason_says_why(
    weights: tuple[Weights, Weights], said: str
) -> None:
    family = growths(*((one, (figure("2025-H1", "8"),)) for one in weights))
    one = judged(GROWTH, goal("2025", ">= 8"), family, "2025-07-20")
    assert (one.status, one.value) == (Status.NO_DATA, None)
    assert said in str(one.why)


def test_growth_of_a_whole_needs_every_part() -> None:
    family = growths((level("100"), (figure("2025-H1", "8"),)), (level("60"), ()))
    one = judged(GROWTH, goal("2025", ">= 8"), family, "2025-07-20")
    assert one.value is None
    assert "growth of a whole needs all its parts: Hà Tĩnh missing" in str(one.why)


# Shares and levels


def plan(denominator: str | None, scenario: str = "plan") -> Target:
    whole = D(denominator) if denominator else None
    target = goal("2025", ">= 95", denominator=whole, closing=date(2026, 1, 31))
    return replace(target, scenario=Scenario(scenario))


def shares(*of_each: tuple[str | None, Observation]) -> list[Series]:
    return [
        replace(series(entity, DISBURSEMENT, seen), versions=(plan(whole),) if whole else ())
        for entity, (whole, seen) in zip((NGHE_AN, HA_TINH), of_each, strict=True)
    ]


def test_a_share_of_a_whole_is_amounts_over_denominators() -> None:
    family = shares(("1000", amount("2025-06-30", "300")), ("3000", amount("2025-06-30", "1500")))
    one = judged(DISBURSEMENT, plan(None), family, "2025-07-05")
    assert one.value == 45  # not the mean of 30% and 50%
    step = next(step for step in one.steps if step.name == "sum")
    assert step.pattern == "100 × ({} + {}) / ({} + {})"


def test_the_denominator_of_the_whole_goes_before_those_of_its_parts() -> None:
    family = shares(("1000", amount("2025-06-30", "300")), ("3000", amount("2025-06-30", "1500")))
    assert judged(DISBURSEMENT, plan("3600"), family, "2025-07-05").value == 50


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (("3000", percent("2025-06-30", "50")), "needs all amounts: Hà Tĩnh missing"),
        ((None, amount("2025-06-30", "1500")), "needs all denominators: Hà Tĩnh missing"),
    ],
)
def test_a_share_without_amounts_or_denominators_is_not_computed(
    second: tuple[str | None, Observation], said: str
) -> None:
    family = shares(("1000", amount("2025-06-30", "300")), second)
    one = judged(DISBURSEMENT, plan(None), family, "2025-07-05")
    assert one.value is None
    assert said in str(one.why)


def test_a_part_with_two_plans_uses_the_scenario_of_the_target() -> None:
    family = shares(("1000", amount("2025-06-30", "300")), ("3000", amount("2025-06-30", "1500")))
    two = (plan("3000"), plan("9000", "another"))
    family[1] = replace(family[1], versions=two)
    assert judged(DISBURSEMENT, plan(None), family, "2025-07-05").value == 45
    family[1] = replace(family[1], versions=(plan("5000", "third"), plan("9000", "another")))
    assert judged(DISBURSEMENT, plan(None), family, "2025-07-05").value is None


def test_a_level_is_not_computed_from_parts() -> None:
    family = [series(NGHE_AN, POVERTY, figure("2024", "5"), figure("2025", "4"))]
    one = judged(POVERTY, goal("2025", "<= 4", base=D(5)), family, "2026-01-20")
    assert one.value is None
    assert "a level is not computed from the entities below it" in str(one.why)


AMOUNTS = st.decimals(min_value=0, max_value=10**6, places=2)


@given(st.lists(AMOUNTS, min_size=1, max_size=8))
def test_a_whole_is_the_sum_of_its_parts_in_any_order(values: list[D]) -> None:
    family = [
        series(below(f"Unit {number}"), REVENUE, estimate(up_to("2025-05-31", value)))
        for number, value in enumerate(values)
    ]
    one = judged(REVENUE, REVENUE_OF_ALL, family, "2025-06-05")
    other = judged(REVENUE, REVENUE_OF_ALL, family[::-1], "2025-06-05")
    assert one.value == other.value == sum(values)


@given(
    st.lists(
        st.tuples(
            st.decimals(min_value=D("2"), max_value=90, places=2),
            st.decimals(min_value=-20, max_value=40, places=2),
        ),
        min_size=2,
        max_size=6,
    )
)
def test_composed_growth_lies_between_the_rates_of_the_parts(parts: list[tuple[D, D]]) -> None:
    family = [
        series(below(f"Unit {n}"), GROWTH, figure("2025-H1", rate), weights=level(str(base)))
        for n, (base, rate) in enumerate(parts)
    ]
    one = judged(GROWTH, goal("2025", ">= 8"), family, "2025-07-20")
    rates = [rate for _, rate in parts]
    assert one.value is not None
    assert min(rates) - D("1e-20") <= one.value <= max(rates) + D("1e-20")


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("A", "A"),
        ("ABCD", "A, B, C, D"),
        ("ABCDE", "A, B, C, D and 1 more"),
        ("ABCDEFG", "A, B, C, D and 3 more"),
    ],
)
def test_four_of_many_are_named(names: str, said: str) -> None:
    assert str(Message("{names}", names=named(names))) == said


@pytest.mark.parametrize(
    ("stretch", "basis"),
    [("2025-Q1", "ytd"), ("2025-Q2", "single"), ("2025-01-02/2025-03-31", "single")],
)
def test_a_computed_figure_is_as_new_and_as_final_as_its_parts(stretch: str, basis: str) -> None:
    early, late = (datetime(2025, 7, day, tzinfo=UTC) for day in (5, 9))
    first = figure("2025-01", "3.25", recorded_at=early, revision=3)
    second = estimate(figure("2025-01", "4", recorded_at=late))
    made = as_sum(
        parse_period(stretch), {"A": Terms((first,)), "B": Terms((second,))}, REVENUE.unit, ()
    )
    assert (made.figure.basis, made.figure.value) == (basis, D("7.25"))
    assert (made.figure.recorded_at, made.figure.revision) == (late, 3)
    assert (made.figure.qualifier, made.figure.comparator) == (Qualifier.ESTIMATED, "=")
    assert made.steps[0].decimals == 2
