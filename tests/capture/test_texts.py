"""How much of what whole texts state is proposed, and how much of what is proposed is right."""

from __future__ import annotations

import tomllib
from collections import Counter
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest

from targettrack.capture import found_in
from targettrack.domain.values.quantity import parse_unit
from targettrack.exchange.packaged import catalogue, places

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
TEXTS = sorted((Path(__file__).parent / "texts").glob("*.toml"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_text_is_proposed_in_part_and_right(path: Path) -> None:
    data = tomllib.loads(path.read_text("utf-8"))
    expected: Counter[tuple[str, Decimal, str]] = Counter()
    for claim, value, unit, _, _ in data["facts"]:
        read = parse_unit(unit)
        expected[claim, Decimal(value).scaleb(read.power), read.base] += 1
    periods = {period for _, _, _, period, _ in data["facts"]}
    made: Counter[tuple[str, Decimal, str]] = Counter()
    lines = data["text"].splitlines()
    for proposal in found_in(lines, catalogue(), places(), data["published"]).proposals:
        unit = proposal.quantity.unit
        assert unit is not None
        if str(proposal.period) in periods or proposal.period is None:
            made[proposal.claim, proposal.quantity.value.scaleb(unit.power), unit.base] += 1
    right = (expected & made).total()
    assert right >= 0.25 * expected.total(), expected - made
    assert (made - expected).total() <= right / 20, made - expected


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_fact_of_a_text_quotes_it(path: Path) -> None:
    data = tomllib.loads(path.read_text("utf-8"))
    for *_, quote in data["facts"]:
        assert quote in data["text"]


@pytest.mark.skipif(
    not (SHARED / "seeds").is_dir(), reason="the press reports are not here: shared/seeds"
)
def test_the_press_reports_are_proposed_in_part_and_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    outcomes = list(import_module("capture_facts").seeds(SHARED))
    found = sum(outcome.found for outcome in outcomes)
    missed = sum(len(outcome.missed) for outcome in outcomes)
    right = sum(len(outcome.right) for outcome in outcomes)
    assert found >= 0.5 * (found + missed)
    assert sum(len(outcome.wrong) for outcome in outcomes) <= right / 10
