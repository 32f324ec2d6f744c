"""`bihuan setting` and `bihuan notice`: what an administrator changes of the office, each with a record."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.cli.office import Declined, answer, home_option, json_option

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from petitions.office import Office

as_option = click.option(
    "--as",
    "username",
    required=True,
    help="系统管理员的用户名，记入操作记录。 / The system administrator's user name, kept on record.",
)


@contextmanager
def administering(home: Path, username: str) -> "Iterator[tuple[Session, Office, int, datetime]]":
    """A transaction on the office, in the name of one of its system administrators."""
    from petitions.db import make_engine, make_sessions
    from petitions.office import load_office
    from petitions.queries.administrators import administrator
    from petitions.vault import Vault
    from web.cli.init import prepare

    config = prepare(home).config
    engine = make_engine(config.database_url)
    try:
        with make_sessions(engine).begin() as session:
            officer_id = administrator(session, username)
            if officer_id is None:
                raise Declined("not-an-administrator", f"“{username}”不是在用的系统管理员。请换一个用户名。")
            office = load_office(session, Vault(config.identity_key, config.draw))
            yield session, office, officer_id, config.now()
    finally:
        engine.dispose()


@click.command(
    help="""载入国务院办公厅放假通知（JSON 文件，格式见 workflow/notices），并重新推算暂定期限。

    Load a holiday notice (JSON, as in workflow/notices) and project every provisional limit anew."""
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_option
@home_option
@json_option
def notice(file: Path, username: str, home: Path, as_json: bool) -> None:
    """Load a notice; say which year it was and how many limits moved."""
    from petitions.administration import load_notice
    from workflow.calendar import NoticeError

    with administering(home, username) as (session, office, officer_id, now):
        try:
            text = file.read_text(encoding="utf-8-sig")
            loaded = load_notice(session, office, text, officer_id=officer_id, now=now)
        except (NoticeError, UnicodeDecodeError) as error:
            raise Declined("bad-notice", f"{file.name} 不是可用的放假通知：{error}") from error
    said = {"year": loaded.year, "moved": loaded.moved}
    answer(said, f"已载入{loaded.year}年放假安排，{loaded.moved}个期限有变动。", as_json)


@click.command(
    help="""查看设置；给出名称和值（JSON）则更改，例如：bihuan setting dual_for_all true --as sysadmin

    Show the settings; with a name and a JSON value, change one."""
)
@click.argument("name", required=False)
@click.argument("value", required=False)
@click.option("--as", "username", help="系统管理员的用户名（更改时必填）。 / Required for a change.")
@home_option
@json_option
def setting(name: str | None, value: str | None, username: str | None, home: Path, as_json: bool) -> None:
    """Show or change settings."""
    if name is None:
        shown = _settings(home)
        answer(
            shown,
            "\n".join(f"{key} = {json.dumps(shown[key], ensure_ascii=False)}" for key in shown),
            as_json,
        )
        return
    if value is None or username is None:
        raise click.UsageError("更改设置须给出值和 --as 用户名。 / A change needs a value and --as USERNAME.")
    from petitions.administration import BadSetting, change_setting

    with administering(home, username) as (session, _, officer_id, now):
        try:
            change_setting(session, name, json.loads(value), officer_id=officer_id, now=now)
        except json.JSONDecodeError as error:
            raise Declined("bad-setting", f'值应为 JSON，例如 true、180 或 "文字"：{value}') from error
        except BadSetting as error:
            raise Declined("bad-setting", str(error)) from error
    answer({name: json.loads(value)}, f"已更改：{name} = {value}", as_json)


def _settings(home: Path) -> dict[str, Any]:
    from dataclasses import asdict

    from petitions.db import make_engine, make_sessions
    from petitions.office import load_office
    from petitions.vault import Vault
    from web.cli.init import prepare

    config = prepare(home).config
    engine = make_engine(config.database_url)
    try:
        with make_sessions(engine.execution_options(reading=True))() as session:
            settings = load_office(session, Vault(config.identity_key, config.draw)).settings
    finally:
        engine.dispose()
    return {**asdict(settings), "term_lengths": dict(settings.term_lengths)}
