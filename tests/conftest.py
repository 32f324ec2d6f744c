"""What all tests share: the browser that browser tests drive, and the rule that skips them where there is none."""

import os
import shutil

import pytest

pytest_plugins = ("tests.support.databases",)

CHROMIUM = os.environ.get("BIHUAN_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """The system's Chromium, kept from every errand of its own; Playwright's download is never used."""
    quiet = ("gpu", "quic", "background-networking", "component-update", "sync")
    return {
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--no-first-run", *(f"--disable-{errand}" for errand in quiet)],
    }


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CHROMIUM is None:
        absent = pytest.mark.skip(reason="no Chromium here: install one or name it with BIHUAN_CHROMIUM=PATH")
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(absent)
