"""Groups of indicators rated as a whole by the worst of them, for a rulebook of bands."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.judge.rulebooks.methods import rate
from targettrack.domain.records.rulebook_scales import Bands
from targettrack.domain.values.name import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.rulebook import Rulebook
    from targettrack.domain.records.rulebook_scales import Rating


class GroupRating(Struct, frozen=True):
    """What a group of indicators of an entity is rated.

    Attributes:
        group: None where the rulebook names no groups, and all indicators are one.
        rating: None where too few of its indicators are rated.
        score: the mean of the worst.
        rated, n: how many indicators are rated, and how many have a target.
        worst: those that were averaged, worst first.
    """

    entity: str
    group: str | None
    rating: Rating | None
    score: Decimal | None
    rated: int
    n: int
    worst: tuple[Assessment, ...]


def group_ratings(assessments: Iterable[Assessment], rulebook: Rulebook) -> list[GroupRating]:
    """Rate every group of every entity, in the rulebook's order of groups.

    The rating is that of the mean score of the `of_worst` worst indicators; but it is the best only
    where each of these has the best, and the worst only where each has the worst. Below the
    rulebook's coverage there is none. Source: Sachs et al., Sustainable Development Report, methods
    summary, SDG Dashboards: the two worst, green only if both are green, red only if both are red.
    """
    scale = rulebook.scale
    if not isinstance(scale, Bands):
        return []
    ordered = sorted(assessments, key=lambda one: (one.entity.name, one.indicator.id))
    return [
        found
        for entity, of_entity in groupby(ordered, key=lambda one: one.entity.name)
        for found in _of_entity(entity, list(of_entity), rulebook, scale)
    ]


def _of_entity(
    entity: str, assessments: Sequence[Assessment], rulebook: Rulebook, scale: Bands
) -> Iterator[GroupRating]:
    by_indicator = {one.indicator.id: one for one in assessments}
    if not scale.groups:
        yield _rated(entity, None, list(by_indicator.values()), rulebook, scale)
    for group, members in scale.groups.items():
        names = {fold(name) for name in members}
        inside = [
            one
            for one in by_indicator.values()
            if names & {fold(name) for name in one.indicator.every_name}
        ]
        if inside:
            yield _rated(entity, group, inside, rulebook, scale)


def _rated(
    entity: str,
    group: str | None,
    assessments: Sequence[Assessment],
    rulebook: Rulebook,
    scale: Bands,
) -> GroupRating:
    scored = [(one.score, one) for one in assessments if one.score is not None]
    scored.sort(key=lambda pair: pair[0])
    worst = scored[: scale.of_worst]
    n, slack = len(assessments), rulebook.tolerance
    if not worst or Decimal(len(scored)) / n < rulebook.coverage - slack:
        return GroupRating(entity, group, None, None, len(scored), n, ())
    mean = sum((score for score, _ in worst), Decimal(0)) / len(worst)
    each = [rate(scale.ratings, score, slack) for score, _ in worst]
    found = rate(scale.ratings, mean, slack)
    best, second, *_ = (*scale.ratings, *scale.ratings[-1:])
    last, before_last = scale.ratings[-1], scale.ratings[-2:][0]
    if found is best and any(one is not best for one in each):
        found = second
    if found is last and any(one is not last for one in each):
        found = before_last
    return GroupRating(entity, group, found, mean, len(scored), n, tuple(one for _, one in worst))
