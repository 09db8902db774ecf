"""A chart in characters: every line has a sign of its own, and the legend says what it is."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from targettrack.domain.values.period import ONE_DAY
from targettrack.domain.views.chart_data import ChartKind
from targettrack.render.charts.axes import date_marks, value_marks
from targettrack.render.messages.catalogue import translate
from targettrack.render.messages.numbers import short_day, show_target, with_unit
from targettrack.shown import places_of, show_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.views.chart_data import ChartCurve

LEAST_HEIGHT = 8
LETTERS = "abcdefghijklmn"  # of trajectories; their targets have the capitals
SIGNS = {ChartKind.FIGURES: "O", ChartKind.PROJECTION: "+", ChartKind.INTERVAL: "|"}
JOINED = {ChartKind.TRAJECTORY, ChartKind.PROJECTION, ChartKind.INTERVAL}
DATE_WIDTH, VALUE_HEIGHT = 16, 3  # what a mark on an axis takes


def chart(
    lines: Sequence[ChartCurve], indicator: Indicator, lang: str, width: int, height: int
) -> str:
    """Return a chart with its legend as text of `width` by `height` characters.

    It is higher where the legend would leave less than eight rows to the chart itself.
    """
    signs = _signs(lines)
    legend = [
        row
        for text in _legend(lines, signs, indicator, lang)
        for row in wrap(text, width, subsequent_indent="  ")
    ]
    period, unit = translate(lines[0].targets[0].period, lang), translate(str(indicator.unit), lang)
    heading = f"{indicator.called(lang)}, {period}, {translate('in', lang)} {unit}"
    rows = max(height - len(legend) - 1, LEAST_HEIGHT)
    return "\n".join([heading, _drawn(lines, signs, indicator, lang, (width, rows)), *legend])


def _signs(lines: Sequence[ChartCurve]) -> list[str]:
    """Return the sign of each line: of a target the capital of its trajectory's letter."""
    keys = list(dict.fromkeys(target.key for line in lines for target in line.targets))
    signs = []
    for line in lines:
        letter = LETTERS[keys.index(line.targets[0].key) % len(LETTERS)]
        letter = letter.upper() if line.kind is ChartKind.TARGET else letter
        signs.append(SIGNS.get(line.kind, letter))
    return signs


def _legend(
    lines: Sequence[ChartCurve], signs: Sequence[str], indicator: Indicator, lang: str
) -> list[str]:
    """Say what each sign stands for: one row for each target, and one for all other lines."""
    given = list(zip(signs, lines, strict=True))
    others = {
        sign: f"{sign} {translate(line.kind, lang)}" for sign, line in given if line.kind in SIGNS
    }
    rows = ["   ".join(others.values())] if others else []
    targets = {target.key: target for line in lines for target in line.targets}
    for key, target in targets.items():
        own = [
            f"{sign} {translate(line.kind, lang)}"
            for sign, line in given
            if line.kind not in SIGNS and any(one.key == key for one in line.targets)
        ]
        goal = show_target(target, indicator, lang)
        rows.append(f"{', '.join(own)}: {target.scenario.name}, {goal}")
    return rows


def _drawn(
    lines: Sequence[ChartCurve],
    signs: Sequence[str],
    indicator: Indicator,
    lang: str,
    size: tuple[int, int],
) -> str:
    import plotext  # noqa: PLC0415 - for charts only

    days = sorted({day for line in lines for day, _ in line.points})
    values = sorted({value for line in lines for _, value in line.points})
    dates = date_marks(days[0], days[-1], max(size[0] // DATE_WIDTH, 2))
    marks = value_marks(values[0], values[-1], max(size[1] // VALUE_HEIGHT, 2))
    places = max(places_of(mark) for mark in marks)
    unit = "%" if indicator.unit.is_percent else ""
    plotext.clear_figure()
    try:
        plotext.limit_size(False, False)
        plotext.plot_size(*size)
        plotext.theme("clear")
        for line, sign in zip(lines, signs, strict=True):
            draw = plotext.plot if line.kind in JOINED else plotext.scatter
            at = [day.toordinal() for day, _ in line.points]
            draw(at, [float(value) for _, value in line.points], marker=sign)
        plotext.xlim(days[0].toordinal(), max(days[-1], days[0] + ONE_DAY).toordinal())
        plotext.ylim(float(marks[0]), float(marks[-1]))
        plotext.xticks([day.toordinal() for day in dates], [short_day(day, lang) for day in dates])
        labels = [with_unit(show_number(mark, places, lang), unit) for mark in marks]
        plotext.yticks([float(mark) for mark in marks], labels)
        built: str = plotext.uncolorize(plotext.build())
    finally:
        plotext.clear_figure()
    return "\n".join(row.rstrip() for row in built.rstrip().splitlines())
