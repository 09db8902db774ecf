"""A report as one HTML page that needs nothing else: no network, no font, no script of others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from targettrack import __version__
from targettrack.domain.periods import show_day
from targettrack.domain.ranking import tally, worst_of
from targettrack.render.explain import facts
from targettrack.render.page_chart import drawing
from targettrack.render.target_rows import target_row
from targettrack.render.words import SIGNS, day_line, headline, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from targettrack.domain.assessment import Assessment
    from targettrack.domain.lines import Line
    from targettrack.domain.news import News
    from targettrack.domain.rollup import RollUp

WORST = 3
NAMED = 3  # entities that a title names
FILTERS = ("entity", "owner", "scenario", "status")


@dataclass(frozen=True, slots=True)
class Part:
    """One series: its verdicts, and the lines of the chart of each period."""

    verdicts: tuple[Assessment, ...]
    charts: tuple[Sequence[Line], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a page says.

    Attributes:
        every: the verdicts on all selected targets, at least one.
        parts: the series that are listed, worst first.
        news: what has become of every one since the evening of `since`.
    """

    every: Sequence[Assessment]
    parts: Sequence[Part]
    roll_ups: Sequence[RollUp]
    news: News
    since: date


def page(report: Report, lang: str) -> str:
    """Return the page."""
    every = report.every
    choices = _choices([one for part in report.parts for one in part.verdicts])
    places = {
        name: {value: place for place, value in enumerate(values)}
        for name, values in choices.items()
    }
    return (
        environment()
        .get_template("report.html")
        .render(
            report=report,
            version=__version__,
            title=title_of(every),
            day=show_day(every[0].as_of),
            day_line=day_line(every[0]),
            since=show_day(report.since),
            behind=sum(one.status.is_behind for one in every),
            counts=[(status, SIGNS[status][0], count) for status, count in tally(every)],
            counted=[(one.tier, sentence(one.steps[0], lang)) for one in report.roll_ups],
            worst=worst_of(every, WORST),
            choices=choices,
            found_by=lambda one: " ".join(
                str(places[name][value]) for name, value in filter_values(one).items()
            ),
            drawing=lambda lines, one: drawing(lines, one.indicator, lang),
            row=lambda one: target_row(one, lang),
            facts=lambda one: facts(one, lang),
            headline=lambda one: headline(one, lang),
        )
    )


def environment() -> Environment:
    """Return what reads our templates; whatever they are given is escaped."""
    return Environment(
        loader=PackageLoader("targettrack"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def title_of(every: Sequence[Assessment]) -> str:
    """Name the entities of verdicts, or how many there are."""
    names = list(dict.fromkeys(one.entity.name for one in every))
    return ", ".join(names) if len(names) <= NAMED else f"{len(names)} entities"


def filter_values(one: Assessment) -> dict[str, str]:
    """Return by what a target can be found on the page."""
    values = one.entity.name, one.target.owner or "", one.target.scenario.name, one.status.value
    return dict(zip(FILTERS, values, strict=True))


def _choices(shown: Sequence[Assessment]) -> dict[str, list[str]]:
    """Return what each filter has to choose from, in order of the page."""
    found = [filter_values(one) for one in shown]
    return {name: list(dict.fromkeys(values[name] for values in found)) for name in FILTERS}
