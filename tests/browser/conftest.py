"""A real Chromium at a real server: waitress on a free port, over an office of its own.

    def test_an_officer_logs_in(browser_page, log_in):
        log_in("operator")
        expect(browser_page.get_by_role("heading", level=1)).to_have_text("工作台")

* ``browser_page`` is a page of 1366 × 768 whose addresses begin at the server: ``browser_page.goto("/")``. At its end
  nothing may have been written to the console (a breach of the content policy would be), and nothing asked elsewhere.
* ``log_in(who)`` logs the officer of that key in by the form. ``scenario`` is the office behind it.
"""

import threading
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.web.conftest import PASSWORD, app, password_hash, quick_hashes, scenario
from web.background.worker import Worker
from web.server import Server

__all__ = ["app", "password_hash", "quick_hashes", "scenario"]

OFFICE_SCREEN = {"width": 1366, "height": 768}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder drives a browser."""
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The address of a running server."""
    server = Server(app, port=0, threads=4)
    thread = threading.Thread(target=server.run)
    worker = Worker(app.extensions["bihuan"])
    thread.start()
    worker.start()
    yield server.address
    worker.stop()
    server.stop()
    thread.join()


@pytest.fixture
def browser_page(browser: Browser, site: str) -> Iterator[Page]:
    """A page at the site, watched for complaints and for what it asks elsewhere."""
    context = browser.new_context(base_url=site, viewport=OFFICE_SCREEN, locale="zh-CN")
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: _is_answer(message) or said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    yield page
    context.close()
    assert said == []
    assert [url for url in asked if not url.startswith((site, "data:"))] == []


def _is_answer(message: ConsoleMessage) -> bool:
    """Chromium says so when a page comes with 422 or 409; a packed file that is missing stays a complaint."""
    path = urlsplit(message.location["url"]).path
    return message.text.startswith("Failed to load resource") and not path.startswith(
        ("/static", "/bootstrap")
    )


@pytest.fixture
def log_in(browser_page: Page) -> Callable[[str], None]:
    """Logs an officer in by the form."""

    def do(who: str) -> None:
        browser_page.goto("/login")
        browser_page.get_by_label("用户名").fill(who)
        browser_page.get_by_label("密码").fill(PASSWORD)
        browser_page.get_by_role("button", name="登录").click()
        browser_page.wait_for_url("**/")

    return do
