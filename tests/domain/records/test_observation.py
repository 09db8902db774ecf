from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from targettrack.domain.records.observation import (
    Basis,
    Observation,
    Qualifier,
    StatedAs,
    default_basis,
    in_force,
    is_amount,
)
from targettrack.domain.records.stated_figure import observe
from targettrack.domain.values.period import parse_period
from targettrack.domain.values.quantity import Comparator, parse_quantity
from targettrack.errors import FutureFigure, InvalidObservation, InvalidQuantity
from tests.domain.cases import (
    DISBURSEMENT,
    GROWTH,
    MAY_REVENUE,
    REVENUE,
    D,
    amount,
    day,
    estimate,
    figure,
    percent,
    vintage,
)
from tests.domain.judge.kinds.test_deliverable import PROGRAMME
from tests.domain.judge.kinds.test_hold import ON_TIME

if TYPE_CHECKING:
    from targettrack.domain.records.indicator import Indicator

NOW = datetime(2025, 6, 10, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("period", "basis"),
    [
        ("2025", "single"),
        ("2025-Q1", "single"),
        ("2025-H1", "single"),
        ("2025-01", "single"),
        ("2025-05", "single"),
        ("2025-04/2025-05", "single"),
        ("2025-01-01", "single"),
        ("2025-01/2025-05", "ytd"),
        ("2025-9M", "ytd"),
        ("2025-01-01/2025-10-12", "ytd"),
    ],
)
def test_a_stretch_from_january_that_has_no_name_is_year_to_date(period: str, basis: str) -> None:
    assert default_basis(parse_period(period)) == basis


def test_the_latest_vintage_of_each_figure_counts_in_whatever_order_they_come() -> None:
    later, latest = vintage(MAY_REVENUE, 2, "11300"), vintage(MAY_REVENUE, 3, "11360.5")
    june = figure("2025-06", "2000")
    assert in_force([latest, june, MAY_REVENUE, later]) == [latest, june]


def test_a_vintage_differs_by_value_bound_qualifier_or_manner_only() -> None:
    assert estimate(MAY_REVENUE).content != MAY_REVENUE.content
    assert vintage(MAY_REVENUE, 2, "1").content != MAY_REVENUE.content
    assert replace(MAY_REVENUE, revision=2, recorded_at=NOW).content == MAY_REVENUE.content
    assert replace(MAY_REVENUE, revision=2, note="checked").content == MAY_REVENUE.content


@pytest.mark.parametrize(
    ("indicator", "observation", "expected"),
    [
        (DISBURSEMENT, amount("2025-06-30", "3907"), True),
        (DISBURSEMENT, percent("2025-06-30", "39.06"), False),
        (REVENUE, MAY_REVENUE, False),
    ],
)
def test_only_an_absolute_figure_of_a_share_is_an_amount(
    indicator: Indicator, observation: Observation, *, expected: bool
) -> None:
    assert is_amount(indicator, observation) is expected


def observed(
    indicator: Indicator,
    text: str,
    period: str,
    basis: str | None = None,
    *,
    today: str = "2025-06-10",
    **more: Any,
) -> Observation:
    """Observe what was typed."""
    draft = figure(period, "0", basis, recorded_on=day(today), **more)
    return observe(draft, parse_quantity(text), text, indicator, day(today))


def test_a_figure_is_kept_in_the_unit_of_its_indicator() -> None:
    seen = observed(REVENUE, "11.36 trillion VND", "2025-01/2025-05")
    assert (seen.value, seen.basis, seen.recorded_on) == (
        D(11360),
        Basis.YTD,
        day("2025-06-10"),
    )
    assert seen.comparator is Comparator.EQUAL


def test_a_year_to_date_figure_covers_everything_from_january() -> None:
    seen = observed(REVENUE, "11,360 bn VND", "2025-05", "ytd")
    assert str(seen.period) == "2025-01/2025-05"


def test_a_figure_of_one_month_covers_only_the_month() -> None:
    seen = observed(REVENUE, "2,272 bn VND", "2025-05")
    assert (str(seen.period), seen.basis) == ("2025-05", Basis.SINGLE)


@pytest.mark.parametrize(
    ("text", "value", "manner"),
    [("30.01%", "30.01", StatedAs.SHARE), ("3,002 bn VND", "3002", StatedAs.ABSOLUTE)],
)
def test_a_share_is_stated_in_percent_or_as_an_amount(
    text: str, value: str, manner: StatedAs
) -> None:
    seen = observed(DISBURSEMENT, text, "2025-01/2025-05")
    assert (seen.value, seen.stated_as) == (D(value), manner)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        (">= 1,299 bn VND", Comparator.AT_LEAST),
        ("over 1,299 bn VND", Comparator.AT_LEAST),
        ("up to 1,299 bn VND", Comparator.AT_MOST),
        ("under 1,299 bn VND", Comparator.AT_MOST),
        ("= 1,299 bn VND", Comparator.EQUAL),
    ],
)
def test_a_figure_may_be_a_bound(text: str, bound: Comparator) -> None:
    assert observed(REVENUE, text, "2025-05").comparator is bound


def test_a_bound_that_is_told_apart_from_the_value_is_kept() -> None:
    seen = observed(REVENUE, "3,632 bn VND", "2025-05", comparator=Comparator.AT_LEAST)
    assert (seen.value, seen.comparator) == (D(3632), Comparator.AT_LEAST)


def test_what_the_source_said_is_kept_with_the_figure() -> None:
    seen = observed(GROWTH, "8%", "2025-05", quote="8 per cent", stated_as=StatedAs.GROWTH)
    assert (seen.quote, seen.stated_as) == ("8 per cent", StatedAs.GROWTH)


@pytest.mark.parametrize(
    ("indicator", "text", "reason"),
    [
        (REVENUE, "11360", "no unit"),
        (DISBURSEMENT, "30.01", "no unit"),
        (REVENUE, "8%", "but State budget revenue is in bn VND"),
        (GROWTH, "8 bn VND", "but GRDP growth is in %"),
        (DISBURSEMENT, "3,002 m USD", "but Public investment disbursed is in bn VND"),
        (GROWTH, "8-9%", "is not a figure"),
        (GROWTH, "about 8%", "is not a figure"),
    ],
)
def test_what_is_no_figure_of_the_indicator_is_refused(
    indicator: Indicator, text: str, reason: str
) -> None:
    with pytest.raises(InvalidQuantity, match=reason):
        observed(indicator, text, "2025-05")


@pytest.mark.parametrize("period", ["2025-06", "2025-Q2", "2025", "2025-01-01/2025-06-11"])
def test_a_figure_of_a_period_that_is_not_over_is_refused(period: str) -> None:
    with pytest.raises(FutureFigure, match="cannot be known yet"):
        observed(GROWTH, "8%", period)


def test_a_figure_is_accepted_on_the_last_day_of_its_period() -> None:
    assert observed(GROWTH, "8%", "2025-06", today="2025-06-30").value == 8


def test_an_estimate_may_come_before_the_end_of_its_period_but_not_before_its_start() -> None:
    early = observed(GROWTH, "8%", "2025-Q2", qualifier=Qualifier.ESTIMATED)
    assert early.qualifier is Qualifier.ESTIMATED
    with pytest.raises(FutureFigure):
        observed(GROWTH, "8%", "2025-Q3", qualifier=Qualifier.ESTIMATED)


def test_an_index_of_last_years_100_is_read_as_growth() -> None:
    seen = observed(GROWTH, "113.89%", "2025-05", stated_as=StatedAs.INDEX)
    assert (seen.value, seen.stated_as) == (D("13.89"), StatedAs.INDEX)


@pytest.mark.parametrize(
    ("indicator", "period", "more", "words"),
    [
        (GROWTH, "2025-05", {"volume": D(180)}, "a volume goes with a hold only"),
        (ON_TIME, "2025-05", {"volume": D(0)}, "a volume must be more than zero"),
        (GROWTH, "2025-05", {"stage": "drafted"}, "only a deliverable has stages"),
        (PROGRAMME, "2025-05", {}, "name the day on which it was done, 2025-06-20"),
    ],
)
def test_what_does_not_go_with_a_figures_kind_is_refused(
    indicator: Indicator, period: str, more: dict[str, Any], words: str
) -> None:
    with pytest.raises(InvalidObservation, match=words):
        observed(indicator, "98%", period, **more)


def test_a_hold_may_say_how_many_cases_its_percent_is_of() -> None:
    assert observed(ON_TIME, "98%", "2025-05", volume=D(180)).volume == 180
