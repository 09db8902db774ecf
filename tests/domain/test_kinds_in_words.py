"""What is printed of holds, ratios and deliverables: the reason and every line of arithmetic."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.step import Step
from targettrack.render.tables.arithmetic import arithmetic_lines
from tests.domain.judge.kinds.test_deliverable import HALF, LATE, ON_TIME, TARGET, done
from tests.domain.judge.kinds.test_deliverable import judged as deliverable
from tests.domain.judge.kinds.test_hold import AVERAGE, ERRORS, EVERY, FIRST_QUARTER, months, share
from tests.domain.judge.kinds.test_hold import ON_TIME as PROCEDURES
from tests.domain.judge.kinds.test_hold import judged as hold
from tests.test_golden import compare

from .cases import GROWTH, POVERTY, D, figure, goal, judge
from .test_explanation import check

if TYPE_CHECKING:
    from collections.abc import Callable

    from targettrack.domain.judge.assessment import Assessment

KEPT = goal("2025", ">= 99")
REVISED = replace(done("submitted", "2025-06-08", 50), revision=2)


def ratio(target: str, value: str, *nation: str) -> Assessment:
    """A growth in the first quarter relative to that of the nation."""
    reference = [figure("2025-Q1", rate) for rate in nation]
    wanted = goal("2025", target, reference="Viet Nam")
    return judge(GROWTH, wanted, [figure("2025-Q1", value)], "2025-04-05", reference=reference)


def ratio_of_levels() -> Assessment:
    target = goal("2025", "<= 0.8", reference="Viet Nam", base=D("3.0"))
    reference = [figure("2025", "1.93")]
    return judge(POVERTY, target, [figure("2025", "1.5")], "2026-03-05", reference=reference)


def about(value: str) -> Assessment:
    """About 1.5 times a national 8%: from 1.45 times."""
    target = replace(goal("2025", ">= 1.5", reference="Viet Nam"), comparator=Comparator.ABOUT)
    own, nation = [figure("2025", value)], [figure("2025", "8")]
    return judge(GROWTH, target, own, "2026-01-05", reference=nation)


CASES: dict[str, Callable[[], Assessment]] = {
    "hold by volume": lambda: judge(PROCEDURES, AVERAGE, FIRST_QUARTER, "2025-04-05"),
    "hold beyond its expected volume": lambda: judge(
        PROCEDURES, replace(AVERAGE, volume=D(500)), FIRST_QUARTER, "2025-04-05"
    ),
    "hold whose latest month fails": partial(hold, KEPT, "99.9", "99.9", "98.8"),
    "hold out of reach": partial(hold, KEPT, "80", "99.5"),
    "hold of errors out of reach": lambda: judge(
        ERRORS, goal("2025", "<= 1"), months("20", "0.5"), "2025-03-05"
    ),
    "hold at the end": partial(hold, KEPT, *["98.9"] * 12),
    "hold in every month": partial(hold, EVERY, "99.3", "98.2", None, "99.1"),
    "hold in every month so far": partial(hold, EVERY, "99.3", "99.2"),
    "hold in a share of months": partial(hold, share("75"), "99", "99", "98"),
    "hold in a share of months, failed": partial(hold, share("75"), *["98"] * 4),
    "hold in a share of months, done": partial(hold, share("75"), *["99"] * 9),
    "ratio of growth": partial(ratio, "1.5..1.7", "10.2", "8.02"),
    "ratio of growth, kept": partial(ratio, ">= 1.2", "10.2", "8.02"),
    "ratio to a small growth": partial(ratio, ">= 1.5", "0.9", "0.5"),
    "ratio to a fall": partial(ratio, "> 1.5", "-1.5", "-2"),
    "ratio of levels": ratio_of_levels,
    "about a ratio": partial(about, "11.6"),
    "deliverable on its way": partial(deliverable, HALF, "2025-06-10"),
    "deliverable in part": partial(deliverable, [*HALF, REVISED], "2025-06-10"),
    "deliverable on the day it starts": partial(deliverable, [], "2025-05-04"),
    "deliverable in its first days": partial(deliverable, [], "2025-05-06"),
    "deliverable on time": partial(deliverable, ON_TIME, "2025-07-10"),
    "deliverable on the day": partial(
        deliverable, [*ON_TIME[:3], done("issued", "2025-06-30")], "2025-07-10"
    ),
    "deliverable too late": partial(deliverable, LATE, "2025-07-10"),
    "deliverable overdue": partial(deliverable, HALF, "2025-07-10"),
    "deliverable with half a weight": partial(
        deliverable,
        HALF,
        "2025-06-10",
        replace(TARGET, stages=tuple(replace(s, weight=s.weight / 2) for s in TARGET.stages)),
    ),
}
ODDS = {"projection", "outlook light", "decided by"}


def printed(name: str) -> str:
    """A verdict as it is explained, but for the odds."""
    one = CASES[name]()
    why = [] if one.outlook else [Step("why", "{why}", why=one.why)]
    steps = [*why, *(step for step in one.steps if step.name not in ODDS)]
    flags = Step("flags", "{flags}", flags=one.flags or ("none",))
    return "\n".join([f"{name}: {one.status}", *arithmetic_lines([flags, *steps], "en")])


def test_the_other_kinds_are_explained_as_they_always_were() -> None:
    compare("arithmetic-of-other-kinds.txt", "\n\n".join(map(printed, CASES)) + "\n")


@pytest.mark.parametrize("name", CASES)
def test_every_line_gives_its_result_with_the_printed_numbers(name: str) -> None:
    check(CASES[name]())


@pytest.mark.parametrize(("value", "status"), [("11.6", "achieved"), ("11.59", "missed")])
def test_about_a_multiple_is_what_prints_as_that_multiple(value: str, status: str) -> None:
    assert about(value).status == status


@pytest.mark.parametrize(
    ("nation", "told"),
    [
        ("8.02", "1.27 times the 8.02% of Viet Nam; "),
        ("-2", "+12.20 points on the -2% of Viet Nam; "),
        ("0.5", "20.40 times the 0.5% of Viet Nam; "),
    ],
)
def test_a_ratio_is_told_in_multiples_where_they_mean_something(nation: str, told: str) -> None:
    assert str(ratio("1.5..1.7", "10.2", nation).why).startswith(told)
