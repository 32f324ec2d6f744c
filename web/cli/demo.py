"""`bihuan demo`: the demonstration city, and how to log in to it."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.cli.office import Declined, answer, home_option, json_option

if TYPE_CHECKING:
    from web.config import Config

PASSWORD_FILE = "demonstration.json"
"""Stands in the folder of a demonstration city; holds the one password of its plainly fictitious officers."""

SHOWN = ("op1", "xf1", "xf-head", "ld-h1", "ld-head", "deputy-biz", "deputy-xf", "head", "sup1", "stat")
"""The logins that a greeting names: one for each job."""


def furnish(config: "Config") -> int:
    """Build the city in an empty database; returns the number of its cases."""
    import base64

    from sqlalchemy import event

    from petitions.db import make_engine, make_sessions
    from petitions.seeds import build
    from petitions.vault import Vault
    from web import passwords

    password = base64.b32encode(config.draw(5)).decode().lower()
    engine = make_engine(config.database_url)
    if engine.dialect.name == "sqlite":  # an interrupted build is begun anew, so nothing needs to survive it
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    click.echo("正在建立演示城市（两年历史，约需两三分钟）…… / Building the demonstration city …", err=True)
    try:
        cases = build(
            make_sessions(engine),
            Vault(config.identity_key, config.draw),
            passwords.hash_password,
            password=password,
            now=config.now(),
            progress=_progress,
        )
    finally:
        engine.dispose()
    path = config.home / PASSWORD_FILE
    path.touch(mode=0o600)
    path.write_text(json.dumps({"password": password}), encoding="ascii")
    click.echo(f"\n演示城市已建立，共{cases}件。 / {cases} cases.", err=True)
    return cases


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty() or done == total:
        click.echo(f"\r  {done}/{total}", nl=False, err=True)


def greeting(config: "Config") -> str:
    """What a starting server says about logins; nothing where there is no demonstration city."""
    if not (config.home / PASSWORD_FILE).exists():
        return ""
    rows = [row for row in logins(config) if row["username"] in SHOWN]
    rows.sort(key=lambda row: SHOWN.index(row["username"]))
    lines = [f"  {row['username']:<12}{row['password']:<12}{row['unit']} {row['title']}" for row in rows]
    head = "演示登录（用户名、密码、岗位；全部见 bihuan demo --logins） / Demonstration logins:"
    return "\n".join([head, *lines])


def logins(config: "Config") -> list[dict[str, Any]]:
    """Every officer of the demonstration city with the password."""
    from petitions.db import make_engine, make_sessions
    from petitions.queries.roster import roster

    path = config.home / PASSWORD_FILE
    if not path.exists():
        raise Declined("no-demonstration", "该数据目录没有演示城市。请先执行 bihuan demo 或 bihuan serve。")
    password = json.loads(path.read_text(encoding="ascii"))["password"]
    engine = make_engine(config.database_url)
    try:
        with make_sessions(engine.execution_options(reading=True))() as session:
            return [
                {
                    "username": officer.username,
                    "password": password,
                    "role": officer.roles[0],
                    "roles": list(officer.roles),
                    "unit": officer.unit,
                    "name": officer.name,
                    "title": officer.title,
                }
                for officer in roster(session)
            ]
    finally:
        engine.dispose()


@click.command(
    help="""在空的数据目录中建立演示城市；加 --logins 则列出演示登录。

    Build the demonstration city in an empty folder; with --logins, list how to log in to it."""
)
@click.option("--logins", "list_logins", is_flag=True, help="列出演示登录。 / List the logins.")
@home_option
@json_option
def demo(list_logins: bool, home: Path, as_json: bool) -> None:
    """Build the city, or list its logins."""
    from web.config import load_config

    if list_logins:
        rows = logins(load_config(home))
        text = "\n".join(
            f"{row['username']:<14}{row['password']:<12}{row['role']:<18}{row['unit']} {row['title']}"
            for row in rows
        )
        answer(rows, text, as_json)
        return
    from petitions.seeds import NotEmpty
    from web.cli.init import prepare

    try:
        cases = furnish(prepare(home).config)
    except NotEmpty as error:
        raise Declined("not-empty", str(error)) from error
    answer({"cases": cases}, f"演示城市已建立，共{cases}件。", as_json)
