"""Status on one screen: a line a target, worst first; then why, for the three worst.

A name may be cut, a number never: where there is no room for it, its line is folded.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from targettrack.domain.judge.assessment import in_percent
from targettrack.domain.records.scenario import PLAIN
from targettrack.domain.values.status import Status
from targettrack.message import Message, Plural, word
from targettrack.render.columns import StatusRow
from targettrack.render.messages.catalogue import translate
from targettrack.render.messages.numbers import (
    bare_figure,
    say_unit,
    show_target,
    unit_of,
    with_unit,
)
from targettrack.render.messages.words import DOUBTS, SIGNS, count_line, rated_status
from targettrack.shown import show_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.values.period import Period
    from targettrack.domain.views.untargeted import Untargeted

APART = 2  # columns of a terminal between those of a line
LEAST_NAME = 14  # of a name that is cut, so many columns are left at least
WIDE, WIDEST = 100, 130  # columns from which gap and need, then date, lead and owner are shown
MOST_OWNER = 24
WORST = 3  # reasons are given for so many

_NARROW = (word("Value"), word("Target"), word("Verdict"), word("Odds"))
_ROOMY = (word("Gap"), word("Need"))
_ROOMIEST = (word("On"), word("Lead"), word("Owner"))
_VERDICT = 2  # which cell has the colour of the verdict
_RIGHT = {0, 3, 4, 5}  # cells of numbers, which stand to the right
LEGEND = (
    Message("✔ achieved and ✗ missed are final; ✓ on-track, ! at-risk and ✗ off-track may change"),
    Message("· a figure without a target, with its change on last year where that is known"),
    Message("* the value is an estimate, a bound, late or contradicted: --long says which"),
    Message("odds: of a hundred targets that stood so, how many are met in the end"),
    Message("gap: the value against what was expected by its day, more is better"),
    Message("need: what the rest of the period must deliver; lead: days ahead of what is expected"),
)


class _Row(NamedTuple):
    """A line: what it is about, in short and in full, and its cells."""

    name: str
    full: str
    cells: tuple[str, ...]
    style: str


class Screen(NamedTuple):
    """What is told on one screen, in its order, and the room for it."""

    assessments: Sequence[Assessment]
    untargeted: Sequence[Untargeted]
    lang: str
    width: int


def status_lines(screen: Screen) -> Iterator[Text]:
    """Yield a line a target under its entity, the reasons of the worst, and the count."""
    groups = list(_groups(screen))
    headings = _fitting(screen, [row for _, rows in groups for row in rows])
    widths = _widths(headings, [row for _, rows in groups for row in rows])
    names = [text for title, rows in groups for text in (title, *(row.name for row in rows))]
    longest = max(map(cell_len, names), default=0)
    room = screen.width - sum(widths) - APART * len(widths)
    for number, (title, rows) in enumerate(groups):
        if room < LEAST_NAME:
            yield Text(title, style="bold")
            for row in rows:
                yield from _folded(row, len(headings), screen.width)
            continue
        yield _line(title, () if number else headings, widths, min(longest, room), "bold")
        for row in rows:
            yield _line(row.name, row.cells, widths, min(longest, room), row.style)
    if groups:
        yield Text()
    yield from _reasons(screen)
    if screen.assessments:
        yield Text(count_line(screen.assessments, screen.lang), style="dim")


def _fitting(screen: Screen, rows: Sequence[_Row]) -> list[str]:
    """Return the headings of the columns for which there is room beside a name."""
    asked = [*_NARROW]
    asked += _ROOMY if screen.width >= WIDE else ()
    asked += _ROOMIEST if screen.width >= WIDEST else ()
    headings = [translate(one, screen.lang) for one in asked]
    while len(headings) > len(_NARROW):
        taken = sum(_widths(headings, rows)) + APART * len(headings)
        if screen.width - taken >= LEAST_NAME:
            break
        headings.pop()
    return headings


def legend(lang: str) -> Iterator[Text]:
    """Yield what signs and headings mean."""
    for one in LEGEND:
        yield Text(translate(one, lang), style="dim")


def _groups(screen: Screen) -> Iterator[tuple[str, list[_Row]]]:
    lang = screen.lang
    bare: dict[str, list[Untargeted]] = {}
    for figure in screen.untargeted:
        bare.setdefault(figure.entity.name, []).append(figure)
    for entity, together in groupby(screen.assessments, key=lambda one: one.entity.name):
        of_entity = list(together)
        ((usual, _),) = Counter(one.target.period for one in of_entity).most_common(1)
        rows = []
        for _, of_series in groupby(of_entity, key=lambda one: one.indicator.id):
            several = list(of_series)
            by_scenario = len({one.target.scenario.name for one in several}) > 1
            for number, one in enumerate(several):
                style = SIGNS[one.status][1]
                full = _full_name(one, usual, lang, with_scenario=by_scenario)
                name = f"  {_scenario(one, usual, lang)}" if number and by_scenario else full
                rows.append(_Row(name, full, _cells(one, lang), style))
        rows += [_untargeted(one, lang) for one in bare.pop(entity, ())]
        yield f"{entity}, {translate(usual, lang)}", rows
    for entity, figures in bare.items():
        yield entity, [_untargeted(one, lang) for one in figures]


def _full_name(one: Assessment, usual: Period, lang: str, *, with_scenario: bool) -> str:
    """Name a target by its indicator, by its period if that is not the usual one, its scenario."""
    name = one.indicator.called(lang)
    if with_scenario:
        return f"{name}: {_scenario(one, usual, lang)}"
    return name if one.target.period == usual else f"{name}, {translate(one.target.period, lang)}"


def _scenario(one: Assessment, usual: Period, lang: str) -> str:
    scenario = one.target.scenario.name
    is_usual = one.target.period == usual
    return scenario if is_usual else f"{scenario}, {translate(one.target.period, lang)}"


def _cells(one: Assessment, lang: str) -> tuple[str, ...]:
    row = StatusRow(one, lang)

    def said(key: str) -> str:
        return " ".join(row[key].splitlines())

    unit = f" {translate(str(one.indicator.unit), lang)}"
    doubtful = any(flag in one.flags for flag in DOUBTS) or one.partial is not None
    value = said("value").removesuffix(unit)
    if one.value is not None and one.indicator.traits.is_done:
        value = f"{show_number(one.value, 0, lang)}%"
    if one.value is not None and doubtful:
        value += "*"
    odds = one.outlook.probability if one.outlook and not one.status.is_final else None
    return (
        value,
        show_target(one.target, one.indicator, lang),
        rated_status(one, lang),
        "" if odds is None else translate(Message("{odds}", odds=in_percent(odds)), lang),
        said("gap").removesuffix(unit),
        said("required"),
        said("observed_on"),
        said("lead_days"),
        _cut(one.target.owner or "", MOST_OWNER),
    )


def _untargeted(one: Untargeted, lang: str) -> _Row:
    """Return the line of a figure without a target: its unit, and its change on last year."""
    told = word("no target")
    said = f"· {translate(told, lang)}"
    if one.change is not None:
        percent = one.indicator.unit.is_percent
        unit = say_unit("points", one.indicator, lang) if percent else "%"
        said = f"· {with_unit(show_number(one.change, 1, lang, signed=True), unit)}"
    value, name = bare_figure(one.figure, one.indicator, lang), one.indicator.called(lang)
    unit = "" if value.endswith("%") else translate(unit_of(one.figure, one.indicator), lang)
    return _Row(name, name, (value, unit, said), "dim")


def _widths(headings: Sequence[str], rows: Sequence[_Row]) -> list[int]:
    return [
        max(cell_len(heading), *(cell_len(row.cells[at]) for row in rows if at < len(row.cells)), 0)
        for at, heading in enumerate(headings)
    ]


def _cut(text: str, width: int) -> str:
    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"


def _line(name: str, cells: Sequence[str], widths: Sequence[int], room: int, style: str) -> Text:
    """Return a name and its cells in columns; numbers stand to the right, the verdict in colour."""
    is_heading = style == "bold"
    line = Text(set_cell_size(_cut(name, room), room), style="bold" if is_heading else "")
    for at, (text, width) in enumerate(zip(cells, widths, strict=False)):
        gap = " " * (width - cell_len(text))
        shown = gap + text if at in _RIGHT else text + gap
        line.append(" " * APART)
        line.append(shown, style=style if at == _VERDICT or is_heading else "")
    line.rstrip()
    return line


def _folded(row: _Row, cells: int, width: int) -> Iterator[Text]:
    """Yield a name and below it its cells: in a line, or in as many as they need."""
    yield Text(row.full)
    parts: list[Text] = []
    used = 0
    for at, text in enumerate(row.cells[:cells]):
        if not text:
            continue
        if not parts or used + APART + cell_len(text) > width:
            parts.append(Text(" " * APART))
            used = APART
        else:
            parts[-1].append(" " * APART)
            used += APART
        parts[-1].append(text, style=row.style if at == _VERDICT else "")
        used += cell_len(text)
    yield from parts


def _reasons(screen: Screen) -> Iterator[Text]:
    told = [one for one in screen.assessments if one.status.is_behind]
    told = told or [one for one in screen.assessments if one.status is Status.NO_DATA]
    several = len({one.entity.name for one in screen.assessments}) > 1
    for one in told[:WORST]:
        sign, style = SIGNS[one.status]
        names = [one.entity.name] if several else []
        names.append(one.indicator.called(screen.lang))
        names += [one.target.scenario.name] if one.target.scenario.name != PLAIN else []
        reason = Text(f"{sign} ", style=style)
        said = f"{', '.join(names)}: {translate(one.why, screen.lang)}."
        reason.append(said, style="not bold default")
        yield reason
    if told[WORST:]:
        more = Plural(
            "{n} more is behind: --long says why",
            "{n} more are behind: --long says why",
            len(told) - WORST,
        )
        yield Text(translate(more, screen.lang), style="dim")
