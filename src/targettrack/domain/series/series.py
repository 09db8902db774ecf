"""A series: one indicator of one entity, with everything known about it, and its cases."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct, field

from targettrack.domain.records.observation import in_force, usual_revision
from targettrack.domain.records.target import superseded_keys, versions_in_force
from targettrack.domain.records.weights import weights_in_force
from targettrack.domain.series.case import HISTORY_YEARS, Case
from targettrack.domain.values.period import years_before

if TYPE_CHECKING:
    from collections.abc import Mapping

    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.rulebook import Rulebook
    from targettrack.domain.records.target import Target
    from targettrack.domain.records.weights import Weights, WeightsVintage
    from targettrack.domain.series.reference import Reference


class Series(Struct, frozen=True):
    """One indicator of one entity.

    Attributes:
        versions: every version of every target, oldest first.
        vintages: every vintage of every figure, in order of period, then of revision.
        weights: every vintage of its base weights, oldest first.
        references: what is known of the entities that its targets refer to, by their name.
    """

    entity: Entity
    indicator: Indicator
    versions: tuple[Target, ...]
    vintages: tuple[Observation, ...]
    weights: tuple[WeightsVintage, ...] = ()
    references: Mapping[str, Reference] = field(default_factory=dict)

    @property
    def base_weights(self) -> Weights:
        """The base weights that count."""
        return weights_in_force(self.weights)


def counts_from(target: Target, indicator: Indicator, rulebook: Rulebook) -> date:
    """Return the day from which figures count for a target: three years before its start.

    A level whose base is not stated starts from the last figure before, however old it is; and the
    methods of others look back as far as they say.
    """
    traits = indicator.traits
    far = rulebook.scale is not None and (traits.has_base or traits.is_kept)
    if far or (traits.has_base and target.base is None):
        return date.min
    return years_before(target.start, HISTORY_YEARS)


def cases_of(series: Series, as_of: date, known_at: date, rulebook: Rulebook) -> list[Case]:
    """Return a case for every target in force on a day, from all that `series` holds."""
    versions = versions_in_force(series.versions, as_of)
    figures = [f for f in in_force(series.vintages) if f.period.last <= as_of] if versions else []
    ended = superseded_keys((same[-1] for same in versions), as_of)
    found = []
    for *earlier, target in versions:
        since = min(
            counts_from(version, series.indicator, rulebook) for version in (*earlier, target)
        )
        estimated = (v for v in series.vintages if since <= v.period.last <= as_of)
        case = Case(
            entity=series.entity,
            indicator=series.indicator,
            target=target,
            figures=[figure for figure in figures if figure.period.last >= since],
            as_of=as_of,
            known_at=known_at,
            rulebook=rulebook,
            weights=series.base_weights,
            usual_revision=usual_revision(estimated),
            references=series.references,
            earlier=tuple(earlier),
            is_superseded=target.key in ended,
            vintages=series.vintages,
        )
        found.append(case)
    return found
