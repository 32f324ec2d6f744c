"""`bihuan bulletin`: the bulletins that are issued: list, draft, check, issue, fetch as printed, verify."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.cli.office import Declined, ExitCode, answer, home_option, json_option, sessions_of
from web.cli.report import PeriodType

if TYPE_CHECKING:
    from reports.month import Period

as_option = click.option(
    "--as", "username", required=True, help="以谁的名义办理（用户名）。 / Whose step it is, by user name."
)


@click.group(
    help="""通报的起草、核稿、签发和核对。送审稿用 bihuan report。

    Bulletins that are issued and answered for. For a draft on paper use bihuan report."""
)
def bulletin() -> None:
    """Group of the bulletin's commands."""


@bulletin.command("list", help="列出各期通报及其状态。\n\nList the bulletins and where they stand.")
@home_option
@json_option
def list_(home: Path, as_json: bool) -> None:
    """Every bulletin."""
    from petitions.bulletins import shelf

    with sessions_of(home)() as session:
        held = shelf(session)
    said = [
        {
            "period": one.period,
            "state": one.state.value,
            "number": one.paper_number or None,
            "issued_on": one.issued_on,
        }
        for one in held
    ]
    lines = [f"{one.period}　{one.state.label}　{one.paper_number}".rstrip("　") for one in held]
    answer(said, "\n".join(lines) or "还没有起草过通报。", as_json)


def _step(name: str, zh: str, en: str, act: Callable[[Any, Any, Any], None]) -> None:
    """One command for one step of the workflow; each is taken by a person who may take it."""

    @bulletin.command(name, help=f"{zh}\n\n{en}")
    @click.argument("period", type=PeriodType())
    @as_option
    @home_option
    @json_option
    def step(period: "Period", username: str, home: Path, as_json: bool) -> None:
        from petitions.bulletins import NoBulletin, StaleBulletin, find
        from reports.facts import FutureMonthError
        from web.config import load_config
        from web.db import Store

        sessions_of(home)  # says what to do where there is no office yet
        store = Store(load_config(home))
        try:
            actor = _actor(store, username)
            act(store, actor, period)
            with store.reading() as session:
                held = find(session, str(period))
                said = (
                    {"period": str(period), "state": held.state.value, "number": held.number} if held else {}
                )
                answer(said, f"{period.label}通报：{held.state.label}。" if held else "", as_json)
        except NoBulletin as error:
            raise Declined(
                "no-bulletin", f"{period.label}还没有起草通报。请先执行 bihuan bulletin draft。"
            ) from error
        except FutureMonthError as error:
            raise Declined("month-not-begun", str(error)) from error
        except StaleBulletin as error:
            raise Declined(
                "changed-meanwhile", "通报刚刚有变化。请用 bihuan bulletin list 查看后重试。"
            ) from error
        finally:
            store.close()


def _actor(store: Any, username: str) -> Any:
    from petitions.accounts import account_named

    with store.reading() as session:
        account = account_named(session, username)
    if account is None or not account.active:
        raise Declined("no-such-user", f"没有在用的用户“{username}”。请用 bihuan user list 查看。")
    return account.actor


def _at_work(store: Any, actor: Any, period: Any, act: Callable[[Any, int], None]) -> None:
    """The step upon the bulletin as it stands now, in one transaction."""
    from web.issuing import Issuing

    with store.writing.begin() as session:
        work = Issuing(session, store.office(session), actor, store.config.now(), period)
        view = work.view()
        act(work, view.seen if view else 0)


def _issue(store: Any, actor: Any, period: Any) -> None:
    from web.issuing import Issuing, issue

    now = store.config.now()
    with store.reading() as session:
        view = Issuing(session, store.office(session), actor, now, period).view()
    issue(store, actor, now, period, view.seen if view else 0)


_step(
    "draft",
    "统计一期数据并起草通报。",
    "Count a period and begin its bulletin.",
    lambda store, actor, period: _at_work(store, actor, period, lambda work, seen: work.draft()),
)
_step(
    "recount",
    "草稿按现在的登记重新统计。",
    "Count a draft anew.",
    lambda store, actor, period: _at_work(store, actor, period, lambda work, seen: work.recount(seen)),
)
_step(
    "check",
    "核稿通过；须由起草、修改以外的人办理。",
    "Pass the check, as somebody who did not write it.",
    lambda store, actor, period: _at_work(store, actor, period, lambda work, seen: work.check(seen)),
)
_step(
    "issue", "签发：编号、印成两个版本、存档。", "Issue: number it, print both editions, keep them.", _issue
)


@bulletin.command(
    help="取出已签发通报的PDF，与签发时逐字节相同。\n\nFetch an issued bulletin as it was printed, byte for byte."
)
@click.argument("period", type=PeriodType())
@click.option("--public", is_flag=True, help="公开版。 / The public edition.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="PDF 文件名。 / Where to write the PDF.",
)
@home_option
def fetch(period: "Period", public: bool, output: Path | None, home: Path) -> None:
    """Write the stored print."""
    from petitions.bulletins import printed
    from reports.bulletin import file_name
    from reports.monthly.compose import Edition
    from workflow.tables.bulletin import BulletinEdition

    edition = Edition.PUBLIC if public else Edition.INTERNAL
    with sessions_of(home)() as session:
        body = printed(session, str(period), BulletinEdition(edition.value))
    if body is None:
        raise Declined("not-issued", f"{period.label}通报还没有签发。送审稿请用 bihuan report {period}。")
    target = output or Path(file_name(period, edition))
    try:
        target.write_bytes(body)
    except OSError as error:
        raise Declined(
            "cannot-write", f"{target} 无法写入：{error.strerror}。请换一个位置（-o 文件名）。"
        ) from error
    click.echo(f"已取出{period.label}通报：{target}（{len(body)}字节）")


@bulletin.command(
    help="""核对各期通报的办理记录、数据、文字、文件和编号。

    退出码：0 完好；3 有改动。

    Verify the record, figures, text, files and numbers of all bulletins; exit code 3 where something was changed."""
)
@home_option
@json_option
def verify(home: Path, as_json: bool) -> None:
    """Verify all bulletins."""
    from petitions.bulletin_record import verify as broken_of
    from petitions.bulletins import shelf

    with sessions_of(home)() as session:
        held, broken = shelf(session), list(broken_of(session))
    said = {
        "intact": not broken,
        "bulletins": len(held),
        "broken": [{"where": one.where, "why": one.sentence} for one in broken],
    }
    text = f"核对{len(held)}期通报。"
    answer(
        said,
        "\n".join([text, *(f"{one.where}：{one.sentence}" for one in broken)])
        if broken
        else text + "全部完好。",
        as_json,
    )
    if broken:
        raise SystemExit(ExitCode.INTEGRITY)
