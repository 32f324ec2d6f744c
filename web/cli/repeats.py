"""`bihuan repeats`: repeats found in a file, pairs judged, and how well that goes. No database is needed."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.cli.office import Declined, ExitCode, answer, json_option, lines_to

if TYPE_CHECKING:
    from petitions.repeats.figures import Figures
    from petitions.repeats.scan import Scanned
    from web.cli.repeat_tables import Pair, Remarks

Command = Callable[..., None]


def table_argument(name: str) -> Callable[[Command], Command]:
    """A table that is read: CSV, or a workbook or JSON of the same columns."""
    return click.argument("file", metavar=name, type=click.Path(exists=True, dir_okay=False, path_type=Path))


output_option = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="结果文件（JSONL），默认输出到屏幕。 / Where to write the lines; by default to the screen.",
)


@click.group(
    help="""重复件：在表格中查找、逐对判断、评估准确度。不需要数据库。

    Repeats: find them in a table, judge pairs, measure how well that goes. Needs no database."""
)
def repeats() -> None:
    """The group itself does nothing."""


@repeats.command(
    help="""把表格各行按时间先后当作一本登记簿，逐行判断是否与前面的留言为同一事项。

    列：id、user、subject、text、time、district、place，除 id 和 text 外均可缺。每行输出一个 JSON 对象，按时间先后：
    是否提示重复（alert），以及最相近的五件（matches：分数、关系、各部分的作用）。没有时间的行排在表中上一行之后。
    退出码：0 全部处理；1 有行因没有编号未处理；2 用法有误。

    Take the rows in order of time as a register of its own and tell for each whether it repeats an earlier one. All
    columns but id and text may be missing. Exit codes: 0 all rows done; 1 rows without id passed over; 2 wrong usage."""
)
@table_argument("FILE")
@output_option
def scan(file: Path, output: Path | None) -> None:
    """Read all rows, then write a line for each as it is compared."""
    from petitions.repeats import scan as scanning
    from web.cli.repeat_tables import Remarks, complaints

    remarks = Remarks()
    table = complaints(file, remarks)
    times = [subject.received_at for subject in table.subjects]
    alerts = 0
    with lines_to(output) as target:
        for scanned in scanning.scan(times, table.subjects.__getitem__, frozenset(table.empty)):
            click.echo(json.dumps(_scanned(scanned, table.ids), ensure_ascii=False), file=target)
            alerts += scanned.alert
    click.echo(f"共{len(times)}行，提示重复{alerts}行。 / {len(times)} rows, {alerts} alerts.", err=True)
    _leave(remarks)


@repeats.command(
    help="""逐对判断两件留言是否为同一事项。

    列：pair、subject_a、text_a、time_a、user_a，以及 _b 的同样各列；除 pair、text_a、text_b 外均可缺。每对输出一个 JSON
    对象：pair、score（0 到 1）、same。退出码：0 全部处理；1 有行因没有编号未处理；2 用法有误。

    Judge for each pair whether both tell of the same matter. All columns but pair, text_a and text_b may be missing.
    Exit codes: 0 all pairs done; 1 rows without pair passed over; 2 wrong usage."""
)
@table_argument("PAIRS")
@output_option
def score(file: Path, output: Path | None) -> None:
    """Read all pairs, because how rare a word is shows in all of them, then write a line for each."""
    judged, remarks = _judged(file)
    with lines_to(output) as target:
        for pair, total, same in judged:
            line = {"pair": pair.id, "score": round(total, 6), "same": same}
            click.echo(json.dumps(line, ensure_ascii=False), file=target)
    alike = sum(same for *_, same in judged)
    click.echo(f"共{len(judged)}对，同一事项{alike}对。 / {len(judged)} pairs, {alike} the same.", err=True)
    _leave(remarks)


@repeats.command(
    help="""用人工标注的对子（label 列：same、different、unsure）评估判断的准确度；unsure 不计。

    另有 kind 列时按种类列出，有 planted 列时另列不含编造留言的结果。

    Measure against pairs labelled by hand (column label: same, different, unsure); unsure ones are left out. With a
    column kind each kind is told by itself, with a column planted the figures without those as well."""
)
@table_argument("PAIRS")
@json_option
def evaluate(file: Path, as_json: bool) -> None:
    """Print precision, recall, F1 and average precision."""
    from petitions.repeats.figures import Figures, average_precision

    judged, remarks = _judged(file, labelled=True)
    known = [(pair, total, same) for pair, total, same in judged if pair.label in {"same", "different"}]
    if not known:
        raise Declined("nothing-labelled", "没有标注为 same 或 different 的对子，无法评估。请检查 label 列。")
    told: dict[str, dict[str, Any]] = {}
    for name, chosen in _groups([pair for pair, *_ in known]).items():
        rows = [(total, same, pair.label == "same") for pair, total, same in known if pair.id in chosen]
        told[name] = _told(Figures.at(0.5, [(float(same), truth) for _, same, truth in rows]))
        told[name]["ap"] = round(average_precision([(total, truth) for total, _, truth in rows]), 4)
    answer({"groups": told}, "\n".join(_table(told)), as_json)
    _leave(remarks)


def _judged(file: Path, labelled: bool = False) -> "tuple[list[tuple[Pair, float, bool]], Remarks]":
    from petitions.repeats.pairs import judge
    from web.cli.repeat_tables import Remarks, pairs

    remarks = Remarks()
    read = list(pairs(file, remarks, labelled))
    scores = judge([(pair.a, pair.b) for pair in read])
    return [(pair, one.total, one.same) for pair, one in zip(read, scores, strict=True)], remarks


def _groups(known: "list[Pair]") -> dict[str, set[str]]:
    """All pairs, those not planted, and each kind."""
    groups = {"all": {pair.id for pair in known}}
    if any(pair.planted for pair in known):
        groups["without planted"] = {pair.id for pair in known if not pair.planted}
    for kind in sorted({pair.kind for pair in known} - {""}):
        groups[kind] = {pair.id for pair in known if pair.kind == kind}
    return groups


def _told(figures: "Figures") -> dict[str, Any]:
    return {
        "pairs": figures.hits + figures.false + figures.missed + figures.passed,
        "same": figures.hits + figures.missed,
        "precision": round(figures.precision, 4),
        "recall": round(figures.recall, 4),
        "f1": round(figures.f1, 4),
        "errors": figures.false + figures.missed,
    }


def _table(told: dict[str, dict[str, Any]]) -> Iterator[str]:
    yield "  对数   同一   错误     P     R    F1    AP  种类 / pairs, same, errors, P, R, F1, AP, kind"
    for name, row in told.items():
        shares = " ".join(f"{row[key]:5.3f}" for key in ("precision", "recall", "f1", "ap"))
        yield f"{row['pairs']:6d} {row['same']:6d} {row['errors']:6d} {shares}  {name}"


def _scanned(scanned: "Scanned", ids: list[str]) -> dict[str, Any]:
    return {
        "id": ids[scanned.number],
        "alert": scanned.alert,
        "matches": [
            {
                "id": ids[match.number],
                "score": round(match.score, 6),
                "relation": match.relation.value if match.relation else None,
                "parts": match.parts,
            }
            for match in scanned.matches
        ],
    }


def _leave(remarks: "Remarks") -> None:
    if remarks.refused:
        click.echo(f"{remarks.refused}行未处理，见上。 / {remarks.refused} rows passed over.", err=True)
        raise SystemExit(ExitCode.REFUSED)


messages_option = click.option(
    "--messages",
    "messages_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="对子所出自的全部留言（id、text，可有 matter 列）。 / All messages of the register the pairs were taken from.",
)


@repeats.command(
    help="""用人工标注的对子重新训练判断重复件的权重，并做交叉验证。

    同一组数据得到同一份权重。写入 -o 指明的文件，默认替换程序所用的 weights.json。

    Learn the weights anew from pairs labelled by hand, and cross-validate them. The same data give the same weights."""
)
@table_argument("PAIRS")
@messages_option
@click.option(
    "--alert",
    type=click.FloatRange(0, 1),
    help="提示重复的界限，默认与判断对子的界限相同。 / Threshold of alerts; by default that of pairs.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="权重文件，默认为程序所用的一份。 / Where to write the weights; by default those in use.",
)
def train(file: Path, messages_file: Path | None, alert: float | None, output: Path | None) -> None:
    """Read, learn, write, and say what it is worth."""
    from petitions.repeats.forest import FILE
    from web.cli.repeat_training import learn, write_weights

    pairs, learning, _ = learn(file, messages_file)
    target = output or FILE
    same = write_weights(pairs, learning, target, alert)
    worth = json.loads(target.read_text(encoding="utf-8"))["provenance"]
    click.echo(f"已写入{target.name}；判断界限{same}。 / written; threshold {same}.")
    click.echo(json.dumps(worth, ensure_ascii=False, indent=2))


@repeats.command(
    help="""交叉验证并写出准确度报告（Markdown）：按种类、曲线、界限及其差错率、各类最严重的误判、各部分的作用。

    报告中只有数字和对子的编号，没有留言文字。默认替换 petitions/repeats/QUALITY.md。

    Cross-validate and write the page of figures: by kind, the curve, the thresholds and their error rates, the worst
    mistakes of each kind, and what each part is worth. Numbers and names of pairs only, no text of a message."""
)
@table_argument("PAIRS")
@messages_option
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="报告文件。 / Where to write the page.",
)
def report(file: Path, messages_file: Path | None, output: Path | None) -> None:
    """Cross-validate, write the page."""
    from petitions.repeats.forest import FILE
    from web.cli.repeat_training import PAGE, learn, page_of

    pairs, learning, known = learn(file, messages_file)
    target = output or FILE.with_name(PAGE)
    target.write_text(page_of(pairs, learning, known), encoding="utf-8", newline="\n")
    click.echo(f"已写入{target.name}。 / {target.name} written.")
