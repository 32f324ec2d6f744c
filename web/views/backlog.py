"""The backlog on one page: how much is open and late, whose it is, and the cases by urgency."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from petitions.queries.backlog import NO_UNIT, BacklogFilter, backlog
from petitions.queries.backlog_figures import BacklogFigures, UnitFigures, backlog_figures
from petitions.queries.due import Urgency
from petitions.queries.paging import Page, Turn
from petitions.queries.pickers import handling_units
from petitions.queries.proposed_supervision import proposed_supervision
from web import db
from web.auth import CASE_ROLES, permits
from web.views.queue import turn_of_request
from workflow.tables import COMPLAINT
from workflow.verbs import Verb
from workflow.vocabulary import Flag, PollutionType

blueprint = Blueprint("backlog", __name__)

Member = TypeVar("Member", bound=StrEnum)


@blueprint.get("/backlog")
@permits(*CASE_ROLES)
def index() -> ResponseReturnValue:
    """Figures, units and one page of the list."""
    chosen, turn = _chosen(), turn_of_request()
    session, actor, now = db.session(), db.actor(), db.now()
    figures = backlog_figures(session, actor, now)
    page = backlog(session, actor, now, chosen, turn)
    return render_template(
        "backlog.html",
        figures=figures,
        bars=_bars(figures),
        page=page,
        chosen=chosen,
        narrowed=chosen != BacklogFilter(),
        links=_links(page, turn),
        units=handling_units(session),
        NO_UNIT=NO_UNIT,
        types=tuple(PollutionType),
        urgencies=tuple(Urgency),
        flags=tuple(Flag),
    )


@blueprint.get("/backlog/proposals")
@permits(*CASE_ROLES)
def proposals() -> ResponseReturnValue:
    """Cases that should be pressed. Whether they are is decided by a person."""
    actor = db.actor()
    issuing = next(row for row in COMPLAINT.rows if row.verb is Verb.SUPERVISE)
    return render_template(
        "proposals.html",
        proposed=proposed_supervision(db.session(), actor, db.now()),
        supervise=Verb.SUPERVISE,
        may_supervise=bool(actor.roles & issuing.roles),
    )


def _member(kind: type[Member], name: str) -> Member | None:
    """The member of a closed list that the address names; nothing for what the list does not know."""
    text = request.args.get(name)
    return next((member for member in kind if member.value == text), None)


def _chosen() -> BacklogFilter:
    unit = request.args.get("unit", "")
    return BacklogFilter(
        unit=int(unit) if unit.isascii() and unit.isdecimal() and len(unit) < 10 else None,
        type=_member(PollutionType, "type"),
        urgency=_member(Urgency, "urgency"),
        flag=_member(Flag, "flag"),
    )


def _links(page: Page[Any], turn: Turn) -> Mapping[str, str | None]:
    """Addresses of the pages around this one, narrowed alike."""
    kept: dict[str, Any] = {
        name: value for name, value in request.args.items() if name not in {"after", "before"} and value
    }
    first = turn.after or turn.before
    return {
        "first": url_for("backlog.index", **kept) if first else None,
        "previous": url_for("backlog.index", **kept, before=page.previous.text) if page.previous else None,
        "next": url_for("backlog.index", **kept, after=page.following.text) if page.following else None,
    }


Bar = tuple[UnitFigures, float, float, float]


def _bars(figures: BacklogFigures) -> tuple[Bar, ...]:
    """Each unit with the shares of its bar: what is in time, soon due and overdue, to the longest bar's scale."""
    longest = max((row.in_hand for row in figures.units), default=1)
    return tuple(
        (
            row,
            round(100 * (row.in_hand - row.soon - row.overdue) / longest, 2),
            round(100 * row.soon / longest, 2),
            round(100 * row.overdue / longest, 2),
        )
        for row in figures.units
    )
