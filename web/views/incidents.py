"""同源事件: the incidents of which the reader may see a case, and one of them in one view."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from petitions.queries.incident import one_incident
from petitions.queries.incidents import Order, incidents
from web import db
from web.auth import CASE_ROLES, permits
from web.strip import strip
from workflow.vocabulary import Relation

blueprint = Blueprint("incidents", __name__)


@blueprint.get("/incidents")
@permits(*CASE_ROLES)
def index() -> ResponseReturnValue:
    """The largest ones, or the newest."""
    asked = request.args.get("order")
    order = next((one for one in Order if one.value == asked), Order.LARGEST)
    found = incidents(db.session(), db.actor(), db.now(), order)
    return render_template("incidents.html", incidents=found, orders=tuple(Order), order=order)


@blueprint.get("/incidents/<case_no>")
@permits(*CASE_ROLES)
def show(case_no: str) -> ResponseReturnValue:
    """One incident, by the number of any of its cases; everybody comes by that of the lead."""
    story = one_incident(db.session(), db.actor(), case_no, db.now())
    return render_template("incident.html", story=story, strip=strip(story.cases), relations=tuple(Relation))
