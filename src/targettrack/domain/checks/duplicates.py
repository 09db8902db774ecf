"""What is doubtful across series: figures under two names, owners under two spellings."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from msgspec import Struct, field

from targettrack.domain.checks.finding import Finding, RankedFinding
from targettrack.domain.records.target import versions_in_force
from targettrack.domain.values.name import fold, nearest
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.checks.checked_series import CheckedSeries
    from targettrack.domain.values.period import Period

LEAST_DIGITS = 3  # of a value that is worth comparing
ENOUGH_DIGITS = 8  # of all different values together: chance is one in 10^8
QUOTED_DIGITS = 4  # where the words of the source are the same too
MOST_SHARING = 8  # more series with one value say that it is a usual value
SAME = 0.8
CLOSE = 0.85


class _Sighting(Struct, frozen=True):
    """What is remembered of a figure; its words only as a number that differs where they do."""

    series: tuple[str, str]
    value: Decimal
    period: Period
    words: int


class Seen(Struct):
    """What has been seen of the series so far, as little of each as comparing them takes."""

    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    successors: dict[str, str | None] = field(default_factory=dict)
    values: dict[int, list[_Sighting]] = field(default_factory=lambda: defaultdict(list))
    owned: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    unowned: dict[str, tuple[int, int, date]] = field(default_factory=dict)

    def add(self, record: CheckedSeries) -> None:
        """Remember the figures and the owners of one series."""
        name = record.entity.name, record.indicator.id
        self.counts[name] = len(record.figures)
        self.successors[record.entity.name] = record.entity.successor
        for figure in record.figures:
            if _digits(figure.value) >= LEAST_DIGITS:
                key = figure.period, figure.basis, figure.value, str(record.indicator.unit)
                words = hash(figure.quote) if figure.quote else 0
                sighting = _Sighting(name, figure.value, figure.period, words)
                self.values[hash(key)].append(sighting)
        for versions in versions_in_force(record.versions, record.as_of):
            target = versions[-1]
            if target.closing < record.as_of:
                continue
            end = target.period.last
            bare, of, last = self.unowned.get(record.entity.name, (0, 0, end))
            missing = target.owner is None
            self.unowned[record.entity.name] = bare + missing, of + 1, max(last, end)
            if target.owner:
                self.owned[target.owner].append(f"{', '.join(name)}, {target.period}")


def duplicates(seen: Seen) -> Iterator[RankedFinding]:
    """Yield pairs of series that have the same figures.

    Pairs are of one indicator, or of one entity. At least four in five of the shorter one's figures
    are the same, and their different values have eight digits together (trailing zeros not
    counted), or four where the source has the same words.
    """
    shared: dict[tuple[tuple[str, str], ...], list[tuple[_Sighting, _Sighting]]]
    shared = defaultdict(list)
    for same in seen.values.values():
        if 1 < len(same) <= MOST_SHARING:
            for one, other in combinations(same, 2):
                shared[one.series, other.series].append((one, other))
    for (a, b), pairs in shared.items():
        related = b[0] == seen.successors.get(a[0]) or a[0] == seen.successors.get(b[0])
        if (a[0] != b[0] and a[1] != b[1]) or related:
            continue
        digits = sum(map(_digits, {one.value for one, _ in pairs}))
        quoted = any(one.words and one.words == other.words for one, other in pairs)
        enough = QUOTED_DIGITS if quoted else ENOUGH_DIGITS
        if digits >= enough and len(pairs) >= SAME * min(seen.counts[a], seen.counts[b]):
            last = max((one.period for one, _ in pairs), key=lambda period: period.end)
            found = Message(
                "{pairs} of its {counts} figures are also those of {b}"
                if len(pairs) > 1
                else "{pairs} of its {counts} figures is also one of {b}",
                pairs=len(pairs),
                counts=seen.counts[a],
                b=tuple(b),
            )
            advice = Message("one of the two series has the wrong name: log its own figures there")
            where = f"{a[0]}, {a[1]}, {last}"
            yield RankedFinding(Finding("duplicate", where, found, advice), digits, last.last)


def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def owners(seen: Seen) -> Iterator[RankedFinding]:
    """Yield who has open targets without an owner, and owners spelled like another one.

    A spelling is doubtful if it is used once and another, used more often, is close to it.
    """
    for entity, (bare, of, last) in seen.unowned.items():
        if bare:
            found = Message(
                "{bare} of {of} open targets have no owner"
                if bare > 1
                else "{bare} of {of} open targets has no owner",
                bare=bare,
                of=of,
            )
            advice = Message("add-target --revise --owner says who answers for one")
            yield RankedFinding(Finding("owner", entity, found, advice), bare, last)
    uses = Counter({owner: len(places) for owner, places in seen.owned.items()})
    for owner, count in uses.items():
        others = {fold(one): one for one, more in uses.items() if more > 1 and one != owner}
        close = nearest(owner, others, CLOSE)
        if count == 1 and close:
            found = Message(
                "the owner {owner} is named once, {close} {uses} times",
                owner=owner,
                close=close[0],
                uses=uses[close[0]],
            )
            advice = Message(
                'if they are one, add-target --revise --owner "{close}"', close=close[0]
            )
            last = max(one[2] for one in seen.unowned.values())
            yield RankedFinding(Finding("owner", seen.owned[owner][0], found, advice), 0, last)
