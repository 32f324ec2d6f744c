"""Papers printed once for all tests that measure them, and a city built once for all that count in it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine

from petitions.db import make_engine, make_sessions
from petitions.seeds import build
from petitions.vault import Vault
from reports.model import Paragraph
from reports.pdf import document_pdf
from tests.reports.forty import Player
from tests.reports.papers import HAN_ONLY, long_paper, paper
from tests.reports.ruler import Sheet, sheets
from tests.support.office import Scenario

CITY_NOW = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
CITY_DAY = date(2026, 11, 20)


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Engine]:
    """Two months of the demonstration city; for reading only."""
    path = tmp_path_factory.mktemp("city") / "city.db"
    path.write_bytes(sqlite_template.read_bytes())
    engine = make_engine(f"sqlite:///{path}")
    vault = Vault(b"k" * 32, Random(3).randbytes)
    build(make_sessions(engine), vault, lambda _: "hash", password="x", now=CITY_NOW, months=2)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Player]:
    """The register that was counted by hand, played; for reading only."""
    path = tmp_path_factory.mktemp("forty") / "forty.db"
    path.write_bytes(sqlite_template.read_bytes())
    engine = make_engine(f"sqlite:///{path}")
    player = Player(Scenario(engine))
    player.play()
    yield player
    engine.dispose()


@pytest.fixture(scope="session")
def long_pdf() -> bytes:
    """A paper of several pages with everything in it."""
    return document_pdf(long_paper())


@pytest.fixture(scope="session")
def long_sheets(long_pdf: bytes) -> list[Sheet]:
    """Its pages."""
    return sheets(long_pdf)


@pytest.fixture(scope="session")
def plain_sheets() -> list[Sheet]:
    """Pages of nothing but Chinese characters, each line of which holds 28."""
    return sheets(document_pdf(paper(*(Paragraph(HAN_ONLY) for _ in range(3)))))
