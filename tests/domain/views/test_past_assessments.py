"""Verdicts as they were given: by the target then in force, from what was then known."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from targettrack.domain.judge.assess import assess
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.observation import USUAL_REVISION, Qualifier
from targettrack.domain.records.weights import Weights, WeightsVintage
from targettrack.domain.series.reference import Reference
from targettrack.domain.series.series import Series, cases_of
from targettrack.domain.values.status import Status
from targettrack.domain.views.past_assessments import Cause, assessments_at_month_ends, known_by
from tests.domain.cases import (
    BACKLOG,
    BACKLOG_2025,
    BACKLOG_JUNE,
    EIGHT,
    GROWTH,
    NGHE_AN,
    NGHE_AN_2025,
    POVERTY,
    REVENUE,
    REVENUE_2025,
    RULES,
    D,
    day,
    figure,
    goal,
    quarters,
    up_to,
    vintage,
)

if TYPE_CHECKING:
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.target import Target
    from targettrack.domain.views.past_assessments import MonthEnd

YEAR_END = date(2025, 12, 31)


def seen(observation: Observation, when: str) -> Observation:
    """The figure, recorded on a day."""
    return replace(observation, recorded_on=date.fromisoformat(when))


def issued(target: Target, when: str, **more: object) -> Target:
    """The target, recorded on a day."""
    return replace(target, recorded_on=date.fromisoformat(when), **more)


def series(
    indicator: Indicator, versions: list[Target], vintages: list[Observation], *weights: str
) -> Series:
    given = tuple(WeightsVintage(NGHE_AN_2025, date.fromisoformat(when)) for when in weights)
    return Series(NGHE_AN, indicator, tuple(versions), tuple(vintages), given)


def months(one: Series, as_of: date = YEAR_END, known_at: date | None = None) -> list[MonthEnd]:
    return assessments_at_month_ends(one, as_of, known_at or as_of, RULES)


def said(rows: list[MonthEnd]) -> list[tuple[str, str]]:
    """The month and the word of each verdict."""
    return [(f"{row.verdict.as_of:%m}", row.verdict.status.value) for row in rows]


def changes(rows: list[MonthEnd]) -> list[tuple[str, str, str, tuple[Cause, ...]]]:
    """The month, the verdict before and after, and the causes, of each change."""
    return [
        (f"{r.verdict.as_of:%m}", r.was.status.value, r.verdict.status.value, r.causes)
        for r in rows
        if r.was
    ]


# METHODS, section 8


def test_estimate_replaced_by_official_both_kept_the_change_of_verdict_is_reported() -> None:
    estimated = seen(figure("2025-Q1", "14.2", qualifier=Qualifier.ESTIMATED), "2025-04-05")
    official = replace(
        seen(vintage(estimated, 2, "-3.5"), "2025-05-20"), qualifier=Qualifier.OFFICIAL
    )
    one = series(GROWTH, [issued(EIGHT, "2025-01-10")], [estimated, official])
    rows = months(one, date(2025, 6, 30))
    assert changes(rows) == [
        ("04", "no-data", "on-track", (Cause.NEW_FIGURE,)),
        ("05", "on-track", "off-track", (Cause.REVISED_FIGURE,)),
    ]
    april, may = rows[3].verdict, rows[4].verdict
    assert (april.observation, may.observation) == (estimated, official)
    assert one.vintages == (estimated, official)


def test_target_replaced_in_mid_year_each_past_verdict_by_the_version_then_in_force() -> None:
    raised = issued(goal("2025", ">= 28112"), "2025-08-05", version=2, valid_from=date(2025, 8, 1))
    figures = [seen(up_to("2025-06-30", "12500"), "2025-07-05")]
    rows = months(
        series(REVENUE, [issued(REVENUE_2025, "2024-12-10"), raised], figures), date(2025, 8, 31)
    )
    assert rows[0].verdict.status == "not-started"
    july, august = rows[-2].verdict, rows[-1].verdict
    assert (july.target.value, july.status.value) == (D(17722), "on-track")
    assert july.original is None
    assert "target-changed" not in july.flags
    assert (august.target.value, august.status.value) == (D(28112), "at-risk")
    assert changes(rows)[-1] == ("08", "on-track", "at-risk", (Cause.REPLACED_TARGET,))
    assert "target-changed" in august.flags
    assert august.original is not None
    assert (august.original.target.value, august.original.status.value) == (D(17722), "on-track")
    assert august.original.until == date(2025, 7, 31)


def test_base_revised_both_kept_and_the_verdict_flips() -> None:
    old = seen(figure("2025-Q1", "12.83", note="on the old base"), "2025-04-06")
    new = replace(seen(vintage(old, 2, "-3.5"), "2025-06-02"), note="on the revised base of 2024")
    one = series(GROWTH, [issued(goal("2025", ">= 6.8"), "2025-01-10")], [old, new])
    rows = months(one, date(2025, 6, 30))
    assert changes(rows)[-1] == ("06", "on-track", "off-track", (Cause.REVISED_FIGURE,))
    notes = [row.verdict.observation.note for row in rows[-2:] if row.verdict.observation]
    assert notes == ["on the old base", "on the revised base of 2024"]


# What changed a verdict


def test_the_base_of_a_target_revised_reports_the_verdict_that_it_changed() -> None:
    first = issued(BACKLOG_2025, "2025-01-10")
    revised = issued(replace(BACKLOG_2025, base=D(70)), "2025-07-20", version=2)
    one = series(BACKLOG, [first, revised], [seen(BACKLOG_JUNE, "2025-07-05")])
    then = [*months(one, date(2025, 7, 31)), *months(one, date(2025, 7, 31), date(2025, 7, 10))]
    assert [row.verdict.status.value for row in then if row.verdict.as_of.month == 7] == [
        "off-track",
        "on-track",
    ]


def test_weights_count_from_when_they_were_recorded() -> None:
    figures = [seen(figure("2025-Q1", "6.99"), "2025-04-05")]
    figures += [seen(figure("2025-Q2", "9.24"), "2025-07-05")]
    target = issued(goal("2025", ">= 8.24"), "2025-01-10")
    rows = months(series(GROWTH, [target], figures, "2025-08-02"), date(2025, 8, 31))
    flags = ["equal-weights" in row.verdict.flags for row in rows if row.verdict.value]
    assert flags == [True, True, True, True, False]
    assert f"{rows[-2].verdict.value:.2f}" != f"{rows[-1].verdict.value:.2f}" == "8.24"


def test_weights_alone_can_change_a_verdict() -> None:
    figures = [seen(figure("2025-Q1", "6"), "2025-04-05")]
    figures += [seen(figure("2025-Q2", "10"), "2025-07-05")]
    target = issued(goal("2025", ">= 8.5"), "2025-01-10")
    even = WeightsVintage(quarters(2025, "1", "1", "1", "1"), date(2025, 1, 10))
    late = WeightsVintage(quarters(2025, "1", "4", "1", "1"), date(2025, 8, 2))
    one = replace(series(GROWTH, [target], figures), weights=(even, late))
    month, _, _, causes = changes(months(one, date(2025, 8, 31)))[-1]
    assert (month, causes) == ("08", (Cause.REVISED_WEIGHTS,))


def test_what_time_alone_changes_has_no_cause() -> None:
    figures = [seen(up_to("2025-03-31", "5000"), "2025-04-05")]
    rows = months(series(REVENUE, [issued(REVENUE_2025, "2025-01-10")], figures))
    assert changes(rows)[-1] == ("06", "on-track", "no-data", ())


def test_a_record_that_does_not_bear_on_the_verdict_is_no_cause() -> None:
    last_year = figure("2024", "25556")
    figures = [
        seen(last_year, "2025-01-15"),
        seen(vintage(last_year, 2, "25000"), "2025-04-20"),
        seen(up_to("2025-03-31", "2500"), "2025-04-10"),
    ]
    rows = months(series(REVENUE, [issued(REVENUE_2025, "2025-01-10")], figures), day("2025-04-30"))
    assert changes(rows) == [("04", "no-data", "at-risk", (Cause.NEW_FIGURE,))]


def test_records_that_change_a_verdict_only_together_are_all_named() -> None:
    first = seen(figure("2025-Q1", "2"), "2025-04-05")
    figures = [
        first,
        seen(vintage(first, 2, "11"), "2025-07-06"),
        seen(figure("2025-Q2", "20"), "2025-07-05"),
    ]
    target = issued(goal("2025", ">= 9.4"), "2025-01-10")
    rows = months(series(GROWTH, [target], figures, "2025-01-10"), date(2025, 7, 31))
    causes = (Cause.NEW_FIGURE, Cause.REVISED_FIGURE)
    month, _, now, named = changes(rows)[-1]
    assert (month, now, named) == ("07", "on-track", causes)


# Which months


def test_every_month_is_listed_from_when_the_target_was_known_until_it_closes() -> None:
    target = issued(goal("2025", ">= 95", closing=date(2026, 1, 31)), "2024-11-20")
    rows = months(series(REVENUE, [target], []), date(2026, 6, 30))
    days = [row.verdict.as_of for row in rows]
    assert (days[0], days[-1], len(days)) == (date(2024, 11, 30), date(2026, 1, 31), 15)
    assert [row.verdict.status.value for row in rows[:3]] == [
        "not-started",
        "not-started",
        "no-data",
    ]


def test_months_end_with_the_day_judged() -> None:
    target = issued(REVENUE_2025, "2025-01-10")
    assert said(months(series(REVENUE, [target], []), date(2025, 3, 30)))[-1][0] == "02"
    assert said(months(series(REVENUE, [target], []), date(2025, 3, 31)))[-1][0] == "03"


def test_a_target_that_was_not_known_yet_has_no_verdict() -> None:
    target = issued(REVENUE_2025, "2025-05-02", valid_from=date(2025, 1, 1))
    assert said(months(series(REVENUE, [target], [])))[0][0] == "05"


def test_a_target_that_never_was_recorded_counts_from_the_start_of_its_period() -> None:
    assert said(months(series(REVENUE, [REVENUE_2025], [])))[0][0] == "01"


def test_a_target_in_force_before_its_period_counts_from_then() -> None:
    early = replace(REVENUE_2025, valid_from=date(2024, 11, 20))
    assert said(months(series(REVENUE, [early], [])))[0] == ("11", "not-started")


def test_each_target_has_its_own_rows_oldest_first() -> None:
    other = replace(goal("2025", ">= 20000"), scenario=replace(REVENUE_2025.scenario, name="other"))
    one = series(REVENUE, [issued(REVENUE_2025, "2025-01-10"), issued(other, "2025-02-10")], [])
    rows = [(r.verdict.target.scenario.name, r.verdict.as_of.month) for r in months(one)]
    assert rows == [*(("plan", m) for m in range(1, 13)), *(("other", m) for m in range(2, 13))]


def test_a_series_without_targets_has_no_rows() -> None:
    assert months(series(REVENUE, [], [figure("2025-01", "5")])) == []


# No lookahead

WHEN = st.dates(date(2025, 1, 1), date(2025, 12, 31))
VALUES = st.decimals(min_value=1, max_value=30000, places=1)


def records(draw: st.DrawFn, known_at: date, kind: str) -> Series:
    """A series whose every record of `kind` is recorded up to, or after, a day."""
    span = (date(2025, 1, 1), known_at) if kind == "by" else (known_at, date(2026, 6, 30))
    drawn = [draw(st.dates(*span)) for _ in range(4)]
    later = [day for day in drawn if kind == "by" or day > known_at]
    figures = [
        replace(up_to(str(date(2025, draw(st.integers(1, 12)), 28)), draw(VALUES)), recorded_on=day)
        for day in later
    ]
    targets = [
        replace(
            goal("2025", f">= {draw(VALUES)}"),
            recorded_on=day,
            valid_from=draw(st.none() | WHEN),
            version=2 if kind == "after" else 1,
        )
        for day in later[:2]
    ]
    weights = tuple(WeightsVintage(NGHE_AN_2025, day) for day in later[:1])
    return replace(series(REVENUE, targets, figures), weights=weights)


@st.composite
def known_and_later(draw: st.DrawFn) -> tuple[date, Series, Series]:
    """A day, what was recorded by it, and the same with what was recorded after it."""
    known_at = draw(WHEN)
    known, after = records(draw, known_at, "by"), records(draw, known_at, "after")
    number = {f.key: n for n, f in enumerate(known.vintages, 2)}
    later = tuple(replace(f, revision=number.get(f.key, 1) + 9) for f in after.vintages)
    both = replace(
        known,
        versions=known.versions + after.versions,
        vintages=known.vintages + later,
        weights=known.weights + after.weights,
    )
    return known_at, known, both


@given(known_and_later(), WHEN, st.sampled_from([REVENUE, replace(GROWTH, id="other-growth")]))
def test_nothing_recorded_after_known_at_changes_a_verdict(
    drawn: tuple[date, Series, Series], as_of: date, indicator: Indicator
) -> None:
    known_at, known, both = (drawn[0], *(replace(s, indicator=indicator) for s in drawn[1:]))
    assert indicator.kind in {Kind.FLOW, Kind.GROWTH}
    assert known_by(both, known_at) == known
    assert cases_of(known_by(both, known_at), as_of, known_at, RULES) == cases_of(
        known, as_of, known_at, RULES
    )
    assert months(both, as_of, known_at) == months(known, as_of, known_at)
    assert [r for r in months(both) if r.verdict.as_of <= known_at] == [
        r for r in months(known) if r.verdict.as_of <= known_at
    ]


# Targets that refer to another entity


def relative(*versions: Target, nation: str = "2025-10-05") -> Series:
    """Growth of nine months beside that of the country, which became known on a day."""
    own = [seen(figure("2025-9M", "9.0"), "2025-10-03")]
    country = Reference((seen(figure("2025-9M", "7.5"), nation),), ())
    return replace(series(GROWTH, list(versions), own), references={"Viet Nam": country})


RATIO = issued(goal("2025", ">= 1.5", reference="Viet Nam"), "2025-01-10")


def test_a_ratio_that_a_plain_target_replaced_is_still_judged_beside_it() -> None:
    plain = issued(EIGHT, "2025-08-05", version=2, valid_from=date(2025, 8, 1))
    (case,) = cases_of(relative(RATIO, plain), date(2025, 10, 10), date(2025, 10, 10), RULES)
    one = assess(case)
    assert one.status.value == "on-track"
    assert one.original is not None
    assert one.original.status.value == "off-track"


def test_the_same_number_in_times_and_in_percent_are_two_targets() -> None:
    plain = issued(goal("2025", ">= 1.5"), "2025-08-05", version=2)
    (case,) = cases_of(relative(RATIO, plain), date(2025, 10, 10), date(2025, 10, 10), RULES)
    assert "target-changed" in assess(case).flags


def test_a_late_figure_of_the_reference_is_what_changed_the_verdict() -> None:
    rows = months(relative(RATIO, nation="2025-11-20"), date(2025, 11, 30))
    assert changes(rows) == [("11", "no-data", "off-track", (Cause.REFERENCE,))]


def test_the_weights_of_a_reference_count_from_when_they_were_recorded() -> None:
    halves = figure("2025-H1", "4"), figure("2025-H2", "8")
    weights = Weights(tuple((f.period, D(share)) for f, share in zip(halves, "13", strict=True)))
    country = Reference(halves, (WeightsVintage(weights, date(2026, 2, 10)),))
    target = replace(RATIO, closing=date(2026, 3, 31))
    one = replace(
        series(GROWTH, [target], [figure("2025", "10")]), references={"Viet Nam": country}
    )
    before, after = (row.verdict.times for row in months(one, date(2026, 2, 28))[-2:])
    assert before is not None
    assert (round(before, 2), after) == (D("1.66"), D(10) / 7)


# What counts


def test_figures_and_revisions_of_long_ago_do_not_count() -> None:
    old = [
        seen(vintage(figure(f"2020-{m:02}", "9", qualifier=q), r, v), f"2020-{m + 1:02}-2{r}")
        for m in (1, 2, 3)
        for r, v, q in ((1, "9", Qualifier.ESTIMATED), (2, "18", None))
    ]
    late = seen(figure("2025-01", "1500"), "2025-02-03")
    one = series(REVENUE, [issued(REVENUE_2025, "2025-01-10")], [*old, late])
    (case,) = cases_of(one, date(2025, 2, 10), date(2025, 2, 10), RULES)
    assert list(case.figures) == [late]
    assert case.usual_revision == USUAL_REVISION
    (case,) = cases_of(one, date(2025, 1, 20), date(2025, 2, 10), RULES)
    assert list(case.figures) == []


def test_the_usual_revision_is_that_of_the_series() -> None:
    months = [figure(f"2024-{month:02}", "9", qualifier=Qualifier.ESTIMATED) for month in (1, 2, 3)]
    settled = [replace(vintage(month, 2, "18"), qualifier=None) for month in months]
    one = series(REVENUE, [issued(REVENUE_2025, "2025-01-10")], [*months, *settled])
    (case,) = cases_of(one, date(2025, 2, 10), date(2025, 2, 10), RULES)
    assert list(case.figures) == settled
    assert math.isclose(case.usual_revision, math.log(2))


def test_a_level_without_a_base_starts_from_the_last_figure_however_old() -> None:
    first = seen(figure("2010", "20.6"), "2011-03-01")
    for base, counted in ((None, [first]), (D(21), [])):
        target = issued(goal("2030", "<= 11.3", base=base), "2025-01-10")
        one = series(POVERTY, [target], [first])
        (case,) = cases_of(one, date(2030, 6, 1), date(2030, 6, 1), RULES)
        assert list(case.figures) == counted


def test_a_replaced_level_is_still_judged_from_where_it_started() -> None:
    first = issued(goal("2025", "<= 11.3"), "2025-01-10")
    second = issued(goal("2025", "<= 12", base=D(14)), "2025-06-10", version=2)
    figures = [figure("2016", "20.6"), figure("2025", "11.5")]
    (case,) = cases_of(
        series(POVERTY, [first, second], figures), date(2026, 1, 5), date(2026, 1, 5), RULES
    )
    one = assess(case)
    assert one.original is not None
    assert (case.earlier[0], len(case.figures)) == (first, 2)
    assert (one.status, one.original.status) == (Status.ACHIEVED, Status.MISSED)
