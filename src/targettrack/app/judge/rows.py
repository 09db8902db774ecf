"""Verdicts as plain rows, and in words, for whoever calls from a program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from targettrack.render.json_records import flattened, record
from targettrack.render.tables.arithmetic import explanation

if TYPE_CHECKING:
    from targettrack.app.judge.assessments import Judged


def rows(found: Judged) -> list[dict[str, Any]]:
    """Return the verdicts that are shown as rows, worst first, all with the same keys in order.

    The keys and values are the columns of `status --format csv`: text, numbers in the indicator's
    unit, days as ISO text, None where there is nothing.
    """
    return [flattened(record(one)) for one in found.shown]


def explain(found: Judged, lang: str = "en") -> list[str]:
    """Return the arithmetic of each verdict that is shown, as `status --explain` prints it.

    What would change a verdict is part of it where it was judged with `explain=True`.
    """
    return [explanation(one, lang) for one in found.shown]
