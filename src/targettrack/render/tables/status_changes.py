"""Verdicts before and after a record, or an import, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.render.json_records import Listing
from targettrack.render.messages.catalogue import translate
from targettrack.render.messages.numbers import show_target

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.values.status import Status


def before_and_after(
    before: Iterable[Assessment], after: Iterable[Assessment], lang: str
) -> Listing:
    """Return the verdict on each target of a series after what was recorded, and before it."""
    was = {one.target.key: one.status for one in before}
    rows = tuple(
        (
            one.target.scenario.name,
            show_target(one.target, one.indicator, lang),
            was.get(one.target.key),
            one.status,
            translate(one.why, lang),
        )
        for one in after
    )
    return Listing(("scenario", "target", "before", "after", "why"), rows)


def changed_verdicts(changed: Sequence[tuple[Status, Assessment]], lang: str) -> Listing:
    """Return the verdicts that are others than before, each with what it was."""
    rows = tuple(
        (
            one.entity.name,
            one.indicator.id,
            show_target(one.target, one.indicator, lang),
            one.target.scenario.name,
            was,
            one.status,
            translate(one.why, lang),
        )
        for was, one in changed
    )
    names = ("entity", "indicator", "target", "scenario", "before", "after", "why")
    return Listing(names, rows, ("scenario", "why"))
