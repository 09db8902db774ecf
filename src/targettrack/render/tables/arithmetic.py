"""The arithmetic of a verdict, line by line, for checking with a pocket calculator."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.records.observation import is_amount
from targettrack.domain.values.period import ONE_DAY, Period
from targettrack.domain.values.status import MEANING, Flag
from targettrack.message import Message, word
from targettrack.render.messages.catalogue import translate
from targettrack.render.messages.numbers import say_unit, show_figure, show_target, with_unit
from targettrack.render.messages.words import headline, show_status
from targettrack.shown import places_of, rounded, show_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from targettrack.domain.judge.assessment import Assessment, Original
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.values.step import Step

WIDTH = 17
MOST_PLACES = 4  # of a share or a growth that was computed, which may have no end of digits


def explanation(one: Assessment, lang: str, width: int | None = None) -> str:
    """Return headline, reason and every fact behind a verdict.

    Lines are wrapped under their own text at `width` columns, or not at all.
    """
    lines = [headline(one, lang), f"  {show_status(one.status, lang)}: {translate(one.why, lang)}"]
    lines.extend(labelled(translate(name, lang), text) for name, text in facts(one, lang))
    return "\n".join(lines if width is None else [wrapped(line, width) for line in lines])


def facts(one: Assessment, lang: str) -> Iterator[tuple[str | Message, str]]:
    """Yield figure, every step, what would change the verdict and every flag, with their names."""
    if one.observation is not None:
        yield word("figure"), figure_line(one.observation, one, lang)
        if one.observation.note:
            yield word("figure's note"), one.observation.note
    for step in one.steps:
        yield step.name, _arithmetic(step, lang, one.indicator)
    if one.turning_point is not None:
        yield word("would change"), translate(one.turning_point, lang)
    if one.original is not None:
        yield word("under the original"), _original(one, one.original, lang)
    for flag in one.flags:
        yield Message("flag {flag}", flag=flag), translate(MEANING[flag], lang)
    if one.target.quote:
        paper = one.target.document or one.target.scenario.document
        cited = f" ({paper})" if paper else ""
        yield word("target's words"), f'"{one.target.quote}"{cited}'
    if one.target.note:
        yield word("target's note"), one.target.note


def arithmetic_lines(steps: Iterable[Step], lang: str) -> list[str]:
    """Return a line for each step: its name, its formula with the numbers, and the result."""
    return [labelled(translate(step.name, lang), _arithmetic(step, lang)) for step in steps]


def wrapped(line: str, width: int) -> str:
    """Wrap a labelled line under its own text."""
    indent = " " * (WIDTH + 3) if line.startswith("  ") else ""
    return "\n".join(
        wrap(
            line,
            width,
            subsequent_indent=indent,
            drop_whitespace=True,
            break_long_words=False,
            break_on_hyphens=False,
        )
    )


def figure_line(observation: Observation, one: Assessment, lang: str) -> str:
    """Print a figure with its period, basis, qualifier, vintage and source."""
    if Flag.SUMMED in one.flags and not is_amount(one.indicator, observation):
        places = min(places_of(observation.value), MOST_PLACES)
        observation = replace(observation, value=rounded(observation.value, places))
    shown = show_figure(observation, one.indicator, lang)
    figure = Message("{value} for {period}", value=shown, period=observation.period)
    parts = [translate(figure, lang), translate(observation.basis, lang)]
    if observation.qualifier:
        parts.append(translate(observation.qualifier, lang))
    if observation.revision > 1:
        parts.append(translate(Message("vintage {n}", n=observation.revision), lang))
    if observation.recorded_on:
        day = Period(observation.recorded_on, observation.recorded_on + ONE_DAY)
        parts.append(translate(Message("recorded {day}", day=day), lang))
    source = f" ({observation.document})" if observation.document else ""
    quote = f': "{observation.quote}"' if observation.quote else ""
    return ", ".join(parts) + source + quote


def _original(one: Assessment, original: Original, lang: str) -> str:
    until = ""
    if original.until is not None:
        last = Period(original.until, original.until + ONE_DAY)
        until = f" ({translate(Message('until {day}', day=last), lang)})"
    goal = show_target(original.target, one.indicator, lang)
    return f"{goal}{until}: {translate(original.status, lang)}"


def labelled(name: str, text: str) -> str:
    """Return a line of a block with its label."""
    return f"  {name:<{WIDTH}} {text}"


def _arithmetic(step: Step, lang: str, indicator: Indicator | None = None) -> str:
    text = translate(step, lang)
    if step.result is not None:
        unit = say_unit(step.unit, indicator, lang) if indicator else translate(step.unit, lang)
        result = with_unit(show_number(step.result, step.decimals, lang), unit)
        text = (
            result
            if text == show_number(step.result, step.decimals, lang)
            else f"{text} = {result}"
        )
    return f"{text}   ({translate(step.remark, lang)})" if step.remark else text
