"""The petition office's trays: what is new, and what waits for its next step."""

from collections.abc import Mapping

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from petitions.commands import COMMANDS
from petitions.queries.paging import Key, Turn
from petitions.queries.queue import Tray, queue, tray_sizes
from web import db
from web.auth import permits
from workflow.roles import Actor, Role
from workflow.tables import COMPLAINT
from workflow.verbs import Verb

blueprint = Blueprint("queue", __name__)

QUICK: Mapping[Tray, tuple[Verb, ...]] = {
    Tray.NEW: (Verb.CLASSIFY, Verb.ACCEPT, Verb.PROPOSE),
    Tray.INFO: (Verb.RESUME,),
    Tray.PROPOSED: (Verb.REFUSE, Verb.NO_LONGER_ACCEPT, Verb.REDIRECT, Verb.RETURN_PROPOSAL),
    Tray.ACCEPTED: (Verb.TRANSFER, Verb.APPOINT_OWNER),
    Tray.OBJECTED: (Verb.UPHOLD_OBJECTION, Verb.OVERRULE_OBJECTION),
    Tray.APPROVED: (Verb.REPLY,),
    Tray.REPLIED: (Verb.EVALUATE, Verb.CLOSE),
    Tray.TRACKED: (Verb.REPORT_PROGRESS, Verb.FINISH_STAGE),
    Tray.DRAFT: (Verb.AMEND, Verb.REGISTER),
}
"""The steps that a tray's cases usually take, one press away from the list."""


@blueprint.get("/queue")
@permits(Role.OPERATOR, Role.PETITION_OFFICER, Role.PETITION_HEAD, Role.DEPUTY_PETITIONS)
def index() -> ResponseReturnValue:
    """One page of one tray."""
    tray = _tray(request.args.get("tray"))
    turn = turn_of_request()
    session, actor = db.session(), db.actor()
    return render_template(
        "queue.html",
        page=queue(session, actor, db.now(), tray, turn),
        tray=tray,
        trays=tuple(Tray),
        sizes=tray_sizes(session, actor),
        quick=_quick(tray, actor),
        turned=turn != Turn(),
    )


def turn_of_request() -> Turn:
    """Which page the address asks for; a key that is none asks for the first."""
    after, before = Key.parse(request.args.get("after")), Key.parse(request.args.get("before"))
    return Turn(before=before) if before else Turn(after=after)


def _tray(text: str | None) -> Tray:
    return Tray(text) if text in {tray.value for tray in Tray} else Tray.NEW  # type: ignore[call-arg]


def _quick(tray: Tray, actor: Actor) -> tuple[Verb, ...]:
    """The quick steps that the actor's roles have a part in; whether one is open is told by its form."""
    rows = ((verb, COMPLAINT.row(verb, tray.state)) for verb in QUICK[tray])
    return tuple(
        verb for verb, row in rows if row is not None and row.roles & actor.roles and verb in COMMANDS
    )
