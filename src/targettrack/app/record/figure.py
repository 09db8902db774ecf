"""Logging one figure: reading its words, recording it, and comparing verdicts before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.app.record.known_or_new import known_entity, known_indicator, staged
from targettrack.app.record.status_change import Recorded, recorded_day, verdicts
from targettrack.domain.judge.kinds.deliverable import start_of
from targettrack.domain.records.document import Document
from targettrack.domain.records.observation import (
    Basis,
    Observation,
    Qualifier,
    default_basis,
    is_amount,
)
from targettrack.domain.records.stated_figure import observe
from targettrack.domain.records.target_reading import read_volume
from targettrack.domain.series.reading import straddles
from targettrack.domain.values.name import MAX_TEXT, clean_text
from targettrack.domain.values.period import parse_period
from targettrack.domain.values.quantity import parse_quantity
from targettrack.errors import UsageFault
from targettrack.render.messages.numbers import show_figure
from targettrack.store import asking, open_to_write, reading, writing

if TYPE_CHECKING:
    from pathlib import Path

    from sqlmodel import Session

    from targettrack.app.clock import Clock
    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator


class FigureWords(Struct, frozen=True):
    """A figure as typed; empty text was not given."""

    value: str
    entity: str
    indicator: str
    period: str
    basis: str = ""
    qualifier: str = ""
    source: str = ""
    quote: str = ""
    note: str = ""
    recorded_on: str = ""
    volume: str = ""
    stage: str = ""
    is_done: bool = False


def record_figure(
    store: Path, clock: Clock, words: FigureWords, lang: str | None = None
) -> Recorded:
    """Record a figure, or a revision of one that is there; numbers are read in a language.

    Raises:
        UsageFault, UnknownName, InvalidQuantity, InvalidPeriod, InvalidDate, InvalidObservation:
            what is wrong, and what would be right.
        StoreFault: the store cannot be written.
    """
    with open_to_write(store, clock.stamp()) as session:
        return log_figure(session, clock, words, lang)


def log_figure(session: Session, clock: Clock, words: FigureWords, lang: str | None) -> Recorded:
    """Record a figure as `record_figure` does, inside a transaction."""
    entity, new_entity = known_entity(session, words.entity)
    indicator, new_indicator = known_indicator(session, words.indicator)
    described = _described(clock, words, indicator, lang)
    figure = staged(session, entity, indicator, described, clock.today)
    before = verdicts(session, clock, entity, indicator)
    last = _in_force(session, clock, entity, indicator, figure)
    vintage = writing.log_observation(session, entity, indicator, figure)
    after = verdicts(session, clock, entity, indicator)
    shown_in = lang or "en"
    said = [f"added {one}" for one in (*new_entity, *new_indicator)]
    shown = show_figure(figure, indicator, shown_in)
    where = f"{indicator.name} of {entity.name}, {figure.period} {figure.basis}"
    if vintage is None:
        kept = (
            "; what was said of it first stays" if words.source or words.quote or words.note else ""
        )
        said.append(f"{where} is {shown} already: nothing recorded{kept}")
    elif last is None:
        said.append(f"recorded {where}: {shown}")
    else:
        was = show_figure(last, indicator, shown_in)
        said.append(f"revised {where}: {shown}, it was {was} (vintage {vintage.revision})")
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
    return Recorded(tuple(said), before, after)


def _is_bare_share(words: FigureWords, indicator: Indicator) -> bool:
    """Whether a percent of a later stretch does not say if it is the stretch's own."""
    period = parse_period(words.period)
    later = (period.start.month, period.start.day) != (1, 1)
    percent = indicator.traits.of_a_whole and words.value.strip().endswith("%")
    return percent and later and not words.basis


def _described(
    clock: Clock, words: FigureWords, indicator: Indicator, lang: str | None
) -> Observation:
    if words.is_done and not indicator.traits.is_done:
        raise UsageFault(f"{indicator.name} is a {indicator.kind}: it has a --period, no --done")
    if not words.value and not indicator.traits.is_done:
        raise UsageFault('a figure needs a VALUE with its unit, such as 8.24% or "11,360 bn VND"')
    if _is_bare_share(words, indicator):
        raise UsageFault(
            f"a percent of {words.period} alone, or since January? Say --single or --ytd"
        )
    source = clean_text(words.source, "source", MAX_TEXT) if words.source else None
    value = words.value or "100%"
    stated, period = parse_quantity(value, lang), parse_period(words.period)
    draft = Observation(
        period=period,
        basis=Basis(words.basis) if words.basis else default_basis(period),
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
    return observe(draft, stated, value, indicator, min(clock.as_of, clock.today))


def _in_force(
    session: Session, clock: Clock, entity: Entity, indicator: Indicator, figure: Observation
) -> Observation | None:
    series = reading.series(asking(session), entity.name, indicator.id, clock.today)
    same = [vintage for vintage in series.vintages if vintage.key == figure.key]
    return same[-1] if same else None
