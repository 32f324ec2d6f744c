"""The facts of two months of the demonstration city against a second count that shares no line with the first."""

import re
from calendar import monthrange
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from sqlalchemy import text

from petitions.db import make_sessions
from petitions.office import Settings
from reports.bulletin import bulletin, checked_facts
from reports.html import document_html
from reports.model import Annex, Figure, Heading, Paragraph, Table
from reports.month import Month
from reports.monthly.compose import Edition
from reports.periods import parse_period
from tests.reports.conftest import CITY_DAY as TODAY

CHINA = timezone(timedelta(hours=8))
MONTHS = (Month(2026, 9), Month(2026, 10), Month(2026, 11))


@pytest.fixture(scope="module")
def facts(city):
    """The three months that the city touches."""
    with make_sessions(city)() as session:
        return {month: checked_facts(session, month, TODAY) for month in MONTHS}


@pytest.fixture(scope="module")
def stories(city):
    """Every case with its events, as plain rows."""
    with city.connect() as connection:
        cases = {row.id: row for row in connection.execute(text("SELECT * FROM petition_case"))}
        events = defaultdict(list)
        query = "SELECT case_id, at, verb, source, target FROM case_event ORDER BY case_id, seq"
        for row in connection.execute(text(query)):
            events[row.case_id].append((_moment(row.at), row.verb, row.source, row.target))
    return [(case, events[number]) for number, case in cases.items()]


def _moment(stored):
    return datetime.fromisoformat(str(stored)).replace(tzinfo=UTC).astimezone(CHINA)


def _end(month):
    last = date(month.year, month.number, monthrange(month.year, month.number)[1])
    return datetime.combine(min(last, TODAY) + timedelta(days=1), datetime.min.time(), CHINA)


def _first(events, verbs, before):
    return next((at for at, verb, _, _ in events if verb in verbs and at < before), None)


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_totals_and_status_agree_with_a_count_over_plain_rows(facts, stories, month):
    end, found = _end(month), Counter()
    for case, events in stories:
        if case.month != str(month) or case.state == "draft":
            continue
        verbs = {verb for at, verb, _, _ in events if at < end}
        found["registered"] += 1
        found["accepted"] += bool(verbs & {"accept", "merge"})
        turned_away = {"refuse", "no_longer_accept", "redirect", "refer_discipline"}
        withdrawn = "withdraw" in verbs and "accept" not in verbs
        found["refused"] += bool(verbs & turned_away) or withdrawn
        found["answered"] += "answer" in verbs
    totals = facts[month].totals
    assert found["registered"] == totals.registered > 0
    assert (found["accepted"], found["refused"], found["answered"]) == (
        totals.accepted, totals.refused, totals.answered,
    )  # fmt: skip


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_decisions_agree_with_a_count_over_plain_rows(facts, stories, month):
    end, due, in_time = _end(month), 0, 0
    deciding = {
        "accept", "merge", "refuse", "no_longer_accept", "redirect", "refer_discipline", "answer", "withdraw",
    }  # fmt: skip
    for case, events in stories:
        fifteenth = _moment(case.received_at).date() + timedelta(days=15)
        judged = fifteenth < min(end.date(), TODAY)
        if (
            case.state == "draft"
            or not judged
            or (fifteenth.year, fifteenth.month) != (month.year, month.number)
        ):
            continue
        decided = _first(events, deciding, end)
        due += 1
        in_time += decided is not None and decided.date() <= fifteenth
    cohort = facts[month].cohort
    assert (cohort.decisions_due, cohort.decided_in_time) == (due, in_time)
    assert due > 0


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_lengths_agree_with_a_count_over_plain_rows(facts, stories, month):
    end, acceptance, closing = _end(month), Counter(), Counter()
    begin = datetime(month.year, month.number, 1, tzinfo=CHINA)
    for case, events in stories:
        accepted = _first(events, {"accept"}, end)
        if accepted and accepted >= begin:
            acceptance[(accepted.date() - _moment(case.received_at).date()).days] += 1
        closed = [at for at, verb, _, _ in events if verb in {"close", "finish_stage"} and begin <= at < end]
        if closed and accepted:
            closing[(closed[-1].date() - accepted.date()).days] += 1
    cohort = facts[month].cohort
    assert dict(cohort.acceptance_days) == acceptance
    assert dict(cohort.closing_days) == closing


def test_each_month_begins_where_the_one_before_ended(facts):
    september, october, november = (facts[month] for month in MONTHS)
    assert october.previous.registered == september.totals.registered
    assert october.previous_cohort == september.cohort
    for before, after in pairwise((september, october, november)):
        assert after.backlog.opening == before.backlog.closing


def test_a_running_month_is_compared_with_as_many_days_of_the_last(city, facts):
    with make_sessions(city)() as session:
        days = checked_facts(session, parse_period("2026-10-01..2026-10-20"), TODAY)
    november, october = facts[MONTHS[2]], facts[MONTHS[1]]
    assert november.running and not october.running
    assert november.previous.registered == days.totals.registered < october.totals.registered
    assert november.previous_cohort == days.cohort != october.cohort
    assert sum(line.previous for line in november.channels) == days.totals.registered
    said = bulletin(november, Settings(), TODAY).blocks[0].text
    assert said.startswith("2026年11月（截至11月20日），全市")
    assert "本月尚未结束，以上数据统计至2026年11月20日，环比、同比均取相同时段。" in said


QUARTER = parse_period("2026-Q4")


def test_a_quarter_is_the_sum_of_its_months_in_all_that_goes_by_receipt_or_limit(city, facts):
    with make_sessions(city)() as session:
        quarter = checked_facts(session, QUARTER, TODAY)
    parts = [facts[month] for month in MONTHS[1:]]
    assert quarter.totals.registered == sum(part.totals.registered for part in parts)
    for name in ("decisions_due", "handling_due", "ratings_due", "received", "answers_due", "firsts_watched"):
        assert getattr(quarter.cohort, name) == sum(getattr(part.cohort, name) for part in parts), name
    assert quarter.visits == sum(part.visits for part in parts)
    assert len(quarter.notices) == sum(len(part.notices) for part in parts)
    assert quarter.backlog.opening == parts[0].backlog.opening
    assert quarter.backlog.closing == parts[-1].backlog.closing


def test_weeks_and_single_days_part_the_month_without_rest(city, facts):
    october = facts[MONTHS[1]]
    with make_sessions(city)() as session:
        weeks = [
            checked_facts(session, parse_period(f"2026-10-{since:02d}..2026-10-{until:02d}"), TODAY)
            for since, until in ((1, 11), (12, 18), (19, 31))
        ]
        week = checked_facts(session, parse_period("2026-W42"), TODAY)
    assert sum(one.totals.registered for one in weeks) == october.totals.registered
    assert sum(one.cohort.decisions_due for one in weeks) == october.cohort.decisions_due
    assert sum(one.cohort.received for one in weeks) == october.cohort.received
    assert replace(week, period=weeks[1].period) == replace(weeks[1], year_ago=week.year_ago)


def _words(blocks):
    for block in blocks:
        match block:
            case Heading(_, words):
                yield words
            case Paragraph(words, lead):
                yield lead + words
            case Table():
                yield from (block.caption, *block.notes, *(cell for row in block.rows for cell in row))
            case Figure():
                yield from (block.caption, block.alt, *block.notes)
            case Annex():
                yield from _words(block.blocks)


@pytest.mark.parametrize("edition", Edition)
def test_no_edition_holds_a_petitioner_and_the_public_one_no_firm(city, facts, edition):
    document = bulletin(facts[Month(2026, 10)], Settings(), TODAY, edition=edition)
    said = "\n".join(_words((*document.blocks, *document.annexes)))
    assert "全市" in said and document_html(document)
    assert not re.search(r"1[3-9]\d{9}", said)
    with city.connect() as connection:
        firms = [
            row.name for row in connection.execute(text("SELECT name FROM enterprise WHERE NOT publishable"))
        ]
        numbers = [row.case_no for row in connection.execute(text("SELECT case_no FROM petition_case"))]
    named = [name for name in (*firms, *numbers) if name in said]
    assert bool(named) is (edition is Edition.INTERNAL)
