"""Comparisons that a source states beside a figure, kept in the figure's note.

They are in one form, so that people can read them and a check can hold them against the store.
"""

from __future__ import annotations

import re
from decimal import Decimal

_GROWTH = re.compile(r"\bgrowth as stated: ([+-]?\d+(?:\.\d+)?)%")


def growth_note(percent: Decimal) -> str:
    """Return the note of a growth over the same period of last year: "growth as stated: +8.4%"."""
    return f"growth as stated: {percent:+f}%"


def share_note(percent: Decimal, whole: str) -> str:
    """Return the note of a share of a plan: "share as stated: 64.1% (of the estimate)"."""
    return f"share as stated: {percent:f}% ({whole or 'of the plan'})"


def stated_growth(note: str | None) -> Decimal | None:
    """Return the growth that a note states in percent; None where it states none.

    >>> stated_growth("growth as stated: +8.4%; share as stated: 64.1%")
    Decimal('8.4')
    """
    found = _GROWTH.search(note or "")
    return Decimal(found[1]) if found else None
