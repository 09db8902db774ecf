from __future__ import annotations

from decimal import Decimal

import pytest

from targettrack.domain.values.number import read_number
from targettrack.errors import AmbiguousNumber, InvalidQuantity
from targettrack.shown import rounded, show_exact, show_number


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("8", None, "8"),
        ("8.24", None, "8.24"),
        ("8,24", None, "8.24"),
        ("8.20", None, "8.20"),
        ("11,360", None, "11360"),
        ("11.360", "vi", "11360"),
        ("11,360", "en", "11360"),
        ("1.299", "en", "1.299"),
        ("1.299", "vi", "1299"),
        ("1,299", "vi", "1.299"),
        ("8.24", "vi", "8.24"),
        ("0.125", None, "0.125"),
        ("0,125", None, "0.125"),
        ("1234.567", None, "1234.567"),
        ("1,234.5", None, "1234.5"),
        ("1.234,5", None, "1234.5"),
        ("1.234.567", None, "1234567"),
        ("1,234,567", None, "1234567"),
        ("123,456", None, "123456"),
        ("1234,567", None, "1234.567"),
        ("1,234,567.89", "vi", "1234567.89"),
        ("2.703,973", None, "2703.973"),
        ("12 345", None, "12345"),
        ("12\u202f345,6", None, "12345.6"),
        ("12\u2007345,6", None, "12345.6"),
        ("1.299", "zh", "1.299"),
        ("1,299", "zh", "1299"),
        ("1,299", "ru", "1.299"),
        ("1,299", "pl", "1.299"),
        ("3\u00a0312", None, "3312"),
        ("-5", None, "-5"),
        ("−5.5", None, "-5.5"),
        ("+5", None, "5"),
        (" 5 ", None, "5"),
        (" -5", None, "-5"),
        (" −5", None, "-5"),
    ],
)
def test_a_number_is_read_exactly(text: str, lang: str | None, value: str) -> None:
    number = read_number(text, lang)
    assert number == Decimal(value)
    assert number.as_tuple().exponent == Decimal(value).as_tuple().exponent


@pytest.mark.parametrize(
    ("text", "lang", "small", "large"),
    [
        ("1.299", None, "1.299", "1299"),
        ("123.456", None, "123.456", "123456"),
        ("-1.299", None, "1.299", "1299"),
        ("1.299", "ru", "1.299", "1299"),
        ("1.299", "pl", "1.299", "1299"),
    ],
)
def test_a_point_before_three_digits_is_refused_with_both_readings(
    text: str, lang: str | None, small: str, large: str
) -> None:
    with pytest.raises(AmbiguousNumber) as refused:
        read_number(text, lang)
    said = str(refused.value)
    assert f"{small} (point as decimal)" in said
    assert f"{large} (point for thousands)" in said
    assert "--lang vi" in said


@pytest.mark.parametrize(
    "text",
    [
        "1,23,456",
        "12.34.56",
        "1 23",
        "1,2345.6",
        "12 34 567",
        "1234,567.8",
        "1.2345,6",
        "1 234.5.6",
    ],
)
def test_wrongly_grouped_digits_are_refused(text: str) -> None:
    with pytest.raises(InvalidQuantity, match="group three digits"):
        read_number(text)


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", "abc", "NaN", "nan", "Infinity", "-inf", "sNaN", "1e5", "--5", "+-5", "."],
)
def test_what_is_no_finite_number_is_refused(text: str) -> None:
    with pytest.raises(InvalidQuantity):
        read_number(text)


@pytest.mark.parametrize(
    ("value", "decimals", "lang", "printed"),
    [
        ("11360", 0, "en", "11,360"),
        ("11360", 0, "vi", "11.360"),
        ("1234.5", 2, "en", "1,234.50"),
        ("1234.5", 2, "vi", "1.234,50"),
        ("-2.885", 2, "en", "-2.89"),
        ("46.25", 1, "en", "46.3"),
        ("46.25", 1, "vi", "46,3"),
        ("2.5", 0, "en", "3"),
        ("3.5", 0, "en", "4"),
        ("-0.004", 2, "en", "0.00"),
        ("-0.004", 2, "vi", "0,00"),
        ("1e30", 0, "en", "1,000,000,000,000,000,000,000,000,000,000"),
        ("1e30", 2, "vi", "1.000.000.000.000.000.000.000.000.000.000,00"),
    ],
)
def test_a_number_prints_grouped_and_a_half_away_from_zero(
    value: str, decimals: int, lang: str, printed: str
) -> None:
    assert show_number(Decimal(value), decimals, lang) == printed


@pytest.mark.parametrize(
    ("value", "printed"), [("5", "+5.0"), ("-5", "-5.0"), ("0.01", "0.0"), ("-0.01", "0.0")]
)
def test_a_signed_number_carries_its_sign_unless_it_prints_as_zero(
    value: str, printed: str
) -> None:
    assert show_number(Decimal(value), 1, signed=True) == printed


@pytest.mark.parametrize(("value", "printed"), [("8.240", "8.240"), ("8", "8"), ("1E+3", "1,000")])
def test_an_exact_number_keeps_the_decimals_it_was_given_with(value: str, printed: str) -> None:
    assert show_exact(Decimal(value)) == printed


def test_rounding_keeps_as_many_digits_as_the_value_has() -> None:
    assert rounded(Decimal("123456789012345678901234567890.125"), 2) == Decimal(
        "123456789012345678901234567890.13"
    )
