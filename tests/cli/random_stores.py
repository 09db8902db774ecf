"""Stores with records of every kind, made at random through the same doors as real ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from msgspec.structs import replace

from targettrack.domain.records.document import Document
from targettrack.domain.records.entity import Entity, EntityKind
from targettrack.domain.records.indicator import Direction, Frequency, Indicator
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.observation import (
    Basis,
    Observation,
    Qualifier,
    StatedAs,
    known_order,
)
from targettrack.domain.records.scenario import Scenario, Tier
from targettrack.domain.records.target import (
    HoldMode,
    Stage,
    Target,
    TrajectoryKind,
    TrajectoryPoint,
)
from targettrack.domain.records.weights import Weights
from targettrack.domain.values.period import ONE_DAY, parse_period
from targettrack.domain.values.quantity import Comparator, parse_unit
from targettrack.store import open_to_write, writing
from tests.store.samples import STAMP

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Draw = Any
STAGES = (Stage("-drafted", Decimal(40)), Stage("ban hành", Decimal("60.0")))
YEAR_TO_DATE = ["2024-01/2024-05", "2024-Q1", "2024", "2024-01-01/2024-10-12", "2024-01"]
STRETCHES = ["2024-02", "2024-Q2", "2024-H2", "2024-03-05/2024-03-09", "2024-06-30", "2024-9M"]
START = datetime(2025, 1, 3, tzinfo=UTC)
YEARS = ["2024", "2025", "2025-H1"]
# Words that a spreadsheet, a table of cells or a line of JSON may stumble over.
TRICKY = (
    "=1+1", "'=1+1", "''-x", "+84 912", "-5% so far", "@home", 'say "no", he said', "a;b|c",
    "'quoted'", "đệ nhất 义安", "Хазянг", "{name}", "[1]", "null", "8,24", "\u2028", "#REF!", "1e5",
)  # fmt: skip
TEXTS = st.sampled_from(TRICKY).map(lambda text: " ".join(text.split()) or "line") | st.text(
    "=+-@'\",a9đ", min_size=1, max_size=6
)
NUMBERS = st.sampled_from([Decimal(text) for text in ("0.010", "7", "12.5", "99999.999", "1E+3")])
PERCENTS = st.integers(1, 9000).map(lambda number: Decimal(number) / 100)
SIGNED = PERCENTS | st.sampled_from([Decimal(text) for text in ("-12.30", "0", "1E+1", "-0.0070")])


@dataclass(frozen=True, slots=True, repr=False)
class Content:
    """What goes into a store, in the order in which it is added."""

    entities: list[Entity]
    indicators: list[Indicator]
    scenarios: list[Scenario]
    targets: list[tuple[Entity, Indicator, Target]]
    weights: list[tuple[Entity, Indicator, Weights, datetime, Document | None]]
    figures: list[tuple[Entity, Indicator, Observation]]

    def __repr__(self) -> str:
        """Stay short: a failure is looked at in the files of the example."""
        return f"Content({len(self.targets)} targets, {len(self.figures)} figures)"

    def _repr_pretty_(self, printer: Any, _: bool) -> None:  # noqa: FBT001 - as it is called
        printer.text(repr(self))

    def store(self, path: Path) -> Path:
        """Make a store of it."""
        with open_to_write(path, STAMP) as session:
            for entity in self.entities:
                writing.add_entity(session, entity)
            for indicator in self.indicators:
                writing.add_indicator(session, indicator)
            for scenario in self.scenarios:
                writing.add_scenario(session, scenario)
            for figure in self.figures:
                writing.log_observation(session, *figure)
            for target in self.targets:
                writing.add_target(session, *target)
            for entity, indicator, weights, at, paper in self.weights:
                record = writing.Recording(at.date(), at, paper)
                writing.set_weights(session, entity, indicator, weights, record)
        return path


@st.composite
def contents(draw: Draw, *, as_csv: bool = False) -> Content:
    """Return the content of a store; `as_csv` only with figures of which CSV holds everything."""
    entities = draw(_entities())
    indicators = draw(_indicators())
    papers = st.none() | _papers()
    scenarios = [
        Scenario(f"{draw(TEXTS)} s{at}", tier, draw(st.none() | TEXTS), draw(papers), supersedes)
        for at, (tier, supersedes) in enumerate([(Tier.COMMIT, None), (Tier.CAP, "Older")])
    ]
    series = [(owner, one) for owner in entities for one in indicators if draw(st.booleans())]
    targets = [
        (owner, one, draw(_target(one, scenario, entities, papers)))
        for owner, one in series
        for scenario in scenarios
        for _ in range(draw(st.integers(0, 1)))
    ]
    sources = st.none() | st.builds(Document, TEXTS, url=st.none() | TEXTS) if as_csv else papers
    figures = [
        (owner, one, figure)
        for owner, one in series
        for _ in range(draw(st.integers(0, 3)))
        for figure in draw(_vintages(one, sources))
    ]
    figures.sort(key=lambda one: known_order(one[2]))
    if as_csv:  # of two figures of one second a table does not tell which came later
        figures = [
            (owner, one, replace(figure, **_known(START + timedelta(seconds=at))))
            for at, (owner, one, figure) in enumerate(figures)
        ]
    quarters = tuple((parse_period(f"2024-Q{at}"), draw(NUMBERS)) for at in (1, 2, 3, 4))
    weights = [
        (owner, one, Weights(quarters[: draw(st.integers(1, 4))]), _moment(draw), draw(papers))
        for owner, one in series
        if one.kind is Kind.GROWTH and draw(st.booleans())
    ]
    return Content(entities, indicators, scenarios, targets, weights, figures)


@st.composite
def _entities(draw: Draw) -> list[Entity]:
    country = Entity(f"{draw(TEXTS)} e0", EntityKind.COUNTRY)
    heir = Entity(f"{draw(TEXTS)} e1", EntityKind.PROVINCE, country.name)
    ended = Entity(
        f"{draw(TEXTS)} e2",
        EntityKind.PROVINCE,
        country.name,
        (f"{draw(TEXTS)} e3", "河江"),
        date(1991, 10, 1),
        date(2025, 6, 30),
        heir.name,
    )
    return [country, heir, ended]


@st.composite
def _indicators(draw: Draw) -> list[Indicator]:
    percent, hundred = parse_unit("%"), Decimal(100)
    return [
        Indicator(
            "flow", "Flow", Kind.FLOW, parse_unit("bn VND"), precision=draw(st.integers(0, 9))
        ),
        Indicator(
            "count", "Count", Kind.FLOW, parse_unit("-@houses"), (("vi", "Số nhà"),), ("nhà ở",)
        ),
        Indicator("share", "Share", Kind.SHARE, percent, absolute_unit=parse_unit("m USD")),
        Indicator("level", "Level", Kind.LEVEL, percent, direction=Direction.DOWN, most=hundred),
        Indicator("growth", "Growth", Kind.GROWTH, percent, frequency=Frequency.QUARTER),
        Indicator("hold", "Hold", Kind.HOLD, percent, least=Decimal(-60), most=hundred),
        Indicator("paper", "Paper", Kind.DELIVERABLE, percent, publication_lag=0),
    ]


def _papers() -> st.SearchStrategy[Document]:
    return st.builds(
        Document, TEXTS, st.none() | TEXTS, st.none() | TEXTS, st.none() | st.dates(), st.none()
    )


def _moment(draw: Draw) -> datetime:
    seconds = draw(st.integers(0, 200 * 86400))
    return START + timedelta(seconds=seconds)


def _known(written: datetime) -> dict[str, Any]:
    """Return the day and the moment of a record: it counts from the day before."""
    return {"recorded_on": written.date() - ONE_DAY, "recorded_at": written}


@st.composite
def _target(
    draw: Draw, of: Indicator, scenario: Scenario, entities: list[Entity], papers: Any
) -> Target:
    period = parse_period(draw(st.sampled_from(YEARS)))
    more: dict[str, object] = _BELONGING[of.kind](draw, period) if of.kind in _BELONGING else {}
    if of.kind is Kind.LEVEL and draw(st.booleans()):
        more["reference"] = draw(st.sampled_from(entities)).name
    numbered = bool({"points", "reference"} & {*more}) or of.kind is Kind.DELIVERABLE
    comparator = draw(st.sampled_from([c for c in Comparator if c.has_number or not numbered]))
    return Target(
        scenario=scenario,
        period=period,
        comparator=comparator,
        value=draw(PERCENTS) if comparator.has_number else None,
        closing=period.last,
        owner=draw(st.none() | TEXTS),
        valid_from=draw(st.none() | st.dates(date(2024, 1, 1), date(2025, 6, 1))),
        **_known(_moment(draw)),
        document=draw(papers),
        quote=draw(st.none() | TEXTS),
        note=draw(st.none() | TEXTS),
        **more,  # type: ignore[arg-type]
    )


def _of_flow(draw: Draw, period: Any) -> dict[str, object]:
    if draw(st.booleans()):
        return {"trajectory": TrajectoryKind.SEASONAL, "reference": None}
    point = TrajectoryPoint(period, draw(NUMBERS), draw(st.none() | st.just(Decimal(10**6))))
    return {"trajectory": TrajectoryKind.STEPS, "points": (point,)}


def _of_growth(draw: Draw, period: Any) -> dict[str, object]:
    point = TrajectoryPoint(period, draw(SIGNED))
    return {"trajectory": TrajectoryKind.GROWTH, "points": (point,)}


def _of_hold(draw: Draw, _: Any) -> dict[str, object]:
    share = draw(st.none() | st.just(Decimal("90.50")))
    mode = HoldMode.SHARE if share else draw(st.sampled_from([None, HoldMode.EVERY]))
    return {"hold": mode, "hold_share": share, "volume": draw(st.none() | NUMBERS)}


_BELONGING: dict[Kind, Callable[[Draw, Any], dict[str, object]]] = {
    Kind.FLOW: _of_flow,
    Kind.SHARE: lambda draw, _: {"denominator": draw(st.none() | NUMBERS)},
    Kind.LEVEL: lambda draw, _: {"base": draw(st.none() | SIGNED), "base_on": date(2023, 12, 31)},
    Kind.GROWTH: _of_growth,
    Kind.HOLD: _of_hold,
    Kind.DELIVERABLE: lambda _, __: {"stages": STAGES},
}


@st.composite
def _vintages(draw: Draw, of: Indicator, sources: Any) -> list[Observation]:
    """Return vintages of one figure, oldest first, some of them of one second."""
    moments = sorted(_moment(draw) for _ in range(draw(st.integers(1, 3))))
    if len(moments) > 1 and draw(st.booleans()):
        moments[1] = moments[0]
    basis = draw(st.sampled_from(Basis)) if of.kind not in {Kind.HOLD, Kind.DELIVERABLE} else None
    basis = basis or Basis.SINGLE
    forms = YEAR_TO_DATE if basis is Basis.YTD else YEAR_TO_DATE + STRETCHES
    if of.kind is Kind.HOLD:
        forms = ["2024-02", "2024-Q2", "2024"]
    if of.kind is Kind.DELIVERABLE:
        forms = ["2024-06-30", "2024-07-01"]
    period = parse_period(draw(st.sampled_from(forms)))
    stated = _stated(draw, of)
    stage = draw(st.sampled_from(STAGES)).name if of.kind is Kind.DELIVERABLE else ""
    values = PERCENTS if of.kind is Kind.DELIVERABLE else SIGNED
    return [
        Observation(
            period=period,
            basis=basis,
            value=draw(values),
            comparator=draw(
                st.sampled_from([Comparator.EQUAL, Comparator.AT_LEAST, Comparator.AT_MOST])
            ),
            qualifier=draw(st.none() | st.sampled_from(Qualifier)),
            stated_as=stated,
            **_known(moment),
            document=draw(sources),
            quote=draw(st.none() | TEXTS),
            note=draw(st.none() | TEXTS),
            volume=draw(st.none() | NUMBERS) if of.kind is Kind.HOLD else None,
            stage=stage,
        )
        for moment in moments
    ]


def _stated(draw: Draw, of: Indicator) -> StatedAs:
    if of.kind is Kind.SHARE:
        return draw(st.sampled_from([StatedAs.SHARE, StatedAs.ABSOLUTE]))  # type: ignore[no-any-return]
    return draw(st.sampled_from(StatedAs))  # type: ignore[no-any-return]
