"""Which way the arrows go, and what a quick command must not load."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import targettrack

ROOT = Path(targettrack.__file__).parent

# Each package with the packages it may import; `errors` and the version are open to all.
ALLOWED = {
    "errors": set[str](),
    "domain": {"domain"},
    "store": {"store", "domain"},
    "exchange": {"exchange", "domain"},
    "render": {"render", "domain"},
    "delivery": {"domain"},
    "cli": {"cli", "store", "exchange", "render", "delivery", "domain"},
    "__main__": {"cli"},
}
FOREIGN = {
    "domain": {"babel"},
    "store": {"alembic", "sqlalchemy", "sqlmodel"},
    "exchange": {"babel", "pypdf", "python_calamine", "tomli_w", "tomlkit"},
    "render": {"docx", "icalendar", "jinja2", "plotext", "rich", "vl_convert", "xlsxwriter"},
    "delivery": {"crontab", "dateutil"},
    "cli": {"keyring", "platformdirs", "rich", "sqlmodel", "typer"},
}
NOT_FOR_THE_DOMAIN = {"sqlite3", "os", "pathlib", "time", "subprocess", "socket", "tomllib", "io"}
HEAVY = {"alembic", "babel", "numpy", "pydantic", "sqlalchemy", "sqlmodel"}


def modules() -> list[tuple[str, Path]]:
    """Return every module with the package it is in."""
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        inside = path.relative_to(ROOT)
        found.append((inside.parts[0].removesuffix(".py"), path))
    return [(package, path) for package, path in found if package != "__init__"]


def imports(path: Path) -> list[str]:
    """Return the full name of everything that a module imports, wherever it does so."""
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.extend(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import"
            names.extend(f"{node.module}.{alias.name}" for alias in node.names)
    return names


@pytest.mark.parametrize(("package", "path"), modules(), ids=lambda value: str(value)[-40:])
def test_a_module_imports_only_what_lies_below_its_package(package: str, path: Path) -> None:
    for name in imports(path):
        top, *rest = name.split(".")
        if top == "targettrack" and rest and rest[0] not in {"errors", "__version__"}:
            assert rest[0] in ALLOWED[package], f"{package} must not import {name}"
        elif top not in sys.stdlib_module_names | {"targettrack"}:
            assert top in FOREIGN[package], f"{package} must not import {top}"
        elif package == "domain":
            assert top not in NOT_FOR_THE_DOMAIN, f"the domain must not import {top}"


def test_the_domain_never_reads_the_clock() -> None:
    for package, path in modules():
        if package == "domain":
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                is_clock = isinstance(node, ast.Attribute) and node.attr in {"now", "today"}
                assert not is_clock, f"{path} reads the clock"


def test_sql_is_in_the_store_only() -> None:
    for package, path in modules():
        if package != "store":
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    assert not node.value.lstrip().startswith(("SELECT ", "INSERT ", "UPDATE "))


def loaded_by(*arguments: str) -> set[str]:
    """Return the modules that a fresh process has loaded after running a command."""
    code = (
        "import sys\n"
        "from targettrack.cli.main import run\n"
        f"status = run({list(arguments)!r})\n"
        "print(*sys.modules, file=sys.stderr)\n"
        "sys.exit(status)\n"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_status_loads_no_orm_and_no_validation(demo_store: Path, form: str) -> None:
    arguments = ("status", "-p", "Nghe An", "--db", str(demo_store), "--format", form)
    loaded = loaded_by(*arguments)
    assert "targettrack.domain.judge.assess" in loaded
    assert not {name.partition(".")[0] for name in loaded} & HEAVY


def test_status_loads_no_rulebook_kind_or_report_that_it_does_not_use(demo_store: Path) -> None:
    growth = ("-p", "Nghe An", "-i", "grdp-growth")
    loaded = loaded_by("status", *growth, "--db", str(demo_store), "--as-of", "2025-07-31")
    rare = "deliverable hold layout level_trend pasts ratio rollup scales seasons totals turning"
    assert "targettrack.domain.outlook.damped_growth" in loaded
    assert not {f"targettrack.domain.{name}" for name in rare.split()} & loaded
    assert not {name for name in loaded if name.startswith("targettrack.capture")}


def test_only_another_language_loads_a_catalogue(demo_store: Path) -> None:
    asked = ("status", "--db", str(demo_store), "--lang")
    assert "targettrack.render.messages.translation" not in loaded_by(*asked, "en")
    assert "targettrack.render.messages.translation" in loaded_by(*asked, "vi")


def test_json_status_loads_no_tables(demo_store: Path) -> None:
    loaded = loaded_by("status", "--db", str(demo_store), "--format", "json")
    assert not {name.partition(".")[0] for name in loaded} & {"rich"}


@pytest.mark.parametrize("arguments", [("--help",), ("status", "--help"), ("add-target", "--help")])
def test_help_loads_neither_store_nor_judge_nor_tables(arguments: tuple[str, ...]) -> None:
    loaded = loaded_by(*arguments)
    assert not {name.partition(".")[0] for name in loaded} & (HEAVY | {"rich", "sqlite3"})
    assert not {name for name in loaded if name.startswith("targettrack.domain.judge.assess")}


def test_every_arrow_that_is_allowed_is_used() -> None:
    own: dict[str, set[str]] = {package: set() for package in ALLOWED}
    foreign: dict[str, set[str]] = {package: set() for package in FOREIGN}
    for package, path in modules():
        for name in imports(path):
            top, *rest = name.split(".")
            if top == "targettrack":
                own[package] |= {*rest[:1]} - {"errors", "__version__"}
            elif top not in sys.stdlib_module_names:
                foreign[package].add(top)
    assert (own, foreign) == (ALLOWED, FOREIGN)
