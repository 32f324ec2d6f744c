import pytest


def test_a_handler_finds_what_waits_for_his_own_hand(client_as, scenario):
    case = scenario.received().transferred()
    page = client_as("handler").get("/").text
    assert case.no in page and "待签收" in page and "信访科待办箱" not in page


def test_the_petition_officer_finds_the_new_cases_and_the_trays(client_as, scenario):
    new, elsewhere = scenario.received(), scenario.received().signed_in()
    page = client_as("petition_officer").get("/").text
    waiting = page.partition('id="waiting"')[2].partition("</section>")[0]
    assert new.no in waiting and elsewhere.no not in waiting
    assert "信访科待办箱" in page


@pytest.mark.parametrize("who", ["system_admin", "security_admin"])
def test_an_administrator_finds_no_case(client_as, scenario, who):
    case = scenario.received()
    page = client_as(who).get("/").text
    assert case.no not in page and "在办" not in page
    assert "bihuan user" in page


def test_the_figures_count_only_what_the_reader_may_see(client_as, scenario):
    scenario.received().transferred()
    figure = 'class="figure-value"><a href="/backlog">{}</a>'
    assert figure.format(1) in client_as("handler").get("/").text
    assert figure.format(0) in client_as("west_handler").get("/").text


def test_somebody_for_whom_nothing_waits_is_told_so(client_as):
    assert "没有等您办理的案件" in client_as("bureau_head").get("/").text


def test_who_oversees_finds_the_most_urgent_cases(client_as, scenario):
    case = scenario.received().transferred()
    page = client_as("leader").get("/").text
    assert "最急的案件" in page and case.no in page and "等我办理" not in page
