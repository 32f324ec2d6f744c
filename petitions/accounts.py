"""Accounts: who may come in, how often a door was tried in vain, and the office's record of both.

Reading is done in one statement and yields values, not rows; nothing here knows a password, only its hash.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Text, bindparam, cast, func, insert, select, update
from sqlalchemy.orm import Session

from petitions.models import LoginAttempt, OfficeEvent, Officer, OfficerRole, Unit
from petitions.models.people import UnitKind
from workflow.roles import BY_CASE, Actor, Role
from workflow.vocabulary import Labelled, Level

THROTTLE_WINDOW = timedelta(minutes=10)
FAILURES_PER_NAME = 5
FAILURES_PER_ADDRESS = 30
"""Settings usual with assessors of GB/T 22239: five failures, then a wait (handbook §12.2)."""

ADMINISTRATION = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
"""三员: the three posts that run and watch the system. Nobody holds two of them, nor one beside another post."""


class OfficeAct(Labelled):
    """What can be done to the office rather than to a case, as ``OfficeEvent.kind`` keeps it."""

    LOGIN = "login", "登录"
    LOGIN_FAILED = "login_failed", "登录失败"
    LOGIN_THROTTLED = "login_throttled", "登录受限"
    LOGOUT = "logout", "退出"
    PASSWORD_SET = "password_set", "修改密码"
    OFFICER_ADDED = "officer_added", "新增用户"
    ROLES_SET = "roles_set", "调整岗位"
    OFFICER_CLOSED = "officer_closed", "停用用户"


class AccountError(ValueError):
    """An account cannot be kept as asked; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Account:
    """An officer as the edge knows a person who came in."""

    id: int
    username: str
    name: str
    title: str
    unit_id: int
    unit: str
    level: Level
    roles: frozenset[Role]
    active: bool
    session_version: int
    password_hash: str

    @property
    def actor(self) -> Actor:
        """The officer as the workflow sees a person who acts."""
        return Actor(self.id, self.name, self.roles, self.unit_id)

    @property
    def roles_text(self) -> str:
        """The roles' names, as one text."""
        return _roles_text(self.roles)


OFFICER, UNIT, ROLE = Officer.__table__.c, Unit.__table__.c, OfficerRole.__table__.c


def _accounts() -> Select[*tuple[Any, ...]]:
    """One row for each officer, with the roles as one text. Asked at every request, so past the mapper."""
    roles = (
        select(func.aggregate_strings(cast(ROLE.role, Text), ","))
        .where(ROLE.officer_id == OFFICER.id)
        .scalar_subquery()
    )
    own = (OFFICER[name] for name in OWN_COLUMNS)
    return select(*own, UNIT.short_name.label("unit"), roles.label("roles")).where(UNIT.id == OFFICER.unit_id)


OWN_COLUMNS = (
    "id",
    "username",
    "name",
    "title",
    "unit_id",
    "level",
    "active",
    "session_version",
    "password_hash",
)
ACCOUNTS = _accounts()
BY_ID = ACCOUNTS.where(OFFICER.id == bindparam("officer_id"))
BY_NAME = ACCOUNTS.where(OFFICER.username == bindparam("username"))


def _account(row: Row[Any]) -> Account:
    columns = dict(row._mapping)
    listed: str | None = columns.pop("roles")
    return Account(roles=frozenset(map(Role, listed.split(","))) if listed else frozenset(), **columns)


def account_of(session: Session, officer_id: int) -> Account | None:
    """The account with this number."""
    row = session.connection().execute(BY_ID, {"officer_id": officer_id}).one_or_none()
    return _account(row) if row else None


def account_named(session: Session, username: str) -> Account | None:
    """The account with this user name, whatever its spelling of capitals."""
    row = session.execute(BY_NAME, {"username": username.strip().lower()}).one_or_none()
    return _account(row) if row else None


def every_account(session: Session) -> Iterator[Account]:
    """All accounts, in the order of their user names."""
    return (_account(row) for row in session.execute(ACCOUNTS.order_by(Officer.username)))


# --- the door ---------------------------------------------------------------------------------------------------


def wait_until(session: Session, username: str, address: str, now: datetime) -> datetime | None:
    """When the next try is allowed, if too many failed lately: five for a name, thirty from an address.

    Failures of a name before its last success no longer count.
    """
    since = now - THROTTLE_WINDOW
    succeeded = select(func.max(LoginAttempt.at)).where(
        LoginAttempt.username == username, LoginAttempt.succeeded
    )
    last = session.scalar(succeeded)
    by_name = (LoginAttempt.username == username, LoginAttempt.at > (max(last, since) if last else since))
    by_address = (LoginAttempt.address == address, LoginAttempt.at > since)
    ends = [
        _window_end(session, FAILURES_PER_NAME, *by_name),
        _window_end(session, FAILURES_PER_ADDRESS, *by_address),
    ]
    return max((end for end in ends if end is not None and end > now), default=None)


def _window_end(session: Session, allowed: int, *where: ColumnElement[bool]) -> datetime | None:
    """When the oldest of the last ``allowed`` failures leaves the window; nothing when there are fewer."""
    failures = select(LoginAttempt.at).where(~LoginAttempt.succeeded, *where)
    oldest = session.scalar(failures.order_by(LoginAttempt.at.desc()).offset(allowed - 1).limit(1))
    return None if oldest is None else oldest + THROTTLE_WINDOW


def begin_attempt(session: Session, username: str, address: str, now: datetime) -> int:
    """Count a try as failed before it is judged, so that tries at the same time cannot slip past the throttle."""
    values = {"username": username, "address": address, "at": now, "succeeded": False}
    return session.execute(insert(LoginAttempt).values(values).returning(LoginAttempt.id)).scalar_one()


def succeed(session: Session, attempt: int) -> None:
    """The try was a good one after all."""
    session.execute(update(LoginAttempt).where(LoginAttempt.id == attempt).values(succeeded=True))


def note(session: Session, act: OfficeAct, officer_id: int | None, detail: str, now: datetime) -> None:
    """Append to the office's record. ``detail`` holds no secret and no petitioner."""
    session.execute(insert(OfficeEvent).values(officer_id=officer_id, kind=act.value, detail=detail, at=now))


# --- administration ---------------------------------------------------------------------------------------------


def _checked(roles: Collection[Role]) -> frozenset[Role]:
    chosen = frozenset(roles)
    if not chosen:
        raise AccountError("请至少给用户一个岗位。")
    given_by_case = chosen & (BY_CASE | {Role.SYSTEM})
    if given_by_case:
        names = "、".join(sorted(role.label for role in given_by_case))
        raise AccountError(f"{names}不能分配给用户：包案领导由案件确定，系统岗位由程序使用。")
    if chosen & ADMINISTRATION and len(chosen) > 1:
        raise AccountError("系统管理员、安全管理员、审计管理员须各由专人担任，不得互兼，也不得兼任业务岗位。")
    return chosen


def _officer(session: Session, username: str) -> Officer:
    found = session.scalars(select(Officer).where(Officer.username == username.strip().lower())).one_or_none()
    if found is None:
        raise AccountError(f"没有用户“{username}”。用 bihuan user list 查看全部用户。")
    return found


def add_officer(
    session: Session,
    *,
    username: str,
    name: str,
    unit_code: str,
    level: Level,
    roles: Collection[Role],
    password_hash: str,
    title: str = "",
    now: datetime,
) -> int:
    """A new account; returns its number."""
    chosen = _checked(roles)
    unit = session.scalars(select(Unit).where(Unit.code == unit_code)).one_or_none()
    if unit is None:
        known = "、".join(session.scalars(select(Unit.code).order_by(Unit.code)))
        raise AccountError(f"没有单位“{unit_code}”。已有单位：{known or '无'}。")
    if account_named(session, username) is not None:
        raise AccountError(f"用户名“{username}”已被使用。请换一个。")
    officer = Officer(
        username=username.strip().lower(),
        name=name,
        title=title,
        unit_id=unit.id,
        level=level,
        password_hash=password_hash,
        role_rows=[OfficerRole(role=role) for role in chosen],
    )
    session.add(officer)
    session.flush()
    note(session, OfficeAct.OFFICER_ADDED, officer.id, _roles_text(chosen), now)
    return officer.id


def add_unit(session: Session, *, code: str, name: str, level: Level) -> None:
    """The bureau or a sub-bureau, if there is none of this code yet: an office needs one before its first officer."""
    if session.scalar(select(Unit.id).where(Unit.code == code)) is None:
        kind = UnitKind.BUREAU if level is Level.CITY else UnitKind.SUB_BUREAU
        session.add(Unit(code=code, name=name, short_name=name[:20], kind=kind))
        session.flush()


def set_password(session: Session, username: str, password_hash: str, now: datetime) -> None:
    """Replace the password; every login made with the old one ends."""
    officer = _officer(session, username)
    officer.password_hash = password_hash
    officer.session_version += 1
    note(session, OfficeAct.PASSWORD_SET, officer.id, "", now)


def rehash(session: Session, officer_id: int, password_hash: str) -> None:
    """Keep the same password under a stronger hash; logins stay."""
    session.execute(update(Officer).where(Officer.id == officer_id).values(password_hash=password_hash))


def set_roles(session: Session, username: str, roles: Collection[Role], now: datetime) -> None:
    """Replace the roles; every login made with the old ones ends."""
    chosen = _checked(roles)
    officer = _officer(session, username)
    officer.role_rows = [OfficerRole(role=role) for role in chosen]
    officer.session_version += 1
    note(session, OfficeAct.ROLES_SET, officer.id, _roles_text(chosen), now)


def deactivate(session: Session, username: str, now: datetime) -> None:
    """Close an account for good; what its officer did stays on record under the name."""
    officer = _officer(session, username)
    officer.active = False
    officer.session_version += 1
    note(session, OfficeAct.OFFICER_CLOSED, officer.id, "", now)


def _roles_text(roles: Collection[Role]) -> str:
    return "、".join(sorted(role.label for role in roles))
