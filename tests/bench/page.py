"""The leader's backlog page with twenty rows, against a bare Flask page of twenty rows over the same database.

The rows were drawn before, as they were for the colleague who asked last; ``FIRST`` draws every piece anew.
Both are called as WSGI applications with a ready-made environment, so that no test client is timed.
"""

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from flask import Flask, render_template
from flask.sessions import SecureCookieSessionInterface
from werkzeug.test import EnvironBuilder, run_wsgi_app

from petitions.models.case import BACKLOG_STATES
from tests.bench.bureau import KEY, NOW, Bureau
from tests.bench.measure import Result, compare, take_turns
from tests.bench.written import raw_connection
from web import create_app
from web.config import Config
from web.templating import forget_drawn

OURS, BARE, HELLO = "GET /backlog as a leader", "bare Flask, twenty rows", "bare Flask, one word"
FIRST = "(the same, no piece drawn before)"

BARE_PAGE = """<!doctype html><title>积案</title><h1>积案</h1><table>
{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}
</table>"""
BARE_QUERY = (
    "SELECT case_no, state, title, place, received_at, next_due_at FROM petition_case "
    f"WHERE state IN ({BACKLOG_STATES}) ORDER BY next_due_at, id LIMIT 20"
)


def measure(bureau: Bureau, rounds: int) -> Result:
    """Ask for the same page again and again."""
    ours, bare = _application(bureau), _bare(bureau.path)
    login = _cookie(ours, bureau.cast.actors["leader1"].officer_id)
    fetch = _request(ours, "/backlog", login)
    contenders = {
        HELLO: _request(bare, "/hello"),
        BARE: _request(bare, "/rows"),
        FIRST: lambda: (forget_drawn(), fetch()),
        OURS: fetch,
    }
    times = take_turns(rounds, contenders)
    ours.extensions["bihuan"].close()
    return Result("list page", bureau.size, compare(times, OURS, BARE), "at most 4 ms of processor time")


def _application(bureau: Bureau) -> Flask:
    config = Config(
        home=bureau.path.parent,
        database_url=f"sqlite:///{bureau.path}",
        identity_key=KEY,
        session_key=b"s" * 32,
        now=lambda: NOW,
        draw=Random(3).randbytes,
    )
    return create_app(config)


def _bare(path: Path) -> Flask:
    """Flask as its tutorial has it: a view, a query, a template."""
    app = Flask("bare")
    page = app.jinja_env.from_string(BARE_PAGE)
    database = raw_connection(path)

    @app.get("/hello")
    def hello() -> str:
        return "你好"

    @app.get("/rows")
    def rows() -> str:
        return render_template(page, rows=database.execute(BARE_QUERY).fetchall())

    return app


def _cookie(app: Flask, officer_id: int) -> str:
    """What a browser sends whose owner has logged in and seen a page."""
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    value = {"_user_id": f"{officer_id}.1", "_fresh": True, "seen_at": int(NOW.timestamp())}
    fresh = f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(value)}"
    _body, _status, headers = run_wsgi_app(app, _environ("/backlog", fresh), buffered=True)
    return headers["Set-Cookie"].partition(";")[0]


def _environ(path: str, cookie: str) -> dict[str, Any]:
    return EnvironBuilder(path, headers=[("Cookie", cookie)] if cookie else []).get_environ()


def _request(app: Flask, path: str, cookie: str = "") -> Callable[[], Any]:
    environ = _environ(path, cookie)

    def fetch() -> None:
        body, status, _headers = run_wsgi_app(app, dict(environ), buffered=True)
        assert status.startswith("200") and b"".join(body), status

    return fetch
