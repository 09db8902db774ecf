"""Texts in another language: whole phrases with their numbers, or English as it is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from targettrack.domain.values.status import MEANING, Status
from targettrack.domain.values.step import Step
from targettrack.render.messages.translation import ROOT, catalogue, holes, phrase, translated
from targettrack.render.messages.words import say, sentence, status_word

LANGUAGES = sorted(path.stem for path in ROOT.glob("*.toml"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_phrase_has_the_same_holes_on_both_sides(lang: str) -> None:
    for english, said in catalogue(lang).items():
        assert set(holes(english)) == set(holes(said)), english


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_verdict_and_every_flag_with_its_meaning_is_said(lang: str) -> None:
    texts = [*Status, *MEANING, *MEANING.values()]
    assert [text for text in texts if phrase(text, lang) is None] == []


def test_numbers_keep_their_places_where_the_order_of_words_is_another() -> None:
    text = "{:~2}% reached, {:2}% expected by 31 March 2025; the rest of 2025 must grow {:2}%"
    numbers = (Decimal("6.99"), Decimal("8.94"), Decimal("11.4218"))
    assert sentence(Step("why", text, numbers), "vi") == (
        "đạt 6,99%, tiến độ yêu cầu 8,94% đến 31/3/2025; phần còn lại của năm 2025 phải tăng 11,42%"
    )


def test_a_clause_without_a_phrase_stays_english_as_a_whole() -> None:
    assert translated("needs 8 a month; needs a hand", "vi") == (
        "phần còn lại phải đạt 8 mỗi tháng; needs a hand"
    )
    assert say("off-track", "zh") == "off-track"


def test_a_name_with_braces_comes_through() -> None:
    step = Step("why", "{{A}} missing; {}% done", (Decimal(70),))
    assert sentence(step, "vi") == "thiếu {A}; hoàn thành 70%"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2025", "năm 2025"),
        ("2025-H1", "6 tháng đầu năm 2025"),
        ("2025-Q2", "quý II/2025"),
        ("2025-9M", "9 tháng đầu năm 2025"),
        ("2025-05", "tháng 5/2025"),
        ("2025-01/2025-05", "5 tháng đầu năm 2025"),
        ("2025-11/2026-02", "tháng 11/2025 đến tháng 2/2026"),
        ("2026/2030", "giai đoạn 2026-2030"),
        ("2025-05-31", "31/5/2025"),
        ("31 Mar 2025", "31/3/2025"),
        ("May 2025", "tháng 5/2025"),
    ],
)
def test_days_and_periods_are_written_as_offices_write_them(text: str, said: str) -> None:
    assert say(text, "vi") == said


def test_a_verdict_by_itself_begins_with_a_capital() -> None:
    assert status_word(Status.OFF_TRACK, "vi") == "Chậm tiến độ"
    assert status_word(Status.OFF_TRACK, "en") == "off-track"
