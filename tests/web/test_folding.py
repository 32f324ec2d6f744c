"""Words that are put into templates when they are compiled."""

from pathlib import Path

from flask import Flask

from tests.support.pages import CheckedClient
from web.app import Application
from web.i18n.folding import FoldingEnvironment, compiled_in


def _environments() -> tuple[FoldingEnvironment, FoldingEnvironment]:
    source = FoldingEnvironment(Application("words"), extensions=["jinja2.ext.i18n"], autoescape=True)
    source.globals["_"] = lambda text, /, **values: f"asked for {text}"
    return source, source.speaking("en-1", {"督办": "Supervision", "甲%%": "A%%"}.__getitem__)


def test_a_plain_text_is_translated_when_the_template_is_compiled():
    source, english = _environments()
    assert source.from_string("<b>{{ _('督办') }}</b>").render() == "<b>督办</b>"
    assert english.from_string("<b>{{ _('督办') }}</b>").render() == "<b>Supervision</b>"
    assert (
        english.from_string("{{ _('督办')|length }} {% if x %}{{ _('督办') }}{% endif %}").render(x=1)[-2:]
        == "on"
    )


def test_a_doubled_percent_sign_is_one_as_in_a_text_with_values():
    assert _environments()[1].from_string("{{ _('甲%%') }}").render() == "A%"


def test_a_text_with_values_or_a_variable_is_asked_for_when_the_page_is_drawn():
    source, _english = _environments()
    assert source.from_string("{{ _('剩%(n)s天', n=3) }}").render() == "asked for 剩%(n)s天"
    assert source.from_string("{{ _(name) }}").render(name="督办") == "asked for 督办"


def test_what_is_put_into_a_text_is_escaped(app: Flask):
    with app.test_request_context():
        drawn = app.jinja_env.from_string("{{ _('剩%(days)s天', days=said) }}").render(said="<b>")
    assert drawn == "剩&lt;b&gt;天"


def test_the_same_template_compiled_in_one_language_is_not_used_in_another(tmp_path: Path):
    for found, told in zip(_environments(), ("督办", "Supervision"), strict=True):
        cache = compiled_in(tmp_path / "compiled")
        for _start in range(2):
            bucket = cache.get_bucket(found, "page.html", None, "{{ _('督办') }}")
            if bucket.code is None:
                bucket.code = found.compile("{{ _('督办') }}", "page.html")
                cache.set_bucket(bucket)
            assert told in found.template_class.from_code(found, bucket.code, {}).render()
    assert len(list((tmp_path / "compiled").iterdir())) == 2


def test_readers_of_two_languages_are_served_from_one_application(client: CheckedClient):
    assert "登录" in client.get("/login").text
    client.set_cookie("language", "en")
    assert "Log in" in client.get("/login").text
    client.set_cookie("language", "zh")
    assert "登录" in client.get("/login").text
