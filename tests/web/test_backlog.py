"""The leader's page: figures, bars, and the list narrowed and turned by its address."""

import re

import pytest
from sqlalchemy import event

from workflow.vocabulary import Channel, Flag


@pytest.fixture
def register(scenario):
    """One late case without a unit, one due soon in the east, one in time in the west."""
    late = scenario.received(channel=Channel.ORDER_12345).flagged(Flag.KEY)
    scenario.pass_time(days=6)
    soon = scenario.received(channel=Channel.ORDER_12345).transferred("east")
    scenario.pass_time(days=4)
    west = scenario.received().transferred("west").supervised()
    return {"late": late, "soon": soon, "west": west}


def listed(text):
    body = re.search(r"<tbody>(.*?)</tbody>", text, re.DOTALL)
    return list(dict.fromkeys(re.findall(r'href="/cases/([^"/#]+)"', body.group(1)))) if body else []


def test_the_figures_stand_over_the_list(client_as, register):
    text = client_as("bureau_head").get("/backlog").text
    figures = re.findall(r'figure-name">([^<]*)<.*?figure-value">(?:<a[^>]*>)?(\d+)', text, re.DOTALL)
    assert figures == [("在办", "3"), ("临期（≤3日）", "1"), ("超期", "1"), ("督办中", "1")]
    assert "最长超期3天" in text
    assert "其中待反馈1件" in text


def test_each_unit_has_its_bar_with_words(client_as, register):
    text = client_as("bureau_head").get("/backlog").text
    assert 'aria-label="东城分局：在办1，临期1，超期0"' in text
    assert 'aria-label="市局待转办：在办1，临期0，超期1"' in text


def test_the_most_urgent_stands_first_and_the_rest_is_narrowed_by_the_address(client_as, scenario, register):
    client, no = client_as("leader"), {name: case.no for name, case in register.items()}
    units = scenario.units
    assert listed(client.get("/backlog").text) == [no["late"], no["soon"], no["west"]]
    assert listed(client.get(f"/backlog?unit={units['east']}").text) == [no["soon"]]
    assert listed(client.get("/backlog?unit=0").text) == [no["late"]]
    assert listed(client.get("/backlog?urgency=overdue").text) == [no["late"]]
    assert listed(client.get("/backlog?urgency=soon").text) == [no["soon"]]
    assert listed(client.get("/backlog?urgency=normal&type=noise").text) == [no["west"]]
    assert listed(client.get("/backlog?flag=key").text) == [no["late"]]
    empty = client.get("/backlog?type=water").text
    assert listed(empty) == []
    assert "没有符合条件的案件。" in empty
    assert '<option value="water" selected>' in empty


def test_nonsense_in_the_address_narrows_nothing(client_as, register):
    for query in ("unit=x&type=y&urgency=z&flag=", "unit=99999999999999999999", "unit=²"):
        assert len(listed(client_as("leader").get(f"/backlog?{query}").text)) == 3, query


def test_the_list_is_turned_by_key_and_stays_narrowed(client_as, scenario):
    numbers = [scenario.received().no for _ in range(22)]
    client = client_as("leader")
    first = client.get("/backlog?type=noise").text
    following = re.search(r'href="([^"]*after=[^"]*)" rel="next"', first).group(1).replace("&amp;", "&")
    assert "type=noise" in following
    assert "OFFSET" not in following.upper()
    assert listed(first) + listed(client.get(following).text) == numbers


def test_people_of_a_unit_see_their_units_page(client_as, register):
    assert listed(client_as("west_handler").get("/backlog").text) == [register["west"].no]


def test_the_page_costs_the_same_number_of_statements_with_many_cases(client_as, app, scenario):
    said = []
    engine = app.extensions["bihuan"].reading.kw["bind"]
    event.listen(engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    counts = []
    client_as("leader").get("/backlog")  # the first request of an application reads the office as well
    for _ in range(2):
        scenario.received(channel=Channel.SUPERIOR).flagged(Flag.KEY).transferred()
        client = client_as("leader")
        said.clear()
        assert client.get("/backlog").status_code == 200
        counts.append(sum(statement.startswith("SELECT") for statement in said))
    assert 4 <= counts[0] == counts[1] <= 8


def test_cases_that_call_for_a_notice_are_proposed_with_their_reason(client_as, scenario):
    case = scenario.received().investigating()
    scenario.pass_time(days=65)
    client = client_as("supervisor")
    assert 'href="/backlog/proposals"' in client.get("/backlog").text
    text = client.get("/backlog/proposals").text
    assert case.no in text and "已超期" in text
    assert f'href="/cases/{case.no}/do/supervise?back=backlog"' in text
    case.supervised()
    assert "没有需要建议督办的案件" in client.get("/backlog/proposals").text


def test_who_may_issue_no_notice_sees_the_reasons_and_no_button(client_as, scenario):
    case = scenario.received().investigating()
    scenario.pass_time(days=65)
    text = client_as("handler").get("/backlog/proposals").text
    assert case.no in text and "/do/supervise" not in text
