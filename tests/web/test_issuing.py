"""The bulletin's way out on the pages: two people, words kept, figures that lead to cases, an issued one as it was."""

import re
from html import unescape

import pytest

from petitions import jobs
from reports.lineage import FIGURES
from tests.reports.register import FIRM, at, filled
from tests.support.printed import text_of
from web.background.kinds import BY_CODE, ISSUE, Order
from web.background.worker import Worker
from workflow.roles import BY_CASE, Role
from workflow.tables.bulletin import CHECKERS, DRAFTERS, ISSUERS

PAGE, TEXT = "/bulletin/2026-10", "/bulletin/2026-10/text"


@pytest.fixture
def register(scenario):
    """The register that is counted by hand; it is 5 November."""
    return filled(scenario)


@pytest.fixture
def quick_press(monkeypatch):
    """The press has tests of its own; here its papers are their own titles and numbers."""
    monkeypatch.setattr(
        "reports.pdf.document_pdf", lambda document: f"{document.full_title}{document.number}".encode()
    )


@pytest.fixture
def office(client_as, register, quick_press):
    """Who does what: ``office("statistician", "draft")`` sends the step as that person, from the page as it stands."""

    def act(who, verb, seen=None, **fields):
        client = client_as(who)
        given = {"seen": seen_on(client.get(PAGE).text) if seen is None else seen, **fields}
        return client.send(f"{PAGE}/do/{verb}", given)

    return act


def seen_on(page):
    found = re.findall(r'name="seen" value="(\d+)"', page)
    return found[0] if found else "0"


def typed_form(client, **changed):
    """The text's form as it stands, some fields typed anew by a word of their draft."""
    page = client.get(TEXT).text
    names = dict(re.findall(r'name="name-(\w+)" value="([^"]*)"', page))
    texts = dict(re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL))
    given = {"seen": seen_on(page)}
    for key, name in names.items():
        given |= {f"name-{key}": unescape(name), key: unescape(texts[key])}
    for words, text in changed.items():
        key = next(key for key in names if words in given[key])
        given[key] = text
    return given


def test_a_bulletin_goes_out_by_two_people_and_is_served_as_it_was_printed(
    client_as, register, scenario, app
):
    statistician, head, leader = (client_as(who) for who in ("statistician", "petition_head", "bureau_head"))
    assert statistician.send(f"{PAGE}/do/draft", {"seen": "0"}).status_code == 303
    form = typed_form(statistician, 严守办理时限="压实责任。各单位要在11月底前逐件办结。")
    assert statistician.send(TEXT, form).status_code == 303
    page = statistician.get(PAGE).text
    assert "压实责任" in page and "核稿通过" not in page
    assert head.send(f"{PAGE}/do/check", {"seen": seen_on(head.get(PAGE).text)}).status_code == 303
    answer = leader.send(f"{PAGE}/do/issue", {"seen": seen_on(leader.get(PAGE).text)})
    assert answer.status_code == 303 and answer.location.startswith("/jobs/")
    assert "2026年10月通报签发" in leader.get(answer.location).text and "已核稿" in leader.get(PAGE).text
    Worker(app.extensions["bihuan"]).run(until_idle=True)
    assert f'href="{PAGE}"' in leader.get(answer.location).text
    issued = leader.get(PAGE).text
    assert "已签发" in issued and "环信访〔2026〕1号" in issued and "SM3" in issued
    first = {edition: leader.get(f"{PAGE}.pdf?edition={edition}").data for edition in ("internal", "public")}
    said = {edition: text_of(body) for edition, body in first.items()}
    assert all(
        "〔2026〕1号" in text and "送审稿" not in text and "压实责任" in text for text in said.values()
    )
    assert FIRM in said["internal"] and FIRM not in said["public"]
    for text in said.values():
        assert not any(identity in text for identity in ("刘某某", "19900008871", "建国路120号"))
    at(scenario, 12, 1).received(received_at=at(scenario, 10, 30).now)
    at(scenario, 12, 1)
    fresh = client_as("bureau_head")
    assert {edition: fresh.get(f"{PAGE}.pdf?edition={edition}").data for edition in first} == first
    assert "环信访〔2026〕1号" in fresh.get("/bulletin").text


def test_whoever_drafted_is_told_why_he_may_not_check(client_as, office):
    office("petition_head", "draft")
    page = client_as("petition_head").get(PAGE).text
    assert "您起草或修改过本期通报" in page and "drafter-checks" in page
    answer = office("petition_head", "check")
    assert answer.status_code == 422 and "请由另一人核稿" in answer.text
    assert office("deputy_petitions", "check").status_code == 303


@pytest.mark.parametrize("who", sorted(set(Role) - BY_CASE - {Role.SYSTEM} - DRAFTERS - CHECKERS - ISSUERS))
def test_nobody_else_has_a_hand_in_it(client_as, who):
    client = client_as(who.value)
    for verb in ("draft", "check", "issue"):
        assert client.send(f"{PAGE}/do/{verb}", {"seen": "0"}).status_code == 403
    assert client.get(TEXT).status_code == 403


def test_a_month_that_runs_is_not_drafted(client_as, register):
    page = client_as("statistician").get("/bulletin/2026-11").text
    assert "2026年11月还没有结束" in page and "/do/draft" not in page
    answer = client_as("statistician").send("/bulletin/2026-11/do/draft", {"seen": "0"})
    assert answer.status_code == 422 and "期满次日以后起草" in answer.text


def test_a_step_from_an_old_page_is_told_what_happened(office):
    office("statistician", "draft")
    office("petition_officer", "recount")
    answer = office("petition_head", "check", seen="1")
    assert answer.status_code == 409 and "重新统计" in answer.text and "信访科经办" in answer.text
    assert office("statistician", "draft", seen="0").status_code == 409


def test_a_changed_number_is_refused_and_what_was_typed_stays(client_as, office):
    office("statistician", "draft")
    client = client_as("statistician")
    page = client.get(TEXT).text
    draft = unescape(re.search(r'name="name-p1" value="([^"]*)"', page).group(1))
    typed = draft.replace("6件", "66件", 1)
    answer = client.send(TEXT, typed_form(client, 共登记群众信访投诉举报=typed))
    assert answer.status_code == 422
    assert typed in unescape(answer.text) and "多出66" in answer.text and "text-unfit" in answer.text
    assert typed not in unescape(client.get(TEXT).text)


def test_words_typed_on_an_old_form_are_kept_on_the_page_as_it_now_stands(client_as, office):
    office("statistician", "draft")
    late, quick = client_as("statistician"), client_as("petition_officer")
    form = typed_form(late, 严守办理时限="甲要求。抓好落实。")
    assert quick.send(TEXT, typed_form(quick, 严守办理时限="乙要求。从严管理。")).status_code == 303
    answer = late.send(TEXT, form)
    assert answer.status_code == 409
    assert "甲要求。抓好落实。" in answer.text and "信访科经办" in answer.text
    assert "乙要求。从严管理。" in late.get(TEXT).text
    again = {**form, "seen": seen_on(answer.text)}
    assert late.send(TEXT, again).status_code == 303
    assert "甲要求。抓好落实。" in late.get(TEXT).text


def test_what_may_not_be_published_stops_the_check(client_as, office, scenario):
    office("statistician", "draft")
    client = client_as("statistician")
    client.send(TEXT, typed_form(client, 严守办理时限="尽快办结HJ20261005-000007。"))
    answer = office("petition_head", "check")
    assert answer.status_code == 422 and "信访件编号HJ20261005-000007" in answer.text


def test_totals_that_disagree_are_not_issued_and_it_is_said_which(client_as, office, monkeypatch):
    office("statistician", "draft")
    wrong = ("各渠道之和为5，登记总数为6，二者不符。",)
    monkeypatch.setattr("reports.issuing.paper.discrepancies", lambda facts: wrong)
    answer = office("petition_head", "check")
    assert answer.status_code == 422 and wrong[0] in answer.text and "totals-disagree" in answer.text
    monkeypatch.undo()


def test_it_goes_back_with_a_reason(client_as, office):
    office("statistician", "draft")
    office("petition_head", "check")
    assert office("bureau_head", "return", reason="").status_code == 422
    assert office("bureau_head", "return", reason="下步要求过于笼统。").status_code == 303
    page = client_as("statistician").get(PAGE).text
    assert "下步要求过于笼统。" in page and "草稿" in page


@pytest.fixture
def ended(app, office):
    """Asks for the issue as somebody, changes something, lets the work end; answers the page of the job."""

    def play(client, change=lambda: None):
        asked = client.send(f"{PAGE}/do/issue", {"seen": seen_on(client.get(PAGE).text)})
        kind = BY_CODE[ISSUE]
        with app.extensions["bihuan"].writing.begin() as session:
            ticket = jobs.claim(session, app.extensions["bihuan"].config.now())
        reading = app.extensions["bihuan"].reading
        made = kind.make(Order(ticket.parameters, ticket.asked_at, reading, lambda *told: None))
        change()
        with app.extensions["bihuan"].writing.begin() as session:
            Worker(app.extensions["bihuan"])._deliver(session, ticket, made)
        return client.get(asked.location).text

    return play


def test_what_changes_while_it_is_printed_stops_the_issue_and_the_issuer_is_told(client_as, office, ended):
    office("statistician", "draft")
    office("petition_head", "check")
    page = ended(client_as("bureau_head"), lambda: office("petition_head", "return", reason="还有一处要改。"))
    assert "没有签发" in page and "未完成" in page
    assert "草稿" in client_as("bureau_head").get(PAGE).text


def test_a_later_correction_is_printed_as_an_erratum_in_the_next(client_as, office, ended, scenario):
    office("statistician", "draft")
    office("petition_head", "check")
    assert "已完成" in ended(client_as("bureau_head"))
    received = at(scenario, 10, 30).now
    at(scenario, 12, 1).received(received_at=received)
    client = client_as("statistician")
    assert client.send("/bulletin/2026-11/do/draft", {"seen": "0"}).status_code == 303
    page = client.get("/bulletin/2026-11").text
    assert "往期通报数据更正" in page and "环信访〔2026〕1号" in page
    assert re.search(r"登记件数</td>\s*<td[^>]*>6件</td>\s*<td[^>]*>7件", page)
    issued = client.get(f"{PAGE}/figures/registered").text
    assert "通报中为6，登记更正后现为7" in issued


def test_every_number_leads_to_its_cases(client_as, register):
    client = client_as("leader")
    page = client.get(PAGE).text
    links = {
        unescape(link) for link in re.findall(r'href="(/bulletin/2026-10/figures/[^"]+)">(?:\d+)<', page)
    }
    assert len(links) > 25 and any("unit=" in link for link in links)
    overdue = register["overdue"].no
    for link in sorted(links)[::6]:
        assert client.get(link).status_code == 200
    answer = client.get(f"{PAGE}/figures/handling_due").status_code
    assert answer == 404
    found = client.get(f"{PAGE}/figures/timely_closure_rate.denominator").text
    assert f'<a href="/cases/{overdue}">' in page
    assert (
        "/bulletin/2026-10/figures/channel.letter" in links
        and "/bulletin/2026-10/figures/type.noise" in links
    )
    assert overdue in found and f"/cases/{overdue}" in found and "共2件" in found


def test_a_figure_or_unit_that_there_is_not_is_not_found(client_as, register):
    client = client_as("leader")
    assert client.get(f"{PAGE}/figures/registered?unit=没有的分局").status_code == 404
    assert client.get(f"{PAGE}/figures/weather").status_code == 404
    assert client.get(f"{PAGE}/figures/registered?page=x").status_code == 200
    assert set(FIGURES) >= {"registered", "repeat_rate.numerator"}


def test_the_public_preview_holds_nothing_internal(client_as, register):
    page = client_as("bureau_head").get(f"{PAGE}?edition=public").text
    text = page[page.index('id="text"') :]
    assert FIRM not in text and register["overdue"].no not in text


def test_the_pages_speak_english_around_the_chinese_text(client_as, office):
    office("statistician", "draft")
    client = client_as("statistician")
    client.send("/language", {"language": "en", "next": "/"})
    assert "Edit the text" in client.get(PAGE).text
    assert "Save the text" in client.get(TEXT).text
    assert "Cases" in client.get(f"{PAGE}/figures/registered").text


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_the_tables_are_given_as_data_in_both_editions(client_as, register, form):
    client = client_as("statistician")
    given = {
        edition: client.get(f"{PAGE}/data/{form}?edition={edition}") for edition in ("internal", "public")
    }
    for edition, answer in given.items():
        assert answer.status_code == 200 and answer.data
        public = "-public" if edition == "public" else ""
        assert f"bihuan-2026-10{public}.{form}" in answer.headers["Content-Disposition"]
    if form != "xlsx":
        said = {edition: answer.data.decode("utf-8-sig") for edition, answer in given.items()}
        assert FIRM in said["internal"] and register["overdue"].no in said["internal"]
        for internal in (FIRM, register["overdue"].no, "刘某某", "19900008871", "建国路120号"):
            assert internal not in said["public"]
    assert client.get(f"{PAGE}/data/exe").status_code == 404


def test_a_word_draft_is_made_beside_the_requests(client_as, register, app):
    client = client_as("statistician")
    asked = client.send(f"{PAGE}/print?form=docx", {"edition": "internal"})
    with app.extensions["bihuan"].writing.begin() as session:
        ticket = jobs.claim(session, app.extensions["bihuan"].config.now())
    reading = app.extensions["bihuan"].reading
    made = BY_CODE[ticket.kind].make(Order(ticket.parameters, ticket.asked_at, reading, lambda *told: None))
    assert asked.status_code == 303 and made.name == "bihuan-2026-10.docx" and made.body.startswith(b"PK")
