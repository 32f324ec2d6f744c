"""The migrations lay what the models say: the same text on both databases, the same closed lists."""

import difflib
from collections.abc import Iterable, Iterator
from enum import Enum as AnyEnum

import pytest
from sqlalchemy import Column, Engine, Enum, MetaData, Table, inspect, text

import migrations
import petitions.models
from migrations.foundation.search import CREATE_INDEX, DROP_INDEX
from petitions.db import Base, coded
from petitions.repeats.index import create_index_sql, drop_index_sql
from tests.migrations.ddl import schema
from tests.support.databases import Database
from workflow.vocabulary import Labelled, Level

MEND = "models and migrations differ: write the next step with `python -m migrations SUBJECT` (its CHECKs by hand)"

assert petitions.models.Case.metadata is Base.metadata


def test_the_models_and_the_migrations_lay_the_same_schema(bare_database: Database) -> None:
    engine = bare_database.engine
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        for statement in create_index_sql(engine.dialect.name):
            connection.exec_driver_sql(statement)
    modelled = schema(engine)
    with engine.begin() as connection:
        for statement in drop_index_sql():
            connection.exec_driver_sql(statement)
        Base.metadata.drop_all(connection)
    migrations.upgrade(engine)
    migrated = schema(engine)
    difference = difflib.unified_diff(modelled, migrated, "models", "migrations", n=0, lineterm="")
    assert modelled == migrated, "\n".join([MEND, *difference])
    assert len(modelled) > len(Base.metadata.tables) * 3


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TABLE t (a INTEGER, CONSTRAINT c CHECK (a > 1))",
        "CREATE TABLE t (a INTEGER NOT NULL, CONSTRAINT c CHECK (a > 0))",
        "CREATE TABLE t (a BIGINT, CONSTRAINT c CHECK (a > 0))",
        "CREATE TABLE t (a INTEGER, b INTEGER, CONSTRAINT c CHECK (a > 0))",
        "CREATE TABLE t (a INTEGER, CONSTRAINT c CHECK (a > 0)); CREATE INDEX i ON t (a)",
    ],
)
def test_the_comparison_sees(bare_database: Database, change: str) -> None:
    """Each change of ``t`` makes another text: alembic's own comparison misses the first."""
    texts = []
    for laid in ("CREATE TABLE t (a INTEGER, CONSTRAINT c CHECK (a > 0))", change):
        with bare_database.engine.begin() as connection:
            for statement in laid.split("; "):
                connection.execute(text(statement))
        texts.append(schema(bare_database.engine))
        with bare_database.engine.begin() as connection:
            connection.execute(text("DROP TABLE t"))
    assert texts[0] != texts[1]


def closed_lists(metadata: MetaData) -> Iterator[tuple[str, str, type[AnyEnum]]]:
    """Table, name of the CHECK and members of every closed list."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Enum) and column.type.enum_class is not None:
                yield table.name, f"ck_{table.name}_{column.type.name}", column.type.enum_class


def strays(engine: Engine, lists: Iterable[tuple[str, str, type[AnyEnum]]]) -> list[str]:
    """What the CHECKs of the database and the members of the lists do not share, with what to do about it."""
    found = []
    for table, check, members in lists:
        stored = {known["name"]: known["sqltext"] for known in inspect(engine).get_check_constraints(table)}
        allowed = set(stored[check].split("'")[1::2])
        for value in sorted({member.value for member in members} ^ allowed):
            found.append(
                f"{members.__name__} and {check} differ in '{value}': write a migration that makes the CHECK anew"
            )
    return found


def test_every_closed_list_is_the_one_that_the_database_knows(database: Database) -> None:
    lists = list(closed_lists(Base.metadata))
    assert len(lists) >= 30
    assert strays(database.engine, lists) == []


class WiderLevel(Labelled):
    """A level more than the database knows."""

    CITY = "city", "市局"
    SUB = "sub", "分局"
    TOWN = "town", "乡镇"


def test_a_new_member_without_a_migration_is_named_with_what_to_do(database: Database) -> None:
    metadata = MetaData(naming_convention=Base.metadata.naming_convention)
    Table("officer", metadata, Column("level", coded(WiderLevel, "level")))
    (complaint,) = strays(database.engine, closed_lists(metadata))
    assert complaint.startswith("WiderLevel and ck_officer_level_known differ in 'town': write a migration")


def test_a_member_that_left_the_list_is_named_too(database: Database) -> None:
    class Narrower(Labelled):
        CITY = "city", "市局"

    metadata = MetaData(naming_convention=Base.metadata.naming_convention)
    Table("officer", metadata, Column("level", coded(Narrower, "level")))
    (complaint,) = strays(database.engine, closed_lists(metadata))
    assert "'sub'" in complaint


@pytest.mark.parametrize("member", list(Level))
def test_levels_of_the_rails_are_the_levels_of_the_office(member: Level) -> None:
    from migrations.foundation.rails import OWNERS_MISSING, STRIKE_OFF_UNSIGNED

    assert f"'{member.value}'" in OWNERS_MISSING and f"'{member.value}'" in STRIKE_OFF_UNSIGNED


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_the_bigram_index_is_the_one_that_the_search_for_repeats_speaks_to(dialect: str) -> None:
    assert list(CREATE_INDEX[dialect]) == create_index_sql(dialect), MEND
    assert list(DROP_INDEX) == drop_index_sql(), MEND
