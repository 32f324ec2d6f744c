"""The totals of a month in SQL written by hand for SQLite and this register: what the facts are held against.

Each statement is as direct as its author could make it, takes the one connection, and gives numbers alone; the totals
of both are compared before anybody is timed. What the facts tell beyond it (owners, supervision, backlog, typical
cases, lists with their names) is not counted here, so the comparison leans to the SQL's side.
"""

import sqlite3
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from reports.figures import MonthFacts
from reports.month import Month
from workflow.calendar import SHANGHAI

STANDING = """
SELECT c.month, coalesce(c.unit_id, c.district_id, 0) AS unit,
       CASE WHEN m.case_id IS NULL THEN c.state ELSE (
           SELECT e.target FROM case_event e WHERE e.case_id = c.id AND e.at < :end ORDER BY e.seq DESC LIMIT 1)
       END AS standing, coalesce(c.accepted_at < :end, 0) AS accepted, count(*)
  FROM petition_case c
  LEFT JOIN (SELECT DISTINCT case_id FROM case_event WHERE day > :last) m ON m.case_id = c.id
 WHERE c.month BETWEEN :since AND :month AND c.state NOT IN ('draft', 'discarded')
 GROUP BY 1, 2, 3, 4
"""
CHANNELS = "SELECT month, channel, count(*) FROM petition_case WHERE month IN ({months}) GROUP BY 1, 2"
TYPES = """
SELECT c.month, t.type, t.subtype, count(*) FROM petition_case c JOIN case_type t ON t.case_id = c.id
 WHERE c.month IN ({months}) GROUP BY 1, 2, 3
"""
INDUSTRIES = """
SELECT c.month, coalesce(c.industry, e.industry), count(*) FROM petition_case c
  LEFT JOIN enterprise e ON e.id = c.enterprise_id WHERE c.month IN ({months}) GROUP BY 1, 2
"""
HOT = """
SELECT enterprise_id + 0, count(*) FROM petition_case WHERE month IN ({months}) AND received_at >= :window
   AND received_at < :end AND enterprise_id IS NOT NULL GROUP BY 1 HAVING count(*) > 2
"""
DECIDED = """
SELECT coalesce(c.unit_id, c.district_id, 0), count(*), sum(r.stopped_at < :end AND r.stopped_by = 'accept'),
       sum(r.stopped_at < :end AND r.stopped_at <= r.due_at)
  FROM term_run r JOIN petition_case c ON c.id = r.case_id
 WHERE r.term = 'accept.notify' AND r.due_at >= :start AND r.due_at < :end GROUP BY 1
"""
HANDLED = """
SELECT coalesce(c.unit_id, c.district_id, 0), count(*), sum(e.at IS NOT NULL), sum(e.at <= r.due_at),
       sum(EXISTS (SELECT 1 FROM finding f WHERE f.case_id = c.id AND f.truth IS NOT NULL AND f.visited_on <= :last))
  FROM term_run r JOIN petition_case c ON c.id = r.case_id
  LEFT JOIN case_event e ON e.case_id = c.id AND e.target = 'closed' AND e.at < :end
 WHERE r.term IN ('handle.A', 'handle.B', 'handle.C') AND r.due_at >= :start AND r.due_at < :end GROUP BY 1
"""
RATED = """
SELECT coalesce(c.unit_id, c.district_id, 0), count(*), count(v.rating), sum(v.rating IN ('satisfied', 'basically'))
  FROM term_run r JOIN petition_case c ON c.id = r.case_id
  LEFT JOIN evaluation v ON v.case_id = c.id AND v.rated_at < :end
 WHERE r.term = 'evaluate' AND r.due_at >= :start AND r.due_at < :end GROUP BY 1
"""
REPEATED = """
SELECT coalesce(c.unit_id, c.district_id, 0), count(*), sum(EXISTS (
           SELECT 1 FROM repeat_link l WHERE l.case_id = c.id AND l.verdict = 'confirmed' AND l.decided_at < :end))
  FROM petition_case c WHERE c.month = :month GROUP BY 1
"""
LASTED = """
SELECT coalesce(c.unit_id, c.district_id, 0), julianday(e.day) - julianday(date(c.{since}, '+8 hours')), count(*)
  FROM case_event e JOIN petition_case c ON c.id = e.case_id
 WHERE e.day BETWEEN :first AND :last AND e.verb = '{verb}' GROUP BY 1, 2
"""
FIRST = """
SELECT coalesce(c.unit_id, c.district_id, 0), count(*), sum(NOT EXISTS (
           SELECT 1 FROM repeat_link l JOIN petition_case n ON n.id = l.case_id
            WHERE l.earlier_id = c.id AND l.verdict = 'confirmed' AND l.decided_at < :end AND n.received_at > e.at))
  FROM case_event e JOIN petition_case c ON c.id = e.case_id
 WHERE e.day >= date(:first, '-90 days') AND e.day <= date(:last, '-90 days') AND e.verb = 'close'
   AND NOT EXISTS (SELECT 1 FROM repeat_link l WHERE l.case_id = c.id AND l.verdict = 'confirmed'
                      AND l.decided_at < :end) GROUP BY 1
"""
MATTERS = """
SELECT l.case_id, l.earlier_id, l.decided_at, c.state FROM repeat_link l JOIN petition_case c ON c.id = l.case_id
 WHERE l.verdict = 'confirmed' AND l.decided_at < :end
"""
OVERDUE = """
SELECT c.case_no, c.unit_id, r.due_at FROM term_run r JOIN petition_case c ON c.id = r.case_id
 WHERE r.term IN ('handle.A', 'handle.B', 'handle.C') AND r.due_at < :midnight AND r.stopped_at IS NULL
 UNION ALL
SELECT c.case_no, c.unit_id, r.due_at FROM term_run r JOIN petition_case c ON c.id = r.case_id
 WHERE r.case_id IN (SELECT case_id FROM case_event WHERE day > :last) AND r.stopped_at >= :end AND r.due_at < :midnight
   AND r.term IN ('handle.A', 'handle.B', 'handle.C')
"""


def totals(connection: sqlite3.Connection, month: Month) -> dict[str, list[Any]]:
    """The rows of every statement, by what they count."""
    ask = connection.execute
    three = (month, month.previous, month.year_ago)
    months = ", ".join(f"'{one}'" for one in three)
    span = _span(month)
    window = ", ".join(f"'{one}'" for one in month.run_up(5))
    found = {
        "standing": ask(STANDING, span | {"since": f"{month.year - 1}-01"}).fetchall(),
        "channels": ask(CHANNELS.format(months=months)).fetchall(),
        "types": ask(TYPES.format(months=months)).fetchall(),
        "industries": ask(INDUSTRIES.format(months=months)).fetchall(),
        "hot": ask(HOT.format(months=window), span).fetchall(),
        "matters": ask(MATTERS, span).fetchall(),
        "overdue": ask(OVERDUE, span).fetchall(),
    }
    for name, one in zip(("", " before", " a year ago"), three, strict=True):
        of = _span(one)
        found["decided" + name] = ask(DECIDED, of).fetchall()
        found["handled" + name] = ask(HANDLED, of).fetchall()
        found["rated" + name] = ask(RATED, of).fetchall()
        found["repeated" + name] = ask(REPEATED, of).fetchall()
        found["firsts" + name] = ask(FIRST, of).fetchall()
        for verb, since in (("accept", "received_at"), ("close", "accepted_at")):
            found[verb + name] = ask(LASTED.format(verb=verb, since=since), of).fetchall()
    return found


def _span(month: Month) -> dict[str, str]:
    def stored(day: date, back: int = 0) -> str:
        moment = datetime.combine(day, time.min, SHANGHAI).astimezone(UTC) - timedelta(days=back)
        return f"{moment:%Y-%m-%d %H:%M:%S}.000000"

    end = month.next.first_day
    return {
        "month": str(month),
        "first": month.first_day.isoformat(),
        "last": month.last_day.isoformat(),
        "start": stored(month.first_day),
        "end": stored(end),
        "midnight": stored(month.last_day),
        "window": stored(end, 90),
    }


def differences(found: dict[str, list[Any]], facts: MonthFacts, month: Month) -> list[str]:
    """Where the two disagree: the time of a wrong answer is worth nothing."""
    by_month: Counter[str] = Counter()
    accepted: Counter[str] = Counter()
    for of, _unit, _standing, is_accepted, number in found["standing"]:
        by_month[of] += number
        accepted[of] += number * is_accepted
    cohort, sums = facts.cohort, {name: _sums(rows) for name, rows in found.items()}
    pairs = {
        "registered": (by_month[str(month)], facts.totals.registered),
        "accepted": (accepted[str(month)], facts.totals.accepted),
        "a year ago": (by_month[str(month.year_ago)], facts.year_ago.registered),
        "cumulative": (
            sum(by_month[str(one)] for one in month.run_up(month.number)),
            facts.cumulative.registered,
        ),
        "decided": (
            sums["decided"],
            [cohort.decisions_due, cohort.accepted, cohort.decided_in_time],
        ),
        "handled": (
            sums["handled"],
            [cohort.handling_due, cohort.closed, cohort.closed_in_time, cohort.investigated],
        ),
        "rated": (sums["rated"], [cohort.ratings_due, cohort.rated, cohort.satisfied]),
        "repeated": (sums["repeated"], [cohort.received, cohort.repeats]),
        "firsts": (sums["firsts"], [cohort.firsts_watched, cohort.firsts_settled]),
        "hot": (sums["hot"], [sum(firm.count for firm in facts.repeats.hot)]),
        "overdue": (len(found["overdue"]), len(facts.overdue)),
        "closing days": (_days(found["close"]), Counter(dict(cohort.closing_days))),
        "decided a year ago": (sums["decided a year ago"][0], facts.year_ago_cohort.decisions_due),
    }
    return [
        f"{name}: {sql} by SQL, {ours} by the facts" for name, (sql, ours) in pairs.items() if sql != ours
    ]


def _sums(rows: list[Any]) -> list[Any]:
    """The sums of the columns of numbers, the first being the key."""
    numbers = [[value or 0 for value in row[1:]] for row in rows]
    if not all(isinstance(value, int) for row in numbers for value in row):
        return []
    return [sum(column) for column in zip(*numbers, strict=True)] if numbers else [0]


def _days(rows: list[Any]) -> Counter[int]:
    lengths: Counter[int] = Counter()
    for _unit, days, number in rows:
        lengths[round(days)] += number
    return lengths
