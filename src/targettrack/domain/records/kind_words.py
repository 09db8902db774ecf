"""What the words of a target leave no doubt about: the kind of a new indicator, which way is good.

A kind is guessed from words only, never from numbers. What the lists do not hold is asked for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from targettrack.domain.records.indicator import Direction
from targettrack.domain.records.kind import Kind
from targettrack.domain.values.name import fold
from targettrack.domain.values.quantity import Comparator

if TYPE_CHECKING:
    from targettrack.domain.values.quantity import Quantity

_KEPT_BEFORE = re.compile(
    r"^(?:keep|kept|hold|maintain|giữ|duy trì)\s+(?:at\s+(?!least|most)|ở\s+)?", re.IGNORECASE
)
_KEPT_AFTER = re.compile(
    r"\s+(?:kept|held|always|all year|every month|each month|every week|mỗi tháng|hằng tháng|"
    r"hàng tháng|luôn luôn|cả năm)$",
    re.IGNORECASE,
)
_GROWS = re.compile(
    r"^(?:tăng(?: thêm| trưởng)?|grow(?: by)?|increase by|raise by|up by|\+)\s*(?=\d[\d.,]*\s*%)",
    re.IGNORECASE,
)
_CAPS = {Comparator.AT_MOST, Comparator.LESS, Comparator.FALL}
_FLOORS = {Comparator.AT_LEAST, Comparator.MORE, Comparator.RISE}

# Words before a name that change nothing; any other may: "lost customers" are no customers.
_PLAIN = (
    "number of|total|overall|active|paying|paid|registered|monthly|weekly|annual|yearly|net|gross|"
    "online|domestic|so|tong so|tong|so luong"
)
_FLOW_UP = (
    "revenue|revenues|sales|income|orders|signups|sign ups|downloads|visits|visitors|donations|"
    "deliveries|shipments|exports|output|production|hires|registrations|doanh thu|san luong|"
    "luot khach|don hang"
)
_FLOW_DOWN = (
    "expenses|spending|expenditure|costs|complaints|accidents|incidents|defects|cancellations|"
    "chi phi|tai nan|khieu nai"
)
_LEVEL_UP = (
    "subscribers|users|customers|clients|members|followers|employees|staff|headcount|population|"
    "nps|net promoter score|satisfaction|mrr|arr|market share|conversion|conversion rate|"
    "retention|retention rate|coverage|thue bao|khach hang|hoi vien|dan so|doan vien"
)
_LEVEL_DOWN = (
    "churn|churn rate|backlog|debt|latency|response time|waiting time|lead time|error rate|"
    "defect rate|unemployment|unemployment rate|absenteeism|ty le that nghiep|ty le ngheo|no xau"
)
_LEVEL = (
    "weight|body weight|price|temperature|speed|balance|savings|inventory|stock|capacity|score|"
    "index|level|headway|gia|can nang|ton kho|so du"
)
_HOLD_UP = "uptime|availability|on time|on time rate|on time delivery|sla|dung han"
# What is so many of so many in percent, which cannot be less than none or more than all.
_PARTS = (
    f"{_HOLD_UP}|churn|churn rate|retention|retention rate|conversion rate|market share|error rate|"
    "defect rate|unemployment|unemployment rate|absenteeism|attendance|pass rate|response rate|"
    "satisfaction rate|poverty rate|ty le that nghiep|ty le ngheo|ty le ho ngheo|ty le dung han|"
    "ty le hai long|ty le che phu rung"
)
# Words anywhere in a name that make it a state, whatever it ends with: "cost per ticket".
_STATES = "per|rate|ratio|average|mean|median|percentage|proportion|ty le|binh quan|trung binh"
_GROWTHS = "growth|tang truong|toc do tang"
_LISTED: tuple[tuple[str, Kind, Direction | None], ...] = (
    (_HOLD_UP, Kind.HOLD, Direction.UP),
    (_LEVEL_DOWN, Kind.LEVEL, Direction.DOWN),
    (_LEVEL, Kind.LEVEL, None),
    (_LEVEL_UP, Kind.LEVEL, Direction.UP),
    (_FLOW_DOWN, Kind.FLOW, Direction.DOWN),
    (_FLOW_UP, Kind.FLOW, Direction.UP),
)


def without_kept(text: str) -> tuple[str, bool]:
    """Return the words of a value without those that say it must be kept, and whether it had some.

    >>> without_kept("99.9% kept")
    ('99.9%', True)
    """
    bare = _KEPT_AFTER.sub("", _KEPT_BEFORE.sub("", text.strip()))
    return bare, bare != text.strip()


def is_measure(name: str) -> bool:
    """Whether a name is by itself that of something measured, so that it is nobody's name."""
    return _listed(fold(name)) is not None


def is_part_of_whole(name: str) -> bool:
    """Whether a name is that of a part of a whole, so that its percent cannot pass 100."""
    return re.fullmatch(rf"(?:(?:{_PLAIN}) )*(?:{_PARTS})", fold(name)) is not None


def without_grows(text: str) -> tuple[str, bool]:
    """Return the words of a value without those that say it is growth, and whether it had some.

    >>> without_grows("tăng 12%")
    ('12%', True)
    """
    bare = _GROWS.sub("", text.strip())
    return bare, bare != text.strip()


def kind_in_words(name: str, stated: Quantity | None, *, kept: bool) -> Kind | None:
    """Return the kind that the name and the value of a target leave no doubt about; else None.

    Args:
        name: what the indicator is called.
        stated: the value; None of something that is to be done.
        kept: whether the words say that it must be kept.
    """
    if stated is None or kept:
        return Kind.HOLD if kept else Kind.DELIVERABLE
    folded, unit = fold(name), stated.unit
    percent = unit is not None and unit.is_percent
    if _has(_GROWTHS, folded):
        return Kind.GROWTH if percent else None
    known = _listed(folded)
    kind = Kind.FLOW if folded.startswith(("new ", "so moi ")) else known and known[0]
    if kind is not None and (kind is not Kind.FLOW or not (percent or _has(_STATES, folded))):
        return kind
    if _has(_STATES, folded) or (percent and stated.comparator in _CAPS):
        return Kind.LEVEL
    return None


def direction_in_words(name: str, stated: Quantity | None, kind: Kind) -> Direction | None:
    """Return which way is good by the words of a target; None where they do not tell."""
    if stated is None or kind is Kind.GROWTH:
        return Direction.UP
    if stated.comparator in _CAPS:
        return Direction.DOWN
    if stated.comparator in _FLOORS:
        return Direction.UP
    known = _listed(fold(name))
    if known is not None and (known[0] is kind or kind is Kind.HOLD):
        return known[1]
    return None if kind is Kind.LEVEL else Direction.UP


def _listed(folded: str) -> tuple[Kind, Direction | None] | None:
    for words, kind, direction in _LISTED:
        if re.fullmatch(rf"(?:(?:{_PLAIN}) )*(?:{words})", folded):
            return kind, direction
    return None


def _has(words: str, folded: str) -> bool:
    return re.search(rf"(?:^|\s)(?:{words})(?:\s|$)", folded) is not None
