"""Which of what a text states can be recorded, and in which words."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from targettrack.domain.plans.candidate import candidates, held_against, marked, spelled
from targettrack.domain.plans.proposal import Claim, Proposal
from targettrack.domain.records.indicator import Indicator
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.observation import Basis
from targettrack.domain.records.stated_comparison import stated_growth
from targettrack.domain.values.period import parse_period
from targettrack.domain.values.quantity import Unit, parse_quantity
from tests.domain.cases import REVENUE, D, goal

ARRIVALS = Indicator("tourist-arrivals", "Tourist arrivals", Kind.FLOW, Unit("arrivals"))
QUOTE = "revenue was VND11,360 billion, reaching 64.1% of the estimate, up 8.4%"


def proposal(claim: Claim, value: str, **more: object) -> Proposal:
    period = parse_period("2025-01/2025-05")
    one = Proposal(
        claim, "Nghệ An", "budget-revenue", "revenue", parse_quantity(value), period, Basis.YTD,
        None, QUOTE, 3, 0.9,
    )  # fmt: skip
    return replace(one, **more)


REVENUE_OF_MAY = proposal(Claim.OBSERVATION, "11,360 bn VND")
SHARE = proposal(Claim.SHARE_OF_PLAN, "64.1%", compared_with="of the estimate")
GROWN = proposal(Claim.YEAR_ON_YEAR, "8.4%")


def test_comparisons_are_kept_in_the_note_of_the_figure_that_they_stand_beside() -> None:
    (one,), left = candidates([REVENUE_OF_MAY, SHARE, GROWN], {})
    assert left == []
    assert one.note == "share as stated: 64.1% (of the estimate); growth as stated: +8.4%"
    assert stated_growth(one.note) == D("8.4")


def test_a_fall_is_kept_with_its_sign() -> None:
    fallen = proposal(Claim.YEAR_ON_YEAR, "-1.3%")
    (one,), _ = candidates([REVENUE_OF_MAY, fallen], {})
    assert stated_growth(one.note) == D("-1.3")


@pytest.mark.parametrize(
    "other",
    [
        {"paragraph": 4},
        {"entity": "Hà Giang"},
        {"indicator": "fdi"},
        {"period": parse_period("2025-05")},
    ],
)
def test_a_comparison_of_something_else_is_left_over(other: dict[str, object]) -> None:
    able, left = candidates([REVENUE_OF_MAY, replace(GROWN, **other)], {})
    assert ([one.beside for one in able], len(left)) == ([()], 1)


def test_a_target_takes_no_comparison() -> None:
    able, left = candidates([replace(REVENUE_OF_MAY, claim=Claim.TARGET), GROWN], {})
    assert ([one.beside for one in able], left) == ([()], [GROWN])


def test_a_growth_that_an_indicator_measures_is_a_figure_of_its_own() -> None:
    growth = Indicator("tourist-arrivals-growth", "Growth", Kind.GROWTH, Unit("%"))
    stated = proposal(Claim.YEAR_ON_YEAR, "59.4%", indicator="tourist-arrivals")
    (one,), left = candidates([stated], {growth.id: growth})
    assert (one.proposal.claim, one.proposal.indicator) == (Claim.OBSERVATION, growth.id)
    assert left == []


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ("17722", "64.1% of the estimate agrees with 17,722 bn VND, plan"),
        ("18500", "64.1% of the estimate makes it about 17,722 bn VND; no recorded target is that"),
        (None, "64.1% of the estimate makes it about 17,722 bn VND; no target is recorded"),
    ],
)
def test_a_share_of_the_plan_is_held_against_the_recorded_plans(
    plan: str | None, said: str
) -> None:
    (one,), _ = candidates([REVENUE_OF_MAY, SHARE], {})
    targets = [goal("2025", plan)] if plan else []
    assert held_against(one, REVENUE, [*targets, goal("2024", "17722")]) == [said]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("11,360 bn VND", "11360 bn VND"),
        ("8.24%", "8.24%"),
        ("2,703.973 bn VND", "2703.9730 bn VND"),
        ("1.2990 m USD", "1.2990 m USD"),
        (">= 99%", ">= 99%"),
        ("over 1,299 m USD", "> 1299 m USD"),
        ("9.5-10.5%", "9.5-10.5%"),
        ("-1.3%", "-1.3%"),
        ("23 projects", "23 projects"),
    ],
)
def test_a_value_is_spelled_so_that_it_reads_back_in_every_language(text: str, shown: str) -> None:
    stated = parse_quantity(text)
    assert spelled(stated, is_target=True) == shown
    for lang in (None, "en", "vi", "zh", "ru", "pl"):
        assert parse_quantity(shown, lang) == stated


def test_about_is_kept_of_a_target_and_noted_of_a_figure() -> None:
    about = parse_quantity("about 10%")
    assert spelled(about, is_target=True) == "about 10%"
    assert spelled(about, is_target=False) == "10%"
    (one,), _ = candidates([replace(REVENUE_OF_MAY, quantity=about)], {})
    assert one.note == "about, as stated"


@pytest.mark.parametrize(
    ("quote", "value", "number"),
    [
        (QUOTE, "11360", "11,360"),
        (QUOTE, "8.4", "8.4"),
        ("đạt 10.846 tỷ đồng", "10846", "10.846"),
        ("11.36万亿越南盾", "11360", "11.36"),
        ("1 299 mln USD", "1299", "1 299"),
        ("105% of 2,100", "2100", "2,100"),
        ("no number at all", "8", ""),
    ],
)
def test_the_number_of_a_quote_is_found_whatever_its_separators(
    quote: str, value: str, number: str
) -> None:
    before, found, after = marked(quote, D(value))
    assert found == number
    assert before + found + after == quote
