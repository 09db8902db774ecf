"""A plan that is written reads back as the same plan, and as people write it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from targettrack.domain.plans.plan import Plan
from targettrack.domain.records.document import Document
from targettrack.exchange.packaged import by_every_name, catalogue, example_folders
from targettrack.exchange.plans.read import read_plan
from targettrack.exchange.plans.write import plan_toml
from tests.exchange.plan_samples import plans

if TYPE_CHECKING:
    from collections.abc import Iterator

KNOWN = by_every_name(catalogue().values())


def read_back(plan: Plan) -> Plan:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plan.toml"
        path.write_text(plan_toml(plan), "utf-8")
        return read_plan(path, KNOWN)


@settings(max_examples=60)
@given(plans())
def test_every_plan_reads_back_as_it_was(plan: Plan) -> None:
    assert read_back(plan) == plan


@pytest.mark.parametrize("folder", example_folders(), ids=lambda folder: folder.name)
def test_an_example_reads_back_as_it_was_and_is_written_the_same_again(folder: Path) -> None:
    plan = read_plan(folder / "plan.toml", KNOWN)
    again = read_back(plan)
    assert again == plan
    assert plan_toml(again) == plan_toml(plan)


def nghe_an() -> Plan:
    (folder,) = (one for one in example_folders() if one.name == "nghe-an")
    return read_plan(folder / "plan.toml", KNOWN)


@pytest.mark.parametrize(
    "line",
    [
        'value = ">= 8%"',
        'value = "9.5-10.5%"',
        'value = ">= 17,722 bn VND"',
        'value = "done"',
        'denominator = "10,003.954 bn VND"',
        "closing = 2026-01-31",
        '    { period = "2025-Q3", value = "10.16-11.94%" },',
        '    { name = "drafted", weight = 40 },',
        "2025-Q2 = 0.260",
        'id = "123-kl-tw"',
    ],
)
def test_values_are_written_as_people_write_them(line: str) -> None:
    assert line in plan_toml(nghe_an()).splitlines()


@pytest.mark.parametrize("left_out", ["direction", "frequency", "publication_lag", "precision"])
def test_what_has_its_default_is_left_out(left_out: str) -> None:
    (table,) = (t for t in plan_toml(nghe_an()).split("\n\n") if 'id = "projects-approved"' in t)
    assert f"{left_out} = " not in table


@pytest.mark.parametrize(
    ("stated", "written"),
    [
        ("8.125", ">= 8.1250%"),
        ("0.125", ">= 0.125%"),
        ("1234.125", ">= 1,234.125%"),
        ("-1.125", ">= -1.1250%"),
    ],
)
def test_a_number_that_reads_two_ways_is_written_to_read_one(stated: str, written: str) -> None:
    plan = nghe_an()
    first = plan.targets[0]
    changed = replace(first, target=replace(first.target, value=Decimal(stated)))
    plan = replace(plan, targets=(changed,))
    assert f'value = "{written}"' in plan_toml(plan).splitlines()
    assert read_back(plan) == plan


def ids(plan: Plan) -> Iterator[str]:
    for line in plan_toml(plan).splitlines():
        if line.startswith("id = "):
            yield line


def test_papers_of_one_title_have_each_its_own_id() -> None:
    title = "Nghị quyết về mục tiêu tăng trưởng kinh tế - xã hội của tỉnh"
    papers = tuple(Document(title, url=f"https://example.org/{n}") for n in range(3))
    start = 'id = "nghi-quyet-ve-muc-tieu-tang-truong-kinh'
    assert list(ids(Plan(documents=papers))) == [f'{start}"', f'{start}-2"', f'{start}-3"']
    assert read_back(Plan(documents=papers)) == Plan(documents=papers)


def test_a_paper_that_only_a_target_cites_is_written_too() -> None:
    plan = replace(nghe_an(), documents=())
    assert read_back(plan).targets == plan.targets
