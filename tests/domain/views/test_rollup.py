from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from targettrack.domain.records.entity import Entity
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.scenario import Scenario, Tier
from targettrack.domain.records.target import HoldMode
from targettrack.domain.values.status import Status
from targettrack.domain.views.ranking import tally
from targettrack.domain.views.rollup import Entry, Outcome, RollUp, outcome, roll_ups
from targettrack.message import Message
from targettrack.render.tables.arithmetic import arithmetic_lines
from tests.domain.cases import (
    EIGHT,
    GROWTH,
    LEVEL_UP,
    POVERTY,
    REVENUE,
    REVENUE_2025,
    RULES,
    D,
    figure,
    goal,
    judge,
    known,
    shown,
    up_to,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.values.step import Step

JUDGED = judge(REVENUE, REVENUE_2025, [up_to("2025-05-31", "11360")], "2025-06-10")


def verdict(status: Status | str, attained: str | None = None, **more: Any) -> Assessment:
    """A verdict on a target of the plan, achieved just so unless a value says more."""
    share = None if attained is None else D(attained)
    given_: dict[str, Any] = {"value": REVENUE_2025.value, **more}
    return replace(JUDGED, status=Status(status), attained=share, **given_)


def under(tier: Tier, one: Assessment) -> Assessment:
    return replace(one, target=replace(one.target, scenario=Scenario(tier, tier)))


def of_one(*verdicts: Assessment) -> RollUp:
    (found,) = roll_ups([Entry(one) for one in verdicts], RULES)
    return found


def counts(one: RollUp) -> str:
    return str(next(step for step in one.steps if step.name == "counts"))


EXCEEDED = verdict("achieved", "1.2", value=D(20000))
MET = verdict("achieved", "1")
ON_TRACK = verdict("on-track", "0.64")
AT_RISK = verdict("at-risk", "0.4")
OFF_TRACK = verdict("off-track", "0.2")
MISSED = verdict("missed", "0.9")
NO_DATA = verdict("no-data")
NOT_STARTED = verdict("not-started")


def test_a_running_year_is_said_in_the_words_of_the_field() -> None:
    whole = of_one(*[EXCEEDED] * 5, *[MET] * 7, *[ON_TRACK] * 2, AT_RISK, OFF_TRACK, NO_DATA)
    assert counts(whole) == (
        "12 of 17 met: exceeded 5, met 7, on track 2, at risk 1, off track 1, no data 1"
    )
    assert (whole.n, whole.met) == (17, 12)


def test_missed_and_not_started_are_named_where_there_are_any() -> None:
    assert counts(of_one(MET, MISSED, NOT_STARTED)) == (
        "1 of 3 met: exceeded 0, met 1, on track 0, at risk 0, off track 0, missed 1, no data 0, "
        "not started 1"
    )


@pytest.mark.parametrize(
    ("indicator", "target", "figures", "expected"),
    [
        (REVENUE, goal("2025", ">= 100"), [figure("2025", "100")], Outcome.MET),
        (REVENUE, goal("2025", ">= 100"), [figure("2025", "100.1")], Outcome.EXCEEDED),
        (REVENUE, goal("2025", "<= 100"), [figure("2025", "99")], Outcome.EXCEEDED),
        (REVENUE, goal("2025", "<= 100"), [figure("2025", "100")], Outcome.MET),
        (REVENUE, goal("2025", "90..100"), [figure("2025", "95")], Outcome.MET),
        (GROWTH, EIGHT, [figure("2025", "8.02")], Outcome.EXCEEDED),
        (GROWTH, goal("2025", "9.5..10.5"), [figure("2025", "10")], Outcome.MET),
        (GROWTH, goal("2025", "9.5..10.5"), [figure("2025", "10.6")], Outcome.EXCEEDED),
        (GROWTH, goal("2025", "about 10"), [figure("2025", "10.4")], Outcome.MET),
        (GROWTH, goal("2025", "about 10"), [figure("2025", "10.6")], Outcome.EXCEEDED),
        (POVERTY, goal("2025", "<= 4", base=D(6)), [figure("2025", "3.5")], Outcome.EXCEEDED),
        (LEVEL_UP, goal("2025", ">= 90", base=D(80)), [figure("2025", "90")], Outcome.MET),
        (GROWTH, EIGHT, [figure("2025", "7.9")], Outcome.MISSED),
    ],
)  # fmt: skip
def test_beyond_the_number_stated_is_exceeded(
    indicator: Any, target: Any, figures: Any, expected: Outcome
) -> None:
    assert outcome(judge(indicator, target, figures, "2026-02-20"), RULES) is expected


def test_attainment_is_the_mean_of_the_shares_each_from_0_to_1() -> None:
    whole = of_one(EXCEEDED, ON_TRACK, verdict("off-track", "-0.5"), verdict("on-track"))
    assert shown(whole.attained, 4) == "0.5467"  # (1 + 0.64 + 0) / 3
    assert whole.attained_of == 3


def test_what_has_no_way_to_go_has_no_share_of_it() -> None:
    cap = judge(REVENUE, goal("2025", "<= 100"), [up_to("2025-06-30", "90")], "2025-07-05")
    kept = judge(
        LEVEL_UP, goal("2025", ">= 90", base=D(95)), [figure("2025-H1", "80")], "2025-07-05"
    )
    assert cap.attained is not None
    assert kept.attained is not None
    whole = of_one(cap, kept, ON_TRACK)
    assert (whole.attained, whole.attained_of, whole.coverage) == (D("0.64"), 1, D(1))


def test_a_small_sum_to_reach_has_a_way_like_a_large_one() -> None:
    half = judge(REVENUE, goal("2025", ">= 0.5"), [up_to("2025-06-30", "0.2")], "2025-07-05")
    assert of_one(half).attained == D("0.4")


def test_weights_count() -> None:
    (whole,) = roll_ups([Entry(MET, D(3)), Entry(AT_RISK, D(1))], RULES)
    assert whole.attained == D("0.85")
    step = next(step for step in whole.steps if step.name == "attained")
    assert str(step) == "(1 × 0.4 + 3 × 1) / 4"


def test_scores_are_averaged_where_the_rulebook_gives_them() -> None:
    given_ = [Entry(MET, score=D(5)), Entry(AT_RISK, score=D("-2.5")), Entry(ON_TRACK)]
    (whole,) = roll_ups(given_, RULES)
    assert whole.score == D("1.25")
    assert of_one(MET).score is None


@pytest.mark.parametrize(
    ("judged", "silent", "coverage", "attained"),
    [(3, 2, "0.6", D(1)), (59, 41, "0.59", None), (1, 0, "1", D(1)), (0, 2, "0", None)],
)
def test_below_60_percent_coverage_there_is_no_score(
    judged: int, silent: int, coverage: str, attained: D | None
) -> None:
    entries = [Entry(MET, score=D(5))] * judged + [Entry(NO_DATA)] * (silent - silent // 2)
    (whole,) = roll_ups(entries + [Entry(NOT_STARTED)] * (silent // 2), RULES)
    assert (whole.coverage, whole.withheld) == (D(coverage), attained is None)
    assert (whole.attained, whole.score) == (attained, attained and D(5))


def test_a_verdict_that_was_lost_counts_for_nothing() -> None:
    stale = replace(NO_DATA, attained=D(1), last_status=Status.ON_TRACK)
    whole = of_one(AT_RISK, AT_RISK, stale)
    assert whole.attained == D("0.4")
    assert dict(whole.counts)[Outcome.NO_DATA] == 1


def test_the_three_worst_are_named_worst_first() -> None:
    far = replace(OFF_TRACK, gap=D(-5000))
    near = replace(OFF_TRACK, gap=D(-50))
    whole = of_one(ON_TRACK, near, NO_DATA, MET, far)
    assert whole.worst is Status.OFF_TRACK
    assert whole.worst_ones == (far, near, NO_DATA)
    assert len(of_one(MET).worst_ones) == 1


def test_no_data_is_worse_than_any_good_verdict() -> None:
    assert of_one(ON_TRACK, MET, NO_DATA).worst is Status.NO_DATA


def test_tiers_are_rolled_up_apart() -> None:
    given_ = [Entry(under(Tier.STRETCH, OFF_TRACK)), Entry(MET), Entry(under(Tier.CAP, MET))]
    found = roll_ups(given_, RULES)
    assert [(one.tier, one.n, one.met) for one in found] == [
        (Tier.COMMIT, 1, 1),
        (Tier.STRETCH, 1, 0),
        (Tier.CAP, 1, 1),
    ]


def test_nothing_rolls_up_to_nothing() -> None:
    assert roll_ups([], RULES) == ()


def test_verdicts_are_tallied_worst_first() -> None:
    assert tally([MET, OFF_TRACK, MET]) == ((Status.OFF_TRACK, 1), (Status.ACHIEVED, 2))


VERDICTS = st.builds(
    lambda status, tier, attained, name, gap: replace(
        under(tier, verdict(status, attained, gap=gap)), entity=Entity(name)
    ),
    st.sampled_from(Status),
    st.sampled_from(Tier),
    st.none() | st.decimals(min_value=-3, max_value=3, places=3).map(str),
    st.sampled_from(["Nghệ An", "Hà Tĩnh", "Cao Bằng"]),
    st.decimals(min_value=-9, max_value=9, places=1),
)
MANY = st.lists(VERDICTS, min_size=1, max_size=12)
WEIGHTS = st.decimals(min_value=D("0.1"), max_value=10, places=1)


@given(st.lists(st.tuples(VERDICTS, WEIGHTS), min_size=1, max_size=12))
def test_attainment_and_coverage_lie_between_0_and_1(given_: list[tuple[Assessment, D]]) -> None:
    for whole in roll_ups([Entry(one, weight) for one, weight in given_], RULES):
        assert 0 <= whole.coverage <= 1
        assert whole.attained is None or 0 <= whole.attained <= 1


@given(MANY)
def test_a_target_without_data_never_raises_the_score(verdicts: list[Assessment]) -> None:
    silent = under(verdicts[0].target.scenario.tier, verdict("no-data", "1"))

    def of_its_tier(given_: Sequence[Assessment]) -> RollUp:
        found = roll_ups([Entry(one, score=D(1)) for one in given_], RULES)
        return next(one for one in found if one.tier is silent.target.scenario.tier)

    before, after = of_its_tier(verdicts), of_its_tier([*verdicts, silent])
    assert after.met == before.met
    assert after.coverage <= before.coverage
    assert after.worst.rank <= before.worst.rank
    assert after.attained is None or after.attained <= known(before.attained)
    assert after.score is None or after.score <= known(before.score)


@given(MANY, st.randoms(use_true_random=False))
def test_the_order_of_verdicts_does_not_matter(verdicts: list[Assessment], random: Any) -> None:
    named = [replace(one, entity=Entity(f"Unit {n}")) for n, one in enumerate(verdicts)]
    first = roll_ups([Entry(one) for one in named], RULES)
    shuffled = list(named)
    random.shuffle(shuffled)
    assert roll_ups([Entry(one) for one in shuffled], RULES) == first


@given(MANY)
def test_no_tier_changes_the_roll_up_of_another(verdicts: list[Assessment]) -> None:
    for whole in roll_ups([Entry(one) for one in verdicts], RULES):
        alone = [Entry(v) for v in verdicts if v.target.scenario.tier is whole.tier]
        assert roll_ups(alone, RULES) == (whole,)


def counted(step: Step) -> list[int]:
    """The number of each outcome that a line of counts names."""
    parts = step.arguments["counts"]
    assert isinstance(parts, tuple)
    found = [part.arguments["n"] for part in parts if isinstance(part, Message)]
    return [n for n in found if isinstance(n, int)]


@given(MANY)
def test_every_target_is_counted_once(verdicts: list[Assessment]) -> None:
    found = roll_ups([Entry(one) for one in verdicts], RULES)
    assert sum(whole.n for whole in found) == len(verdicts)
    for whole in found:
        step: Step = next(step for step in whole.steps if step.name == "counts")
        assert step.arguments["n"] == sum(counted(step)) == whole.n


@pytest.mark.parametrize(
    ("target", "value", "word"),
    [
        (">= 100", "100.00000005", Outcome.MET),
        (">= 100", "100.0001", Outcome.EXCEEDED),
        ("<= 100", "99.99999995", Outcome.MET),
        ("<= 100", "99.9999", Outcome.EXCEEDED),
        ("<= 0", "0", Outcome.MET),
        ("<= 0", "-0.1", Outcome.EXCEEDED),
        ("90..100", "95", Outcome.MET),
    ],
)
def test_a_target_is_exceeded_beyond_the_tolerance(target: str, value: str, word: Outcome) -> None:
    one = verdict("achieved", value=D(value), target=goal("2025", target))
    assert outcome(one, RULES) is word


def test_means_and_coverage_are_told_with_their_arithmetic() -> None:
    found = of_one(verdict("on-track", "0.64"), verdict("at-risk", "0.4005"), MET, NO_DATA)
    told = arithmetic_lines(found.steps[1:], "en")
    assert [line.split(maxsplit=1) for line in told] == [
        ["coverage", "100 × 3 / 4 = 75%   (targets with a verdict)"],
        [
            "attained",
            "(0.4005 + 0.64 + 1) / 3 = 0.680   (mean share of the way, each counted from 0 to 1)",
        ],
    ]


@pytest.mark.parametrize(
    ("value", "nation", "expected"),
    [
        ("13.0", "8", Outcome.MET),
        ("13.7", "8", Outcome.EXCEEDED),
        ("-1", "-1", Outcome.MET),
        ("1", "-1", Outcome.EXCEEDED),
        ("-0.5", "-1", Outcome.EXCEEDED),
    ],
)
def test_a_ratio_is_exceeded_in_times_and_not_by_being_a_percentage(
    value: str, nation: str, expected: Outcome
) -> None:
    target = goal("2025", "1.5..1.7", reference="Viet Nam")
    seen, reference = [figure("2025", value)], [figure("2025", nation)]
    one = judge(GROWTH, target, seen, "2026-01-20", reference=reference)
    assert one.status is Status.ACHIEVED
    assert outcome(one, RULES) is expected


@pytest.mark.parametrize(
    ("mode", "expected"),
    [(HoldMode.EVERY, Outcome.MET), (HoldMode.AVERAGE, Outcome.EXCEEDED)],
)
def test_what_holds_in_every_period_is_met_however_good_the_last_one_was(
    mode: HoldMode, expected: Outcome
) -> None:
    hold = replace(LEVEL_UP, kind=Kind.HOLD)
    seen = [figure(f"2025-{month:02}", "99.5") for month in range(1, 13)]
    one = judge(hold, goal("2025", ">= 99", hold=mode), seen, "2026-01-20")
    assert one.status is Status.ACHIEVED
    assert outcome(one, RULES) is expected
