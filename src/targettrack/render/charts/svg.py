"""A chart for a page: an SVG whose colours are those of the page, and what its signs mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.values.period import ONE_DAY
from targettrack.domain.views.chart_data import ChartKind
from targettrack.message import Message
from targettrack.render.charts.axes import date_marks, value_marks
from targettrack.render.messages.catalogue import translate
from targettrack.render.messages.numbers import short_day, show_target, show_value, with_unit
from targettrack.shown import places_of, show_number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.judge.kinds.protocol import Point
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.target import Target
    from targettrack.domain.values.period import Period
    from targettrack.domain.views.chart_data import ChartCurve

Key = tuple[str, "Period"]  # of a target
WIDTH, HEIGHT = 640, 230
LEFT, RIGHT, TOP, BOTTOM = 70, 596, 12, 204  # the edges of the plane
DATES, VALUES = 5, 4  # marks on the axes, about
WAYS = 3  # kinds of stroke for trajectories
JOINED = {ChartKind.TRAJECTORY, ChartKind.PROJECTION, ChartKind.FIGURES}
APART = 14  # between two letters
LETTERS = "ABCDEFGHIJKLMN"  # of targets and their trajectories


class ChartMark(Struct, frozen=True):
    """Something at a place on the chart, with what it is called or says."""

    x: str
    y: str
    text: str


class Path(Struct, frozen=True):
    """A line or an area: its class, its SVG path, and what it says."""

    kind: str
    d: str
    text: str


class Drawing(Struct, frozen=True):
    """What a chart consists of, for a template.

    Attributes:
        heading: period and unit; said: what a reader who does not see it is told.
        legend: each letter with the target that it stands for.
        letters: at the end of each trajectory.
    """

    heading: str
    said: str
    days: tuple[ChartMark, ...]
    values: tuple[ChartMark, ...]
    paths: tuple[Path, ...]
    figures: tuple[ChartMark, ...]
    letters: tuple[ChartMark, ...]
    legend: tuple[tuple[str, str], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT


class _Plane(Struct, frozen=True):
    """From days and values to places in the chart."""

    days: tuple[date, date]
    values: tuple[Decimal, Decimal]

    def x(self, day: date) -> float:
        first, last = self.days
        return LEFT + (RIGHT - LEFT) * ((day - first) / (last - first))

    def y(self, value: Decimal) -> float:
        low, high = self.values
        return TOP + (BOTTOM - TOP) * float((high - value) / (high - low))

    def path(self, points: Iterable[Point]) -> str:
        places = [f"{_short(self.x(day))} {_short(self.y(value))}" for day, value in points]
        return "M" + "L".join(places)


def drawing(
    lines: Sequence[ChartCurve], indicator: Indicator, lang: str, assumed: Collection[Key] = ()
) -> Drawing:
    """Lay out the lines of one period, of which there is at least one.

    `assumed` are the targets whose trajectory nobody issued.
    """
    days = sorted({day for line in lines for day, _ in line.points})
    values = sorted({value for line in lines for _, value in line.points})
    marks = value_marks(values[0], values[-1], VALUES)
    last = max(days[-1], days[0] + ONE_DAY)
    plane = _Plane((days[0], last), (marks[0], marks[-1]))
    places = max(places_of(mark) for mark in marks)
    percent = "%" if indicator.unit.is_percent else ""
    targets = {target.key: target for line in lines for target in line.targets}
    named = dict(zip(targets, LETTERS * len(targets), strict=False))
    paths = tuple(_paths(lines, plane, indicator, lang))
    legend = tuple(
        (named[key], _called(one, indicator, lang, assumed=key in assumed))
        for key, one in targets.items()
    )
    period, unit = translate(lines[0].targets[0].period, lang), translate(str(indicator.unit), lang)
    heading = f"{period}, {translate('in', lang)} {unit}"
    return Drawing(
        heading=heading,
        said=f"{indicator.called(lang)}, {heading}: {paths[-1].text}" if paths else heading,
        days=tuple(
            ChartMark(_short(plane.x(day)), "", short_day(day, lang))
            for day in date_marks(days[0], last, DATES)
        ),
        values=tuple(
            ChartMark(
                "", _short(plane.y(mark)), with_unit(show_number(mark, places, lang), percent)
            )
            for mark in marks
        ),
        paths=paths,
        figures=tuple(
            ChartMark(
                _short(plane.x(day)), _short(plane.y(value)), said(day, value, indicator, lang)
            )
            for line in lines
            if line.kind is ChartKind.FIGURES
            for day, value in line.points
        ),
        letters=tuple(_letters(lines, plane, named)),
        legend=legend,
    )


def said(day: date, value: Decimal, indicator: Indicator, lang: str) -> str:
    """Say a value and its day: 31 May 2025: 30.01%."""
    return f"{short_day(day, lang)}: {show_value(value, indicator, lang)}"


def _called(target: Target, indicator: Indicator, lang: str, *, assumed: bool) -> str:
    more = f"; {translate('its trajectory is assumed', lang)}" if assumed else ""
    return f"{show_target(target, indicator, lang)}, {target.scenario.name}{more}"


def _paths(
    lines: Sequence[ChartCurve], plane: _Plane, indicator: Indicator, lang: str
) -> Iterator[Path]:
    """Yield the bands, then the lines, the figures last."""
    for band in lines:
        if band.kind is ChartKind.INTERVAL:
            start = next(
                line.points[0]
                for line in lines
                if line.kind is ChartKind.PROJECTION and set(line.targets) & set(band.targets)
            )
            ends = tuple(show_value(value, indicator, lang) for _, value in band.points)
            text = translate(Message("80% between {ends: and }", ends=ends), lang)
            yield Path("band", f"{plane.path([start, *band.points])}Z", text)
    ways = [line for line in lines if line.kind is ChartKind.TRAJECTORY]
    for line in lines:
        if line.kind in JOINED:
            kind = f"way{ways.index(line) % WAYS}" if line in ways else line.kind.value
            end = said(*line.points[-1], indicator, lang)
            yield Path(
                kind,
                plane.path(line.points),
                f"{translate(Message(f'{line.kind} to'), lang)} {end}",
            )


def _letters(
    lines: Sequence[ChartCurve], plane: _Plane, named: Mapping[Key, str]
) -> Iterator[ChartMark]:
    """Yield the letters of targets at their values, the lower of two moved out of the way."""
    places = sorted(
        (plane.y(value), ", ".join(named[target.key] for target in line.targets))
        for line in lines
        if line.kind is ChartKind.TARGET
        for _, value in line.points
    )
    free = float(TOP)
    for y, letter in places:
        place = max(y, free)
        yield ChartMark(str(RIGHT + 10), _short(place), letter)
        free = place + APART


def _short(place: float) -> str:
    return f"{place:.0f}"
