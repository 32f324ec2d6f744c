"""How an import tells what it found odd: for a program as values, for a person like remarks in one line."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from petitions.intake.rows import RowProblem

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
