"""Figures of an entity computed from the entities below it, where it has none of its own.

A sum is the sum of its parts; growth is composed from their levels, never an average of rates; a
share is amounts over denominators; a level of a whole is not to be had from its parts.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.records.observation import StatedAs, in_force, is_amount
from targettrack.domain.records.target import versions_in_force
from targettrack.domain.records.weights import NO_WEIGHTS, Weights, WeightsVintage
from targettrack.domain.series.case import HISTORY_YEARS
from targettrack.domain.series.composed_growth import compose_step, composed
from targettrack.domain.series.mergers import merged, predecessors
from targettrack.domain.series.reached import in_brackets, signed
from targettrack.domain.series.reading import Terms
from targettrack.domain.series.series import Series
from targettrack.domain.series.sum_of_parts import (
    as_figure,
    as_sum,
    common,
    has_figures,
    named,
    parts_of,
)
from targettrack.domain.series.summed import ComputedFigure, Summed
from targettrack.domain.values.number import HUNDRED
from targettrack.domain.values.period import ONE_DAY, Period
from targettrack.domain.values.step import Step
from targettrack.message import Message, word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from targettrack.domain.series.case import Case
    from targettrack.domain.series.summed import Parts
    from targettrack.message import Argument

ONE = Decimal(1)
ROUNDING = Decimal("0.01")  # shares that were rounded to whole percents still add up within this


def completed(case: Case, family: Sequence[Series]) -> Case:
    """Return a case with the figures that its family gives it.

    Args:
        case: with the figures of its own entity, which may be none.
        family: the series of its indicator of the entities below its own and of those merged into
            it or into them.

    Where the entity has figures only those merged into it are added.
    """
    weighed = (WeightsVintage(case.weights),)
    own = Series(case.entity, case.indicator, (), tuple(case.figures), weighed)
    summed = merged(own, predecessors(case.entity.name, family, case.as_of), _windows(case))
    if not case.figures and (summed is None or not summed.figures):
        summed = _of_children(case, family) or summed
    if summed is None:
        return case
    weights = case.weights if case.weights.parts else summed.weights
    return replace(case, figures=summed.figures, vintages=(), weights=weights, summed=summed)


def _windows(case: Case) -> list[Period]:
    """Return the period in which figures count, and the target's period in earlier years."""
    windows = [Period(case.target.period.start, case.target.closing + ONE_DAY)]
    earlier = case.target.period
    for _ in range(HISTORY_YEARS):
        earlier = earlier.a_year_earlier()
        windows.append(earlier)
    return windows


def _of_children(case: Case, family: Sequence[Series]) -> Summed | None:
    """Return the figures computed from the entities below; None where they have none."""
    window = _windows(case)[0]
    parts, joined = _territories(case, family)
    kinds = {s.entity.kind for s in parts if has_figures(s, window)}
    if not kinds:
        return None
    if len(kinds) > 1:
        both = tuple(Message(kind) for kind in sorted(kinds))
        why = Message("{kinds: and } entities below it would count twice", kinds=both)
        return Summed(reason=why)
    parts = [s for s in parts if s.entity.kind in kinds]
    present = [s for s in parts if has_figures(s, window)]
    missing = [s.entity.name for s in parts if s not in present]
    missing += [name for one in joined for name in one.missing]
    traits = case.indicator.traits
    if not traits.builds_up:
        why = Message(
            "a {kind} is not computed from the entities below it", kind=case.indicator.kind
        )
        return Summed(reason=why)
    way = _added if traits.is_sum else _composed if traits.compounds else _shared
    found = way(case, present, missing)
    if not found.figures and not found.reason:
        why = Message(
            "no period for which all of {entities} have figures", entities=_names(present)
        )
        return replace(found, reason=why)
    return replace(found, sums=(*found.sums, *(s for one in joined for s in one.sums)))


def _territories(case: Case, family: Sequence[Series]) -> tuple[list[Series], list[Summed]]:
    """Return the series below the entity that there are today, with what was merged into them.

    Also return how that was computed.
    """
    below = [s for s in family if s.entity.parent == case.entity.name]
    names = {s.entity.name for s in below}
    found: list[Series] = []
    computed: list[Summed] = []
    for series in below:
        entity = series.entity
        gone = entity.ended(case.as_of) and entity.successor in names
        if gone or (entity.valid_from is not None and entity.valid_from > case.as_of):
            continue
        joined = merged(series, predecessors(entity.name, below, case.as_of), _windows(case))
        if joined is None:
            found.append(series)
        else:
            found.append(replace(series, vintages=joined.figures))
            computed.append(joined)
    return found, computed


def _names(members: Sequence[Series]) -> Argument:
    return named(s.entity.name for s in members)


def _added(case: Case, present: list[Series], missing: list[str]) -> Summed:
    """Add up a flow; of earlier years only where nobody is missing."""
    sums: list[ComputedFigure] = []
    for window in _windows(case)[: 1 if missing else None]:
        for period, parts in common(present, window).items():
            sums.append(as_sum(period, parts, case.indicator.unit, missing))
    reason = Message("{entities} missing", entities=named(missing)) if missing else None
    return Summed(
        _figures(sums),
        tuple(sums),
        members=len(present),
        missing=tuple(missing),
        incomparable=reason,
    )


def _figures(sums: Sequence[ComputedFigure]) -> Parts:
    return tuple(in_force(s.figure for s in sums))


def _composed(case: Case, present: list[Series], missing: list[str]) -> Summed:
    """Compose growth with the levels of the parts: their base weights."""
    if missing:
        why = Message(
            "growth of a whole needs all its parts: {entities} missing", entities=named(missing)
        )
        return Summed(reason=why)
    period = case.target.period
    bare = [s for s in present if not s.base_weights.cover(period)]
    if bare:
        why = Message("no base weights of {entities} to compose growth with", entities=_names(bare))
        return Summed(reason=why)
    totals = {s.base_weights.of(period) for s in present}
    for whole in (ONE, HUNDRED):
        if len(present) > 1 and all(abs(total / whole - 1) <= ROUNDING for total in totals):
            why = Message(
                "the base weights of {entities} are shares of a year, not levels to compose "
                "growth with",
                entities=_names(present),
            )
            return Summed(reason=why)
    sums = [
        _growth(period, parts, {s.entity.name: s.base_weights for s in present})
        for period, parts in common(present, _windows(case)[0]).items()
    ]
    return Summed(_figures(sums), tuple(sums), _levels(present))


def _growth(
    period: Period, members: Mapping[str, Terms], weights: Mapping[str, Weights]
) -> ComputedFigure:
    steps: list[Step] = []
    rates = []
    for name, terms in members.items():
        remark = Message("{entities}, {period}", entities=name, period=period)
        rate, own = composed(word("part"), terms, weights[name], remark)
        steps += own
        rates.append((weights[name].of(period), rate))
    remark = Message(
        "{entities}, {period}, each by its base level", entities=named(members), period=period
    )
    value, made = compose_step("sum", rates, remark)
    return ComputedFigure(as_figure(period, value, members), parts_of(members), (*steps, *made))


def _levels(present: Sequence[Series]) -> Weights:
    """Add up the base weights where the parts have them for the same periods."""
    periods = {tuple(period for period, _ in s.base_weights.parts) for s in present}
    if len(periods) > 1:
        return NO_WEIGHTS
    return Weights(
        tuple(
            (period, sum((s.base_weights.of(period) for s in present), Decimal(0)))
            for period in periods.pop()
        )
    )


def _shared(case: Case, present: list[Series], missing: list[str]) -> Summed:
    """Add up amounts, over the target's denominator or over the sum of the parts' own."""
    amounts = [_amounts(series) for series in present]
    window = _windows(case)[0]
    lacking = [s.entity.name for s in amounts if not has_figures(s, window)] + missing
    if lacking:
        why = Message(
            "a share of a whole needs all amounts: {entities} missing", entities=named(lacking)
        )
        return Summed(reason=why)
    found = common(amounts, window)
    unit = case.indicator.absolute_unit or case.indicator.unit
    if case.target.denominator is not None:
        sums = [as_sum(period, parts, unit, ()) for period, parts in found.items()]
        return Summed(_figures(sums), tuple(sums))
    found_plans = {s.entity.name: _denominator(case, s) for s in present}
    plans = {name: plan for name, plan in found_plans.items() if plan is not None}
    unknown = [name for name in found_plans if name not in plans]
    if unknown:
        why = Message(
            "a share of a whole needs all denominators: {entities} missing",
            entities=named(unknown),
        )
        return Summed(reason=why)
    sums = [_share(period, parts, plans) for period, parts in found.items()]
    return Summed(_figures(sums), tuple(sums))


def _amounts(series: Series) -> Series:
    figures = in_force(series.vintages)
    return replace(series, vintages=tuple(f for f in figures if is_amount(series.indicator, f)))


def _denominator(case: Case, series: Series) -> Decimal | None:
    """Return what 100% is for a part: of the same scenario, else where there is only one."""
    issued = [
        target
        for *_, target in versions_in_force(series.versions, case.as_of)
        if target.period == case.target.period and target.denominator is not None
    ]
    same = [t for t in issued if t.scenario.name == case.target.scenario.name]
    plans = {target.denominator for target in same or issued}
    return plans.pop() if len(plans) == 1 else None


def _share(
    period: Period, members: Mapping[str, Terms], plans: Mapping[str, Decimal]
) -> ComputedFigure:
    every = Terms(
        tuple(part for terms in members.values() for part in terms.added),
        tuple(part for terms in members.values() for part in terms.taken),
    )
    amounts = [part.value for part in every.figures]
    wholes = [plans[name] for name in members]
    value = HUNDRED * every.total() / sum(wholes, Decimal(0))
    formula = f"100 × {signed(every, '{}')} / {in_brackets(len(wholes), '{}')}"
    remark = Message(
        "amounts over denominators of {entities}, {period}",
        entities=named(members),
        period=period,
    )
    step = Step("sum", formula, (*amounts, *wholes), value, "%", 2, remark)
    figure = as_figure(period, value, members, stated_as=StatedAs.SHARE)
    return ComputedFigure(figure, parts_of(members), (step,))
