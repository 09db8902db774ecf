"""The tables of docs/phrases.md are read as they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from targettrack.capture import found_in
from targettrack.capture.amounts import amounts
from targettrack.capture.lexicon import lexicon
from targettrack.capture.period_phrases import whens
from targettrack.domain.values.quantity import Comparator, Quantity
from targettrack.exchange.packaged import catalogue

PAGE = Path(__file__).parents[2] / "docs" / "phrases.md"


def table(*heading: str) -> list[tuple[str, ...]]:
    """Return the rows of the table with this heading."""
    lines = PAGE.read_text("utf-8").splitlines()
    start = lines.index(f"| {' | '.join(heading)} |") + 2
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
    return rows


def show(quantity: Quantity) -> str:
    comparator = quantity.comparator
    bound = "" if comparator in {None, Comparator.EQUAL} else f"{comparator} "
    high = f"-{quantity.high}" if quantity.high else ""
    return f"{bound}{quantity.value}{high} {quantity.unit}"


@pytest.mark.parametrize(("text", "lang", "read"), table("written", "language", "read as"))
def test_a_number_is_read_with_its_magnitude_and_unit(text: str, lang: str, read: str) -> None:
    (amount,) = amounts(text, lexicon(lang))
    assert show(amount.quantity) == read


@pytest.mark.parametrize(
    ("text", "lang", "claim", "value"), table("words", "language", "claim", "value")
)
def test_a_comparison_says_what_the_number_means(
    text: str, lang: str, claim: str, value: str
) -> None:
    year = "2024年" if lang == "zh" else "2024"
    (proposal,) = found_in([year, f"{text}."], catalogue(), [], None, "Somewhere").proposals
    assert (proposal.claim, show(proposal.quantity)) == (claim, value)


@pytest.mark.parametrize(
    ("text", "lang", "period", "basis"), table("words", "language", "period", "basis")
)
def test_a_period_phrase_is_read_with_its_basis(
    text: str, lang: str, period: str, basis: str
) -> None:
    (when,) = whens(text, lexicon(lang), 2025, [])
    assert (str(when.period), when.basis) == (period, basis)


@pytest.mark.parametrize("lang", ["vi", "en", "zh", "ru", "pl"])
def test_every_table_has_rows_in_every_language(lang: str) -> None:
    for heading in (
        ("written", "language", "read as"),
        ("words", "language", "claim", "value"),
        ("words", "language", "period", "basis"),
    ):
        assert sum(row[1] == lang for row in table(*heading)) >= 4
