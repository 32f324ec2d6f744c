"""`bihuan audit`: seal the days, verify the record, write it out, verify what was written out."""

from datetime import date
from pathlib import Path
from typing import IO

import click

from web.cli.office import Broken, ExitCode, answer, home_option, json_option, sessions_of


@click.group(
    help="""事件记录的封存与校验。

    Seal and verify the record of events."""
)
def audit() -> None:
    """Group of the record's commands."""


@audit.command(
    help="""逐件核对事件链、逐日核对封存、逐期核对通报，指出第一处断裂。

    退出码：0 完好；3 有断裂。加 --file 则只核对导出的文件，不读数据库，也不含通报。

    Walk every case's chain, every day's seal and every bulletin, and name the first broken link. With --file it reads
    an exported record, which holds no bulletins, and no database."""
)
@click.option(
    "--file", "exported", type=click.File(encoding="utf-8"), help="导出的记录文件。 / An exported record."
)
@home_option
@json_option
def verify(exported: IO[str] | None, home: Path, as_json: bool) -> None:
    """Verify the database's record, or an exported one."""
    from petitions.audit import BadExport, verify_export
    from petitions.audit import verify as verify_record
    from petitions.bulletin_record import verify as verify_bulletins

    in_bulletins = None
    if exported is not None:
        try:
            walk = verify_export(exported)
        except BadExport as error:
            raise Broken(str(error)) from error
    else:
        with sessions_of(home)() as session:
            walk = verify_record(session)
            in_bulletins = next(verify_bulletins(session), None)
    broken = walk.broken or in_bulletins
    said = {
        "intact": broken is None,
        "events": walk.events,
        "cases": walk.cases,
        "seals": walk.seals,
        "broken": None if broken is None else {"where": broken.where, "why": broken.sentence},
    }
    text = f"核对{walk.cases}件、{walk.events}个事件、{walk.seals}个日封存。"
    if broken is None:
        answer(said, text + "记录完好。", as_json)
        return
    answer(said, f"{text}\n第一处断裂：{broken.where}，{broken.sentence}", as_json)
    raise SystemExit(ExitCode.INTEGRITY)


@audit.command(
    help="""把全部事件和封存写成一个文件（JSON 行），供离线核对。

    Write all events and seals to a file of JSON lines, to be verified anywhere."""
)
@click.option(
    "-o",
    "--output",
    type=click.File("w", encoding="utf-8"),
    default="-",
    help="输出文件，默认标准输出。 / Output file.",
)
@home_option
def export(output: IO[str], home: Path) -> None:
    """Export the record."""
    from petitions.audit import export as lines_of

    with sessions_of(home)() as session:
        for line in lines_of(session):
            output.write(line + "\n")


@audit.command(
    help="""封存今天以前尚未封存的日子。封存后的日子不能再写入事件。

    Seal every day before today that is not sealed yet; a sealed day takes no more events."""
)
@home_option
@json_option
def seal(home: Path, as_json: bool) -> None:
    """Seal the past days."""
    from petitions.audit import seal_days
    from petitions.office import load_office
    from petitions.vault import Vault
    from web.config import load_config
    from workflow.calendar import local_day

    config = load_config(home)
    now = config.now()
    with sessions_of(home).begin() as session:
        office = load_office(session, Vault(config.identity_key, config.draw))
        days: list[date] = seal_days(session, office.algorithm, local_day(now), now)
    answer([str(day) for day in days], f"已封存{len(days)}日。", as_json)
