"""What ships with the program."""

from __future__ import annotations

import pytest

from targettrack.errors import UnknownWord
from targettrack.shipped import check_language


def test_a_language_is_one_that_has_a_catalogue() -> None:
    assert check_language("vi") == "vi"
    with pytest.raises(UnknownWord, match=r"write en, .* or "):
        check_language("de")
