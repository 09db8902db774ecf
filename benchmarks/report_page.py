"""How large a page on 1,020 series is, and how soon a browser has it open.

Run it with the Python of an environment that targettrack and selenium are installed in, where
chromium and chromedriver are; the store is the one that provinces.py makes:

    .venv/bin/python benchmarks/report_page.py provinces.db [ROUNDS]
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import which
from statistics import median
from time import perf_counter

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from targettrack.exchange.browser import QUIET, find_browser

ROUNDS = 7
DAY = "2025-11-15"
MOST_BYTES, MOST_SECONDS = 5_000_000, 2.0
TIMES = """
const opened = performance.getEntriesByType("navigation")[0].loadEventEnd;
const painted = performance.getEntriesByName("first-contentful-paint")[0].startTime;
return [opened / 1000, painted / 1000, document.getElementsByTagName("*").length];
"""


def main() -> None:
    """Write the page, open it again and again, and print what was measured."""
    store, rounds = sys.argv[1], int(sys.argv[2]) if sys.argv[2:] else ROUNDS
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        page = Path(name) / "page.html"
        words = ("report", str(page), "--as-of", DAY, "--db", store)
        begun = perf_counter()
        subprocess.run([sys.executable, "-m", "targettrack", *words], check=True)
        print(f"written in {perf_counter() - begun:.0f} s")
        size = page.stat().st_size
        opened, painted, nodes = opening(page, Path(name) / "profile", rounds)
    print(f"{size / 1e6:.2f} MB of {MOST_BYTES / 1e6:.0f}, {nodes:.0f} elements")
    print(f"loaded after {opened:.2f} s of {MOST_SECONDS}, painted first after {painted:.2f} s")
    print(f"medians of {rounds}; load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def opening(page: Path, profile: Path, rounds: int) -> tuple[float, float, float]:
    """Return the median seconds until a page is loaded and first painted, and its elements."""
    options = webdriver.ChromeOptions()
    options.binary_location = find_browser()
    for word in (*QUIET, "--no-sandbox", f"--user-data-dir={profile}", "--window-size=1280,900"):
        options.add_argument(word)
    browser = webdriver.Chrome(options=options, service=Service(which("chromedriver")))
    found = []
    for _ in range(rounds):
        browser.get("about:blank")
        browser.get(page.as_uri())
        found.append(browser.execute_script(TIMES))
    browser.quit()
    opened, painted, nodes = (median(values) for values in zip(*found, strict=True))
    return opened, painted, nodes


if __name__ == "__main__":
    main()
