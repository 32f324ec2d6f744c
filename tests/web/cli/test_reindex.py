"""`bihuan reindex`."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from petitions.db import make_engine
from petitions.repeats import index
from tests.support.office import Scenario
from web.cli import main


@pytest.fixture
def home(sqlite_template: Path, tmp_path: Path) -> Path:
    """The folder of an office with two cases whose index is gone."""
    shutil.copyfile(sqlite_template, tmp_path / "bihuan.db")
    engine = make_engine(f"sqlite:///{tmp_path / 'bihuan.db'}")
    office = Scenario(engine)
    office.received(content="搅拌站夜里作业，粉尘很大。")
    office.received(content="河水发黑发臭，岸边有死鱼。")
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM case_gram"))
    engine.dispose()
    return tmp_path


def test_every_case_is_found_again(home):
    done = CliRunner().invoke(main, ["reindex", "--home", str(home), "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == {"cases": 2} and "2/2" in done.stderr
    with make_engine(f"sqlite:///{home / 'bihuan.db'}").begin() as connection:
        assert index.search(connection, "搅拌站", 10) == [1] and index.search(connection, "死鱼", 10) == [2]


def test_an_office_that_does_not_exist_is_refused(tmp_path):
    done = CliRunner().invoke(main, ["reindex", "--home", str(tmp_path / "nowhere")])
    assert done.exit_code == 1 and "bihuan init" in done.output
