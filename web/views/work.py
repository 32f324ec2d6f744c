"""What waits for me: by the step that is mine, and the cases that I own."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from petitions.queries.owned_cases import owned_cases
from petitions.queries.work import my_work
from web import db
from web.auth import CASE_ROLES, permits

blueprint = Blueprint("work", __name__)


@blueprint.get("/work")
@permits(*CASE_ROLES)
def index() -> ResponseReturnValue:
    """My work, the most urgent first in each group."""
    session, actor, now = db.session(), db.actor(), db.now()
    return render_template(
        "work.html", groups=my_work(session, actor, now), owned=owned_cases(session, actor, now)
    )
