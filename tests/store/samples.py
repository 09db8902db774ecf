"""Records with every field filled, and stores that hold them."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from targettrack.domain.records.document import Document
from targettrack.domain.records.entity import Entity, EntityKind
from targettrack.domain.records.event import Stamp
from targettrack.domain.records.indicator import Direction, Frequency, Indicator, Season
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.observation import Basis, Observation, Qualifier, StatedAs
from targettrack.domain.records.scenario import Scenario, Tier
from targettrack.domain.records.target import (
    HoldMode,
    Stage,
    Target,
    TrajectoryKind,
    TrajectoryPoint,
)
from targettrack.domain.records.weights import Weights
from targettrack.domain.values.period import parse_period
from targettrack.domain.values.quantity import Comparator, parse_unit
from targettrack.store import open_to_read, open_to_write, reading, writing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from targettrack.domain.series.series import Series
    from targettrack.store.events.session import Session

TODAY = date(2025, 12, 31)
STAMP = Stamp(datetime(2025, 12, 31, 12, tzinfo=UTC), TODAY, "An", "a test")

COUNTRY = Entity("Viet Nam", EntityKind.COUNTRY)
HEIR = Entity("Tuyên Quang", EntityKind.PROVINCE, parent="Viet Nam")
PROVINCE = Entity(
    name="Hà Giang",
    kind=EntityKind.PROVINCE,
    parent="Viet Nam",
    aliases=("Хазянг", "河江"),
    valid_from=date(1991, 10, 1),
    valid_to=date(2025, 6, 30),
    successor="Tuyên Quang",
)
SHARE = Indicator(
    id="public-investment",
    name="Public investment disbursed",
    kind=Kind.SHARE,
    unit=parse_unit("%"),
    names=(("vi", "Giải ngân vốn đầu tư công"), ("ru", "Освоение инвестиций")),
    aliases=("disbursement", "giải ngân"),
    absolute_unit=parse_unit("bn VND"),
    direction=Direction.DOWN,
    frequency=Frequency.QUARTER,
    precision=3,
    publication_lag=0,
    least=Decimal("-1.50"),
    most=Decimal(100),
    season=Season.SPENDING,
)
FLOW = Indicator("budget-revenue", "State budget revenue", Kind.FLOW, parse_unit("bn VND"))
PAPER = Document(
    title="Resolution on growth targets",
    number="25/NQ-CP",
    issuer="Government",
    date=date(2025, 2, 5),
    url="https://example.org/25",
)
SCENARIO = Scenario("Resolution 25/NQ-CP", Tier.STRETCH, "Government", PAPER, "An older one")


def moment(text: str) -> datetime:
    """Return noon, UTC, of a day."""
    return datetime.fromisoformat(text).replace(hour=12, tzinfo=UTC)


def known_on(text: str) -> dict[str, Any]:
    """Return the day and the moment of a record that was written at noon of the day."""
    return {"recorded_on": date.fromisoformat(text), "recorded_at": moment(text)}


def recording(text: str, paper: Document | None = None) -> writing.Recording:
    """Return the same for weights."""
    return writing.Recording(date.fromisoformat(text), moment(text), paper)


TARGET = Target(
    scenario=SCENARIO,
    period=parse_period("2025"),
    comparator=Comparator.BETWEEN,
    value=Decimal("94.50"),
    high=Decimal("95.0"),
    closing=date(2026, 1, 31),
    base=Decimal("1e-12"),
    base_on=date(2024, 12, 31),
    denominator=Decimal("10003.954"),
    owner="Department of Finance",
    trajectory=TrajectoryKind.POINTS,
    points=(
        TrajectoryPoint(parse_period("2025-03-31"), Decimal("10.0")),
        TrajectoryPoint(parse_period("2025-05-31"), Decimal(22), Decimal("22.50")),
    ),
    valid_from=date(2025, 2, 5),
    recorded_on=date(2025, 2, 6),
    recorded_at=moment("2025-02-06"),
    document=PAPER,
    quote="95% by 31 January",
    note="as published",
    reference="Viet Nam",
    hold=HoldMode.SHARE,
    hold_share=Decimal("90.50"),
    volume=Decimal("2100.0"),
    stages=(Stage("soạn thảo", Decimal("40.5")), Stage("ban hành", Decimal(10))),
)
PLAIN_TARGET = Target(
    scenario=SCENARIO,
    period=parse_period("2025"),
    comparator=Comparator.AT_LEAST,
    value=Decimal(17722),
    closing=date(2025, 12, 31),
    recorded_on=date(2025, 1, 2),
    recorded_at=moment("2025-01-02"),
)
FIGURE = Observation(
    period=parse_period("2025-01/2025-05"),
    basis=Basis.YTD,
    value=Decimal("2703.9730"),
    comparator=Comparator.AT_LEAST,
    qualifier=Qualifier.ESTIMATED,
    stated_as=StatedAs.ABSOLUTE,
    recorded_on=date(2025, 6, 3),
    recorded_at=moment("2025-06-03"),
    document=Document("VnEconomy, 3 June 2025"),
    quote="2.703,973 tỷ đồng",
    note="27.03% of 10,003.954 bn VND",
    volume=Decimal("180.50"),
    stage="soạn thảo",
)
PLAIN_FIGURE = Observation(
    period=parse_period("2025-05"),
    basis=Basis.SINGLE,
    value=Decimal(11360),
    recorded_on=date(2025, 6, 10),
    recorded_at=moment("2025-06-10"),
)
WEIGHTS = Weights(
    ((parse_period("2025-H1"), Decimal("0.4680")), (parse_period("2025-H2"), Decimal("0.532")))
)


@contextmanager
def writing_to(path: Path) -> Iterator[Session]:
    """Open a store to write, with the records that others refer to."""
    with open_to_write(path, STAMP) as session:
        for entity in (COUNTRY, HEIR, PROVINCE):
            writing.add_entity(session, entity)
        for indicator in (SHARE, FLOW):
            writing.add_indicator(session, indicator)
        writing.add_scenario(session, SCENARIO)
        yield session


def series_of(path: Path, indicator: Indicator, known_at: date = TODAY) -> Series:
    """Read the province's series of an indicator."""
    with open_to_read(path) as ask:
        return reading.series(ask, PROVINCE.name, indicator.id, known_at)


def store_with_figures(path: Path, *figures: Observation) -> Path:
    """Make a store in which figures of the flow were logged one after another."""
    with writing_to(path) as session:
        for figure in figures:
            writing.log_observation(session, PROVINCE, FLOW, figure)
    return path


def stated(value: str, recorded: str, period: str = "2025-01/2025-05") -> Observation:
    """Return a figure of the flow."""
    return replace(
        PLAIN_FIGURE,
        period=parse_period(period),
        basis=Basis.YTD,
        value=Decimal(value),
        **known_on(recorded),
    )
