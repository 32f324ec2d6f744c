"""How many, from where, about what: the sections on what came in (domain handbook §7.3, 1–5)."""

from collections.abc import Iterator

from reports.charts import Bar, bars_in_words, horizontal_bars, line_in_words, monthly_line
from reports.figures import Tally, Totals, TypeFigures
from reports.model import Block, Figure, Paragraph
from reports.monthly import tables
from reports.monthly.phrases import both_changes, change, parted, share, with_shares
from reports.monthly.story import Story
from reports.numbers import count
from reports.typesetting import long_date
from workflow.vocabulary import PollutionType


def opening(story: Story) -> Iterator[Block]:
    """The paragraph before the first heading: the month in five lines."""
    facts = story.facts
    if not facts.totals.registered:
        yield Paragraph(
            f"{facts.counted.label}，全市生态环境系统未收到群众信访投诉举报。{_unfinished(story)}现将有关情况通报如下。"
        )
        return
    rates = [
        f"{story.now(code).kpi.name}{story.now(code).text}"
        for code in ("timely_acceptance_rate", "timely_closure_rate", "satisfaction_rate", "repeat_rate")
        if story.now(code).value is not None
    ]
    whole = tables.registered(facts, "合计")
    yield Paragraph(
        f"{facts.counted.label}，全市生态环境系统共登记群众信访投诉举报{count(whole.this)}件，"
        f"{both_changes(whole, facts.counted)}。"
        + (f"{'，'.join(rates)}。" if rates else "")
        + f"{_unfinished(story)}现将有关情况通报如下。"
    )


def _unfinished(story: Story) -> str:
    """A period that is not over says to what day it is counted, and that its bases end as far on."""
    facts = story.facts
    if not facts.running:
        return ""
    bases = "环比、同比均" if facts.counted.has_two_bases else "同比"
    same = f"，{bases}取相同时段" if facts.counted != facts.period else ""
    return f"{story.words.this}尚未结束，以上数据统计至{long_date(facts.counted_on)}{same}。"


def overall(story: Story) -> Iterator[Block]:
    """总体情况: registered, accepted, refused and why; since January; thirteen months."""
    facts = story.facts
    if facts.totals.registered:
        yield Paragraph(_decisions(story))
        if facts.refusals:
            yield Paragraph(f"不受理的{count(facts.totals.refused)}件中，{parted(_reasons(story))}。")
    this_year = facts.counted.since_january
    if this_year != facts.counted and not facts.counted.begins_the_year and facts.cumulative.registered:
        total, base = facts.cumulative, facts.cumulative_year_ago
        yield Paragraph(
            f"{this_year.label}，全市累计登记{count(total.registered)}件，"
            f"{change('同比', total.registered, base.registered, '上年同期')}；"
            f"{_decided_so_far(total)}。"
        )
    if any(number for _, number in facts.trend):
        yield Figure("近13个月登记件数（件）", monthly_line(facts.trend), line_in_words(facts.trend))


def _decided_so_far(total: Totals) -> str:
    """累计受理943件，不受理158件; what is nought is not told."""
    counts = (("受理", total.accepted), ("不受理", total.refused))
    told = [f"{name}{count(number)}件" for name, number in counts if number]
    return f"累计{'，'.join(told)}" if told else "均未作出受理决定"


def _decisions(story: Story) -> str:
    totals = story.facts.totals
    kinds = (
        Tally("受理", totals.accepted),
        Tally("不受理", totals.refused),
        Tally("当场答复咨询", totals.answered),
        Tally("正在甄别", totals.undecided),
    )
    return (
        f"{story.words.this}登记的{count(totals.registered)}件中，{with_shares(kinds, totals.registered)}。"
    )


def _reasons(story: Story) -> list[str]:
    refusals = sorted(story.facts.refusals, key=lambda tally: -tally.count)
    return [f"{tally.label}的{count(tally.count)}件" for tally in refusals if tally.count]


def sources(story: Story) -> Iterator[Block]:
    """来源渠道, after the ministry's table."""
    facts = story.facts
    if not facts.totals.registered:
        return
    tallies = [Tally(line.label, line.this) for line in facts.channels]
    yield Paragraph(f"从来源渠道看，{with_shares(tallies, facts.totals.registered)}。")
    yield tables.compared(story, "信访投诉举报来源渠道", "渠道", facts.channels, "合计")


def pollution(story: Story) -> Iterator[Block]:
    """污染类型: the chart, the sub-types, and why shares add up to more than 100 %."""
    facts = story.facts
    kinds = sorted((kind for kind in facts.types if kind.type.this), key=lambda kind: -kind.type.this)
    if not kinds or not facts.totals.registered:
        return
    whole = facts.totals.registered
    tallies = [Tally(f"反映{matter(kind)}的", kind.type.this) for kind in kinds]
    yield Paragraph(f"从污染类型看，{with_shares(tallies, whole)}。")
    bars = [
        Bar(kind.type.label, kind.type.this, f"{count(kind.type.this)}件，占{share(kind.type.this, whole)}")
        for kind in kinds
    ]
    yield Figure("各污染类型件数及占比", horizontal_bars(bars), bars_in_words(bars), (_over_100(story),))
    if told := [said for kind in kinds[:TOLD_TYPES] if (said := _subtypes(kind))]:
        yield Paragraph("".join(told))


def _over_100(story: Story) -> str:
    facts = story.facts
    surely = sum(kind.type.this for kind in facts.types) > facts.totals.registered
    return f"一件信访件可涉及多种污染类型，各类型占比之和{'大于' if surely else '可能大于'}100%。"


TOLD_TYPES = 3
"""Of so many types the sub-types are told in prose; the annex has them all."""


def _subtypes(kind: TypeFigures) -> str:
    """反映大气污染的信访件中，恶臭异味21件，占44.7%；…。 反映生态破坏的9件均为采矿采砂。"""
    found = [tally for tally in kind.subtypes if tally.count]
    if not found:
        return ""
    if len(found) == 1 and found[0].count == kind.type.this:
        every = f"的{count(kind.type.this)}件均为" if kind.type.this > 1 else "的1件为"
        return f"反映{matter(kind)}{every}{found[0].label}。"
    return f"反映{matter(kind)}的信访件中，{with_shares(found, kind.type.this)}。"


_POLLUTED = {kind.label for kind in (PollutionType.AIR, PollutionType.NOISE, PollutionType.WATER)} | {
    kind.label for kind in (PollutionType.SOLID, PollutionType.SOIL, PollutionType.RADIATION)
}


def matter(kind: TypeFigures) -> str:
    """大气 → 大气污染, 生态破坏 → 生态破坏, 其他 → 其他问题."""
    label = kind.type.label
    if label in _POLLUTED:
        return f"{label}污染"
    return f"{label}问题" if label in (PollutionType.PROJECT.label, PollutionType.OTHER.label) else label


def industries(story: Story) -> Iterator[Block]:
    """行业分布."""
    facts = story.facts
    tallies = [Tally(line.label, line.this) for line in facts.industries]
    if facts.totals.registered and any(tally.count for tally in tallies):
        yield Paragraph(f"从被反映对象的行业看，{with_shares(tallies, facts.totals.registered, limit=5)}。")


def areas(story: Story) -> Iterator[Block]:
    """区域情况: the published status columns."""
    facts = story.facts
    if not facts.totals.registered:
        return
    top = sorted(facts.units, key=lambda unit: -unit.total)[:3]
    named = "、".join(f"{unit.name}{count(unit.total)}件" for unit in top if unit.total)
    together = share(sum(unit.total for unit in top), facts.totals.registered)
    several = len([unit for unit in top if unit.total]) > 1
    yield Paragraph(f"从承办单位看，{named}，{'合计' if several else ''}占全市的{together}。")
    yield tables.unit_status(facts)
