"""A report says what status says, as a file that needs nothing else."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING

import pytest

from targettrack.shipped import languages
from tests.pages import Page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli

AUGUST = ("--as-of", "2025-08-31", "--known-at", "2025-08-31", "--all")
OFFICE = ("-p", "Nghe An", *AUGUST)


@pytest.fixture
def html(cli: Cli, demo_store: Path, here: Path) -> str:
    """The page on every target of the demo, at the end of August."""
    assert cli("report", *AUGUST, "--db", demo_store).status == 0
    return (here / "report.html").read_text("utf-8")


def test_every_target_has_a_row_that_says_what_status_says(
    cli: Cli, demo_store: Path, html: str
) -> None:
    """The values, gaps, needs and verdicts are the very words of status, in its order."""
    out = cli("status", *AUGUST, "--format", "markdown", "--db", demo_store).out
    lines = [line.split(" | ") for line in out.splitlines() if line.startswith("| ")][2:]
    rows = Page(html).cells()
    assert len(rows) == len(lines) > 15
    for row, line in zip(rows, lines, strict=True):
        entity, indicator, period, value, _, change, goal, scenario, verdict, gap, need, _ = line
        assert row[0] == f"{indicator} {entity.removeprefix('| ')}, {period} {goal} {scenario}"
        assert row[1].startswith(verdict)
        assert row[2].startswith(value or "no figure")
        assert (row[4], row[5], row[6]) == (change, gap, need)


def test_the_counts_are_those_of_status(cli: Cli, demo_store: Path, html: str) -> None:
    out = cli("status", *AUGUST, "--format", "json", "--roll-up", "--db", demo_store).out
    promise = json.loads(out)
    verdicts = [row["status"] for row in promise["rows"]]
    behind = sum(verdict in {"missed", "off-track", "at-risk"} for verdict in verdicts)
    text = " ".join(Page(html).text.split())
    assert f"{behind} of {len(verdicts)} targets are behind" in text
    for verdict in set(verdicts):
        assert f"{verdicts.count(verdict)} {verdict}" in text
    for tier in promise["roll_ups"]:
        assert f"{tier['tier'].capitalize()} targets: {tier['met']} of {tier['n']} met" in text


def test_the_arithmetic_of_status_is_behind_a_fold(cli: Cli, demo_store: Path, html: str) -> None:
    out = cli("status", *AUGUST, "--explain", "--db", demo_store).out
    page = Page(html)
    facts = [line[20:] for line in out.splitlines() if re.match(r"  \S.{16} \S", line)]
    assert len(facts) > 50
    assert [fact for fact in facts if fact not in page.text] == []
    assert len([d for d in page.found("details") if "data-found" in d]) == len(page.cells())


def test_the_page_needs_nothing_from_elsewhere(html: str) -> None:
    page = Page(html)
    assert {tag for tag, _ in page.tags} & {"link", "img", "iframe", "object", "base"} == set()
    loads = [
        value
        for _, attributes in page.tags
        for name, value in attributes.items()
        if name in {"src", "href", "action", "data", "xlink:href"} and value
    ]
    assert all(value.startswith("#") for value in loads), loads
    styles = html.partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in styles
    assert "@import" not in styles
    assert "fetch(" not in html


def test_every_link_leads_to_something_on_the_page(html: str) -> None:
    page = Page(html)
    ids = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    assert {f"#{name}" for name in ids} >= {a["href"] for a in page.found("a")}
    assert len(ids) == sum("id" in attributes for _, attributes in page.tags)


def test_every_series_has_its_charts(html: str) -> None:
    page = Page(html)
    assert html.count("<figure>") == html.count("</svg>") > 10
    assert all(svg["aria-label"] and svg["role"] == "img" for svg in page.found("svg"))
    assert "30 June 2025: 8.24%</title>" in html


def test_charts_can_be_left_out(cli: Cli, demo_store: Path, here: Path, html: str) -> None:
    assert cli("report", "b.html", *AUGUST, "--no-charts", "--db", demo_store).status == 0
    without = (here / "b.html").read_text("utf-8")
    assert "<svg" not in without
    assert Page(without).cells() == Page(html).cells()


def test_names_are_text_whatever_they_hold(cli: Cli, demo_store: Path, here: Path) -> None:
    evil = "<script>alert(\"1\")</script> & 'x' {{ 7 * 7 }}"
    given = ("-p", "Nghe An", "-i", "budget revenue", "--period", "2026", "20,000 bn VND")
    added = cli("add-target", *given, "--scenario", evil, "--owner", f'"{evil}', "--db", demo_store)
    assert added.status == 0, added.err
    assert cli("report", "-p", "Nghe An", "--db", demo_store).status == 0
    written = (here / "report.html").read_text("utf-8")
    page = Page(written)
    assert any(evil in row[0] and f'"{evil}' in row[-1] for row in page.cells())
    assert len(page.found("script")) == 1
    assert "49" not in written.partition("Owner")[2].partition("</select>")[0]


def test_only_what_is_asked_for_is_listed_but_all_is_counted(
    cli: Cli, demo_store: Path, here: Path
) -> None:
    assert cli("report", *OFFICE, "--off-track", "--db", demo_store).status == 0
    page = Page((here / "report.html").read_text("utf-8"))
    assert {row[1].split()[1] for row in page.cells()} == {"missed", "off-track"}
    text = " ".join(page.text.split())
    assert f"{len(page.cells())} of 7 targets, as was asked for" in text
    assert "2 on-track" in text


def test_news_is_since_the_end_of_the_month_before(cli: Cli, demo_store: Path, here: Path) -> None:
    for day, since in (("2025-08-31", "31 July 2025"), ("2025-09-01", "31 August 2025")):
        cli("report", "--force", "-p", "Nghe An", "--as-of", day, "--db", demo_store)
        assert f"Since {since}:" in Page((here / "report.html").read_text("utf-8")).text


def test_news_compares_with_what_was_known_then(cli: Cli, demo_store: Path, here: Path) -> None:
    since = ("--since", "2025-06-30")
    assert cli("report", *OFFICE, *since, "--db", demo_store).status == 0
    text = " ".join(Page((here / "report.html").read_text("utf-8")).text.split())
    then = ("--as-of", "2025-06-30", "--known-at", "2025-06-30", "--format", "json")
    was = json.loads(cli("status", "-p", "Nghe An", *then, "--db", demo_store).out)["rows"]
    now = json.loads(cli("status", *OFFICE, "--format", "json", "--db", demo_store).out)["rows"]
    before = {(r["indicator"], r["scenario"]): r["status"] for r in was}
    changed = [r for r in now if r["status"] != before.get((r["indicator"], r["scenario"]))]
    assert changed
    for row in changed:
        earlier = before.get((row["indicator"], row["scenario"]))
        assert f"({row['scenario']}), was {earlier}: {row['why']}" in text or earlier is None


def test_a_day_to_compare_with_comes_before(cli: Cli, demo_store: Path, here: Path) -> None:
    result = cli("report", *OFFICE, "--since", "2025-08-31", "--db", demo_store)
    assert (result.status, result.out) == (2, "")
    assert result.err == "error: --since 2025-08-31 must be before 2025-08-31, the day judged\n"
    assert list(here.iterdir()) == []


def test_a_file_that_is_there_is_kept_unless_it_is_to_be_replaced(
    cli: Cli, demo_store: Path, here: Path
) -> None:
    (here / "report.html").write_text("mine", "utf-8")
    refused = cli("report", *OFFICE, "--db", demo_store)
    assert (refused.status, (here / "report.html").read_text()) == (3, "mine")
    assert "--force" in refused.err
    assert cli("report", *OFFICE, "--force", "--db", demo_store).status == 0
    assert (here / "report.html").read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize("to", ["docx", "xlsx", "md"])
def test_the_ending_says_the_format(cli: Cli, demo_store: Path, here: Path, to: str) -> None:
    result = cli("report", f"annex.{to}", *OFFICE, "--db", demo_store)
    assert result.err == f"wrote annex.{to}: 5 of 7 targets behind\n"
    assert cli("report", "--to", to, *OFFICE, "--db", demo_store).status == 0
    names = {path.name for path in here.iterdir()}
    assert names == {f"annex.{to}", f"report.{to}"}
    assert (here / f"annex.{to}").read_bytes()[:2] == (b"# " if to == "md" else b"PK")


@pytest.mark.parametrize("file", ["report.doc", "report", "report.html.gz"])
def test_an_ending_that_says_no_format_is_refused(cli: Cli, demo_store: Path, file: str) -> None:
    result = cli("report", file, "--db", demo_store)
    assert result.status == 2
    assert f'"{file}"' in result.err
    assert "*.html, *.xlsx, *.md, *.docx or *.pdf, or say --to" in result.err


def test_a_format_that_there_is_not_is_refused_with_those_there_are(cli: Cli) -> None:
    result = cli("report", "--to", "odt")
    assert result.status == 2
    assert "html, xlsx, md, docx or pdf" in result.err


def test_the_standard_output_does_not_say_a_format(cli: Cli) -> None:
    result = cli("report", "-")
    assert result.status == 2
    assert "--to html, xlsx, md, docx or pdf" in result.err


def test_the_store_itself_is_never_replaced(cli: Cli, demo_store: Path) -> None:
    before = demo_store.read_bytes()
    result = cli("report", demo_store, "--to", "html", "--force", "--db", demo_store)
    assert (result.status, demo_store.read_bytes()) == (3, before)
    assert "the store itself" in result.err


def test_markdown_goes_to_the_standard_output(cli: Cli, demo_store: Path) -> None:
    result = cli("report", "-", "--to", "md", *OFFICE, "--db", demo_store)
    assert (result.status, result.err) == (0, "")
    assert result.out.startswith("# ANNEX")
    assert result.out.count("\n| ") == 2 + 7


def test_the_format_of_a_report_is_no_format_of_what_is_printed(cli: Cli) -> None:
    result = cli("report", "--format", "markdown")
    assert result.status == 2
    assert "say --to" in result.err


@pytest.mark.parametrize("option", [("--since", "2025-05-31"), ("--no-charts",)])
def test_an_annex_takes_no_option_of_the_page(
    cli: Cli, demo_store: Path, here: Path, option: tuple[str, ...]
) -> None:
    result = cli("report", "annex.md", *OFFICE, *option, "--db", demo_store)
    assert result.status == 2
    assert f"{option[0]} goes with html and pdf" in result.err
    assert list(here.iterdir()) == []


def test_without_a_target_nothing_is_written(cli: Cli, demo_store: Path, here: Path) -> None:
    result = cli("report", "-p", "Nghe An", "--period", "2031", "--db", demo_store)
    assert result.status == 3
    assert result.err.startswith("error: no target was known for this")
    assert list(here.iterdir()) == []


def test_what_writes_word_documents_may_be_missing(
    cli: Cli, demo_store: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    monkeypatch.delitem(sys.modules, "targettrack.render.annex.docx", raising=False)
    result = cli("report", "annex.docx", "--db", demo_store)
    assert result.status == 3
    assert result.err.endswith('pip install "targettrack[report]"\n')
    assert list(here.iterdir()) == []


def test_without_a_browser_no_pdf_is_promised(
    cli: Cli, demo_store: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(here))
    monkeypatch.setattr("targettrack.exchange.browser.PLACES", ())
    result = cli("report", "report.pdf", "--db", demo_store)
    assert result.status == 3
    assert "chromium, chromium-browser, google-chrome" in result.err
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("form", ["md", "xlsx", "docx"])
def test_the_annex_is_written_in_every_language_that_is_accepted(
    cli: Cli, demo_store: Path, here: Path, lang: str, form: str
) -> None:
    assert cli("config", "set", "lang", lang).status == 0
    assert cli("config", "set", "recipient.vinh.address", "an@example.vn").status == 0
    assert cli("config", "set", "recipient.vinh.lang", lang).status == 0
    result = cli("report", f"annex.{form}", *OFFICE, "--db", demo_store)
    assert (result.status, (here / f"annex.{form}").stat().st_size > 1000) == (0, True), result.err
