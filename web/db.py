"""One transaction for each request, and what stands on a desk during it.

A reading request (GET, HEAD) uses a plain transaction, which waits for nobody; every other takes the write lock at
its first statement and is committed once, after the view has answered well. Any refusal or error rolls it back.
"""

from datetime import datetime
from typing import Any

from flask import current_app, g, request
from flask_login import current_user
from sqlalchemy.orm import Session

from petitions.db import make_engine, make_sessions
from petitions.desk import Desk
from petitions.office import Office, load_office
from petitions.queries.office_mark import office_mark
from petitions.vault import Vault
from web.config import Config
from workflow.roles import Actor

READING = frozenset({"GET", "HEAD", "OPTIONS"})


class Store:
    """The open database of an application, and the office as last read from it."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.engine = make_engine(config.database_url)
        self.engine.hide_parameters = True  # what is typed must not come out in an error's text
        self.reading = make_sessions(self.engine.execution_options(reading=True))
        self.writing = make_sessions(self.engine)
        self.vault = Vault(config.identity_key, config.draw)
        self._held: tuple[tuple[Any, ...], Office] | None = None

    def office(self, session: Session) -> Office:
        """The office; read anew when somebody changed a setting or loaded a notice, in whatever process."""
        mark, held = office_mark(session), self._held
        if held is None or held[0] != mark:
            held = self._held = (mark, load_office(session, self.vault))
        return held[1]

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def store() -> Store:
    """The store of the running application."""
    found: Store = current_app.extensions["bihuan"]
    return found


def session() -> Session:
    """The request's session."""
    if "session" not in g:
        makers = store().reading if request.method in READING else store().writing
        g.session = makers()
    held: Session = g.session
    return held


def now() -> datetime:
    """The request's one moment: all that is done in it is done then."""
    if "now" not in g:
        g.now = store().config.now()
    moment: datetime = g.now
    return moment


def office() -> Office:
    """The office, as it stands at this request."""
    if "office" not in g:
        g.office = store().office(session())
    held: Office = g.office
    return held


def actor() -> Actor:
    """The person at the desk."""
    person: Actor = current_user.actor
    return person


def desk() -> Desk:
    """The desk of the person who is logged in, at this request's moment, in this request's transaction."""
    return Desk(session(), office(), actor(), now())


def finish(status: int) -> None:
    """Keep what a view wrote if it answered well, else undo it."""
    if "session" in g and request.method not in READING:
        if status < 400:
            g.session.commit()
        else:
            g.session.rollback()


def abandon() -> None:
    """Undo whatever this request wrote, and give up the write lock."""
    if "session" in g:
        g.session.rollback()


def release(error: BaseException | None = None) -> None:
    """At the end of a request, whatever came of it."""
    held: Session | None = g.pop("session", None)
    if held is not None:
        held.close()
