"""The figures of an old register against an independent count over the sheet: every indicator that a ledger can tell."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from petitions.audit import verify
from petitions.intake.spreadsheets import read_rows
from petitions.models import Evaluation, Finding
from reports.bulletin import as_data
from reports.facts import month_facts
from reports.kpis import KPIS
from reports.periods import parse_period
from tests.support.ledger import Row, as_xlsx, figures, ledger, totals
from tests.support.office import Scenario, scenario
from tests.web.test_ledger import entered, taken
from workflow.calendar import SHANGHAI, local_day

__all__ = ["scenario"]


TOLD_BY_NO_LEDGER = {
    "dual_ownership_rate", "plan_coverage_rate", "backlog_settlement_rate", "rebound_rate", "supervision_reply_rate",
}  # fmt: skip


def compared(scenario: Scenario, sheet: list[Row], periods: list[str]) -> None:
    """Every indicator of these periods, whole and by unit, is what the sheet alone gives; so is what came in."""
    with scenario.sessions() as session:
        for written in periods:
            period = parse_period(written)
            data = as_data(month_facts(session, period, local_day(scenario.now)))
            wanted = {None: data["kpis"]} | data["units"]
            for unit in (None, *data["units"]):
                counted = figures(sheet, period.first_day, period.last_day, unit)
                assert set(counted) == {kpi.code for kpi in KPIS} - TOLD_BY_NO_LEDGER
                for code, numbers in counted.items():
                    got = wanted[unit][code]
                    assert (got["numerator"], got["denominator"]) == numbers, (written, unit, code)
                    assert set(got) >= {"name", "numerator", "denominator", "value"}
            assert set(data["units"]) >= {"东城分局", "西湖分局"}
            for key, base in (("this", period), ("previous", period.previous), ("year_ago", period.year_ago)):
                registered, channels, types = totals(sheet, base.first_day, base.last_day)
                told = (
                    data["totals"][key]
                    if key == "this"
                    else {"registered": data["totals"][key]["registered"]}
                )
                assert {name: registered[name] for name in told if name != "answered"} == {
                    name: count for name, count in told.items() if name != "answered"
                }, (written, key)
                assert {name: line[key] for name, line in data["channels"].items() if line[key]} == channels
                assert {name: line[key] for name, line in data["types"].items() if line[key]} == types


def covers(sheet: list[Row]) -> bool:
    """The sheet holds what the figures could go wrong by."""
    return all(any(test(one) for one in sheet) for test in (
        lambda one: one["不予受理时间"], lambda one: one["重复于"] and one["办结时间"],
        lambda one: not one["受理时间"] and not one["不予受理时间"], lambda one: one["联系方式"] == "匿名",
        lambda one: one["办结时间"] and not one["答复时间"], lambda one: one["答复时间"] and not one["满意度"],
    ))  # fmt: skip


def test_the_figures_are_those_of_the_sheet(scenario):
    until = scenario.now.astimezone(SHANGHAI).replace(tzinfo=None) - timedelta(hours=2)
    sheet = ledger(300, until, months=12)
    assert covers(sheet)
    outcome = taken(scenario, sheet)
    assert outcome.refused == [] and outcome.registered == 300
    compared(
        scenario,
        sheet,
        ["2026-03", "2026-10", "2026-Q2", "2026-W36", "2026-08-17..2026-09-23", "2026-01-01..2026-09-30"],
    )


def test_a_workbook_with_true_dates_gives_the_same_figures(scenario):
    until = scenario.now.astimezone(SHANGHAI).replace(tzinfo=None) - timedelta(hours=2)
    sheet = ledger(60, until, seed=5, months=6)
    table = read_rows(as_xlsx(sheet), "台账.xlsx")
    outcome = entered(scenario, table)
    assert outcome.refused == [] and outcome.registered == 60
    compared(scenario, sheet, ["2026-08", "2026-10"])


@pytest.mark.slow
def test_five_thousand_rows_give_the_figures_of_the_sheet_in_every_month(sqlite_database):
    scenario = Scenario(
        sqlite_database.engine
    )  # once, since it takes a minute and a half; 300 rows go into both
    until = scenario.now.astimezone(SHANGHAI).replace(tzinfo=None) - timedelta(hours=2)
    sheet = ledger(5000, until, seed=11)
    assert covers(sheet)
    outcome = taken(scenario, sheet)
    assert outcome.refused == [] and outcome.registered == 5000
    with scenario.sessions() as session:
        assert verify(session).broken is None
        assert session.scalar(select(func.count()).select_from(Finding)) == sum(
            bool(one["属实情况"]) for one in sheet
        )
        assert session.scalar(select(func.count()).select_from(Evaluation)) > 1000
    months = ["2025-12", *(f"2026-{month:02d}" for month in range(1, 11))]
    compared(scenario, sheet, [*months, "2025", "2026-Q1", "2026-Q3", "2026-W20", "2026-04-11..2026-05-10"])
