"""`bihuan serve`: prepare the office, build the demonstration city on the very first start, serve until told to stop."""

import signal
from pathlib import Path

import click

from web.cli.init import Office, prepare
from web.cli.office import home_option

BUILDING = "demonstration-unfinished"
"""A file of this name stands in the folder while the city is built; whoever finds it begins anew."""


@click.command(
    help="""启动网页服务。首次启动会建立数据库和一座演示城市；按 Ctrl-C 停止，处理中的请求会先办完。

    Serve the web pages. The very first start makes the database and a demonstration city; Ctrl-C stops it after
    the requests at hand are answered."""
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="监听地址；0.0.0.0 为本机所有地址。 / Address to listen at.",
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="端口。 / Port.")
@click.option(
    "--threads", type=click.IntRange(1, 64), default=8, show_default=True, help="工作线程数。 / Threads."
)
@click.option(
    "--no-demo", is_flag=True, help="首次启动不建立演示城市。 / No demonstration city on the first start."
)
@home_option
def serve(host: str, port: int, threads: int, no_demo: bool, home: Path) -> None:
    """Serve until a signal says stop."""
    from web.background.worker import Worker
    from web.jobs import Housekeeping
    from web.server import Server

    office = prepare(home)
    _demonstrate(office, no_demo)
    from web import create_app, logs

    logs.install(office.config.home)
    app = create_app(office.config)
    server = Server(app, host, port, threads=threads)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: server.stop())
    _greet(server.address, office)
    store = app.extensions["bihuan"]
    beside = (Housekeeping(store), Worker(store))
    for one in beside:
        one.start()
    try:
        server.run()
    finally:
        for one in beside:
            one.stop()
        store.close()
    click.echo("已停止。 / Stopped.")


def _demonstrate(office: Office, no_demo: bool) -> None:
    """Build the city in a database that was just made; one that was left half built is emptied first."""
    marker = office.config.home / BUILDING
    if no_demo or not (office.first or marker.exists()):
        return
    from web.cli.demo import furnish

    if marker.exists():
        _empty(office)
    marker.touch()
    furnish(office.config)
    marker.unlink()


def _empty(office: Office) -> None:
    """Take away what an interrupted first start left behind."""
    import migrations
    from petitions.db import make_engine

    engine = make_engine(office.config.database_url)
    migrations.downgrade(engine, "base")
    migrations.upgrade(engine)
    engine.dispose()


def _greet(address: str, office: Office) -> None:
    from web.cli.demo import greeting

    click.echo(f"闭环 Bihuan 已启动：{address}\nBihuan is ready: {address}")
    if logins := greeting(office.config):
        click.echo(logins)
    click.echo("按 Ctrl-C 停止。 / Press Ctrl-C to stop.")
