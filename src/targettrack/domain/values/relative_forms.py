# ruff: noqa: E501 - tables of words
"""Forms of periods that depend on the day on which they are said, in English and Vietnamese.

In a form <unit> is a day, a week, a month and so on, <which> says whether this one, the one before or
the next, <n> counts them, <weekday> is a day of the week, <rest> a period that has an end.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from targettrack.message import Message

UNITS = {
    "day": "day", "week": "week", "month": "month", "quarter": "quarter", "half": "half", "half-year": "half",
    "year": "year", "ngày": "day", "tuần": "week", "tháng": "month", "quý": "quarter", "năm": "year",
}  # fmt: skip
WHICH = {
    "this": 0, "current": 0, "last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1,
    "này": 0, "nay": 0, "hiện tại": 0, "trước": -1, "rồi": -1, "vừa rồi": -1, "vừa qua": -1, "qua": -1,
    "ngoái": -1, "sau": 1, "tới": 1, "sang": 1,
}  # fmt: skip
DAYS = {
    "today": 0, "now": 0, "hôm nay": 0, "yesterday": -1, "hôm qua": -1, "the day before yesterday": -2,
    "day before yesterday": -2, "hôm kia": -2, "hôm kìa": -3, "tomorrow": 1, "ngày mai": 1,
    "the day after tomorrow": 2, "day after tomorrow": 2, "ngày kia": 2, "ngày mốt": 2, "ngày kìa": 3,
}  # fmt: skip
WEEKDAYS = {
    "monday": 0, "mon": 0, "tuesday": 1, "tue": 1, "wednesday": 2, "wed": 2, "thursday": 3, "thu": 3,
    "friday": 4, "fri": 4, "saturday": 5, "sat": 5, "sunday": 6, "sun": 6,
    "thứ hai": 0, "thứ 2": 0, "thứ ba": 1, "thứ 3": 1, "thứ tư": 2, "thứ 4": 2, "thứ năm": 3, "thứ 5": 3,
    "thứ sáu": 4, "thứ 6": 4, "thứ bảy": 5, "thứ 7": 5, "chủ nhật": 6,
}  # fmt: skip
DEPENDS = Message("it is another one on another day")
"""Why a file may have none of them."""
TWO_WAYS = {"thang sau": "tháng sau (next month), tháng 6", "hom kia": "hôm kia, hôm kìa"}
"""What is one thing or another without its marks."""


def _any(words: dict[str, int] | dict[str, str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_EN, _VI = "week|month|quarter|half-year|half|year", "tuần|tháng|quý|năm"
_EN_WHICH = "this|current|last|previous|past|next|coming"
_VI_WHICH = "này|nay|hiện tại|trước|rồi|vừa rồi|vừa qua|qua|ngoái|sau|tới"
_DAY, _COUNT = f"(?P<weekday>{_any(WEEKDAYS)})", r"(?P<n>\d{1,3})"
FORMS = {
    "day": (f"(?P<day>{_any(DAYS)})",),
    "unit": (
        f"(?:the )?(?P<which>{_EN_WHICH}) (?P<unit>{_EN})", f"(?P<unit>{_VI}) (?P<which>{_VI_WHICH})",
        f"(?P<which>sang) (?P<unit>{_VI})",
    ),
    "ago": (f"{_COUNT} (?P<unit>day|{_EN})s? ago", f"{_COUNT} (?P<unit>ngày|{_VI}) trước"),
    "ahead": (
        f"in {_COUNT} (?P<unit>day|{_EN})s?", f"{_COUNT} (?P<unit>ngày|{_VI}) nữa",
        f"sau {_COUNT} (?P<unit>ngày|{_VI})",
    ),
    "latest": (
        f"(?:the )?(?:last|past|previous) {_COUNT} (?P<unit>day|{_EN})s",
        f"{_COUNT} (?P<unit>ngày|{_VI}) (?:vừa qua|qua|gần đây|gần nhất)",
    ),
    "weekday": (
        f"(?:on )?{_DAY}", f"(?:on )?(?:the )?(?P<which>{_EN_WHICH}) {_DAY}", f"{_DAY} (?P<which>{_VI_WHICH})",
    ),
    "weekday_of_week": (
        f"{_DAY} (?:of )?(?P<which>{_EN_WHICH}) week", f"{_DAY} tuần (?P<which>{_VI_WHICH})",
        f"(?P<which>{_EN_WHICH}) week {_DAY}",
    ),
    "to_date": (
        "(?P<unit>year|quarter|month|week) to date", "so far this (?P<unit>year|quarter|month|week)",
        "this (?P<unit>year|quarter|month|week) so far",
        "từ đầu (?P<unit>năm|quý|tháng|tuần)(?: nay| này)?(?: đến nay| tới nay)?", "ytd",
    ),
    "end": (
        "(?:the )?end of (?:the )?(?P<rest>.+)", f"(?P<rest>{_EN})[ -]end", "(?:cuối|hết) (?P<rest>.+)",
    ),
    "start": ("(?:the )?(?:start|beginning) of (?:the )?(?P<rest>.+)", "đầu (?P<rest>.+)"),
    "of_year": (
        r"(?P<rest>.+?)(?: of)? (?P<which>this|last|next) year", "(?P<rest>.+?) năm (?P<which>nay|ngoái|trước|sau|tới)",
        "(?P<rest>.+?) (?P<which>sang) năm",
    ),
}  # fmt: skip


def bare(text: str) -> str:
    """Return a text without the marks on its letters."""
    parts = unicodedata.normalize("NFKD", text.replace("đ", "d"))
    return "".join(char for char in parts if not unicodedata.combining(char))


@lru_cache(maxsize=2)
def _patterns(*, marked: bool) -> list[tuple[str, re.Pattern[str]]]:
    return [
        (kind, re.compile(form if marked else bare(form)))
        for kind, forms in FORMS.items()
        for form in forms
    ]


def spoken(text: str) -> str:
    """Return a text as the forms have it: composed, of small letters, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def matches(text: str) -> list[tuple[str, dict[str, str]]]:
    """Return the kinds of the forms that take the whole of a `spoken` text, each with its parts.

    A text that has marks on its letters is held against words with theirs, for they tell "tháng
    sau", next month, from "tháng sáu", June; one that has none against words without.
    """
    tried = ((kind, one.fullmatch(text)) for kind, one in _patterns(marked=not text.isascii()))
    return [(kind, found.groupdict()) for kind, found in tried if found]


def number_of(words: dict[str, int] | dict[str, str], said: str) -> int | str:
    """Return what a word stands for, with its marks or without."""
    return words[said] if said in words else {bare(one): words[one] for one in words}[said]


def depends_on_today(text: str) -> bool:
    """Whether a text names a period that is another one on another day."""
    said = spoken(text)
    ends = {"end", "start"}
    return said in TWO_WAYS or any(
        kind not in ends or depends_on_today(parts["rest"]) or parts["rest"] in UNITS
        for kind, parts in matches(said)
    )
