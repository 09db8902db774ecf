"""Printing a page as PDF with a browser that is installed anyway."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from targettrack.faults import BrowserFault, NoBrowser, system_words
from targettrack.message import Message, verbatim

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "microsoft-edge", "msedge")
PLACES = (  # where installers put them without telling the search path
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
SECONDS = 300
QUIET = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)


def find_browser() -> str:
    """Return the path of a browser that prints; raises NoBrowser where there is none."""
    named = (which(name) for name in NAMES)
    there = (place for place in PLACES if Path(place).is_file())
    found = next((path for path in (*named, *there) if path), None)
    if found is None:
        raise NoBrowser(NAMES)
    return found


def print_page(html: str, browser: str) -> bytes:
    """Return a page printed as PDF, with nothing of the user's own browser.

    Raises:
        BrowserFault: it printed nothing, or took too long.
    """
    root = hasattr(os, "geteuid") and os.geteuid() == 0  # whom browsers refuse a sandbox
    with TemporaryDirectory(prefix="targettrack-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        page, printed = folder / "page.html", folder / "page.pdf"
        page.write_text(html, "utf-8")
        words = [
            browser,
            *QUIET,
            *(["--no-sandbox"] if root else []),
            f"--user-data-dir={folder / 'profile'}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={printed}",
            page.as_uri(),
        ]
        try:
            ended = subprocess.run(  # noqa: S603 - a browser that is installed, our own page
                words, capture_output=True, timeout=SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            raise BrowserFault(
                browser, Message("it took longer than {seconds:d} seconds", seconds=SECONDS)
            ) from None
        except OSError as error:
            raise BrowserFault(browser, system_words(error)) from None
        if not printed.is_file():
            said = ended.stderr.decode(errors="replace").strip().splitlines()
            reason = Message("exit status {status:d}", status=ended.returncode)
            raise BrowserFault(browser, verbatim(said[-1]) if said else reason)
        return printed.read_bytes()
