"""Verdicts at earlier days, each by the target then in force, from what is known now."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from targettrack.domain.growth import NO_WEIGHTS
from targettrack.domain.judge import assess
from targettrack.domain.measures import Case
from targettrack.domain.observations import in_force
from targettrack.domain.series import Reference

if TYPE_CHECKING:
    from collections.abc import Iterable

    from targettrack.domain.assessment import Assessment
    from targettrack.domain.rulebook import Rulebook
    from targettrack.domain.series import Series
    from targettrack.domain.targets import Target

NOTHING = Reference((), NO_WEIGHTS)


def targets_in_force(versions: Iterable[Target], on: date) -> list[Target]:
    """Return, of each target, the version in force on a day: the latest to come into force."""
    chosen: dict[tuple[object, ...], Target] = {}
    for version in versions:
        key = version.scenario.name, version.period
        begins = version.valid_from or date.min
        if begins <= on and (key not in chosen or begins >= (chosen[key].valid_from or date.min)):
            chosen[key] = version
    return list(chosen.values())


def verdicts_at_figures(
    series: Series, as_of: date, known_at: date, rulebook: Rulebook
) -> list[Assessment]:
    """Judge every target on the last day of every figure that counts for it, oldest first.

    A day whose verdict rests on the same figure as the day before is left out.
    """
    figures = in_force(series.vintages)
    days = sorted({f.period.last for f in figures if f.period.last <= as_of})
    verdicts: list[Assessment] = []
    latest: dict[tuple[object, ...], Assessment] = {}
    for day in days:
        for target in targets_in_force(series.versions, day):
            reference = series.references.get(target.reference or "", NOTHING)
            case = Case(
                entity=series.entity,
                indicator=series.indicator,
                target=target,
                figures=figures,
                as_of=day,
                known_at=known_at,
                rulebook=rulebook,
                weights=series.weights,
                reference=in_force(reference.vintages),
                reference_weights=reference.weights,
            )
            verdict, key = assess(case), (target.scenario.name, target.period)
            before = latest.get(key)
            if verdict.observation and (not before or before.observation != verdict.observation):
                verdicts.append(verdict)
                latest[key] = verdict
    return verdicts
