"""What is doubtful among records, and what is not, rule by rule."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from targettrack.domain.checks.store_findings import Check, findings
from targettrack.domain.records.document import Document
from targettrack.domain.records.entity import Entity
from targettrack.domain.records.indicator import Indicator
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.observation import Qualifier, StatedAs
from targettrack.domain.records.stated_comparison import growth_note
from targettrack.domain.records.weights import WeightsVintage
from targettrack.domain.series.series import Series
from targettrack.domain.values.period import parse_period
from targettrack.domain.values.quantity import Comparator, Unit
from tests.domain.cases import (
    BACKLOG,
    DISBURSEMENT,
    GROWTH,
    NGHE_AN,
    NGHE_AN_2025,
    POVERTY,
    REVENUE,
    D,
    amount,
    day,
    estimate,
    figure,
    goal,
    percent,
    up_to,
    vintage,
)
from tests.domain.cases import RULES as RULEBOOK

if TYPE_CHECKING:
    from targettrack.domain.checks.finding import Finding
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.target import Target

HA_GIANG = Entity("Hà Giang")
ON_TIME = Indicator("on-time", "Settled on time", Kind.HOLD, Unit("%"), precision=2)
ARRIVALS = Indicator("tourist-arrivals", "Tourist arrivals", Kind.FLOW, Unit("arrivals"))
ARRIVALS_GROWTH = Indicator("tourist-arrivals-growth", "Growth", Kind.GROWTH, Unit("%"))


def series(
    indicator: Indicator,
    *figures: Observation,
    entity: Entity = NGHE_AN,
    targets: tuple[Target, ...] = (),
) -> Series:
    ordered = sorted(figures, key=lambda f: (f.period.end, f.period.start, f.basis, f.revision))
    return Series(entity, indicator, targets, tuple(ordered))


def check(*many: Series, on: str = "2026-01-05", rules: tuple[str, ...] = ()) -> list[Finding]:
    return findings(many, Check(day(on), RULEBOOK, frozenset(rules)))[0]


def rules_of(*many: Series, on: str = "2026-01-05") -> list[str]:
    return [one.rule for one in check(*many, on=on)]


def months(*values: object, since: str = "2025-01", **more: object) -> list[Observation]:
    start = parse_period(since).start
    found = []
    for place, value in enumerate(values):
        year, month = divmod(start.year * 12 + start.month - 1 + place, 12)
        if value is not None:
            found.append(figure(f"{year}-{month + 1:02}", D(str(value)), "single", **more))
    return found


def said(observation: Observation, who: str, on: str = "2025-06-03") -> Observation:
    return replace(
        observation,
        document=Document(who),
        recorded_on=date.fromisoformat(on),
    )


# --- sizes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "right"), [("11360000", "11,360 bn VND"), ("11.36", "11,360 bn VND")]
)
def test_an_amount_a_thousand_times_off_is_a_slip_of_units(value: str, right: str) -> None:
    good = [up_to("2025-03-31", "7000"), up_to("2025-04-30", "9100"), up_to("2025-06-30", "13159")]
    (found,) = check(series(REVENUE, *good, up_to("2025-05-31", value)), on="2025-07-05")
    assert (found.rule, found.where) == ("magnitude", "Nghệ An, budget-revenue, 2025-01/2025-05")
    assert right in str(found.advice)


def test_an_amount_of_a_share_is_not_held_against_its_percents() -> None:
    amounts = [amount("2025-03-31", "1500"), amount("2025-05-31", "2703973")]
    amounts += [amount("2025-06-30", "3632")]
    shares = [
        percent("2025-03-31", "15"),
        percent("2025-05-31", "27"),
        percent("2025-06-30", "36"),
    ]
    found = check(series(DISBURSEMENT, *amounts, *shares), on="2025-07-05")
    assert [(one.rule, str(one.found)[:9]) for one in found] == [("magnitude", "2,703,973")]


def test_of_two_amounts_the_later_is_doubted() -> None:
    two = [up_to("2025-05-31", "11360"), up_to("2025-06-30", "13159000")]
    (found,) = check(series(REVENUE, *two), on="2025-07-05", rules=("magnitude",))
    assert str(found.found) == "13,159,000 bn VND, where the one like it is 13,617 bn VND"
    assert str(found.advice) == "if it is 13,159 bn VND, log that"


def test_a_small_count_may_be_many_times_another() -> None:
    assert check(series(BACKLOG, *months(1, 6, 2, 9)), rules=("magnitude",)) == []
    assert rules_of(series(BACKLOG, *months(1, 12)), on="2025-03-01") == ["magnitude"]


STEADY = [100, 104, 98, 121, 109, 115, 96, 90, 105, 111, 117, 140]


def with_last_years(*values: object) -> list[Observation]:
    return [*months(*STEADY, since="2024-01"), *months(*values, since="2025-01")]


def test_a_month_far_from_what_its_season_leads_to_is_an_outlier() -> None:
    this_year = [round(value * 1.05) for value in STEADY]
    this_year[6] = 310
    (found,) = check(series(BACKLOG, *with_last_years(*this_year)), rules=("outlier",))
    assert found.where == "Nghệ An, backlog, 2025-07"
    assert str(found.found).startswith("310 cases, where 96 cases a year before")


def test_a_season_however_strong_is_no_outlier() -> None:
    values = [5, 8, 12, 20, 33, 40, 44, 52, 70, 95, 130, 600]
    found = months(*values, *[v * 1.1 for v in values], since="2024-01")
    assert check(series(BACKLOG, *found), rules=("outlier",)) == []


def test_totals_to_date_are_taken_apart_before_they_are_compared() -> None:
    total, found = 0, []
    for year in (2024, 2025):
        total = 0
        for month in range(1, 13):
            total += 500 if (year, month) == (2025, 8) else STEADY[month - 1]
            found.append(figure(f"{year}-01/{year}-{month:02}", str(total), "ytd"))
    (one,) = check(series(REVENUE, *found), rules=("outlier",))
    assert one.where == "Nghệ An, budget-revenue, 2025-01/2025-08"
    assert str(one.found).startswith("500 bn VND")


def test_a_new_level_and_fewer_than_eight_changes_are_no_outlier() -> None:
    risen = months(*STEADY[:6], *[value * 9 for value in STEADY], since="2024-07")
    assert check(series(BACKLOG, *risen), rules=("outlier",)) == []
    few = months(100, 101, 99, 100, 900)
    assert check(series(BACKLOG, *few), rules=("outlier",)) == []


# --- what cannot be -----------------------------------------------------------------------------


def test_a_percent_beyond_its_limits_cannot_be() -> None:
    found = check(
        series(POVERTY, figure("2024", "120"), targets=()),
        series(ON_TIME, figure("2025-05", "100.4"), figure("2025-06", "100")),
        on="2025-07-01",
        rules=("beyond-limits",),
    )
    assert [one.where for one in found] == [
        "Nghệ An, poverty-rate, 2024",
        "Nghệ An, on-time, 2025-05",
    ]


def test_more_than_all_of_a_plan_can_be() -> None:
    assert rules_of(series(DISBURSEMENT, percent("2025-10-12", "169")), on="2025-10-12") == []


@pytest.mark.parametrize(
    ("later", "falls"),
    [("10846", True), ("11360", False), ("11359.9", False), ("11400", False)],
)
def test_a_total_since_the_start_of_the_year_does_not_fall(later: str, *, falls: bool) -> None:
    found = [up_to("2025-05-31", "11360"), up_to("2025-06-30", later)]
    assert ("falls" in rules_of(series(REVENUE, *found), on="2025-07-01")) is falls


def test_a_bound_and_a_net_flow_may_be_less() -> None:
    bound = up_to("2025-06-30", "11000", comparator=Comparator.AT_LEAST)
    assert rules_of(series(REVENUE, up_to("2025-05-31", "11360"), bound), on="2025-07-01") == []
    net = [up_to("2025-03-31", "-5"), up_to("2025-05-31", "40"), up_to("2025-06-30", "20")]
    assert rules_of(series(REVENUE, *net), on="2025-07-01") == []


def test_a_new_year_starts_from_nothing() -> None:
    found = [up_to("2024-12-31", "26000"), up_to("2025-05-31", "11360")]
    assert rules_of(series(REVENUE, *found), on="2025-06-10") == []


# --- what contradicts ---------------------------------------------------------------------------


def test_growth_that_its_quarters_do_not_make_up_is_named_with_its_likely_revision() -> None:
    found = [
        figure("2025-01/2025-06", "8.24", "ytd"),
        figure("2025-Q3", "8.62", "single"),
        figure("2025-9M", "8.61", "ytd"),
    ]
    known = series(GROWTH, *found)
    weighed = replace(known, weights=(WeightsVintage(NGHE_AN_2025),))
    (one,) = check(weighed, on="2025-10-12", rules=("inconsistent",))
    assert "8.38%" in str(one.found)
    assert "log 2025-H1 as 8.60% (it was known first)" in str(one.advice)


def test_a_figure_by_itself_and_to_date_must_agree_without_any_target() -> None:
    two = [figure("2025-01", "900", "single"), figure("2025-01", "950", "ytd")]
    (one,) = check(series(REVENUE, *two), on="2025-02-05", rules=("inconsistent",))
    assert str(one.found) == "2025-01 is given as 900 bn VND by itself and as 950 bn VND to date"


def test_a_percent_that_is_not_its_amount_of_the_plan_is_named_with_the_plan_it_is_of() -> None:
    plan = replace(goal("2025", "95"), denominator=D("10003.954"))
    both = [amount("2025-06-30", "3632"), percent("2025-06-30", "40.06")]
    known = series(DISBURSEMENT, *both, targets=(plan,))
    (one,) = check(known, on="2025-07-05", rules=("inconsistent",))
    assert "40.06%" in str(one.found)
    assert "9,066" in str(one.advice)


FIRST = said(up_to("2025-05-31", "10846"), "VnEconomy, 3 June 2025")


def later(value: str, who: str, qualifier: Qualifier | None = None) -> Observation:
    return replace(said(vintage(FIRST, 2, value), who, "2025-06-10"), qualifier=qualifier)


def test_two_sources_with_two_values_contradict_each_other() -> None:
    (one,) = check(
        series(REVENUE, FIRST, later("11360", "Báo Nghệ An, 10 June 2025")), on="2025-06-10"
    )
    assert one.rule == "claims"
    assert "10,846 bn VND says VnEconomy, 3 June 2025" in str(one.found)
    assert "11,360 bn VND says Báo Nghệ An, 10 June 2025" in str(one.found)


@pytest.mark.parametrize(
    "second",
    [
        later("11360", "VnEconomy, 10 June 2025"),
        later("11360", "Statistics Office", Qualifier.OFFICIAL),
        later("10850", "Báo Nghệ An"),
        later("10846", "Báo Nghệ An"),
    ],
    ids=["revised by itself", "settled", "rounded", "the same"],
)
def test_a_revision_a_settled_figure_and_a_rounded_one_are_no_contradiction(
    second: Observation,
) -> None:
    assert rules_of(series(REVENUE, FIRST, second), on="2025-06-10") == []


def test_over_one_number_and_over_another_are_two_claims_but_a_bound_that_holds_is_none() -> None:
    over = replace(FIRST, comparator=Comparator.AT_LEAST)
    more = replace(later("11360", "Báo Nghệ An"), comparator=Comparator.AT_LEAST)
    assert rules_of(series(REVENUE, over, more), on="2025-06-10") == ["claims"]
    exact = later("11360", "Báo Nghệ An")
    assert rules_of(series(REVENUE, over, exact), on="2025-06-10") == []


def test_bases_worked_out_from_two_rounded_rates_agree() -> None:
    first = said(up_to("2024-06-30", "12128", stated_as=StatedAs.GROWTH), "A")
    second = said(vintage(first, 2, "12131"), "B", "2025-07-05")
    assert rules_of(series(REVENUE, first, second), on="2025-07-05") == []


@pytest.mark.parametrize(("stated", "doubtful"), [("8.4", False), ("3.5", True), ("8.7", True)])
def test_a_stated_growth_is_held_against_last_years_amount(stated: str, *, doubtful: bool) -> None:
    last_year = up_to("2024-05-31", "10480")
    this_year = up_to("2025-05-31", "11360", note=growth_note(D(stated)))
    rules = [one.rule for one in check(series(REVENUE, last_year, this_year), rules=("growth",))]
    assert rules == ["growth"] * doubtful


def test_the_base_that_a_stated_growth_implies_is_in_the_advice() -> None:
    last_year = up_to("2024-05-31", "11000")
    this_year = up_to("2025-05-31", "11360", note="growth as stated: +8.4%; old base")
    (one,) = check(series(REVENUE, last_year, this_year), rules=("growth",))
    assert "is 3.3%" in str(one.found)
    assert "2024-01/2024-05 was about 10,480 bn VND" in str(one.advice)


def test_a_growth_indicator_is_held_against_what_it_is_the_growth_of() -> None:
    people = series(ARRIVALS, up_to("2024-09-30", "1000000"), up_to("2025-09-30", "1594000"))
    right = series(ARRIVALS_GROWTH, up_to("2025-09-30", "59.4"))
    wrong = series(ARRIVALS_GROWTH, up_to("2025-09-30", "49.4"))
    assert check(people, right, rules=("growth",)) == []
    for order in ((people, wrong), (wrong, people)):
        (one,) = check(*order, rules=("growth",))
        assert one.where == "Nghệ An, tourist-arrivals, 2025-9M"


# --- across series ------------------------------------------------------------------------------


def test_the_same_figures_under_two_entities_are_found() -> None:
    one = series(REVENUE, up_to("2025-05-31", "10846"), up_to("2025-06-30", "13159"))
    other = replace(one, entity=HA_GIANG)
    (found,) = check(one, other, on="2025-07-05", rules=("duplicate",))
    assert str(found.found) == "2 of its 2 figures are also those of Hà Giang, budget-revenue"


def test_one_figure_is_enough_where_the_words_are_the_same() -> None:
    one = series(REVENUE, up_to("2025-05-31", "10846", quote="ước thực hiện 10.846 tỷ đồng"))
    assert check(one, replace(one, entity=HA_GIANG), rules=("duplicate",))
    bare = series(REVENUE, up_to("2025-05-31", "10846"))
    assert not check(bare, replace(bare, entity=HA_GIANG), rules=("duplicate",))


def test_round_values_and_successors_may_be_the_same() -> None:
    full = series(ON_TIME, *months(*[100] * 12))
    assert not check(full, replace(full, entity=HA_GIANG), rules=("duplicate",))
    old = Entity("Hà Giang", successor="Tuyên Quang")
    one = series(REVENUE, *months(10846, 13159, 17002), entity=old)
    heir = replace(one, entity=Entity("Tuyên Quang"))
    assert not check(one, heir, rules=("duplicate",))


def owned(owner: str | None, period: str = "2026") -> Target:
    return replace(goal(period, "8"), owner=owner)


def test_open_targets_without_an_owner_are_counted_for_each_entity() -> None:
    many = [
        series(GROWTH, targets=(owned(None),)),
        series(REVENUE, targets=(owned("Finance"),)),
        series(REVENUE, targets=(owned(None, "2024"),), entity=HA_GIANG),
    ]
    found = check(*many, rules=("owner",))
    assert [(one.where, str(one.found)) for one in found] == [
        ("Nghệ An", "1 of 2 open targets has no owner")
    ]


def test_an_owner_spelled_once_and_like_another_is_doubtful() -> None:
    many = [
        series(GROWTH, targets=(owned("Department of Finance"),)),
        series(REVENUE, targets=(owned("Department of Finance"),)),
        series(DISBURSEMENT, targets=(owned("Departement of Finance"),)),
        series(POVERTY, targets=(owned("Department of Justice"),)),
    ]
    (found,) = check(*many, rules=("owner",))
    assert found.where == "Nghệ An, public-investment, 2026"
    assert '--owner "Department of Finance"' in str(found.advice)


# --- what is missing or too early ---------------------------------------------------------------


def test_a_month_missing_between_others_is_a_gap() -> None:
    found = check(series(BACKLOG, *months(1, 2, None, None, 5, 6, 7)), rules=("gap",))
    assert [one.where for one in found] == ["Nghệ An, backlog, 2025-03/2025-04"]
    assert "5 of 7 months" in str(found[0].found)


def test_figures_now_and_then_and_totals_to_date_of_every_month_have_no_gap() -> None:
    rare = months(1, None, None, None, 5, None, None, None, 9, None, None, 12)
    assert check(series(BACKLOG, *rare), rules=("gap",)) == []
    totals = [figure(f"2025-01/2025-{month:02}", str(month), "ytd") for month in range(1, 13)]
    assert check(series(REVENUE, *totals), rules=("gap",)) == []


def test_two_missed_publications_of_an_open_target_are_stale_and_one_is_not() -> None:
    known = series(
        REVENUE,
        up_to("2025-05-31", "11360"),
        targets=(replace(owned("Finance", "2025"), value=D("17722")),),
    )
    assert rules_of(known, on="2025-07-12") == []
    (one,) = check(known, on="2025-08-12")
    assert (one.rule, one.where) == ("stale", "Nghệ An, budget-revenue, 2025-06-01/2025-08-12")
    assert "no figure since 31 May 2025" in str(one.found)


def test_a_target_without_any_figure_is_stale_unless_entities_below_it_have_them() -> None:
    nation = Entity("Viet Nam")
    bare = series(REVENUE, targets=(owned("Finance", "2025"),), entity=nation)
    assert "no figure at all" in str(check(bare, on="2025-05-12")[0].found)
    part = series(REVENUE, up_to("2025-04-30", "9100"), entity=replace(NGHE_AN, parent="Viet Nam"))
    assert rules_of(bare, part, on="2025-05-12") == []


def test_a_series_that_came_every_month_is_stale_without_a_target_and_a_rare_one_is_not() -> None:
    regular = series(BACKLOG, *months(1, 2, 3, 4, 5, 6))
    assert rules_of(regular, on="2025-09-15") == ["stale"]
    assert rules_of(series(BACKLOG, *months(1, None, None, None, None, 6)), on="2025-12-15") == []


def test_an_entity_that_ended_is_not_waited_for() -> None:
    ended = Entity("Hà Giang", valid_to=day("2025-06-30"))
    known = series(BACKLOG, *months(1, 2, 3, 4, 5, 6), entity=ended)
    assert rules_of(known, on="2025-12-01") == []


def test_an_estimate_from_before_the_end_is_doubtful_once_the_figure_is_due() -> None:
    known = estimate(said(up_to("2025-12-31", "7.22"), "SGGP", "2025-12-21"))
    in_growth = series(GROWTH, known)
    assert rules_of(in_growth, on="2026-01-05") == []
    (one,) = check(in_growth, on="2026-01-15", rules=("early",))
    assert "is of 21 December 2025, before 2025 was over" in str(one.found)


def test_a_figure_that_is_no_estimate_is_never_from_before_its_end() -> None:
    known = series(GROWTH, said(up_to("2025-12-31", "7.22"), "SGGP", "2025-12-21"))
    assert rules_of(known, on="2026-01-01") == ["early"]


def test_an_estimate_of_a_total_that_a_later_total_covers_is_past() -> None:
    may = estimate(said(up_to("2025-05-31", "10846"), "NSO", "2025-05-29"))
    june = said(up_to("2025-06-30", "13159"), "NSO", "2025-07-03")
    assert check(series(REVENUE, may), on="2025-06-15", rules=("early",))
    assert not check(series(REVENUE, may, june), on="2025-07-15", rules=("early",))


# --- the whole ----------------------------------------------------------------------------------


def test_the_gravest_comes_first_and_filters_keep_what_they_name() -> None:
    falling = [up_to("2025-05-31", "11360"), up_to("2025-06-30", "10000")]
    many = [
        series(GROWTH, targets=(owned(None),)),
        series(REVENUE, *falling),
        series(ON_TIME, figure("2025-05", "101")),
    ]
    assert rules_of(*many, on="2026-01-02") == ["beyond-limits", "falls", "owner"]
    since = Check(day("2026-01-02"), RULEBOOK, since=day("2025-06-30"))
    found, checked = findings(many, since)
    assert ([one.rule for one in found], checked) == (["falls", "owner"], 3)
    assert [one.rule for one in check(*many, rules=("falls",))] == ["falls"]


def test_what_one_cause_makes_doubtful_all_over_a_series_is_told_once_with_the_worst() -> None:
    found = []
    for month, stated in (("03", "5"), ("04", "90"), ("05", "6")):
        found += [figure(f"2024-01/2024-{month}", "100", "ytd")]
        note = growth_note(D(stated))
        found += [figure(f"2025-01/2025-{month}", "150", "ytd", note=note)]
    (one,) = check(series(REVENUE, *found), series(ON_TIME), rules=("growth",))
    assert one.where == "Nghệ An, budget-revenue, 2025-Q1"
    assert str(one.found).endswith("is 50.0% (2 more like it)")


def test_what_was_not_yet_so_on_the_day_is_left_out() -> None:
    falling = series(REVENUE, up_to("2025-05-31", "11360"), up_to("2025-06-30", "10000"))
    assert rules_of(falling, on="2025-06-29") == []


def test_a_figure_of_a_wrong_unit_does_not_make_others_fall() -> None:
    good = [up_to("2025-03-31", "7000"), up_to("2025-04-30", "9100"), up_to("2025-06-30", "13159")]
    slip = up_to("2025-05-31", "11360000")
    assert rules_of(series(REVENUE, *good, slip), on="2025-07-05") == ["magnitude"]


def test_a_week_across_new_year_counts_for_neither_and_is_named() -> None:
    week = figure("2024-12-30/2025-01-05", "70")
    (one,) = check(series(REVENUE, week, targets=(goal("2025", ">= 1000"),)), rules=("straddles",))
    assert str(one.found) == (
        "70 bn VND for 2024-12-30/2025-01-05 does not count for the target of 2025: "
        "it begins before 2025"
    )
    assert not check(series(REVENUE, week), rules=("straddles",))
