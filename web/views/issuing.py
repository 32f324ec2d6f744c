"""A bulletin on its way out: draft it, word it, have it checked by another person, issue it."""

from collections.abc import Callable, Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from petitions import jobs
from petitions.bulletins import NoBulletin, StaleBulletin
from reports.issuing.paper import Paper
from reports.issuing.wording import Passage, tidy, typed
from reports.month import Period
from web import db
from web.auth import permits
from web.background.kinds import ISSUE
from web.i18n import label
from web.issuing import Issuing, View
from web.views.bulletin import period_of
from workflow.machine import Refused
from workflow.tables.bulletin import CHECKERS, DRAFTERS, ISSUERS, BulletinVerb

blueprint = Blueprint("issuing", __name__)

HANDS = tuple(sorted(DRAFTERS | CHECKERS | ISSUERS))


@blueprint.get("/bulletin/<month>/text")
@permits(*sorted(DRAFTERS))
def text(month: str) -> ResponseReturnValue:
    """The form in which the office words the bulletin."""
    period = period_of(month)
    view = _work(period).view()
    if view is None:
        abort(404)
    return _form(period, view, view.paper)


@blueprint.post("/bulletin/<month>/text")
@permits(*sorted(DRAFTERS))
def edit(month: str) -> ResponseReturnValue:
    """Keep what was typed. What cannot be kept stays in the form, with the reason."""
    period, values = period_of(month), _values()
    try:
        _work(period).edit(_seen(), values)
    except Refused as refused:
        return _again(period, values, 422, refused=refused)
    except StaleBulletin as stale:
        return _again(period, values, 409, stale=stale)
    except NoBulletin:
        abort(404)
    return _done(period, BulletinVerb.EDIT)


@blueprint.post("/bulletin/<month>/do/<verb>")
@permits(*HANDS)
def do(month: str, verb: str) -> ResponseReturnValue:
    """One step of the workflow."""
    period = period_of(month)
    if verb not in _STEPS and verb != BulletinVerb.ISSUE:
        abort(404)
    try:
        if verb == BulletinVerb.ISSUE:
            return _issue(period)
        _STEPS[verb](period)
    except StaleBulletin as stale:
        db.abandon()
        return render_template(
            "bulletin_stale.html", month=period, stale=stale, typed=request.form.get("reason")
        ), 409
    except NoBulletin:
        abort(404)
    return _done(period, BulletinVerb(verb))


def _issue(period: Period) -> ResponseReturnValue:
    """What stands against it is said at once; the printing is long work, and its end is the issue."""
    seen = _seen()
    _work(period).refuse_issue(seen)
    asked = jobs.ask(db.session(), ISSUE, {"month": str(period), "seen": str(seen)}, db.actor(), db.now())
    return redirect(url_for("jobs.show", number=asked.id), 303)


def _work(period: Period) -> Issuing:
    return Issuing(db.session(), db.office(), db.actor(), db.now(), period)


_STEPS: Mapping[str, Callable[[Period], None]] = {
    BulletinVerb.DRAFT: lambda period: _work(period).draft(),
    BulletinVerb.RECOUNT: lambda period: _work(period).recount(_seen()),
    BulletinVerb.CHECK: lambda period: _work(period).check(_seen()),
    BulletinVerb.RETURN: lambda period: _work(period).send_back(_seen(), request.form.get("reason", "")),
}


def _done(period: Period, verb: BulletinVerb) -> ResponseReturnValue:
    flash(_("“%(verb)s”已完成。", verb=label(verb)), "success")
    return redirect(url_for("bulletin.month", month=period), 303)


def _seen() -> int:
    given = request.form.get("seen", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 9 else 0


def _values() -> dict[str, str]:
    """What was typed, by the name of its passage, which the form carries beside each field."""
    form = request.form
    names = {key.removeprefix("name-"): value for key, value in form.items() if key.startswith("name-")}
    return {tidy(name): form[key] for key, name in names.items() if key in form}


def _again(
    period: Period,
    values: Mapping[str, str],
    status: int,
    *,
    refused: Refused | None = None,
    stale: StaleBulletin | None = None,
) -> ResponseReturnValue:
    """The form once more, upon the bulletin as it stands now; nothing that was typed is lost."""
    db.abandon()
    view = _work(period).view()
    if view is None:
        abort(404)
    known = view.paper.passages()
    paper = view.paper.reworded(typed(known, values, view.paper.wording))
    places = {passage.name for passage in known}
    homeless = tuple(words for name, words in values.items() if name not in places and tidy(words) != name)
    return _form(period, view, paper, refused=refused, stale=stale, homeless=homeless), status


def _form(
    period: Period,
    view: View,
    paper: Paper,
    *,
    refused: Refused | None = None,
    stale: StaleBulletin | None = None,
    homeless: tuple[str, ...] = (),
) -> str:
    return render_template(
        "bulletin_text.html",
        month=period,
        view=view,
        sections=_sections(paper.passages()),
        left_over=(*homeless, *paper.left_over()),
        refused=refused,
        stale=stale,
        open=any(offer.row.verb is BulletinVerb.EDIT for offer in view.offers),
    )


def _sections(passages: tuple[Passage, ...]) -> dict[str, list[Passage]]:
    """The passages under the headings of their sections."""
    found: dict[str, list[Passage]] = {}
    for passage in passages:
        found.setdefault(passage.section, []).append(passage)
    return found
