"""From nothing to the first answer: the program in a process of its own, against its libraries alone."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from tests.bench.bureau import KEY, Bureau
from tests.bench.measure import Result, Times, compare

OURS, BARE = "create_app and its first page", "the libraries and a first page"

LIBRARIES = """
import argon2, cryptography.hazmat.primitives.ciphers.aead, flask_babel, flask_bootstrap, flask_login, flask_wtf
import sqlalchemy.orm, transitions, waitress, wtforms
from flask import Flask
engine = sqlalchemy.create_engine("sqlite:///{path}")
app = Flask("bare")
app.secret_key = "bare"
flask_babel.Babel(app), flask_bootstrap.Bootstrap5(app), flask_login.LoginManager(app), flask_wtf.CSRFProtect(app)
@app.get("/login")
def login():
    with engine.connect() as connection:
        return str(connection.scalar(sqlalchemy.text("SELECT count(*) FROM officer")))
assert app.test_client().get("/login").status_code == 200
"""
PROGRAM = """
from pathlib import Path
from web import create_app
from web.config import Config
config = Config(Path("{folder}"), "sqlite:///{path}", {key!r}, {key!r})
assert create_app(config).test_client().get("/login").status_code == 200
"""


def measure(bureau: Bureau, rounds: int) -> Result:
    """Start each of them so many times in turn; the first start of each, which compiles, is not counted."""
    given = {"path": bureau.path, "folder": bureau.path.parent, "key": KEY}
    scripts = {BARE: LIBRARIES.format(**given), OURS: PROGRAM.format(**given)}
    times = {name: Times() for name in scripts}
    for turn in range(1 + rounds):
        for name, script in scripts.items():
            wall, cpu = _start((sys.executable, "-c", script), bureau.path.parent / "bytecode")
            if turn:
                times[name].add(wall, cpu)
    return Result("start", 0, compare(times, OURS, BARE), "at most 1.3 × the libraries alone")


def _start(command: Sequence[str], bytecode: Path) -> tuple[float, float]:
    """Wall and processor time of a process from its birth to its end, in seconds, with its modules compiled."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = kept | {"PYTHONPYCACHEPREFIX": str(bytecode)}
    began, before = perf_counter(), os.times()
    subprocess.run(command, check=True, cwd=Path(__file__).parents[2], env=environment)
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return perf_counter() - began, spent
