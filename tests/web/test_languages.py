import re

import pytest

from web.i18n import LANGUAGES
from web.i18n.catalogue import Message, files, messages, missing, read, read_file
from workflow.states import State
from workflow.verbs import Verb

PLACE = re.compile(r"%\(\w+\)s")


def entries():
    """Each entry of the English catalogues with the file in which it stands."""
    return [(path, entry) for path in files("en") for entry in read_file(path, "en") if entry.id]


def test_every_text_and_every_label_has_its_english():
    assert missing("en") == [], "run `python -m web.i18n.catalogue` and fill in what it prints"


def test_a_text_without_english_would_be_noticed(monkeypatch):
    from web.i18n import catalogue

    monkeypatch.setattr(catalogue, "messages", lambda: {Message("Verb", "盖章"), Message("", "登录")})
    assert missing("en") == [Message("Verb", "盖章")]


def test_pages_labels_and_needs_are_all_among_the_messages():
    found = messages()
    assert {
        Message("", "跳到正文"),
        Message("Verb", Verb.TRANSFER.label),
        Message("State", State.DRAFT.label),
        Message("", "办理路径"),
    } <= found


def test_no_entry_is_left_over_or_written_twice():
    keys = [(entry.context or "", entry.id) for _, entry in entries()]
    assert set(keys) - set(messages()) == set()
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == []


@pytest.mark.parametrize("path", files("en"), ids=lambda path: path.name)
def test_a_translation_keeps_the_places_and_has_no_chinese(path):
    for entry in read_file(path, "en"):
        if entry.id:
            assert sorted(PLACE.findall(entry.id)) == sorted(PLACE.findall(entry.string)), entry.id
            assert not re.search(r"[一-鿿。，：；（）]", entry.string), entry.string
            assert not entry.fuzzy


def test_the_catalogues_are_read_as_they_stand_without_a_compiled_file():
    assert not list(files("en")[0].parent.glob("*.mo"))
    assert read("en").get("登录").string == "Log in"


def test_chinese_comes_first_and_english_is_a_switch(client):
    assert "用户名" in client.get("/login", headers={"Accept-Language": "en"}).text
    assert client.send("/language", {"language": "en", "next": "/login"}).location == "/login"
    page = client.get("/login").text
    assert "User name" in page and 'lang="en"' in page and "用户名" not in page
    client.send("/language", {"language": "zh", "next": "/login"})
    assert "用户名" in client.get("/login").text


def test_the_language_stays_with_the_browser_after_the_logout(client_as):
    client = client_as("operator")
    client.send("/language", {"language": "en"})
    client.send("/logout")
    assert "Log in" in client.get("/login").text
    client.delete_cookie("bihuan")
    assert "Log in" in client.get("/login").text


def test_an_unknown_language_changes_nothing(client):
    client.send("/language", {"language": "xx"})
    assert "用户名" in client.get("/login").text
    assert set(LANGUAGES) == {"zh", "en"}


def test_labels_are_translated_under_the_list_to_which_they_belong(app):
    from web.i18n import label

    with app.test_request_context(headers={"Cookie": "language=en"}):
        assert (label(Verb.CLOSE), label(State.CLOSED)) == ("Close", "Closed")
    with app.test_request_context():
        assert (label(Verb.CLOSE), label(State.CLOSED)) == ("办结", "办结")
