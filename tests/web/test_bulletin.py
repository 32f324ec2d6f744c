"""The bulletin's pages: who opens them, that they show what was counted, and what is downloaded."""

from dataclasses import replace

import pytest

from reports import bulletin
from reports.figures import Totals
from reports.kpis import KPIS
from tests.reports.register import FIRM, filled
from tests.support.printed import text_of
from web.background.worker import Worker
from web.views.bulletin import READERS
from workflow.roles import BY_CASE, Role

PAGES = ("/bulletin", "/bulletin/2026-10", "/bulletin/2026-10.pdf?edition=public")
OTHERS = sorted(set(Role) - BY_CASE - set(READERS) - {Role.SYSTEM})


@pytest.fixture
def register(scenario):
    """The register that is counted by hand."""
    return filled(scenario)


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_opens_the_bulletin(client_as, who):
    client = client_as(who.value)
    assert [client.get(page).status_code for page in PAGES] == [403, 403, 403]


@pytest.mark.parametrize("who", READERS)
def test_whoever_answers_for_the_figures_reads_them(client_as, who):
    client = client_as(who.value)
    assert [client.get(page).status_code for page in PAGES[:2]] == [200, 200]
    assert "/bulletin" in client.get("/").text


def test_nobody_comes_in_without_a_login(client):
    assert {client.get(page).status_code for page in PAGES} == {302}


def test_the_months_that_have_items_are_listed(client_as, register):
    page = client_as("statistician").get("/bulletin").text
    assert page.index("2026年10月") < page.index("2026年9月") < page.index("2026年8月")
    assert "2026年7月" not in page
    assert 'action="/bulletin/2026-10/print"' in page and 'value="public"' in page


def test_an_office_without_items_is_told_so(client_as):
    assert "还没有登记过信访件" in client_as("statistician").get("/bulletin").text


def test_the_page_shows_every_indicator_with_both_numbers_and_its_definition(client_as, register):
    page = client_as("bureau_head").get("/bulletin/2026-10").text
    for kpi in KPIS:
        assert kpi.name in page and kpi.definition in page
    assert "75.00%" in page and "3/4" in page  # decided in time
    assert "统计截至2026-10-31" in page
    assert page.count('role="list"') >= 2 and page.count("<summary>数据表") == page.count('role="list"')
    assert 'aria-label="2026年1月：0"' in page, "each mark of a chart tells itself"
    assert FIRM in page and register["overdue"].no in page


def test_the_page_names_no_petitioner(client_as, register):
    page = client_as("bureau_head").get("/bulletin/2026-10").text
    assert "刘某某" not in page and "19900008871" not in page


def test_the_page_is_read_in_english_around_the_chinese_text(client_as, register):
    client = client_as("leader")
    client.send("/language", {"language": "en", "next": "/"})
    assert "Indicators" in client.get("/bulletin/2026-10").text


@pytest.mark.parametrize("month", ["2026-12", "2026-13", "2026-9", "2026年10月", "x"])
def test_a_month_that_is_none_or_has_not_begun_is_not_found(client_as, month):
    client = client_as("statistician")
    assert client.get(f"/bulletin/{month}").status_code == 404
    assert client.get(f"/bulletin/{month}.pdf").status_code == 404


def test_an_edition_that_there_is_not_is_not_found(client_as):
    assert client_as("statistician").get("/bulletin/2026-10.pdf?edition=secret").status_code == 404


def test_totals_that_disagree_are_told_instead_of_printed(client_as, register, monkeypatch):
    counted = bulletin.month_facts
    wrong = Totals(7, 3, 2, 0, 2)
    monkeypatch.setattr(bulletin, "month_facts", lambda *given: replace(counted(*given), totals=wrong))
    client = client_as("statistician")
    answer = client.get("/bulletin/2026-10")
    assert answer.status_code == 409
    assert "各渠道之和为6，登记总数为7，二者不符" in answer.text


def test_a_draft_is_printed_beside_the_requests_in_the_edition_that_was_asked_for(client_as, register, app):
    client = client_as("petition_head")
    asked = {
        edition: client.send("/bulletin/2026-10/print", {"edition": edition}).headers["Location"]
        for edition in ("internal", "public")
    }
    Worker(app.extensions["bihuan"]).run(until_idle=True)
    internal, public = (client.send(f"{asked[edition]}/file", {}) for edition in ("internal", "public"))
    assert internal.mimetype == public.mimetype == "application/pdf"
    assert "bihuan-2026-10.pdf" in internal.headers["Content-Disposition"]
    assert "bihuan-2026-10-public.pdf" in public.headers["Content-Disposition"]
    said, published = text_of(internal.data), text_of(public.data)
    assert "2026年10月" in said and "2026年10月" in published
    assert FIRM in said and FIRM not in published
    assert register["overdue"].no in said and register["overdue"].no not in published


def test_what_is_not_issued_has_no_final_file_and_the_reader_is_told_what_to_do(client_as, register):
    client = client_as("petition_head")
    answer = client.get("/bulletin/2026-10.pdf?edition=internal")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/bulletin/2026-10")
    assert "请生成送审稿" in client.get("/bulletin/2026-10").text


def test_no_edition_but_the_two_is_printed(client_as):
    client = client_as("statistician")
    assert client.send("/bulletin/2026-10/print", {"edition": "secret"}).status_code == 404
    assert client.send("/bulletin/2026-12/print", {"edition": "public"}).status_code == 404
