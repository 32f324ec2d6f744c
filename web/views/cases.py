"""The case page, the form of each verb, the proof of each limit, and the look at an identity."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from petitions.commands import COMMANDS
from petitions.desk import Stale
from petitions.identity import IdentityRefused
from petitions.identity import reveal as reveal_identity
from petitions.intake.numbering import query_code
from petitions.queries.case_limits import Concern, limit_proof
from petitions.queries.one_case import Step, one_case, step_of
from web import db
from web.auth import CASE_ROLES, permits
from web.forms.actions import buttons
from web.forms.verb_form import Filled, VerbForm
from web.i18n import label
from workflow.machine import Refused
from workflow.states import Stage, State
from workflow.table import Row
from workflow.tables import COMPLAINT
from workflow.verbs import Verb

blueprint = Blueprint("cases", __name__)

FINISHED = frozenset({State.CLOSED, State.ARCHIVED, State.TERMINATED, State.WITHDRAWN})
LISTS = {"queue": "queue.index", "work": "work.index", "backlog": "backlog.index"}
"""Lists from which one comes to a form and to which one goes back after it."""


@blueprint.get("/cases/<case_no>")
@permits(*CASE_ROLES)
def show(case_no: str) -> ResponseReturnValue:
    """The whole story of a case."""
    return _page(case_no)


def _page(case_no: str, problem: str | None = None) -> str:
    story = one_case(db.desk(), case_no)
    return render_template(
        "case.html",
        story=story,
        head=story.step.head,
        buttons=buttons(story.step.offers, story.next),
        stages=tuple(Stage),
        concerns=tuple(Concern),
        finished=story.step.head.state in FINISHED,
        problem=problem,
    )


@blueprint.get("/cases/<case_no>/limits/<int:run_id>")
@permits(*CASE_ROLES)
def limit(case_no: str, run_id: int) -> ResponseReturnValue:
    """A limit with every day that was counted."""
    return render_template("case_limit.html", case_no=case_no, proof=limit_proof(db.desk(), case_no, run_id))


@blueprint.post("/cases/<case_no>/identity")
@permits(*CASE_ROLES)
def reveal(case_no: str) -> ResponseReturnValue:
    """The identities in the clear, once, for who may see them and says why. The page is kept nowhere."""
    desk = db.desk()
    try:
        people = reveal_identity(desk, desk.open(case_no), request.form.get("reason", ""))
    except IdentityRefused as refused:
        db.abandon()
        return _page(case_no, problem=refused.sentence), 422
    return render_template("case_identity.html", case_no=case_no, people=people)


# --- doing ------------------------------------------------------------------------------------------


@blueprint.get("/cases/<case_no>/do/<verb>")
@permits(*CASE_ROLES)
def ask(case_no: str, verb: str) -> ResponseReturnValue:
    """The form of a verb, or why it is not open."""
    step = step_of(db.desk(), case_no)
    row = COMPLAINT.row(_verb(verb), step.head.state)
    if row is None:
        return _unoffered(step, _verb(verb))
    offer = next(offer for offer in step.offers if offer.row == row)
    if not offer.open:
        return _form(step, row, refused=Refused(row.verb, step.head.state, offer.reasons), closed=True)
    return _form(step, row)


@blueprint.post("/cases/<case_no>/do/<verb>")
@permits(*CASE_ROLES)
def do(case_no: str, verb: str) -> ResponseReturnValue:
    """Do it; a refusal or a change meanwhile brings the form back with all that was typed."""
    asked, desk = _verb(verb), db.desk()
    step = step_of(desk, case_no)
    row = COMPLAINT.row(asked, step.head.state)
    if row is None:
        with desk.move(desk.open(case_no, _seen()), asked):  # always refused or stale, by the door itself
            raise AssertionError(f"{asked!s} has no row")
    form = VerbForm(desk, step, row)
    filled = form.read(request.form)
    if "more" in request.form:
        return _form(step, row, form=form, filled=filled)
    code = query_code(_below) if asked is Verb.REGISTER else ""
    beside = {"query_code": code} if code else {}
    try:
        COMMANDS[asked].do(form.command(filled, _seen(), **beside), desk)
        if filled.unread:
            raise Refused(asked, step.head.state, ())
    except Refused as refused:
        reasons = form.reasons(refused.reasons, filled)
        return _again(case_no, row, filled, refused=Refused(asked, refused.state, reasons))
    except Stale as stale:
        return _again(case_no, row, filled, stale=stale)
    _say_done(asked, code)
    target = LISTS.get(request.form.get("back", ""))
    return redirect(url_for(target) if target else url_for("cases.show", case_no=case_no))


def _again(
    case_no: str, row: Row, filled: Filled, *, refused: Refused | None = None, stale: Stale | None = None
) -> ResponseReturnValue:
    """The form once more, on the case as it is now; where the verb is gone from there, the frame's own page."""
    db.abandon()
    step = step_of(db.desk(), case_no)
    now = COMPLAINT.row(row.verb, step.head.state)
    if now is None:
        raise stale or refused or AssertionError(case_no)
    status = 422 if refused else 409
    return _form(step, now, filled=filled, refused=refused, stale=stale), status


def _form(
    step: Step,
    row: Row,
    *,
    form: VerbForm | None = None,
    filled: Filled | None = None,
    refused: Refused | None = None,
    stale: Stale | None = None,
    closed: bool = False,
) -> str:
    form = form or VerbForm(db.desk(), step, row)
    reasons = refused.reasons if refused else ()
    errors = {reason.field: reason.sentence for reason in reasons if reason.field}
    return render_template(
        "case_do.html",
        head=step.head,
        facts=step.facts,
        seen=step.seq,
        row=row,
        controls=form.controls(filled, errors, request.args),
        refused=refused,
        fields={field.name for field in form.fields},
        stale=stale,
        closed=closed,
        back=request.values.get("back") if request.values.get("back") in LISTS else None,
    )


def _unoffered(step: Step, verb: Verb) -> ResponseReturnValue:
    """Where the law has no such row: what the case is, and what can be done with it."""
    return render_template("case_unoffered.html", head=step.head, verb=verb), 409


def _verb(text: str) -> Verb:
    """The verb of an address; what is no command of a stored case is not found."""
    if text not in {verb.value for verb in COMMANDS}:
        abort(404)
    return Verb(text)


def _seen() -> int | None:
    text = request.form.get("seen", "")
    return int(text) if text.isascii() and text.isdecimal() else None


def _below(limit: int) -> int:
    """A whole number below ``limit``, drawn by the application's own chance."""
    return int.from_bytes(db.store().config.draw(8)) % limit


def _say_done(verb: Verb, code: str) -> None:
    if code:
        sentence = _("登记成功。查询码：%(code)s。请告知信访人；查询码只显示这一次。", code=code)
    else:
        sentence = _("“%(verb)s”已完成。", verb=label(verb))
    flash(sentence, "success")


@blueprint.app_template_test("labelled")
def _is_labelled(part: Any) -> bool:
    """Whether a piece of a detail is a member of a closed list, which has a label in each language."""
    return hasattr(part, "label")
