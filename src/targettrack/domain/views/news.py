"""What has become of each target between two days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.values.status import Status
from targettrack.domain.views.ranking import badness, worst_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from targettrack.domain.judge.assessment import Assessment

Key = tuple[object, ...]


class Changed(Struct, frozen=True):
    """A target whose verdict has changed."""

    was: Assessment
    verdict: Assessment


class News(Struct, frozen=True):
    """What has changed between two days, each sort with the worst verdict first.

    Attributes:
        worse, better: targets that were there on both days, with another verdict.
        unknown: targets that have no verdict any more; that is neither worse nor better.
        new: targets that were not there before.
        gone: targets that are there no longer; what was settled and is not listed is none.
        newly_behind: what is behind now and was not, or was not there.
    """

    worse: tuple[Changed, ...]
    better: tuple[Changed, ...]
    unknown: tuple[Changed, ...]
    new: tuple[Assessment, ...]
    gone: tuple[Assessment, ...]
    newly_behind: tuple[Assessment, ...]


def news(before: Iterable[Assessment], now: Iterable[Assessment]) -> News:
    """Compare the verdicts of two days; a target is the same by its key, also when replaced.

    Whether a verdict is worse is the order of `Status`; a first verdict is worse if it is behind.
    """
    earlier, later = _by_key(before), _by_key(now)
    turns = [Changed(earlier[key], one) for key, one in later.items() if key in earlier]
    changed = [turn for turn in turns if turn.was.status is not turn.verdict.status]
    known = [turn for turn in changed if turn.verdict.status is not Status.NO_DATA]
    return News(
        worse=tuple(turn for turn in known if _is_worse(turn)),
        better=tuple(turn for turn in known if not _is_worse(turn)),
        unknown=tuple(turn for turn in changed if turn.verdict.status is Status.NO_DATA),
        new=tuple(one for key, one in later.items() if key not in earlier),
        gone=tuple(one for key, one in earlier.items() if key not in later and one.settled is None),
        newly_behind=tuple(
            one
            for key, one in later.items()
            if one.status.is_behind and not (key in earlier and earlier[key].status.is_behind)
        ),
    )


def _is_worse(turn: Changed) -> bool:
    return turn.verdict.status.rank < turn.was.status.rank


def _by_key(assessments: Iterable[Assessment]) -> Mapping[Key, Assessment]:
    """Index verdicts, the worst of all first, whatever their entity."""
    return {one.key: one for one in sorted(worst_first(assessments), key=badness)}
