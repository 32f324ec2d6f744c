"""The desk in the browser and on the command line.

``create_app`` imports the web server's libraries only when it is called, so that commands start without them.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from web.config import Config


def create_app(config: "Config") -> "Flask":
    """The application for the office that ``config`` describes; its database stands at this program's revision."""
    with _without_collecting():
        from web.app import build

        return build(config)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Starting makes some hundred thousand objects that stay: looking for garbage among them is a sixth of its time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
