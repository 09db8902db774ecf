"""What a plan changes in what is there: nothing is taken away, and verdicts keep their ground."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from targettrack.domain.plans.changes import Change, FieldChange, changes, left_alone
from targettrack.domain.plans.plan import FilePlace, Plan, PlannedTarget, PlannedWeights
from targettrack.domain.records.document import Document
from targettrack.domain.records.entity import Entity, EntityKind
from targettrack.domain.records.indicator import Direction, Frequency, Indicator
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.scenario import Scenario, Tier
from targettrack.domain.records.target import Target
from targettrack.domain.records.weights import Weights
from targettrack.domain.values.period import parse_period
from targettrack.domain.values.quantity import Comparator, parse_unit

if TYPE_CHECKING:
    from targettrack.domain.plans.changes import ItemChange

COUNTRY = Entity("Viet Nam", EntityKind.COUNTRY)
VINH = Entity("Vinh", EntityKind.COMMUNE, "Viet Nam", ("Vinh City",), successor="Viet Nam")
HOLD = Indicator("in-time", "In time", Kind.HOLD, parse_unit("%"))
SHARE = Indicator("spent", "Spent", Kind.SHARE, parse_unit("%"), absolute_unit=parse_unit("bn VND"))
GROWTH = Indicator("growth", "Growth", Kind.GROWTH, parse_unit("%"), precision=2)
PAPER = Document("Resolution", "1/NQ", date=date(2025, 1, 10))
REPORT = Document("Report")
SCENARIO = Scenario("Plan", Tier.STRETCH, "Council", PAPER)
YEAR = parse_period("2025")
HELD = Plan((COUNTRY, VINH), (HOLD, SHARE, GROWTH), (SCENARIO,), documents=(PAPER, REPORT))
TARGET = Target(SCENARIO, YEAR, Comparator.AT_LEAST, Decimal(90), YEAR.last)


def one_change(plan: Plan, held: Plan = HELD) -> ItemChange:
    (found,) = changes(plan, held)
    return found


def spent(**said: object) -> Plan:
    return Plan(indicators=(replace(SHARE, **said),))


def keys(found: ItemChange) -> list[str]:
    return [field.key for field in found.fields]


def planned(entity: str = "Vinh", **said: object) -> PlannedTarget:
    return PlannedTarget(entity, HOLD, replace(TARGET, **said))


def holding(*versions: PlannedTarget) -> Plan:
    return replace(HELD, targets=versions)


@pytest.mark.parametrize(
    ("plan", "changed"),
    [
        (Plan((VINH,)), []),
        (Plan((replace(VINH, name="VINH"),)), []),
        (Plan((replace(VINH, aliases=(), parent=None, successor=None),)), []),
        (Plan((replace(VINH, parent="vietnam"),)), None),
        (Plan((replace(VINH, aliases=("Vinh City", "Винь")),)), ["aliases"]),
        (Plan((replace(VINH, kind=EntityKind.UNIT),)), ["kind"]),
        (Plan((replace(VINH, valid_to=date(2025, 6, 30)),)), ["valid_to"]),
        (Plan((replace(COUNTRY, successor="Vinh"),)), ["successor"]),
        (Plan(indicators=(SHARE,)), []),
        (spent(absolute_unit=None), []),
        (spent(name="Money spent"), ["name", "aliases"]),
        (spent(names=(("vi", "Giải ngân"),), precision=3), ["names", "precision"]),
        (spent(publication_lag=3), ["publication_lag"]),
        (spent(frequency=Frequency.YEAR), ["frequency"]),
        (spent(least=Decimal(0), most=Decimal(100)), ["least", "most"]),
        (Plan(scenarios=(SCENARIO,)), []),
        (Plan(scenarios=(replace(SCENARIO, name="PLAN", issuer=None, document=None),)), []),
        (Plan(scenarios=(replace(SCENARIO, tier=Tier.CAP),)), ["tier"]),
        (Plan(scenarios=(replace(SCENARIO, supersedes="Draft"),)), ["supersedes"]),
        (Plan(scenarios=(replace(SCENARIO, document=REPORT),)), ["document"]),
        (Plan(documents=(replace(PAPER, issuer="Council", url="https://x"),)), ["issuer", "url"]),
        (Plan(documents=(replace(REPORT, url="https://x"),)), None),
        (Plan(documents=(replace(PAPER, date=None),)), None),
    ],
)  # fmt: skip
def test_what_is_there_takes_what_is_said_anew_and_keeps_the_rest(
    plan: Plan, changed: list[str] | None
) -> None:
    found = one_change(plan)
    if changed is None:
        assert found.change in {Change.ADDED, Change.REFUSED}
    else:
        assert (found.change, keys(found)) == (
            Change.CHANGED if changed else Change.SAME,
            changed,
        )


def test_a_former_name_stays_a_name() -> None:
    found = one_change(spent(name="Money", aliases=("Cash",)))
    assert found.item == replace(SHARE, name="Money", aliases=("Spent", "Cash"))


def test_a_key_that_a_table_does_not_have_stays_as_it_is() -> None:
    bare = Entity("Vinh", EntityKind.UNIT)
    place = {("entity", 1): FilePlace(1, {"name": 2})}
    assert one_change(Plan((bare,), places=place)).change is Change.SAME
    said = {("entity", 1): FilePlace(1, {"name": 2, "kind": 3})}
    (field,) = one_change(Plan((bare,), places=said)).fields
    assert field == FieldChange("kind", EntityKind.COMMUNE, EntityKind.UNIT)


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (spent(kind=Kind.LEVEL, absolute_unit=None), ("kind", "level")),
        (Plan(indicators=(replace(HOLD, unit=parse_unit("points")),)), ("unit", "points")),
        (spent(absolute_unit=parse_unit("m USD")), ("m USD",)),
        (spent(direction=Direction.DOWN), ("direction", "down")),
        (Plan(indicators=(replace(HOLD, frequency=Frequency.YEAR),)), ("frequency", "year")),
        (Plan(indicators=(replace(HOLD, id="late", name="Spent"),)), ("spent carries",)),
        (Plan((Entity("Nghệ An"), replace(VINH, parent="Nghệ An"))), ("Viet Nam to Nghệ An",)),
        (Plan((replace(COUNTRY, parent="Vinh"),)), ("below itself",)),
        (Plan((replace(COUNTRY, aliases=("Vinh City",)),)), ("Vinh carries",)),
        (Plan((Entity("Huế", parent="Nghệ An"),)), ("Nghệ An",)),
        (Plan(targets=(planned("Huế"),)), ("Huế",)),
        (Plan(targets=(planned(reference="vinh city"),)), ("refer to itself",)),
        (Plan(targets=(planned(scenario=Scenario("Draft")),)), ("Draft",)),
        (Plan(weights=(PlannedWeights("Huế", GROWTH, Weights(), None),)), ("Huế",)),
    ],
)  # fmt: skip
def test_what_would_make_verdicts_wrong_or_is_not_there_is_refused(
    plan: Plan, words: tuple[str, ...]
) -> None:
    refused = [one for one in changes(plan, HELD) if one.change is Change.REFUSED]
    assert len(refused) == 1
    assert all(word in str(refused[0].reason) for word in words)
    assert "\n" not in str(refused[0].reason)


@pytest.mark.parametrize(
    "plan",
    [
        Plan((Entity("Huế"), Entity("huế", EntityKind.COMMUNE))),
        Plan(indicators=(HOLD, replace(HOLD, name="Punctual"))),
        Plan(scenarios=(SCENARIO, replace(SCENARIO, name="PLAN", tier=Tier.CAP))),
        Plan(documents=(PAPER, replace(PAPER, url="https://x"))),
        Plan(documents=(REPORT, REPORT)),
    ],
)
def test_what_is_listed_twice_is_refused_the_second_time(plan: Plan) -> None:
    first, second = changes(plan, HELD)
    assert first.change in {Change.ADDED, Change.SAME}
    assert (second.change, second.number) == (Change.REFUSED, 2)
    assert "listed twice" in str(second.reason)


def test_an_absolute_unit_that_was_not_known_may_be_added() -> None:
    bare = replace(HELD, indicators=(replace(SHARE, absolute_unit=None),))
    assert keys(one_change(Plan(indicators=(SHARE,)), bare)) == ["absolute_unit"]


def test_a_target_that_says_the_same_is_the_same_whatever_its_paper_was_corrected_to() -> None:
    paper = replace(PAPER, url="https://x")
    held = holding(planned(document=PAPER, recorded_at=None, version=4))
    document, target = changes(Plan(targets=(planned(document=paper),), documents=(paper,)), held)
    assert (document.change, target.change) == (Change.CHANGED, Change.SAME)


@pytest.mark.parametrize(
    ("there", "wanted", "becomes"),
    [
        ((), (90,), "added"),
        ((90,), (90,), "same"),
        ((80, 90), (90,), "same"),
        ((90, 80), (90,), "changed"),
        ((), (80, 90), "added changed"),
        ((80,), (80, 90), "same changed"),
        ((80, 90), (80, 90), "same same"),
        ((70, 80), (80, 90), "same changed"),
        ((80, 90), (85, 90), "changed changed"),
        ((80, 90, 85, 90), (85, 90), "same same"),
        ((), (90, 90), "added changed"),
    ],
)
def test_tables_of_one_target_are_compared_with_its_latest_versions(
    there: tuple[int, ...], wanted: tuple[int, ...], becomes: str
) -> None:
    held = holding(*(planned(value=Decimal(value)) for value in there))
    plan = Plan(targets=tuple(planned(value=Decimal(value)) for value in wanted))
    assert " ".join(one.change for one in changes(plan, held)) == becomes


def test_a_changed_target_is_told_in_the_words_of_a_plan() -> None:
    held = holding(planned(owner="Council"))
    found = one_change(Plan(targets=(planned(value=Decimal(95), closing=date(2026, 1, 31)),)), held)
    assert found.fields == (
        FieldChange("value", ">= 90%", ">= 95%"),
        FieldChange("owner", "Council", None),
        FieldChange("closing", None, date(2026, 1, 31)),
    )


def test_targets_that_the_plan_does_not_name_are_left_and_told_at_the_end() -> None:
    later = parse_period("2026")
    other = planned(period=later, closing=later.last)
    held = holding(planned(), replace(other, target=replace(other.target, value=Decimal(1))), other)
    same, left = changes(Plan(targets=(planned("vinh"),)), held)
    assert (same.change, left.change, left.item) == (Change.SAME, Change.LEFT, other)


def test_what_else_there_is_is_counted() -> None:
    plan = Plan((VINH, Entity("Huế")), (HOLD,), targets=(replace(planned(), indicator=SHARE),))
    found = changes(plan, HELD)
    assert left_alone(plan, found, HELD) == {"entity": 1, "indicator": 1, "scenario": 1}


def weighed(*shares: str, source: str | None = "Office") -> PlannedWeights:
    parts = [(parse_period(f"2025-H{n}"), Decimal(s)) for n, s in enumerate(shares, start=1)]
    document = Document(source) if source else None
    return PlannedWeights("Vinh", GROWTH, Weights(tuple(parts)), document)


@pytest.mark.parametrize(
    ("wanted", "change", "changed"),
    [
        (weighed("0.4", "0.6"), "same", []),
        (weighed("0.40", "0.6", source=None), "same", []),
        (weighed("0.4"), "same", []),
        (weighed("0.5", "0.5"), "changed", ["parts"]),
        (weighed("0.4", "0.6", source="Yearbook"), "changed", ["source"]),
    ],
)
def test_weights_are_compared_part_by_part_and_with_their_source(
    wanted: PlannedWeights, change: str, changed: list[str]
) -> None:
    held = replace(HELD, weights=(weighed("0.4", "0.6"),))
    found = one_change(Plan(weights=(wanted,)), held)
    assert (found.change, keys(found)) == (change, changed)
    assert one_change(Plan(weights=(wanted,))).change is Change.ADDED


def test_weights_that_overlap_those_of_a_table_before_are_refused() -> None:
    first, second = changes(Plan(weights=(weighed("0.4", "0.6"), weighed("0.5"))), HELD)
    assert (first.change, second.change) == (Change.ADDED, Change.REFUSED)


def test_an_indicator_that_only_a_target_names_is_added_before_it() -> None:
    bare = replace(HELD, indicators=())
    first, second = changes(Plan(targets=(planned(),)), bare)
    assert (first.change, first.item, first.number) == (Change.ADDED, HOLD, 0)
    assert second.change is Change.ADDED
