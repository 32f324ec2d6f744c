"""The desk's first page: what each person finds on coming in."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from web.auth import signed_in

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@signed_in
def index() -> ResponseReturnValue:
    """The rooms that are open to this person."""
    return render_template("home.html")
