"""`bihuan init`: folder, keys and database of an office, made where they are missing, left alone where they are."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from web.cli.office import answer, home_option, json_option

if TYPE_CHECKING:
    from web.config import Config


@dataclass(frozen=True, slots=True)
class Office:
    """An office that is ready: its configuration, and what had to be done for it."""

    config: "Config"
    first: bool
    """Whether there was no database before."""
    migrated: bool


def prepare(home: Path) -> Office:
    """Make or check folder and keys, bring the database to this program's revision."""
    import migrations
    from petitions.db import make_engine
    from web.config import DATABASE, load_config

    config = load_config(home)
    if config.database_url.startswith("sqlite"):
        (config.home / DATABASE).touch(mode=0o600)  # nobody else reads it, whoever made the folder
    engine = make_engine(config.database_url)
    try:
        first = migrations.current(engine) is None
        migrated = migrations.ensure_current(engine)
    finally:
        engine.dispose()
    return Office(config, first, migrated)


@click.command(
    help="""建立数据目录、密钥和数据库，或升级到本程序的版本。可重复执行，不改动已有数据。

    Make folder, keys and database, or bring them to this program's version. May be repeated; data stay."""
)
@home_option
@json_option
def init(home: Path, as_json: bool) -> None:
    """Prepare the office and say what was done."""
    import migrations

    office = prepare(home)
    done = "已建立" if office.first else "已升级" if office.migrated else "已是最新"
    kind = office.config.database_url.partition(":")[0]
    said = {
        "home": office.config.home,
        "database": kind,
        "created": office.first,
        "migrated": office.migrated,
        "revision": migrations.HEAD,
    }
    text = f"数据目录：{office.config.home}\n数据库（{kind}）{done}，版本 {migrations.HEAD}。"
    answer(said, text, as_json)
