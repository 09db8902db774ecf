"""An export of a whole store makes an empty one equal to it, table by table."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Cli

HERE = ("-e", "Acme", "-i", "subscribers")
MANY = 1_200


@pytest.fixture
def store(here: Path, cli: Cli, demo_store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with all that a store can hold: also what was withdrawn, undone and renamed."""
    monkeypatch.setenv("TARGETTRACK_NAME", "An")
    monkeypatch.setenv("TARGETTRACK_DB", str(demo_store.rename(here / "one.db")))
    stages = ("--stage", "drafted=40", "--stage", "issued=60", "--by", "2026-06-30", "done")
    assert cli("add-target", "-e", "Acme", "-i", "action-programme", *stages).status == 0
    kind = ("--kind", "level", "--unit", "subscribers", "--base", "6000 subscribers")
    cli("add-target", *HERE, *kind, "--period", "2026", "10000 subscribers")
    cli("log", *HERE, "--period", "2026-09", "8500 subscribers")
    cli("log", *HERE, "--period", "2026-09", "8600 subscribers")
    cli("log", *HERE, "--period", "2026-10", "12500 subscribers")
    cli("withdraw", "figure", *HERE, "--period", "2026-10", "--reason", "another firm's")
    cli("log", *HERE, "--period", "2026-10", "1250 subscribers")
    cli("undo")
    cli("add-scenario", "Draft")
    cli("add-target", *HERE, "-s", "Draft", "--period", "2026", "9000 subscribers")
    cli("withdraw", "scenario", "Draft", "--reason", "never issued")
    cli("add-entity", "Nobody")
    cli("withdraw", "entity", "Nobody", "--reason", "a slip")
    cli("rename", "Acme", "Acme Ltd")
    days = (f"{year}-{month:02}-{day:02}" for year in range(2020, 2025)
            for month in range(1, 13) for day in range(1, 26))  # fmt: skip
    rows = (
        f"Acme,visits,{day},{number},visits\n"
        for number, day in zip(range(MANY), days, strict=False)
    )
    cli("add-indicator", "visits", "--kind", "flow", "--unit", "visits")
    file = here / "many.csv"
    file.write_text("entity,indicator,period,value,unit\n" + "".join(rows), "utf-8")
    assert cli("import", file).status == 0
    with closing(sqlite3.connect(here / "one.db")) as raw:
        raw.execute(
            "INSERT INTO watch SELECT 'a@b.c', series_id, scenario_id, period_start, period_end,"
            " 'at-risk', 2, 'x' FROM target"
        )
        raw.execute(
            "INSERT INTO letter VALUES (1, 'k', 'a@b.c', 'S', x'00ff', 'sent', 1, 9, 9, 9, '', '')"
        )
        raw.commit()
    return here / "one.db"


def _tables(store: Path) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(store)) as raw:
        names = [
            name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        return {name: sorted(raw.execute(f"SELECT * FROM {name}"), key=repr) for name in names}  # noqa: S608


def _export(cli: Cli, here: Path) -> Path:
    assert cli("export", here / "all.jsonl").status == 0
    return here / "all.jsonl"


def test_every_table_of_a_restored_store_is_as_it_was(cli: Cli, here: Path, store: Path) -> None:
    file, other = _export(cli, here), here / "other.db"
    assert cli("import", file, "--db", other).status == 0
    before, after = _tables(store), _tables(other)
    assert list(before) == list(after)
    assert {name for name, rows in before.items() if not rows} <= {"lock"}
    for name, rows in before.items():
        assert after[name] == rows, name
    assert "every record is as it was" in cli("doctor", "--db", other).out
    cli("export", here / "again.jsonl", "--db", other)
    assert (here / "again.jsonl").read_bytes() == file.read_bytes()


@pytest.mark.usefixtures("store")
def test_a_restored_store_can_be_recorded_in_and_undone(cli: Cli, here: Path) -> None:
    cli("import", _export(cli, here), "--db", here / "other.db")
    there = ("--db", here / "other.db")
    before = cli("status", "--format", "json", *there).out
    assert cli("log", *HERE, "--period", "2026-10", "8700 subscribers", *there).status == 0
    assert cli("undo", *there).status == 0
    assert cli("status", "--format", "json", *there).out == before
    assert cli("doctor", *there).status == 0


@pytest.mark.usefixtures("store")
def test_into_a_store_with_records_come_records_only(cli: Cli, here: Path) -> None:
    file, there = _export(cli, here), ("--db", here / "other.db")
    cli("add-entity", "Somebody", *there)
    assert cli("import", file, *there).status == 0
    events = json.loads(cli("history", "--events", "--format", "json", *there).out)
    assert [one["command"] for one in events] == ["import", "add-entity"]
    assert cli("doctor", *there).status == 0


def _of_another_value(text: str) -> str:
    return text.replace('"value": "8600"', '"value": "9600"')


def _of_another_value_below(text: str) -> str:
    return text.replace('\\"value\\": \\"8600\\"', '"value": "9600"').replace('"8600"', '"9600"')


def _cut_off(text: str) -> str:
    return "".join(text.splitlines(keepends=True)[:-3])


def _without_a_row(text: str) -> str:
    return "".join(
        line for line in text.splitlines(keepends=True) if '"table": "observation"' not in line
    )


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    "change", [_of_another_value, _of_another_value_below, _cut_off, _without_a_row]
)
def test_a_file_that_was_changed_makes_no_store(
    cli: Cli, here: Path, change: Callable[[str], str]
) -> None:
    file = _export(cli, here)
    changed = change(file.read_text("utf-8"))
    assert changed != file.read_text("utf-8")
    file.write_text(changed, "utf-8")
    done = cli("import", file, "--db", here / "other.db")
    assert done.status == 3
    assert "export it again" in done.err
    assert not (here / "other.db").exists()


@pytest.mark.usefixtures("store")
def test_a_row_of_a_table_that_is_none_of_ours_is_refused(cli: Cli, here: Path) -> None:
    file = _export(cli, here)
    lines = file.read_text("utf-8").splitlines(keepends=True)
    lines[-1:] = [
        '{"record": "rows", "event": 1, "table": "event", "columns": ["id"], "rows": [[7]]}\n'
    ]
    file.write_text("".join(lines), "utf-8")
    done = cli("import", file, "--db", here / "other.db")
    assert done.status == 3
    assert "event 1 is not as it was recorded" in done.err


@pytest.mark.parametrize("version", [1, 2])
def test_exports_of_before_make_a_store(
    cli: Cli, here: Path, demo_store: Path, version: int
) -> None:
    cli("export", here / "all.jsonl", "--db", demo_store)
    text = (here / "all.jsonl").read_text("utf-8").splitlines(keepends=True)
    kept = [json.dumps({"record": "targettrack", "version": version}) + "\n"]
    for line in text[1:]:
        data = json.loads(line)
        if data["record"] not in {"event", "rows", "end"}:
            if version == 1:
                data.pop("recorded_on", None)
            kept.append(json.dumps(data, ensure_ascii=False) + "\n")
    (here / "old.jsonl").write_text("".join(kept), "utf-8")
    assert cli("import", here / "old.jsonl", "--db", here / "old.db").status == 0
    # In words: the first version did not say on which day a figure became known, and so not since
    # when a target is settled.
    shown = ("status", "--as-of", "2025-10-31", "--format", "markdown", "--db")
    assert cli(*shown, here / "old.db").out.count("\n") > 5
    assert cli(*shown, here / "old.db").out == cli(*shown, demo_store).out
