"""积案周报: what is late, whose it is, how long and why. One page for whoever must move it."""

from collections.abc import Iterator

from reports.charts import Bar, bars_in_words, horizontal_bars
from reports.figures import Tally
from reports.model import Block, Figure, Paragraph
from reports.month import Days
from reports.monthly import tables
from reports.monthly.handling import backlog_moves, in_hand
from reports.monthly.phrases import joined, listed
from reports.monthly.story import Story
from reports.numbers import DASH, count
from reports.typesetting import long_date

LONGEST = 3


def brief(story: Story) -> Iterator[Block]:
    """The paragraph before the first heading: the week in three lines."""
    facts = story.facts
    week = Days(facts.period.first_day, facts.counted_on)
    closed = sum(number for _, number in facts.cohort.closing_days)
    moved = [Tally("登记", facts.totals.registered), Tally("办结", closed)]
    said = "、".join(f"{tally.label}信访件{count(tally.count)}件" for tally in moved if tally.count)
    late = len(facts.overdue)
    yield Paragraph(
        f"{facts.period.label}（{week.label}），全市"
        + joined(
            said or "没有登记和办结信访件", f"超期未办结{count(late)}件" if late else "没有超期未办结的信访件"
        )
        + f"。{'本周尚未结束，以上数据统计至' + long_date(facts.counted_on) + '。' if facts.running else ''}现将积案情况通报如下。"
    )


def late(story: Story) -> Iterator[Block]:
    """在办和超期: how old, whose, the longest, and what falls due next."""
    facts = story.facts
    yield from in_hand(story)
    if facts.in_hand:
        yield tables.in_hand(facts)
    if facts.overdue:
        by_unit: dict[str, int] = {}
        for item in facts.overdue:
            by_unit[item.unit] = by_unit.get(item.unit, 0) + 1
        units = sorted((Tally(name, number) for name, number in by_unit.items()), key=lambda one: -one.count)
        every = f"{count(len(facts.overdue))}件{'均' if len(facts.overdue) > 1 else ''}由{units[0].label}承办"
        whose = f"信访件中，{listed(units, limit=8)}" if len(units) > 1 else every
        yield Paragraph(f"超期未办结的{whose}。{_longest(story)}")
        if len(units) > 1:
            bars = [Bar(one.label, one.count, f"{count(one.count)}件") for one in units]
            yield Figure("各单位超期未办结件数（件）", horizontal_bars(bars), bars_in_words(bars))
    if facts.falling_due:
        where = "（清单见附件）" if story.internal else ""
        yield Paragraph(f"此后一周内，还有{count(len(facts.falling_due))}件办理期限届满{where}。")


def _longest(story: Story) -> str:
    """The longest overdue ones, by number and with their owners; in the internal edition alone."""
    worst = sorted(story.facts.overdue, key=lambda item: (-item.days_over, item.case_no))[:LONGEST]
    if not story.internal:
        return f"超期最长的已{count(worst[0].days_over)}日。"
    told = []
    for item in worst:
        owners = "、".join(name for name in (item.city_owner, item.sub_owner) if name)
        reason = tables.why(item)
        told.append(
            joined(
                f"{item.case_no}（{item.unit}）超期{count(item.days_over)}日",
                f"包案领导{owners}" if owners else "",
                "" if reason == DASH else reason,
            )
        )
    return f"超期最长的：{'；'.join(told)}。"


def backlog(story: Story) -> Iterator[Block]:
    """积案台账 over the week."""
    if said := backlog_moves(story):
        yield Paragraph(said)
