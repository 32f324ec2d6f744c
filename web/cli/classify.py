"""`bihuan classify`: what the program proposes for each message of a table, one line of JSON a row."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.cli.office import lines_to

if TYPE_CHECKING:
    from petitions.intake.classify import Classification, Proposal
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
@click.option(
    "--evaluate",
    is_flag=True,
    help="不输出各行，只与表中人工标注（environment 或 l1、types、main_type 列）比较，输出各项指标。"
    " / Instead of the lines, print how far they agree with the labels of the table.",
)
def classify(file: Path, output: Path | None, evaluate: bool) -> None:
    """Read the table, write a line for each row, say how many there were."""
    from petitions.intake.classify import classify as propose

    sheet, columns = _read(file)
    answered = (
        ({ID: _told(raw, columns[ID]) or str(raw.number)} | _line(propose(*_message(raw, columns))), raw)
        for raw in _rows(sheet)
    )
    if evaluate:
        click.echo("\n".join(_figures(file, list(answered))))
        return
    rows = ours = 0
    with lines_to(output) as target:
        for line, _ in answered:
            click.echo(json.dumps(line, ensure_ascii=False), file=target)
            rows, ours = rows + 1, ours + line["environment"]
    click.echo(f"共{rows}条，其中生态环境事项{ours}条。 / {rows} rows, {ours} of environment.", err=True)


def _message(raw: "RawRow", columns: dict[str, str]) -> tuple[str, str]:
    return _told(raw, columns["subject"]), _told(raw, columns["text"])


Labelled = tuple[dict[str, Any], bool | None, list[str], str]
"""A row's answer beside its labels: ours or not, types, main type."""


def _figures(file: Path, answered: "list[tuple[dict[str, Any], RawRow]]") -> Iterator[str]:
    """The figures for what the table labels; for a table that was learnt from, the cross-validated ones go first."""
    from petitions.intake.learned import measured_on

    labelled: list[Labelled] = [(line, *_label(raw)) for line, raw in answered]
    told = [one for one in labelled if one[1] is not None]
    typed = [one for one in labelled if one[2]]
    if not typed and not any(one[1] for one in told):
        raise click.UsageError(
            "表中没有人工标注的列（environment 或 l1、types）。 / the table has no labels: name them environment, types."
        )
    if known := measured_on(file.read_bytes()):
        yield "本程序曾由此表学习，其交叉验证结果： / learnt from this table; cross-validated:"
        yield _rate("是否生态环境事项", known["ours"]["shipped"])
        yield _rate("污染类型", known["types"]["all"]) + f"  主要类型 {known['types']['all']['main']:.3f}"
        yield from (_rate(f"  {name}", rates) for name, rates in known["types"]["by type"].items())
        yield "与本表直接比较（偏乐观）： / compared directly, too favourable:"
    if any(one[1] for one in told):
        yield _agreement(
            f"是否生态环境事项（{len(told)}条）",
            [{"ours"} if line["environment"] else set() for line, *_ in told],
            [{"ours"} if true else set() for _, true, *_ in told],
        )
    if typed:
        yield from _type_figures(typed)


def _type_figures(typed: "list[Labelled]") -> Iterator[str]:
    given = [set(line["types"]) for line, *_ in typed]
    true = [set(types) for _, _, types, _ in typed]
    right = sum(line["main_type"] == main for line, *_, main in typed)
    yield _agreement(f"污染类型（{len(typed)}条）", given, true) + f"  主要类型 {right / len(typed):.3f}"
    for name in sorted(set[str]().union(*true)):
        yield _agreement(f"  {name}", [one & {name} for one in given], [one & {name} for one in true])


def _agreement(name: str, given: list[set[str]], true: list[set[str]]) -> str:
    from petitions.intake.measuring import rates

    return _rate(name, rates(given, true))


def _rate(name: str, found: Mapping[str, float]) -> str:
    return f"{name}  P {found['precision']:.3f}  R {found['recall']:.3f}  F1 {found['f1']:.3f}"


def _label(raw: "RawRow") -> tuple[bool | None, list[str], str]:
    """What a row is labelled by hand: ours or not, its types, its main type."""
    from petitions.intake.examples import ENVIRONMENT

    cells = {header.lower(): str(cell).strip() for header, cell in raw.cells.items()}
    types = [name for name in cells.get("types", "").split("|") if name]
    main = cells.get("main_type", "") or (types[0] if types else "")
    if told := cells.get("environment", "").lower():
        return told in ("true", "1", "是"), types, main
    return (cells["l1"] == ENVIRONMENT if cells.get("l1") else None), types, main


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
    return {
        "environment": proposed.ours.value,
        "main_type": next(iter(reasons), None),
        "types": list(reasons),
        "reason": f"{_matter(proposed.ours)}。" + (f"{told}。" if told else ""),
    }


def _matter(ours: "Proposal[bool]") -> str:
    if ours.value:
        return f"属于生态环境事项：{ours.reason}"
    words = f"，“{'”“'.join(ours.words[:4])}”多见于其他部门的事项" if ours.words else ""
    return f"未见足以认定为生态环境事项的用语{words}"
