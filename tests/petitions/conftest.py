"""An office by raw SQL, for tests of the database itself."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from tests.support.databases import Database
from tests.support.office import scenario, sqlite_scenario
from tests.support.rows import put_case, put_office

__all__ = ["raw_office", "scenario", "sqlite_scenario"]


@pytest.fixture
def raw_office(database: Database) -> Iterator[Connection]:
    """An open transaction on a database with an office and one accepted case."""
    with database.engine.begin() as connection:
        put_office(connection)
        put_case(connection)
        yield connection
