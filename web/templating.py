"""What every template may use: labels, days and hours as the office writes them, the bureau's name."""

from collections.abc import Callable, Hashable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from flask import Flask, request
from flask_babel import gettext as _
from flask_login import current_user
from jinja2 import Environment, pass_environment
from markupsafe import Markup

from petitions.repeats.parts import Why
from web import db
from web.i18n import LANGUAGES, label, language, marked
from web.label_book import labels
from workflow.calendar import SHANGHAI

WEEKDAYS = (
    marked("周一"),
    marked("周二"),
    marked("周三"),
    marked("周四"),
    marked("周五"),
    marked("周六"),
    marked("周日"),
)


def as_day(value: date | datetime | None) -> str:
    """A day in Shanghai, ``2026-11-22``."""
    if value is None:
        return ""
    return f"{value.astimezone(SHANGHAI) if isinstance(value, datetime) else value:%Y-%m-%d}"


def as_moment(value: datetime | None) -> str:
    """A moment in Shanghai, ``2026-11-22 09:14``."""
    return "" if value is None else f"{value.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def as_clock(value: datetime) -> str:
    """The hour in Shanghai, ``09:14``."""
    return f"{value.astimezone(SHANGHAI):%H:%M}"


def as_weekday(value: date | datetime) -> str:
    """The weekday, in the reader's language."""
    day = value.astimezone(SHANGHAI) if isinstance(value, datetime) else value
    name: str = _(WEEKDAYS[day.weekday()])
    return name


def as_days_left(due: datetime | date | None) -> int | None:
    """Whole days until the due day: 0 on the day itself, negative once it is past."""
    if due is None:
        return None
    day = due.astimezone(SHANGHAI).date() if isinstance(due, datetime) else due
    return (day - db.now().astimezone(SHANGHAI).date()).days


def words(text: str) -> str:
    """A Chinese text that comes from a list below the web (needs, helps) in the reader's language."""
    translated: str = _(text) if text else ""
    return translated


def as_reason(said: Sequence[str]) -> str:
    """A reason for or against a repeat in the reader's language: its code, and what it is about."""
    why, told = said
    return label(Why(why)).replace("%(told)s", told)


def _addresses(app: Flask) -> Callable[..., str]:
    """``url_for`` of the templates: two dozen addresses stand on every page, and most of them on all."""

    @lru_cache(maxsize=4096)
    def known(root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
        return app.url_for(endpoint, **dict(values))

    return lambda endpoint, **values: known(request.script_root, endpoint, tuple(values.items()))


def _common() -> dict[str, Any]:
    bureau = db.office().settings.bureau
    return {
        "bureau": bureau,
        "platform": f"{bureau.removesuffix('局')}信访办理平台",
        "language": language(),
        "languages": LANGUAGES,
        "person": current_user.account if current_user.is_authenticated else None,
        "now": db.now(),
    }


HELD = 4096
"""Pieces kept: as many lines as twenty officers see in a morning."""


@pass_environment
def drawn(environment: Environment, name: str, **given: Hashable) -> Markup:
    """A piece of a page that depends on nothing but what it is given, in the reader's language: drawn once.

    Who leafs through lists sees the same cases again and again, and so do his colleagues.
    """
    return _drawn(environment, request.script_root, name, tuple(given.items()))


@lru_cache(HELD)
def _drawn(environment: Environment, root: str, name: str, given: tuple[tuple[str, Hashable], ...]) -> Markup:
    return Markup(environment.get_template(name).render(given))


forget_drawn = _drawn.cache_clear
"""Draw every piece anew, for one who measures or tests."""


def install(app: Flask) -> None:
    """Bring filters and common values into the templates."""
    app.jinja_env.globals["url_for"] = _addresses(app)
    app.jinja_env.globals["drawn"] = drawn
    app.jinja_env.globals["labels"] = labels
    app.jinja_env.filters.update(
        label=label,
        words=words,
        reason=as_reason,
        day=as_day,
        moment=as_moment,
        clock=as_clock,
        weekday=as_weekday,
        days_left=as_days_left,
    )
    app.context_processor(_common)
