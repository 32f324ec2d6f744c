"""``python -m tests.bench.repeats``: is the earlier case among the first five, and how long does the look-up take?

The register is made here: complaints of the demonstration city, each moved to a place and a firm of its own with an
invented name, so that the same nuisance is told of everywhere (hard distractors). Among them stand known pairs, an
earlier complaint and its retelling in other words; only the earlier one is in the register, and it is looked for with
the retelling. With ``../shared/data`` the real messages come in one after another, and those that repeat an earlier
one are looked for first. Printed are recall, median, 95th percentile, the size of the database, and how long it takes to index
all cases anew.
"""

import argparse
import csv
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session, sessionmaker

import migrations
from petitions.db import make_engine, make_sessions, rows_into
from petitions.demo.city import City, qingchuan
from petitions.demo.complaint import DemoComplaint
from petitions.demo.texts import draw_complaint, retell
from petitions.intake.dates import read_moment
from petitions.models import Case
from petitions.repeats import index, normalise
from petitions.repeats.subject import Subject
from petitions.repeats.text import clean, clean_title
from petitions.suspects import find, rebuild_index
from workflow.calendar import local_day
from workflow.states import State
from workflow.vocabulary import Channel, Track

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
HISTORY = timedelta(days=1460)
TOLD = 20_000
PAIRS = 300
BATCH = 10_000
REAL = Path(__file__).parents[3] / "shared" / "data" / "messages_dev.csv"
SYLLABLES = "安柏邦宝博昌常成春德鼎东方丰福富光广桂海恒弘华汇嘉江金锦景九君康乐丽龙隆茂明宁鹏平启庆仁荣瑞润盛泰天同万祥新兴雅永裕源远"
ESTATES = ("花园", "家园", "小区", "苑", "名邸", "新村", "公寓", "山庄")
FIRMS = (
    "建材有限公司",
    "化工有限公司",
    "塑业有限公司",
    "食品有限公司",
    "家具厂",
    "混凝土有限公司",
    "养殖场",
    "烧烤店",
)


@dataclass(frozen=True, slots=True)
class Told:
    """A complaint as it goes into the register, or as it is looked for."""

    title: str
    content: str
    place: str
    firm: str
    at: datetime

    @property
    def subject(self) -> Subject:
        """As the comparison sees it."""
        return Subject(
            text=self.content,
            title=self.title,
            place=self.place,
            enterprise=normalise.enterprise(self.firm),
            received_at=self.at,
        )


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for, and the numbers of the earlier cases of the same matter."""

    told: Told
    right: frozenset[int]


def moved(told: DemoComplaint, estate: str, firm: str) -> Told:
    """A complaint of the demonstration city, told of another place and another firm."""

    def rename(words: str) -> str:
        for name in filter(None, (told.respondent, told.place)):
            words = words.replace(name, firm if name == told.respondent else estate)
        return words

    return Told(
        rename(told.title),
        f"{estate}：{rename(told.text)}",
        rename(told.place),
        firm if told.respondent else "",
        told.received_at,
    )


def name(rng: Random, endings: Sequence[str]) -> str:
    """An invented name."""
    return "".join(rng.sample(SYLLABLES, rng.choice((3, 3, 4)))) + rng.choice(endings)


def distractors(rng: Random, city: City, count: int) -> Iterator[Told]:
    """So many complaints, none about the place or the firm of another."""
    base = [draw_complaint(rng, NOW - HISTORY * rng.random(), city) for _ in range(min(TOLD, count))]
    for number in range(count):
        told = moved(base[number % len(base)], name(rng, ESTATES), name(rng, FIRMS))
        yield replace(told, at=NOW - HISTORY * ((count - number) / count))


def pairs(rng: Random, city: City, count: int) -> Iterator[tuple[Told, Told]]:
    """So many complaints with a retelling each, by the same person or by another; questions are no matter of a place."""
    while count:
        earlier = draw_complaint(rng, NOW - HISTORY * rng.random(), city)
        if earlier.track is not Track.A or not earlier.respondent:
            continue
        count -= 1
        when = earlier.received_at + timedelta(days=rng.randint(1, 120))
        again = retell(rng, earlier, when, city, same_person=rng.random() < 0.5)
        estate, firm = name(rng, ESTATES), name(rng, FIRMS)
        yield moved(earlier, estate, firm), moved(again, estate, firm)


def real_messages() -> list[tuple[Told, str]]:
    """The real messages with the matter they belong to, in the order of time; none where they are absent."""
    if not REAL.exists():
        return []
    with REAL.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    told = [
        (
            Told(
                clean_title(row["subject"]),
                clean(row["text"]),
                "",
                "",
                read_moment(row["time"]) or NOW,
            ),
            row["matter"],
        )
        for row in rows
    ]
    return sorted(told, key=lambda one: one[0].at)


def fill(engine: Engine, cases: Iterable[Told]) -> int:
    """Write the cases in bulk, without index; returns how many."""
    number = 0
    rows: list[dict[str, object]] = []
    with engine.begin() as connection:
        for number, told in enumerate(cases, 1):
            rows.append(_row(number, told))
            if len(rows) == BATCH:
                connection.execute(rows_into(Case), rows)
                rows.clear()
        if rows:
            connection.execute(rows_into(Case), rows)
    return number


def _row(number: int, told: Told) -> dict[str, object]:
    day = local_day(told.at)
    return {
        "id": number,
        "case_no": f"HJ{day:%Y%m%d}-{number:07d}",
        "version": 1,
        "state": State.CLOSED,
        "round": 1,
        "title": told.title[:120],
        "content": told.content,
        "place": told.place[:200],
        "respondent": told.firm,
        "received_at": told.at,
        "registered_at": told.at,
        "accepted_at": told.at,
        "replied_at": told.at,
        "closed_at": told.at,
        "month": f"{day:%Y-%m}",
        "channel": Channel.PHONE_12369,
        "rule_set": "RS-3",
        "track": Track.A,
        "people": 1,
        "query_code_hash": "",
    }


def register(seed: int, cases: int) -> tuple[Iterator[Told], list[Query]]:
    """What goes in at once, and the retellings of the known pairs among it."""
    rng, city = Random(seed), qingchuan()
    planted = list(pairs(rng, city, PAIRS))
    queries = [Query(again, frozenset({number})) for number, (_e, again) in enumerate(planted, 1)]
    rest = distractors(rng, city, cases - len(planted))
    return (told for part in ((earlier for earlier, _ in planted), rest) for told in part), queries


def received(engine: Engine, cases: int) -> Iterator[Query]:
    """The real messages that repeat an earlier one, each before it goes into the register itself, in order of time."""
    matters: dict[str, set[int]] = {}
    for number, (told, matter) in enumerate(real_messages(), cases + 1):
        if matter in matters:
            yield Query(told, frozenset(matters[matter]))
        if matter:
            matters.setdefault(matter, set()).add(number)
        with engine.begin() as connection:
            connection.execute(rows_into(Case), [_row(number, told)])
            index.index_case(connection, number, f"{told.title}\n{told.content}")


def look_up(sessions: sessionmaker[Session], queries: Iterable[Query]) -> dict[str, float]:
    """Look for every query; recall among the first and the first five, and times in milliseconds."""
    hits1 = hits5 = 0
    times, cpu = [], []
    for query in queries:
        with sessions() as session:
            began, before = perf_counter(), process_time()
            found = [one.case_id for one in find(session, query.told.subject, None, NOW)]
            times.append((perf_counter() - began) * 1000)
            cpu.append((process_time() - before) * 1000)
        hits1 += not query.right.isdisjoint(found[:1])
        hits5 += not query.right.isdisjoint(found[:5])
    times.sort()
    cpu.sort()
    return {
        "queries": len(times),
        "hit_at_1": round(hits1 / len(times), 3),
        "hit_at_5": round(hits5 / len(times), 3),
        "median_ms": round(times[len(times) // 2], 1),
        "p95_ms": round(times[int(len(times) * 0.95)], 1),
        "cpu_p95_ms": round(cpu[int(len(cpu) * 0.95)], 1),
    }


@contextmanager
def database(kind: str, folder: Path, cases: int) -> Iterator[Engine]:
    """A migrated database to fill: a file, or a database of a PostgreSQL server of its own."""
    if kind == "sqlite":
        url = f"sqlite:///{folder / f'repeats-{cases}.db'}"
    else:
        from tests.support.postgres import Server

        server = Server(folder)
        server.ensure()
        admin = make_engine(server.url("postgres"))
        with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS repeats_{cases}"))
            connection.execute(text(f"CREATE DATABASE repeats_{cases}"))
        admin.dispose()
        url = server.url(f"repeats_{cases}")
    engine = make_engine(url)
    migrations.upgrade(engine)
    try:
        yield engine
    finally:
        engine.dispose()


SIZE = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
    "postgresql": "SELECT pg_database_size(current_database())",
}


def measure(kind: str, folder: Path, cases: int) -> dict[str, object]:
    """Fill, index anew, look up."""
    told, invented = register(7, cases)
    with database(kind, folder, cases) as engine:
        fill(engine, told)
        sessions = make_sessions(engine)
        began = perf_counter()
        with sessions.begin() as session:
            rebuild_index(session, _progress)
        seconds = perf_counter() - began
        with engine.connect() as connection:
            size = connection.execute(text(SIZE[engine.dialect.name])).scalar_one()
        found: dict[str, object] = {
            "database": kind,
            "cases": cases,
            "indexed_in_s": round(seconds, 1),
            "megabytes": round(size / 1e6),
        }
        if kind == "postgresql":  # an office's server does so by itself
            with engine.begin() as connection:
                connection.execute(text("ANALYZE"))
        look_up(sessions, invented[:20])  # a first look reads what a working office has long in memory
        found["invented"] = look_up(sessions, invented)
        if REAL.exists():
            found["real"] = look_up(sessions, received(engine, cases))
    return found


def _progress(done: int, total: int) -> None:
    print(f"\r  {done}/{total}", end="\n" if done == total else "", file=sys.stderr, flush=True)


def main(arguments: list[str] | None = None) -> None:
    """Measure each size on each database, and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.repeats", description=__doc__)
    parser.add_argument("--cases", type=int, nargs="+", default=[104_298], help="sizes of the register")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), nargs="+", default=["sqlite"])
    parser.add_argument("--json", action="store_true", help="print for a program")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        for kind in chosen.database:
            for cases in chosen.cases:
                found = measure(kind, Path(folder), cases)
                print(json.dumps(found) if chosen.json else _written(found), flush=True)


def _written(found: dict[str, object]) -> str:
    lines = [
        f"{found['database']} · {found['cases']:,} cases · {found['megabytes']} MB · "
        f"indexed anew in {found['indexed_in_s']} s"
    ]
    for name in ("invented", "real"):
        if isinstance(one := found.get(name), dict):
            lines.append(
                f"  {name:<9} {one['queries']} looked for: first {one['hit_at_1']:.3f}, among five {one['hit_at_5']:.3f}; "
                f"median {one['median_ms']} ms, p95 {one['p95_ms']} ms "
                f"({one['cpu_p95_ms']} ms of this process)"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
