"""What the tables keep and refuse, the same on both databases."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from petitions.db import make_sessions
from petitions.models import Case, CaseFlag, Officer, PaperCounter
from tests.support.databases import Database
from tests.support.rows import NOON, put, put_case, put_office, put_owners, run
from workflow.effects import Effect
from workflow.states import State
from workflow.vocabulary import Channel, Flag, Level

SHANGHAI = ZoneInfo("Asia/Shanghai")
MOMENT = datetime(2026, 11, 1, 23, 59, 59, 999999, tzinfo=SHANGHAI)


# --- moments --------------------------------------------------------------------------------------


@pytest.fixture
def session(raw_office: Connection) -> Session:
    """A session on the transaction of the office."""
    return Session(raw_office)


def test_a_moment_comes_back_as_it_was_in_utc(session: Session) -> None:
    case = session.get_one(Case, 1)
    case.received_at = MOMENT
    session.flush()
    session.expire(case)
    assert case.received_at == MOMENT
    assert case.received_at.tzinfo is UTC


def test_no_moment_stays_no_moment(session: Session) -> None:
    case = session.get_one(Case, 1)
    case.next_due_at = None
    session.flush()
    session.expire(case)
    assert case.next_due_at is None


def test_a_moment_without_a_zone_is_refused(session: Session) -> None:
    session.get_one(Case, 1).received_at = MOMENT.replace(tzinfo=None)
    with pytest.raises(StatementError, match="an instant needs a time zone"):
        session.flush()


def test_moments_compare_whatever_their_zone(session: Session) -> None:
    session.get_one(Case, 1).received_at = MOMENT
    session.flush()
    same = MOMENT.astimezone(ZoneInfo("America/New_York"))
    late, early = same + timedelta(microseconds=1), same - timedelta(microseconds=1)
    for condition in (Case.received_at == same, Case.received_at < late, Case.received_at > early):
        assert session.scalars(select(Case.id).where(condition)).all() == [1]


def test_moments_sort_by_time_with_and_without_fractions(session: Session) -> None:
    for number, moment in (
        (2, MOMENT.replace(microsecond=0)),
        (3, MOMENT),
        (4, MOMENT + timedelta(seconds=1)),
    ):
        put_case(session.connection(), number, received_at=moment)
    later = select(Case.id).where(Case.id > 1).order_by(Case.received_at.desc())
    assert session.scalars(later).all() == [4, 3, 2]


@pytest.mark.postgres
def test_the_servers_own_zone_does_not_matter(postgres_database: Database) -> None:
    with postgres_database.engine.begin() as connection:
        put_office(connection)
        run(connection, "SET LOCAL TIME ZONE 'Asia/Shanghai'")
        put_case(connection, received_at=MOMENT)
        assert connection.execute(select(Case.received_at)).scalar_one() == MOMENT
        assert connection.execute(select(Case.received_at)).scalar_one().tzinfo is UTC


# --- closed lists ---------------------------------------------------------------------------------


def test_a_closed_list_is_stored_by_value_and_read_as_its_member(session: Session) -> None:
    stored = session.execute(text("SELECT state, channel FROM petition_case")).one()
    assert tuple(stored) == ("accepted", Channel.PHONE_12369.value)
    case = session.get_one(Case, 1)
    assert (case.state, case.channel) == (State.ACCEPTED, Channel.PHONE_12369)
    assert case.state.label == "已受理"


def test_a_value_outside_the_list_is_refused_before_it_is_sent(session: Session) -> None:
    session.get_one(Case, 1).channel = "pigeon"  # type: ignore[assignment]
    with pytest.raises(StatementError, match="pigeon"):
        session.flush()


def test_a_value_outside_the_list_is_refused_by_name_when_sent_past_the_models(
    raw_office: Connection,
) -> None:
    with pytest.raises(IntegrityError, match="ck_petition_case_channel_known"):
        run(raw_office, "UPDATE petition_case SET channel = 'pigeon'")


# --- what a case demands --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("registered_at = NULL", "ck_petition_case_registered_at_if_registered"),
        ("accepted_at = NULL", "ck_petition_case_accepted_at_if_accepted"),
        ("track = NULL", "ck_petition_case_track_if_accepted"),
        ("state = 'closed', closed_at = NULL", "ck_petition_case_closed_at_if_closed"),
        ("state = 'replied', replied_at = NULL", "ck_petition_case_replied_at_if_replied"),
        ("state = 'merged'", "ck_petition_case_master_if_merged"),
        ("master_id = id", "ck_petition_case_not_its_own_master"),
        ("people = 0", "ck_petition_case_people_positive"),
        ("round = 0", "ck_petition_case_round_positive"),
    ],
)
def test_a_case_that_makes_no_sense_is_refused_by_name(
    raw_office: Connection, change: str, rule: str
) -> None:
    with pytest.raises(IntegrityError, match=rule):
        run(raw_office, f"UPDATE petition_case SET {change}")


def test_a_flag_is_raised_once_and_again_after_it_was_cleared(raw_office: Connection) -> None:
    put(raw_office, "case_flag", case_id=1, flag=Flag.KEY)
    with pytest.raises(IntegrityError, match="case_flag"), raw_office.begin_nested():
        put(raw_office, "case_flag", case_id=1, flag=Flag.KEY)
    run(raw_office, "UPDATE case_flag SET cleared_at = raised_at")
    put(raw_office, "case_flag", case_id=1, flag=Flag.KEY)
    assert len(raw_office.execute(select(CaseFlag.id)).all()) == 2


# --- who owns a case ------------------------------------------------------------------------------


def test_an_owner_holds_a_post_of_the_level(raw_office: Connection) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        put_owners(raw_office, city=2, sub=4)


def test_an_owner_does_not_change_level_under_a_case(raw_office: Connection) -> None:
    put_owners(raw_office)
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        run(raw_office, "UPDATE officer SET level = 'city' WHERE id = 2")


def test_an_interval_does_not_end_before_it_begins(raw_office: Connection) -> None:
    with pytest.raises(IntegrityError, match="ck_ownership_interval_forward"):
        put(raw_office, "ownership", case_id=1, level=Level.SUB, officer_id=2, from_at=NOON, to_at=MOMENT)


def test_owners_are_found_by_case_without_reading_all(sqlite_database: Database) -> None:
    asked = "SELECT * FROM ownership WHERE case_id = 1 AND level = 'sub' AND from_at < 'x'"
    with sqlite_database.engine.connect() as connection:
        (step,) = connection.execute(text(f"EXPLAIN QUERY PLAN {asked}"))
    assert "USING INDEX ix_ownership_case_id_level (case_id=? AND level=?)" in step[-1]


def test_the_officers_roles_and_unit_come_with_the_officer(session: Session) -> None:
    put(session.connection(), "officer_role", officer_id=1, role="operator")
    officer = session.get_one(Officer, 1)
    assert officer.actor.roles == {"operator"} and officer.unit.code == "sub"


def test_nobody_is_given_the_owners_role_for_good(raw_office: Connection) -> None:
    with pytest.raises(IntegrityError, match="ck_officer_role_role_not_by_case"):
        put(raw_office, "officer_role", officer_id=1, role="owner_city")


# --- two at once ----------------------------------------------------------------------------------

HANDS = 8


def race(work: Callable[[], object]) -> list[Exception]:
    """Let eight threads begin ``work`` together; what went wrong in them."""
    start, failures = threading.Barrier(HANDS), list[Exception]()

    def hand() -> None:
        start.wait()
        try:
            work()
        except Exception as failure:
            failures.append(failure)

    threads = [threading.Thread(target=hand) for _ in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


@pytest.fixture
def settled(database: Database) -> Engine:
    """An office with one case and a paper counter at nought, committed."""
    with database.engine.begin() as connection:
        put_office(connection)
        put_case(connection)
        put(connection, "paper_counter", kind=Effect.ISSUE_REPLY, year=2026, last=0)
    return database.engine


def test_of_eight_who_change_one_case_at_once_exactly_one_succeeds(settled: Engine) -> None:
    sessions = make_sessions(settled)
    everybody_has_read = threading.Barrier(HANDS)

    def change() -> None:
        with sessions() as session:
            case = session.get_one(Case, 1)
            session.commit()
            everybody_has_read.wait()
            case.title = threading.current_thread().name
            session.commit()

    failures = race(change)
    assert [type(failure) for failure in failures] == [StaleDataError] * (HANDS - 1)
    with sessions() as session:
        case = session.get_one(Case, 1)
        assert case.version == 2 and case.title.startswith("Thread-")


def test_reading_then_writing_at_once_loses_nothing_on_sqlite(sqlite_database: Database) -> None:
    put_counter(sqlite_database.engine)
    sessions = make_sessions(sqlite_database.engine)

    def count() -> None:
        for _ in range(10):
            with sessions.begin() as session:
                counter = session.scalars(select(PaperCounter)).one()
                counter.last += 1

    assert race(count) == []
    with sessions() as session:
        assert session.scalars(select(PaperCounter.last)).one() == HANDS * 10


def test_a_plain_begin_would_lose_on_sqlite(sqlite_database: Database) -> None:
    """Why ``BEGIN IMMEDIATE``: who only meant to read cannot write once another wrote, however long it waits."""
    put_counter(sqlite_database.engine)
    reading = sqlite_database.engine.execution_options(reading=True)
    with reading.connect() as reader, sqlite_database.engine.begin() as writer:
        reader.execute(select(PaperCounter.last)).one()
        run(writer, "UPDATE paper_counter SET last = 1")
        writer.commit()
        with pytest.raises(OperationalError, match="locked"):
            run(reader, "UPDATE paper_counter SET last = 2")


def test_readers_do_not_wait_for_the_writer_on_sqlite(sqlite_database: Database) -> None:
    put_counter(sqlite_database.engine)
    reading = sqlite_database.engine.execution_options(reading=True)
    with sqlite_database.engine.begin() as writer, reading.connect() as reader:
        run(writer, "UPDATE paper_counter SET last = 1")
        assert reader.execute(select(PaperCounter.last)).scalar_one() == 0


def put_counter(engine: Engine) -> None:
    """A paper counter at nought."""
    with engine.begin() as connection:
        put(connection, "paper_counter", kind=Effect.ISSUE_REPLY, year=2026, last=0)


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)]
)
def test_sqlite_is_opened_durably(
    tmp_path_factory: pytest.TempPathFactory, pragma: str, value: object
) -> None:
    from petitions.db import make_engine

    engine = make_engine(f"sqlite:///{tmp_path_factory.mktemp('durable') / 'bihuan.db'}")
    with engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value
    engine.dispose()
