"""The petition office's trays in the browser."""

import re

from petitions.queries.queue import Tray


def test_the_queue_shows_limit_channel_type_title_flags_and_suspected_repeats(client_as, scenario):
    earlier = scenario.received()
    case = scenario.received(emergency=True).suggested(earlier)
    text = client_as("petition_officer").get("/queue").text
    row = re.search(rf"<tr>(?:(?!</tr>).)*{case.no}.*?</tr>", text, re.DOTALL).group(0)
    for words in ("12369电话", "噪声", "工地连续三晚", "应急", "疑似重复1", "今日到期"):
        assert words in row, words


def test_quick_steps_lead_to_the_form_and_back_to_the_list(client_as, scenario):
    case = scenario.received()
    client = client_as("petition_officer")
    text = client.get("/queue").text
    links = re.findall(rf'href="(/cases/{case.no}/do/[^"]+)"', text)
    assert links == [f"/cases/{case.no}/do/{verb}?back=queue" for verb in ("classify", "accept", "propose")]
    assert 'name="back" value="queue"' in client.get(links[0]).text


def test_an_operator_is_offered_the_steps_of_an_operator(client_as, scenario):
    case = scenario.received()
    text = client_as("operator").get("/queue").text
    assert f"/cases/{case.no}/do/classify" in text
    assert f"/cases/{case.no}/do/accept" not in text


def test_each_tray_holds_its_cases_and_tells_its_size(client_as, scenario):
    stories = {
        Tray.NEW: scenario.received(),
        Tray.PROPOSED: scenario.received().proposed(),
        Tray.ACCEPTED: scenario.received().accepted(),
        Tray.OBJECTED: scenario.received().objected(),
        Tray.REPLIED: scenario.received().replied(),
        Tray.DRAFT: scenario.recorded(),
    }
    client = client_as("petition_head")
    for tray in Tray:
        text = client.get(f"/queue?tray={tray.value}").text
        shown = set(re.findall(r'href="/cases/([^"/#]+)"', text))
        assert shown == ({stories[tray].no} if tray in stories else set()), tray
    assert re.search(r'待转办<span class="count">1</span>', client.get("/queue").text)


def test_an_empty_tray_says_what_would_lie_there(client_as):
    assert "这里没有案件。" in client_as("petition_officer").get("/queue?tray=info").text


def test_a_tray_is_read_page_by_page(client_as, scenario):
    numbers = [scenario.received().no for _ in range(23)]
    client = client_as("petition_officer")
    first = client.get("/queue").text
    following = re.search(r'href="([^"]*after=[^"]*)" rel="next"', first).group(1).replace("&amp;", "&")
    second = client.get(following).text
    read = [re.findall(r'href="/cases/([^"/#]+)"', text) for text in (first, second)]
    assert [list(dict.fromkeys(page)) for page in read] == [numbers[:20], numbers[20:]]
    assert "回到首页" in second
    assert "已到末尾" in second


def test_an_address_that_makes_no_sense_shows_the_first_page(client_as, scenario):
    case = scenario.received()
    for query in ("tray=nothing", "after=x", "after=1-", "before=9e999-1", "after=-1e17-1"):
        assert case.no in client_as("petition_officer").get(f"/queue?{query}").text, query


def test_the_queue_is_the_petition_offices(client_as):
    for who in ("handler", "leader", "statistician", "system_admin"):
        assert client_as(who).get("/queue").status_code == 403


def test_a_list_speaks_english_too(client_as, scenario):
    scenario.received()
    client = client_as("petition_officer")
    client.send("/language", {"language": "en", "next": "/queue"})
    text = client.get("/queue").text
    assert "15 days left" in text
    assert "剩15天" not in text
    client.send("/language", {"language": "zh", "next": "/queue"})
    assert "剩15天" in client.get("/queue").text
