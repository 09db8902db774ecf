"""What `import targettrack` offers to programs: loaded when asked for, and the same anywhere."""

import ast
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import targettrack

ROOT = Path(targettrack.__file__).parent
CLOCK = targettrack.Clock.at(datetime(2025, 6, 10, 8, tzinfo=UTC))
PRINTED = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
import targettrack
clock = targettrack.Clock.at(datetime(2025, 6, 10, 8, tzinfo=UTC))
found = targettrack.judge(Path(sys.argv[1]), clock, explain=True)
print(json.dumps([targettrack.rows(found), targettrack.explain(found)]))
"""


def typed_names() -> set[str]:
    """Return the names that a type checker sees, which stand in the module's first branch."""
    tree = ast.parse((ROOT / "__init__.py").read_text("utf-8"))
    (branch,) = (node for node in tree.body if isinstance(node, ast.If))
    return {
        alias.asname or alias.name
        for node in branch.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def test_what_has_a_type_can_be_loaded_and_the_other_way_round() -> None:
    offered = set(targettrack._OFFERED)  # type: ignore[attr-defined] # noqa: SLF001
    assert typed_names() == offered
    for name in offered:
        assert getattr(targettrack, name).__name__ == name


def test_every_name_is_in_the_page_about_the_library() -> None:
    page = (Path(__file__).parents[2] / "docs" / "library.md").read_text("utf-8")
    assert [name for name in sorted(typed_names()) if name not in page] == []


def test_a_name_that_is_not_offered_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        targettrack.nothing  # type: ignore[attr-defined] # noqa: B018


def test_the_types_ship_with_the_package() -> None:
    assert (ROOT / "py.typed").is_file()


def test_importing_the_package_loads_nothing_else_of_it() -> None:
    code = "import sys, targettrack; print(*(n for n in sys.modules if 'targettrack' in n))"
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["targettrack"]


def test_rows_have_the_same_keys_and_plain_values(demo_store: Path) -> None:
    rows = targettrack.rows(targettrack.judge(demo_store, CLOCK))
    assert len(rows) > 1
    assert len({tuple(row) for row in rows}) == 1
    kinds = {type(value) for row in rows for value in row.values()}
    assert kinds <= {str, int, float, bool, type(None)}


def test_rows_are_those_that_are_shown(demo_store: Path) -> None:
    wanted = {one.status for one in targettrack.judge(demo_store, CLOCK).every[:1]}
    found = targettrack.judge(demo_store, CLOCK, wanted=wanted)
    rows = targettrack.rows(found)
    assert {row["status"] for row in rows} == {status.value for status in wanted}
    assert 0 < len(rows) < len(found.every)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_rows_make_a_frame(demo_store: Path, library: str) -> None:
    frames = pytest.importorskip(library)
    rows = targettrack.rows(targettrack.judge(demo_store, CLOCK))
    frame = (
        frames.DataFrame(rows, infer_schema_length=None)
        if library == "polars"
        else frames.DataFrame(rows)
    )
    assert frame.shape == (len(rows), len(rows[0]))
    assert list(frame["status"]) == [row["status"] for row in rows]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_neither_zone_nor_environment_changes_an_answer(demo_store: Path, zone: str) -> None:
    elsewhere = {
        "PATH": os.environ["PATH"],
        "TZ": zone,
        "TARGETTRACK_RULEBOOK": "eurostat",
        "TARGETTRACK_DB": "/nowhere.db",
        "LANG": "vi_VN.UTF-8",
    }
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", PRINTED, str(demo_store)],
        env=elsewhere,
        capture_output=True,
        text=True,
        check=True,
    )
    found = targettrack.judge(demo_store, CLOCK, explain=True)
    assert json.loads(done.stdout) == [targettrack.rows(found), targettrack.explain(found)]


def test_two_threads_may_record_and_judge_at_once(tmp_path: Path) -> None:
    store = targettrack.open_store(tmp_path / "acme.db")
    target = targettrack.TargetWords(
        entity="Acme", indicator="subscribers", period="2025", value="10,000 subscribers",
        kind="level", unit="subscribers", base="6,000 subscribers",
    )  # fmt: skip
    targettrack.record_target(store, CLOCK, target)

    def log(month: int) -> int:
        words = targettrack.FigureWords(
            entity="Acme", indicator="subscribers", period=f"2025-{month:02}",
            value=f"{month}000 subscribers",
        )  # fmt: skip
        targettrack.record_figure(store, CLOCK, words)
        return len(targettrack.judge(store, CLOCK).every)

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(log, range(1, 6))) == [1] * 5
    series = targettrack.judge_series(store, CLOCK, "Acme", "subscribers").series
    assert [int(figure.value) for figure in series.vintages] == [1000, 2000, 3000, 4000, 5000]


def test_a_clock_stands_on_the_day_of_its_moment_unless_told_otherwise() -> None:
    clock = targettrack.Clock.at(CLOCK.now, known_at=date(2025, 5, 1))
    assert (clock.today, clock.as_of, clock.known_at) == (
        date(2025, 6, 10),
        date(2025, 6, 10),
        date(2025, 5, 1),
    )
