"""`bihuan calendar`: ask the office's calendar about a day, add working days, list the loaded years."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from web.cli.office import answer, json_option
from workflow.calendar import NoticeError, WorkCalendar, days_between, load_packaged, parse_notice

WEEKDAYS = "一二三四五六日"


class Day(click.ParamType[date]):
    """A calendar day, written like 2026-11-22."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(
                f"“{value}”不是有效日期，请写成 2026-11-22 的样子。 / not a date: write it like 2026-11-22.",
                param,
                ctx,
            )


DAY = Day()

notice_option = click.option(
    "--notice",
    "notices",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="另加一份放假通知（JSON 文件），可重复。 / A further holiday notice (JSON file); may be repeated.",
)


def calendar_with(notices: tuple[Path, ...]) -> WorkCalendar:
    """The packaged calendar, with the notices of these files in place of theirs or added."""
    loaded = load_packaged()
    for path in notices:
        try:
            loaded = loaded.with_notice(parse_notice(path.read_text(encoding="utf-8")))
        except (NoticeError, UnicodeDecodeError) as error:
            raise click.BadParameter(
                f"{path.name} 不是有效的放假通知：{error} / {path.name} is not a valid holiday notice.",
                param_hint="--notice",
            ) from None
    return loaded


def spoken(day: date) -> str:
    """The date with its weekday."""
    return f"{day} 星期{WEEKDAYS[day.weekday()]}"


@click.group(
    help="""工作日历：按国务院办公厅放假通知计算工作日。

    The working-day calendar, by the State Council's holiday notices."""
)
def calendar() -> None:
    """The group itself does nothing; its commands do."""


@calendar.command("day")
@click.argument("day", type=DAY)
@notice_option
@json_option
def what_is(day: date, notices: tuple[Path, ...], as_json: bool) -> None:
    """某一天是工作日、周末、法定节假日还是调休上班。

    What a day is: working day, weekend, holiday or make-up day.
    """
    loaded = calendar_with(notices)
    day_class, notice = loaded.classify(day), loaded.notice_for(day)
    source = (notice.number or f"{notice.year}年放假通知") if notice else None
    found = {
        "date": day,
        "class": day_class.value,
        "workday": day_class.is_worked,
        "label": day_class.label,
        "year_published": loaded.is_published(day.year),
        "notice": source,
    }
    basis = source or f"{day.year}年放假安排尚未公布，按周末和工作日推定"
    answer(found, f"{spoken(day)}：{day_class.label}（{basis}）", as_json)


@calendar.command("add")
@click.argument("start", type=DAY)
@click.argument("n", type=click.IntRange(1, 1000))
@notice_option
@json_option
def add(start: date, n: int, notices: tuple[Path, ...], as_json: bool) -> None:
    """从某日起加若干工作日：当日不计入，末日计入。

    Add working days: the first day is not counted, the last one is.
    """
    loaded = calendar_with(notices)
    due = loaded.add_workdays(start, n)
    days: list[dict[str, object]] = []
    counted = 0
    for day in days_between(start, due):
        counts = day > start and loaded.is_workday(day)
        counted += counts
        days.append({"date": day, "class": loaded.classify(day).value, "counted": counts, "n": counted})
    provisional = not loaded.is_settled(start, due)
    found = {"start": start, "n": n, "due": due, "provisional": provisional, "days": days}
    caution = "（涉及放假安排未全部公布的日期，为暂定）" if provisional else ""
    answer(found, f"{spoken(start)} 起 {n} 个工作日：{spoken(due)}{caution}", as_json)


@calendar.command("years")
@notice_option
@json_option
def years(notices: tuple[Path, ...], as_json: bool) -> None:
    """列出已载入放假通知的年份。

    List the years whose holiday notice is loaded.
    """
    loaded = calendar_with(notices)
    rows = [
        {
            "year": notice.year,
            "number": notice.number,
            "amended_by": list(notice.amended_by),
            "days_off": sum(1 for holiday in notice.holidays for _ in holiday),
            "makeup_days": len(notice.makeup_days),
        }
        for notice in loaded.notices.values()
    ]
    lines = [
        f"{row['year']}  {row['number'] or '文号不详':<16}  放假{row['days_off']}天，调休上班{row['makeup_days']}天"
        for row in rows
    ]
    answer(
        {"version": loaded.version, "years": rows}, "\n".join([*lines, f"日历版本 {loaded.version}"]), as_json
    )
