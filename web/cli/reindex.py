"""`bihuan reindex`: the index behind the repeat check and the search, made anew from the cases."""

import sys
from pathlib import Path

import click

from web.cli.office import answer, home_option, json_option, sessions_of


@click.command(
    help="""由全部信访件重建查重和检索所用的索引，并重新统计词频。期间不能登记和办理，请在停机时执行。中断则索引保持原样。

    Index every case anew for the repeat check and the search, and count the words again. Nobody can write meanwhile:
    do it while the office rests. If it is interrupted, the former index stands."""
)
@home_option
@json_option
def reindex(home: Path, as_json: bool) -> None:
    """All cases in one transaction, with progress on the error stream."""
    from petitions.suspects import rebuild_index

    with sessions_of(home).begin() as session:
        cases = rebuild_index(session, _progress)
    answer({"cases": cases}, f"已重建{cases}件的索引。", as_json)


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty() or done == total:
        click.echo(f"\r  {done}/{total}", nl=done == total, err=True)
