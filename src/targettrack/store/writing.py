"""Writing to a store inside one transaction: domain values become rows here, and nowhere else.

A new figure is a new vintage, a new target a new version: none is ever changed or removed.
Every function takes the session of the transaction and returns what it did.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlmodel import col, func, select

from targettrack.domain.records.observation import Standing, standing_among
from targettrack.domain.values.name import fold
from targettrack.errors import Exists, InvalidObservation, OlderVintage
from targettrack.store.codec import day_number, day_of, maybe_number, seconds
from targettrack.store.row_ids import (
    document_row,
    id_of,
    maybe_day,
    maybe_entity,
    maybe_text,
    series_row,
)
from targettrack.store.tables import (
    AliasRow,
    EntityRow,
    IndicatorRow,
    ObservationRow,
    ScenarioRow,
    StageRow,
    TargetRow,
    TrajectoryPointRow,
    WeightRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from sqlmodel import Session

    from targettrack.domain.records.document import Document
    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.scenario import Scenario
    from targettrack.domain.records.target import Target
    from targettrack.domain.records.weights import Weights


def add_entity(session: Session, entity: Entity) -> None:
    """Add an entity with its names; its parent and successor must be there.

    Raises:
        Exists: one of its names is taken by another entity.
        UnknownName: its parent or successor is not in the store.
    """
    _check_free(session, "entity", (entity.name, *entity.aliases))
    row = EntityRow(
        name=entity.name,
        kind=entity.kind,
        parent_id=maybe_entity(session, entity.parent),
        valid_from=maybe_day(entity.valid_from),
        valid_to=maybe_day(entity.valid_to),
        successor_id=maybe_entity(session, entity.successor),
    )
    session.add(row)
    session.flush()
    add_names(session, (entity.name, *entity.aliases), entity_id=row.id)


def add_indicator(session: Session, indicator: Indicator) -> None:
    """Add an indicator with its names; raises Exists where one of them is taken."""
    names = (indicator.id, indicator.name, indicator.name_vi, *indicator.aliases)
    given = tuple(name for name in names if name)
    _check_free(session, "indicator", given)
    row = IndicatorRow(
        code=indicator.id,
        name=indicator.name,
        name_vi=indicator.name_vi,
        kind=indicator.kind,
        unit=str(indicator.unit),
        absolute_unit=str(indicator.absolute_unit) if indicator.absolute_unit else None,
        direction=indicator.direction,
        frequency=indicator.frequency,
        precision=indicator.precision,
        publication_lag=indicator.publication_lag,
        least=maybe_text(indicator.least),
        most=maybe_text(indicator.most),
    )
    session.add(row)
    session.flush()
    add_names(session, given, indicator_id=row.id)


def add_scenario(session: Session, scenario: Scenario) -> None:
    """Add a scenario; raises Exists where its name is taken."""
    if session.exec(select(ScenarioRow).where(ScenarioRow.name == scenario.name)).first():
        raise Exists("scenario", scenario.name, "choose another name")
    session.add(
        ScenarioRow(
            name=scenario.name,
            tier=scenario.tier,
            issuer=scenario.issuer,
            document_id=document_row(session, scenario.document),
            supersedes=scenario.supersedes,
        )
    )
    session.flush()


def add_target(session: Session, entity: Entity, indicator: Indicator, target: Target) -> int:
    """Add a version of a target and return its number; the scenario must be there."""
    series = series_row(session, entity, indicator)
    scenario = id_of(
        session.exec(select(ScenarioRow.id).where(ScenarioRow.name == target.scenario.name)).one()
    )
    same = (
        col(TargetRow.series_id) == series,
        col(TargetRow.scenario_id) == scenario,
        col(TargetRow.period_start) == day_number(target.period.start),
        col(TargetRow.period_end) == day_number(target.period.last),
    )
    version = (session.exec(select(func.max(TargetRow.version)).where(*same)).one() or 0) + 1
    if target.recorded_on is None or target.recorded_at is None:
        raise InvalidObservation("a target must say when it was recorded")
    row = TargetRow(
        series_id=series,
        scenario_id=scenario,
        period_start=day_number(target.period.start),
        period_end=day_number(target.period.last),
        version=version,
        comparator=target.comparator,
        value=str(target.value),
        high=maybe_text(target.high),
        closing=day_number(target.closing),
        base=maybe_text(target.base),
        base_on=maybe_day(target.base_on),
        denominator=maybe_text(target.denominator),
        owner=target.owner,
        trajectory=target.trajectory,
        valid_from=maybe_day(target.valid_from),
        recorded_on=day_number(target.recorded_on),
        recorded_at=seconds(target.recorded_at),
        document_id=document_row(session, target.document),
        quote=target.quote,
        note=target.note,
        reference_id=maybe_entity(session, target.reference),
        hold=target.hold,
        hold_share=maybe_text(target.hold_share),
        volume=maybe_text(target.volume),
    )
    session.add(row)
    session.flush()
    session.add_all(
        StageRow(target_id=id_of(row.id), position=at, name=one.name, weight=str(one.weight))
        for at, one in enumerate(target.stages, start=1)
    )
    session.add_all(
        TrajectoryPointRow(
            target_id=id_of(row.id),
            period_start=day_number(point.period.start),
            period_end=day_number(point.period.last),
            value=str(point.value),
            high=maybe_text(point.high),
        )
        for point in target.points
    )
    session.flush()
    return version


@dataclass(frozen=True, slots=True)
class Recording:
    """From which day something is known, when it is written, and the paper that says it."""

    on: date
    at: datetime
    document: Document | None = None


def set_weights(
    session: Session, entity: Entity, indicator: Indicator, weights: Weights, record: Recording
) -> None:
    """Record the base weights of a series; the latest that is known counts."""
    series = series_row(session, entity, indicator)
    paper = document_row(session, record.document)
    latest = select(func.max(WeightRow.revision)).where(WeightRow.series_id == series)
    revision = (session.exec(latest).one() or 0) + 1
    session.add_all(
        WeightRow(
            series_id=series,
            period_start=day_number(period.start),
            period_end=day_number(period.last),
            revision=revision,
            value=str(weight),
            recorded_on=day_number(record.on),
            recorded_at=seconds(record.at),
            document_id=paper,
        )
        for period, weight in weights.parts
    )
    session.flush()


def log_observation(
    session: Session, entity: Entity, indicator: Indicator, observation: Observation
) -> Observation | None:
    """Record a figure as the next vintage and return it.

    Returns None, and records nothing, where the vintages that are there say the same already.

    Raises:
        OlderVintage: a later vintage is already there.
    """
    if observation.recorded_on is None or observation.recorded_at is None:
        raise InvalidObservation("a figure must say when it was recorded")
    series = series_row(session, entity, indicator)
    period = observation.period
    vintages = session.exec(
        select(ObservationRow)
        .where(
            ObservationRow.series_id == series,
            ObservationRow.period_end == day_number(period.last),
            ObservationRow.period_start == day_number(period.start),
            ObservationRow.basis == observation.basis,
            ObservationRow.as_share == observation.key[2],
            ObservationRow.stage == observation.stage,
        )
        .order_by(col(ObservationRow.revision))
    ).all()
    when = day_number(observation.recorded_on), seconds(observation.recorded_at)
    told = [((one.recorded_on, one.recorded_at), _content(one)) for one in vintages]
    standing = standing_among(told, when, observation.content)
    if standing is Standing.SAID:
        return None
    if standing is Standing.LATE:
        day = day_of(vintages[-1].recorded_on)
        raise OlderVintage(f"{indicator.name} of {entity.name}", str(period), day)
    added = replace(observation, revision=len(vintages) + 1)
    session.add(
        ObservationRow(
            series_id=series,
            period_start=day_number(period.start),
            period_end=day_number(period.last),
            basis=added.basis,
            as_share=added.key[2],
            stage=added.stage,
            revision=added.revision,
            value=str(added.value),
            comparator=added.comparator,
            qualifier=added.qualifier,
            stated_as=added.stated_as,
            recorded_on=when[0],
            recorded_at=when[1],
            document_id=document_row(session, added.document),
            quote=added.quote,
            note=added.note,
            volume=maybe_text(added.volume),
        )
    )
    session.flush()
    return added


def _content(vintage: ObservationRow) -> tuple[object, ...]:
    """Return what `Observation.content` returns of the vintage."""
    words = vintage.comparator, vintage.qualifier, vintage.stated_as
    return (Decimal(vintage.value), *words, maybe_number(vintage.volume))


def _check_free(session: Session, what: str, names: Iterable[str]) -> None:
    is_entity = what == "entity"
    owner = AliasRow.entity_id if is_entity else AliasRow.indicator_id
    key, shown = (
        (EntityRow.id, EntityRow.name) if is_entity else (IndicatorRow.id, IndicatorRow.name)
    )
    for name in names:
        taken = session.exec(
            select(shown).join(AliasRow, col(key) == owner).where(AliasRow.folded == fold(name))
        ).first()
        if taken is not None:
            raise Exists(what, name, f"{taken} carries that name; choose another")


def add_names(
    session: Session,
    names: Iterable[str],
    *,
    entity_id: int | None = None,
    indicator_id: int | None = None,
) -> None:
    """Let an entity or an indicator carry names that are free."""
    session.add_all(
        AliasRow(folded=fold(name), name=name, entity_id=entity_id, indicator_id=indicator_id)
        for name in dict.fromkeys(names)
    )
    session.flush()
