"""The page of a few verdicts: its title, its headline, and its news."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.records.entity import Entity, EntityKind
from targettrack.domain.values.status import Status
from targettrack.domain.views.news import news
from targettrack.render.pages.page import FEW, PagePart, Report, page
from tests.domain.cases import EIGHT, day, growth_of_the_half_year, revenue_in_may
from tests.pages import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targettrack.domain.judge.assessment import Assessment

REVENUE = revenue_in_may()


def of(*entities: Entity) -> list[Assessment]:
    return [replace(REVENUE, entity=entity) for entity in entities]


def provinces(count: int) -> list[Assessment]:
    return of(*(Entity(f"Province {n}", EntityKind.PROVINCE) for n in range(count)))


def text_of(every: Sequence[Assessment], before: Sequence[Assessment] | None = None) -> str:
    earlier = every if before is None else before
    parts = [PagePart((one,), ()) for one in every]
    report = Report(every, parts, (), news(earlier, every), day("2025-05-31"))
    return " ".join(Page(page(report, "en")).text.split())


def test_a_few_entities_are_named_and_many_are_counted() -> None:
    country = Entity("Viet Nam", EntityKind.COUNTRY)
    assert text_of([REVENUE]).startswith("Nghệ An: targets on 10 June 2025")
    assert text_of(provinces(3)).startswith("Province 0, Province 1, Province 2: targets")
    assert text_of(provinces(4)).startswith("4 provinces: targets")
    assert text_of([*provinces(4), *of(country)]).startswith("5 entities: targets")


def test_the_headline_counts_what_is_behind() -> None:
    off = replace(REVENUE, status=Status.OFF_TRACK)
    growth = growth_of_the_half_year(EIGHT)
    assert "0 of 1 targets are behind" in text_of([REVENUE])
    assert "1 of 2 targets is behind" in text_of([off, replace(growth, status=Status.ON_TRACK)])


def test_only_what_is_behind_is_among_the_worst() -> None:
    assert "The worst" not in text_of([REVENUE])
    assert "The worst" in text_of([replace(REVENUE, status=Status.AT_RISK)])


def test_a_day_without_news_says_so() -> None:
    assert "Since 31 May 2025: no verdict has changed" in text_of([REVENUE])


def test_more_news_than_a_few_is_behind_a_fold() -> None:
    every = provinces(FEW + 3)
    assert f"Since 31 May 2025: {FEW + 3} new" in text_of(every, [])
    assert "3 more" in text_of(every, [])
    assert "more" not in text_of(every[:FEW], []).partition("Targets, worst first")[0]


def test_what_is_gone_is_named() -> None:
    gone = of(Entity("Hà Giang"))
    assert "Gone (1)" in text_of([REVENUE], [REVENUE, *gone])
    assert "Hà Giang" in text_of([REVENUE], [REVENUE, *gone])


def test_a_verdict_that_is_lost_says_what_it_was() -> None:
    lost = replace(REVENUE, status=Status.NO_DATA)
    text = text_of([lost], [REVENUE])
    assert "Without a verdict now (1)" in text
    assert "was on-track" in text
