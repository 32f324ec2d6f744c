"""What the imports share at the command line: how columns are named, and how what was found odd is told."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from petitions.intake.rows import RowProblem
    from workflow.vocabulary import Labelled

Listed = TypeVar("Listed", bound="Labelled")

REMARKS_SHOWN = 10


def told(problem: "RowProblem") -> dict[str, object]:
    """A problem as plain values."""
    return {
        "row": problem.row,
        "column": problem.column,
        "reason": problem.reason,
        "advice": problem.advice,
    }


def grouped(remarks: Sequence["RowProblem"]) -> Iterator[str]:
    """Like remarks in one line, the most frequent first."""
    alike: dict[tuple[str, str, str], list[int]] = {}
    for one in remarks:
        alike.setdefault((one.column, one.reason, one.advice), []).append(one.row)
    ordered = sorted(alike.items(), key=lambda pair: -len(pair[1]))
    for (column, reason, advice), rows in ordered[:REMARKS_SHOWN]:
        where = f"第{rows[0]}行等{len(rows)}行" if len(rows) > 1 else f"第{rows[0]}行"
        yield f"提示：{where}“{column}”：{reason}{advice}"
    if (more := len(ordered) - REMARKS_SHOWN) > 0:
        yield f"另有{more}种提示，用 --json 查看全部。"


def column_named(fields: type[Listed], text: str) -> tuple[Listed, str]:
    """``content=正文`` on the command line: a field by its value or its Chinese name, and the header of its column."""
    name, equals, header = text.partition("=")
    known = {spelt: field for field in fields for spelt in (field.value, field.label)}
    if not equals or name.strip() not in known:
        listed = "、".join(f"{field.value}（{field.label}）" for field in fields)
        raise click.BadParameter(
            f"“{text}”应写成 项=列名，项为：{listed}。 / write FIELD=HEADER.", param_hint="--map"
        )
    return known[name.strip()], header.strip()
