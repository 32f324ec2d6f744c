"""`bihuan user`: accounts of officers. Passwords come by prompt or standard input, never as an argument."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from web.cli.deadline import Member
from web.cli.office import Declined, answer, home_option, json_option
from workflow.roles import BY_CASE, Role
from workflow.vocabulary import Level

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

GIVEN = tuple(role for role in Role if role not in BY_CASE and role is not Role.SYSTEM)

roles_option = click.option(
    "--role",
    "roles",
    type=Member(GIVEN),
    metavar="ROLE",
    multiple=True,
    required=True,
    help="岗位，可重复："
    + "，".join(f"{role.value} {role.label}" for role in GIVEN)
    + "。 / Role, may be repeated.",
)


@click.group(
    help="""用户管理：新增、改密、调整岗位、停用、列出。

    Accounts: add, set a password, set roles, deactivate, list."""
)
def user() -> None:
    """The group itself does nothing; its commands do."""


@contextmanager
def _office(home: Path) -> "Iterator[tuple[Session, datetime]]":
    """A transaction on the prepared office and its moment; what an account rule refuses leaves with its sentence."""
    from petitions.accounts import AccountError
    from petitions.db import make_engine, make_sessions
    from web.cli.init import prepare

    config = prepare(home).config
    engine = make_engine(config.database_url)
    try:
        with make_sessions(engine).begin() as session:
            yield session, config.now()
    except AccountError as error:
        raise Declined("account", str(error)) from error
    finally:
        engine.dispose()


def _password_hash(username: str) -> str:
    """The hash of a new password, asked for twice at a terminal, read once from standard input elsewhere."""
    from web.passwords import fault_of, hash_password

    if sys.stdin.isatty():
        password = click.prompt("密码 / Password", hide_input=True, confirmation_prompt=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    fault = fault_of(password, username)
    if fault is not None:
        raise Declined("password", fault)
    return hash_password(password)


@user.command(
    "add",
    help="""新增用户。密码在终端提示输入，或从标准输入读取一行。

    Add an account. The password is asked for at the terminal or read as one line from standard input.""",
)
@click.argument("username")
@click.option("--name", required=True, help="姓名。 / Name.")
@click.option("--title", default="", help="职务。 / Title.")
@click.option("--unit", required=True, metavar="CODE", help="单位代码。 / Code of the unit.")
@click.option(
    "--unit-name",
    metavar="NAME",
    help="单位尚未建立时，以此名称建立。 / Make the unit under this name if missing.",
)
@click.option(
    "--level", type=Member(Level), required=True, help="层级：city 市局，sub 分局。 / City or sub-bureau."
)
@roles_option
@home_option
@json_option
def add(
    username: str,
    name: str,
    title: str,
    unit: str,
    unit_name: str | None,
    level: Level,
    roles: tuple[Role, ...],
    home: Path,
    as_json: bool,
) -> None:
    """Add an account and, where asked, its unit."""
    from petitions.accounts import add_officer, add_unit

    hashed = _password_hash(username)
    with _office(home) as (session, now):
        if unit_name:
            add_unit(session, code=unit, name=unit_name, level=level)
        number = add_officer(
            session,
            username=username,
            name=name,
            title=title,
            unit_code=unit,
            level=level,
            roles=roles,
            password_hash=hashed,
            now=now,
        )
    answer({"id": number, "username": username.lower()}, f"已新增用户 {username.lower()}。", as_json)


@user.command(
    "password",
    help="""重设密码。该用户已有的登录随即失效。

    Set a new password; the user's logins end at once.""",
)
@click.argument("username")
@home_option
@json_option
def password(username: str, home: Path, as_json: bool) -> None:
    """Replace a password."""
    from petitions.accounts import set_password

    hashed = _password_hash(username)
    with _office(home) as (session, now):
        set_password(session, username, hashed, now)
    answer({"username": username.lower()}, f"已重设 {username.lower()} 的密码。", as_json)


@user.command(
    "roles",
    help="""调整岗位，以本次给出的为准。该用户已有的登录随即失效。

    Replace the roles of an account; the user's logins end at once.""",
)
@click.argument("username")
@roles_option
@home_option
@json_option
def set_roles(username: str, roles: tuple[Role, ...], home: Path, as_json: bool) -> None:
    """Replace the roles."""
    from petitions import accounts

    with _office(home) as (session, now):
        accounts.set_roles(session, username, roles, now)
    labels = "、".join(role.label for role in roles)
    found = {"username": username.lower(), "roles": [role.value for role in roles]}
    answer(found, f"{username.lower()} 的岗位：{labels}。", as_json)


@user.command(
    "deactivate",
    help="""停用用户。其经手的记录仍以原姓名保留。

    Close an account; what its officer did stays on record.""",
)
@click.argument("username")
@home_option
@json_option
def deactivate(username: str, home: Path, as_json: bool) -> None:
    """Close an account."""
    from petitions import accounts

    with _office(home) as (session, now):
        accounts.deactivate(session, username, now)
    answer({"username": username.lower(), "active": False}, f"已停用 {username.lower()}。", as_json)


@user.command(
    "list",
    help="""列出全部用户。

    List all accounts.""",
)
@home_option
@json_option
def listing(home: Path, as_json: bool) -> None:
    """List the accounts."""
    from petitions.accounts import every_account

    with _office(home) as (session, _now):
        found = list(every_account(session))
    rows = [
        {
            "username": account.username,
            "name": account.name,
            "title": account.title,
            "unit": account.unit,
            "level": account.level.value,
            "roles": sorted(account.roles),
            "active": account.active,
        }
        for account in found
    ]
    lines = [
        f"{account.username:<16}{account.name}　{account.unit}　{account.roles_text}{'' if account.active else '　（已停用）'}"
        for account in found
    ]
    answer(rows, "\n".join(lines) or "还没有用户。用 bihuan user add 新增。", as_json)
