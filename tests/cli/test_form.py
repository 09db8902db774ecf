"""A form that is filled in and mailed back comes in without a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import python_calamine

from tests.exchange.workbook_makers import workbook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli


def _targets(cli: Cli) -> None:
    for indicator, value, owner in (
        ("budget-revenue", "20000 bn VND", "Sở Tài chính"),
        ("retail-sales", "90000 bn VND", "Sở Công Thương"),
        ("grdp-growth", "8%", "Sở Tài chính"),
    ):
        made = cli(
            "add-target", "-p", "Nghe An", "-i", indicator, "--period", "2025", value,
            "--owner", owner,
        )  # fmt: skip
        assert made.status == 0, made.err


def _filled(path: Path, value: float) -> Path:
    """Fill in the first figure of a form, as somebody with a spreadsheet does."""
    book = python_calamine.CalamineWorkbook.from_path(path)
    head, *rows = book.get_sheet_by_name("Form").to_python()
    rows[0][head.index("value")] = value
    return workbook(path.with_name("back.xlsx"), {"Form": [head, *rows]})


def test_a_form_asks_for_what_is_due_and_comes_back_without_a_question(
    cli: Cli, here: Path
) -> None:
    _targets(cli)
    logged = cli(
        "log", "-p", "Nghe An", "-i", "budget-revenue", "--period", "2025-04", "1500 bn VND"
    )
    assert logged.status == 0, logged.err
    path = here / "may.xlsx"
    asked = cli("form", "2025-05", path)
    assert "2 figures are due" in asked.err  # growth has a figure a quarter
    rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name("Form").to_python()
    assert {"1,500 bn VND (2025-04)", "Sở Tài chính"} <= {str(cell) for cell in rows[1]}
    done = cli("import", _filled(path, 1650.5))
    assert done.status == 0, done.err
    assert "recorded 1" in done.err
    assert "1 missing of Sở Công Thương: Retail sales of Nghệ An" in done.err
    assert "1,650.5" in cli("history", "-i", "budget-revenue").out
    again = cli("form", "2025-05", here / "again.xlsx")
    assert "1 figure is due" in again.err


def test_a_form_is_for_one_owner_and_says_when_nothing_is_due(cli: Cli, here: Path) -> None:
    _targets(cli)
    asked = cli("form", "2025-03", here / "a.xlsx", "--owner", "Sở Tài chính")
    assert "2 figures are due" in asked.err
    none = cli("form", "2025-03", here / "b.xlsx", "--owner", "Sở Nội vụ")
    assert none.status == 3
    assert "nothing of Sở Nội vụ is due" in none.err


def test_a_form_that_was_not_edited_changes_nothing(cli: Cli, here: Path) -> None:
    _targets(cli)
    path = here / "may.xlsx"
    cli("form", "2025-05", path)
    done = cli("import", path)
    assert done.status == 0, done.err
    assert "recorded 0, revised 0, unchanged 0" in done.err
