"""A page is printed by whichever browser is there, and a browser that fails says why."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from targettrack.exchange import browser
from targettrack.exchange.browser import find_browser, print_page
from targettrack.faults import BrowserFault, NoBrowser

if TYPE_CHECKING:
    from pathlib import Path

PRINTS = """for word; do case "$word" in --print-to-pdf=*) printed="${word#*=}";; esac; done
printf '%s\\n' "$@" > "$printed"
"""


@pytest.fixture
def stand_in(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What is taken for a browser: a script that writes its words where the PDF should be."""
    if os.name == "nt":
        pytest.skip("a script stands for the browser")
    path = here / "google-chrome"
    path.write_text(f"#!/bin/sh\n{PRINTS}", "utf-8")
    path.chmod(0o755)
    monkeypatch.setattr(browser, "PLACES", ())
    monkeypatch.setenv("PATH", str(here))
    return path


def words_of(path: Path) -> list[str]:
    return print_page("<p>One", str(path)).decode().splitlines()


def test_a_browser_is_found_by_its_name(stand_in: Path) -> None:
    assert find_browser() == str(stand_in)


def test_a_browser_is_found_where_installers_put_it(
    stand_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(browser, "PLACES", ("/nowhere/chrome", str(stand_in)))
    assert find_browser() == str(stand_in)


def test_without_one_all_names_are_said(stand_in: Path) -> None:
    stand_in.unlink()
    with pytest.raises(NoBrowser, match="chromium, chromium-browser, google-chrome"):
        find_browser()


def test_it_has_a_profile_of_its_own_that_is_gone_afterwards(stand_in: Path) -> None:
    profile = next(word for word in words_of(stand_in) if word.startswith("--user-data-dir="))
    folder = profile.partition("=")[2]
    assert "targettrack-" in folder
    assert not os.path.exists(os.path.dirname(folder))  # noqa: PTH110, PTH120


@pytest.mark.parametrize(("user", "expected"), [(0, True), (1000, False)])
def test_only_root_goes_without_a_sandbox(
    stand_in: Path, monkeypatch: pytest.MonkeyPatch, user: int, *, expected: bool
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    assert ("--no-sandbox" in words_of(stand_in)) == expected


def test_one_that_fails_says_why(stand_in: Path) -> None:
    stand_in.write_text("#!/bin/sh\necho no display >&2\nexit 1\n", "utf-8")
    with pytest.raises(BrowserFault, match="printed no PDF: no display"):
        words_of(stand_in)


def test_one_that_says_nothing_has_an_exit_status(stand_in: Path) -> None:
    stand_in.write_text("#!/bin/sh\nexit 9\n", "utf-8")
    with pytest.raises(BrowserFault, match="exit status 9"):
        words_of(stand_in)


def test_one_that_does_not_end_is_given_up(stand_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "SECONDS", 0.2)
    stand_in.write_text("#!/bin/sh\nexec /bin/sleep 60\n", "utf-8")
    with pytest.raises(BrowserFault, match="longer than"):
        words_of(stand_in)
