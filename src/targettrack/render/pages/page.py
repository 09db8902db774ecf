"""A report as one HTML page that needs nothing else: no network, no font, no script of others."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack import __version__
from targettrack.domain.records.entity import EntityKind
from targettrack.domain.records.scenario import PLAIN
from targettrack.domain.values.status import Flag
from targettrack.domain.views.ranking import tally, worst_of
from targettrack.message import Message, Plural, word
from targettrack.render.charts.svg import drawing
from targettrack.render.columns import PAGE, StatusRow
from targettrack.render.messages.catalogue import translate
from targettrack.render.messages.words import SIGNS, day_line, settled_before
from targettrack.render.tables.arithmetic import facts
from targettrack.render.tables.rollup import TIERS
from targettrack.render.templates import environment
from targettrack.shown import show_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.values.period import Period
    from targettrack.domain.views.chart_data import ChartCurve
    from targettrack.domain.views.news import News
    from targettrack.domain.views.rollup import RollUp

WORST = 3
FEW = 8  # news of one sort that are seen before a fold is opened
NAMED = 3  # entities that a title names
PLURALS = {
    EntityKind.COUNTRY: word("{n} countries"),
    EntityKind.PROVINCE: word("{n} provinces"),
    EntityKind.COMMUNE: word("{n} communes"),
    EntityKind.WARD: word("{n} wards"),
    EntityKind.DEPARTMENT: word("{n} departments"),
    EntityKind.UNIT: word("{n} units"),
}
FILTERS = {
    "entity": word("Entity"),
    "owner": word("Owner"),
    "scenario": word("Scenario"),
    "status": word("Status"),
}


class PagePart(Struct, frozen=True):
    """One series: its verdicts, and the lines of the chart of each period."""

    verdicts: tuple[Assessment, ...]
    charts: tuple[Sequence[ChartCurve], ...]

    @property
    def indicator(self) -> Indicator:
        """What is measured."""
        return self.verdicts[0].indicator

    @property
    def assumed(self) -> set[tuple[str, Period]]:
        """The targets whose trajectory nobody issued."""
        return {one.target.key for one in self.verdicts if Flag.ASSUMED_PATH in one.flags}


class Report(Struct, frozen=True):
    """What a page says.

    Attributes:
        every: the verdicts on what is open and what was settled since, at least one.
        parts: the series that are listed, worst first.
        news: what has become of every one since the evening of `since`.
        unlisted: how many more were settled before that.
    """

    every: Sequence[Assessment]
    parts: Sequence[PagePart]
    roll_ups: Sequence[RollUp]
    news: News
    since: date
    unlisted: int = 0


def page(report: Report, lang: str) -> str:
    """Return the page."""
    every = report.every
    listed = [one for part in report.parts for one in part.verdicts]
    choices = _choices(listed)
    places = {
        name: {value: place for place, value in enumerate(values)}
        for name, values in choices.items()
    }
    template = environment().get_template("report.html")
    return template.render(
        report=report,
        version=__version__,
        lang=lang,
        say=lambda text: translate(text, lang),
        title=title_of(every, lang),
        many=len({one.entity.name for one in (*every, *report.news.gone)}) > 1,
        day=translate(every[0].as_of, lang),
        day_line=day_line(every[0], lang),
        since=translate(report.since, lang),
        count=lambda number: _count(number, lang),
        behind=translate(_behind(every), lang),
        part=Message(
            "{listed} of {n} targets, as was asked for; the counts above are of all.",
            listed=len(listed),
            n=len(every),
        ),
        unlisted=settled_before(report.unlisted, report.since, lang),
        was_said=lambda one: translate(Message("was {status}", status=one.status), lang),
        counts=[
            (status, translate(status, lang), SIGNS[status][0], count)
            for status, count in tally(every)
        ],
        counted=[
            (_capital(translate(_counted(one, every), lang)), translate(one.steps[0], lang))
            for one in report.roll_ups
        ],
        worst=worst_of(every, WORST),
        news=_sorts_of(report.news),
        news_line=_news_line(report.news, lang),
        few=FEW,
        cells=PAGE,
        filters=FILTERS,
        choices=choices,
        listed=len(listed),
        charted=any(part.charts for part in report.parts),
        found_by=lambda one: " ".join(
            str(places[name][value]) for name, value in filter_values(one).items()
        ),
        drawing=lambda lines, part: drawing(lines, part.indicator, lang, part.assumed),
        row=lambda one: StatusRow(one, lang),
        facts=lambda one: ((translate(name, lang), text) for name, text in facts(one, lang)),
    )


def _behind(every: Sequence[Assessment]) -> Message:
    behind = sum(one.status.is_behind for one in every)
    return Plural(
        "{n} of {all} targets is behind", "{n} of {all} targets are behind", behind, all=len(every)
    )


def _counted(one: RollUp, every: Sequence[Assessment]) -> str:
    """Say what is counted: the targets of a tier, or just targets where nobody named a scenario."""
    named = {assessment.target.scenario.name for assessment in every} - {PLAIN}
    return TIERS[one.tier] if named else word("targets")


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


def _sorts_of(news: News) -> list[tuple[str, list[tuple[Assessment, Assessment | None]]]]:
    """Return each sort of news that there is, each verdict with the one that it was before."""
    sorts: dict[str, list[tuple[Assessment, Assessment | None]]] = {
        word("Worse"): [(turn.verdict, turn.was) for turn in news.worse],
        word("Better"): [(turn.verdict, turn.was) for turn in news.better],
        word("Without a verdict now"): [(turn.verdict, turn.was) for turn in news.unknown],
        word("New"): [(one, None) for one in news.new],
        word("Gone"): [(one, None) for one in news.gone],
    }
    return [(name, turns) for name, turns in sorts.items() if turns]


def _news_line(news: News, lang: str) -> str:
    """Say how much is new, as the heading of the news."""
    counts = {
        word("worse"): len(news.worse),
        word("better"): len(news.better),
        word("without a verdict now"): len(news.unknown),
        word("new"): len(news.new),
        word("gone"): len(news.gone),
        word("newly behind"): len(news.newly_behind),
    }
    said = [f"{_count(n, lang)} {translate(name, lang)}" for name, n in counts.items() if n]
    return ", ".join(said) or translate("no verdict has changed", lang)


def _count(number: int, lang: str) -> str:
    return show_number(Decimal(number), 0, lang)


def title_of(every: Sequence[Assessment], lang: str) -> str:
    """Name the entities, or say how many there are of which kind."""
    names = {one.entity.name: one.entity.kind for one in every}
    if len(names) <= NAMED:
        return ", ".join(names)
    kinds = set(names.values())
    several = PLURALS[kinds.pop()] if len(kinds) == 1 else word("{n} entities")
    return translate(Message(several, n=len(names)), lang)


def filter_values(one: Assessment) -> dict[str, str]:
    """Return by what a target can be found on the page."""
    values = one.entity.name, one.target.owner or "", one.target.scenario.name, one.status.value
    return dict(zip(FILTERS, values, strict=True))


def _choices(shown: Sequence[Assessment]) -> dict[str, list[str]]:
    """Return what each filter has to choose from, in order of the page."""
    found = [filter_values(one) for one in shown]
    return {name: list(dict.fromkeys(values[name] for values in found)) for name in FILTERS}
