"""Plans of every kind, as hypothesis draws them; any of them can be written and applied."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from targettrack.domain.plans.plan import Plan, PlannedTarget, PlannedWeights
from targettrack.domain.records.document import Document
from targettrack.domain.records.entity import Entity, EntityKind
from targettrack.domain.records.indicator import Direction, Frequency, Indicator
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.scenario import Scenario, Tier
from targettrack.domain.records.target import (
    HoldMode,
    Stage,
    Target,
    TrajectoryKind,
    TrajectoryPoint,
)
from targettrack.domain.records.weights import Weights
from targettrack.domain.values.name import fold
from targettrack.domain.values.period import Period, parse_period, whole_parts
from targettrack.domain.values.quantity import Comparator, parse_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn

YEAR = parse_period("2025")
QUARTERS = whole_parts(YEAR, 3)
WAYS = [c for c in Comparator if not c.has_number]
OPEN = [c for c in Comparator if c not in {Comparator.BETWEEN, Comparator.EQUAL, *WAYS}]
TEXT = st.text("aăâbđêNghệшп越[]{}#='\"\\,.%-2025 ", min_size=1, max_size=20).map(
    lambda text: " ".join(text.split())
)
WORDS = TEXT.filter(bool)
NAMES = WORDS.filter(fold)
NUMBERS = st.decimals("0.001", "99", places=3).map(lambda n: n.normalize() + 0)
AMOUNTS = st.decimals("0.001", "99999999", places=3)
DAYS = st.dates(date(2025, 1, 2), date(2025, 12, 30))


def indicators(names: Sequence[str]) -> list[Indicator]:
    """Return an indicator of every kind, called by names of which there are enough."""
    units = {
        Kind.FLOW: "bn VND",
        Kind.SHARE: "%",
        Kind.LEVEL: "files",
        Kind.HOLD: "%",
        Kind.GROWTH: "%",
        Kind.DELIVERABLE: "%",
    }
    more: dict[Kind, dict[str, Any]] = {
        Kind.FLOW: {"direction": Direction.DOWN, "aliases": (names[6], names[7])},
        Kind.SHARE: {"absolute_unit": parse_unit("m USD"), "publication_lag": 0},
        Kind.LEVEL: {"least": Decimal("-1.5"), "most": Decimal(10**9), "precision": 3},
        Kind.HOLD: {"frequency": Frequency.MONTH, "names": (("vi", names[8]),)},
    }
    return [
        Indicator(f"own-{kind}", names[place], kind, parse_unit(unit), **more.get(kind, {}))
        for place, (kind, unit) in enumerate(units.items())
    ]


@st.composite
def ranges(draw: DrawFn, numbers: st.SearchStrategy[Decimal]) -> tuple[Decimal, Decimal | None]:
    """Draw a value, or the two ends of a range."""
    low, high = sorted((draw(numbers), draw(numbers)))
    return low, high if low < high and draw(st.booleans()) else None


@st.composite
def targets(
    draw: DrawFn,
    indicator: Indicator,
    scenario: Scenario,
    others: Sequence[str],
    papers: Sequence[Document],
) -> Target:
    """Draw a target that goes with its indicator."""
    numbers = AMOUNTS if indicator.kind in {Kind.FLOW, Kind.LEVEL} else NUMBERS
    value, high = draw(ranges(numbers))
    more: dict[str, Any] = draw(st.sampled_from([{}, *_shapes(draw, indicator, numbers, others)]))
    if indicator.kind is Kind.DELIVERABLE:
        value, high = Decimal(100), None
    elif indicator.kind is Kind.HOLD and not more.get("hold"):
        high = None
    given: dict[str, Any] = {
        "owner": draw(st.none() | WORDS),
        "valid_from": draw(st.none() | DAYS),
        "document": draw(st.none() | st.sampled_from(papers)) if papers else None,
        "quote": draw(st.none() | WORDS),
        "note": draw(st.none() | WORDS),
    }
    closing = YEAR.last
    if indicator.kind is not Kind.DELIVERABLE:
        closing += timedelta(days=draw(st.sampled_from([0, 31])))
    comparator = Comparator.BETWEEN if high is not None else draw(st.sampled_from(OPEN))
    if indicator.kind is Kind.DELIVERABLE:
        comparator = Comparator.AT_LEAST
    elif not more and draw(st.booleans()):
        comparator, high = draw(st.sampled_from(WAYS)), None
    return Target(
        scenario=scenario,
        period=YEAR,
        comparator=comparator,
        value=value if comparator.has_number else None,
        high=high,
        closing=closing,
        **given | more,
    )


def _shapes(
    draw: DrawFn,
    indicator: Indicator,
    numbers: st.SearchStrategy[Decimal],
    others: Sequence[str],
) -> list[dict[str, Any]]:
    """Return what else a target of an indicator may say."""
    days = sorted(draw(st.sets(DAYS, min_size=1, max_size=3)))
    points = tuple(
        TrajectoryPoint(Period(day, day + timedelta(days=1)), *draw(ranges(numbers)))
        for day in days
    )
    issued = [
        {"trajectory": kind, "points": points}
        for kind in (TrajectoryKind.POINTS, TrajectoryKind.STEPS)
    ]
    relative = [{"reference": other} for other in others]
    season = {"trajectory": TrajectoryKind.SEASONAL}
    quarters = tuple(TrajectoryPoint(part, *draw(ranges(numbers))) for part in QUARTERS)
    stages = tuple(
        Stage(name, weight)
        for name, weight in draw(
            st.lists(st.tuples(NAMES, NUMBERS), min_size=1, max_size=3, unique_by=_folded)
        )
    )
    shapes: dict[Kind, list[dict[str, Any]]] = {
        Kind.FLOW: [*issued, season, *(season | one for one in relative)],
        Kind.SHARE: [*issued, season, {"denominator": draw(AMOUNTS)}],
        Kind.LEVEL: [
            *issued,
            *relative,
            {"base": draw(numbers), "base_on": date(2024, 12, 31)},
            {"trajectory": TrajectoryKind.GEOMETRIC},
            {"trajectory": TrajectoryKind.LOGIT},
        ],
        Kind.HOLD: [
            {"hold": HoldMode.EVERY, "volume": draw(AMOUNTS)},
            {"hold": HoldMode.SHARE, "hold_share": draw(NUMBERS)},
        ],
        Kind.GROWTH: [*relative, {"trajectory": TrajectoryKind.GROWTH, "points": quarters}],
        Kind.DELIVERABLE: [{"stages": stages, "base_on": date(2025, 1, 2)}],
    }
    return shapes[indicator.kind]


def _folded(named: tuple[str, Decimal]) -> str:
    return fold(named[0])


@st.composite
def plans(draw: DrawFn) -> Plan:
    """Draw a plan whose names are distinct, with at least one target."""
    names = draw(st.lists(NAMES, min_size=16, max_size=16, unique_by=fold))
    one, other = names[:2]
    country = Entity(one, EntityKind.COUNTRY, aliases=(names[2],))
    province = Entity(other, draw(st.sampled_from(EntityKind)), one, valid_from=draw(DAYS))
    own = indicators(names[3:12])
    papers = tuple(draw(st.sets(documents(), max_size=3)))
    scenarios = (
        Scenario(names[12]),
        Scenario(
            names[13],
            draw(st.sampled_from(Tier)),
            draw(st.none() | WORDS),
            draw(st.none() | st.sampled_from(papers)) if papers else None,
            names[14],
        ),
    )
    places = st.tuples(
        st.sampled_from((one, other)), st.sampled_from(own), st.sampled_from(scenarios)
    )
    chosen = draw(
        st.lists(places, min_size=1, max_size=4, unique_by=lambda p: (p[0], p[1].id, p[2].name))
    )
    planned = tuple(
        PlannedTarget(
            entity,
            indicator,
            draw(targets(indicator, scenario, [n for n in (one, other) if n != entity], papers)),
        )
        for entity, indicator, scenario in chosen
    )
    growth = next(indicator for indicator in own if indicator.kind is Kind.GROWTH)
    source = draw(st.none() | WORDS)
    weights = PlannedWeights(
        other,
        growth,
        Weights(tuple((part, draw(NUMBERS)) for part in QUARTERS)),
        Document(source) if source else None,
    )
    return Plan((country, province), tuple(own), scenarios, planned, (weights,), papers)


def documents() -> st.SearchStrategy[Document]:
    """Draw a paper; a number is given once only, or two papers would be one."""
    return st.builds(
        Document,
        title=WORDS,
        number=st.none(),
        issuer=st.none() | WORDS,
        date=st.none() | DAYS,
        url=st.none() | WORDS,
    )
