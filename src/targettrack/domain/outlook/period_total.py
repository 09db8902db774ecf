"""The total of a period, projected from what is known of it and of the years before.

Two voices: the likeness to six types of series, and, where the same parts of last year are known,
damped growth over them. Together they know more than either alone.

A better latest figure never makes a target less likely: shift, spreads and weights are taken from
what was known before it, and every middle rises with it.
"""

from __future__ import annotations

import math
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.domain.outlook import damped_growth
from targettrack.domain.outlook.damped_growth import KnownGrowth, growth_of_rest
from targettrack.domain.outlook.projection import Bell, LogAxis, PlainAxis, Projection, projection
from targettrack.domain.outlook.six_types import KnownPart, rest_by_type
from targettrack.domain.outlook.six_types_covariance import but_the_latest
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

YEARS = 3  # older years are not used
DAMPED = 0.2  # weight of damped growth beside the six types,
NARROWER = 0.9  # whose spread is then less by a tenth
WIDEST = 2.0  # log points by which revisions blur what is left, at most
# Log points by which a part of one, two and three years ago says less of now: without it a rise of
# long ago was carried on, and three years of history told less than two.
STALE = (0.0, 0.03, 0.1)
# Without history a target is met less often than its odds in the first half of the year, as targets
# are mostly set above what comes: the log odds by which, falling to none in the middle of the year.
UNASKED = 0.87
LOWEST = 0.1  # below this part of the lowest before it, the latest figure says no more of the rest
NORMAL = 1e9  # degrees of freedom with which Student's t is the normal distribution
KNOWN = Message("Every figure of the period is known.")
BY_TYPES = Message(
    "What is left goes on as it does in series of the same type, of which there are six; "
    "the known figures tell how much each type counts."
)
BY_BOTH = Message(
    "{by_types} A fifth of the weight is on another view: {damped}",
    by_types=BY_TYPES,
    damped=damped_growth.METHOD,
)


class Rest(Struct, frozen=True):
    """What is left of a period where figures end within its parts.

    Attributes:
        done: the total of all that is known of the period, within a part too.
        open: how much of each part is not known, from 0 to 1.
    """

    done: float
    open: Sequence[float]

    def mirrored(self) -> Rest:
        """Return it with the sign turned."""
        return replace(self, done=-self.done)


def project_total(
    known: Sequence[KnownPart], horizon: int, per_year: int, rest: Rest | None = None
) -> Projection | None:
    """Project the total of the parts 0 to `horizon - 1`; a deficit is the mirror of a surplus.

    Args:
        known: periods that do not overlap, none across part 0; what is missing inside the horizon
            is projected, and years before the last three are left out.
        horizon: parts in the target's period.
        per_year: parts in a year: 12, 4 or 1.
        rest: what is left; the parts that `known` leaves out unless it is given.

    Returns:
        The projection; None if nothing is known, or nothing but zero before the latest.
    """
    used = sorted(
        (s for s in known if s.start >= -YEARS * per_year and s.end <= horizon),
        key=lambda one: one.start,
    )
    if not used:
        return None
    before = but_the_latest(used)
    if len(used) > 1 and not any(s.total for s in before):
        return None
    if sum(s.total for s in before) < 0:
        mirror = [replace(s, total=-s.total) for s in used]
        turned = project_total(mirror, horizon, per_year, rest and rest.mirrored())
        return turned and turned.mirrored()
    inside = [s for s in used if s.start >= 0]
    rest = rest or rest_of(inside, horizon)
    done = rest.done
    revision = math.hypot(*(s.spread * s.parts for s in inside))  # as if all parts were of one size
    left = sum(rest.open)
    history = complete_years(used, per_year)
    if not left:
        return of_known(done, revision / horizon, history)
    shift = shift_of(before)
    told = [*used[:-1], lifted(used[-1], min(s.total / s.parts for s in before), shift)]
    faded = [replace(s, spread=math.hypot(s.spread, staleness(s, per_year))) for s in told]
    bells = rest_by_type(faded, shift, horizon, per_year, rest.open)
    damped = None if shift or horizon != per_year else damped_rest(told, per_year, rest.open)
    if damped:
        bells = [*(b.part_of(1 - DAMPED, NARROWER) for b in bells), damped.part_of(DAMPED)]
    blur = min(revision / left, WIDEST)
    found = projection(
        [bell.blurred(blur) for bell in bells],
        LogAxis(done - shift * left, -math.inf if any(s.total < 0 for s in used) else done),
        BY_BOTH if damped else BY_TYPES,
        history,
    )
    by_parts = used[0].start >= 0 and any(s.parts == 1 for s in used)
    early = max(2 * left / horizon - 1, 0.0)
    return replace(found, doubt=UNASKED * early) if by_parts and early else found


def staleness(known: KnownPart, per_year: int) -> float:
    """Return by how much a part says less of now for its age, in log points."""
    return STALE[(-1 - known.start) // per_year] if known.start < 0 else 0.0


def rest_of(inside: Sequence[KnownPart], horizon: int) -> Rest:
    """Return what periods of whole parts leave of a period."""
    taken = {part for s in inside for part in range(s.start, s.end)}
    return Rest(sum(s.total for s in inside), [float(p not in taken) for p in range(horizon)])


def of_known(done: float, revision: float, history: int) -> Projection:
    """Return the projection of a total of which every part is known, to within its revision."""
    if not revision or not done:
        return projection([Bell(1.0, done, 0.0, NORMAL)], PlainAxis(), KNOWN, history)
    bell = Bell(1.0, math.log(abs(done)), revision, NORMAL)
    size = projection([bell], LogAxis(0.0), KNOWN, history)
    return size if done > 0 else size.mirrored()


def lifted(latest: KnownPart, lowest: float, shift: float) -> KnownPart:
    """Return the latest period with at least so much that its shifted logarithm says something."""
    least = LOWEST * (lowest + shift) - shift
    return replace(latest, total=max(latest.total, least * latest.parts))


def complete_years(used: Sequence[KnownPart], per_year: int) -> int:
    """Return of how many past years every part is known."""
    parts = {part for s in used for part in range(s.start, s.end)}
    years = (range(-year * per_year, (1 - year) * per_year) for year in range(1, YEARS + 1))
    return sum(parts.issuperset(year) for year in years)


def shift_of(used: Sequence[KnownPart]) -> float:
    """Return what is added to every part before taking logarithms: 0 if all are above zero."""
    means = [s.total / s.parts for s in used]
    if min(means) > 0:
        return 0.0
    size = sum(abs(s.total) for s in used) / sum(s.parts for s in used)
    return max(0.2 * size + max(0.0, -min(means)), 1e-9)


def damped_rest(used: Sequence[KnownPart], per_year: int, unknown: Sequence[float]) -> Bell | None:
    """Return the logarithm of what is left by damped growth.

    None unless this year is known without a gap up to some part, and last year up to the same part
    and in all, and by itself each part of which this year leaves less than all.
    """
    this, last = sums_from(used, 0), sums_from(used, -per_year)
    latest = used[-1].end
    if latest not in this or latest not in last or per_year not in last:
        return None
    left = last[per_year] - last[latest]
    for part in (p for p in range(latest, per_year) if unknown[p] < 1):
        if part not in last or part + 1 not in last:
            return None
        left -= (1 - unknown[part]) * (last[part + 1] - last[part])
    if left <= 0:
        return None
    ends = [end for end in this if end in last]
    marks = [KnownGrowth(end / per_year, math.log(this[end] / last[end])) for end in ends]
    centre, scale = growth_of_rest(marks)
    return Bell(1.0, math.log(left) + centre, scale, damped_growth.FREEDOM)


def sums_from(used: Sequence[KnownPart], start: int) -> dict[int, float]:
    """Return the totals from `start` on, by the number of parts, as far as there is no gap."""
    following: list[KnownPart] = []
    for one in used:
        if one.start == (following[-1].end if following else start):
            following.append(one)
    ends = (one.end - start for one in following)
    return dict(zip(ends, accumulate(s.total for s in following), strict=True))
