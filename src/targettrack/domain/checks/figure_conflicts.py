"""Figures that speak against each other, or against what a figure of their kind can be."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from targettrack.domain.records.observation import Qualifier, StatedAs, is_amount
from targettrack.domain.records.scenario import Scenario
from targettrack.domain.records.stated_comparison import stated_growth
from targettrack.domain.records.target import Target, versions_in_force
from targettrack.domain.series.case import Case
from targettrack.domain.series.contradictions import NAME, contradictions
from targettrack.domain.series.reading import precedence
from targettrack.domain.series.rounding import MOST_ROUNDING, slack_of
from targettrack.domain.values.name import fold
from targettrack.domain.values.number import HUNDRED, half_unit
from targettrack.domain.values.period import Period
from targettrack.domain.values.quantity import Comparator
from targettrack.message import Message
from targettrack.shown import places_of, rounded, show_exact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from targettrack.domain.checks.checked_series import CheckedSeries
    from targettrack.domain.checks.finding import RankedFinding
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.rulebook import Rulebook
    from targettrack.domain.values.step import Step
    from targettrack.message import Argument

FINALITY = {Qualifier.ESTIMATED: 0, Qualifier.PRELIMINARY: 1, Qualifier.OFFICIAL: 2}
LOOK = Message("find out which is right and log it")
YEAR = Scenario("the year")  # the parts of a year are compared whether or not it has a target


def beyond_limits(record: CheckedSeries) -> Iterator[RankedFinding]:
    """Yield values that cannot be: beyond the indicator's limits, or of a hold 0 to 100%.

    They are refused when they are recorded; an indicator may have got its limits later.
    """
    indicator = record.indicator
    advice = Message("log the right value; if it is right, give the indicator other limits")
    for figure in record.figures:
        if is_amount(indicator, figure):
            continue
        broken = indicator.limits_broken_by(figure.value)
        if not broken and indicator.traits.is_kept and indicator.unit.is_percent:
            broken = (
                None
                if 0 <= figure.value <= HUNDRED
                else Message("is no share of cases, 0% to 100%")
            )
        if broken:
            size = float(abs(figure.value))
            found = Message("{figure} {broken}", figure=record.told(figure), broken=broken)
            yield record.finding("beyond-limits", figure.period, found, advice, size)


def inconsistent(record: CheckedSeries, rulebook: Rulebook) -> Iterator[RankedFinding]:
    """Yield wholes that their parts do not make up, and percents that are not their amounts.

    The rules are those of the judge; a target's denominator is the one in force.
    """
    if not record.indicator.traits.builds_up:
        return
    said = set()
    for target in _spans(record):
        case = Case(
            entity=record.entity,
            indicator=record.indicator,
            target=target,
            figures=record.figures,
            as_of=record.as_of,
            known_at=record.as_of,
            rulebook=rulebook,
            weights=record.weights,
        )
        steps = contradictions(case)
        advice = _mending(steps)
        for step in steps:
            if step.name == NAME and str(step) not in said:
                said.add(str(step))
                yield record.finding("inconsistent", target.period, step, advice)
                advice = LOOK


def _mending(steps: Sequence[Step]) -> Message:
    """Return what would reconcile the figures; the judge names it for the latest of them only."""
    ways: list[Message] = []
    for step in steps:
        if step.result is None or step.name == NAME:
            continue
        unit = step.unit if step.unit == "%" else f" {step.unit}"
        value = f"{show_exact(rounded(step.result, step.decimals))}{unit}"
        if step.name == "implied total":
            ways.append(Message("give the target the denominator {value}", value=value))
        else:
            ways.append(
                Message(
                    "log {period} as {value} (it was known first)"
                    if step.name == "likely revision"
                    else "log {period} as {value}",
                    period=_period_of(step),
                    value=value,
                )
            )
    return Message("{ways:, or }", ways=tuple(ways)) if ways else LOOK


def _period_of(step: Step) -> Argument:
    return step.remark.arguments["period"] if isinstance(step.remark, Message) else ""


def _spans(record: CheckedSeries) -> list[Target]:
    """Return the targets in force whose figures are compared, and every other year with some."""
    targets = [versions[-1] for versions in versions_in_force(record.versions, record.as_of)]
    covered = {target.period for target in targets}
    years = {figure.period.start.year for figure in record.figures}
    periods = {Period(date(year, 1, 1), date(year + 1, 1, 1)) for year in years} - covered
    return targets + [
        Target(YEAR, period, Comparator.EQUAL, Decimal(0), period.last)
        for period in sorted(periods)
    ]


def conflicts(record: CheckedSeries) -> Iterator[RankedFinding]:
    """Yield figures for which two sources give values that no rounding reconciles.

    A later figure of the same source, or one that is marked as more final, is a revision and no
    contradiction.
    """
    same: dict[tuple[object, ...], list[Observation]] = {}
    for vintage in record.vintages:
        same.setdefault(vintage.key, []).append(vintage)
    for vintages in same.values():
        last = vintages[-1]
        against = [
            one
            for one in vintages[:-1]
            if _publisher(one) not in {"", _publisher(last)}
            and not _settles(last, one)
            and not _agree(record, one, last)
        ]
        if against and _publisher(last):
            worst = max(against, key=lambda one: abs(one.value - last.value))
            found = Message(
                "{worst} says {document}; {last} says {document2}",
                worst=record.told(worst),
                document=str(worst.document),
                last=record.told(last),
                document2=str(last.document),
            )
            advice = Message("find out which is right and log it once more with --official")
            size = float(abs(worst.value - last.value) / max(abs(last.value), Decimal(1)))
            yield record.finding("claims", last.period, found, advice, size)


def _publisher(figure: Observation) -> str:
    """Return who said it, without the day: "VnEconomy, 3 June 2025" is VnEconomy."""
    paper = figure.document
    return fold(paper.issuer or paper.title.partition(",")[0]) if paper else ""


def _settles(later: Observation, earlier: Observation) -> bool:
    if later.qualifier is None:
        return False
    known = FINALITY.get(earlier.qualifier, -1) if earlier.qualifier else 0
    return FINALITY[later.qualifier] > known


def _agree(record: CheckedSeries, one: Observation, other: Observation) -> bool:
    """Whether two figures can both be right, each within its rounding.

    Two bounds of one side are two tellings of a number, not of a range: who writes "over 3,632"
    does not know of 3,907.
    """
    slack = slack_of(record.indicator, one) + slack_of(record.indicator, other)
    implied = StatedAs.GROWTH in {one.stated_as, other.stated_as}
    if implied and not record.indicator.traits.compounds:  # worked out from a rounded rate
        slack = max(slack, MOST_ROUNDING * abs(one.value))
    difference = other.value - one.value
    if one.comparator is other.comparator:
        return abs(difference) <= slack
    over = one.comparator is Comparator.AT_LEAST or other.comparator is Comparator.AT_MOST
    return difference >= -slack if over else difference <= slack


def growth_as_stated(record: CheckedSeries) -> Iterator[RankedFinding]:
    """Yield amounts whose stated growth is not the one on the figure of the year before.

    The stated growth is read from the figure's note, where `capture` keeps it.
    """
    exact = [f for f in record.figures if f.comparator is Comparator.EQUAL]
    by_key = {figure.key[:3]: figure for figure in exact}
    for figure in exact:
        stated = stated_growth(figure.note)
        before = by_key.get((figure.period.a_year_earlier(), *figure.key[1:3]))
        if stated is not None and before is not None and before.value > 0:
            low, high = _growth_between(record, before, figure)
            slack = half_unit(stated)
            if not low - slack <= stated <= high + slack:
                yield _grown(record, figure, before, stated)


def growth_against(growth: CheckedSeries, amounts: CheckedSeries) -> Iterator[RankedFinding]:
    """Yield growth figures that are not the growth of the amounts of a sister indicator."""
    by_key = {f.key[:2]: f for f in amounts.figures if f.comparator is Comparator.EQUAL}
    for rate in growth.figures:
        figure = by_key.get(rate.key[:2])
        before = by_key.get((rate.period.a_year_earlier(), rate.basis))
        if figure and before and before.value > 0 and rate.comparator is Comparator.EQUAL:
            low, high = _growth_between(amounts, before, figure)
            slack = half_unit(rate.value)
            if not low - slack <= rate.value <= high + slack:
                yield _grown(amounts, figure, before, rate.value)


def _growth_between(
    record: CheckedSeries, before: Observation, after: Observation
) -> tuple[Decimal, Decimal]:
    """Return the least and the most growth in percent that two amounts can mean."""
    loose, tight = slack_of(record.indicator, before), slack_of(record.indicator, after)
    least = (after.value - tight) / (before.value + loose)
    most = (after.value + tight) / max(before.value - loose, Decimal("1e-9"))
    return HUNDRED * least - HUNDRED, HUNDRED * most - HUNDRED


def _grown(
    record: CheckedSeries, after: Observation, before: Observation, stated: Decimal
) -> RankedFinding:
    made = HUNDRED * after.value / before.value - HUNDRED
    found = Message(
        "growth of {stated}% is stated, but {after} after {before} is {made}%",
        stated=stated,
        after=record.told(after),
        before=record.told(before),
        made=format(made, ".1f"),
    )
    implied = after.value / (1 + stated / HUNDRED) if stated > -HUNDRED else before.value
    advice = Message(
        "check the base: by the stated growth {period} was about {before}",
        period=before.period,
        before=record.told(before, rounded(implied, places_of(before.value))),
    )
    return record.finding("growth", after.period, found, advice, float(abs(made - stated)))


def early(record: CheckedSeries) -> Iterator[RankedFinding]:
    """Yield figures from before the end of their period that nothing has replaced.

    An estimate is in order until the figure is due, or where a later total covers its period; any
    other figure is not.
    """
    lag = timedelta(record.indicator.publication_lag)
    for figure in record.figures:
        known, last = figure.recorded_on, figure.period.last
        if known is None:
            continue
        is_estimate = figure.qualifier is Qualifier.ESTIMATED
        waits = last + lag > record.as_of or _is_covered(figure, record.figures)
        if known >= last or (is_estimate and waits):
            continue
        found = Message(
            "the estimate {figure} is of {known}, before {period} was over"
            if is_estimate
            else "it {figure} is of {known}, before {period} was over",
            figure=record.told(figure),
            known=known,
            period=figure.period,
        )
        advice = Message("log the figure that came after {last}", last=last)
        yield record.finding("early", figure.period, found, advice, (last - known).days)


def _is_covered(figure: Observation, figures: Sequence[Observation]) -> bool:
    period = figure.period
    return any(
        (other.period.start <= period.start and other.period.end > period.end)
        or (other.period == period and precedence(other) > precedence(figure))
        for other in figures
    )
