"""Pieces of lists are drawn once, and anew as soon as anything in them is another."""

from web.templating import _drawn, forget_drawn


def _draws(client, address="/backlog"):
    before = _drawn.cache_info().misses
    page = client.get(address).text
    return page, _drawn.cache_info().misses - before


def test_a_page_seen_again_is_not_drawn_again_and_is_the_same(client_as, scenario):
    forget_drawn()
    scenario.received().accepted()
    client = client_as("bureau_head")
    page, drawn = _draws(client)
    assert drawn > 0
    again, none = _draws(client)
    assert none == 0 and _of_content(again) == _of_content(page)


def test_a_case_that_went_on_is_drawn_as_it_stands_now(client_as, scenario):
    case = scenario.received().transferred("east")
    client = client_as("bureau_head")
    assert "督办</span>" not in _draws(client)[0]
    case.supervised()
    page, drawn = _draws(client)
    assert "督办</span>" in page and drawn > 0


def test_days_left_follow_the_calendar(client_as, scenario):
    scenario.received().accepted()
    client = client_as("bureau_head")
    first, _ = _draws(client)
    scenario.pass_time(days=1)
    second, drawn = _draws(client_as("bureau_head"))
    assert drawn > 0 and _of_content(first) != _of_content(second)


def test_each_language_has_its_own(client_as, scenario):
    scenario.received().accepted()
    client = client_as("bureau_head")
    assert "剩" in _of_content(_draws(client)[0])
    client.send("/language", {"language": "en", "next": "/backlog"})
    page, drawn = _draws(client)
    assert drawn > 0 and "剩" not in _of_content(page)


def _of_content(page):
    return page[page.index('<div class="split">') : page.index("</main>")]
