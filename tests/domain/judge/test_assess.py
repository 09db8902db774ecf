from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from targettrack.domain.records.observation import Qualifier
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.status import Flag, Light, Status
from targettrack.exchange.packaged import load_rulebook
from tests.domain.cases import (
    BACKLOG,
    BACKLOG_2025,
    BACKLOG_JUNE,
    DISBURSEMENT,
    EIGHT,
    ESTIMATE_PLUS,
    FIRST_HALF,
    GROWTH,
    HAI_DUONG,
    LAST_MAY_REVENUE,
    LEVEL_UP,
    MAY_DISBURSEMENT,
    MAY_REVENUE,
    NINE_MONTHS,
    PLAN_2025,
    POVERTY,
    POVERTY_2030,
    REVENUE,
    REVENUE_2025,
    RULES,
    TEN_AND_A_HALF,
    D,
    backlog_in_june,
    by_growth,
    by_points,
    disbursement_by_milestones,
    disbursement_in_may,
    disbursement_of,
    disbursement_to_december,
    estimate,
    figure,
    goal,
    growth_after_nine_months,
    growth_of_the_half_year,
    judge,
    known,
    pace_of,
    percent,
    poverty_in_2022,
    revenue_in_august,
    revenue_in_may,
    shown,
    up_to,
    vintage,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.target import Target


def light_of(one: Assessment) -> Light | None:
    """The pace light."""
    assert one.pace is not None
    return one.pace.light


# Flow


def test_revenue_in_may_is_on_track_with_every_figure_of_its_row() -> None:
    one = revenue_in_may()
    assert one.status is Status.ON_TRACK
    assert shown(one.expected, 1) == "7331.6"
    assert shown(pace_of(one), 3) == "1.549"
    assert shown(one.lead_days, 0) == "83"
    assert one.required is not None
    assert (shown(one.required.value, 0), one.required.per) == ("909", "month")
    assert one.required.periods_left == 7
    assert shown(one.demand, 2) == "0.40"
    assert shown(one.share_of_target, 1) == "64.1"
    assert shown(one.year_on_year, 1) == "8.4"
    assert one.flags == (Flag.ASSUMED_PATH,)


def test_a_total_reached_before_the_end_is_achieved_early() -> None:
    one = revenue_in_august()
    assert (one.status, one.required, one.demand) == (Status.ACHIEVED, None, None)
    assert Flag.EARLY in one.flags
    assert Flag.SOFT_TARGET not in one.flags
    assert shown(one.lead_days, 0) == "122"


def test_a_target_left_far_behind_is_called_soft() -> None:
    one = judge(REVENUE, REVENUE_2025, [up_to("2025-12-31", "29211")], "2026-01-20")
    assert one.status is Status.ACHIEVED
    assert Flag.SOFT_TARGET in one.flags
    assert Flag.EARLY not in one.flags
    assert shown(one.attained, 3) == "1.648"


def test_attainment_is_not_clamped() -> None:
    below = judge(REVENUE, REVENUE_2025, [up_to("2025-03-31", "-500")], "2025-04-05")
    assert known(below.attained) < 0
    assert known(revenue_in_august().attained) > 1


def test_two_targets_of_one_series_get_two_verdicts() -> None:
    figures = [LAST_MAY_REVENUE, MAY_REVENUE]
    paces = [
        shown(pace_of(judge(REVENUE, target, figures, "2025-06-10")), 3)
        for target in (REVENUE_2025, ESTIMATE_PLUS)
    ]
    assert paces == ["1.549", "0.977"]


# Share


def test_disbursement_in_may_is_amber_by_pace() -> None:
    one = disbursement_in_may()
    assert (one.status, light_of(one)) == (Status.AT_RISK, Light.AMBER)
    assert shown(one.expected, 2) == "36.22"
    assert shown(pace_of(one), 3) == "0.828"
    assert shown(one.lead_days, 1) == "-25.9"
    assert one.required is not None
    assert one.required.periods_left == 8


def test_disbursement_to_december_is_off_track_by_odds_below_5_percent_alone() -> None:
    one = disbursement_to_december()
    assert light_of(one) is Light.RED
    assert one.outlook is not None
    hopeless = known(one.outlook.probability) < D("0.05")
    assert (one.status is Status.OFF_TRACK) is hopeless
    assert shown(one.expected, 1) == "39.3"
    assert shown(pace_of(one), 3) == "0.764"
    assert Flag.ASSUMED_PATH in one.flags
    assert str(one.why).endswith("; 23% likely")


def test_disbursement_is_on_track_along_the_issued_milestones() -> None:
    one = disbursement_by_milestones()
    assert (one.status, light_of(one)) == (Status.ON_TRACK, Light.GREEN)
    assert shown(pace_of(one), 3) == "1.364"
    assert Flag.ASSUMED_PATH not in one.flags


@pytest.mark.parametrize(
    ("denominator", "share", "pace"), [("9067", "43.09", "0.992"), ("10003", "39.06", "0.900")]
)
def test_an_amount_is_a_share_of_each_denominator(denominator: str, share: str, pace: str) -> None:
    one = disbursement_of(denominator)
    assert shown(one.value, 2) == share
    assert shown(pace_of(one), 3) == pace


def test_an_amount_without_a_denominator_says_nothing_about_a_share() -> None:
    figures = [replace(MAY_DISBURSEMENT, stated_as=MAY_REVENUE.stated_as)]
    one = judge(DISBURSEMENT, PLAN_2025, figures, "2025-06-20")
    assert (one.status, one.value) == (Status.NO_DATA, None)


# Level


def test_poverty_in_2022_is_off_track_with_every_figure_of_its_row() -> None:
    one = poverty_in_2022()
    assert one.status is Status.OFF_TRACK
    assert shown(one.expected, 2) == "16.61"
    assert shown(one.gap, 2) == "-2.89"
    assert shown(one.attained, 3) == "0.118"
    assert shown(pace_of(one), 3) == "0.276"
    assert one.required is not None
    assert (shown(one.required.value, 3), one.required.per) == ("-1.025", "year")
    assert shown(one.demand, 1) == "5.6"


def test_a_backlog_that_falls_faster_than_the_line_is_on_track() -> None:
    one = backlog_in_june()
    assert one.status is Status.ON_TRACK
    assert shown(one.attained, 1) == "0.6"
    assert f"{(known(one.expected) - 120) / -100:.4f}" == "0.4945"
    assert shown(pace_of(one), 3) == "1.213"
    assert shown(one.lead_days, 1) == "38.4"
    assert known(one.gap) > 0


def test_a_level_must_still_hold_at_the_end() -> None:
    in_june = judge(BACKLOG, BACKLOG_2025, [figure("2025-06", "15")], "2025-07-05")
    at_the_end = judge(
        BACKLOG, BACKLOG_2025, [figure("2025-06", "15"), figure("2025-12", "25")], "2026-01-05"
    )
    held = judge(BACKLOG, BACKLOG_2025, [figure("2025-12", "20")], "2026-01-05")
    assert [one.status for one in (in_june, at_the_end, held)] == [
        Status.ON_TRACK,
        Status.MISSED,
        Status.ACHIEVED,
    ]


def test_a_level_without_a_stated_base_starts_from_the_last_figure_before() -> None:
    target = replace(BACKLOG_2025, base=None)
    figures = [figure("2024-11", "150"), figure("2024-12", "120"), BACKLOG_JUNE]
    one = judge(BACKLOG, target, figures, "2025-07-05")
    assert shown(pace_of(one), 3) == "1.213"


def test_a_level_without_any_base_starts_from_its_first_figure() -> None:
    first, target = figure("2025-02", "120"), replace(BACKLOG_2025, base=None)
    one = judge(BACKLOG, target, [first, BACKLOG_JUNE], "2025-07-05")
    stated = replace(target, base=D(120), base_on=date(2025, 2, 28))
    same = judge(BACKLOG, stated, [first, BACKLOG_JUNE], "2025-07-05")
    assert (one.status, one.expected, one.lead_days) == (
        same.status,
        same.expected,
        same.lead_days,
    )
    assert (Flag.ASSUMED_BASE in one.flags, Flag.ASSUMED_BASE in same.flags) == (True, False)
    assert one.target == target


@pytest.mark.parametrize(
    ("target", "period", "value", "status"),
    [
        (goal("2030", "<= 50", base=D(100), base_on=date(2020, 12, 31)), "2025", "82.5", "at-risk"),
        (goal("2030", "<= 50", base=D(100), base_on=date(2020, 12, 31)), "2025", "86", "off-track"),
        (goal("2025", "<= 50", base=D(100)), "2025-06", "82.5", "off-track"),
        (
            goal("2024", "<= 50", base=D(100), base_on=date(2023, 12, 31)),
            "2024-06",
            "83",
            "off-track",
        ),
        (
            goal("2024", "<= 50", base=D(100), base_on=date(2023, 12, 30)),
            "2024-06",
            "83",
            "at-risk",
        ),
    ],
)
def test_a_level_over_several_years_is_amber_for_longer(
    target: Target, period: str, value: str, status: str
) -> None:
    seen = figure(period, value)
    assert judge(POVERTY, target, [seen], seen.period.last).status == status


# Growth


def test_8_percent_is_green_by_pace_after_the_first_half() -> None:
    one = growth_of_the_half_year(EIGHT)
    assert light_of(one) is Light.GREEN
    assert (shown(one.value, 2), shown(one.expected, 0)) == ("8.24", "8")
    assert one.required is not None
    assert shown(one.required.value, 2) == "7.79"


def test_10_and_a_half_percent_is_off_track_after_the_first_half() -> None:
    one = growth_of_the_half_year(TEN_AND_A_HALF)
    assert (one.status, light_of(one)) == (Status.OFF_TRACK, Light.RED)
    assert (shown(one.value, 2), shown(one.expected, 2)) == ("8.24", "9.54")
    assert one.required is not None
    assert shown(one.required.value, 2) == "12.49"
    assert "12.49%" in str(one.why)


def test_after_nine_months_10_and_a_half_percent_needs_16_14_in_the_last_quarter() -> None:
    one = growth_after_nine_months(TEN_AND_A_HALF)
    assert one.status is Status.OFF_TRACK
    assert one.required is not None
    assert shown(one.required.value, 2) == "16.14"


def test_an_issued_way_of_growth_is_composed_and_not_averaged() -> None:
    one = growth_after_nine_months(TEN_AND_A_HALF)
    rates = (("8.94", ".208"), ("10.02", ".260"), ("10.97", ".281"))
    composed = sum(D(rate) * D(weight) for rate, weight in rates) / D(".749")
    assert abs(known(one.expected) - composed) < D("1e-12")


@pytest.mark.parametrize(
    ("target", "reached", "light"),
    [
        ("8", "7.90", Light.GREEN),
        ("8", "7.89", Light.AMBER),
        ("8", "7.20", Light.AMBER),
        ("8", "7.19", Light.RED),
        ("10.5", "9.45", Light.AMBER),
        ("10.5", "9.44", Light.RED),
    ],
)
def test_growth_is_judged_in_percentage_points(target: str, reached: str, light: Light) -> None:
    one = judge(GROWTH, goal("2025", f">= {target}"), [figure("2025-9M", reached)], "2025-10-07")
    assert light_of(one) is light


@pytest.mark.parametrize(("reached", "light"), [("9.4", "green"), ("9.3", "amber")])
def test_against_a_range_of_growth_the_low_edge_counts(reached: str, light: str) -> None:
    one = judge(GROWTH, goal("2025", "9.5..10.5"), [figure("2025-9M", reached)], "2025-10-07")
    assert (one.expected, light_of(one)) == (D("9.5"), light)


def test_a_quarter_that_the_day_cuts_counts_by_its_days() -> None:
    target = by_growth(EIGHT, ("2025-Q1", "6"), ("2025-Q2", "10"), ("2025-H2", "8"))
    one = judge(GROWTH, target, [figure("2025-01/2025-04", "8")], "2025-05-05")
    april = D(".260") * 30 / 91
    assert abs(known(one.expected) - (6 * D(".208") + 10 * april) / (D(".208") + april)) < D("1e-9")


# Thresholds of the pace light; the way is issued so that red shows as off-track.

HALF_WAY = by_points(goal("2025", ">= 36500"), ("2025-06-30", "18100"))


@pytest.mark.parametrize(
    ("value", "light"),
    [
        ("18100", "green"),
        ("17195", "green"),
        ("17194", "amber"),
        ("14480", "amber"),
        ("14479", "red"),
        ("0", "red"),
    ],
)
def test_pace_is_green_from_95_percent_and_amber_from_80(value: str, light: str) -> None:
    one = judge(REVENUE, HALF_WAY, [up_to("2025-06-30", value)], "2025-07-05")
    assert light_of(one) == light


@pytest.mark.parametrize(
    ("due", "value", "light"),
    [
        ("27375", "26919", "green"),
        ("27375", "26918", "amber"),
        ("36135", "36117", "green"),
        ("36135", "36116", "amber"),
    ],
)
def test_green_asks_that_no_more_is_behind_than_5_percent_of_what_is_left(
    due: str, value: str, light: str
) -> None:
    target = by_points(goal("2025", ">= 36500"), ("2025-09-30", due))
    one = judge(REVENUE, target, [up_to("2025-09-30", value)], "2025-10-05")
    assert light_of(one) == light


@pytest.mark.parametrize(
    ("value", "light"),
    [
        ("3100", Light.GREEN),
        ("2370", Light.GREEN),
        ("2369", Light.AMBER),
        ("1275", Light.AMBER),
        ("1274", Light.RED),
    ],
)
def test_while_less_than_a_tenth_is_due_the_gap_is_judged(value: str, light: Light) -> None:
    one = judge(REVENUE, goal("2025", ">= 36500"), [up_to("2025-01-31", value)], "2025-02-05")
    assert light_of(one) is light
    assert Flag.EARLY_DAYS in one.flags


def test_from_a_tenth_on_the_pace_is_judged() -> None:
    one = judge(REVENUE, goal("2025", ">= 36500"), [up_to("2025-02-28", "5000")], "2025-03-05")
    assert Flag.EARLY_DAYS not in one.flags


# Guards


@pytest.mark.parametrize(
    ("as_of", "status", "flags"),
    [
        ("2024-12-31", Status.NOT_STARTED, ()),
        ("2025-01-01", Status.NO_DATA, (Flag.NOT_DUE,)),
        ("2025-02-10", Status.NO_DATA, (Flag.NOT_DUE,)),
        ("2025-02-11", Status.NO_DATA, (Flag.OVERDUE,)),
        ("2026-03-01", Status.NO_DATA, (Flag.OVERDUE,)),
    ],
)
def test_without_a_figure_the_day_decides(
    as_of: str, status: Status, flags: tuple[Flag, ...]
) -> None:
    one = judge(REVENUE, REVENUE_2025, [LAST_MAY_REVENUE], as_of)
    assert (one.status, one.flags) == (status, flags)


@pytest.mark.parametrize(
    ("as_of", "flag"),
    [
        ("2025-01-15", Flag.NOT_DUE),
        ("2025-02-10", Flag.NOT_DUE),
        ("2025-02-11", Flag.OVERDUE),
    ],
)
def test_the_first_figure_of_a_level_is_that_of_the_cycle_after_its_base(
    as_of: str, flag: Flag
) -> None:
    target = goal("2025", "<= 20", base=D(120), base_on=date(2024, 12, 31))
    one = judge(BACKLOG, target, [figure("2024-12", "120")], as_of)
    assert (one.status, one.flags) == (Status.NO_DATA, (flag,))


def test_a_figure_that_covers_a_period_after_the_day_judged_does_not_count() -> None:
    one = judge(REVENUE, REVENUE_2025, [MAY_REVENUE], "2025-05-30")
    assert (one.status, one.observation) == (Status.NO_DATA, None)


@pytest.mark.parametrize(
    ("value", "status", "near"),
    [
        ("17722", Status.ACHIEVED, False),
        ("17721.99999999", Status.ACHIEVED, False),
        ("17721.99", Status.MISSED, True),
        ("16835.9", Status.MISSED, True),
        ("16835.8", Status.MISSED, False),
    ],
)
def test_a_final_figure_settles_the_target(value: str, status: Status, *, near: bool) -> None:
    one = judge(REVENUE, REVENUE_2025, [figure("2025", value)], "2026-01-20")
    assert one.status is status
    assert ("near miss" in str(one.why)) is near
    assert one.attained == D(value) / 17722


@pytest.mark.parametrize(
    ("comparator", "value", "status"),
    [
        (">", "5", "missed"),
        (">", "5.001", "achieved"),
        (">=", "5", "achieved"),
        ("<", "5", "missed"),
        ("<", "4.999", "achieved"),
        ("<=", "5", "achieved"),
        ("<=", "5.001", "missed"),
    ],
)
def test_a_final_level_is_compared_as_stated(comparator: str, value: str, status: str) -> None:
    target = goal("2025", f"{comparator} 5", base=D(4) if ">" in comparator else D(6))
    assert judge(POVERTY, target, [figure("2025", value)], "2026-01-05").status == status


@pytest.mark.parametrize(
    ("value", "status"),
    [("9.4", "missed"), ("9.5", "achieved"), ("10.5", "achieved"), ("10.6", "missed")],
)
def test_a_final_level_must_lie_in_its_band(value: str, status: str) -> None:
    target = goal("2025", "9.5..10.5", base=D(5))
    assert judge(LEVEL_UP, target, [figure("2025", value)], "2026-01-05").status == status


@pytest.mark.parametrize(
    ("target", "broken", "kept"),
    [
        (goal("2025", "<= 100"), "101", "40"),
        (goal("2025", "< 100"), "100.1", "40"),
        (goal("2025", "20..200"), "201", "50"),
    ],
)
def test_a_cap_or_band_that_a_sum_has_broken_is_missed_for_good(
    target: Target, broken: str, kept: str
) -> None:
    one = judge(REVENUE, target, [up_to("2025-06-30", broken)], "2025-07-05")
    assert one.status is Status.MISSED
    assert Flag.BREACHED in one.flags
    assert one.required is None
    whole = judge(REVENUE, target, [up_to("2025-06-30", kept)], "2025-07-05")
    assert whole.status is Status.ON_TRACK
    assert Flag.BREACHED not in whole.flags


def test_a_sum_inside_its_band_in_mid_year_can_still_leave_it() -> None:
    one = judge(REVENUE, goal("2025", "90..100"), [up_to("2025-06-30", "95")], "2025-07-05")
    assert one.status is not Status.ACHIEVED


def test_a_limit_kept_to_the_end_is_achieved() -> None:
    one = judge(REVENUE, goal("2025", "<= 100"), [figure("2025", "100")], "2026-01-20")
    assert (one.status, Flag.BREACHED in one.flags) == (Status.ACHIEVED, False)


@pytest.mark.parametrize(("used", "status"), [("40", "on-track"), ("50", "at-risk")])
def test_the_pace_of_a_limit_is_turned_over(used: str, status: str) -> None:
    one = judge(REVENUE, goal("2025", "<= 100"), [up_to("2025-06-30", used)], "2025-07-05")
    assert one.status == status
    assert abs(pace_of(one) - 18100 / D(365) / D(used)) < D("1e-12")


@pytest.mark.parametrize("balance", ["-20", "-49", "0", "5"])
def test_a_deficit_within_its_limit_is_on_track_and_not_settled_before_the_end(
    balance: str,
) -> None:
    one = judge(REVENUE, goal("2025", ">= -100"), [up_to("2025-06-30", balance)], "2025-07-05")
    assert one.status is Status.ON_TRACK


def test_a_level_above_its_cap_can_come_back() -> None:
    one = judge(BACKLOG, BACKLOG_2025, [figure("2025-06", "150")], "2025-07-05")
    assert one.status is not Status.MISSED
    assert Flag.BREACHED not in one.flags


# Late, estimated and provisional data


def test_a_late_report_is_judged_at_its_own_date() -> None:
    early, late = (
        judge(REVENUE, REVENUE_2025, [MAY_REVENUE], day) for day in ("2025-05-31", "2025-07-10")
    )
    assert early == replace(late, as_of=early.as_of, known_at=early.known_at)
    assert late.observed_on == date(2025, 5, 31)


@pytest.mark.parametrize(
    ("as_of", "status", "flag"),
    [
        ("2025-07-10", Status.ON_TRACK, None),
        ("2025-07-11", Status.ON_TRACK, Flag.STALE),
        ("2025-08-10", Status.ON_TRACK, Flag.STALE),
        ("2025-08-11", Status.NO_DATA, Flag.OVERDUE),
    ],
)
def test_after_two_missed_cycles_there_is_no_verdict_but_the_last_one_is_named(
    as_of: str, status: Status, flag: Flag | None
) -> None:
    one = judge(REVENUE, REVENUE_2025, [MAY_REVENUE], as_of)
    late = {Flag.STALE, Flag.OVERDUE} & set(one.flags)
    assert (one.status, late) == (status, {flag} - {None})
    if status is Status.NO_DATA:
        assert one.last_status is Status.ON_TRACK
        assert "no figure since 31 May 2025, when it was on-track" in str(one.why)
        assert shown(pace_of(one), 3) == "1.549"


def test_a_quarterly_figure_is_stale_after_the_lag_of_the_next_quarter() -> None:
    stale = [
        Flag.STALE in judge(GROWTH, EIGHT, FIRST_HALF, as_of).flags
        for as_of in ("2025-10-10", "2025-10-11")
    ]
    assert stale == [False, True]


def test_a_figure_in_mid_quarter_is_stale_after_the_lag_of_that_quarter() -> None:
    stale = [
        Flag.STALE in judge(GROWTH, EIGHT, [figure("2025-01/2025-05", "8.1")], as_of).flags
        for as_of in ("2025-07-10", "2025-07-11")
    ]
    assert stale == [False, True]


@pytest.mark.parametrize(
    ("qualifier", "flags"),
    [
        (None, set()),
        (Qualifier.OFFICIAL, set()),
        (Qualifier.ESTIMATED, {Flag.ESTIMATED}),
        (Qualifier.PRELIMINARY, {Flag.PROVISIONAL}),
    ],
)
def test_how_final_a_figure_is_is_a_flag_and_not_a_verdict(
    qualifier: Qualifier | None, flags: set[Flag]
) -> None:
    one = judge(REVENUE, REVENUE_2025, [replace(MAY_REVENUE, qualifier=qualifier)], "2025-06-10")
    assert one.status is Status.ON_TRACK
    assert set(one.flags) & {Flag.ESTIMATED, Flag.PROVISIONAL} == flags


def test_the_flag_of_an_estimate_belongs_to_the_latest_figure() -> None:
    figures = [estimate(figure("2025-Q1", "6.99")), figure("2025-Q2", "9.24")]
    assert Flag.ESTIMATED not in judge(GROWTH, EIGHT, figures, "2025-07-05").flags


def test_an_estimate_for_the_whole_year_settles_the_target_as_estimated() -> None:
    one = judge(GROWTH, EIGHT, [estimate(figure("2025", "8.44"))], "2026-01-05")
    assert (one.status, Flag.ESTIMATED in one.flags) == (Status.ACHIEVED, True)


@pytest.mark.parametrize(
    ("as_of", "status", "provisional"),
    [
        ("2026-01-15", Status.OFF_TRACK, True),
        ("2026-01-31", Status.OFF_TRACK, True),
        ("2026-02-01", Status.OFF_TRACK, True),
        ("2026-02-10", Status.OFF_TRACK, True),
        ("2026-02-11", Status.MISSED, False),
    ],
)
def test_nothing_is_missed_before_the_figure_of_its_closing_date_is_due(
    as_of: str, status: Status, *, provisional: bool
) -> None:
    one = judge(DISBURSEMENT, PLAN_2025, [percent("2025-12-31", "80")], as_of)
    assert (one.status, Flag.PROVISIONAL in one.flags) == (status, provisional)


def test_a_revised_figure_is_flagged() -> None:
    one = judge(REVENUE, REVENUE_2025, [vintage(MAY_REVENUE, 2, "11300")], "2025-06-10")
    assert Flag.REVISED in one.flags
    assert Flag.REVISED not in revenue_in_may().flags


def test_one_revised_figure_among_others_is_flagged() -> None:
    figures = [vintage(figure("2025-Q1", "6.5"), 2, "6.99"), figure("2025-Q2", "9.24")]
    assert Flag.REVISED in judge(GROWTH, EIGHT, figures, "2025-07-05").flags


def test_one_bound_among_others_makes_a_lower_bound() -> None:
    bound = replace(figure("2025-01", "2000"), comparator=Comparator.AT_LEAST)
    one = judge(REVENUE, REVENUE_2025, [bound, figure("2025-02", "2000")], "2025-03-05")
    assert Flag.LOWER_BOUND in one.flags


def test_a_year_reported_on_its_last_day_is_not_provisional() -> None:
    one = judge(REVENUE, REVENUE_2025, [figure("2025", "16000")], "2025-12-31")
    assert (one.status, one.flags) == (Status.MISSED, (Flag.ASSUMED_PATH,))


def test_a_target_surpassed_by_just_a_fifth_is_not_soft() -> None:
    flags = [
        Flag.SOFT_TARGET
        in judge(REVENUE, goal("2025", ">= 100"), [figure("2025", value)], "2026-01-05").flags
        for value in ("120", "120.1")
    ]
    assert flags == [False, True]


# Replaced targets


def test_the_verdict_under_the_first_version_stays_visible() -> None:
    first = replace(REVENUE_2025, value=D(28112), version=1)
    second = replace(REVENUE_2025, value=D(9000), version=2, valid_from=date(2025, 3, 1))
    third = replace(REVENUE_2025, version=3, valid_from=date(2025, 5, 1))
    one = judge(REVENUE, third, [MAY_REVENUE], "2025-06-10", earlier=(first, second))
    assert one.original is not None
    assert (one.original.target, one.original.until) == (first, date(2025, 2, 28))
    assert (one.status, one.original.status) == (Status.ON_TRACK, Status.AT_RISK)
    assert one.flags == (Flag.ASSUMED_PATH, Flag.TARGET_CHANGED)


def test_a_version_that_does_not_begin_later_replaced_the_one_before_when_it_was_recorded() -> None:
    day = date(2025, 1, 1)
    first = replace(REVENUE_2025, value=D(28112), valid_from=day)
    second = replace(REVENUE_2025, version=2, valid_from=day, recorded_on=date(2025, 3, 10))
    one = judge(REVENUE, second, [MAY_REVENUE], "2025-06-10", earlier=(first,))
    assert one.original is not None
    assert one.original.until == date(2025, 3, 9)


def test_a_version_that_asks_for_the_same_is_no_other_target() -> None:
    earlier = (replace(REVENUE_2025, owner="Finance"),)
    one = judge(REVENUE, REVENUE_2025, [MAY_REVENUE], "2025-06-10", earlier=earlier)
    assert (one.original, one.flags) == (None, (Flag.ASSUMED_PATH,))


# Ended entities


@pytest.mark.parametrize(
    ("as_of", "figures", "status", "last"),
    [
        ("2025-06-30", [MAY_REVENUE], Status.ON_TRACK, None),
        ("2025-07-01", [MAY_REVENUE], Status.NO_DATA, Status.ON_TRACK),
        ("2025-12-31", [MAY_REVENUE], Status.NO_DATA, Status.ON_TRACK),
        ("2025-07-01", [], Status.NO_DATA, None),
    ],
)
def test_the_target_of_an_ended_unit_is_orphaned(
    as_of: str, figures: Sequence[Observation], status: Status, last: Status | None
) -> None:
    one = judge(REVENUE, REVENUE_2025, figures, as_of, entity=HAI_DUONG)
    assert (one.status, one.last_status) == (status, last)
    ended = status is Status.NO_DATA
    assert (Flag.UNIT_CHANGED in one.flags) is ended
    assert ("succeeded by Hải Phòng" in str(one.why)) is ended


def test_an_ended_unit_keeps_what_it_had_achieved() -> None:
    one = judge(
        REVENUE, REVENUE_2025, [up_to("2025-06-30", "18000")], "2025-07-05", entity=HAI_DUONG
    )
    assert one.status is Status.ACHIEVED
    assert Flag.UNIT_CHANGED in one.flags


# Everything a verdict was concluded from


def test_a_verdict_carries_its_rulebook_days_and_figure() -> None:
    one = revenue_in_may()
    assert one.rulebook == "tt-1"
    assert (one.as_of, one.known_at) == (date(2025, 6, 10), date(2025, 6, 10))
    assert one.observation == MAY_REVENUE
    assert one.target == REVENUE_2025


def test_another_rulebook_gives_another_verdict_and_its_own_name() -> None:
    figures = [up_to("2024-06-30", "14000"), figure("2024", "31500"), up_to("2025-06-30", "17800")]
    books = RULES, load_rulebook("strict")
    found = [judge(REVENUE, HALF_WAY, figures, "2025-07-05", rulebook=book) for book in books]
    assert [(one.status, one.rulebook) for one in found] == [
        (Status.ON_TRACK, "tt-1"),
        (Status.AT_RISK, "strict"),
    ]


def test_nine_months_that_were_published_count_before_what_the_quarters_compose_to() -> None:
    figures = [*FIRST_HALF, figure("2025-Q3", "8.62"), NINE_MONTHS]
    assert judge(GROWTH, EIGHT, figures, "2025-10-07").value == D("8.61")


# The reason in words


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (judge(POVERTY, POVERTY_2030, [figure("2022", "19.5")], "2023-01-05"),
         "19.5% reached, 16.61% expected by 31 December 2022; needs -1.03 points a year"),
        (judge(POVERTY, goal("2025", "< 5", base=D(6)), [figure("2025", "5")], "2026-01-05"),
         "5% reached, < 5% asked for, a near miss"),
        (judge(POVERTY, goal("2025", "<= 5", base=D(6)), [figure("2025", "5")], "2026-01-05"),
         "5% reached, 5% asked for"),
        (judge(BACKLOG, BACKLOG_2025, [figure("2025-06", "85")], "2025-07-05"),
         "85 reached, 71 expected by 30 June 2025; needs -10.8 a month"),
        (judge(REVENUE, goal("2025", "<= 100"), [up_to("2025-06-30", "100.1235")], "2025-07-05"),
         "100.124 is over the limit of 100"),
        (judge(REVENUE, REVENUE_2025, [MAY_REVENUE], "2025-07-01", entity=HAI_DUONG),
         "Hải Dương ended on 30 June 2025, succeeded by Hải Phòng: re-issue or close the target"),
    ],
)  # fmt: skip
def test_the_reason_is_given_in_a_sentence(one: Assessment, why: str) -> None:
    assert str(one.why) == why


# The size of a unit


@pytest.mark.parametrize(
    ("indicator", "target", "base", "value"),
    [
        (REVENUE, ">= 500", None, "300"),
        (REVENUE, ">= 500", None, "200"),
        (REVENUE, ">= 500", None, "-20"),
        (REVENUE, ">= 500", None, "501"),
        (REVENUE, "<= 500", None, "200"),
        (REVENUE, "<= 500", None, "400"),
        (REVENUE, "<= 500", None, "501"),
        (REVENUE, "<= 500", None, "-20"),
        (REVENUE, ">= -500", None, "-200"),
        (REVENUE, ">= -500", None, "-501"),
        (REVENUE, "<= -500", None, "-200"),
        (REVENUE, "<= -500", None, "-501"),
        (REVENUE, "400..500", None, "200"),
        (REVENUE, "400..500", None, "501"),
        (REVENUE, "-500..-400", None, "-200"),
        (LEVEL_UP, ">= 500", "100", "350"),
        (LEVEL_UP, ">= 500", "100", "50"),
        (LEVEL_UP, ">= 500", "600", "550"),
        (LEVEL_UP, "400..500", "100", "350"),
        (BACKLOG, "<= 100", "500", "250"),
        (BACKLOG, "<= 100", "500", "550"),
        (BACKLOG, "<= 100", "50", "120"),
        (BACKLOG, "100..200", "500", "250"),
    ],
)
@pytest.mark.parametrize("power", [-4, 4])
def test_small_and_large_numbers_are_judged_alike(
    indicator: Indicator, target: str, base: str | None, value: str, power: int
) -> None:
    def judged(shift: int) -> Assessment:
        stated = goal("2025", target, base=None if base is None else D(base))
        scaled = replace(
            stated,
            value=stated.number.scaleb(shift),
            high=None if stated.high is None else stated.high.scaleb(shift),
            base=None if stated.base is None else stated.base.scaleb(shift),
        )
        last_year = up_to("2024-06-30", D(150).scaleb(shift))
        figures = [last_year, up_to("2025-06-30", D(value).scaleb(shift))]
        return judge(indicator, scaled, figures, "2025-07-05")

    one, other = judged(0), judged(power)
    assert (other.status, other.flags, other.pace) == (one.status, one.flags, one.pace)
    assert (other.attained, other.lead_days) == (one.attained, one.lead_days)
    assert (other.demand, other.share_of_target) == (one.demand, one.share_of_target)
    assert [step.name for step in other.steps] == [step.name for step in one.steps]
    assert (other.gap, other.required and other.required.value) == (
        one.gap and one.gap.scaleb(power),
        one.required and one.required.value.scaleb(power),
    )
