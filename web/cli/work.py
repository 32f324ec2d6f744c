"""`bihuan work`: do the long work that was asked for on the pages, on this machine beside the server or on another."""

import signal
from pathlib import Path

import click

from web.cli.office import Declined, home_option


@click.command(
    help="""处理网页上提交的后台任务（如生成通报 PDF），按 Ctrl-C 停止；没办完的任务放回队列。

    服务本身也会处理；任务多时，可在其他机器上多开几个（须共用同一个 PostgreSQL 数据库）。

    Do the long work that was asked for on the pages. The server does it too; run more of these, on other machines
    with the same PostgreSQL, where there is much of it. Ctrl-C puts an unfinished job back."""
)
@click.option("--once", is_flag=True, help="办完现有任务即退出。 / End when nothing waits.")
@home_option
def work(once: bool, home: Path) -> None:
    """Work until a signal says stop, or until nothing waits."""
    import migrations
    from web import logs
    from web.background.worker import Worker
    from web.config import load_config
    from web.db import Store

    store = Store(load_config(home))
    if migrations.current(store.engine) != migrations.HEAD:
        raise Declined("not-initialised", "数据库尚未建立或版本不符。请先执行 bihuan init。")
    logs.install(store.config.home)
    worker = Worker(store)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: worker.stop())
    click.echo("开始处理后台任务。 / Working.")
    try:
        worker.run(until_idle=once)
    finally:
        store.close()
    click.echo("已停止。 / Stopped.")
