from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.records.entity import Entity
from targettrack.domain.series.series import Series
from targettrack.domain.values.status import Status
from targettrack.domain.views.past_assessments import assessments_at_figures
from targettrack.domain.views.ranking import badness, worst_first

if TYPE_CHECKING:
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.target import Target
    from targettrack.domain.series.case import Case

from tests.domain.cases import (
    BACKLOG,
    EIGHT,
    GROWTH,
    MAY_REVENUE,
    REVENUE,
    REVENUE_2025,
    TEN_AND_A_HALF,
    D,
    case,
    figure,
    goal,
    growth_of_the_half_year,
    judge,
    poverty_in_2022,
    revenue_in_august,
    revenue_in_may,
    up_to,
)


def test_the_worst_verdict_comes_first_whatever_the_order_given() -> None:
    verdicts = [revenue_in_may(), poverty_in_2022(), growth_of_the_half_year(EIGHT)]
    ordered = worst_first(verdicts)
    assert ordered[0].status == "off-track"
    assert worst_first(reversed(verdicts)) == ordered


def test_the_targets_of_a_series_stay_side_by_side() -> None:
    growth = [growth_of_the_half_year(target) for target in (EIGHT, TEN_AND_A_HALF)]
    ids = [one.indicator.id for one in worst_first([growth[0], revenue_in_may(), growth[1]])]
    assert ids == ["grdp-growth", "grdp-growth", "budget-revenue"]


def test_the_entity_with_the_worst_verdict_comes_first_with_all_its_verdicts() -> None:
    other = Entity("Cao Bằng")
    good = replace(revenue_in_august(), entity=other)
    bad = replace(poverty_in_2022(), entity=other)
    names = [one.entity.name for one in worst_first([revenue_in_may(), good, bad])]
    assert names == ["Cao Bằng", "Cao Bằng", "Nghệ An"]


def test_among_equal_verdicts_the_larger_shortfall_comes_first() -> None:
    near, far = (
        judge(REVENUE, goal("2025", ">= 36500"), [up_to("2025-06-30", value)], "2025-07-05")
        for value in ("17000", "15000")
    )
    assert worst_first([near, far]) == [far, near]


def past_verdicts(one: Case, *more: Target) -> list[Assessment]:
    versions = (one.target, *more)
    series = Series(one.entity, one.indicator, versions, tuple(one.figures))
    return assessments_at_figures(series, one.as_of, one.known_at, one.rulebook)


def test_a_past_verdict_is_by_the_target_then_in_force() -> None:
    figures = [up_to("2025-02-28", "3000"), up_to("2025-03-31", "4500")]
    raised = replace(
        REVENUE_2025, value=REVENUE_2025.number * 3, version=2, valid_from=date(2025, 3, 1)
    )
    pasts = past_verdicts(case(REVENUE, REVENUE_2025, figures, "2025-04-05"), raised)
    assert [(one.target.version, one.status) for one in pasts] == [
        (1, "on-track"),
        (2, "off-track"),
    ]


def test_every_figure_has_had_its_verdict() -> None:
    figures = [
        figure("2024", "25556"),
        up_to("2025-03-31", "3000"),
        MAY_REVENUE,
        up_to("2025-08-31", "18084"),
        up_to("2025-09-30", "20000"),
    ]
    pasts = past_verdicts(case(REVENUE, REVENUE_2025, figures, "2025-09-05"))
    assert [(str(one.as_of), one.status) for one in pasts] == [
        ("2025-03-31", "at-risk"),
        ("2025-05-31", "on-track"),
        ("2025-08-31", "achieved"),
    ]


def test_a_figure_that_adds_nothing_to_the_total_is_no_past_verdict() -> None:
    figures = [figure("2025-Q1", "8"), figure("2025-03", "9")]
    pasts = past_verdicts(case(GROWTH, EIGHT, figures, "2025-04-05"))
    assert [one.value for one in pasts] == [8]


def test_a_shortfall_in_times_is_a_share_of_what_the_reference_asks_for() -> None:
    target = goal("2025", "1.5..1.7", reference="Viet Nam")
    nation = [figure("2025", "8.02")]
    one = judge(GROWTH, target, [figure("2025", "10.2")], "2026-01-05", reference=nation)
    assert badness(one)[1] == (D("10.2") - D("12.03")) / D("12.03")


def test_a_shortfall_from_a_target_of_zero_is_taken_as_it_is() -> None:
    one = judge(BACKLOG, goal("2025", "<= 0", base=D(10)), [figure("2025-12", "3")], "2026-01-05")
    assert badness(one) == (Status.MISSED.rank, D(-3))
