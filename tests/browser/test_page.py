"""The page as a reader has it: in a browser, by keyboard, on a phone, on paper."""

from __future__ import annotations

import base64
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from targettrack.cli.main import run
from targettrack.exchange.browser import QUIET, find_browser, print_page

pytest.importorskip("selenium", reason="the browser is driven by selenium")

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait
from selenium_axe_python import Axe  # type: ignore[attr-defined]

from tests.conftest import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from selenium.webdriver.chrome.webdriver import WebDriver
    from selenium.webdriver.remote.webelement import WebElement

PHONE = {"width": 400, "height": 800, "deviceScaleFactor": 1, "mobile": True}
AS_ROOT_TOO = "--no-sandbox"  # a page of ours needs none
SHEET = {"landscape": False, "preferCSSPageSize": True}


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebDriver]:
    chromium, chromedriver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or chromedriver is None:
        pytest.skip("chromium and chromedriver are not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    profile = f"--user-data-dir={tmp_path_factory.mktemp('profile')}"
    for word in (*QUIET, AS_ROOT_TOO, profile, "--window-size=1280,900"):
        options.add_argument(word)
    browser = webdriver.Chrome(options=options, service=Service(chromedriver))
    yield browser
    browser.quit()


@pytest.fixture
def page(driver: WebDriver, demo_store: Path, here: Path) -> WebDriver:
    """The page on every target of the demo, just opened."""
    words = ("report", "--as-of", "2025-08-31", "--since", "2025-05-31", "--db", str(demo_store))
    assert run([*words]) == 0
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    driver.get((here / "report.html").as_uri())
    return driver


def seen(page: WebDriver, selector: str) -> list[WebElement]:
    return [one for one in page.find_elements(By.CSS_SELECTOR, selector) if one.is_displayed()]


def chosen(page: WebDriver, label: str, choice: str) -> None:
    field = page.find_element(By.XPATH, f"//label[starts-with(., '{label}')]/select")
    Select(field).select_by_visible_text(choice)


def wait_until(page: WebDriver, what: Callable[[], bool]) -> None:
    """Wait for what the page is to show, for it answers when it has the time."""
    WebDriverWait(page, PATIENCE).until(lambda _: what())


def wait_for_count(page: WebDriver, shown: int, every: int) -> None:
    output = page.find_element(By.TAG_NAME, "output")
    wait_until(page, lambda: output.text == f"{shown} of {every} targets shown")


def test_a_filter_leaves_only_what_was_chosen(page: WebDriver) -> None:
    rows = seen(page, "tbody tr")
    off_track = sum(row.get_attribute("class") == "off-track" for row in rows)
    assert 0 < off_track < len(rows)
    chosen(page, "Status", "off-track")
    wait_for_count(page, off_track, len(rows))
    left = [row.get_attribute("class") for row in seen(page, "tbody tr")]
    assert left == ["off-track"] * off_track


def test_filters_narrow_together_and_charts_follow(page: WebDriver) -> None:
    every = len(seen(page, "tbody tr"))
    chosen(page, "Entity", "Nghệ An")
    chosen(page, "Scenario", "Conclusion 123-KL/TW")
    wait_for_count(page, 1, every)
    assert [row.find_element(By.TAG_NAME, "a").text for row in seen(page, "tbody tr")] == [
        "GRDP growth"
    ]
    assert [one.text for one in seen(page, ".series h3")] == ["Nghệ An, GRDP growth"]
    assert len(seen(page, ".series summary")) == 1


def test_everything_is_shown_again(page: WebDriver) -> None:
    every = len(seen(page, "tbody tr"))
    wait_for_count(page, every, every)
    chosen(page, "Entity", "Nghệ An")
    wait_until(page, lambda: len(seen(page, "tbody tr")) < every)
    page.find_element(By.CSS_SELECTOR, "#filter button").send_keys(Keys.ENTER)
    wait_for_count(page, every, every)
    assert len(seen(page, "tbody tr")) == every


def test_a_fold_opens_with_the_keyboard(page: WebDriver) -> None:
    summary = page.find_element(By.CSS_SELECTOR, ".series summary")
    arithmetic = summary.find_element(By.XPATH, "../dl")
    assert not arithmetic.is_displayed()
    summary.send_keys(Keys.ENTER)
    wait_until(page, arithmetic.is_displayed)


def test_the_first_tab_skips_to_the_targets(page: WebDriver) -> None:
    page.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    link = page.switch_to.active_element
    assert (link.text, link.get_attribute("class")) == ("Skip to the targets", "skip")
    link.send_keys(Keys.ENTER)
    wait_until(page, lambda: page.switch_to.active_element.get_attribute("id") == "targets")


def test_without_scripts_every_target_is_there_and_no_filter(page: WebDriver) -> None:
    every = len(seen(page, "tbody tr"))
    page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        page.refresh()
        assert len(seen(page, "tbody tr")) == every
        assert len(seen(page, "svg")) > 10
        assert seen(page, "#filter") == []
    finally:
        page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_the_page_asks_for_nothing(page: WebDriver) -> None:
    asked: list[Any] = page.execute_script("return performance.getEntriesByType('resource')")
    assert asked == []
    assert page.get_log("browser") == []  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", ["desk", "phone"])
def test_no_rule_of_accessibility_is_broken(page: WebDriver, scheme: str, width: str) -> None:
    if width == "phone":
        page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
    feature = {"name": "prefers-color-scheme", "value": scheme}
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    page.execute_script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    axe = Axe(page)
    axe.inject()  # type: ignore[no-untyped-call]
    found = axe.run()
    assert len(found["passes"]) > 20
    assert [(one["id"], one["nodes"][:3]) for one in found["violations"]] == []


def test_a_phone_need_not_scroll_sideways(page: WebDriver) -> None:
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
    widest: int = page.execute_script("return document.documentElement.scrollWidth")
    assert widest == PHONE["width"]


def test_a_phone_still_reads_a_table(page: WebDriver) -> None:
    rows = len(seen(page, "tbody tr"))
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
    nodes = page.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    roles = [node["role"]["value"] for node in nodes if not node.get("ignored")]
    assert roles.count("table") == 1
    assert roles.count("row") == rows + 1
    assert roles.count("rowheader") == rows


def test_paper_is_a4_across(page: WebDriver) -> None:
    printed = base64.b64decode(page.execute_cdp_cmd("Page.printToPDF", SHEET)["data"])
    assert printed.startswith(b"%PDF")
    assert b"/MediaBox [0 0 841.91998 594.95996]" in printed


def test_what_steers_the_page_is_not_on_paper(page: WebDriver) -> None:
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert seen(page, "#filter, .skip") == []
    cut = "return getComputedStyle(document.querySelector('tbody tr')).breakInside"
    heads = "return getComputedStyle(document.querySelector('thead')).display"
    assert page.execute_script(cut) == "avoid"
    assert page.execute_script(heads) == "table-header-group"


def test_the_page_is_printed_without_being_opened(driver: WebDriver) -> None:
    assert driver.capabilities["browserName"].startswith("chrom")
    printed = print_page("<!doctype html><title>One</title><p>One", find_browser())
    assert printed.startswith(b"%PDF")
