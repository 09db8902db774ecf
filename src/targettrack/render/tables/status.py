"""The status table: a row a series, a line a target, worst first; then the reasons."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from targettrack.domain.values.number import show_number
from targettrack.domain.values.status import Status
from targettrack.render.messages.words import (
    DOUBTS,
    SIGNS,
    count_line,
    say,
    short_day,
    show_budget,
    show_change,
    show_gap,
    show_goal,
    show_lead,
    show_need,
    show_odds,
    show_share,
    show_source,
    show_stages,
    show_status,
    show_value,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from targettrack.domain.judge.assessment import Assessment


def status_blocks(
    assessments: Sequence[Assessment], lang: str, *, wide: bool
) -> Iterator[Table | Text]:
    """Yield a table for each entity and, after the last, the reasons and the count."""
    columns = _WIDE if wide else _NARROW
    for entity, of_entity in groupby(assessments, key=lambda one: one.entity.name):
        yield _table(entity, list(of_entity), columns, lang)
        yield Text()
    reasons = [one for one in assessments if one.status.is_behind or one.status is Status.NO_DATA]
    if reasons:
        yield Text(say("Why", lang), style="bold")
    for one in reasons:
        yield _reason(one, lang)
    if reasons:
        yield Text()
    yield Text(count_line(assessments, lang), style="dim")


def _table(
    entity: str,
    rows: list[Assessment],
    columns: dict[str, Callable[[Assessment, str], Text]],
    lang: str,
) -> Table:
    table = Table(
        box=box.SIMPLE_HEAD,
        title=entity,
        title_style="bold",
        title_justify="left",
        pad_edge=False,
        show_edge=False,
        padding=(0, 1, 0, 0),
    )
    for heading in columns:
        least = _LEAST.get(heading)
        table.add_column(say(heading, lang), overflow="fold", vertical="top", min_width=least)
    for _, group in groupby(rows, key=lambda one: (one.indicator.id, str(one.target.period))):
        first = True
        for one in group:
            cells = [
                Text() if name in _ONCE and not first else cell(one, lang)
                for name, cell in columns.items()
            ]
            table.add_row(*cells)
            first = False
        table.add_section()
    return table


def _lines(*lines: str) -> Text:
    """Stack lines in a cell; the second and later ones are dim."""
    filled = [line for line in lines if line]
    text = Text(filled[0] if filled else "")
    for line in filled[1:]:
        text.append(f"\n{line}", style="dim")
    return text


def _series(one: Assessment, lang: str) -> Text:
    return _lines(one.indicator.called(lang), say(str(one.target.period), lang))


def _value(one: Assessment, lang: str) -> Text:
    if one.value is None or one.observed_on is None:
        return Text(say("no figure", lang))
    more = show_change(one, lang) or show_stages(one, lang)
    doubts = (say(flag.value, lang) for flag in DOUBTS if flag in one.flags)
    value = show_value(one.value, one.indicator, lang)
    return _lines(value, short_day(one.observed_on, lang), more, *doubts)


def _target(one: Assessment, lang: str) -> Text:
    return _lines(show_goal(one.target, one.indicator, lang), one.target.scenario.name)


def _verdict(one: Assessment, lang: str) -> Text:
    text = Text(show_status(one.status, lang), style=SIGNS[one.status][1])
    if one.rating:
        text.append(f"\n{say(one.rating, lang)}", style="not bold")
    lead = show_lead(one, lang)
    facts = [] if one.status in {Status.ACHIEVED, Status.MISSED} else [lead, show_odds(one, lang)]
    for fact in filter(None, facts):
        text.append(f"\n{fact}", style="not bold dim")
    return text


def _gap(one: Assessment, lang: str) -> Text:
    if one.status is Status.ACHIEVED or not one.gap:
        left = show_need(one, lang) if one.stages or one.status is Status.ON_TRACK else ""
        return Text(_share(one, lang) or show_budget(one, lang) or left)
    share = _share(one, lang) or show_budget(one, lang)
    return _lines(show_gap(one, lang), show_need(one, lang), share)


def _share(one: Assessment, lang: str) -> str:
    share = show_share(one, lang)
    return say(f"{share} of it", lang) if share else ""


def _kept_together(words: str) -> str:
    """Keep the words of one flag on a line, as spaces stand between flags."""
    return words.replace(" ", "\u00a0")


def _expected(one: Assessment, lang: str) -> Text:
    return Text("" if one.expected is None else show_value(one.expected, one.indicator, lang))


def _pace(one: Assessment, lang: str) -> Text:
    if one.pace is None or one.pace.value is None:
        return Text()
    return Text(show_number(one.pace.value, 2, lang))


_NARROW: dict[str, Callable[[Assessment, str], Text]] = {
    "Indicator": _series,
    "Value": _value,
    "Target": _target,
    "Verdict": _verdict,
    "Gap, need": _gap,
}
_WIDE: dict[str, Callable[[Assessment, str], Text]] = {
    **_NARROW,
    "Expected": _expected,
    "Pace": _pace,
    "Owner": lambda one, _: Text(one.target.owner or ""),
    "Flags": lambda one, lang: Text(" ".join(_kept_together(say(f, lang)) for f in one.flags)),
    "Source": lambda one, _: Text(show_source(one.observation)),
}
_ONCE = {"Indicator", "Value", "Source"}
_LEAST = {"Verdict": 13, "Value": 13, "Gap, need": 15, "Target": 15, "Flags": 12, "Owner": 14}


def _reason(one: Assessment, lang: str) -> Text:
    sign, style = SIGNS[one.status]
    text = Text(f"{sign} ", style=style)
    names = f"{one.entity.name}, {one.indicator.called(lang)}, {one.target.scenario.name}: "
    text.append(names, style="not bold default")
    text.append(f"{say(one.why, lang)}.", style="not bold default")
    return text
