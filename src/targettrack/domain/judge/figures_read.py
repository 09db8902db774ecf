"""Which figures a verdict was read from, which were set aside, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.records.observation import is_amount
from targettrack.domain.series.reading import Terms
from targettrack.domain.values.step import Step
from targettrack.message import Message, Number, Plural, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reading import Reading
    from targettrack.domain.values.period import Period
    from targettrack.message import Argument

LISTED = 3  # more figures that follow on each other are told by the first and the last


class SetAside(Struct, frozen=True):
    """A figure that does not count, and why."""

    figure: Observation
    why: Message


class FiguresRead(Struct, frozen=True):
    """What became of the figures of a case.

    Attributes:
        read: those of the target's period that count, in order.
        before: those of earlier years, which tell how it may go on.
        aside: those of the target's period that do not count.
        of: whose figures they are, where not the entity's own.
    """

    read: tuple[Observation, ...]
    before: tuple[Observation, ...] = ()
    aside: tuple[SetAside, ...] = ()
    of: str = ""

    def steps(self, indicator: Indicator) -> Iterator[Step]:
        """Say it, a line for what counts, one for earlier years, one for each set aside."""
        if self.read:
            yield Step(self._name(word("read")), "{periods}", periods=in_short(self.read))
        if self.before:
            counted = Plural(
                "{n} figure, {first} to {last}",
                "{n} figures, {first} to {last}",
                len(self.before),
                first=min(figure.period.start for figure in self.before),
                last=max(figure.period.last for figure in self.before),
            )
            yield Step(self._name(word("years before")), "{figures}", figures=counted)
        for one in self.aside:
            figure = Message(
                "{value} for {period}",
                value=_value(indicator, one.figure),
                period=one.figure.period,
            )
            name = self._name(word("set aside"))
            yield Step(name, "{figure}: {why}", figure=figure, why=one.why)

    def _name(self, name: str) -> str | Message:
        return (
            Message("{what} of {entity}", what=Message(name), entity=self.of) if self.of else name
        )


def in_short(figures: Sequence[Observation]) -> tuple[Argument, ...]:
    """Return the periods of figures; of many that follow on each other the first and the last."""
    runs: list[list[Period]] = []
    for figure in figures:
        period = figure.period
        if runs and runs[-1][-1].end == period.start:
            runs[-1].append(period)
        else:
            runs.append([period])
    told: list[Argument] = []
    for run in runs:
        short = Message("{first} to {last}", first=run[0], last=run[-1])
        told += [short] if len(run) > LISTED else run
    return tuple(told)


def accounted(
    case: Case, counted: Sequence[Observation], reading: Reading, *, up_to_gap: bool = False
) -> FiguresRead:
    """Account for the figures of a case by the reading of its period.

    Args:
        case: whose figures they are.
        counted: those that may count by what they state.
        reading: of them, in the target's period.
        up_to_gap: whether what comes after a gap does not count.
    """
    period = reading.period
    runs = reading.runs
    if up_to_gap:
        runs = tuple(run for run in runs if run[0] == period.start)
    read: list[Observation] = []
    aside: list[SetAside] = []
    for figure in case.figures:
        if figure.period.overlaps(period):
            is_counted = any(figure is one for one in counted)
            why = _not_read(case, figure, reading, runs) if is_counted else _stated(case, figure)
            if why is None:
                read.append(figure)
            else:
                aside.append(SetAside(figure, why))
    before = (figure for figure in counted if figure.period.end <= period.start)
    return FiguresRead(tuple(read), tuple(before), tuple(aside))


def _not_read(
    case: Case, figure: Observation, reading: Reading, runs: Sequence[Sequence[date]]
) -> Message | None:
    """Say why the reading takes nothing from a figure; None where it does."""

    def within(period: Period) -> bool:
        return any(period.start in run and period.end in run for run in runs)

    kept = reading.figures.get(figure.period)
    if kept is None:
        return _out_of(figure.period, reading.period)
    if kept is not figure:
        return _replaced(case, kept)
    if any(figure is one for one in reading.redundant):
        terms = reading.between(figure.period.start, figure.period.end)
        return Message("follows from {figures}", figures=in_short(terms.figures if terms else ()))
    used = [reading.between(run[0], run[-1]) or Terms() for run in runs]
    if within(figure.period) or any(figure is one for terms in used for one in terms.figures):
        return None
    known = reading.figures.values()
    others = [f for f in known if f.period.overlaps(figure.period) and within(f.period)]
    if others:
        return Message(
            "overlaps {figures}, and nothing tells by how much", figures=in_short(others)
        )
    return Message("comes after a time of which nothing is known")


def _stated(case: Case, figure: Observation) -> Message:
    if is_amount(case.indicator, figure):
        return Message("an amount, and the total of the plan is not known")
    return Message("the amount of the same time counts")


def _out_of(figure: Period, period: Period) -> Message:
    if figure.start < period.start:
        return Message("begins before {day}", day=period.start)
    if figure.end > period.end:
        return Message("ends after {day}", day=period.last)
    return Message("is of the next period")


def _replaced(case: Case, by: Observation) -> Message:
    value = _value(case.indicator, by)
    return Message("replaced by {value}, {basis}", value=value, basis=by.basis)


def _value(indicator: Indicator, figure: Observation) -> Number:
    unit = indicator.absolute_unit if is_amount(indicator, figure) else indicator.unit
    return Number(figure.value, "", str(unit or ""))
