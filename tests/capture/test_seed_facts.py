"""Every numeric fact of the five press reports is read from the words that state it."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from targettrack.capture.lexicon import lexicon
from targettrack.capture.sentence import Memory, Setting, recognised
from targettrack.capture.statements import sense_of
from targettrack.capture.subjects import measures, places_of
from targettrack.capture.verb_senses import statement
from targettrack.domain.values.quantity import Comparator, Quantity
from targettrack.exchange.packaged import catalogue, places

FACTS = Path(__file__).parents[2] / "../shared/data/seed_facts.csv"
LANGUAGES = {"000": "zh", "001": "ru", "002": "pl", "003": "en", "004": "en"}

# What the reader counted or inferred: the quote does not hold the number.
NOT_IN_THE_QUOTE = {"HG-04", "HG-07", "NA-32", "HD-12", "CB-17", "CB-20"}

# The unit of each kind of fact, with what it is counted in.
MONEY = {"billion VND": ("VND", 9), "million USD": ("USD", 6)}
COUNTS = {
    "groups of key tasks": "groups",
    "task groups": "groups",
    "programmes": "programmes",
    "tasks per organization": "tasks",
    "times national average": "times",
}
COMPARATORS: dict[str, set[Comparator | None]] = {
    ">=": {Comparator.AT_LEAST},
    ">": {Comparator.MORE},
    "range": {Comparator.BETWEEN},
    "about": {Comparator.ABOUT},
    "=": {None, Comparator.EQUAL},
    ">= (strive)": {None},  # "strive for 10.5%" is no comparator
    "= (or >=)": {None},
    "up": {None},  # a direction, of a count
}
BY_THE_READER = {"NZ-07"}  # takes "strive for" as a lower bound, as NA-02 does not


def rows() -> list[dict[str, str]]:
    if not FACTS.exists():
        return []
    with FACTS.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["value"].replace(".", "").isdigit()]


pytestmark = pytest.mark.skipif(not FACTS.exists(), reason="the facts are not here: shared/data")


def readings(row: dict[str, str]) -> list[Quantity]:
    """Return every amount of a quote, as it stands and as what governs it makes of it."""
    lex = lexicon(LANGUAGES[row["seed"]])
    known = catalogue()
    setting = Setting(lex, measures(known, lex), known, places_of([], places()), 2025, None)
    sentence = recognised(row["quote"], setting, Memory())
    read = [amount.quantity for amount in sentence.amounts]
    for position, amount in enumerate(sentence.amounts):
        stated = statement(amount, sense_of(sentence, position, None), lex)
        if stated is not None:
            read.append(stated.quantity)
    return read


def is_meant(read: Quantity, row: dict[str, str]) -> bool:
    base, power = MONEY.get(row["unit"], ("", 0))
    if not base:
        words = row["unit"].split()
        base = "%" if words[0] == "%" else COUNTS.get(row["unit"], words[0])
    high = Decimal(row["value_high"]) if row["value_high"] else None
    expected = COMPARATORS[row["op"]] if row["op"] and row["id"] not in BY_THE_READER else None
    assert read.unit is not None
    return (
        read.value.scaleb(read.unit.power) == Decimal(row["value"]).scaleb(power)
        and read.high == high
        and read.unit.base == base
        and (expected is None or read.comparator in expected)
    )


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["id"])
def test_value_unit_and_comparator_are_read_from_the_quote(row: dict[str, str]) -> None:
    found = any(is_meant(read, row) for read in readings(row))
    assert found is (row["id"] not in NOT_IN_THE_QUOTE)


def test_every_language_has_facts() -> None:
    assert {LANGUAGES[row["seed"]] for row in rows()} == {"zh", "ru", "pl", "en"}
    assert len(rows()) > 50
