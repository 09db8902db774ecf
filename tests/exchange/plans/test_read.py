"""Plans: what they say is read exactly, and all that is wrong with one is said at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from targettrack.domain.plans.plan import Plan
from targettrack.domain.records.document import Document
from targettrack.domain.records.entity import Entity, EntityKind
from targettrack.domain.records.indicator import Direction, Frequency, Indicator
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.scenario import Scenario, Tier
from targettrack.domain.records.target import Target, TrajectoryKind, TrajectoryPoint
from targettrack.domain.records.weights import Weights
from targettrack.domain.values.period import parse_period
from targettrack.domain.values.quantity import Comparator, parse_unit
from targettrack.exchange.packaged import by_every_name, catalogue
from targettrack.exchange.plans.read import read_plan
from targettrack.faults import FileFault

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = by_every_name(catalogue().values())
WHOLE = """
[[entity]]
name = "Hà Giang"
kind = "province"
parent = "Viet Nam"
aliases = ["Хазянг"]
valid_from = 1991-10-01
valid_to = 2025-06-30
successor = "Tuyên Quang"

[[indicator]]
id = "backlog"
name = "Backlog"
name_vi = "Tồn đọng"
aliases = ["files open"]
kind = "share"
unit = "%"
absolute_unit = "files"
direction = "down"
frequency = "quarter"
precision = 1
publication_lag = 5

[[document]]
id = "nq"
number = "25/NQ-CP"
title = "Resolution"
issuer = "Government"
date = 2025-02-05
url = "https://example.org/25"

[[scenario]]
name = "Resolution 25"
tier = "cap"
issuer = "Government"
document = "nq"
supersedes = "Plan 2025"

[[target]]
entity = "Hà Giang"
indicator = "backlog"
scenario = "Resolution 25"
period = "2025"
value = "1.50-2.0%"
owner = "Department"
valid_from = 2025-02-06
closing = 2026-01-31
denominator = "10003.954 files"
trajectory = "steps"
points = [ { on = 2025-03-31, value = "10%" }, { on = 2025-05-31, value = "5-6%" } ]
document = "nq"
quote = "as is"
note = "read so"

[[weights]]
entity = "Hà Giang"
indicator = "grdp-growth"
parts = { "2025-Q1" = 0.208, "2025-Q2" = 0.260 }
source = "Statistics Office"
"""
SCENARIO = '[[scenario]]\nname = "Plan"\n'
TARGET = (
    SCENARIO + '[[target]]\nentity = "Vinh"\nindicator = "grdp-growth"\nscenario = "Plan"\n'
    'period = "2025"\nvalue = "8%"\n'
)
ENTITY = '[[entity]]\nname = "Vinh"\n'
INDICATOR = '[[indicator]]\nid = "one"\nname = "One"\nkind = "flow"\nunit = "houses"\n'
WEIGHTS = '[[weights]]\nentity = "Vinh"\nindicator = "grdp-growth"\n'


def _read(folder: Path, text: str) -> Plan:
    path = folder / "plan.toml"
    path.write_text(text, "utf-8")
    return read_plan(path, KNOWN)


def _problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(FileFault) as caught:
        _read(folder, text)
    lines = str(caught.value).splitlines()
    assert all(line.startswith(str(folder / "plan.toml")) for line in lines)
    return lines


def test_every_key_of_a_plan_is_read(here: Path) -> None:
    plan = _read(here, WHOLE)
    paper = Document(
        "Resolution", "25/NQ-CP", "Government", date(2025, 2, 5), "https://example.org/25"
    )
    backlog = Indicator(
        id="backlog",
        name="Backlog",
        kind=Kind.SHARE,
        unit=parse_unit("%"),
        names=(("vi", "Tồn đọng"),),
        aliases=("files open",),
        absolute_unit=parse_unit("files"),
        direction=Direction.DOWN,
        frequency=Frequency.QUARTER,
        precision=1,
        publication_lag=5,
    )
    scenario = Scenario("Resolution 25", Tier.CAP, "Government", paper, "Plan 2025")
    assert plan.entities == (
        Entity(
            "Hà Giang",
            EntityKind.PROVINCE,
            "Viet Nam",
            ("Хазянг",),
            date(1991, 10, 1),
            date(2025, 6, 30),
            "Tuyên Quang",
        ),
    )
    assert plan.indicators == (backlog,)
    assert plan.scenarios == (scenario,)
    (planned,) = plan.targets
    assert (planned.entity, planned.indicator) == ("Hà Giang", backlog)
    assert planned.target == Target(
        scenario=scenario,
        period=parse_period("2025"),
        comparator=Comparator.BETWEEN,
        value=Decimal("1.50"),
        high=Decimal("2.0"),
        closing=date(2026, 1, 31),
        denominator=Decimal("10003.954"),
        owner="Department",
        trajectory=TrajectoryKind.STEPS,
        points=(
            TrajectoryPoint(parse_period("2025-03-31"), Decimal(10)),
            TrajectoryPoint(parse_period("2025-05-31"), Decimal(5), Decimal(6)),
        ),
        valid_from=date(2025, 2, 6),
        document=paper,
        quote="as is",
        note="read so",
    )
    (weights,) = plan.weights
    assert weights.weights == Weights(
        ((parse_period("2025-Q1"), Decimal("0.208")), (parse_period("2025-Q2"), Decimal("0.26")))
    )
    assert weights.document == Document("Statistics Office")


def test_what_is_left_out_has_its_default(here: Path) -> None:
    plan = _read(here, ENTITY + INDICATOR + TARGET)
    assert plan.entities == (Entity("Vinh", EntityKind.UNIT),)
    (one,) = plan.indicators
    assert (one.direction, one.frequency) == (Direction.UP, Frequency.MONTH)
    assert (one.precision, one.publication_lag) == (0, 10)
    assert plan.scenarios == (Scenario("Plan", Tier.COMMIT),)
    (planned,) = plan.targets
    assert planned.target.comparator is Comparator.AT_LEAST
    assert planned.target.closing == date(2025, 12, 31)
    assert planned.target.trajectory is TrajectoryKind.LINEAR


@pytest.mark.parametrize("kind", [TrajectoryKind.LINEAR, TrajectoryKind.SEASONAL])
def test_a_trajectory_that_is_derived_is_named_without_points(
    here: Path, kind: TrajectoryKind
) -> None:
    flow = TARGET.replace("grdp-growth", "one").replace("8%", "120 houses")
    plan = _read(here, INDICATOR + flow + f'trajectory = "{kind}"\n')
    (planned,) = plan.targets
    assert (planned.target.trajectory, planned.target.points) == (kind, ())


def test_what_is_left_out_of_an_indicator_is_as_it_is_there(here: Path) -> None:
    (one,) = _read(here, INDICATOR).indicators
    there = replace(one, direction=Direction.DOWN, precision=3)
    flow = TARGET.replace("grdp-growth", "one").replace("8%", "120 houses")
    (here / "plan.toml").write_text(INDICATOR + flow, "utf-8")
    plan = read_plan(here / "plan.toml", KNOWN, {"one": there})
    assert plan.indicators == (there,)
    assert plan.targets[0].target.comparator is Comparator.AT_MOST


def test_an_indicator_is_called_as_its_language_has_it(here: Path) -> None:
    (one,) = _read(here, INDICATOR + 'names = { vi = "Nhà", ru = "Дом" }\n').indicators
    assert [one.called(lang) for lang in ("vi", "ru", "pl")] == ["Nhà", "Дом", "One"]


def test_the_vietnamese_name_of_an_earlier_plan_is_read(here: Path) -> None:
    (one,) = _read(here, INDICATOR + 'name_vi = "Nhà"\n').indicators
    assert one.names == (("vi", "Nhà"),)
    (wrong,) = _problems(here, INDICATOR + 'names = { vi = "Nhà" }\nname_vi = "Nhà"\n')
    assert '"name_vi" is not a key of indicator' in wrong


def test_an_empty_plan_says_nothing(here: Path) -> None:
    assert _read(here, "") == Plan()


def test_every_problem_of_a_plan_is_said_at_once_with_its_place(here: Path) -> None:
    lines = _problems(
        here,
        '[[entity]]\nname = "Vinh"\nkinds = "unit"\n'
        '[[entity]]\nkind = "unit"\n'
        + INDICATOR.replace("flow", "speed")
        + TARGET.replace("8%", "8 apples")
        + TARGET.replace(SCENARIO, "").replace("2025", "2025-13")
        + TARGET.replace(SCENARIO, "").replace("grdp-growth", "grdp-grwth")
        + WEIGHTS
        + 'parts = { "2025-Q1" = -1 }\n'
        "[[targets]]\n",
    )
    places = (
        ("line 3, entity 1:", '"kinds"', "did you mean kind?"),
        ("line 4, entity 2:", "name is missing"),
        ("line 9, indicator 1:", '"speed"', "flow"),
        ("line 18, target 1:", "apples"),
        ("line 23, target 2:", "2025-13"),
        ("line 27, target 3:", '"grdp-growth"'),
        ("line 34, weights 1:", "more than zero"),
        ("line 35: [targets]", "did you mean target?"),
    )
    assert len(lines) == len(places)
    for line, words in zip(lines, places, strict=True):
        assert all(word in line for word in words), line


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ENTITY + 'alias = ["x"]\n', ('"alias"', "did you mean aliases")),
        (INDICATOR + 'frequancy = "month"\n', ('"frequancy"', "did you mean frequency")),
        (TARGET + 'owners = "x"\n', ('"owners"', "did you mean owner")),
        (SCENARIO + "teir = 1\n", ('"teir"', "did you mean tier")),
        (TARGET.replace("entity", "province"), ('"province"', "entity is missing")),
    ],
)
def test_a_mistyped_key_is_named_with_the_one_that_was_meant(
    here: Path, text: str, words: tuple[str, ...]
) -> None:
    said = "\n".join(_problems(here, text))
    for word in words:
        assert word in said


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (TARGET.replace('"Plan"\nperiod', '"Plam"\nperiod'), '"Plan"'),
        (SCENARIO + 'document = "nq-52"\n[[document]]\nid = "nq-25"\ntitle = "x"\n', '"nq-25"'),
        (ENTITY + "valid_from = 2025-07-01\nvalid_to = 2025-06-30\n", "2025-06-30"),
        (ENTITY + 'valid_to = "2025-06-30"\n', "valid_to = 2025-05-31"),
        (ENTITY + "valid_to = 2025-06-30T10:00:00\n", "valid_to = 2025-05-31"),
        (INDICATOR.replace("one", "No Id"), '"No Id"'),
        (INDICATOR + "precision = 10\n", "precision"),
        (INDICATOR.replace("flow", "growth"), "%"),
        (INDICATOR + 'absolute_unit = "m USD"\n', "absolute"),
        (TARGET.replace("8%", "8"), "has no unit"),
        (TARGET.replace("8%", "10-9%"), "upside down"),
        (TARGET + 'trajectory = "zigzag"\n', '"zigzag"'),
        (TARGET + 'trajectory = "growth"\n', "points"),
        (TARGET + 'trajectory = "seasonal"\n', "a growth in %: write linear or growth"),
        (TARGET + 'denominator = "5 bn VND"\n', "denominator"),
        (TARGET + 'base = "5%"\n', "base"),
        (TARGET + "closing = 2025-06-30\n", "2025-06-30"),
        (WEIGHTS + 'parts = { "2025-Q1" = 0.5, "2025-H1" = 0.5 }\n', "overlap"),
        (WEIGHTS + 'parts = { "2025-Q5" = 0.5 }\n', "2025-Q5"),
        (ENTITY + 'aliases = ["\\u001b[31m"]\n', "control characters"),
        (WEIGHTS.replace("grdp-growth", "fdi") + 'parts = { "2025-Q1" = 1 }\n', "only a growth"),
        ('[[document]]\nid = "a"\ntitle = "x"\n' * 2, "an id of its own"),
    ],
)
def test_a_value_that_does_not_fit_is_named(here: Path, text: str, word: str) -> None:
    (line,) = _problems(here, text)
    assert word in line
    assert "\x1b" not in line


@pytest.mark.parametrize(
    "text",
    [
        'entity = "Vinh"\n',
        'entity = ["Vinh"]\n',
        "[entity]\nname = 'Vinh'\n",
        "[[entity]]\nname = 5\n",
        ENTITY + 'aliases = "Vinh"\n',
        ENTITY + "aliases = 5\n",
        ENTITY + "parent = 5\n",
        INDICATOR + 'precision = "two"\n',
        INDICATOR + "precision = 1.5\n",
        INDICATOR + 'publication_lag = "ten"\n',
        INDICATOR + "publication_lag = -1\n",
        INDICATOR.replace('"houses"', "5"),
        TARGET.replace('"8%"', "8"),
        TARGET.replace('"2025"', "2025"),
        TARGET + 'points = "all"\n',
        TARGET + 'trajectory = "growth"\nquarters = [ { period = "2025-Q1" } ]\n',
        TARGET + 'trajectory = "growth"\nquarters = [ { value = "8%" } ]\n',
        TARGET + 'trajectory = "points"\npoints = [ { on = 2025-03-31 } ]\n',
        TARGET + 'trajectory = "points"\npoints = [ { value = "8%" } ]\n',
        WEIGHTS + "parts = 5\n",
        WEIGHTS + "parts = {}\n",
        WEIGHTS + 'parts = { "2025-Q1" = "much" }\n',
        WEIGHTS + 'parts = { "2025-Q1" = nan }\n',
        WEIGHTS + 'parts = { "2025-Q1" = inf }\n',
    ],
)
def test_a_value_of_the_wrong_type_is_a_problem_of_its_table(here: Path, text: str) -> None:
    (line,) = _problems(here, text)
    assert any(name in line for name in ("entity", "indicator", "target", "weights"))


@pytest.mark.parametrize("content", [b"[[entity", b"\xff\xfe", b"a = 1\na = 2\n"])
def test_a_file_that_is_no_toml_is_said_once(here: Path, content: bytes) -> None:
    (here / "plan.toml").write_bytes(content)
    with pytest.raises(FileFault) as caught:
        read_plan(here / "plan.toml", KNOWN)
    assert str(caught.value).startswith(str(here / "plan.toml"))


def test_a_file_that_is_missing_is_named(here: Path) -> None:
    with pytest.raises(FileFault, match=r"plan\.toml"):
        read_plan(here / "plan.toml", KNOWN)
