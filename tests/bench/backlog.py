"""The first page of the backlog, against the same statement past SQLAlchemy and against the bare index."""

from typing import Any

from sqlalchemy import event

from petitions.models.case import BACKLOG_STATES
from petitions.queries.backlog import backlog
from petitions.queries.paging import PAGE
from tests.bench.bureau import NOW, Bureau
from tests.bench.measure import Result, compare, take_turns
from tests.bench.written import raw_connection

OURS, SAME, BARE = "petitions.queries.backlog", "the same statement, raw", "the cases' own columns, raw"

BARE_QUERY = (
    "SELECT c.id, c.case_no, c.state, c.channel, c.track, c.primary_type, c.title, c.place, u.short_name, "
    "c.received_at, c.next_due_at FROM petition_case c LEFT JOIN unit u ON u.id = c.unit_id "
    f"WHERE c.state IN ({BACKLOG_STATES}) ORDER BY c.next_due_at, c.id LIMIT {PAGE + 1}"
)


def measure(bureau: Bureau, rounds: int) -> Result:
    """Ask for the first page again and again, as a leader who sees every case."""
    leader, raw = bureau.cast.actors["leader1"], raw_connection(bureau.path)
    statement, values = _statement(bureau)
    reading = bureau.sessions.kw["bind"].execution_options(reading=True)

    def ours() -> None:
        with bureau.sessions(bind=reading) as session:
            assert backlog(session, leader, NOW).rows

    contenders = {
        BARE: lambda: raw.execute(BARE_QUERY).fetchall(),
        SAME: lambda: raw.execute(statement, values).fetchall(),
        OURS: ours,
    }
    times = take_turns(rounds, contenders)
    raw.close()
    return Result("backlog", bureau.size, compare(times, OURS, SAME), "at most 3 × raw, and flat")


def _statement(bureau: Bureau) -> tuple[str, Any]:
    """The page's statement as it reaches the driver, with its values."""
    seen: list[tuple[str, Any]] = []

    def note(connection: Any, cursor: Any, statement: str, values: Any, *rest: Any) -> None:
        seen.append((statement, values))

    event.listen(bureau.engine, "before_cursor_execute", note)
    with bureau.sessions() as session:
        backlog(session, bureau.cast.actors["leader1"], NOW)
    event.remove(bureau.engine, "before_cursor_execute", note)
    return seen[-1]
