"""The list behind a figure has as many items as the figure says: for every indicator, both numbers, every unit."""

from datetime import date, timedelta

import pytest

from petitions.db import make_sessions
from reports.facts import month_facts
from reports.kpis import KPIS, KpiUnit
from reports.lineage import FIGURES, PAGE, Part, items_of, kind_code, kpi_code, listed, unit_numbers
from reports.month import Month
from tests.reports.conftest import CITY_DAY as TODAY
from tests.reports.conftest import CITY_NOW as NOW
from workflow.roles import Actor, Role
from workflow.states import Bucket
from workflow.vocabulary import Channel, Industry, PollutionType

OCTOBER = Month(2026, 10)
STATISTICIAN = Actor(1, "统计通报员", frozenset({Role.STATISTICIAN}))


@pytest.fixture(scope="module")
def session(city):
    with make_sessions(city)() as session:
        yield session


@pytest.fixture(
    scope="module", params=[(OCTOBER, TODAY), (Month(2026, 11), TODAY), (OCTOBER, date(2026, 10, 20))]
)
def counted(request, session):
    """A month that is over, one that runs, and one as it was counted while it ran."""
    month, today = request.param
    return month, today, month_facts(session, month, today)


def test_each_indicator_has_as_many_items_as_it_says_whole_and_by_unit(session, counted):
    month, today, facts = counted
    numbers, compared = unit_numbers(session), 0
    cohorts = {None: facts.cohort} | {numbers[unit.name]: unit.cohort for unit in facts.units}
    assert len(cohorts) == 1 + len(facts.units)
    for kpi in KPIS:
        for part, count in ((Part.NUMERATOR, kpi.numerator), (Part.DENOMINATOR, kpi.denominator)):
            figure = FIGURES[kpi_code(kpi, part)]
            everything = items_of(session, figure, month, today)
            for unit, cohort in cohorts.items():
                found = [one for one in everything if unit in (None, one.unit)]
                if figure.middle:
                    found = items_of(session, figure, month, today, unit)
                days = kpi.unit is KpiUnit.DAYS and part is Part.NUMERATOR
                figured = sum(one.days for one in found) if days else len(found)
                assert figured == count(cohort), (kpi.code, part, unit)
                compared += count(cohort) > 0
    assert compared > 60


def test_totals_columns_and_kinds_have_as_many_items_as_they_say(session, counted):
    month, today, facts = counted
    numbers = unit_numbers(session)
    found = {
        code: items_of(session, figure, month, today)
        for code, figure in FIGURES.items()
        if "rate" not in code
    }

    def size(code, unit=None):
        return sum(unit in (None, one.unit) for one in found[code])

    for name in ("registered", "accepted", "refused", "answered", "undecided"):
        assert size(name) == getattr(facts.totals, name), name
    for unit in facts.units:
        for bucket in (Bucket.NOT_STARTED, Bucket.IN_PROGRESS, Bucket.DONE, Bucket.REFUSED):
            assert size(f"status.{bucket.value}", numbers[unit.name]) == getattr(unit, bucket.value)
    for kinds, told in (
        (Channel, facts.channels),
        (PollutionType, [kind.type for kind in facts.types]),
        (Industry, facts.industries),
    ):
        counted_by = {line.label: line.this for line in told}
        assert {kind.label: size(kind_code(kind)) for kind in kinds if kind.label in counted_by} == counted_by
        assert any(counted_by.values())


def test_the_list_is_paged_and_every_item_stands_on_one_page(session):
    members = items_of(session, FIGURES["registered"], OCTOBER, TODAY)
    pages = [listed(session, members, STATISTICIAN, NOW, page) for page in range(1, 2 + len(members) // PAGE)]
    numbers = [line.case_no for page in pages for line, _ in page.rows]
    assert len(pages) > 1 and all(page.pages == len(pages) for page in pages)
    assert len(numbers) == len(set(numbers)) == len(members) - pages[0].hidden
    assert listed(session, members, STATISTICIAN, NOW, 10_000).page == len(pages)


def test_whoever_may_not_see_a_case_is_told_only_how_many_there_are(session):
    members = items_of(session, FIGURES["registered"], OCTOBER, TODAY)
    numbers = unit_numbers(session)
    own = next(unit for unit in numbers.values() if any(one.unit == unit for one in members))
    page = listed(session, members, Actor(9999, "承办人", frozenset({Role.HANDLER}), own), NOW)
    assert 0 < page.hidden < page.total == len(members)
    nobody = listed(session, members, Actor(9999, "系统管理员", frozenset({Role.SYSTEM_ADMIN})), NOW)
    assert nobody.rows == () and nobody.hidden == nobody.total


def test_the_month_before_is_counted_as_of_the_same_day(session):
    """A later day may judge more; the day is an argument, and an earlier one gives the earlier list again."""
    figure = FIGURES["accepted"]
    sizes = [len(items_of(session, figure, OCTOBER, date(2026, 10, 5) + timedelta(days=n))) for n in (0, 20)]
    assert sizes[0] < sizes[1]
