"""What a report seems to state as files that their readers take, and what is left out."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from targettrack.domain.plans.candidate import Candidate
from targettrack.domain.plans.proposal import Claim, Proposal
from targettrack.domain.records.document import Document
from targettrack.domain.records.entity import Entity
from targettrack.domain.records.observation import Basis
from targettrack.domain.values.period import parse_period
from targettrack.domain.values.quantity import parse_quantity
from targettrack.exchange.figures.drafts import figures_of, plan_of
from targettrack.exchange.figures.read_csv import read_figures
from targettrack.exchange.packaged import by_every_name, catalogue
from targettrack.exchange.plans.read import read_plan
from targettrack.exchange.plans.write import plan_toml

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2025, 6, 11, 9).astimezone()
KNOWN = by_every_name(catalogue().values())
PLACES = [Entity("Nghệ An", parent="Viet Nam"), Entity("Viet Nam"), Entity("Hà Giang")]
PAPER = Document("Report of May, 10 June 2025", date=date(2025, 6, 10))


def candidate(claim: Claim, indicator: str | None, value: str, period: str | None) -> Candidate:
    covered = parse_period(period) if period else None
    stated = parse_quantity(value)
    basis = Basis.YTD if claim is Claim.OBSERVATION else None
    quote = f'said "{value}", verbatim'
    one = Proposal(claim, "Nghệ An", indicator, "what", stated, covered, basis, None, quote, 1, 0.9)
    return Candidate(one)


def figure(indicator: str | None, value: str, period: str | None = "2025-01/2025-05") -> Candidate:
    return candidate(Claim.OBSERVATION, indicator, value, period)


def target(indicator: str | None, value: str, period: str | None = "2025") -> Candidate:
    return candidate(Claim.TARGET, indicator, value, period)


@pytest.mark.parametrize("value", ["10.5%", ">= 8%", "9.5-10.5%", "about 10%", "> 10%"])
def test_a_target_reads_back_from_a_plan_as_it_was_stated(here: Path, value: str) -> None:
    plan, left = plan_of([target("grdp-growth", value)], "Plan", PAPER, PLACES, KNOWN)
    (here / "plan.toml").write_text(plan_toml(plan), "utf-8")
    read = read_plan(here / "plan.toml", KNOWN)
    assert left == []
    assert (read.targets, read.entities) == (plan.targets, plan.entities)
    assert [one.name for one in read.entities] == ["Viet Nam", "Nghệ An"]
    assert read.targets[0].target.document == PAPER


@pytest.mark.parametrize(
    ("value", "stated"),
    [
        ("11,360 bn VND", ("11360", "=")),
        ("11.36 trn VND", ("11360", "=")),
        ("over 1,299 bn VND", ("1299", ">=")),
        ("about 842 bn VND", ("842", "=")),
    ],
)
def test_a_figure_reads_back_from_a_table(here: Path, value: str, stated: tuple[str, str]) -> None:
    text, left = figures_of([figure("budget-revenue", value)], PAPER, KNOWN, NOW)
    (here / "figures.csv").write_text(text, "utf-8")
    (one,) = read_figures(here / "figures.csv", KNOWN, NOW)
    assert left == []
    assert (str(one.observation.value), str(one.observation.comparator)) == stated
    assert (one.entity, str(one.observation.period)) == ("Nghệ An", "2025-01/2025-05")
    assert one.observation.quote == f'said "{value}", verbatim'
    assert ("about" in (one.observation.note or "")) is value.startswith("about")


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (figure(None, "23 projects"), "it has no indicator"),
        (figure("budget-revenue", "5 bn VND", None), "it has no period"),
        (figure("budget-revenue", "5-6 bn VND"), "it is a range"),
        (figure("budget-revenue", "8%"), "is in %, but State budget revenue is in bn VND"),
        (figure("budget-revenue", "5 bn VND", "2999"), "2999"),
        (target(None, "8%"), "it has no indicator"),
        (target("grdp-growth", "8%", None), "it has no period"),
        (target("grdp-growth", "8 projects"), "is in projects"),
    ],
)
def test_what_a_reader_would_refuse_is_left_out_with_the_reason(
    one: Candidate, reason: str
) -> None:
    plan, no_targets = plan_of([one], "Plan", PAPER, PLACES, KNOWN)
    text, no_figures = figures_of([one], PAPER, KNOWN, NOW)
    ((left, said),) = no_targets or no_figures
    assert left is one
    assert reason in str(said)
    assert plan.targets == ()
    assert list(csv.DictReader(io.StringIO(text))) == []


def test_a_target_that_is_stated_twice_is_in_a_plan_once() -> None:
    twice = [target("grdp-growth", "10.5%"), target("grdp-growth", ">= 10%")]
    other = target("grdp-growth", "10%", "2026")
    plan, left = plan_of([*twice, other], "Plan", PAPER, PLACES, KNOWN)
    assert [str(one.target.value) for one in plan.targets] == ["10.5", "10"]
    ((again, reason),) = left
    assert again is twice[1]
    assert str(reason) == "the text states this target before; keep one of them"


def test_an_entity_that_nobody_knows_is_in_no_plan() -> None:
    stranger = replace(figure("budget-revenue", "5 bn VND").proposal, entity="Atlantis")
    plan, _ = plan_of([Candidate(stranger)], "Plan", PAPER, PLACES, KNOWN)
    assert (plan.entities, plan.scenarios) == ((), ())


def test_a_plan_lists_who_takes_over_before_the_entity_that_ends(here: Path) -> None:
    ending = Entity("Hà Giang", parent="Viet Nam", successor="Tuyên Quang")
    places = [ending, Entity("Tuyên Quang", parent="Viet Nam"), Entity("Viet Nam")]
    one = replace(target("grdp-growth", "8%").proposal, entity="Hà Giang")
    plan, _ = plan_of([Candidate(one)], "Plan", PAPER, places, KNOWN)
    (here / "plan.toml").write_text(plan_toml(plan), "utf-8")
    read = [entity.name for entity in read_plan(here / "plan.toml", KNOWN).entities]
    assert read == ["Viet Nam", "Tuyên Quang", "Hà Giang"]


def test_what_is_wrong_with_a_whole_figure_is_told_without_a_column() -> None:
    one = figure("on-time-procedures", "99%", "2025-9M")
    ((_, said),) = figures_of([one], PAPER, KNOWN, NOW)[1]
    assert str(said).startswith("Administrative procedures settled on time is a hold: each month")
