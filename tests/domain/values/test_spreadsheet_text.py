"""Text that a spreadsheet would take for a formula."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targettrack.domain.values.spreadsheet_text import as_typed, inert


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5%", "@home", "\tx", "\rx", "'=1", "''-2"])
def test_what_may_be_a_formula_begins_with_an_apostrophe(text: str) -> None:
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "8.24", "'quoted'", "a=b", "1-2"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert inert(text) == text
    assert as_typed(text) == text


@given(st.text("'=+-@\t\ra", max_size=6))
def test_what_was_made_inert_is_read_as_it_was_and_is_never_a_formula(text: str) -> None:
    assert as_typed(inert(text)) == text
    assert inert(text)[:1] not in {"=", "+", "-", "@", "\t", "\r"}
