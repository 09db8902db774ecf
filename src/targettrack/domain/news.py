"""What has become of each target between two days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from targettrack.domain.ranking import worst_first

if TYPE_CHECKING:
    from collections.abc import Iterable

    from targettrack.domain.assessment import Assessment


@dataclass(frozen=True, slots=True)
class Turn:
    """A target whose verdict has changed."""

    was: Assessment
    verdict: Assessment


@dataclass(frozen=True, slots=True)
class News:
    """What has changed between two days, worst first.

    Attributes:
        worse, better: targets that were there on both days, with another verdict.
        new: targets that were not there before.
        gone: targets that are there no longer.
        newly_behind: what is behind now and was not, or was not there.
    """

    worse: tuple[Turn, ...]
    better: tuple[Turn, ...]
    new: tuple[Assessment, ...]
    gone: tuple[Assessment, ...]
    newly_behind: tuple[Assessment, ...]

    @property
    def is_none(self) -> bool:
        """Whether nothing has changed."""
        return not (self.worse or self.better or self.new or self.gone)


def news(before: Iterable[Assessment], now: Iterable[Assessment]) -> News:
    """Compare the verdicts of two days; a target is the same by its key.

    A replaced target is the same one. Whether a verdict is worse is the order of `Status`.
    """
    earlier = {one.key: one for one in worst_first(before)}
    later = {one.key: one for one in worst_first(now)}
    both = [Turn(earlier[key], one) for key, one in later.items() if key in earlier]
    return News(
        worse=tuple(turn for turn in both if turn.verdict.status.rank < turn.was.status.rank),
        better=tuple(turn for turn in both if turn.verdict.status.rank > turn.was.status.rank),
        new=tuple(one for key, one in later.items() if key not in earlier),
        gone=tuple(one for key, one in earlier.items() if key not in later),
        newly_behind=tuple(
            one
            for key, one in later.items()
            if one.status.is_behind and not (key in earlier and earlier[key].status.is_behind)
        ),
    )
