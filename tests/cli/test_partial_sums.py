"""A sum of some of its parts is never shown as that of all."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from tests.pages import Page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli

DAY = ("--as-of", "2025-06-10")


@pytest.fixture
def province(cli: Cli) -> None:
    """A province with a target, and five communes of which three have figures."""
    cli("add-target", "-p", "Nghe An", "-i", "budget-revenue", ">= 900 bn VND", "--period", "2025",
        "-s", "Plan")  # fmt: skip
    for number in range(1, 6):
        name = f"Commune {number}"
        cli("add-entity", name, "--kind", "commune", "--parent", "Nghe An")
        if number <= 3:
            figure = ("--period", "2025-01/2025-05", f"{100 * number} bn VND")
            cli("log", "-p", name, "-i", "budget-revenue", *figure, "--recorded-on", "2025-06-01")


@pytest.mark.usefixtures("province")
def test_the_table_and_markdown_mark_it(cli: Cli) -> None:
    table = cli("status", "--long", "-p", "Nghe An", *DAY).out
    assert ">= 600 bn VND" in table
    assert "from 3 of 5" in table
    markdown = cli("status", "-p", "Nghe An", *DAY, "--format", "markdown").out
    assert "| >= 600 bn VND |" in markdown


@pytest.mark.usefixtures("province")
def test_the_annex_marks_it_in_every_format(cli: Cli, here: Path) -> None:
    cli("report", "annex.md", "-p", "Nghe An", *DAY)
    text = (here / "annex.md").read_text("utf-8")
    assert "| >= 600 | >= 66.7 |" in text
    assert "from 3 of 5 below it" in text
    cli("report", "annex.xlsx", "-p", "Nghe An", *DAY)
    book = CalamineWorkbook.from_filelike(io.BytesIO((here / "annex.xlsx").read_bytes()))
    headings, row = book.get_sheet_by_index(0).to_python()
    cells = dict(zip(headings, row, strict=True))
    assert cells["Cumulative"] == 600
    assert "from 3 of 5 below it" in str(cells["Note"])


@pytest.mark.usefixtures("province")
def test_the_page_and_mail_mark_it(cli: Cli, here: Path) -> None:
    cli("report", "page.html", "-p", "Nghe An", *DAY)
    [row] = Page((here / "page.html").read_text("utf-8")).cells()
    assert row[2].startswith(">= 600 bn VND")
    assert "from 3 of 5 below it" in row[2]
    for key, value in (
        ("smtp.host", "127.0.0.1"),
        ("smtp.sender", "a@example.vn"),
        ("recipient.an.address", "an@example.vn"),
        ("recipient.an.content", "all"),
    ):
        assert cli("config", "set", key, value).status == 0
    mail = " ".join(cli("email", "--dry-run", *DAY).out.split())
    assert "Value: >= 600 bn VND on 31 May 2025" in mail
    assert "from 3 of 5 below it" in mail


@pytest.mark.usefixtures("province")
def test_a_sum_of_all_has_no_mark(cli: Cli) -> None:
    for name in ("Commune 4", "Commune 5"):
        cli("log", "-p", name, "-i", "budget-revenue", "--period", "2025-01/2025-05", "50 bn VND",
            "--recorded-on", "2025-06-01")  # fmt: skip
    table = cli("status", "--long", "-p", "Nghe An", *DAY).out
    assert "700 bn VND" in table
    assert ">= 700" not in table
    assert " of 5" not in table
