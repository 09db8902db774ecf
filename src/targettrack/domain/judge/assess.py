"""The judge: guards in order of precedence, then what the rulebook's method decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.judge.assessment import Original
from targettrack.domain.judge.kinds.protocol import rules_for
from targettrack.domain.judge.reason import in_order
from targettrack.domain.judge.settlement import closed, is_closed, settled
from targettrack.domain.records.target import extended_from, last_day_of
from targettrack.domain.values.status import Flag
from targettrack.message import Message, clauses

if TYPE_CHECKING:
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.series.case import Case


def assess(case: Case) -> Assessment:
    """Judge one target on one day, beside the original one where it was replaced.

    Figures after `case.as_of` do not count; the caller has left out what was not known on
    `case.known_at`.
    """
    counted = replace(case, figures=[f for f in case.figures if f.period.last <= case.as_of])
    judged = _by_kind(counted)
    if is_closed(case):
        judged = closed(case, judged)
    elif case.as_of > case.target.closing:
        judged = replace(judged, settled=settled(counted, judged, _by_kind))
    extended = extended_from(case.target, case.earlier)
    if extended:
        more = Message("extended from {days:, then }", days=extended)
        judged = replace(judged, why=clauses((judged.why, more)), extended_from=extended)
    if case.is_superseded:
        judged = replace(judged, flags=in_order((*judged.flags, Flag.SUPERSEDED)))
    if all(version.stated == case.target.stated for version in case.earlier):
        return judged
    first, following = (*case.earlier, case.target)[:2]
    status = _by_kind(replace(counted, target=first)).status
    original = Original(first, last_day_of(first, following), status)
    return replace(judged, original=original, flags=in_order((*judged.flags, Flag.TARGET_CHANGED)))


def _by_kind(case: Case) -> Assessment:
    return rules_for(case).assess(case)
