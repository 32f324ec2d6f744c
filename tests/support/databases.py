"""Fresh databases at head for tests: ``database`` on both kinds, ``sqlite_database`` and ``postgres_database`` on one.

A database is copied from a template that was migrated once a session, so that each test has its own for
milliseconds. Used as a pytest plugin by ``tests/conftest.py``.
"""

import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Engine, event

import migrations
from petitions.db import make_engine
from tests.support.postgres import Server, Unavailable, alone, session_home

if TYPE_CHECKING:
    import psycopg

HOME = "BIHUAN_TEST_SESSION"
OWNED = pytest.StashKey[Path]()
TEMPLATE = "template_at_head"


@dataclass(frozen=True, slots=True)
class Database:
    """A migrated and empty database of one test."""

    engine: Engine
    url: str

    @property
    def kind(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.engine.dialect.name


def pytest_configure(config: pytest.Config) -> None:
    """The first process of a session names the folder that its workers share."""
    if HOME not in os.environ:
        home = session_home()
        os.environ[HOME] = str(home)
        config.stash[OWNED] = home


def pytest_unconfigure(config: pytest.Config) -> None:
    """Who named the folder stops the server in it and removes it."""
    home = config.stash.get(OWNED, None)
    if home is not None:
        Server(home).stop()
        shutil.rmtree(home, ignore_errors=True)
        del os.environ[HOME]


@pytest.fixture(scope="session")
def sqlite_template() -> Path:
    """An SQLite file at head."""
    home = Path(os.environ[HOME])
    template = home / f"{TEMPLATE}.db"
    with alone(home / "sqlite.lock"):
        if not template.exists():
            unfinished = home / "unfinished.db"
            engine = make_engine(f"sqlite:///{unfinished}")
            migrations.upgrade(engine)
            engine.dispose()
            unfinished.rename(template)
    return template


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """A fresh SQLite database."""
    path = tmp_path / "bihuan.db"
    shutil.copyfile(sqlite_template, path)
    with _opened(f"sqlite:///{path}") as database:
        yield database


@pytest.fixture(scope="session")
def postgres_server() -> Server:
    """The session's PostgreSQL server with a template at head."""
    home = Path(os.environ[HOME])
    server = Server(home)
    try:
        server.ensure()
    except Unavailable as reason:
        pytest.skip(str(reason))
    with alone(home / "template.lock"):
        ready = home / "template.ready"
        if not ready.exists():
            _make_template(server)
            ready.touch()
    return server


@pytest.fixture(scope="session")
def postgres_admin(postgres_server: Server) -> "Iterator[psycopg.Connection[Any]]":
    """The worker's connection for making and dropping databases."""
    import psycopg

    with psycopg.connect(postgres_server.url("postgres"), autocommit=True) as connection:
        yield connection


@pytest.fixture
def postgres_database(
    postgres_server: Server, postgres_admin: "psycopg.Connection[Any]"
) -> Iterator[Database]:
    """A fresh PostgreSQL database."""
    with _made(postgres_admin, postgres_server, TEMPLATE) as database:
        yield database


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Database:
    """A fresh database, once of each kind."""
    made: Database = request.getfixturevalue(f"{request.param}_database")
    return made


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def bare_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without a single table, once of each kind."""
    if request.param == "sqlite":
        with _opened(f"sqlite:///{tmp_path / 'bare.db'}") as database:
            yield database
        return
    server: Server = request.getfixturevalue("postgres_server")
    with _made(request.getfixturevalue("postgres_admin"), server, "template0") as database:
        yield database


_numbers = itertools.count()


@contextmanager
def _made(admin: "psycopg.Connection[Any]", server: Server, template: str) -> Iterator[Database]:
    name = f"test_{os.getpid()}_{next(_numbers)}"
    _execute(admin, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    with _opened(server.url(name)) as database:
        yield database
    _execute(admin, f"DROP DATABASE {name} WITH (FORCE)")


def _make_template(server: Server) -> None:
    import psycopg

    with psycopg.connect(server.url("postgres"), autocommit=True) as admin:
        _execute(admin, f"CREATE DATABASE {TEMPLATE}")
    engine = make_engine(server.url(TEMPLATE))
    migrations.upgrade(engine)
    engine.dispose()


def _execute(connection: "psycopg.Connection[Any]", statement: str) -> None:
    connection.execute(statement.encode())


@contextmanager
def _opened(url: str) -> Iterator[Database]:
    engine = make_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _hurry)
    yield Database(engine, url)
    engine.dispose()


def _hurry(connection: Any, record: object) -> None:
    """A test's file need not survive the plug being pulled."""
    connection.execute("PRAGMA synchronous=OFF")
