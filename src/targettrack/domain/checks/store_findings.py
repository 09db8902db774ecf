"""What is doubtful among the records of a store: one pass over its series, then across them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.domain.checks import duplicates, figure_conflicts, missing_figures, outliers
from targettrack.domain.checks.checked_series import checked_series
from targettrack.domain.checks.doubts import doubted
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from targettrack.domain.checks.checked_series import CheckedSeries
    from targettrack.domain.checks.finding import Finding, RankedFinding
    from targettrack.domain.records.rulebook import Rulebook
    from targettrack.domain.series.series import Series

# The gravest first.
RULES = (
    "magnitude", "beyond-limits", "more-than-whole", "falls", "inconsistent", "total-as-single",
    "sign", "index-as-growth", "fraction", "beyond-target", "claims", "growth", "duplicate",
    "outlier", "early", "straddles", "stale", "gap", "owner",
)  # fmt: skip
GROWTH = "-growth"
# What one cause, such as a revised base, makes doubtful all over a series: told once for each.
TOLD_ONCE = {"inconsistent", "growth", "early"}


class Check(Struct, frozen=True):
    """What is looked for.

    Attributes:
        rules: names of rules; none for all.
        since: leave out what is about days before this one.
    """

    as_of: date
    rulebook: Rulebook
    rules: frozenset[str] = frozenset()
    since: date | None = None


def findings(series: Iterable[Series], check: Check) -> tuple[list[Finding], int]:
    """Return what is doubtful in series as recorded up to a day, and how many series there are.

    The gravest comes first: rules are in the order of RULES; within one the largest, then the
    latest.
    """
    seen = duplicates.Seen()
    order = {rule: place for place, rule in enumerate(RULES)}
    doubts = [
        doubt
        for doubt in _all(series, check, seen)
        if (not check.rules or doubt.finding.rule in check.rules)
        and (check.since is None or doubt.on >= check.since)
    ]
    doubts = _told_once(doubts)
    doubts.sort(key=lambda d: d.on, reverse=True)
    doubts.sort(key=lambda d: (order[d.finding.rule], -d.size))
    return [doubt.finding for doubt in doubts], len(seen.counts)


def _told_once(doubts: list[RankedFinding]) -> list[RankedFinding]:
    """Keep of some rules the worst of each series, which says how many more there are."""
    kept = [one for one in doubts if one.finding.rule not in TOLD_ONCE]
    alike: dict[tuple[str, str], list[RankedFinding]] = {}
    for one in doubts:
        if one.finding.rule in TOLD_ONCE:
            series = one.finding.where.rpartition(", ")[0]
            alike.setdefault((one.finding.rule, series), []).append(one)
    for same in alike.values():
        worst = max(same, key=lambda one: (one.size, one.on))
        told = worst.finding
        if len(same) > 1:
            found = Message("{found} ({n} more like it)", found=told.found, n=len(same) - 1)
            told = replace(told, found=found)
        kept.append(replace(worst, finding=told))
    return kept


def _all(series: Iterable[Series], check: Check, seen: duplicates.Seen) -> Iterator[RankedFinding]:
    sisters, families = _Sisters(), _Families()
    for one in series:
        record = checked_series(one, check.as_of)
        yield from _of_one(record, check)
        yield from sisters.met(record)
        families.add(record)
        seen.add(record)
    yield from duplicates.duplicates(seen)
    yield from duplicates.owners(seen)
    for record in families.without_figures():
        yield from missing_figures.stale(record, check.rulebook)


def _of_one(record: CheckedSeries, check: Check) -> Iterator[RankedFinding]:
    """Yield the doubts about one series; a figure of a wrong size is not held against others."""
    slipped = []
    for figure, doubt in doubted(record):
        if doubt.rule == "magnitude":
            slipped.append(figure)
        yield record.finding(doubt.rule, figure.period, doubt.found, doubt.likely, doubt.size)
    yield from figure_conflicts.conflicts(record)
    yield from figure_conflicts.beyond_limits(record)
    good = record
    if slipped:
        kept = tuple(figure for figure in record.figures if figure not in slipped)
        good = replace(record, figures=kept)
    yield from figure_conflicts.inconsistent(good, check.rulebook)
    yield from figure_conflicts.growth_as_stated(good)
    yield from outliers.outliers(good)
    yield from figure_conflicts.early(record)
    yield from missing_figures.straddling(record)
    yield from missing_figures.gaps(record)
    if record.figures:
        yield from missing_figures.stale(record, check.rulebook)


class _Sisters:
    """Amounts that wait for their growth indicator and the other way round.

    `tourist-arrivals-growth` is the growth of `tourist-arrivals`. Amounts of money are left out:
    their growth is often that at constant prices.
    """

    def __init__(self) -> None:
        self._waiting: dict[tuple[str, str], CheckedSeries] = {}

    def met(self, record: CheckedSeries) -> Iterator[RankedFinding]:
        """Yield the doubts about this series and its sister once both are there."""
        indicator = record.indicator
        is_rate = indicator.traits.compounds and indicator.id.endswith(GROWTH)
        is_amount = indicator.traits.is_sum or indicator.traits.has_base
        is_count = is_amount and not indicator.unit.is_money
        if not is_rate and not is_count:
            return
        key = record.entity.name, indicator.id.removesuffix(GROWTH)
        sister = self._waiting.pop(key, None)
        if sister is None:
            self._waiting[key] = record
        elif is_rate is not sister.indicator.traits.compounds:
            yield from figure_conflicts.growth_against(
                *((record, sister) if is_rate else (sister, record))
            )


class _Families:
    """Series without figures, which may be computed from those of the entities below."""

    def __init__(self) -> None:
        self._empty: list[CheckedSeries] = []
        self._fed: set[tuple[str | None, str]] = set()
        self._parents: dict[str, str | None] = {}

    def add(self, record: CheckedSeries) -> None:
        self._parents[record.entity.name] = record.entity.parent
        if record.figures:
            self._fed.add((record.entity.parent, record.indicator.id))
        else:
            self._empty.append(record)

    def without_figures(self) -> Iterator[CheckedSeries]:
        """Yield the series that have no figures, nor any below them."""
        fed = set(self._fed)
        for parent, indicator in self._fed:
            above = self._parents.get(parent or "")
            while above and (above, indicator) not in fed:
                fed.add((above, indicator))
                above = self._parents.get(above)
        for record in self._empty:
            if (record.entity.name, record.indicator.id) not in fed:
                yield record
