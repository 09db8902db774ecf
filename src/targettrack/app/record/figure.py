"""Logging one figure: reading its words, recording it, and comparing verdicts before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.app.record.figure_period import framed
from targettrack.app.record.known_or_new import known_entity, known_indicator, staged
from targettrack.app.record.question import Question
from targettrack.app.record.status_change import Recorded, recorded_day, verdicts
from targettrack.app.record.typed_words import named_entity, of_usual, placed
from targettrack.domain.checks.checked_series import checked_series
from targettrack.domain.checks.doubts import doubt_about
from targettrack.domain.judge.kinds.deliverable import start_of
from targettrack.domain.records.document import Document
from targettrack.domain.records.observation import (
    Observation,
    Qualifier,
    is_amount,
    known_order,
)
from targettrack.domain.records.stated_figure import observe
from targettrack.domain.records.target_reading import DONE, bare_in, read_volume
from targettrack.domain.series.reading import straddles
from targettrack.domain.values.name import MAX_TEXT, clean_text, fold
from targettrack.domain.values.quantity import parse_quantity
from targettrack.errors import DoubtfulFigure, UsageFault
from targettrack.message import Message, word
from targettrack.render.messages.numbers import show_figure
from targettrack.store import open_to_write, reading, writing

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

    from targettrack.app.clock import Clock
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.series.series import Series
    from targettrack.store.events.session import Session

FAR = (
    100  # a month is some hundredth of a total at least; an amount in another magnitude is further
)


class FigureWords(Struct, frozen=True):
    """A figure as typed; empty text was not given.

    Attributes:
        period: what it covers; without one, the period that is due.
        usual: the entity that is meant where none is named.
        typed: words of which the last are the value and those before name entity and indicator.
    """

    value: str = ""
    entity: str = ""
    indicator: str = ""
    period: str = ""
    basis: str = ""
    qualifier: str = ""
    source: str = ""
    quote: str = ""
    note: str = ""
    recorded_on: str = ""
    volume: str = ""
    stage: str = ""
    is_done: bool = False
    typed: tuple[str, ...] = ()
    usual: str = ""

    def with_words(self, **words: str) -> FigureWords:
        """Return the same words, but for some that are known by now."""
        return replace(self, **words)


def record_figure(
    store: Path,
    clock: Clock,
    words: FigureWords,
    lang: str | None = None,
    *,
    strict: bool = False,
) -> Recorded:
    """Record a figure, or a revision of one that is there; numbers are read in a language.

    Raises:
        DoubtfulFigure: `strict`, and beside the figures that are known it looks like a slip.
        UsageFault, UnknownName, InvalidQuantity, InvalidPeriod, InvalidDate, InvalidObservation:
            what is wrong, and what would be right.
        StoreFault: the store cannot be written.
    """
    with open_to_write(store, clock.stamp()) as session:
        return log_figure(session, clock.in_turn(session.stamp), words, lang, strict=strict)


def log_figure(
    session: Session,
    clock: Clock,
    words: FigureWords,
    lang: str | None,
    *,
    strict: bool = False,
) -> Recorded:
    """Record a figure as `record_figure` does, inside a transaction."""
    words, usual = _named(session, words)
    entity, new_entity = known_entity(session, words.entity)
    indicator, new_indicator = known_indicator(session, words.indicator)
    series = reading.series(session.ask, entity.name, indicator.id, clock.today)
    described, granted = _described(clock, words, indicator, series, lang)
    figure = staged(session, entity, indicator, described, clock.today)
    before = verdicts(session, clock, entity, indicator)
    same = [vintage for vintage in series.vintages if vintage.key == figure.key]
    last = same[-1] if same else None
    doubt = doubt_about(checked_series(series, clock.today), figure)
    if doubt and strict:
        raise DoubtfulFigure(doubt.message)
    vintage = writing.log_observation(session, entity, indicator, figure)
    after = verdicts(session, clock, entity, indicator)
    shown_in = lang or "en"
    added = [f"added {one}" for one in (*new_entity, *new_indicator)]
    said: list[str | Message] = [*usual, *added, *granted]
    shown = show_figure(figure, indicator, shown_in)
    where = Message(
        "{indicator} of {entity}, {period} {basis}",
        indicator=indicator.name,
        entity=entity.name,
        period=figure.period,
        basis=Message(figure.basis.value),
    )
    if vintage is None:
        known = (
            word("{what} is {value} already: nothing recorded; what was said of it first stays")
            if words.source or words.quote or words.note
            else word("{what} is {value} already: nothing recorded")
        )
        said.append(Message(known, what=where, value=shown))
    else:
        said.append(_recorded(vintage, last, where, indicator, shown_in))
    unusable = is_amount(indicator, figure) and not any(one.target.denominator for one in after)
    starts = [start_of(one.target) for one in after if indicator.traits.is_done]
    if starts and figure.period.last < min(starts):
        said.append(f"it is before {min(starts)}, the start: --revise --start sets an earlier one")
    if after and unusable:
        how = "add-target --revise --denominator gives it one"
        said.append(f"no target of {indicator.name} has a denominator for this amount: {how}")
    if indicator.traits.builds_up:
        for period, how in {(t.period, straddles(figure, t)) for t in (v.target for v in after)}:
            if how:
                said.append(f"{figure.period} does not count for {period}: it {how} {period}")
    if not after and vintage is not None:
        said.append(f"no target for {indicator.name} of {entity.name} yet: add one with add-target")
    return Recorded(tuple(said), before, after, doubt if vintage else None)


def _recorded(
    vintage: Observation, last: Observation | None, where: Message, indicator: Indicator, lang: str
) -> Message:
    """Say what a vintage is to the one that was in force before it."""
    shown = show_figure(vintage, indicator, lang)
    if last is None:
        return Message("recorded {what}: {value}", what=where, value=shown)
    was = show_figure(last, indicator, lang)
    if known_order(vintage) >= known_order(last):
        return Message(
            "revised {what}: {value}, it was {before} (vintage {number:d})",
            what=where,
            value=shown,
            before=was,
            number=vintage.revision,
        )
    return Message(
        "recorded {what}: {value}, known since {day}; {later} is in force",
        what=where,
        value=shown,
        day=vintage.recorded_on or "",
        later=was,
    )


def _named(session: Session, words: FigureWords) -> tuple[FigureWords, tuple[Message, ...]]:
    """Return the words with what those that were typed name, and whose they are taken to be."""
    ask = session.ask
    found = placed(ask, words.typed, words.entity, words.indicator)
    if not found.indicator:
        raise Question("indicator", "--indicator NAME", Message("Of what is it a figure?"))
    entity = named_entity(ask, found.entity, words.usual)
    value = found.value or words.value
    named = replace(words, entity=entity, indicator=found.indicator, value=value, typed=())
    return named, of_usual(ask, found.entity, words.usual)


def _is_in_scale(value: Decimal, indicator: Indicator, series: Series) -> bool:
    """Whether a bare number can be in the unit of its indicator: money is of no unknown size."""
    there = [*(one.value for one in series.vintages), *(one.value for one in series.versions)]
    near = (abs(value) * FAR >= abs(one) and abs(value) <= abs(one) * FAR for one in there if one)
    return not indicator.unit.is_money or any(near)


def _described(
    clock: Clock, words: FigureWords, indicator: Indicator, series: Series, lang: str | None
) -> tuple[Observation, tuple[Message, ...]]:
    """Return the figure that words state, and what was taken for granted."""
    if words.is_done and not indicator.traits.is_done:
        raise UsageFault(
            Message(
                "{name} is a {kind}: it has a --period, no --done",
                name=indicator.name,
                kind=indicator.kind,
            )
        )
    value, day = words.value, min(clock.as_of, clock.today)
    if indicator.traits.is_done:
        value = "100%" if fold(value) in DONE else value
        words = words if words.period else words.with_words(period=str(day))
    elif not value:
        asked = Message("What is {name}?", name=indicator.name)
        raise Question("value", f'VALUE, such as "12{indicator.unit.suffix}"', asked)
    source = clean_text(words.source, "source", MAX_TEXT) if words.source else None
    stated = parse_quantity(value, lang)
    if indicator.absolute_unit is None and _is_in_scale(stated.value, indicator, series):
        stated = bare_in(stated, indicator.unit)
    covered = framed(
        words.period, words.basis, stated, indicator, series.vintages, day, lang or "en"
    )
    draft = Observation(
        period=covered.period,
        basis=covered.basis,
        value=stated.value,
        recorded_on=recorded_day(words.recorded_on, clock),
        recorded_at=clock.now,
        qualifier=Qualifier(words.qualifier) if words.qualifier else None,
        document=Document(source) if source else None,
        quote=clean_text(words.quote, "quote", MAX_TEXT) if words.quote else None,
        note=clean_text(words.note, "note", MAX_TEXT) if words.note else None,
        volume=read_volume(words.volume, lang) if words.volume else None,
        stage=clean_text(words.stage, "stage") if words.stage else "",
    )
    return observe(draft, stated, value, indicator, day), covered.said
