from __future__ import annotations

from datetime import date

import pytest

from targettrack.capture import found_in
from targettrack.domain.plans.proposal import Claim, Proposal
from targettrack.domain.records.indicator import Indicator
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.observation import Basis, Qualifier
from targettrack.domain.values.period import parse_period
from targettrack.domain.values.quantity import Unit
from targettrack.exchange.packaged import catalogue, places

DAY = date(2025, 7, 4)
INDEX = "За первое полугодие 2024 года рост экспорта к уровню прошлого года — 107,2%."  # noqa: RUF001


def read(
    *paragraphs: str, published: date | None = DAY, about: str | None = "Nghệ An"
) -> list[Proposal]:
    return found_in(paragraphs, catalogue(), places(), published, about).proposals


def read_below(*sentences: str) -> list[Proposal]:
    """Read sentences below a heading that says when."""
    year = "2024年" if any("。" in sentence for sentence in sentences) else "2024"
    return read(year, *sentences)


def not_understood(*paragraphs: str, about: str | None = None) -> list[tuple[str, str]]:
    """Return the numbers that were seen and not understood, with what is missing."""
    seen = found_in(paragraphs, catalogue(), places(), DAY, about).seen
    return [(one.number, "; ".join(one.missing)) for one in seen]


def stated(made: list[Proposal]) -> list[tuple[str, str, str]]:
    """Return claim, value and period of each."""
    return [(p.claim.value, str(p.quantity.value), str(p.period)) for p in made]


def test_a_proposal_says_where_it_stands_and_what_it_is_of() -> None:
    (made,) = read(
        "Báo cáo của tỉnh Nghệ An.",
        "Thu ngân sách 5 tháng đầu năm 2025 ước đạt hơn 11.360 tỷ đồng.",
    )
    assert made.quote == "Thu ngân sách 5 tháng đầu năm 2025 ước đạt hơn 11.360 tỷ đồng."
    assert (made.entity, made.indicator, made.paragraph) == ("Nghệ An", "budget-revenue", 1)
    assert (made.basis, made.qualifier) == (Basis.YTD, Qualifier.ESTIMATED)
    assert made.inherited == ("entity",)


def test_a_quote_is_a_sentence_verbatim() -> None:
    paragraph = (
        "W 2024 r. eksport wzrósł o 5%. „Nasz cel”, mówi przewodniczący, to tys. zadań. "
        "Dochody budżetu  (ok. 3 mld VND) wzrosły o 7%! Źródło: urząd."
    )
    assert [p.quote for p in read(paragraph) if p.quantity.unit == Unit("%")] == [
        "W 2024 r. eksport wzrósł o 5%.",
        "Dochody budżetu  (ok. 3 mld VND) wzrosły o 7%!",
    ]


def test_month_and_cumulative_figures_of_one_paragraph_keep_their_periods() -> None:
    made = read(
        "Industrial production in May rose by 18.4%. In the first 5 months, it rose by 13.89%. "
        "Retail sales reached VND9,000 billion."
    )
    assert stated(made) == [
        ("observation", "18.4", "2025-05"),
        ("observation", "13.89", "2025-01/2025-05"),
        ("observation", "9000", "2025-01/2025-05"),
    ]
    assert made[1].inherited == ("entity", "indicator")


def test_a_day_in_mid_month_is_the_figures_own() -> None:
    made = read(
        "GRDP w ciągu pierwszych 9 miesięcy wzrósł o 6,5%. Dochody budżetowe do 12 października "
        "osiągnęły 3 312 mld VND, o 69% więcej niż rok wcześniej. Eksport wzrósł o 5%.",
        published=date(2025, 11, 1),
    )
    assert [period for _, _, period in stated(made)] == [
        "2025-9M",
        "2025-01-01/2025-10-12",
        "2025-01-01/2025-10-12",
        "2025-9M",
    ]


def test_without_a_year_a_period_is_one_that_was_over_by_the_day_of_the_text() -> None:
    sentence = "Exports in the first 9 months reached 1.2 billion USD."
    assert read(sentence, published=date(2025, 3, 1))[0].period == parse_period("2024-9M")
    assert read(sentence, published=date(2025, 10, 1))[0].period == parse_period("2025-9M")


def test_the_year_that_a_text_names_most_is_meant_where_its_day_is_unknown() -> None:
    made = read("Plan 2023 and targets for 2023, not 2020.", "GRDP in May rose 5%.", published=None)
    assert [str(p.period) for p in made] == ["2023-05"]


def test_nothing_is_known_of_the_year_where_no_year_is_named() -> None:
    found = found_in(["Exports in May rose 5%."], catalogue(), [], None, "Nghệ An")
    assert found.proposals == []
    assert [(one.number, one.missing) for one in found.seen] == [("5%", ("no period",))]


def test_a_heading_makes_targets_of_the_list_below_it_and_of_no_more() -> None:
    made = read(
        "Mục tiêu năm 2026:",
        "- GRDP tăng 11%.",
        "- Thu ngân sách đạt 65.000 tỷ đồng;",
        "Xuất khẩu đạt 6 tỷ USD.",
    )
    assert [(p.claim, str(p.period)) for p in made] == [(Claim.TARGET, "2026")] * 2


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        ("The province strives for exports of 2 billion USD, retail sales of VND900 billion.", 2),
        ("To reach the target, exports rose by 5%.", 0),
        ("The Council agreed with the targets, in which GRDP growth reached over 10%.", 1),
        ("Exports reached 45% of the target.", 0),
        ("GRDP growth of 8% or more.", 1),
        ("Exports rose 8%.", 0),
    ],
)
def test_a_target_is_told_from_a_figure(sentence: str, target: int) -> None:
    assert sum(p.claim is Claim.TARGET for p in read_below(sentence)) == target


def test_growth_of_the_economy_is_the_countrys_where_a_central_body_sets_it() -> None:
    made = read(
        "Nghệ An, kế hoạch 2025.",
        "Kết luận của Trung ương đề ra mục tiêu tăng trưởng 8% trở lên năm 2025.",
        "Tỉnh phấn đấu tăng trưởng 10,5% năm 2025.",
        about=None,
    )
    assert [(p.entity, p.indicator) for p in made] == [
        ("Viet Nam", "gdp-growth"),
        ("Nghệ An", "grdp-growth"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Retail sales rose by 1,200 billion VND.",
        "Exports in May rose 1.3% from the previous month.",
        "Industry accounts for 38% of the economy.",
        "The rate is higher than the national average of 54.4%.",
        "Resolution No. 57 of 2025, Plan 322 and 9 delegates.",
        "Доля промышленности в экономике составила 46%.",
        "Экспорт достиг 1.299 млн долл. США.",
        "On June 10 the plan of the 18th Congress was approved by 100% of delegates.",
    ],
)
def test_what_no_claim_can_hold_is_left_out(sentence: str) -> None:
    assert read_below(sentence) == []


def test_of_a_change_from_one_value_to_another_the_second_counts() -> None:
    made = read_below("Tỷ lệ hộ nghèo giảm từ 2,9% xuống 2,2% trong 6 tháng đầu năm.")
    assert stated(made) == [("observation", "2.2", "2025-H1")]


def test_the_same_statement_is_proposed_once() -> None:
    sentence = "Exports in May rose 5% over the same period."
    assert len(read_below(sentence, sentence)) == 1


@pytest.mark.parametrize(
    ("sentence", "indicator"),
    [
        ("Chỉ số sản xuất công nghiệp tăng 9%.", "iip-growth"),
        ("Thu nội địa đạt 5.000 tỷ đồng.", "domestic-revenue"),
        ("Tổng mức bán lẻ hàng hóa tăng 9%.", "retail-sales"),
        ("The index of industrial production rose by 9%.", "iip-growth"),
        ("Public investment disbursement reached 30% of the plan.", "public-investment"),
        ("FDI reached 200 million USD.", "fdi"),
        ("地区生产总值增长9%。", "grdp-growth"),
        ("国家预算收入达5万亿越南盾。", "budget-revenue"),
        ("进出口总额增长9%。", "trade-turnover"),
        ("Экспорт вырос на 9%.", "export-turnover"),
        ("ВРП вырос на 9%.", "grdp-growth"),
        ("Уровень бедности составил 2%.", "poverty-rate"),
        ("Dochody budżetowe wyniosły 5 mld VND.", "budget-revenue"),
        ("Wskaźnik produkcji przemysłowej wzrósł o 9%.", "iip-growth"),
        ("Liczba turystów wzrosła o 9%.", "tourist-arrivals"),
    ],
)
def test_well_known_indicators_are_recognised_in_each_language(
    sentence: str, indicator: str
) -> None:
    assert [p.indicator for p in read_below(sentence)] == [indicator]


def test_an_indicator_of_ones_own_is_recognised_by_its_names() -> None:
    forest = Indicator(
        "forest-cover", "Forest cover", Kind.LEVEL, Unit("%"), names=(("vi", "Tỷ lệ che phủ rừng"),)
    )
    known = {"forest-cover": forest}
    text = "Tỷ lệ che phủ rừng đạt 47,6% trong năm 2024."
    made = found_in([text], known, [], DAY, "Nghệ An").proposals
    assert [(p.indicator, str(p.period)) for p in made] == [("forest-cover", "2024")]


def test_an_indicator_is_taken_only_where_its_unit_fits() -> None:
    sentence = "GRDP per capita reached VND75 million. GRDP grew by 8%."
    assert [p.indicator for p in read_below(sentence)] == ["grdp-growth"]
    assert not_understood("2024", sentence, about="Nghệ An") == [("VND75 million", "no indicator")]


def test_a_magnitude_alone_is_of_what_the_indicator_counts() -> None:
    sentence = "Thu ngân sách đạt 11.360 tỷ. GRDP đạt 100 nghìn tỷ."
    assert [str(p.quantity.unit) for p in read_below(sentence)] == ["bn VND"]
    assert not_understood("2024", sentence, about="Nghệ An") == [("100 nghìn tỷ", "no indicator")]


def test_the_words_of_comparison_say_whose_plan_it_is() -> None:
    made = read_below("Thu ngân sách đạt 45% dự toán trung ương giao, 40% kế hoạch.")
    assert [p.compared_with for p in made] == ["dự toán trung ương giao", "kế hoạch"]


def test_confidence_falls_with_what_is_taken_over_and_what_is_left_open() -> None:
    sentence = "Exports in May 2025 reached 200 million USD, up 3% over the same period."
    sure, growth = read(sentence, "In June, industrial production rose by 2%.")[::2]
    assert (sure.confidence, sure.inherited) == (0.85, ("entity",))
    assert growth.confidence < sure.confidence  # of a month, against what is not said


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        ("The trade deficit of the country fell to $3.1 billion in 2024.", 'not read: "deficit"'),
        ("Exports to Japan, the largest market, were 4 billion USD in 2024.", "Japan"),
        ("Ten provinces posted GRDP growth of over 9 per cent in 2024.", "Ten provinces"),
        ("Exports reached VND3.4 zillion in 2024.", "zillion"),
        ("Xuất khẩu hàng dệt may năm 2024 đạt 3 tỷ USD.", "dệt may"),
        ("Xuất khẩu năm 2024 đạt 3 tỷ USD sang Nhật Bản.", "sang Nhật Bản"),
        ("2024年,对日本出口额达30亿美元。", "对日本"),
        ("Экспорт нефти в 2024 году составил 3 млрд долл. США.", "нефти"),
        ("Eksport węgla w 2024 roku wyniósł 3 mld USD.", "węgla"),
        (
            "Growth in 2024 was faster than in the same period last year, when GDP rose 4.2%.",
            "when",
        ),
        ("Exports in May 2025 rose 1.3% from the previous month.", "an earlier month"),
        ("Thu ngân sách năm 2024 tăng 5% (cùng kỳ năm trước tăng 3%).", "in brackets"),
        ("Exports in 2024 rose by 1,200 million USD.", "a change by an amount"),
        ("Exports and imports rose by 6% and 7% in 2024.", "several indicators"),
    ],
)
def test_what_is_not_understood_wholly_is_listed_apart(sentence: str, missing: str) -> None:
    found = found_in([sentence], catalogue(), places(), DAY, "Viet Nam")
    assert [p for p in found.proposals if "5%" not in sentence] == []
    assert any(missing in reason for one in found.seen for reason in one.missing)


def test_an_index_is_growth_of_what_goes_beyond_a_hundred() -> None:
    made = read(INDEX)
    assert stated(made) == [("year-on-year", "7.2", "2024-H1")]


def test_what_somebody_says_it_is_about_wins_over_a_place_that_is_named_later() -> None:
    made = read(
        "IIP tháng 8 tăng 3,1% so với cùng kỳ năm trước. Một số nơi có IIP tăng so với tháng "
        "trước: Hải Phòng tăng 12,4%; Bắc Ninh tăng 4,2%. Tính chung 8 tháng, IIP tăng 0,7%.",
        "IIP của Hải Phòng 8 tháng tăng 9%.",
        published=date(2024, 9, 9),
        about="Viet Nam",
    )
    assert [(p.entity, str(p.quantity.value)) for p in made] == [
        ("Viet Nam", "3.1"),
        ("Viet Nam", "0.7"),
        ("Hải Phòng", "9"),
    ]


def test_a_paragraph_and_a_heading_carry_place_and_time_on() -> None:
    made = read(
        "Tin các tỉnh",
        "Hà Tĩnh, năm 2024",
        "GRDP tăng 6%. Thu ngân sách ước đạt 18.200 tỷ đồng.",
        "Nghệ An: năm 2023, GRDP tăng 5%. Thu ngân sách đạt 9.000 tỷ đồng.",
        about=None,
    )
    assert [(p.entity, str(p.quantity.value), str(p.period)) for p in made] == [
        ("Hà Tĩnh", "6", "2024"),
        ("Hà Tĩnh", "18200", "2024"),
        ("Nghệ An", "5", "2023"),
        ("Nghệ An", "9000", "2023"),
    ]


def test_of_two_values_for_one_thing_neither_is_understood() -> None:
    sentences = (
        "Exports in May 2025 reached 200 million USD. Exports in May 2025 were 260 million USD."
    )
    assert read(sentences) == []
    assert {why for _, why in not_understood(sentences, about="Nghệ An")} == {
        "the text states another value too"
    }


def test_a_figure_of_a_period_that_is_not_over_is_an_estimate() -> None:
    (made,) = read("GRDP năm 2024 tăng 6%.", published=date(2024, 11, 15))
    assert made.qualifier is Qualifier.ESTIMATED
    assert read("GRDP năm 2024 tăng 6%.", published=date(2024, 3, 15)) == []


def test_the_place_is_taken_from_the_address_where_no_title_names_it() -> None:
    made = read(
        "Wzrost.",
        "Eksport w maju wyniósł 5 mln USD.",
        "Tekst.",
        "Source: https://baocaobang.vn/a.html",
        about=None,
    )
    assert [p.entity for p in made] == ["Cao Bằng"]


def test_a_month_that_does_not_exist_is_no_period() -> None:
    assert not_understood("Xuất khẩu tháng 13 đạt 5 tỷ USD.", about="Nghệ An") == [
        ("5 tỷ USD", 'no period; not read: "tháng 13"')
    ]
