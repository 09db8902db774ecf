from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest

from targettrack.domain.values.quantity import (
    Comparator,
    Quantity,
    Unit,
    in_unit,
    parse_quantity,
    parse_unit,
)
from targettrack.errors import AmbiguousNumber, InvalidQuantity, InvalidText, TargettrackError
from tests.domain.cases import BN_VND, PERCENT, D

POINTS = Unit("points")
M_USD = Unit("USD", 6)
TIMES = Unit("times")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("8%", "8", PERCENT),
        ("8.24 %", "8.24", PERCENT),
        ("8,24%", "8.24", PERCENT),
        ("-0.5%", "-0.5", PERCENT),
        ("+104%", "104", PERCENT),
        ("8 percent", "8", PERCENT),
        ("11,360 bn VND", "11360", BN_VND),
        ("11,360 billion VND", "11360", BN_VND),
        ("11,360 BN vnd", "11360", BN_VND),
        ("VND 11,360 billion", "11360", BN_VND),
        ("VND11,360 billion", "11360", BN_VND),
        ("1299 m USD", "1299", M_USD),
        ("1,299 million USD", "1299", M_USD),
        ("$1299 m", "1299", M_USD),
        ("15.5 trillion VND", "15.5", Unit("VND", 12)),
        ("2.5 nghìn tỷ đồng", "2.5", Unit("VND", 12)),
        ("1.5 times", "1.5", TIMES),
        ("1,5 lần", "1.5", TIMES),
        ("2 percentage points", "2", POINTS),
        ("20,802 houses", "20802", Unit("houses")),
        ("23 thousand houses", "23", Unit("houses", 3)),
        ("3 312 mld VND", "3312", BN_VND),
    ],
)
def test_a_value_is_read_with_its_unit(text: str, value: str, unit: Unit) -> None:
    assert parse_quantity(text) == Quantity(D(value), unit=unit)


@pytest.mark.parametrize(
    "text",
    ["11.360 tỷ đồng", "11.360 TỶ ĐỒNG", "11.360 tỉ đồng", "11 360 tỷ đồng", "11360 tỷ VND"],
)
def test_a_vietnamese_amount_is_read_in_vietnamese(text: str) -> None:
    for typed in (text, unicodedata.normalize("NFD", text)):
        assert parse_quantity(typed, "vi") == Quantity(D(11360), unit=BN_VND)


@pytest.mark.parametrize(
    ("text", "lang", "value", "unit"),
    [
        ("8.098,4 tỷ", "vi", "8098.4", Unit("", 9)),
        ("2,5 nghìn tỷ đồng", "vi", "2.5", Unit("VND", 12)),
        ("1.299 triệu USD", "vi", "1299", M_USD),
        ("1,2 điểm %", "vi", "1.2", POINTS),
        ("11.36万亿", "zh", "11.36", Unit("", 12)),
        ("11.36万亿越南盾", "zh", "11.36", Unit("VND", 12)),
        ("80984亿越南盾", "zh", "8098.4", BN_VND),
        ("1.2万户", "zh", "12", Unit("户", 3)),
        ("0.5个百分点", "zh", "0.5", POINTS),
        ("1 299 млн долл. США", "ru", "1299", M_USD),
        ("3,3 трлн вьетнамских донгов", "ru", "3.3", Unit("VND", 12)),
        ("3 312 млрд донгов", "ru", "3312", BN_VND),
        ("0,5 п.п.", "ru", "0.5", POINTS),
        ("6,52%", "pl", "6.52", PERCENT),
        ("12 tys. osób", "pl", "12", Unit("osób", 3)),
        ("1\u202f299 mln USD", "pl", "1299", M_USD),
        ("1\u2009299 mln USD", "pl", "1299", M_USD),
        ("1\u00a0299 mln USD", "pl", "1299", M_USD),
        ("2,5 bln dongów", "pl", "2.5", Unit("VND", 12)),
        ("0,5 pkt proc.", "pl", "0.5", POINTS),
    ],
)
def test_a_value_is_read_with_the_magnitudes_of_its_language(
    text: str, lang: str, value: str, unit: Unit
) -> None:
    read = parse_quantity(text, lang)
    assert read == Quantity(D(value), unit=unit)
    assert read.value.as_tuple().exponent == D(value).as_tuple().exponent


@pytest.mark.parametrize("text", ["万", "亿越南盾"])
def test_a_unit_to_count_in_goes_by_thousands(text: str) -> None:
    with pytest.raises(InvalidQuantity, match="write thousand, m, bn or trn"):
        parse_unit(text)


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        (">= 8%", Comparator.AT_LEAST),
        (">=8%", Comparator.AT_LEAST),
        ("≥ 8%", Comparator.AT_LEAST),
        ("=> 8%", Comparator.AT_LEAST),
        ("8% or more", Comparator.AT_LEAST),
        ("8 % OR MORE", Comparator.AT_LEAST),
        (">= 8% or more", Comparator.AT_LEAST),
        ("at least 8%", Comparator.AT_LEAST),
        ("At Least 8%", Comparator.AT_LEAST),
        ("8% trở lên", Comparator.AT_LEAST),
        ("ít nhất 8%", Comparator.AT_LEAST),
        ("> 8%", Comparator.MORE),
        ("over 8%", Comparator.MORE),
        ("more than 8%", Comparator.MORE),
        ("trên 8%", Comparator.MORE),
        ("<= 8%", Comparator.AT_MOST),
        ("up to 8%", Comparator.AT_MOST),
        ("không quá 8%", Comparator.AT_MOST),
        ("8% or less", Comparator.AT_MOST),
        ("8% trở xuống", Comparator.AT_MOST),
        ("< 8%", Comparator.LESS),
        ("below 8%", Comparator.LESS),
        ("dưới 8%", Comparator.LESS),
        ("about 8%", Comparator.ABOUT),
        ("khoảng 8%", Comparator.ABOUT),
        ("8%以上", Comparator.AT_LEAST),
        ("不低于8%", Comparator.AT_LEAST),
        ("超过8%", Comparator.MORE),
        ("8% и более", Comparator.AT_LEAST),
        ("не менее 8%", Comparator.AT_LEAST),
        ("более 8%", Comparator.MORE),
        ("co najmniej 8%", Comparator.AT_LEAST),
        ("ponad 8%", Comparator.MORE),
        ("gần 8%", Comparator.LESS),
        ("= 8%", Comparator.EQUAL),
        ("8%", None),
    ],
)
def test_the_comparator_is_kept_as_stated(text: str, comparator: Comparator | None) -> None:
    assert parse_quantity(text) == Quantity(D(8), unit=PERCENT, comparator=comparator)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("1.5-1.7", "1.5", "1.7", None),
        ("1.5-1.7 times", "1.5", "1.7", TIMES),
        ("1.5 – 1.7 times", "1.5", "1.7", TIMES),  # noqa: RUF001 - the typeset dash
        ("1,5-1,7 lần", "1.5", "1.7", TIMES),
        ("9.5 to 10.5%", "9.5", "10.5", PERCENT),
        ("9.5%-10.5%", "9.5", "10.5", PERCENT),
        ("9,5 đến 10,5%", "9.5", "10.5", PERCENT),
        ("-1-2%", "-1", "2", PERCENT),
        ("10,000-12,000 bn VND", "10000", "12000", BN_VND),
    ],
)
def test_a_range_keeps_both_edges(text: str, low: str, high: str, unit: Unit | None) -> None:
    assert parse_quantity(text) == Quantity(D(low), D(high), unit, Comparator.BETWEEN)


@pytest.mark.parametrize("text", ["1.7-1.5", "1.5-1.5", "10-9%", "5 - 3%"])
def test_a_range_upside_down_is_refused(text: str) -> None:
    with pytest.raises(InvalidQuantity, match="upside down"):
        parse_quantity(text)


@pytest.mark.parametrize("text", [">= 1.5-1.7", "9-10% or more", "about 9-10%"])
def test_a_range_with_a_comparator_is_refused(text: str) -> None:
    with pytest.raises(InvalidQuantity, match="one or the other"):
        parse_quantity(text)


@pytest.mark.parametrize("text", ["1.299", "1.299 m USD", ">= 1.299 m USD", "1.5-1.700"])
def test_a_value_that_reads_two_ways_is_refused_with_both_readings(text: str) -> None:
    with pytest.raises(AmbiguousNumber) as refused:
        parse_quantity(text)
    assert "(point as decimal)" in str(refused.value)
    assert "(point for thousands)" in str(refused.value)


def test_both_readings_of_a_refused_value_are_named() -> None:
    with pytest.raises(AmbiguousNumber, match=r"1\.299 \(point as decimal\) or 1299 \(point for"):
        parse_quantity("1.299 m USD")


@pytest.mark.parametrize(
    "text",
    ["NaN", "nan%", "inf", "-Infinity %", "∞", "eight", "%", ">=", "1e5", "1e400", "8% bn VND"],
)
def test_what_is_no_finite_value_is_refused(text: str) -> None:
    with pytest.raises(InvalidQuantity):
        parse_quantity(text)


@pytest.mark.parametrize("text", ["", "  ", "8\x00%", "8\x1b[31m%", "8\r%"])
def test_an_empty_value_or_one_with_control_characters_is_refused(text: str) -> None:
    with pytest.raises(InvalidText):
        parse_quantity(text)


def test_a_value_without_a_unit_is_refused_where_one_is_needed_with_what_to_write() -> None:
    with pytest.raises(InvalidQuantity, match=r"no unit.*Revenue is in bn VND.*11360 bn VND"):
        in_unit(parse_quantity("11360"), BN_VND, "11360", "Revenue")


@pytest.mark.parametrize(
    ("text", "unit"),
    [("8%", BN_VND), ("8 bn VND", PERCENT), ("8 m USD", BN_VND), ("8 points", PERCENT)],
)
def test_a_value_in_another_unit_is_refused(text: str, unit: Unit) -> None:
    with pytest.raises(InvalidQuantity, match=f"but Revenue is in {unit}"):
        in_unit(parse_quantity(text), unit, text, "Revenue")


@pytest.mark.parametrize(
    ("text", "unit"),
    [("5 Tấn", "tonnes"), ("5 nghìn Lượt", "thousand arrivals"), ("5 Doanh nghiệp", "enterprises")],
)
def test_what_is_counted_is_the_same_with_a_capital_and_in_vietnamese(text: str, unit: str) -> None:
    assert in_unit(parse_quantity(text), parse_unit(unit), text, "it").value == 5


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("11,360 bn VND", "11360"),
        ("11.36 trillion VND", "11360"),
        ("11.36 nghìn tỷ đồng", "11360"),
        ("500 million VND", "0.500"),
        ("11360000000000 VND", "11360.000000000"),
        ("0 VND", "0"),
    ],
)
def test_an_amount_is_converted_to_the_power_of_the_indicator(text: str, value: str) -> None:
    converted = in_unit(parse_quantity(text), BN_VND, text, "Revenue")
    assert converted.value == D(value)
    assert int(converted.value.as_tuple().exponent) <= 0
    assert converted.unit == BN_VND


def test_conversion_keeps_the_comparator_and_both_edges() -> None:
    text = "1.5-1.75 trillion VND"
    assert in_unit(parse_quantity(text), BN_VND, text, "Revenue") == Quantity(
        D(1500), D(1750), BN_VND, Comparator.BETWEEN
    )


@pytest.mark.parametrize("digits", ["9" * 25, "9" * 27, "9" * 40, "1" + "0" * 30])
def test_a_huge_amount_is_converted_exactly_or_refused(digits: str) -> None:
    text = f"{digits} trillion VND"
    try:
        value = in_unit(parse_quantity(text), BN_VND, text, "Revenue").value
    except TargettrackError:
        return
    assert value == Decimal(digits + "000")


@pytest.mark.parametrize(
    ("text", "unit", "printed"),
    [
        ("%", PERCENT, "%"),
        ("phần trăm", PERCENT, "%"),
        ("bn VND", BN_VND, "bn VND"),
        ("tỷ đồng", BN_VND, "bn VND"),
        ("triệu USD", M_USD, "m USD"),
        ("m usd", M_USD, "m USD"),
        ("thousand houses", Unit("houses", 3), "thousand houses"),
        ("projects", Unit("projects"), "projects"),
    ],
)
def test_a_unit_is_read_and_printed(text: str, unit: Unit, printed: str) -> None:
    assert parse_unit(text) == unit
    assert str(unit) == printed


@pytest.mark.parametrize("text", ["m3", "deaths per 100,000", "stock (per 10,000 people)"])
def test_digits_may_belong_to_a_unit(text: str) -> None:
    assert str(parse_unit(text)) == text


@pytest.mark.parametrize("text", ["5", "2 m", "1000 VND"])
def test_a_unit_with_a_digit_is_refused(text: str) -> None:
    with pytest.raises(InvalidQuantity, match="not a unit"):
        parse_unit(text)


def test_a_magnitude_alone_is_of_the_unit_asked_for_but_not_of_a_percentage() -> None:
    stated = parse_quantity("17,722 bn")
    assert in_unit(stated, Unit("VND", 9), "17,722 bn", "revenue").value == 17722
    with pytest.raises(InvalidQuantity, match="but growth is in %"):
        in_unit(stated, Unit("%"), "17,722 bn", "growth")


@pytest.mark.parametrize("unit", ["this year", "trainings this year", "per year", "so far"])
def test_a_time_is_no_unit(unit: str) -> None:
    with pytest.raises(InvalidQuantity, match="is a time and no unit"):
        parse_unit(unit)
    assert str(parse_unit("tonnes per year")) == "tonnes per year"
