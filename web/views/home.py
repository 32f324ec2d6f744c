"""The desk's first page: how much is open and late, and what waits for this very person."""

from dataclasses import dataclass
from heapq import nsmallest

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from petitions.queries.backlog import BacklogFilter, backlog
from petitions.queries.backlog_figures import BacklogFigures, backlog_figures
from petitions.queries.due import NEVER
from petitions.queries.lines import CaseLine
from petitions.queries.paging import Turn
from petitions.queries.queue import Tray, tray_sizes
from petitions.queries.work import WorkGroup, my_work
from web import db
from web.auth import CASE_ROLES, permission_of, signed_in
from workflow.vocabulary import Labelled

blueprint = Blueprint("home", __name__)

SHOWN = 8
"""How many of the cases that wait for somebody stand on the first page."""

NEXT = {tray.state: tray for tray in (Tray.NEW, Tray.ACCEPTED, Tray.APPROVED)}
"""The trays in which the next step is the petition office's own."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that waits for this person, and for what: a duty, or a tray of the petition office."""

    what: Labelled
    line: CaseLine


@blueprint.get("/")
@signed_in
def index() -> ResponseReturnValue:
    """Figures, the most urgent of one's own work, the petition office's trays; no case for administrators."""
    actor = db.actor()
    if not actor.roles & CASE_ROLES:
        return render_template("home.html", figures=None)
    session, now = db.session(), db.now()
    groups = my_work(session, actor, now)
    figures: BacklogFigures = backlog_figures(session, actor, now)
    return render_template(
        "home.html",
        figures=figures,
        groups=groups,
        waiting=_most_urgent(groups) or _in_trays(),
        pressing=_pressing() if not groups and not _has_trays() else (),
        trays=tray_sizes(session, actor) if _has_trays() else {},
    )


def _most_urgent(groups: tuple[WorkGroup, ...]) -> list[Waiting]:
    found = [Waiting(group.duty, line) for group in groups for line in group.lines]
    return nsmallest(SHOWN, found, key=lambda one: (one.line.due_at or NEVER, one.line.id))


def _in_trays() -> list[Waiting]:
    """What the petition office has to do next, where no case waits for this person by name."""
    if not _has_trays():
        return []
    wanted = BacklogFilter(states=tuple(NEXT))
    page = backlog(db.session(), db.actor(), db.now(), wanted, Turn(size=SHOWN))
    return [Waiting(NEXT[line.state], line) for line in page.rows]


def _pressing() -> tuple[CaseLine, ...]:
    """The most urgent of all open cases, for who oversees rather than handles."""
    page = backlog(db.session(), db.actor(), db.now(), BacklogFilter(), Turn(size=SHOWN))
    return tuple(page.rows)


def _has_trays() -> bool:
    permission = permission_of(current_app, "queue.index")
    return permission is not None and permission.admits(db.actor())
