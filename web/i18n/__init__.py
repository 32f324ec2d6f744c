"""Languages: the source is Chinese, English is its translation.

The catalogues ``web/translations/en/*.po`` are read as they stand, once, when somebody first asks for English: there
is no compiled file that could be forgotten or grow old. Each room of the desk has a file of its own.
"""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from babel.support import NullTranslations, Translations
from flask import Flask, g, has_request_context, request, session
from flask_babel import Babel, Domain, pgettext
from markupsafe import Markup

from workflow.vocabulary import Labelled

FOLDER = Path(__file__).resolve().parents[1] / "translations"
SOURCE = "zh"
LANGUAGES = {SOURCE: "中文", "en": "English"}
COOKIE = "language"
LOCALES = {SOURCE: "zh_Hans_CN", "en": "en"}


def language() -> str:
    """The reader's language: as chosen in this login, as kept by this browser, else Chinese."""
    found: str | None = g.get("language")
    if found is None:
        chosen = session.get("language") or request.cookies.get(COOKIE)
        found = g.language = chosen if chosen in LANGUAGES else SOURCE
    return found


@cache
def translations(chosen: str) -> NullTranslations:
    """The catalogues of a language drawn together; nothing for the source language."""
    if chosen == SOURCE:
        return NullTranslations()
    from babel.messages.mofile import write_mo

    from web.i18n.catalogue import read

    compiled = BytesIO()
    write_mo(compiled, read(chosen))
    compiled.seek(0)
    return Translations(compiled)


def edition(chosen: str) -> tuple[str, Callable[[str], str]]:
    """A language as templates are compiled in it: a print of its catalogues, and how it tells a text."""
    words = b"".join(path.read_bytes() for path in sorted((FOLDER / chosen).rglob("*.po")))
    return f"{chosen}-{sha256(words).hexdigest()[:16]}", translations(chosen).gettext


class _Catalogues(Domain):  # type: ignore[misc]  # the library is untyped
    """Flask-Babel's domain over our catalogues."""

    def get_translations(self) -> NullTranslations:
        """The catalogue of this request's language; the source itself where there is no request."""
        return translations(language()) if has_request_context() else translations(SOURCE)


class _OfficeBabel(Babel):  # type: ignore[misc]  # the library is untyped
    @property
    def domain_instance(self) -> _Catalogues:
        """What ``gettext`` asks when a request names no other domain."""
        return _CATALOGUES


_CATALOGUES = _Catalogues()
_SPOKEN: dict[str, dict[str, Markup]] = {language: {} for language in LANGUAGES}
_LABELS: dict[tuple[str, type, str], str] = {}


def marked(text: str) -> str:
    """Marks a text for the catalogues where it is written; whoever shows it translates it."""
    return text


def label(member: Labelled) -> str:
    """The label of a member of a closed list, in the reader's language; told once a language."""
    key = (language(), type(member), member._value_)
    found = _LABELS.get(key)
    if found is None:
        found = _LABELS[key] = pgettext(type(member).__name__, member.label)
    return found


def spoken(text: str, /, **values: object) -> Markup:
    """``_`` of the templates, which is asked a hundred times a page: a text is looked up once a language.

    What is put into a text is escaped; the text itself is ours.
    """
    book = _SPOKEN[language()]
    found = book.get(text)
    if found is None:
        found = book[text] = Markup(translations(language()).gettext(text))
    return found % values


def _locale() -> str:
    return LOCALES[language()]


def install(app: Flask) -> None:
    """Bring the languages into the application."""
    _OfficeBabel(
        app,
        default_locale=LOCALES[SOURCE],
        default_timezone="Asia/Shanghai",
        locale_selector=_locale,
    )
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # added by its i18n extension
        lambda text: translations(language()).gettext(text),
        lambda one, many, count: translations(language()).ngettext(one, many, count),
        newstyle=True,
    )
    app.jinja_env.globals["_"] = spoken
