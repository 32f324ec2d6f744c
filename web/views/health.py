"""What a machine asks: whether the program answers and its database does."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from web import db
from web.auth import public

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
@public
def alive() -> ResponseReturnValue:
    """One word once the database answered; an error of the database is a 500 like any other."""
    db.office()
    return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8"}
