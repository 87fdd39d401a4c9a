"""The installed Chromium, driven by Playwright, against the real site in this process."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page


@pytest.fixture
def site(live_server: Any, settings: Any, content: None) -> str:
    """The address of the site; links in mails and on certificates lead there."""
    settings.COURSES_SITE_URL = settings.SITE_URL = live_server.url
    return str(live_server.url)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(locale="fr-FR", accept_downloads=True)
    opened.set_default_timeout(20_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that must log no error: a blocked script, a broken address, an exception."""
    opened = context.new_page()
    errors: list[str] = []
    opened.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda problem: errors.append(str(problem)))
    yield opened
    assert errors == []


@pytest.fixture
def axe() -> str:
    """axe-core's script, as the test package ships it."""
    import axe_playwright_python

    folder = Path(axe_playwright_python.__file__).parent
    return next(folder.rglob("axe.min.js")).read_text()
