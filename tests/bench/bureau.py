"""A synthetic register: the demonstration city's office with as many cases as asked, written in bulk past the desk.

Two in a hundred cases are open, the newest ones; the others are closed. The texts are the demonstration city's own;
beyond ``TOLD`` they are spliced from the sentences of two, so that a register of a million is built in minutes.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection, Engine, event, select
from sqlalchemy.orm import Session, sessionmaker

import migrations
from petitions.db import Base, make_engine, make_sessions, rows_into
from petitions.demo.city import City, qingchuan
from petitions.demo.texts import draw_complaint
from petitions.models import Enterprise, Officer, Unit
from petitions.office import Office, load_office
from petitions.particulars import Particulars
from petitions.repeats import index
from petitions.seeds.course import Director
from petitions.seeds.furnish import Cast, furnish
from petitions.vault import Vault
from tests.bench.cases import rows_of

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
"""A Friday morning in Shanghai: the hour of every measurement."""

HISTORY = timedelta(days=730)
TOLD = 20_000
BATCH = 5_000
KEY = b"k" * 32


@dataclass(frozen=True, slots=True)
class Bureau:
    """A register to measure on, and what it takes to work in it."""

    path: Path
    size: int
    engine: Engine
    sessions: sessionmaker[Session]
    office: Office
    cast: Cast
    city: City

    def entries(self, seed: int, count: int, at: datetime = NOW) -> list[Particulars]:
        """So many register entries, received at one moment."""
        rng = Random(seed)
        clerk = Director(self.cast, self.office.calendar, rng, {}, self.city.name)
        return [clerk.particulars(draw_complaint(rng, at, self.city)) for _ in range(count)]


def open_bureau(folder: Path, size: int) -> Bureau:
    """The register of that size in the folder, built unless it stands there."""
    path = folder / f"register-{size}.db"
    if not path.exists():
        unfinished = path.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        _build(unfinished, size)
        unfinished.rename(path)
    return opened(path, size, make_engine(f"sqlite:///{path}"))


def opened(path: Path, size: int, engine: Engine) -> Bureau:
    """A furnished register and what it takes to work in it."""
    sessions, city, vault = make_sessions(engine), qingchuan(), Vault(KEY, Random(7).randbytes)
    with sessions() as session:
        office = load_office(session, vault)
        officers = session.scalars(select(Officer)).all()
        codes = {firm.name: firm.code for firm in city.enterprises}
        cast = Cast(
            actors={officer.username: officer.actor for officer in officers},
            leaders={},
            units={unit.code: unit.id for unit in session.scalars(select(Unit))},
            grid={},
            enterprises={codes[firm.name]: firm.id for firm in session.scalars(select(Enterprise))},
        )
    return Bureau(path, size, engine, sessions, office, cast, city)


def _build(path: Path, size: int) -> None:
    engine = furnished(path)
    bureau = opened(path, size, engine)
    entries = bureau.entries(1, min(size, TOLD), NOW - HISTORY)
    for first in range(1, size + 1, BATCH):
        numbers = range(first, min(first + BATCH, size + 1))
        with engine.begin() as connection:
            _write(connection, bureau, [(number, _entry(entries, number, size)) for number in numbers])
    with engine.begin() as connection:
        index.refresh(connection)
    engine.dispose()


def furnished(path: Path) -> Engine:
    """An empty register with its officers, units and enterprises; writing to it waits for no disk."""
    engine = make_engine(f"sqlite:///{path}")
    migrations.upgrade(engine)
    engine.dispose()
    event.listen(engine, "connect", _hurry)
    with make_sessions(engine).begin() as session:
        furnish(session, qingchuan(), lambda password: password, "unused")
    return engine


def _hurry(connection: Any, record: object) -> None:
    """What is built in one go and thrown away need not survive the plug being pulled."""
    connection.execute("PRAGMA synchronous=OFF")


def _entry(entries: list[Particulars], number: int, size: int) -> Particulars:
    """The entry of one case: told once, and spliced from two once all were told."""
    told, round_ = entries[number % len(entries)], number // len(entries)
    at = NOW - HISTORY * (size - number + 1) / size
    content = told.content
    if round_:
        other = entries[(number * 7919 + round_) % len(entries)].content
        pairs = zip(content.split("。"), other.split("。"), strict=False)
        content = "。".join(pair[k % 2] for k, pair in enumerate(pairs))
    return replace(told, received_at=at.replace(microsecond=0), content=content)


def _write(connection: Connection, bureau: Bureau, batch: list[tuple[int, Particulars]]) -> None:
    """All rows of a batch of cases, table by table, and their words in the index."""
    rows: dict[type[Base], list[dict[str, object]]] = {}
    for number, said in batch:
        is_open = number > bureau.size - open_of(bureau.size)
        for model, row in rows_of(number, said, bureau.office, bureau.cast, is_open):
            rows.setdefault(model, []).append(row)
    for model, of_model in rows.items():
        connection.execute(rows_into(model), of_model)
    for number, said in batch:
        words = "\n".join((said.title, said.place, said.respondent, said.content))
        index.index_case(connection, number, words)


def open_of(size: int) -> int:
    """How many of so many cases are open: two in a hundred, but enough to measure on."""
    return min(max(size // 50, 240), size // 2)
