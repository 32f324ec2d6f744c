"""The bar at the top: one row for each room, shown to whom its page admits."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request
from flask_babel import lazy_gettext as _
from flask_login import current_user

from web.auth import permission_of


@dataclass(frozen=True, slots=True)
class Item:
    """A room: the endpoint of its first page and its name on the bar."""

    endpoint: str
    name: Any

    @property
    def is_here(self) -> bool:
        """Whether the page that is shown belongs to this room."""
        return request.endpoint == self.endpoint or request.blueprint == self.endpoint.partition(".")[0]


ITEMS = (
    Item("home.index", _("工作台")),
    Item("intake.form", _("登记")),
    Item("queue.index", _("待甄别")),
    Item("work.index", _("待办")),
    Item("backlog.index", _("督办")),
    Item("bulletin.index", _("月报")),
)

ELSEWHERE = {
    "static": "packed files",
    "bootstrap.static": "packed files",
    "health.alive": "asked by machines",
    "session.form": "where everybody begins",
    "session.password": "in the menu of the user's name",
    "session.begin": "the login form",
    "session.end": "the menu of the user's name",
    "session.change_password": "the password form",
    "session.speak": "the language switch",
}
"""Endpoints that are not on the bar, each with where they are found instead."""


def rooms() -> Iterator[Item]:
    """The rooms that are open to the person who is logged in."""
    if not current_user.is_authenticated:
        return
    for item in ITEMS:
        permission = permission_of(current_app, item.endpoint)
        if permission is not None and permission.admits(current_user.actor):
            yield item


def install(app: Flask) -> None:
    """Give every template the rooms."""
    app.context_processor(lambda: {"rooms": rooms})
