"""apply and diff: a plan becomes what the store says, once and as a whole."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from targettrack.app.clock import Clock
from targettrack.app.judge.assessments import selected
from targettrack.app.plans.apply import apply_plan
from targettrack.app.plans.check import check_plan
from targettrack.app.plans.compare import Compared, exported_plan, known_indicators
from targettrack.cli.main import COMMANDS
from targettrack.domain.plans.changes import Change
from targettrack.errors import UnknownName
from targettrack.exchange.packaged import example_folders
from targettrack.exchange.plans.read import read_plan
from targettrack.exchange.plans.write import plan_toml
from targettrack.store import as_plan, open_to_read, reading
from targettrack.store.selection import Selection
from targettrack.store.target_rows import scenarios
from tests.exchange.plan_samples import plans

if TYPE_CHECKING:
    from targettrack.domain.plans.plan import Plan
    from targettrack.domain.series.series import Series
    from tests.conftest import Cli

NOW = datetime(2099, 1, 15, 9, tzinfo=UTC)
CLOCK = Clock.at(NOW)
PLAN = """
[[entity]]
name = "Vinh"
kind = "commune"
aliases = ["Vinh City"]

[[indicator]]
id = "houses-repaired"
name = "Houses repaired"
kind = "flow"
unit = "houses"

[[document]]
id = "nq"
number = "1/NQ"
title = "Resolution"
date = 2025-01-10

[[scenario]]
name = "Plan 2025"
document = "nq"

[[target]]
entity = "Vinh"
indicator = "houses-repaired"
scenario = "Plan 2025"
period = "2025"
value = "120 houses"
owner = "Department of Construction"

[[target]]
entity = "Vinh"
indicator = "grdp-growth"
scenario = "Plan 2025"
period = "2025"
value = "8% or more"

[[weights]]
entity = "Vinh"
indicator = "grdp-growth"
parts = { "2025-H1" = 0.468, "2025-H2" = 0.532 }
source = "Statistics Office"
"""
EVERYTHING = Selection()
ALL_THE_SAME = "0 added, 0 changed, 7 same"


@pytest.fixture
def store(here: Path) -> Path:
    return here / "store.db"


def write(here: Path, text: str = PLAN) -> Path:
    path = here / "plan.toml"
    path.write_text(text, "utf-8")
    return path


def everything(store: Path) -> list[Series]:
    with open_to_read(store) as ask:
        return reading.many_series(ask, Selection(), NOW.date())


def test_a_plan_is_added_with_a_line_for_each_item_and_their_count(
    cli: Cli, here: Path, store: Path
) -> None:
    status, out, err = cli("apply", write(here), "--db", store)
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        "added    entity Vinh",
        "added    document 1/NQ",
        "added    indicator houses-repaired",
        "added    scenario Plan 2025",
        "added    indicator grdp-growth",
        "added    target Vinh, houses-repaired, 2025, Plan 2025: >= 120 houses",
        "added    target Vinh, grdp-growth, 2025, Plan 2025: >= 8%",
        "added    weights Vinh, grdp-growth",
        "8 added, 0 changed, 0 same",
    ]
    status, out, _ = cli("status", "-p", "vinh city", "--db", store)
    assert status == 0
    assert "120" in out


def test_the_same_plan_again_changes_nothing(cli: Cli, here: Path, store: Path) -> None:
    cli("apply", write(here), "--db", store)
    before = everything(store)
    status, out, _ = cli("apply", write(here), "--db", store)
    assert status == 0
    assert out.splitlines()[-1] == ALL_THE_SAME
    assert all(line.startswith("same ") for line in out.splitlines()[:-1])
    assert everything(store) == before
    assert cli("diff", write(here), "--check", "--db", store).status == 0


CHANGED = (
    PLAN.replace("120 houses", "130 houses")
    .replace('aliases = ["Vinh City"]', 'aliases = ["Vinh Town"]\nparent = "Nghệ An"')
    .replace("[[entity]]", '[[entity]]\nname = "Nghệ An"\n\n[[entity]]', 1)
    .replace('unit = "houses"', 'unit = "houses"\nname_vi = "Nhà"\npublication_lag = 20')
    .replace("date = 2025-01-10", 'date = 2025-01-10\nissuer = "Council"')
    .replace('document = "nq"', 'document = "nq"\ntier = "stretch"')
    .replace("0.532", "0.530")
)
CHANGES = [
    "added    entity Nghệ An",
    "changed  entity Vinh: parent none -> Nghệ An; aliases + Vinh Town",
    "changed  document 1/NQ: issuer none -> Council",
    "changed  indicator houses-repaired: names + vi Nhà; publication_lag 10 -> 20",
    "changed  scenario Plan 2025: tier commit -> stretch",
    "changed  target Vinh, houses-repaired, 2025, Plan 2025: value >= 120 houses -> >= 130 houses",
    "same     target Vinh, grdp-growth, 2025, Plan 2025",
    "changed  weights Vinh, grdp-growth: parts 2025-H2 0.532 -> 2025-H2 0.530",
    "1 added, 6 changed, 1 same",
]


def test_what_is_said_anew_is_changed_and_then_stays(cli: Cli, here: Path, store: Path) -> None:
    cli("apply", write(here), "--db", store)
    assert cli("diff", write(here, CHANGED), "--db", store).out.splitlines() == CHANGES
    assert cli("apply", write(here, CHANGED), "--db", store).out.splitlines() == CHANGES
    assert cli("diff", write(here, CHANGED), "--check", "--db", store).status == 0
    with open_to_read(store) as ask:
        (vinh,) = (e for e in reading.entities(ask).values() if e.name == "Vinh")
        found = reading.indicators(ask).values()
        (houses,) = (one for one in found if one.id == "houses-repaired")
        (scenario,) = scenarios(ask).values()
    assert (vinh.parent, vinh.aliases) == ("Nghệ An", ("Vinh City", "Vinh Town"))
    assert (houses.names, houses.publication_lag) == ((("vi", "Nhà"),), 20)
    assert scenario.document is not None
    assert scenario.document.issuer == "Council"


def test_a_changed_target_is_a_new_version_known_from_now_on(
    cli: Cli, here: Path, store: Path
) -> None:
    cli("apply", write(here), "--db", store)
    cli("apply", write(here, CHANGED), "--db", store)
    series = {one.indicator.id: one for one in everything(store)}
    first, second = series["houses-repaired"].versions
    assert [str(one.value) for one in (first, second)] == ["120", "130"]
    assert str(first.recorded_on) == "2025-01-01"
    assert second.recorded_on == datetime.now().astimezone().date()
    assert len(series["grdp-growth"].versions) == 1
    assert [len(one.weights.parts) for one in series["grdp-growth"].weights] == [2, 2]


def test_a_dry_run_says_the_same_and_writes_nothing(cli: Cli, here: Path, store: Path) -> None:
    plan = write(here)
    dry = cli("apply", plan, "--dry-run", "--db", store)
    assert not store.exists()
    assert (dry.status, dry.err) == (0, "nothing was written\n")
    assert dry.out == cli("apply", plan, "--db", store).out
    before = store.read_bytes()
    dry = cli("apply", write(here, CHANGED), "--dry-run", "--db", store)
    assert dry.out.splitlines() == CHANGES
    assert store.read_bytes() == before


def test_what_the_plan_does_not_name_is_left_and_said(cli: Cli, here: Path, store: Path) -> None:
    cli("apply", write(here), "--db", store)
    cli("add-target", "-p", "Vinh", "-i", "houses-repaired", "--period", "2026", "9 houses",
        "--scenario", "Council", "--db", store)  # fmt: skip
    cli("add-entity", "Cửa Lò", "--db", store)
    status, out, err = cli("diff", write(here), "--check", "--db", store)
    assert status == 0
    *same, left, counted = out.splitlines()
    assert left == "left     target Vinh, houses-repaired, 2026, Council: >= 9 houses"
    assert counted == f"{ALL_THE_SAME}, 1 left"
    assert all(line.startswith("same ") for line in same)
    assert err == "left alone, not in the plan: 1 entity, 1 scenario\n"


def test_diff_changes_nothing_and_fails_only_when_asked(cli: Cli, here: Path, store: Path) -> None:
    assert cli("diff", write(here), "--db", store).status == 0
    assert cli("diff", write(here), "--check", "--db", store).status == 1
    assert not store.exists()


def test_programs_get_a_row_for_each_changed_key(cli: Cli, here: Path, store: Path) -> None:
    cli("apply", write(here), "--db", store)
    rows = json.loads(cli("diff", write(here, CHANGED), "--format", "json", "--db", store).out)
    assert {tuple(row) for row in rows} == {
        ("change", "list", "name", "key", "before", "after", "why")
    }
    lag = [row for row in rows if row["key"] == "publication_lag"]
    assert [(row["before"], row["after"]) for row in lag] == [("10", "20")]
    assert [row["name"] for row in rows if row["change"] == "added"] == ["Nghệ An"]


REFUSED = [
    ('kind = "flow"', 'kind = "level"', "line 7, indicator 1: ", "kind from flow to level"),
    ('unit = "houses"', 'unit = "flats"', "line 7, indicator 1: ", "unit from houses to flats"),
    ('unit = "houses"', 'unit = "houses"\ndirection = "down"', "indicator 1: ", "direction"),
    ('kind = "commune"', 'parent = "Atlantis"', "line 2, entity 1: ", '"Atlantis"'),
    ('kind = "commune"', 'parent = "Vinh"', "entity 1: ", "below itself"),
    ('entity = "Vinh"\nindicator = "g', 'entity = "Vin"\nindicator = "g', "target 2: ", '"Vinh"'),
    ('name = "Houses repaired"', 'name = "GRDP growth"', "indicator 1: ", "grdp-growth carries"),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[-1])
def test_what_would_make_past_verdicts_wrong_is_refused_in_one_line(
    cli: Cli, here: Path, store: Path, case: tuple[str, str, str, str]
) -> None:
    old, new, place, word = case
    cli("apply", write(here), "--db", store)
    before = everything(store)
    text = PLAN.replace("120 houses", "130 houses").replace(old, new, 1)
    text = text.replace("130 houses", "130 flats") if "flats" in new else text
    plan = write(here, text)
    for words in ((), ("--dry-run",)):
        status, out, err = cli("apply", plan, *words, "--db", store)
        assert (status, out) == (3, "")
        (line,) = err.splitlines()
        assert line.startswith(f"error: {plan}, ")
        assert place in line
        assert word in line
    assert everything(store) == before
    shown = cli("diff", plan, "--db", store).out
    assert [line for line in shown.splitlines() if line.startswith("refused ") and word in line]
    assert cli("diff", plan, "--check", "--db", store).status == 1


def test_everything_that_is_refused_is_said_at_once(cli: Cli, here: Path, store: Path) -> None:
    cli("apply", write(here), "--db", store)
    text = PLAN.replace('"flow"', '"level"').replace('"Vinh"\nkind', '"Vinh"\nparent = "X"\nkind')
    assert len(cli("apply", write(here, text), "--db", store).err.splitlines()) == 2


def test_a_key_that_is_left_out_stays_as_it_is(cli: Cli, here: Path, store: Path) -> None:
    cli("apply", write(here, CHANGED), "--db", store)
    short = CHANGED.replace('kind = "commune"\n', "").replace('tier = "stretch"\n', "")
    short = short.replace('name_vi = "Nhà"\npublication_lag = 20\n', "").replace(
        '\nparent = "Nghệ An"', ""
    )
    assert cli("diff", write(here, short), "--check", "--db", store).status == 0


def test_a_target_is_what_its_table_says_as_a_whole(cli: Cli, here: Path, store: Path) -> None:
    cli("apply", write(here), "--db", store)
    bare = PLAN.replace('owner = "Department of Construction"\n', "")
    out = cli("apply", write(here, bare), "--db", store).out
    assert "owner Department of Construction -> none" in out


def test_tables_of_one_target_are_its_versions(cli: Cli, here: Path, store: Path) -> None:
    first = PLAN[PLAN.index("[[target]]") : PLAN.index("[[target]]\n", 300)]
    second = first.replace("120", "150") + "valid_from = 2025-06-01\n"
    both = write(here, f"{PLAN}\n{second}")
    assert "changed  target" in cli("apply", both, "--db", store).out
    versions = everything(store)[0].versions
    assert [str(one.value) for one in versions] == ["120", "150"]
    assert cli("diff", both, "--check", "--db", store).status == 0
    back = write(here, PLAN)
    assert "value >= 150 houses -> >= 120 houses" in cli("apply", back, "--db", store).out
    assert cli("diff", back, "--check", "--db", store).status == 0


def test_names_are_found_as_people_write_them(cli: Cli, here: Path, store: Path) -> None:
    cli("apply", write(here), "--db", store)
    other = PLAN.replace('entity = "Vinh"', 'entity = "VINH city"').replace(
        'scenario = "Plan 2025"', 'scenario = "plan 2025"'
    )
    other = other.replace('name = "Plan 2025"', 'name = "plan 2025"')
    assert cli("diff", write(here, other), "--check", "--db", store).status == 0


BAD_FILES = {
    "no TOML": (b"[[entity]]\nname = Vinh\n", "line 2, column 8: is no TOML"),
    "a key twice": (b"[[entity]]\nname = 'a'\nname = 'b'\n", "line 3"),
    "cut off": (b"[[entity]]\nname = 'a", "is no TOML"),
    "deep": (b"a = " + b"[" * 9999, "nested too deeply"),
    "a huge number": (b"a = " + b"9" * 9999, "is no TOML"),
    "latin-1": ("[[entity]]\nname = 'Hà'\n".encode("latin-1"), "line 2: is not in UTF-8"),
    "utf-16": ("[[entity]]\n".encode("utf-16"), "is in UTF-16: save it as UTF-8"),
    "empty": (b"", "says nothing"),
    "comments": (b"# later\n", "says nothing"),
    "large": (b"#" * 20_000_001, "is larger than 20 MB"),
    "binary": (bytes(range(256)), "plan.toml"),
}


@pytest.mark.parametrize("name", BAD_FILES)
@pytest.mark.parametrize("verb", ["apply", "diff"])
def test_a_file_that_is_no_plan_is_refused_in_one_line(
    cli: Cli, here: Path, store: Path, verb: str, name: str
) -> None:
    content, word = BAD_FILES[name]
    (here / "plan.toml").write_bytes(content)
    status, out, err = cli(verb, here / "plan.toml", "--db", store)
    assert (status, out) == (3, "")
    (line,) = err.splitlines()
    assert line.startswith(f"error: {here / 'plan.toml'}")
    assert word in line
    assert not store.exists()


@pytest.mark.parametrize(("name", "word"), [("", "is a folder"), ("none.toml", "does not exist")])
def test_a_folder_and_a_file_that_is_not_there_are_refused(
    cli: Cli, here: Path, store: Path, name: str, word: str
) -> None:
    status, _, err = cli("apply", here / name, "--db", store)
    assert status == 3
    (line,) = err.splitlines()
    assert word in line
    assert not store.exists()


def test_a_mark_that_says_utf_8_is_no_part_of_a_plan(cli: Cli, here: Path, store: Path) -> None:
    (here / "plan.toml").write_bytes(b"\xef\xbb\xbf" + PLAN.strip().encode())
    assert cli("apply", here / "plan.toml", "--db", store).status == 0


def test_a_wrong_key_is_named_with_its_line(cli: Cli, here: Path, store: Path) -> None:
    plan = write(here, PLAN.replace("owner =", "colsing = 2026-01-31\nowner ="))
    status, _, err = cli("apply", plan, "--db", store)
    line = PLAN[: PLAN.index("owner =")].count("\n") + 1
    what = f'line {line}, target 1: "colsing" is not a key of target; did you mean closing?'
    assert (status, err) == (3, f"error: {plan}, {what}\n")


def test_a_point_that_is_wrong_is_named_with_its_own_line(
    cli: Cli, here: Path, store: Path
) -> None:
    points = 'trajectory = "points"\npoints = [\n  { on = 2025-03-31, value = "9 houses" },\n'
    points += '  { on = 2025-06-30, value = "9 flats" },\n]\nowner ='
    plan = write(here, PLAN.replace("owner =", points))
    (line,) = cli("apply", plan, "--db", store).err.splitlines()
    number = PLAN[: PLAN.index("owner =")].count("\n") + 4
    assert f"line {number}, target 1: " in line


def test_what_refers_to_a_table_that_is_wrong_is_not_wrong_itself(
    cli: Cli, here: Path, store: Path
) -> None:
    plan = write(here, PLAN.replace('name = "Plan 2025"', 'name = "Plan 2025"\nteir = "cap"'))
    (line,) = cli("apply", plan, "--db", store).err.splitlines()
    assert "did you mean tier?" in line


@pytest.mark.parametrize("folder", example_folders(), ids=lambda folder: folder.name)
def test_what_the_demo_loads_is_what_the_examples_say(
    cli: Cli, demo_store: Path, folder: Path
) -> None:
    found = cli("diff", folder / "plan.toml", "--check", "--db", demo_store)
    assert found.status == 0


def applied(store: Path, path: Path) -> Compared:
    return apply_plan(store, CLOCK, path)


def exported(store: Path, chosen: Selection = EVERYTHING) -> Plan:
    with open_to_read(store) as ask:
        return as_plan.plan_of(ask, chosen, NOW.date())


def is_unchanged(found: Compared) -> bool:
    return {one.change for one in found.changes} == {Change.SAME}


@settings(max_examples=25)
@given(plans())
def test_applying_what_was_exported_changes_nothing(plan: Plan) -> None:
    with TemporaryDirectory() as folder:
        path, store = Path(folder) / "plan.toml", Path(folder) / "store.db"
        path.write_text(plan_toml(plan), "utf-8")
        assert {one.change for one in applied(store, path).changes} == {Change.ADDED}
        assert is_unchanged(applied(store, path))
        written = plan_toml(exported(store))
        path.write_text(written, "utf-8")
        assert is_unchanged(applied(store, path))
        assert plan_toml(exported(store)) == written
        other = Path(folder) / "other.db"
        applied(other, path)
        assert plan_toml(exported(other)) == written


@pytest.mark.parametrize(
    "chosen",
    [selected(), selected("nghe an"), selected(indicator="grdp-growth"), selected(period="2025")],
    ids=str,
)
def test_what_is_exported_of_the_examples_changes_nothing(
    here: Path, demo_store: Path, chosen: Selection
) -> None:
    plan = exported(demo_store, chosen)
    assert plan.targets
    (here / "plan.toml").write_text(plan_toml(plan), "utf-8")
    found = applied(demo_store, here / "plan.toml")
    assert {one.change for one in found.changes} <= {Change.SAME, Change.LEFT}
    with open_to_read(demo_store) as ask:
        assert read_plan(here / "plan.toml", known_indicators(ask)) == plan


def test_an_export_of_a_scenario_has_what_its_targets_refer_to_and_no_more(
    demo_store: Path,
) -> None:
    plan = exported(demo_store, selected(scenario="growth scenario 2025"))
    assert [one.target.scenario.name for one in plan.targets] == ["Growth scenario 2025"]
    assert [one.name for one in plan.entities] == ["Viet Nam", "Nghệ An"]
    assert [one.id for one in plan.indicators] == ["grdp-growth"]
    assert [one.number for one in plan.documents] == ["126/KH-UBND"]
    assert len(plan.weights) == 1


def test_an_export_has_the_latest_version_of_a_target(cli: Cli, here: Path, store: Path) -> None:
    cli("apply", write(here), "--db", store)
    cli("apply", write(here, CHANGED), "--db", store)
    values = [str(one.target.value) for one in exported(store).targets]
    assert values == ["8", "130"]


def test_what_is_exported_leaves_out_indicators_that_every_plan_knows(demo_store: Path) -> None:
    text = exported_plan(demo_store, CLOCK, selected("Nghe An"))
    listed = [line for line in text.splitlines() if line.startswith("id = ")]
    assert 'id = "programme-66"' in listed
    assert 'id = "grdp-growth"' not in listed
    assert 'indicator = "grdp-growth"' in text


def test_an_export_without_any_target_lists_what_there_is(cli: Cli, store: Path) -> None:
    cli("add-entity", "Vinh", "--db", store)
    assert exported_plan(store, CLOCK, EVERYTHING) == '[[entity]]\nname = "Vinh"\n'
    with pytest.raises(UnknownName, match="Atlantis"):
        exported_plan(store, CLOCK, selected("Atlantis"))


@pytest.mark.parametrize("folder", example_folders(), ids=lambda folder: folder.name)
def test_the_examples_do_not_contradict_themselves(store: Path, folder: Path) -> None:
    assert check_plan(store, CLOCK, folder / "plan.toml") == []


def test_a_plan_is_checked_against_the_store(cli: Cli, here: Path, store: Path) -> None:
    cli("apply", write(here), "--db", store)
    parts = 'trajectory = "growth"\nquarters = [\n  { period = "2025-H1", value = "7%" },\n'
    parts += '  { period = "2025-H2", value = "8.5%" },\n]\n'
    text = PLAN[: PLAN.index("[[weights]]")].replace('"8% or more"\n', f'"8% or more"\n{parts}')
    (finding,) = check_plan(store, CLOCK, write(here, text))
    line = text[: text.rindex("[[target]]")].count("\n") + 1
    assert finding.rule == "quarters"
    assert finding.where == f"line {line}, target 2 (Vinh, grdp-growth, 2025, Plan 2025)"
    assert "compose to 7.80%, but the target of 2025 is 8%" in str(finding.found)


@pytest.mark.parametrize("verb", ["apply", "diff"])
def test_each_command_has_an_example(cli: Cli, verb: str) -> None:
    assert verb in COMMANDS
    assert f"targettrack {verb} plan.toml" in cli(verb, "--help").out
