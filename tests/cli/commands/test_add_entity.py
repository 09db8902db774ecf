"""add-entity: what it adds beside, and what it says of a name that is nearly there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli


def test_a_well_known_parent_is_added_with_its_child(cli: Cli, here: Path) -> None:
    store = here / "new.db"
    done = cli("add-entity", "X", "--parent", "Việt Nam", "--db", store)
    assert (done.status, done.err) == (0, "added country Viet Nam\nadded unit X\n")
    done = cli("list", "entities", "--format", "csv", "--db", store)
    assert "X,unit,Viet Nam" in done.out


def test_a_parent_that_nobody_knows_is_refused(cli: Cli, here: Path) -> None:
    done = cli("add-entity", "X", "--parent", "Atlantis", "--db", here / "new.db")
    assert done.status == 3
    assert 'no entity is called "Atlantis"' in done.err
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    ("there", "name"),
    [("Phường Thành Vinh", "Thành Vinh"), ("Thành Vinh", "Xã Thành Vinh"), ("Ayr", "Ayr county")],
)
def test_a_name_that_differs_by_its_rank_alone_is_added_with_a_word(
    cli: Cli, here: Path, there: str, name: str
) -> None:
    store = here / "new.db"
    assert cli("add-entity", there, "--kind", "ward", "--db", store).err == f"added ward {there}\n"
    done = cli("add-entity", name, "--db", store)
    said = f'added unit {name}\n"{there}" is there beside it: is it the same?\n'
    assert (done.status, done.err) == (0, said)
