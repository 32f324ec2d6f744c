"""The desk in the browser and on the command line.

``create_app`` imports the web server's libraries only when it is called, so that commands start without them.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from web.config import Config


def create_app(config: "Config") -> "Flask":
    """The application for the office that ``config`` describes; its database stands at this program's revision."""
    from web.app import build

    return build(config)
