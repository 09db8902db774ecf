"""Bad input ends in one sentence that says what would be right, and changes nothing."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import typer

from targettrack.cli.main import COMMANDS, app
from targettrack.exchange.packaged import example_folders

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli, Result

CANNOT, USAGE = 3, 2
LOG = ("log", "-p", "Nghe An", "-i", "budget-revenue", "--period", "2025-07")
TARGET = ("add-target", "-p", "Nghe An", "-i", "budget-revenue", "--period", "2026")
GROWTH = ("add-target", "-p", "Nghe An", "-i", "grdp-growth", "--period", "2025")


class Case(NamedTuple):
    """What is typed, and what the sentence must hold."""

    typed: tuple[str, ...]
    said: tuple[str, ...]
    status: int = CANNOT


def _log(*typed: str) -> tuple[str, ...]:
    return ("log", "-p", "Nghe An", "-i", "budget-revenue", *typed)


CASES = {
    "a log of an unknown province": Case(
        ("log", "-p", "Atlantis", "-i", "budget-revenue", "--period", "2025-07", "1 bn VND"),
        ('"Atlantis"', "add-entity"),
    ),
    "an unknown entity of show": Case(("show", "Atlantis", "grdp-growth"), ('"Atlantis"',)),
    "an unknown indicator of show": Case(("show", "Nghe An", "happiness"), ('"happiness"',)),
    "an unknown indicator of status": Case(
        ("status", "-i", "budget-revenu"), ('"budget-revenu"', '"budget-revenue"')
    ),
    "an unknown scenario of status": Case(
        ("status", "-s", "Growth scenario 2052"), ('"Growth scenario 2025"',)
    ),
    "an unknown list": Case(("list", "mountains"), ('"mountains"', "targets", "documents")),
    "an unknown kind of a new indicator": Case(
        ("add-indicator", "Houses", "--kind", "speed", "--unit", "houses"),
        ('"speed"', "flow", "share", "level", "growth"),
    ),
    "an unknown kind in add-target": Case(
        (*TARGET[:3], "-i", "Houses", "--kind", "speed", "--unit", "h", "--period", "2025", "9 h"),
        ('"speed"', "flow", "share", "level", "growth"),
    ),
    "an unknown kind of entity": Case(
        ("add-entity", "Vinh", "--kind", "town"), ('"town"', "commune", "unit")
    ),
    "an unknown tier": Case(
        ("add-scenario", "Plan B", "--tier", "hard"), ('"hard"', "commit", "stretch")
    ),
    "an unknown parent": Case(("add-entity", "Vinh", "--parent", "Atlantis"), ('"Atlantis"',)),
    "an unknown language": Case(("status", "--lang", "fr"), ('"fr"', "en", "vi")),
    "an unknown format": Case(
        ("status", "--format", "xml"), ('"xml"', "table", "json", "csv", "markdown"), USAGE
    ),
    "an unknown verdict": Case(
        ("status", "--status", "fine"), ('"fine"', "missed", "off-track", "achieved")
    ),
    "a new indicator without kind and unit": Case(
        ("add-target", "-p", "Nghe An", "-i", "Houses repaired", "--period", "2026", "120 houses"),
        ("Houses repaired", "--kind flow", "it adds up over the period"),
        USAGE,
    ),
    "a new indicator without kind": Case(
        (*TARGET[:3], "-i", "Houses", "--unit", "houses", "--period", "2026", "120 houses"),
        ("Houses", "--kind flow", "--kind level"),
        USAGE,
    ),
    "a figure of an unknown indicator": Case(
        ("log", "-p", "Nghe An", "-i", "budget-revenu", "--period", "2025-07", "1 bn VND"),
        ('"budget-revenu"', "budget-revenue"),
    ),
    "a number that reads two ways": Case((*LOG, "1.299 bn VND"), ("1.299", "1299")),
    "a target that reads two ways": Case((*TARGET, "1.299 bn VND"), ("1.299", "1299")),
    "a number without its unit, unlike any figure": Case(
        (*LOG, "11360000000000"), ('"11360000000000"', "bn VND")
    ),
    "a target without its unit": Case((*TARGET, "11360"), ('"11360"', "bn VND")),
    "percent of money": Case((*LOG, "12%"), ('"12%"', "bn VND")),
    "money of percent": Case((*GROWTH, "--revise", "12 bn VND"), ("12 bn VND", "%")),
    "dollars of dong": Case((*LOG, "12 m USD"), ("m USD", "bn VND")),
    "not a number": Case((*LOG, "NaN bn VND"), ('"NaN bn VND"',)),
    "a target that is not a number": Case((*TARGET, "NaN bn VND"), ('"NaN bn VND"',)),
    "infinity": Case((*LOG, "Infinity bn VND"), ('"Infinity bn VND"',)),
    "infinity as a sign": Case((*LOG, "∞ bn VND"), ('"∞ bn VND"',)),
    "a number with an exponent": Case((*LOG, "1e5 bn VND"), ("e5",)),
    "words for a number": Case((*LOG, "a lot"), ('"a lot"', "8.24%")),
    "digits that are not grouped in threes": Case((*LOG, "1,23,456 bn VND"), ("three digits",)),
    "an empty value": Case((*LOG, ""), ("VALUE", "bn VND"), USAGE),
    "a range for a figure": Case((*LOG, "11,000-12,000 bn VND"), ("one number",)),
    "a thirteenth month": Case(_log("--period", "2025-13", "1 bn VND"), ('"2025-13"', "month 13")),
    "a fifth quarter": Case(("status", "--period", "2025-Q5"), ('"2025-Q5"', "2025-Q2")),
    "a day that no month has": Case(
        _log("--period", "2025-02-30", "1 bn VND"), ('"2025-02-30"',)
    ),
    "words for a period": Case((*TARGET[:5], "--period", "some year", "1 bn VND"), ("2025-H1",)),
    "a figure of the future": Case(
        _log("--period", "2098-05", "1 bn VND"), ("2098-05", "2098-05-31", "cannot be known")
    ),
    "a figure that was recorded in the future": Case(
        (*LOG, "--recorded-on", "2098-05-01", "1 bn VND"), ("2098-05-01",)
    ),
    "a period that ends before it starts": Case(
        _log("--period", "2025-05/2025-01", "1 bn VND"), ("ends before it starts",)
    ),
    "an entity that ends before it starts": Case(
        ("add-entity", "Vinh", "--valid-from", "2025-07-01", "--valid-to", "2025-06-30"),
        ("Vinh", "2025-06-30"),
    ),
    "a target that is settled before its period ends": Case(
        (*TARGET, "--closing", "2026-06-30", "20,000 bn VND"), ("2026-06-30", "2026-12-31")
    ),
    "a base after the end": Case(
        (*TARGET[:3], "-i", "poverty-rate", "--period", "2026", "--base", "5%", "--base-on",
         "2027-01-01", "3%"),
        ("2027-01-01", "2026-12-31"),
    ),
    "a range upside down": Case((*GROWTH, "--revise", "10.5-9.5%"), ("upside down", "smaller")),
    "a range with a comparator": Case((*GROWTH, "--revise", ">= 9.5-10.5%"), ("range",)),
    "a day that is none": Case(("status", "--as-of", "31/02/2025"), ("--as-of", "2025-05-31")),
    "a day that the calendar lacks": Case(("status", "--known-at", "2025-02-29"), ("--known-at",)),
    "a base of a growth": Case((*GROWTH, "--revise", "--base", "5%", "8%"), ("base", "level")),
    "a denominator of a flow": Case(
        (*TARGET, "--denominator", "100 bn VND", "20,000 bn VND"), ("denominator",)
    ),
    "quarters of a flow": Case(
        (*TARGET, "--quarter", "2026-Q1=5 bn VND", "20,000 bn VND"), ("growth",)
    ),
    "points and quarters": Case(
        (*GROWTH, "--revise", "--quarter", "2025-Q1=5%", "--point", "2025-03-31=5%", "8%"),
        ("points or quarters",),
    ),
    "an unknown trajectory": Case(
        (*TARGET, "--trajectory", "zigzag", "20,000 bn VND"), ('"zigzag"', "seasonal", "logit")
    ),
    "a steady rate from nothing": Case(
        (*TARGET, "--trajectory", "geometric", "20,000 bn VND"),
        ("geometric", "budget-revenue", "a flow", "write linear, seasonal, points or steps"),
    ),
    "log odds of money": Case(
        (*TARGET, "--trajectory", "logit", "20,000 bn VND"), ("logit", "bn VND", "seasonal")
    ),
    "a season of a growth": Case(
        (*GROWTH, "--revise", "--trajectory", "seasonal", "8%"), ("write linear or growth",)
    ),
    "points of a season": Case(
        (*TARGET, "--trajectory", "seasonal", "--point", "2026-03-31=1 bn VND", "9 bn VND"),
        ("--point does not go with trajectory seasonal",),
    ),
    "steps of milestones": Case(
        (*TARGET, "--trajectory", "points", "--steps", "9 bn VND"), ("--steps", "points")
    ),
    "a trajectory of points without any": Case(
        (*TARGET, "--trajectory", "points", "9 bn VND"), ("needs points",)
    ),
    "a point without its day": Case((*TARGET, "--point", "22", "20,000 bn VND"), ('"22"', "=")),
    "points out of order": Case(
        (*TARGET, "--point", "2026-06-30=2 bn VND", "--point", "2026-03-31=1 bn VND", "9 bn VND"),
        ("order",),
    ),
    "a precision that is no number": Case(
        ("add-indicator", "Houses", "--kind", "flow", "--unit", "houses", "--precision", "many"),
        ("precision", "whole number"),
    ),
    "a lag that is negative": Case(
        ("add-indicator", "Houses", "--kind", "flow", "--unit", "h", "--publication-lag", "-1"),
        ("publication lag", "whole number"),
    ),
    "a unit that is a number": Case(
        ("add-indicator", "Houses", "--kind", "flow", "--unit", "100"), ('"100"', "unit")
    ),
    "a growth in houses": Case(
        ("add-indicator", "Houses", "--kind", "growth", "--unit", "houses"), ("must be %",)
    ),
    "an indicator without its kind": Case(("add-indicator", "Houses"), ("--kind", "--unit"), USAGE),
    "a name that is blank": Case(("add-entity", "  "), ("entity", "empty")),
    "a name that is too long": Case(("add-entity", "x" * 201), ("200",)),
    "an entity that is there already": Case(("add-entity", "NGHE AN"), ("exists", "Nghệ An")),
    "an indicator that is there already": Case(
        ("add-indicator", "Budget revenue", "--kind", "flow", "--unit", "bn VND"), ("exists",)
    ),
    "a scenario that is there already": Case(
        ("add-scenario", "Growth scenario 2025"), ("Growth scenario 2025", "exists")
    ),
    "a store that is there already": Case(("init",), ("exists",)),
    "a demo where a store is already": Case(("demo",), ("exists",)),
    "a figure without its entity": Case(
        ("log", "-i", "budget-revenue", "--period", "2025-07", "1 bn VND"), ("--entity",), USAGE
    ),
    "a target without its indicator": Case(
        ("add-target", "-p", "Nghe An", "--period", "2026", "1 bn VND"), ("--indicator",), USAGE
    ),
    "a figure both year-to-date and single": Case(
        (*LOG, "--ytd", "--single", "1 bn VND"), ("--ytd", "--single"), USAGE
    ),
    "a figure both estimated and official": Case(
        (*LOG, "--estimated", "--official", "1 bn VND"), ("--estimated", "--official"), USAGE
    ),
    "a name of two lines": Case(("status", "-p", "No\nwhere"), ("No", "where")),
}  # fmt: skip


def _one_line(result: Result, status: int = CANNOT) -> str:
    """Return the only line of an error."""
    assert result.status == status, result
    assert result.out == ""
    assert result.err.endswith("\n")
    (line,) = result.err.splitlines()
    assert line.startswith("error: ")
    return line


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_bad_input_is_refused_in_one_line(cli: Cli, demo_store: Path, case: Case) -> None:
    before = demo_store.read_bytes()
    line = _one_line(cli(*case.typed, "--db", demo_store), case.status)
    for words in case.said:
        assert words in line
    assert demo_store.read_bytes() == before


@pytest.mark.parametrize(
    "typed",
    [
        ("status", "-p", "Nge An"),
        ("show", "Nge An", "grdp-growth"),
        ("history", "-p", "Nge An"),
        ("list", "targets", "-p", "Nge An"),
        ("log", "-p", "Nge An", "-i", "budget-revenue", "--period", "2025-07", "1 bn VND"),
        ("add-target", "-p", "Nge An", "-i", "grdp-growth", "--period", "2026", "8%"),
    ],
    ids=lambda typed: typed[0],
)
def test_a_mistyped_province_is_answered_with_at_most_three_names_the_likeliest_first(
    cli: Cli, demo_store: Path, typed: tuple[str, ...]
) -> None:
    before = demo_store.read_bytes()
    line = _one_line(cli(*typed, "--db", demo_store))
    assert '"Nge An"' in line
    found = re.search(r"did you mean ([^?]*)\?", line)
    assert found
    names = re.findall(r'"([^"]+)"', found[1])
    assert names[0] == "Nghệ An"
    assert len(names) <= 3
    assert demo_store.read_bytes() == before


@pytest.mark.parametrize("made", [False, True], ids=["no store", "an empty store"])
def test_a_mistyped_new_entity_is_refused_where_nothing_is_recorded_yet(
    cli: Cli, here: Path, *, made: bool
) -> None:
    store = here / "new.db"
    if made:
        assert cli("init", "--db", store).status == 0
    before = {one.name: one.read_bytes() for one in here.iterdir()}
    typed = ("add-target", "-p", "Nge An", "-i", "grdp-growth", "--period", "2025", "8%")
    line = _one_line(cli(*typed, "--db", store))
    assert "Nghệ An" in line
    assert "add-entity" in line
    assert {one.name: one.read_bytes() for one in here.iterdir()} == before


@pytest.mark.parametrize("typed", [CASES["a thirteenth month"].typed, LOG[:1], (*LOG, "12%")])
def test_a_refused_command_makes_no_store(cli: Cli, here: Path, typed: tuple[str, ...]) -> None:
    assert cli(*typed, "--db", here / "new.db").status in {CANNOT, USAGE}
    assert list(here.iterdir()) == []


def test_a_name_that_two_scenarios_carry_is_refused_with_both(cli: Cli, demo_store: Path) -> None:
    for name in ("Kế hoạch", "Ke hoach"):
        assert cli("add-scenario", name, "--db", demo_store).status == 0
    before = demo_store.read_bytes()
    line = _one_line(cli("status", "-s", "KE HOACH", "--db", demo_store))
    assert '"Kế hoạch"' in line
    assert '"Ke hoach"' in line
    assert demo_store.read_bytes() == before


def test_a_target_that_is_there_is_refused_with_its_value_and_how_to_revise_it(
    cli: Cli, demo_store: Path
) -> None:
    before = demo_store.read_bytes()
    typed = (*GROWTH, "-s", "Growth scenario 2025", "11%", "--db", str(demo_store))
    line = _one_line(cli(*typed))
    assert "10.5%" in line
    assert "--revise" in line
    assert demo_store.read_bytes() == before


@pytest.mark.parametrize("typed", [("status",), ("show", "Nghe An", "grdp-growth"), ("history",)])
def test_reading_where_no_store_is_says_how_to_begin(
    cli: Cli, here: Path, typed: tuple[str, ...]
) -> None:
    line = _one_line(cli(*typed))
    for words in ("does not exist", "targettrack init", "targettrack demo"):
        assert words in line
    assert list(here.iterdir()) == []


# --- text that would command the terminal -------------------------------------------------------

EXAMPLE = example_folders()[0] / "plan.toml"
TYPED = {
    "init": (),
    "doctor": (),
    "undo": ("--list",),
    "rename": ("Nghe An", "Nghệ Tĩnh"),
    "redo": (),
    "close": (
        "Nghe An", "grdp-growth", "-s", "Growth scenario 2025", "--reason", "replaced", "--dry-run",
    ),
    "extend": ("Nghe An", "plan-68", "2090-12-31", "--reason", "late", "--dry-run"),
    "withdraw": (
        "figure", "-p", "Nghe An", "-i", "grdp-growth", "--period", "2025-Q1", "--single",
        "--reason", "mistyped",
    ),
    "demo": (),
    "add-entity": ("Vinh",),
    "add-indicator": ("Houses repaired", "--kind", "flow", "--unit", "houses"),
    "add-scenario": ("Plan B",),
    "add-target": (
        "-p", "Nghe An", "-i", "Houses repaired", "--kind", "flow", "--unit", "houses",
        "--period", "2026", "120 houses",
    ),
    "log": (*LOG[1:], "15,000 bn VND"),
    "import": (str(example_folders()[1] / "figures.csv"),),
    "form": ("2026-11", "november.xlsx"),
    "status": (),
    "show": ("Nghe An", "grdp-growth"),
    "help": ("kinds",),
    "compare-rulebooks": (),
    "list": ("targets",),
    "history": (),
    "apply": (str(EXAMPLE),),
    "diff": (str(EXAMPLE),),
    "check": (),
    "capture": (str(EXAMPLE),),
    "report": (),
    "email": ("--dry-run",),
    "schedule": ("add", "monthly", "--to", "vinh"),
    "export": ("--to", "xlsx"),
    "config": ("set", "lang", "vi"),
}  # fmt: skip
# Options that say again what stands in TYPED as an argument.
TWICE = {"show": {"--entity", "-e", "--province", "-p", "--indicator", "-i"}}
HOSTILE = {"an escape sequence": "\x1b[31mred", "an 8-bit escape": "\x9b31mred", "a bell": "a\x07b"}


ARGUMENTS: dict[str, tuple[str, ...]] = {
    "add-entity": ("{}",),
    "add-indicator": ("{}", "--kind", "flow", "--unit", "houses"),
    "add-scenario": ("{}",),
    "add-target": (*TARGET[1:], "{}"),
    "log": (*LOG[1:], "{}"),
    "import": ("{}",),
    "undo": ("{}",),
    "rename": ("Nghe An", "{}"),
    "close": ("{}", "grdp-growth", "--reason", "replaced"),
    "close, an indicator": ("close", "Nghe An", "{}", "--reason", "replaced"),
    "extend": ("{}", "plan-68", "2090-12-31", "--reason", "late"),
    "extend, an indicator": ("extend", "Nghe An", "{}", "2090-12-31", "--reason", "late"),
    "extend, a day": ("extend", "Nghe An", "plan-68", "{}", "--reason", "late"),
    "rename, the old name": ("rename", "{}", "Nghệ Tĩnh"),
    "redo": ("{}",),
    "withdraw": ("{}", "--reason", "mistyped"),
    "withdraw, a name": ("withdraw", "entity", "{}", "--reason", "mistyped"),
    "show, an entity": ("show", "{}", "grdp-growth"),
    "show, an indicator": ("show", "Nghe An", "{}"),
    "list": ("{}",),
    "report": ("{}", "--to", "md", "-p", "nowhere"),
    "apply": ("{}",),
    "diff": ("{}",),
    "check": ("{}",),
    "capture": ("{}",),
    "export": ("{}", "--to", "csv", "-p", "nowhere"),
    "schedule": ("{}",),
    "schedule, what to add": ("schedule", "add", "{}", "--to", "vinh"),
    "config": ("{}",),
    "config, a key": ("config", "set", "{}", "vi"),
    "config, a value": ("config", "set", "lang", "{}"),
}


def _text_options() -> list[Any]:
    """Return every option of every command that takes text, but for the store's name."""
    group: Any = typer.main.get_command(app)
    return [
        pytest.param(name, option.opts[0], id=f"{name} {option.opts[0]}")
        for name in COMMANDS
        for option in group.get_command(None, name).params
        if option.param_type_name == "option"
        and option.type_descriptor.annotation is not bool
        and option.name != "db"
    ]


def _is_control(char: str) -> bool:
    return char != "\n" and unicodedata.category(char) == "Cc"


def test_every_command_is_tried_with_hostile_text() -> None:
    assert set(TYPED) == set(COMMANDS)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize(("name", "option"), _text_options())
def test_control_characters_are_refused_in_every_option_and_never_echoed(
    cli: Cli, demo_store: Path, name: str, option: str, text: str
) -> None:
    before = demo_store.read_bytes()
    result = cli(name, *TYPED[name], option, text, "--db", demo_store)
    assert not any(map(_is_control, result.out + result.err))
    formats = {"--format", "--done", "--where", "--fiscal-from"} | TWICE.get(name, set())
    formats |= {"--to"} if name in {"export", "report"} else set()
    formats |= {"--prefer"} if name == "rename" else set()  # it goes with --into
    _one_line(result, USAGE if option in formats else CANNOT)
    assert demo_store.read_bytes() == before


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("name", ARGUMENTS)
def test_control_characters_are_refused_in_every_argument_and_never_echoed(
    cli: Cli, demo_store: Path, name: str, text: str
) -> None:
    before = demo_store.read_bytes()
    typed = [word.replace("{}", text) for word in ARGUMENTS[name]]
    first = [] if "," in name else [name]
    result = cli(*first, *typed, "--db", demo_store)
    assert not any(map(_is_control, result.out + result.err))
    assert result.status in {USAGE, CANNOT}  # with a digit in it, it may be taken for a value
    _one_line(result, result.status)
    assert demo_store.read_bytes() == before


@pytest.mark.parametrize("name", COMMANDS)
def test_the_name_of_a_store_is_never_echoed_raw(cli: Cli, here: Path, name: str) -> None:
    result = cli(name, *TYPED[name], "--db", here / "\x1b[31mred.db")
    assert result.status in {0, CANNOT}
    assert "red.db" in result.err or result.status == 0 or "configuration" in result.err
    assert not any(map(_is_control, result.out + result.err))


@pytest.mark.parametrize(
    "typed",
    [("--lang", "\x1b[31m"), ("\x1b[31m",), ("status", "--\x1b[31m"), ("status", "\x1b[31m")],
)
def test_an_unknown_command_option_or_argument_is_never_echoed_raw(
    cli: Cli, typed: tuple[str, ...]
) -> None:
    result = cli(*typed)
    assert result.status == USAGE
    assert result.out == ""
    assert not any(map(_is_control, result.err))


@pytest.mark.parametrize("name", ["TARGETTRACK_DB", "TARGETTRACK_CONFIG"])
def test_a_path_in_the_environment_is_never_echoed_raw(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, here: Path, name: str
) -> None:
    path = here / "\x1b[31mred"
    path.write_text("db = 1", "utf-8")
    monkeypatch.setenv(name, str(path))
    assert not any(map(_is_control, _one_line(cli("status"))))


@pytest.mark.parametrize(
    "text",
    ["lang = ", 'colour = "red"', "db = 1", 'lang = "fr"', '"\\u001b[31m" = "x"'],
)
def test_a_configuration_that_cannot_be_used_is_refused_with_its_name(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, here: Path, demo_store: Path, text: str
) -> None:
    config = here / "config.toml"
    config.write_text(text, "utf-8")
    monkeypatch.setenv("TARGETTRACK_CONFIG", str(config))
    line = _one_line(cli("status", "--db", demo_store))
    assert not any(map(_is_control, line))
    assert "config.toml" in line or '"fr"' in line
