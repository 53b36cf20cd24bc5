"""Chromium on the running system: signed in, in German, and strict about console errors and accessibility."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.browser.desk import Desk
from tests.browser.patience import PATIENCE_MS
from tests.support.chromium import flags, installed_browser, use_own_node

expect.set_options(timeout=PATIENCE_MS)

WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What is put in from one frame to the next would be measured while it is invisible: Mantine shows a dialog in the
# second frame, and without motion that is all.
THREE_FRAMES = """async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
}"""
# Chromium itself writes a line for each refused request, and for each while a test is offline. What the page makes of
# it is the tests' matter.
REFUSED_REQUEST = re.compile(
    r"^Failed to load resource: (the server responded with a status of (401|404|409|410|412|422)"
    r"|net::ERR_INTERNET_DISCONNECTED)"
)


class RunningSystem(Protocol):
    """What the fixture `system` gives."""

    url: str
    owner_email: str
    owner_password: str


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    use_own_node()
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright_driver: Playwright) -> Iterator[Browser]:
    try:
        started = playwright_driver.chromium.launch(executable_path=installed_browser(), args=flags())
    except Error as error:
        pytest.skip(f"no Chromium to be had: {error.message.splitlines()[0]}")
    yield started
    started.close()


def a_profile(browser: Browser, url: str, **different: Any) -> BrowserContext:
    """A fresh browser profile of somebody at a German desk, to whom nothing fades in or out."""
    usual: dict[str, Any] = {
        "base_url": url,
        "locale": "de-DE",
        "timezone_id": "Europe/Berlin",
        "viewport": {"width": 1366, "height": 820},
        "reduced_motion": "reduce",
    }
    made = browser.new_context(**usual | different)
    made.set_default_timeout(PATIENCE_MS)
    return made


@pytest.fixture
def context(browser: Browser, system: RunningSystem) -> Iterator[BrowserContext]:
    made = a_profile(browser, system.url)
    yield made
    made.close()


@pytest.fixture
def elsewhere(browser: Browser, system: RunningSystem) -> Iterator[BrowserContext]:
    """Another browser, at another desk."""
    made = a_profile(browser, system.url)
    yield made
    made.close()


@pytest.fixture
def browser_page(context: BrowserContext) -> Iterator[Page]:
    """A page that nobody is signed in on; the test fails on what the browser's console complains about."""
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not REFUSED_REQUEST.match(message.text):
            complaints.append(message.text)

    page = context.new_page()
    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []


@pytest.fixture
def desk(browser_page: Page, system: RunningSystem) -> Desk:
    """The owner, signed in and in front of the list of customers."""
    made = Desk(browser_page)
    made.sign_in(system.owner_email, system.owner_password)
    return made


class AccessibilityCheck(Protocol):
    def __call__(self, page: Page) -> None: ...


@pytest.fixture
def accessible(tmp_path: Path) -> AccessibilityCheck:
    """Fails when axe finds a violation of WCAG 2.2 A or AA on the page as it is now; keeps a picture of it."""

    def check(page: Page) -> None:
        page.evaluate(THREE_FRAMES)
        found = Axe().run(page, options={"runOnly": WCAG_2_2_AA}).response["violations"]
        if found:
            page.screenshot(path=tmp_path / "violation.png", full_page=True)
        assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == []

    return check
