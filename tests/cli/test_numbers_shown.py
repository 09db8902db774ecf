"""A number is printed as it was typed, or at the precision of its indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Cli


def test_a_count_at_a_date_has_no_decimals_that_nobody_typed(cli: Cli) -> None:
    of = ("-p", "Nghe An", "-i", "Subscribers")
    cli("add-entity", "Nghe An", "--kind", "province")
    cli("add-indicator", "Subscribers", "--kind", "level", "--unit", "subscribers")
    base = ("--base", "6000 subscribers", "--base-on", "2024-12-31")
    cli("add-target", *of, ">= 10000 subscribers", "--period", "2025", "-s", "Plan", *base)
    cli("log", *of, "8000 subscribers", "--period", "2025-05-31", "--recorded-on", "2025-06-01")
    shown = cli("status", "--as-of", "2025-06-10").out
    assert " 8,000 " in shown
    assert "8,000.0" not in shown
    cli("log", *of, "8000.5 subscribers", "--period", "2025-05-31", "--recorded-on", "2025-06-02")
    assert "8,000.5" in cli("status", "--as-of", "2025-06-10").out


def test_a_share_that_was_computed_is_printed_with_an_end(cli: Cli) -> None:
    province = ("-p", "Nghe An", "-i", "public-investment")
    cli("add-target", *province, ">= 95%", "--period", "2025", "-s", "Plan")
    for name, plan, spent in (("One", "970 bn VND", "620"), ("Two", "485 bn VND", "310")):
        commune = ("-p", name, "-i", "public-investment")
        cli("add-entity", name, "--kind", "commune", "--parent", "Nghe An")
        cli(
            "add-target",
            *commune,
            ">= 95%",
            "--period",
            "2025",
            "-s",
            "Plan",
            "--denominator",
            plan,
        )
        figure = (f"{spent} bn VND", "--period", "2025-01/2025-05", "--recorded-on", "2025-06-01")
        cli("log", *commune, *figure)
    said = cli("status", "-p", "Nghe An", "--as-of", "2025-06-10", "--explain").out
    [line] = [line for line in said.splitlines() if line.startswith("  figure ")]
    assert "63.9175% for" in line
