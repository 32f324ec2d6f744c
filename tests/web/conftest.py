"""An application on a small office of its own, and clients that are logged in.

    def test_a_handler_sees_the_desk(client_as):
        assert client_as("handler").get("/").status_code == 200

* ``scenario`` is the office (tests.support.office) on a migrated SQLite copy; its clock is the application's.
* ``client_as(who)`` is a client in which the officer of that key (a role's value, say ``"operator"``) is logged in.
* Every page that these clients fetch is checked (tests.support.pages); ``client.send(path, data)`` posts a form.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from argon2 import PasswordHasher
from flask import Flask
from jinja2.bccache import Bucket

from tests.support.databases import Database
from tests.support.office import Scenario
from tests.support.pages import CheckedClient
from web import create_app, passwords
from web.config import Config
from web.i18n.folding import CompiledByEdition

PASSWORD = "Clear-Water-88"


class Compiled(CompiledByEdition):
    """Templates compiled once for all the applications of a test session: most of a test's time otherwise."""

    def __init__(self) -> None:
        self.codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.codes:
            bucket.bytecode_from_string(self.codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Hashes are slow on purpose; tests that log in a hundred times make do with quick ones."""
    quick = PasswordHasher(time_cost=2, memory_cost=64, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", lambda: quick)
        yield


@pytest.fixture(scope="session")
def password_hash(quick_hashes: None) -> str:
    """The hash of ``PASSWORD``."""
    return passwords.hash_password(PASSWORD)


@pytest.fixture
def scenario(sqlite_database: Database, password_hash: str) -> Scenario:
    """A small office; everybody's password is ``PASSWORD``."""
    return Scenario(sqlite_database.engine, password_hash)


@pytest.fixture
def app(scenario: Scenario, tmp_path: Path) -> Iterator[Flask]:
    """The application of this office, at the scenario's hour."""
    config = Config(
        home=tmp_path,
        database_url=scenario.engine.url.render_as_string(hide_password=False),
        identity_key=b"k" * 32,
        session_key=b"s" * 32,
        now=scenario.clock,
        draw=Random(11).randbytes,
    )
    application = create_app(config)
    application.test_client_class = CheckedClient
    application.jinja_env.bytecode_cache = COMPILED
    yield application
    application.extensions["bihuan"].close()


@pytest.fixture
def client(app: Flask) -> CheckedClient:
    """A client of nobody."""
    return app.test_client()


@pytest.fixture
def client_as(app: Flask, scenario: Scenario) -> Callable[[str], CheckedClient]:
    """Makes a client in which this officer is logged in."""

    def make(who: str) -> CheckedClient:
        made = app.test_client()
        with made.session_transaction() as session:
            session["_user_id"] = f"{scenario.actor(who).officer_id}.1"
            session["_fresh"] = True
            session["seen_at"] = int(scenario.now.timestamp())
        return made

    return make
