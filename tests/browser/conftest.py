"""A Chromium that is already on the machine; without one these tests are skipped."""

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(event.violatedDirective + " " + event.blockedURI));
"""


def chromium_path():
    named = os.environ.get("FRAMING_CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


@dataclass
class Visit:
    """A page in the browser and what it did: requests, console messages, errors."""

    page: object
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def outward(self):
        return [url for url in self.requests if not url.startswith("file:")]

    def violations(self):
        return self.page.evaluate("window.violations")


@pytest.fixture(scope="session")
def browser():
    path = chromium_path()
    if path is None or not Path(path).exists():
        pytest.skip("no Chromium found: install one or set FRAMING_CHROMIUM to its path")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield running
        running.close()


@pytest.fixture
def visit(browser):
    """Open a file and watch it: ``visit(path, width=1280, dark=False, scripts=True)``."""
    contexts = []

    def open_(path, *, width=1280, dark=False, scripts=True):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            reduced_motion="reduce",
            offline=True,
        )
        contexts.append(context)
        visited = Visit(context.new_page())
        visited.page.add_init_script(WATCH)
        visited.page.on("request", lambda one: visited.requests.append(one.url))
        visited.page.on("console", lambda one: visited.messages.append(one.text))
        visited.page.on("pageerror", lambda one: visited.messages.append(str(one)))
        visited.page.goto(path.as_uri())
        return visited

    yield open_
    for context in contexts:
        context.close()
