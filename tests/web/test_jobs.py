"""Housekeeping: past days are sealed without anybody asking, and not before they are over."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from petitions.models import DaySeal
from tests.support.databases import Database
from tests.support.office import Scenario
from web.config import Config
from web.db import Store
from web.jobs import Housekeeping


@pytest.mark.parametrize(
    ("now", "sealed", "counted"),
    [
        (datetime(2026, 11, 2, 15, 0, tzinfo=UTC), 0, 1),  # 23:00 of the same day
        (
            datetime(2026, 11, 2, 16, 30, tzinfo=UTC),
            0,
            None,
        ),  # half past midnight: somebody may still be writing
        (datetime(2026, 11, 2, 18, 0, tzinfo=UTC), 1, 1),
    ],
)
def test_a_day_is_sealed_in_the_night_after_it(
    sqlite_database: Database, tmp_path: Path, now: datetime, sealed: int, counted: int | None
) -> None:
    scenario = Scenario(sqlite_database.engine)
    scenario.received().accepted()
    config = Config(tmp_path, sqlite_database.url, b"k" * 32, b"s" * 32)
    store = Store(replace(config, now=lambda: now))
    housekeeping = Housekeeping(store)
    housekeeping.round()
    housekeeping.round()
    with scenario.sessions() as session:
        assert session.scalars(select(func.count()).select_from(DaySeal)).one() == sealed
        said = session.execute(text("SELECT cases FROM gram_frequency WHERE gram = ''")).scalar()
        known = session.execute(
            text("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'")
        ).scalar()
    assert said == counted and bool(known) is (counted is not None)
    store.close()
