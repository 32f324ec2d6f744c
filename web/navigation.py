"""The bar at the top: one row for each room, shown to whom its page admits."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask, current_app, request
from flask_login import current_user

from web.auth import permission_of
from web.i18n import marked


@dataclass(frozen=True, slots=True)
class Item:
    """A room: the endpoint of its first page and its name on the bar."""

    endpoint: str
    name: str

    @property
    def is_here(self) -> bool:
        """Whether the page that is shown belongs to this room."""
        return request.endpoint == self.endpoint or request.blueprint == self.endpoint.partition(".")[0]


ITEMS = (
    Item("home.index", marked("工作台")),
    Item("intake.form", marked("登记")),
    Item("queue.index", marked("甄别转办")),
    Item("work.index", marked("待办")),
    Item("backlog.index", marked("督办")),
    Item("bulletin.index", marked("月报")),
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
    "jobs.index": "in the menu of the user's name",
    "jobs.show": "the list of one's jobs, and whatever page asked for one",
    "jobs.progress": "the script of a job's page",
    "jobs.cancel": "a button of a job's page",
    "jobs.fetch": "a button of a job's page and of the list",
    "backlog.proposals": "a link on the backlog",
    "incidents.index": "a link on the backlog",
    "incidents.show": "the list of incidents and every case that belongs to one",
    "issuing.text": "a button of the bulletin's page",
    "issuing.edit": "the form of the bulletin's text",
    "issuing.do": "a button of the bulletin's page",
    "cases.show": "every list leads there",
    "cases.limit": "a limit on the case page",
    "cases.reveal": "a button of the case page",
    "cases.ask": "the actions of the case page and of the lists",
    "cases.do": "the form of an action",
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
