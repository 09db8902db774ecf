"""The periods of a hold, each with its figure; and how a hold is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.judge.figures_read import FiguresRead, SetAside, accounted
from targettrack.domain.judge.reason import Reason
from targettrack.domain.judge.settled import proves
from targettrack.domain.records.observation import Basis
from targettrack.domain.records.target import HoldMode
from targettrack.domain.series.reading import read
from targettrack.domain.values.period import MONTHS_OF, ONE_DAY, months_between, whole_parts
from targettrack.domain.values.status import Flag, Status
from targettrack.message import Message, Number

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.records.observation import Observation
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached
    from targettrack.domain.series.reading import Reading
    from targettrack.domain.values.period import Period


def mode(case: Case) -> HoldMode:
    """Return how the target is held: on average where nothing is said."""
    return case.target.hold or HoldMode.AVERAGE


def seen_periods(case: Case) -> list[tuple[Period, Observation | None]]:
    """Return each period up to the latest that has a figure, with its figure.

    Where only longer figures tell of it, that is what they leave for a longer period around it.
    """
    known = read(_figures(case), case.target.period)
    pieces = {piece: _figure_of(case, known, piece) for piece in known.pieces}
    found: list[tuple[Period, Observation | None]] = []
    for part in whole_parts(case.target.period, MONTHS_OF[case.indicator.frequency]):
        around = [figure for piece, figure in pieces.items() if piece.contains(part)]
        found.append((part, around[0] if around else _figure_of(case, known, part)))
    while found and found[-1][1] is None:
        found.pop()
    return found


def account_of(case: Case) -> FiguresRead:
    """Account for the figures; totals to date count on average alone."""
    counted = _figures(case)
    found = accounted(case, counted, read(counted, case.target.period))
    to_date = Message("a total to date tells nothing of a single period")
    aside = tuple(
        one if any(one.figure is figure for figure in counted) else SetAside(one.figure, to_date)
        for one in found.aside
    )
    return replace(found, aside=aside)


def _figures(case: Case) -> list[Observation]:
    """Return the figures that count: totals to date too on average, else those of a period alone.

    What a printed average to date leaves for one period is too rough to say that it was not met.
    """
    alone = {figure.period for figure in case.figures if figure.basis is Basis.SINGLE}
    every = mode(case) is HoldMode.AVERAGE
    return [figure for figure in case.figures if every or figure.period in alone]


def _figure_of(case: Case, known: Reading, period: Period) -> Observation | None:
    """Return the figure of a period, or the one that follows: a mean by cases, else by periods."""
    terms = known.of(period)
    if terms is None or len(terms.figures) == 1:
        return terms.added[0] if terms else None
    by_volume = all(figure.volume is not None for figure in terms.figures)

    def weight(figure: Observation) -> Decimal:
        volume = figure.volume if by_volume else None
        return parts_in(case, figure.period) if volume is None else volume

    whole = terms.total(weight)
    if whole <= 0:
        return None
    value = terms.total(lambda figure: figure.value * weight(figure)) / whole
    last = terms.added[-1]
    return replace(last, period=period, value=value, volume=whole if by_volume else None)


def parts_in(case: Case, period: Period) -> Decimal:
    """Return how many of the indicator's own periods a period is long."""
    months = months_between(period.start - ONE_DAY, period.last)
    return months / MONTHS_OF[case.indicator.frequency]


def periods_of(case: Case) -> int:
    """Return how many periods the target has."""
    return len(whole_parts(case.target.period, MONTHS_OF[case.indicator.frequency]))


def several(case: Case) -> Message:
    """Return the word for the periods: months, quarters."""
    return Message(f"{case.indicator.frequency}s")


def settled(case: Case, so_far: Reached, told: Message, *, met: bool) -> Reason:
    """Rule on a period that is over; a figure that is only a bound settles what it proves."""
    # A period without a figure leaves nothing open: it is not met, or no part of the average.
    if not proves(case, replace(so_far, complete=True), met=met):
        why = Message("{told}: a figure is only a bound", told=told)
        return Reason(Status.NO_DATA, why, (Flag.LOWER_BOUND,))
    flags = (Flag.BREACHED,) if not met and case.target.hold is HoldMode.EVERY else ()
    status = Status.ACHIEVED if met else Status.MISSED
    return Reason(status, told, flags)


def shown(case: Case, value: Decimal) -> Number:
    """Return a value with three decimals: near 99% an average moves in the last of them."""
    return Number(value, "~3", "%" if case.indicator.unit.is_percent else "")
