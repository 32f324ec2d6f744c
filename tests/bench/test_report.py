"""The report's benchmark counts the same as the facts before it times them, and prints what it promises."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from reports.facts import month_facts
from reports.month import Month
from tests.bench import pages, totals
from tests.bench.months import open_months
from tests.bench.pages import Compared, Run
from tests.bench.report import main

OCTOBER = Month(2026, 10)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("months")


def test_the_hand_written_sql_and_the_facts_agree_before_they_are_timed(folder, capsys):
    main(["--cases", "600", "--month", "40", "--only", "facts", "--rounds", "1", "--keep", str(folder)])
    printed = capsys.readouterr().out
    assert "facts · 600 cases" in printed and "bare SQL" in printed and "goal: at most 3 ×" in printed


def test_a_difference_is_noticed(folder):
    bureau = open_months(folder, 600, 40)
    with bureau.sessions() as session, closing(sqlite3.connect(bureau.path)) as raw:
        found, facts = totals.totals(raw, OCTOBER), month_facts(session, OCTOBER, date(2026, 11, 20))
    bureau.engine.dispose()
    assert totals.differences(found, facts, OCTOBER) == []
    assert facts.totals.registered > 30 and facts.cohort.closed > 5 and facts.cohort.repeats > 0
    found["overdue"].append(("HJ20260101-0000001", 1, ""))
    found["handled"] = found["handled"][1:]
    assert [line.partition(":")[0] for line in totals.differences(found, facts, OCTOBER)] == [
        "handled",
        "overdue",
    ]


def test_pages_are_told_with_ratio_memory_and_cost():
    told = "\n".join(pages.lines([Compared(20, Run(3.5, 3.0, 174, 20), Run(4.0, 3.2, 160, 20))]))
    assert "0.94" in told and "174 MB" in told and "150 ms" in told and "goal" in told
