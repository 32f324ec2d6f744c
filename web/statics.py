"""Addresses of packed files carry a print of their content, so that a browser keeps them until they change."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, request, url_for

from web.headers import FILES

PRINT_LENGTH = 10
A_YEAR = 365 * 24 * 3600


@cache
def _print(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()[:PRINT_LENGTH]


def _folder(endpoint: str) -> Path:
    blueprint = current_app.blueprints.get(endpoint.rpartition(".")[0])
    return Path((blueprint or current_app).static_folder or "")


def _add_print(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint in FILES and "v" not in values:
        path = _folder(endpoint) / str(values["filename"])
        if path.is_file():
            values["v"] = _print(path)


def packed(filename: str) -> str:
    """The address of a packed file of ours; asked for a dozen times a page."""
    known: dict[tuple[str, str], str] = current_app.extensions["packed"]
    key = (request.script_root, filename)
    if key not in known:
        known[key] = url_for("static", filename=filename)
    return known[key]


def _keep(response: Response) -> Response:
    if request.endpoint in FILES and request.args.get("v") and response.status_code == 200:
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


def install(app: Flask) -> None:
    """Print the addresses and let browsers keep what they lead to."""
    app.extensions["packed"] = {}
    app.jinja_env.globals["packed"] = packed
    app.url_defaults(_add_print)
    app.after_request(_keep)
