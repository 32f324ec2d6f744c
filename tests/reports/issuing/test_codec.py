"""Figures are kept as data and read again as the very value."""

import json
from datetime import date

import pytest
from hypothesis import given, settings

from reports.facts import month_facts
from reports.issuing import codec
from reports.month import Month
from reports.periods import parse_period
from tests.reports import months
from tests.reports.any_month import any_facts


@pytest.mark.parametrize(
    "facts", [months.october(), months.empty(), months.one_item()], ids=lambda f: str(f.period)
)
def test_what_is_kept_is_read_again_as_it_was(facts):
    kept = codec.kept(facts)
    assert codec.read(kept) == facts
    assert codec.kept(codec.read(kept)) == kept


@settings(max_examples=25, deadline=None)
@given(any_facts())
def test_any_month_is(facts):
    assert codec.read(codec.kept(facts)) == facts


@pytest.mark.parametrize("period", ["2026-10", "2026-Q3", "2026-W43", "2026-09-15..2026-10-14"])
def test_so_are_counted_periods_of_every_kind(press, period):
    with press.scenario.sessions() as session:
        facts = month_facts(session, parse_period(period), date(2026, 11, 5))
    assert codec.read(codec.kept(facts)) == facts


def test_a_figure_that_an_older_bulletin_did_not_have_takes_its_default_and_one_that_left_is_passed_over():
    data = json.loads(codec.kept(months.october()))
    del data["visits"]
    data["weather"] = "fine"
    read = codec.read(json.dumps(data))
    assert read.visits == 0
    assert read.period == Month(2026, 10)
