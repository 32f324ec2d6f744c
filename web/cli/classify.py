"""`bihuan classify`: what the program proposes for each message of a table, one line of JSON a row."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from web.cli.office import Declined

if TYPE_CHECKING:
    from petitions.intake.classify import Classification
    from petitions.intake.spreadsheets import RawRow, Sheet

ID = "id"


@click.command(
    help="""对表格中的每条留言提出建议：是否属于生态环境事项、主要污染类型、全部污染类型，并说明依据。

    表格为 CSV（也可为 xlsx、xls、JSON），需有 text 列；id、subject 列可缺，其余列不读。结果每行一个 JSON 对象。

    Propose for each message of a table whether it is a matter of ecology and environment, its main pollution type
    and all its types, with the words that speak for them. Needs a column text; id and subject may be missing."""
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="结果文件（JSONL），默认输出到屏幕。 / Where to write the lines; by default to the screen.",
)
def classify(file: Path, output: Path | None) -> None:
    """Read the table, write a line for each row, say how many there were."""
    from petitions.intake.classify import classify as propose

    sheet, columns = _read(file)
    rows = ours = 0
    with _lines(output) as target:
        for raw in _rows(sheet):
            proposed = propose(_told(raw, columns["subject"]), _told(raw, columns["text"]))
            line = {ID: _told(raw, columns[ID]) or str(raw.number)} | _line(proposed)
            click.echo(json.dumps(line, ensure_ascii=False), file=target)
            rows, ours = rows + 1, ours + line["environment"]
    click.echo(f"共{rows}条，其中生态环境事项{ours}条。 / {rows} rows, {ours} of environment.", err=True)


def _read(file: Path) -> "tuple[Sheet, dict[str, str]]":
    """The table, and the header of each column that is read; empty where there is none."""
    from petitions.intake.mapping import propose_mapping
    from petitions.intake.spreadsheets import Unreadable, read_rows
    from petitions.intake.wording import Target

    try:
        sheet = read_rows(file)
        mapping = propose_mapping(sheet.headers, sheet.samples()).columns
    except Unreadable as error:
        raise click.UsageError(f"{error} / {file.name} cannot be read as a table.") from error
    usual = {ID: Target.NUMBER, "subject": Target.TITLE, "text": Target.CONTENT}
    exact = {header.lower(): header for header in reversed(sheet.headers)}
    columns = {name: exact.get(name) or mapping.get(target, "") for name, target in usual.items()}
    if not columns["text"] and not columns["subject"]:
        headers = "、".join(sheet.headers)
        raise click.UsageError(
            f"看不出哪一列是留言内容。表中各列为：{headers}。请把内容列的列名改为 text。"
            " / no column tells the text: call it text."
        )
    return sheet, columns


def _rows(sheet: "Sheet") -> "Iterator[RawRow]":
    """The rows; a fault further down in the file is told like one at its head."""
    from petitions.intake.spreadsheets import Unreadable

    try:
        yield from sheet.rows
    except Unreadable as error:
        raise click.UsageError(f"{error} / the table is broken there.") from error


def _told(raw: "RawRow", header: str) -> str:
    return str(raw.cells.get(header, ""))


def _line(proposed: "Classification") -> dict[str, Any]:
    """One row's answer, with the types as messages are labelled by hand."""
    from petitions.intake.wording import TYPE_NAMES

    reasons: dict[str, str] = {}
    for proposal in proposed.types:
        reasons.setdefault(TYPE_NAMES[proposal.value], proposal.reason)
    told = "；".join(f"{name}：{reason}" for name, reason in reasons.items())
    matter = "属于生态环境事项" if proposed.ours.value else "不属于生态环境事项"
    return {
        "environment": proposed.ours.value,
        "main_type": next(iter(reasons), None),
        "types": list(reasons),
        "reason": f"{matter}：{proposed.ours.reason}。" + (f"{told}。" if told else ""),
    }


@contextmanager
def _lines(output: Path | None) -> Iterator[IO[str] | None]:
    """Where the lines go; the screen is ``None``, as ``click.echo`` has it."""
    if output is None:
        yield None
        return
    try:
        with output.open("w", encoding="utf-8", newline="\n") as target:
            yield target
    except OSError as error:
        raise Declined(
            "cannot-write", f"{output} 无法写入：{error.strerror}。请换一个位置（-o 文件名）。"
        ) from error
