"""What every command shares: where the office's data lives, how an answer is printed, and what exit codes mean."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

DEFAULT_HOME = Path(__file__).resolve().parents[2] / "var"


class ExitCode(IntEnum):
    """What a calling program may conclude from the end of a command."""

    OK = 0
    REFUSED = 1
    USAGE = 2
    INTEGRITY = 3
    FAULT = 70


class Declined(click.ClickException):
    """A rule of the office says no; the sentence says what to do instead."""

    exit_code = ExitCode.REFUSED

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code

    def show(self, file: Any = None) -> None:
        """Sentence and code, on the error stream."""
        click.echo(f"不能办理：{self.message}（{self.code}）", file=file, err=file is None)


class Broken(click.ClickException):
    """A chain, a seal or a stored file is not what was written."""

    exit_code = ExitCode.INTEGRITY

    def show(self, file: Any = None) -> None:
        """The first broken link, on the error stream."""
        click.echo(f"校验不通过：{self.message}", file=file, err=file is None)


home_option = click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="BIHUAN_HOME",
    default=DEFAULT_HOME,
    show_default="var/",
    help="数据目录：数据库、密钥和文件都在其中（也可用环境变量 BIHUAN_HOME）。 / Folder of database, keys and papers.",
)

json_option = click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="输出 JSON，供程序读取。 / Print JSON for a program to read.",
)


def answer(value: object, text: str, as_json: bool) -> None:
    """Print the same answer for a person or, as one JSON document, for a program."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str) if as_json else text)


def sessions_of(home: Path) -> "sessionmaker[Session]":
    """Sessions on the office's database, which must be of this program's version."""
    import migrations
    from petitions.db import make_engine, make_sessions
    from web.config import load_config

    engine = make_engine(load_config(home).database_url)
    if migrations.current(engine) != migrations.HEAD:
        raise Declined("not-initialised", "数据库尚未建立或版本不符。请先执行 bihuan init。")
    return make_sessions(engine)


@contextmanager
def lines_to(output: Path | None) -> Iterator[IO[str] | None]:
    """Where the lines go; the screen is ``None``, as ``click.echo`` has it."""
    if output is None:
        yield None
        return
    try:
        with output.open("w", encoding="utf-8", newline="\n") as target:
            yield target
    except OSError as error:
        raise Declined(
            "cannot-write", f"{output} 无法写入：{error.strerror}。请换一个位置（-o 文件名）。"
        ) from error
