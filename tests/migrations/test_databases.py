"""The fixtures that other tests stand on."""

from sqlalchemy import text

import migrations
from tests.support.databases import Database


def test_a_fresh_database_stands_at_head_and_is_empty(database: Database) -> None:
    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM petition_case")).scalar_one() == 0
    assert migrations.current(database.engine) == migrations.HEAD


def test_what_one_test_writes_another_does_not_see(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("INSERT INTO setting (key, value) VALUES ('left', '1')"))
        assert connection.execute(text("SELECT count(*) FROM setting")).scalar_one() == 1


def test_nothing_of_another_test_is_left(database: Database) -> None:
    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM setting")).scalar_one() == 0
