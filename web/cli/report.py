"""`bihuan report`: the bulletin of a period as PDF, Word, workbook or list, or its figures as JSON."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.cli.office import Declined, answer, home_option, json_option

if TYPE_CHECKING:
    from reports.month import Period


class PeriodType(click.ParamType["Period"]):
    """A period as it is written on the command line: 2026-10, 2026-Q3, 2026, 2026-W43, 2026-09-15..2026-10-14."""

    name = "period"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "Period":
        """The period, or wrong usage in two languages."""
        from reports.month import PeriodError
        from reports.periods import parse_period

        try:
            return parse_period(str(value))
        except PeriodError as error:
            forms = "2026-10, 2026-Q3, 2026, 2026-W43 or 2026-09-15..2026-10-14"
            self.fail(f"{error} / No such period: write it like {forms}.", param, ctx)


@click.command(
    help="""生成某一期间的《生态环境信访投诉举报办理情况的通报》，或输出其数据（--json）。

    \b
    期间写成 2026-10（月）、2026-Q3（季度）、2026（年）、2026-W43（周）或 2026-09-15..2026-10-14（起止日期）。
    文件格式由文件名决定：.pdf 付印，.docx 修改文字，.xlsx 各表数据，.csv 逐项列出，.json 供程序读取。
    不给 -o 时写入当前目录的 bihuan-期间.pdf；只给 --json 时不写文件。

    各项合计不符时拒绝生成，并指出哪一项不符。

    The bulletin of a period: a month, a quarter, a year, a week, or any days. The suffix of -o says in which form it is
    written: to print, to edit, to calculate on, as a list, for a program; by default a PDF in this folder. With --json
    its figures are printed, and no file is written unless -o asks for one. Refused when totals do not cross-foot."""
)
@click.argument("period", type=PeriodType())
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="文件名，后缀决定格式。 / Where to write; the suffix says in which form.",
)
@click.option(
    "--edition",
    type=click.Choice(["internal", "public"]),
    default="internal",
    show_default=True,
    help="公开版（public）不含内部清单和不公开的企业名称。 / For whom.",
)
@click.option(
    "--number",
    type=click.IntRange(min=1),
    help="发文字号中的号数；不给时为送审稿，字号留空。 / Number of the paper; without it a draft for approval.",
)
@home_option
@json_option
def report(
    period: "Period", output: Path | None, edition: str, number: int | None, home: Path, as_json: bool
) -> None:
    """Print, write, or both."""
    from reports import bulletin as reports
    from reports.exports.files import Issue, as_file
    from reports.facts import FutureMonthError
    from reports.monthly.compose import CrossFootError, Edition
    from reports.monthly.redaction import IdentityError

    chosen = Edition(edition)
    target = _target(output or (None if as_json else Path(reports.file_name(period, chosen))))
    try:
        listed = target is not None and target.suffix.lower() == ".xlsx" and chosen is Edition.INTERNAL
        facts, settings, today, cases = _facts(home, period, listed)
        document = reports.bulletin(facts, settings, today, edition=chosen, number=number)
    except FutureMonthError as error:
        raise Declined("period-not-begun", str(error)) from error
    except CrossFootError as error:
        raise Declined("totals-disagree", str(error)) from error
    except IdentityError as error:
        raise Declined("identity-in-text", str(error)) from error
    if not facts.totals.registered:
        click.echo(f"注意：{period.label}没有登记的信访件。 / Nothing was received in {period}.", err=True)
    if target is not None:
        size = _write(as_file(Issue(facts, document, chosen, cases), target.suffix), target)
        click.echo(f"已生成{period.label}通报：{target}（{size}字节）", err=as_json)
    if as_json:
        answer(reports.as_data(facts, chosen), "", as_json)


def _target(output: Path | None) -> Path | None:
    """Where to write; refused before anything is counted if no form goes by such a name."""
    from reports.exports.files import FormatError, form_of

    if output is not None:
        try:
            form_of(output.suffix)
        except FormatError as error:
            raise Declined("unknown-format", str(error)) from error
    return output


def _facts(home: Path, period: "Period", listed: bool) -> tuple[Any, Any, Any, Any]:
    """The period's facts in one reading transaction, the office's settings, today, and the cases if they are listed."""
    import migrations
    from petitions.db import make_engine, make_sessions
    from petitions.office import load_office
    from petitions.vault import Vault
    from reports.bulletin import checked_facts
    from reports.exports.behind import behind
    from web.config import load_config
    from workflow.calendar import local_day

    config = load_config(home)
    engine = make_engine(config.database_url)
    if migrations.current(engine) != migrations.HEAD:
        raise Declined("not-initialised", "数据库尚未建立或版本不符。请先执行 bihuan init。")
    reading = engine.execution_options(reading=True)
    if engine.dialect.name == "postgresql":  # one snapshot for all statements, as SQLite gives anyway
        reading = reading.execution_options(isolation_level="REPEATABLE READ")
    today = local_day(config.now())
    try:
        with make_sessions(reading)() as session:
            settings = load_office(session, Vault(config.identity_key, config.draw)).settings
            facts = checked_facts(session, period, today)
            return facts, settings, today, behind(session, period, today) if listed else None
    finally:
        engine.dispose()


def _write(written: bytes, target: Path) -> int:
    try:
        return target.write_bytes(written)
    except OSError as error:
        raise Declined(
            "cannot-write", f"{target} 无法写入：{error.strerror}。请换一个位置（-o 文件名）。"
        ) from error
