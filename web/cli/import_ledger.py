"""`bihuan import --ledger FILE`: an old register with its history, so that the first bulletin covers the past year."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from web.cli.office import Declined, ExitCode, answer
from web.cli.told import column_named, grouped, told

if TYPE_CHECKING:
    from petitions.accounts import Account
    from petitions.intake.ledger_words import Column
    from petitions.intake.spreadsheets import Sheet
    from web.ledger import LedgerOutcome

REFUSED_SHOWN = 200


def import_ledger(
    file: Path, dry_run: bool, named: tuple[str, ...], username: str | None, home: Path, as_json: bool
) -> None:
    """Read the ledger, enter its rows with their history, say what became of them."""
    from web.cli.import_file import clerk, opened
    from web.cli.init import prepare
    from web.ledger import LedgerImport, SealedDays, run
    from workflow.roles import Role

    sheet, columns = _read(file, named)
    config = prepare(home).config
    with opened(config) as (sessions, office):
        with sessions() as session:
            account = clerk(session, username, (Role.PETITION_HEAD, Role.PETITION_OFFICER, Role.OPERATOR))
        job = LedgerImport(sheet, columns, office, account.actor, config.now(), dry_run)
        try:
            outcome = run(job, sessions, _tell_progress)
        except SealedDays as error:
            raise Declined("sealed-days", str(error)) from error
    said = _said(file, columns, outcome, account, dry_run)
    answer(said, "\n".join(_lines(columns, outcome, account, dry_run)), as_json)
    if outcome.refused:
        raise SystemExit(ExitCode.REFUSED)


def _read(file: Path, named: tuple[str, ...]) -> "tuple[Sheet, Mapping[Column, str]]":
    """The table and which column tells what; whatever is wrong with either is a matter of usage."""
    from petitions.intake.ledger import ledger_columns
    from petitions.intake.ledger_words import Column
    from petitions.intake.mapping import UnknownColumn
    from petitions.intake.spreadsheets import Unreadable, read_rows

    chosen = dict(column_named(Column, text) for text in named)
    try:
        sheet = read_rows(file)
        return sheet, ledger_columns(sheet.headers, chosen)
    except (Unreadable, UnknownColumn) as error:
        raise click.UsageError(f"{error} / the table is no ledger as it stands.") from error


def _tell_progress(outcome: "LedgerOutcome") -> None:
    if sys.stderr.isatty():
        click.echo(f"\r已处理{outcome.rows}/{outcome.total}行", nl=False, err=True)


def _said(
    file: Path, columns: "Mapping[Column, str]", outcome: "LedgerOutcome", account: "Account", dry_run: bool
) -> dict[str, object]:
    return {
        "file": file.name,
        "ledger": True,
        "dry_run": dry_run,
        "mapping": {column.value: header for column, header in columns.items()},
        "as": account.username,
        "rows": outcome.rows,
        "registered": outcome.registered,
        "known": outcome.known,
        "refused": [told(problem) for problem in outcome.refused],
        "remarks": [told(remark) for remark in outcome.remarks],
    }


def _lines(
    columns: "Mapping[Column, str]", outcome: "LedgerOutcome", account: "Account", dry_run: bool
) -> Iterator[str]:
    """The report for a person: every refused row as far as anybody reads on, then the remarks."""
    yield "台账各项取自的列："
    yield from (f"  {column.label}（{column.value}）← {header}" for column, header in columns.items())
    refused = len({problem.row for problem in outcome.refused})
    verb = "可导入" if dry_run else "已导入"
    yield f"共{outcome.rows}行：{verb}{outcome.registered}件及其办理经过，先前已导入{outcome.known}件，未导入{refused}行。"
    yield (
        "试运行，没有写入任何数据。"
        if dry_run
        else f"以{account.name}（{account.username}）的名义补录，事件均标明来源行。"
    )
    yield from (f"未导入：{problem.sentence}" for problem in outcome.refused[:REFUSED_SHOWN])
    if (more := len(outcome.refused) - REFUSED_SHOWN) > 0:
        yield f"另有{more}处问题，用 --json 查看全部。"
    yield from grouped(outcome.remarks)
