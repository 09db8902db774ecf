"""Messages in other languages: patterns of catalogues, with values as the language writes them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

import hatch_build
from targettrack.domain.values.period import parse_period
from targettrack.domain.values.status import MEANING, Status
from targettrack.message import Message, Number, Plural, clauses
from targettrack.render.messages.catalogue import translate
from targettrack.render.messages.words import status_word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from targettrack.message import Argument


CATALOGUES = sorted(hatch_build.SOURCE.glob(hatch_build.CATALOGUES))
# Names of columns that are the same in every language; other languages say what tables, mail and
# pages need, and no less than before.
LEFT_IN_VIETNAMESE = 35
SAID = {"zh": 172, "ru": 162, "pl": 162}


def name_of(path: Path) -> str:
    return path.parts[-3]


def marks(text: str) -> set[str]:
    """The marks of a pattern; a list may be joined otherwise in another language."""
    found = re.findall(r"\{([^{}:]*)(:[~+]?\d+)?[^{}]*\}", text)
    return {f"{name}{mark}" for name, mark in found}


def both_sides(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each text, that for several where there is one, and what is said for it."""
    with path.open("rb") as file:
        catalogue = read_po(file)
    for one in catalogue:
        english = one.id if isinstance(one.id, str) else one.id[-1]
        said = one.string if isinstance(one.string, list | tuple) else (one.string or "",)
        if english:
            yield english, tuple(said)


@pytest.mark.parametrize("path", CATALOGUES, ids=name_of)
def test_every_text_has_the_same_marks_on_both_sides(path: Path) -> None:
    for english, said in both_sides(path):
        assert all(marks(text) == marks(english) for text in said if text), english


@pytest.mark.parametrize("path", CATALOGUES, ids=name_of)
def test_what_a_language_leaves_in_english_is_counted(path: Path) -> None:
    known = {english for english, said in both_sides(path) if all(said)}
    texts = (one.id for one in hatch_build.extracted() if one.id)
    ids = (text if isinstance(text, str) else text[-1] for text in texts)
    left = sorted(text for text in ids if text not in known)
    assert name_of(path) != "vi" or len(left) <= LEFT_IN_VIETNAMESE, left
    assert len(known) >= SAID.get(name_of(path), 0)


@pytest.mark.parametrize("path", CATALOGUES, ids=name_of)
def test_every_verdict_is_said(path: Path) -> None:
    assert [text for text in Status if translate(text, name_of(path)) == text] == []


def test_every_flag_and_its_meaning_are_said_in_vietnamese() -> None:
    texts = [*MEANING, *MEANING.values()]
    assert [text for text in texts if translate(text, "vi") == text] == []


def number(text: str, mark: str = "") -> Number:
    return Number(Decimal(text), mark, "%")


def test_numbers_keep_their_places_where_the_order_of_words_is_another() -> None:
    reached = Message(
        "{value} reached, {expected} expected by {day}",
        value=number("6.99"),
        expected=number("8.941", "2"),
        day=date(2025, 3, 31),
    )
    rest = Message(
        "the rest of {period} must grow {growth}",
        period=parse_period("2025"),
        growth=number("11.4218", "2"),
    )
    assert translate(clauses((reached, rest)), "vi") == (
        "đạt 6,99%, tiến độ yêu cầu 8,94% đến 31/3/2025; phần còn lại của năm 2025 phải tăng 11,42%"
    )


def test_what_has_no_text_is_said_in_english_with_the_numbers_of_the_language() -> None:
    hand = Message("needs {n:1} hands by {day}", n=Decimal("1.5"), day=date(2025, 5, 31))
    assert translate(hand, "vi") == "needs 1,5 hands by 31/5/2025"


def test_names_with_braces_and_words_of_ours_as_names_come_through() -> None:
    told = Message("{entities} missing", entities=("{A}", "missed"))
    assert translate(told, "vi") == "thiếu {A}, missed"
    assert str(told) == "{A}, missed missing"


@pytest.mark.parametrize(
    ("argument", "english", "vietnamese"),
    [
        (Status.OFF_TRACK, "off-track", "chậm tiến độ"),
        (Decimal("1234.5"), "1,234.5", "1.234,5"),
        (Number(Decimal(7500), "0", "bn VND"), "7,500 bn VND", "7.500 tỷ đồng"),
        (Number(Decimal(1), "", "%", "<"), "<1%", "<1%"),
        (date(2025, 6, 10), "10 June 2025", "10/6/2025"),
        (Message("green"), "green", "xanh"),
        (("A", "B", "C"), "A, B, C", "A, B, C"),
        (3, "3", "3"),
    ],
)
def test_what_stands_in_a_message_is_said_by_what_it_is(
    argument: Argument, english: str, vietnamese: str
) -> None:
    message = Message("{one}", one=argument)
    assert (str(message), translate(message, "vi")) == (english, vietnamese)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2025", "năm 2025"),
        ("2025-H1", "6 tháng đầu năm 2025"),
        ("2025-Q2", "quý II/2025"),
        ("2025-9M", "9 tháng đầu năm 2025"),
        ("2025-05", "tháng 5/2025"),
        ("2025-01/2025-05", "5 tháng đầu năm 2025"),
        ("2025-03/2025-04", "tháng 3 đến tháng 4/2025"),
        ("2025-11/2026-02", "tháng 11/2025 đến tháng 2/2026"),
        ("2026/2030", "giai đoạn 2026-2030"),
        ("2025-05-31", "31/5/2025"),
        ("2025-05-31/2025-06-02", "31/5/2025 đến 2/6/2025"),
    ],
)
def test_periods_are_written_as_offices_write_them(text: str, said: str) -> None:
    message = Message("{period}", period=parse_period(text))
    assert (str(message), translate(message, "vi")) == (text, said)
    assert translate(message, "ja") == text


@pytest.mark.parametrize(("days", "english"), [(1, "1 day left"), (2, "2 days left")])
def test_one_and_several_are_told_apart_where_the_language_does(days: int, english: str) -> None:
    left = Plural("{n} day left", "{n} days left", days)
    assert (str(left), translate(left, "vi")) == (english, f"còn {days} ngày")


def test_a_verdict_by_itself_begins_with_a_capital() -> None:
    assert status_word(Status.OFF_TRACK, "vi") == "Chậm tiến độ"
    assert status_word(Status.OFF_TRACK, "en") == "off-track"


def test_the_last_of_a_list_may_be_joined_in_another_way() -> None:
    of = "{parts:, | and }"
    said = [str(Message(of, parts=tuple(parts))) for parts in ("", "A", "AB", "ABC")]
    assert said == ["", "A", "A and B", "A, B and C"]


def test_nothing_is_said_by_nothing() -> None:
    assert (translate("", "vi"), translate(Message(""), "vi")) == ("", "")
