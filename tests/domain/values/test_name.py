from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest

from targettrack.domain.values.name import MAX_NAME, clean_text, fold, folds, nearest
from targettrack.errors import InvalidText

UNITS = Path(__file__).parents[3] / "../shared/data/vn_units_pre_2025.csv"


@pytest.mark.parametrize(
    "name",
    [
        "Nghệ An",
        "nghe an",
        "NGHỆ AN",
        "  Nghệ   An ",
        "tỉnh Nghệ An",
        "Tỉnh Nghệ An",
        "tinh nghe an",
        "Nghe An province",
        "Nghe An Province",
        "province of Nghe An",
        "Nghe-An",
        unicodedata.normalize("NFD", "Nghệ An"),
        unicodedata.normalize("NFKD", "TỈNH NGHỆ AN"),
    ],
)
def test_every_way_of_typing_nghe_an_folds_to_the_same(name: str) -> None:
    assert fold(name) == "nghe an"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đà Nẵng", "Da Nang"),
        ("đắk lắk", "DAK LAK"),
        ("\u00d0ắk Lắk", "Đắk Lắk"),  # the Icelandic letter, which looks the same
        ("Hoà Bình", "Hòa Bình"),
        ("Thanh Hoá", "Thanh Hóa"),
        ("thành phố Hồ Chí Minh", "Ho Chi Minh City"),
        ("TP. Hồ Chí Minh", "Hồ Chí Minh"),
        ("TP Huế", "Hue"),
        ("Thành phố trực thuộc trung ương Huế", "Huế"),
        ("Bà Rịa - Vũng Tàu", "Ba Ria Vung Tau"),
        ("Bà Rịa – Vũng Tàu", "Bà Rịa-Vũng Tàu"),  # noqa: RUF001 - the typeset dash
        ("义安省", "义安"),
        ("провинция Хазянг", "ХАЗЯНГ"),
        ("провинцией Хазянг", "Хазянг"),
        ("Prowincja Cao Bang", "Cao Bằng"),
        ("ＮＧＨＥ ＡＮ", "Nghệ An"),  # noqa: RUF001 - full-width letters
    ],
)
def test_two_spellings_of_one_place_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nghệ An", "Nghệ Am"),
        ("Nghệ An", "Nghe"),
        ("Hà Nam", "Hà Nội"),
        ("Quảng Nam", "Quảng Ninh"),
        ("Hà Tĩnh", "Hà"),
        ("Tịnh Biên", "Biên"),
        ("义安", "河江"),
        ("Хазянг", "Хайзыонг"),
        ("An Giang", "Kiên Giang"),
    ],
)
def test_names_that_are_only_near_do_not_fold_alike(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("Tịnh Biên", "tinh bien"),
        ("Tịnh Biên", "Tịnh Biên"),
        ("Hà Tĩnh", "ha tinh"),
        ("Hà Tĩnh", "tinh Ha Tinh"),
        ("Nghệ An", "tinh nghe an"),
        ("Nghệ An", "nghe an"),
    ],
)
def test_a_name_that_begins_like_a_word_for_its_kind_is_found(stored: str, typed: str) -> None:
    assert fold(stored) in folds(typed)


@pytest.mark.parametrize("name", ["tỉnh", "Province", "thành phố", "省", "City"])
def test_a_word_for_a_kind_of_place_alone_stays_a_name(name: str) -> None:
    assert fold(name)


@pytest.fixture(scope="module")
def units() -> list[dict[str, str]]:
    if not UNITS.exists():
        pytest.skip(f"the list of units is not here: {UNITS.name}")
    with UNITS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_province_folds_to_its_name_without_marks(units: list[dict[str, str]]) -> None:
    wrong = [
        (unit["name_vi"], fold(unit["name_vi"]))
        for unit in units
        if fold(unit["name_vi"]) != " ".join(unit["name_ascii"].lower().replace("-", " ").split())
    ]
    assert wrong == []


def test_every_province_folds_alike_however_it_is_written(units: list[dict[str, str]]) -> None:
    for unit in units:
        name, plain = unit["name_vi"], unit["name_ascii"]
        written = {
            *(name, plain, name.upper(), plain.lower(), f"{unit['type_vi']} {name}"),
            *(f"{plain} Province", unicodedata.normalize("NFD", name)),
        }
        assert {fold(one) for one in written} == {fold(name)}, name


def test_no_two_of_the_63_provinces_fold_alike(units: list[dict[str, str]]) -> None:
    assert len(units) == 63
    assert len({fold(unit["name_vi"]) for unit in units}) == 63


KNOWN = {fold(name): name for name in ("Nghệ An", "Hà Nam", "Hà Nội", "Hà Giang", "Hà Tĩnh", "Huế")}


def test_a_typing_error_is_answered_with_the_nearest_name_first() -> None:
    assert nearest("Nghe Am", KNOWN)[0] == "Nghệ An"


def test_at_most_three_names_are_suggested() -> None:
    assert 1 <= len(nearest("Ha", KNOWN, cutoff=0.1)) <= 3


def test_nothing_is_suggested_for_a_name_that_is_like_no_other() -> None:
    assert nearest("Wxyz", KNOWN) == []


def test_a_name_with_several_aliases_is_suggested_once() -> None:
    aliases = {"nghe an": "Nghệ An", "nghean": "Nghệ An", "nghe ann": "Nghệ An"}
    assert nearest("nghe a", aliases) == ["Nghệ An"]


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\r", "\ud800"])
def test_control_characters_are_refused(char: str) -> None:
    with pytest.raises(InvalidText, match="control characters") as refused:
        clean_text(f"Nghe{char}An", "entity")
    assert char not in str(refused.value)


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_an_empty_name_is_refused(text: str) -> None:
    with pytest.raises(InvalidText, match=r"owner.*is empty"):
        clean_text(text, "owner")


def test_a_name_may_have_its_full_length_but_no_more() -> None:
    assert clean_text("a" * MAX_NAME, "entity") == "a" * MAX_NAME
    with pytest.raises(InvalidText, match=f"more than {MAX_NAME}"):
        clean_text("a" * (MAX_NAME + 1), "entity")


def test_a_name_is_kept_composed_and_with_single_spaces() -> None:
    assert clean_text(unicodedata.normalize("NFD", " Nghệ\n An "), "entity") == "Nghệ An"
