from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targettrack.domain.records.weights import Weights
from targettrack.domain.series.composed_growth import compose, extremes, required_growth
from targettrack.domain.series.weight_sources import Split, Weighing, inferred_share, weigh
from targettrack.domain.values.period import parse_period
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.status import Flag
from targettrack.domain.values.step import Step
from targettrack.errors import InvalidTarget
from tests.domain.cases import (
    EIGHT,
    FIRST_HALF,
    GROWTH,
    NGHE_AN_2025,
    NINE_MONTHS,
    REVENUE,
    VIET_NAM_2024,
    D,
    figure,
    goal,
    judge,
    known,
    quarters,
    shown,
    up_to,
)

if TYPE_CHECKING:
    from fractions import Fraction

    from targettrack.domain.records.observation import Observation

VIET_NAM = [("22.43", "7.05"), ("24.21", "8.16"), ("25.03", "8.25"), ("28.33", "8.46")]


def composed(*rates: tuple[str, str]) -> str:
    """Compose rates as they are printed."""
    return shown(compose([(D(weight), D(rate)) for weight, rate in rates]), 2)


def test_the_quarters_of_viet_nam_in_2024_compose_to_8_02_and_not_to_their_mean() -> None:
    assert composed(*VIET_NAM) == "8.02"
    assert shown(sum((D(rate) for _, rate in VIET_NAM), D(0)) / 4, 2) == "7.98"


@pytest.mark.parametrize(
    ("rates", "whole"),
    [
        ([("22.43", "7.05"), ("24.21", "7.96")], "7.52"),
        ([(".208", "6.99"), (".260", "9.24")], "8.24"),
        ([(".468", "8.24"), (".281", "8.62")], "8.38"),
        ([("100", "8"), ("60", "6")], "7.25"),
        ([("1", "104")], "104.00"),
        ([("1", "-5"), ("1", "5")], "0.00"),
    ],
)
def test_rates_compose_by_their_base_weights(rates: list[tuple[str, str]], whole: str) -> None:
    assert composed(*rates) == whole


def test_a_year_that_composes_to_its_target_needs_the_rate_of_its_last_part() -> None:
    done = [(D(weight), D(rate)) for weight, rate in VIET_NAM[:3]]
    weight = sum((w for w, _ in done), D(0))
    whole = compose([(D(w), D(g)) for w, g in VIET_NAM])
    needed = required_growth(whole, weight + D("28.33"), weight, compose(done), D("28.33"))
    assert shown(needed, 6) == "8.460000"


def test_8_percent_after_the_half_year_of_viet_nam_needs_8_42_in_the_second() -> None:
    one = judge(
        GROWTH,
        goal("2024", ">= 8"),
        [figure("2024-Q1", "7.05"), figure("2024-Q2", "7.96")],
        "2024-07-05",
        weights=VIET_NAM_2024,
    )
    assert shown(one.value, 2) == "7.52"
    assert one.required is not None
    assert shown(one.required.value, 2) == "8.42"


@pytest.mark.parametrize(("target", "needed"), [("8", "7.79"), ("9.5", "10.61"), ("10.5", "12.49")])
def test_the_second_half_of_nghe_an_must_grow(target: str, needed: str) -> None:
    one = judge(GROWTH, goal("2025", f">= {target}"), FIRST_HALF, "2025-07-05")
    assert shown(one.value, 2) == "8.24"
    assert one.required is not None
    assert (shown(one.required.value, 2), one.required.per) == (needed, "rest of 2025")


@pytest.mark.parametrize(("target", "needed"), [("8", "6.18"), ("9.5", "12.16"), ("10.5", "16.14")])
def test_the_last_quarter_of_nghe_an_must_grow(target: str, needed: str) -> None:
    one = judge(GROWTH, goal("2025", f">= {target}"), [*FIRST_HALF, NINE_MONTHS], "2025-10-07")
    assert one.value == D("8.61")
    assert one.required is not None
    assert shown(one.required.value, 2) == needed


def test_weights_of_pieces_of_a_part_count_by_their_days() -> None:
    assert NGHE_AN_2025.of(parse_period("2025-H1")) == D(".468")
    april = NGHE_AN_2025.of(parse_period("2025-04"))
    assert abs(april - D(".260") * 30 / 91) < D("1e-20")
    assert NGHE_AN_2025.of(parse_period("2026")) == 0


def test_without_weights_days_count_equally() -> None:
    assert Weights().of(parse_period("2025-H1")) == 181
    assert not Weights().cover(parse_period("2025"))


@pytest.mark.parametrize(
    ("period", "covered"),
    [("2025", True), ("2025-H1", True), ("2024", False), ("2024/2025", False), ("2025-04", False)],
)
def test_weights_cover_a_period_if_their_parts_fill_it(period: str, *, covered: bool) -> None:
    assert NGHE_AN_2025.cover(parse_period(period)) is covered


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ((("2025-Q1", "0"),), "more than zero"),
        ((("2025-Q1", "-.2"),), "more than zero"),
        ((("2025-H1", ".4"), ("2025-Q2", ".2")), "must not overlap"),
        ((("2025-Q2", ".2"), ("2025-H1", ".4")), "must not overlap"),
    ],
)
def test_weights_that_mean_nothing_are_refused(
    parts: tuple[tuple[str, str], ...], reason: str
) -> None:
    with pytest.raises(InvalidTarget, match=reason):
        Weights(tuple((parse_period(period), D(weight)) for period, weight in parts))


# Where weights are from

ALL_OF_VIET_NAM = [
    figure("2024-Q1", "7.05"),
    figure("2024-Q2", "8.16"),
    figure("2024-H1", "7.63", "ytd"),
    figure("2024-Q3", "8.25"),
    figure("2024-9M", "7.84"),
    figure("2024-Q4", "8.46"),
    figure("2024", "8.02", "ytd"),
]
HALF = figure("2025-H1", "8.24", "ytd")
Y2024, Y2025 = parse_period("2024"), parse_period("2025")
LAST_YEARS = quarters(2024, ".211", ".258", ".279", ".252")


def shares(weighing: Weighing, *periods: str) -> list[Decimal]:
    """The share of each stretch in all."""
    total = sum((weight for _, weight in weighing.weights.parts), D(0))
    return [weighing.weights.of(parse_period(period)) / total for period in periods]


def test_given_weights_are_used_before_any_other() -> None:
    weighing = weigh(NGHE_AN_2025, Y2025, [*FIRST_HALF, HALF])
    assert weighing == Weighing(NGHE_AN_2025)


def test_unknown_weights_are_flagged_and_days_count() -> None:
    one = judge(GROWTH, EIGHT, FIRST_HALF, "2025-07-05", weights=Weights())
    assert "equal-weights" in one.flags
    days = (D("6.99") * 90 + D("9.24") * 91) / 181
    assert abs(known(one.value) - days) < D("1e-20")


def test_known_weights_are_not_flagged() -> None:
    one = judge(GROWTH, EIGHT, FIRST_HALF, "2025-07-05")
    assert not {flag for flag in one.flags if flag.endswith("weights")}


@pytest.mark.parametrize(
    ("whole", "first", "second", "share", "least", "most"),
    [
        ("8.24", "6.99", "9.24", "0.556", "0.551", "0.560"),
        ("7.52", "7.05", "7.96", "0.516", "0.505", "0.527"),
        ("9.25", "8.00", "10.25", "0.556", "0.551", "0.560"),
        ("-1.0", "-3.0", "2.0", "0.400", "0.380", "0.420"),
        ("0.0550", "0.0000", "1.0000", "0.055", "0.055", "0.055"),
        ("0.9450", "0.0000", "1.0000", "0.945", "0.945", "0.945"),
        ("6", "0", "100", "0.060", "0.050", "0.070"),  # surely 0.05, which is the least
        ("94", "0", "100", "0.940", "0.930", "0.950"),
        ("5", "0", "10", "0.500", "0.400", "0.600"),  # open by 0.2, which is the most
    ],
)
def test_the_share_of_the_second_part_follows_from_three_rates(  # noqa: PLR0913, PLR0917
    whole: str, first: str, second: str, share: str, least: str, most: str
) -> None:
    found = inferred_share(D(whole), D(first), D(second))
    assert found is not None
    assert [shown(number, 3) for number in found] == [share, least, most]


@pytest.mark.parametrize(
    ("whole", "first", "second"),
    [
        ("8.24", "8.24", "8.24"),  # equal rates tell nothing
        ("7.08", "7.05", "7.10"),  # rounding leaves it open
        ("8.24", "8", "9"),  # so do rates without decimals
        ("8.61", "8.24", "8.62"),  # 0.97: no quarter has that share of nine months
        ("8.70", "8.24", "8.62"),  # outside of its parts
        ("7.02", "6.99", "9.24"),
        ("8.24", "8.25", "8.24"),  # the parts may be equal
        ("0.0450", "0.0000", "1.0000"),
        ("0.9550", "0.0000", "1.0000"),
        ("5", "0", "9"),  # between 0.44 and 0.67
    ],
)
def test_a_share_that_rounding_leaves_open_is_not_inferred(
    whole: str, first: str, second: str
) -> None:
    assert inferred_share(D(whole), D(first), D(second)) is None


@pytest.mark.parametrize(
    ("whole", "first", "second", "fit"),
    [
        ("2025-9M", "2025-H1", "2025-Q3", True),
        ("2025-Q1", "2025-01/2025-02", "2025-03", True),
        ("2025-H1", "2025-01/2025-02", "2025-03/2025-06", False),  # the same whole twice
        ("2025-01/2025-05", "2025-Q1", "2025-04/2025-05", False),  # cuts the second quarter
        ("2025-01/2025-08", "2025-01/2025-05", "2025-06/2025-08", False),
    ],
)
def test_what_one_rate_tells_is_used_beside_another_unless_they_cross(
    whole: str, first: str, second: str, *, fit: bool
) -> None:
    def split(whole: str, first: str, second: str) -> Split:
        stretches = [parse_period(one) for one in (whole, first, second)]
        return Split(stretches[0], stretches[1], stretches[2], D(".5"), Step("share", ""))

    half, other = split("2025-H1", "2025-Q1", "2025-Q2"), split(whole, first, second)
    assert (half.fits(other), other.fits(half)) == (fit, fit)


def test_weights_are_known_as_closely_as_they_are_printed() -> None:
    half = NGHE_AN_2025.range_of(parse_period("2025-H1"))
    assert half == (D("0.467"), D("0.469"))


def test_one_day_of_a_quarter_counts_with_its_share() -> None:
    assert NGHE_AN_2025.of(parse_period("2025-03-31/2025-04-01")) == D(".208") / 90 + D(".260") / 91


def test_published_rates_of_a_year_tell_all_its_weights() -> None:
    weighing = weigh(Weights(), Y2024, ALL_OF_VIET_NAM)
    assert weighing.flags == (Flag.INFERRED_WEIGHTS,)
    assert [str(step.remark)[:22] for step in weighing.steps] == [
        "share of 2024-Q2 in 20",
        "share of 2024-Q3 in 20",
        "share of 2024-Q4 in 20",
    ]
    found = shares(weighing, "2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4")
    true = [D("22.43"), D("24.21"), D("25.03"), D("28.33")]
    assert all(abs(100 * a - b) < 2 for a, b in zip(found, true, strict=True))


def test_what_published_rates_do_not_tell_is_divided_by_days() -> None:
    weighing = weigh(Weights(), Y2025, [*FIRST_HALF, HALF])
    assert weighing.flags == (Flag.INFERRED_WEIGHTS, Flag.EQUAL_WEIGHTS)
    found = shares(weighing, "2025-Q1", "2025-Q2", "2025-H1", "2025-Q4")
    half = D(181) / 365
    expected = [half * 4 / 9, half * 5 / 9, half, D(92) / 365]
    assert all(abs(a - b) < D("1e-20") for a, b in zip(found, expected, strict=True))
    assert str(weighing.steps[-1]) == "where the rates tell nothing, days count equally"


def test_what_published_rates_do_not_tell_is_divided_as_last_year() -> None:
    weighing = weigh(LAST_YEARS, Y2025, [*FIRST_HALF, HALF])
    assert weighing.flags == (Flag.INFERRED_WEIGHTS, Flag.BORROWED_WEIGHTS)
    found = shares(weighing, "2025-Q1", "2025-Q2", "2025-H1", "2025-Q4")
    expected = [D(".469") * 4 / 9, D(".469") * 5 / 9, D(".469"), D(".252")]
    assert all(abs(a - b) < D("1e-20") for a, b in zip(found, expected, strict=True))


def test_without_rates_that_tell_weights_those_of_the_latest_earlier_year_are_used() -> None:
    recorded = Weights((*quarters(2023, "1", "1", "1", "1").parts, *LAST_YEARS.parts))
    one = judge(GROWTH, EIGHT, FIRST_HALF, "2025-07-05", weights=recorded)
    assert "borrowed-weights" in one.flags
    assert "equal-weights" not in one.flags
    composed_ = (D(".211") * D("6.99") + D(".258") * D("9.24")) / D(".469")
    assert abs(known(one.value) - composed_) < D("1e-20")
    assert str(one.steps[0]) == "the weights of 2024 are used"


def test_weights_of_a_later_year_are_not_borrowed() -> None:
    weighing = weigh(quarters(2026, ".2", ".2", ".3", ".3"), Y2025, FIRST_HALF)
    assert weighing.flags == (Flag.EQUAL_WEIGHTS,)


def test_inferred_weights_give_the_growth_that_the_rest_needs() -> None:
    one = judge(GROWTH, EIGHT, [*FIRST_HALF, HALF], "2025-07-05", weights=LAST_YEARS)
    assert one.required is not None
    assert shown(one.required.value, 2) == shown((D(8) - D(".469") * D("8.24")) / D(".531"), 2)


def test_monthly_rates_tell_the_weight_of_each_month() -> None:
    months = [
        figure("2025-01", "18.4"),
        figure("2025-02", "9.1"),
        figure("2025-01/2025-02", "13.2"),
    ]
    weighing = weigh(Weights(), Y2025, months)
    first, second = shares(weighing, "2025-01", "2025-02")
    assert abs(second / (first + second) - D("5.2") / D("9.3")) < D("1e-20")


RATE = st.decimals(min_value=-20, max_value=40, places=2)
WEIGHT = st.integers(1, 100).map(Decimal)


@given(st.lists(st.tuples(WEIGHT, RATE), min_size=1, max_size=8))
def test_a_whole_lies_between_the_least_and_the_greatest_of_its_parts(
    parts: list[tuple[Decimal, Decimal]],
) -> None:
    rates = [rate for _, rate in parts]
    assert min(rates) - D("1e-20") <= compose(parts) <= max(rates) + D("1e-20")


@given(weights=st.tuples(WEIGHT, WEIGHT, WEIGHT), rates=st.tuples(RATE, RATE, RATE))
def test_inferred_weights_compose_to_the_published_cumulative_rates(
    weights: tuple[Decimal, ...], rates: tuple[Decimal, ...]
) -> None:
    half, nine = (round(compose(list(zip(weights[:n], rates[:n], strict=True))), 2) for n in (2, 3))
    figures = [figure(f"2025-Q{i}", rate) for i, rate in enumerate(rates, 1)]
    figures += [figure("2025-H1", half, "ytd"), figure("2025-9M", nine)]
    weighing = weigh(Weights(), Y2025, figures)
    told = {str(step.remark).split()[4].rstrip(";") for step in weighing.steps if step.result}
    of = weighing.weights.of
    if "2025-H1" in told:
        pairs = [(of(parse_period(f"2025-Q{i}")), rates[i - 1]) for i in (1, 2)]
        assert abs(compose(pairs) - half) < D("1e-20")
    if "2025-9M" in told:
        pairs = [(of(parse_period(p)), g) for p, g in (("2025-H1", half), ("2025-Q3", rates[2]))]
        assert abs(compose(pairs) - nine) < D("1e-20")


@pytest.mark.parametrize(
    ("weights", "rates", "least", "most"),
    [
        ([(".2", ".2"), (".3", ".3")], ["10", "0"], "4", "4"),
        ([(".15", ".25"), (".25", ".35")], ["10", "0"], "3", "5"),
        ([(".15", ".25"), (".25", ".35")], ["0", "10"], "5", "7"),
        ([("0", "1"), ("1", "1")], ["-4", "8"], "2", "8"),
        ([("1", "2"), ("1", "2"), ("1", "2")], ["9", "3", "0"], "3", "5.25"),
        ([("1", "3"), ("2", "4"), ("4", "5")], ["0", "10", "0"], "2", "4.444"),
        ([("0", "1"), ("0", "1")], ["2", "5"], "2", "5"),
        ([("1", "2")], ["7"], "7", "7"),
    ],
)
def test_rates_compose_to_a_span_where_weights_are_spans(
    weights: list[tuple[str, str]], rates: list[str], least: str, most: str
) -> None:
    ends = [(D(low), D(high)) for low, high in weights]
    found = extremes(ends, [D(rate) for rate in rates])
    assert [round(end, 3) for end in found] == [D(least), D(most)]


@given(st.lists(st.tuples(WEIGHT, WEIGHT, st.fractions(0, 1), RATE), min_size=1, max_size=6))
def test_no_weights_within_their_spans_compose_to_more_or_less(
    parts: list[tuple[Decimal, Decimal, Fraction, Decimal]],
) -> None:
    spans = [(min(a, b), max(a, b)) for a, b, _, _ in parts]
    within = [
        low + (high - low) * part[2].numerator / part[2].denominator
        for (low, high), part in zip(spans, parts, strict=True)
    ]
    rates = [part[3] for part in parts]
    least, most = extremes(spans, rates)
    made = compose(list(zip(within, rates, strict=True)))
    assert least - D("1e-20") <= made <= most + D("1e-20")


# A range


@pytest.mark.parametrize(
    ("figures", "day", "low", "high"),
    [
        (FIRST_HALF, "2025-07-05", "10.61", "12.49"),
        ((*FIRST_HALF, NINE_MONTHS), "2025-10-07", "12.16", "16.14"),
    ],
)
def test_a_range_says_what_the_rest_needs_for_either_end(
    figures: tuple[Observation, ...], day: str, low: str, high: str
) -> None:
    one = judge(GROWTH, goal("2025", "9.5..10.5"), figures, day)
    results = {step.name: step.result for step in one.steps}
    assert one.required is not None
    assert shown(one.required.value, 2) == low
    assert shown(results["required, far end"], 2) == high


# Growth above 100 percent


def test_growth_of_104_percent_is_a_factor_of_2_04() -> None:
    one = judge(
        REVENUE,
        goal("2025", ">= 1000"),
        [up_to("2024-09-30", "250"), up_to("2025-09-30", "510")],
        "2025-10-10",
    )
    assert one.year_on_year == D(104)
    parts = [(D(".6"), D(104)), (D(".4"), D(-4))]
    by_factors = sum((w * (1 + g / 100) for w, g in parts), D(0))
    assert by_factors == 1 + compose(parts) / 100 == D("1.608")
    assert required_growth(D("60.8"), D(1), D(".6"), D(104), D(".4")) == D(-4)


def test_a_bound_and_the_figures_of_another_year_tell_no_weights() -> None:
    bound = figure("2025-H1", "8.24", "ytd", comparator=Comparator.AT_LEAST)
    last = [figure("2024-Q1", "6.99"), figure("2024-Q2", "9.24"), figure("2024-H1", "8.24", "ytd")]
    weighing = weigh(Weights(), Y2025, [*FIRST_HALF, bound, *last])
    assert weighing.flags == (Flag.EQUAL_WEIGHTS,)
