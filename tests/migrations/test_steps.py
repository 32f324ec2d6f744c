"""Up, down, up again; the number in HEAD; the start of a program."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Engine, Integer, MetaData, Table, create_engine, event, inspect, text

import migrations
from migrations.__main__ import main
from migrations.foundation import RAILS
from petitions.db import Base
from tests.migrations.ddl import schema
from tests.support.databases import Database
from tests.support.rows import put_something_everywhere


def rails_in(engine: Engine) -> set[str]:
    """Names of all rails that the database holds."""
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with engine.connect() as connection:
        return set(connection.execute(text(catalogue[engine.dialect.name])).scalars())


def left_behind(engine: Engine) -> list[str]:
    """Whatever stands in the database besides alembic's own table."""
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE tbl_name <> 'alembic_version'",
        "postgresql": "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
        "AND relname NOT LIKE 'alembic_version%' "
        "UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    }
    with engine.connect() as connection:
        return list(connection.execute(text(catalogue[engine.dialect.name])).scalars())


def test_a_full_database_goes_down_to_nothing_and_up_again(bare_database: Database) -> None:
    engine = bare_database.engine
    migrations.upgrade(engine)
    with engine.begin() as connection:
        put_something_everywhere(connection)
    with engine.connect() as connection:
        for name in Base.metadata.tables:
            assert connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() >= 1, name
    migrations.downgrade(engine, "base")
    assert migrations.current(engine) is None
    assert left_behind(engine) == []
    migrations.upgrade(engine)
    assert migrations.current(engine) == migrations.HEAD
    assert set(inspect(engine).get_table_names()) >= set(Base.metadata.tables)
    with engine.begin() as connection:
        put_something_everywhere(connection)


def test_every_rail_is_laid(database: Database) -> None:
    laid = rails_in(database.engine)
    missing = [rail.name for rail in RAILS if not any(name.startswith(rail.name) for name in laid)]
    assert missing == [] and len(laid) > len(RAILS)


def test_head_names_the_newest_step() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations.HERE))
    steps = ScriptDirectory.from_config(config)
    assert steps.get_heads() == [migrations.HEAD], "write the newest step's number into migrations/HEAD"
    assert [step.revision for step in steps.walk_revisions()][-1] == "0001"


def test_a_step_that_fails_leaves_the_database_as_it_was(bare_database: Database) -> None:
    engine = bare_database.engine
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE visit (in_the_way INTEGER)"))
    with pytest.raises(Exception, match="already exists"):
        migrations.upgrade(engine)
    assert inspect(engine).get_table_names() == ["visit"]


def test_a_fresh_database_is_brought_to_head_once(bare_database: Database) -> None:
    assert migrations.ensure_current(bare_database.engine) is True
    assert migrations.ensure_current(bare_database.engine) is False


def test_a_second_start_asks_one_question(database: Database) -> None:
    asked: list[str] = []
    with database.engine.connect():
        pass  # the connection's own preparation is over
    event.listen(database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    migrations.ensure_current(database.engine)
    assert [question for question in asked if question.startswith("SELECT")] == [
        "SELECT version_num FROM alembic_version"
    ]


def test_a_second_start_does_not_load_alembic(sqlite_database: Database) -> None:
    program = (
        "import sys, migrations; from petitions.db import make_engine;"
        f"assert not migrations.ensure_current(make_engine({sqlite_database.url!r}));"
        "print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_database_from_a_newer_program_is_left_alone(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(migrations.NewerDatabaseError, match="请改用与数据库相配的新版程序"):
        migrations.ensure_current(database.engine)


def test_a_database_that_does_not_answer_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'no-such-folder' / 'bihuan.db'}")
    with pytest.raises(Exception, match="unable to open"):
        migrations.current(engine)


def test_foreign_keys_bite_again_after_a_step(sqlite_database: Database) -> None:
    engine = sqlite_database.engine
    migrations.downgrade(engine, "base")
    migrations.upgrade(engine)
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1


NEXT = f"{int(migrations.HEAD) + 1:04d}"
NEXT_STEP = f'''
"""More people.

What the next new member of a closed list needs: the CHECK made anew, on SQLite with the whole table.
"""

from alembic import op

from migrations.__main__ import main
from migrations.foundation import RAILS
from migrations.rail import lay, lift

revision = "{NEXT}"
down_revision = "{migrations.HEAD}"


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    lift(op.execute, dialect, RAILS)
    with op.batch_alter_table("petition_case") as batch:
        batch.drop_constraint(op.f("ck_petition_case_people_positive"), type_="check")
        batch.create_check_constraint(op.f("ck_petition_case_people_positive"), "people >= 0")
    lay(op.execute, dialect, RAILS)
'''


@pytest.fixture
def carried_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The migrations in a folder of the test's own, where a step may be added."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrations.HERE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrations, "HERE", folder)
    return folder


def test_a_table_that_others_point_at_is_changed_with_all_its_rows(
    database: Database, carried_away: Path
) -> None:
    engine = database.engine
    with engine.begin() as connection:
        put_something_everywhere(connection)
    before, laid = schema(engine), rails_in(engine)
    (carried_away / "versions" / f"{NEXT}_more_people.py").write_text(NEXT_STEP, encoding="utf-8")
    migrations.upgrade(engine)
    assert migrations.current(engine) == NEXT
    gone, come = set(before) - set(schema(engine)), set(schema(engine)) - set(before)
    assert len(gone) == len(come) == 1 and "people >= 1" in gone.pop() and "people >= 0" in come.pop()
    assert rails_in(engine) == laid
    with engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM petition_case")).scalar_one() == 2
        connection.execute(text("UPDATE petition_case SET people = 0"))


def test_the_next_step_is_written_from_the_models(sqlite_database: Database, carried_away: Path) -> None:
    models = MetaData(naming_convention=Base.metadata.naming_convention)
    for table in Base.metadata.tables.values():
        table.to_metadata(models)
    Table("desk_lamp", models, Column("id", Integer, primary_key=True))
    step = migrations.revise(sqlite_database.engine, "light the desk", models)
    assert step.name == f"{NEXT}_light_the_desk.py"
    assert (carried_away / "HEAD").read_text() == f"{NEXT}\n"
    body = step.read_text(encoding="utf-8")
    assert "op.create_table('desk_lamp'" in body and body.count("create_table") == 1
    migrations.upgrade(sqlite_database.engine)
    assert inspect(sqlite_database.engine).has_table("desk_lamp")


def test_the_command_writes_a_step_and_says_what_remains(
    carried_away: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(carried_away.parent)
    assert main(["nothing new"]) == 0
    assert f"\nmigrations/versions/{NEXT}_nothing_new.py: read it" in capsys.readouterr().out
    step = (carried_away / "versions" / f"{NEXT}_nothing_new.py").read_text(encoding="utf-8")
    assert step.count("    pass\n") == 2, "the models have something that no step brings"


def test_the_command_asks_for_a_subject(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "SUBJECT" in capsys.readouterr().err
