"""Who may open which page, and how one comes in and goes out.

Every view says by one decorator who may open it: ``permits(Role…)``, ``signed_in`` or ``public``. A view that says
nothing is opened by nobody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from flask import Flask, abort, current_app, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from flask_wtf import CSRFProtect

from petitions import accounts
from petitions.accounts import Account, OfficeAct
from petitions.visibility import ADMINISTRATORS
from web import db, passwords
from web.headers import FILES
from workflow.roles import BY_CASE, Actor, Role

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])

csrf = CSRFProtect()

CASE_ROLES: frozenset[Role] = frozenset(Role) - ADMINISTRATORS - BY_CASE - {Role.SYSTEM}
"""Whoever works with cases. System and security administrators run the system and see none."""

SEEN_EVERY = timedelta(minutes=1)
"""How often a login's last sign of life is written into its cookie."""


@dataclass(frozen=True, slots=True)
class Permission:
    """Who may open a view: everybody, or whoever is logged in and has one of ``roles`` (``None``: any)."""

    public: bool = False
    roles: frozenset[Role] | None = None

    def admits(self, actor: Actor) -> bool:
        """Whether a person who is logged in may open it."""
        return self.public or self.roles is None or bool(self.roles & actor.roles)


def _declare(permission: Permission) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark


def permits(*roles: Role) -> Callable[[View], View]:
    """Whoever has one of these roles may open the view."""
    return _declare(Permission(roles=frozenset(roles)))


signed_in = _declare(Permission())
"""Whoever is logged in may open the view."""

public = _declare(Permission(public=True))
"""Everybody may open the view, logged in or not."""


def permission_of(app: Flask, endpoint: str) -> Permission | None:
    """What the view behind an endpoint declared."""
    if endpoint in FILES:
        return Permission(public=True)
    found: Permission | None = getattr(app.view_functions.get(endpoint), "permission", None)
    return found


class Person(UserMixin):  # type: ignore[misc]  # the library is untyped
    """An account that is logged in."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.actor = account.actor

    def get_id(self) -> str:
        """Number and session version: a login made before the password or the roles changed is none any more."""
        return f"{self.account.id}.{self.account.session_version}"


def _load(identity: str) -> Person | None:
    number, _dot, version = identity.partition(".")
    if not number.isdecimal():
        return None
    account = accounts.account_of(db.session(), int(number))
    if account is None or not account.active or str(account.session_version) != version:
        return None
    return Person(account)


# --- coming in ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Denied:
    """Why somebody did not come in: until when to wait, or nothing that could help guessing."""

    until: datetime | None = None


def log_in(username: str, password: str) -> Person | Denied:
    """Judge a try. It is counted as failed before it is judged, and the slow hash holds no lock."""
    at, address, held = db.now(), request.remote_addr or "", db.session()
    account = accounts.account_named(held, username)
    key = account.username if account else (db.store().vault.fingerprint(username) or "")[:40]
    number = account.id if account else None
    until = accounts.wait_until(held, key, address, at)
    if until is not None:
        accounts.note(held, OfficeAct.LOGIN_THROTTLED, number, address, at)
        held.commit()
        return Denied(until)
    attempt = accounts.begin_attempt(held, key, address, at)
    held.commit()
    good = passwords.matches(account.password_hash if account else None, password)
    if account is None or not good or not account.active:
        accounts.note(held, OfficeAct.LOGIN_FAILED, number, address, at)
        held.commit()
        return Denied()
    _admit(account, attempt, password)
    return Person(account)


def _admit(account: Account, attempt: int, password: str) -> None:
    """Write the success down and begin a session that owes nothing to the one before."""
    held = db.session()
    accounts.succeed(held, attempt)
    accounts.note(held, OfficeAct.LOGIN, account.id, request.remote_addr or "", db.now())
    if passwords.is_outdated(account.password_hash):
        accounts.rehash(held, account.id, passwords.hash_password(password))
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    login_user(Person(account))
    _stamp()


def renew_login() -> None:
    """After one's own password changed: this login goes on under the new session version."""
    account = accounts.account_of(db.session(), current_user.actor.officer_id)
    if account is not None:
        login_user(Person(account))


def log_out() -> None:
    """End the login and what its session held."""
    if current_user.is_authenticated:
        accounts.note(db.session(), OfficeAct.LOGOUT, current_user.actor.officer_id, "", db.now())
    language = session.get("language")
    logout_user()
    session.clear()
    if language:
        session["language"] = language


def _stamp() -> None:
    session["seen_at"] = int(db.now().timestamp())


# --- at every request -----------------------------------------------------------------------------------------------


def end_idle_login() -> None:
    """A login without a request for the set time is over."""
    if "_user_id" not in session:
        return
    seen = datetime.fromtimestamp(session.get("seen_at", 0), UTC)
    quiet = db.now() - seen
    if quiet > db.store().config.idle:
        logout_user()
        session.pop("seen_at", None)
        g.timed_out = True
    elif quiet > SEEN_EVERY:
        _stamp()


def check_permission() -> ResponseReturnValue | None:
    """Let through whom the view's own declaration admits; nobody where there is none."""
    if request.url_rule is None or request.endpoint is None:
        return None
    permission = permission_of(current_app, request.endpoint)
    if permission is not None and permission.public:
        return None
    if not current_user.is_authenticated:
        return _ask_to_log_in()
    if permission is None or not permission.admits(current_user.actor):
        abort(403)
    return None


def _ask_to_log_in() -> ResponseReturnValue:
    """A reader is led to the login form and back; what somebody was about to send is kept on the page."""
    if request.method not in db.READING:
        abort(401)
    if g.get("timed_out"):
        flash(_("您已长时间未操作，为保护信息已自动退出。请重新登录。"), "warning")
    target = request.full_path.rstrip("?")
    return redirect(url_for("session.form", next=None if target == "/" else target))


def safe_next(target: str | None) -> str:
    """Where to go after the login: a page of this site, or the desk. Nothing that a browser reads as another site."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return url_for("home.index")
    if any(ord(sign) < 32 or sign == "\\" for sign in target):
        return url_for("home.index")
    return target


def install(app: Flask) -> None:
    """Bring logins, tokens and permissions into the application; an idle login ends before anything is judged."""
    LoginManager(app).user_loader(_load)
    app.before_request(end_idle_login)
    csrf.init_app(app)
    app.before_request(check_permission)
