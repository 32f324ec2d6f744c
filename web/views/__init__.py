"""The pages, one blueprint a room. A room more is one module and one row here.

A view

* is found at ``<room>.<view>``: module ``web/views/<room>.py`` with ``blueprint = Blueprint("<room>", __name__)``
  and templates ``web/templates/<room>.html`` or ``<room>/….html`` that extend ``base.html``;
* declares who may open it: ``@blueprint.get("/…")`` above ``@permits(Role.X, …)`` (``web.auth``; ``*CASE_ROLES`` is
  whoever works with cases), and stands in ``web.navigation``: in ``ITEMS`` if it is a room's first page, else in
  ``ELSEWHERE`` or in its own blueprint's room;
* works at ``web.db.desk()`` and reads through ``web.db.session()``; it neither commits nor rolls back. A POST that
  answers with a redirect is kept, one that answers 400 or above is undone;
* lets ``Refused``, ``Stale`` and ``NotFound`` pass: ``web.errors`` answers them, with what was typed kept. A view that
  shows a refusal on its own page catches ``Refused`` and answers 422 with ``macros/forms.html: refusal_box``.
"""

from importlib import import_module

from flask import Flask

VIEWS = (
    "session",
    "home",
    "health",
    "intake",
    "queue",
    "cases",
    "work",
    "backlog",
    "incidents",
    "bulletin",
    "issuing",
    "jobs",
)


def register(app: Flask) -> None:
    """Bring every room into the application."""
    for name in VIEWS:
        app.register_blueprint(import_module(f"web.views.{name}").blueprint)
