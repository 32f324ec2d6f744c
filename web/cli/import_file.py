"""`bihuan import FILE`: complaints that another system holds, as a table, become cases of the register."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from web.cli.deadline import Member
from web.cli.import_ledger import import_ledger
from web.cli.office import Declined, ExitCode, answer, home_option, json_option
from web.cli.told import column_named, grouped, told
from workflow.vocabulary import Channel

if TYPE_CHECKING:
    from petitions.accounts import Account
    from petitions.intake.mapping import ColumnMapping
    from petitions.intake.spreadsheets import Sheet
    from web.config import Config
    from web.importing import Outcome
    from workflow.roles import Role

LONGEST_SOURCE = 30


@click.command(
    "import",
    help="""导入其他系统的信访件表格（CSV、xlsx、xls、HTML 表格、JSON）。

    各列按表头自动对应，先用 --dry-run 查看；同一文件再次导入不会重复登记。退出码：0 全部导入；1 有行未导入；2 用法有误。

    --ledger 导入历史台账：受理、调查、答复、办结、评价按台账所载时间补录，供统计通报使用；须在首次封存（启动服务）之前导入。

    Import a table of complaints. Columns are matched by their headers: look first with --dry-run. The same file
    imported again adds nothing. With --ledger the table is an old register: acceptance, findings, reply, closing and
    rating are entered at the times that it tells; do it before the first day is sealed. Exit codes: 0 all rows taken;
    1 some rows refused; 2 wrong usage.""",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--ledger",
    is_flag=True,
    help="历史台账：连同办理经过一并补录。 / An old register, entered with its history.",
)
@click.option("--dry-run", is_flag=True, help="只查看，不写入。 / Look, write nothing.")
@click.option(
    "--map",
    "named",
    metavar="FIELD=HEADER",
    multiple=True,
    help="指定某项取自哪一列，可重复；列名留空表示不取。 / Name the column of a field; empty: none. May be repeated.",
)
@click.option(
    "--channel",
    type=Member(Channel),
    metavar="CHANNEL",
    default=Channel.WEB,
    help="表中没有写明渠道的行所用的渠道，默认 web。 / Channel of rows that tell none; web by default.",
)
@click.option(
    "--source",
    default="",
    metavar="NAME",
    help="来源系统的名称；写明后以其编号识别同一件。 / Name of the system it comes from: its numbers then tell rows apart.",
)
@click.option(
    "--as",
    "username",
    help="以谁的名义登记；不写则为第一位热线受理员。 / In whose name; the first operator if not told.",
)
@home_option
@json_option
def import_file(
    file: Path,
    ledger: bool,
    dry_run: bool,
    named: tuple[str, ...],
    channel: Channel,
    source: str,
    username: str | None,
    home: Path,
    as_json: bool,
) -> None:
    """Read the table, enter its rows, say what became of them."""
    if ledger:
        _refuse_beside_ledger("channel", "source")
        import_ledger(file, dry_run, named, username, home, as_json)
        return
    from web.cli.init import prepare
    from web.importing import Import, run
    from workflow.roles import Role

    sheet, mapping = _read(file, named, source)
    config = prepare(home).config
    with opened(config) as (sessions, office):
        with sessions() as session:
            account = clerk(session, username, (Role.OPERATOR,))
        job = Import(sheet, mapping, office, account.actor, config.now(), channel, dry_run)
        outcome = run(job, sessions, _tell_progress)
    said = _said(file, mapping, outcome, account, dry_run)
    answer(said, "\n".join(_lines(mapping, outcome, account, dry_run)), as_json)
    if outcome.refused:
        raise SystemExit(ExitCode.REFUSED)


def _refuse_beside_ledger(*options: str) -> None:
    """A ledger tells channel and number itself: an option that would be passed over is no silent one."""
    context = click.get_current_context()
    for option in options:
        if context.get_parameter_source(option) is not ParameterSource.DEFAULT:
            raise click.UsageError(
                f"--{option} 不能与 --ledger 同用。 / --{option} does not go with --ledger."
            )


def _read(file: Path, named: tuple[str, ...], source: str) -> "tuple[Sheet, ColumnMapping]":
    """The table and which column tells what; whatever is wrong with either is a matter of usage."""
    from petitions.intake.mapping import UnknownColumn, propose_mapping
    from petitions.intake.spreadsheets import Unreadable, read_rows
    from petitions.intake.wording import Target

    if len(source) > LONGEST_SOURCE:
        raise click.BadParameter(
            f"最多{LONGEST_SOURCE}个字。 / at most {LONGEST_SOURCE}.", param_hint="--source"
        )
    chosen = dict(column_named(Target, text) for text in named)
    try:
        sheet = read_rows(file)
        mapping = propose_mapping(sheet.headers, sheet.samples(), chosen, source)
    except (Unreadable, UnknownColumn) as error:
        raise click.UsageError(str(error)) from error
    if mapping.missing:
        headers = "、".join(sheet.headers)
        raise click.UsageError(
            f"看不出哪一列是反映内容。表中各列为：{headers}。请用 --map content=列名 指明。"
            " / no column tells the content: name it with --map content=HEADER."
        )
    return sheet, mapping


@contextmanager
def opened(config: "Config") -> "Iterator[tuple[Any, Any]]":
    from petitions.db import make_engine, make_sessions
    from petitions.office import load_office
    from petitions.vault import Vault

    engine = make_engine(config.database_url)
    engine.hide_parameters = True  # what the rows tell must not come out in an error's text
    sessions = make_sessions(engine)
    try:
        with sessions() as session:
            office = load_office(session, Vault(config.identity_key, config.draw))
        yield sessions, office
    finally:
        engine.dispose()


def clerk(session: Any, username: str | None, usual: "Sequence[Role]") -> "Account":
    """Who registers: the officer who was named, else the first who has one of the ``usual`` roles, tried in order."""
    from petitions.accounts import account_named, every_account
    from workflow.roles import Role

    desk = {Role.OPERATOR, Role.PETITION_OFFICER, Role.PETITION_HEAD}
    if username is not None:
        account = account_named(session, username)
        if account is None or not account.active or not account.roles & desk:
            raise Declined("not-at-the-desk", f"“{username}”不是在用的受理员或信访科人员。请换一个用户名。")
        return account
    accounts = sorted((one for one in every_account(session) if one.active), key=lambda one: one.id)
    for role in usual:
        for account in accounts:
            if role in account.roles:
                return account
    raise Declined(
        "no-operator", "还没有热线受理员。请用 bihuan user add 新增，或用 --as 指明以谁的名义登记。"
    )


def _tell_progress(outcome: "Outcome") -> None:
    if sys.stderr.isatty():
        click.echo(f"\r已处理{outcome.rows}行", nl=False, err=True)


def _said(
    file: Path, mapping: "ColumnMapping", outcome: "Outcome", account: "Account", dry_run: bool
) -> dict[str, object]:
    return {
        "file": file.name,
        "dry_run": dry_run,
        "mapping": {target.value: header for target, header in mapping.columns.items()},
        "as": account.username,
        "rows": outcome.rows,
        "registered": outcome.registered,
        "drafts": outcome.drafts,
        "known": outcome.known,
        "refused": [told(problem) for problem in outcome.refused],
        "remarks": [told(remark) for remark in outcome.remarks],
    }


def _lines(mapping: "ColumnMapping", outcome: "Outcome", account: "Account", dry_run: bool) -> Iterator[str]:
    """The report for a person: every refused row, the first few remarks."""
    yield "各项取自的列："
    yield from (f"  {target.label}（{target.value}）← {header}" for target, header in mapping.columns.items())
    verb = "可登记" if dry_run else "已登记"
    refused = len({problem.row for problem in outcome.refused})
    yield (
        f"共{outcome.rows}行：{verb}{outcome.registered}件，暂存待登记{outcome.drafts}件，"
        f"先前已导入{outcome.known}件，未导入{refused}行。"
    )
    yield (
        f"以{account.name}（{account.username}）的名义登记。" if not dry_run else "试运行，没有写入任何数据。"
    )
    yield from (f"未导入：{problem.sentence}" for problem in outcome.refused)
    yield from grouped(outcome.remarks)
