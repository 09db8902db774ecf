"""One series: its heading, its trajectories, its figures with their vintages, its past verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.records.indicator import Direction
from targettrack.domain.records.target import TrajectoryKind
from targettrack.domain.trajectory.growth_range import branches
from targettrack.domain.trajectory.target_trajectory import season_of
from targettrack.message import Message
from targettrack.render.json_records import Listing
from targettrack.render.messages.catalogue import translate
from targettrack.render.messages.numbers import show_figure, show_target
from targettrack.render.messages.words import show_source, status_word
from targettrack.shown import rounded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.series import Series


def heading(series: Series, lang: str) -> str:
    """Name the series with its kind, unit, direction and frequency."""
    indicator = series.indicator
    unit = translate(str(indicator.unit), lang)
    facts = (
        translate(Message("{kind} in {unit}", kind=indicator.kind, unit=unit), lang),
        translate("up is good" if indicator.direction is Direction.UP else "down is good", lang),
        translate(Message("every {period}", period=indicator.frequency), lang),
    )
    return f"{series.entity.name}, {indicator.called(lang)}: {', '.join(facts)}"


def trajectory_listing(cases: Sequence[Case]) -> Listing:
    """Return the points of every trajectory: issued, or laid from past years.

    Of a growth also the growth from the start to the end of each part, low and high.
    """
    rows = tuple(
        (case.target.scenario.name, at, case.target.trajectory.value, *values)
        for case in cases
        for at, *values in _points(case)
    )
    return Listing(
        ("scenario", "at", "trajectory", "value", "high", "to_date", "high_to_date"), rows
    )


def _points(case: Case) -> Sequence[tuple[str | Decimal | None, ...]]:
    """Return day or part, value, high edge, and of a growth the growth up to then, low and high."""
    target, places = case.target, case.indicator.precision
    if target.trajectory is TrajectoryKind.SEASONAL:
        laid = season_of(case)
        return [(str(one.day), rounded(one.value, places), None, None, None) for one in laid]
    if target.trajectory is not TrajectoryKind.GROWTH:
        return [(str(one.period.last), one.value, one.high, None, None) for one in target.points]
    return [
        (
            str(point.period),
            point.value,
            point.high,
            rounded(low, places),
            high if high is None else rounded(high, places),
        )
        for point, (low, high) in zip(case.target.points, branches(case), strict=True)
    ]


def figure_listing(series: Series, as_of: date, lang: str) -> Listing:
    """Return every vintage of every figure up to a day."""
    rows = tuple(
        (
            str(vintage.period),
            vintage.basis.value,
            show_figure(vintage, series.indicator, lang),
            vintage.revision,
            vintage.qualifier.value if vintage.qualifier else None,
            vintage.recorded_on,
            show_source(vintage) or None,
            vintage.note,
        )
        for vintage in series.vintages
        if vintage.period.last <= as_of
    )
    names = ("period", "basis", "value", "vintage", "qualifier", "recorded", "source", "note")
    return Listing(names, rows, extra=("note",))


def past_listing(pasts: Sequence[Assessment], lang: str) -> Listing:
    """Return the verdicts at earlier figures, oldest first."""
    rows = tuple(
        (
            one.observed_on,
            one.target.scenario.name,
            show_target(one.target, one.indicator, lang),
            status_word(one.status, lang),
            translate(one.why, lang),
        )
        for one in pasts
    )
    return Listing(("on", "scenario", "target", "verdict", "why"), rows)
