"""Texts in another language: whole phrases with their numbers, or English as it is."""

from __future__ import annotations

import pytest

from targettrack.domain.values.status import MEANING, Status
from targettrack.render.messages.translation import ROOT, catalogue, holes, phrase, translated
from targettrack.render.messages.words import say, status_word

LANGUAGES = sorted(path.stem for path in ROOT.glob("*.toml"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_phrase_has_the_same_holes_on_both_sides(lang: str) -> None:
    for english, said in catalogue(lang).items():
        assert set(holes(english)) == set(holes(said)), english


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_verdict_and_every_flag_with_its_meaning_is_said(lang: str) -> None:
    texts = [*Status, *MEANING, *MEANING.values()]
    assert [text for text in texts if phrase(text, lang) is None] == []


def test_a_clause_without_a_phrase_stays_english_as_a_whole() -> None:
    assert translated("needs 8 a month; needs a hand", "vi") == (
        "phần còn lại phải đạt 8 mỗi tháng; needs a hand"
    )
    assert say("off-track", "zh") == "off-track"


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
