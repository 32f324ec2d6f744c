"""The sections of the bulletin (domain handbook §7.3), each of which may be silent. Prose is made from figures only."""

from collections.abc import Callable, Iterator

from reports.charts import Bar, bars_in_words, horizontal_bars, line_in_words, monthly_line
from reports.figures import Tally, TypeFigures
from reports.kpis import SMALLEST_RANKED
from reports.model import Block, Figure, Heading, Level, Paragraph
from reports.monthly import tables
from reports.monthly.phrases import both_changes, change, difference, joined, listed, share, with_shares
from reports.monthly.story import Story
from reports.numbers import count
from reports.typesetting import long_date, numeral
from workflow.vocabulary import PollutionType

Section = Callable[[Story], Iterator[Block]]


def opening(story: Story) -> Iterator[Block]:
    """The paragraph before the first heading: the month in five lines."""
    facts = story.facts
    if not facts.totals.registered:
        yield Paragraph(
            f"{facts.month.label}，全市生态环境系统未收到群众信访投诉举报。现将有关情况通报如下。"
        )
        return
    rates = [
        f"{story.now(code).kpi.name}{story.now(code).text}"
        for code in ("timely_acceptance_rate", "timely_closure_rate", "satisfaction_rate", "repeat_rate")
        if story.now(code).value is not None
    ]
    whole = tables.registered(facts, "合计")
    yield Paragraph(
        f"{facts.month.label}，全市生态环境系统共登记群众信访投诉举报{count(whole.this)}件，{both_changes(whole)}。"
        + (f"{'，'.join(rates)}。" if rates else "")
        + "现将有关情况通报如下。"
    )


def overall(story: Story) -> Iterator[Block]:
    """总体情况: registered, accepted, refused and why; since January; thirteen months."""
    facts = story.facts
    if facts.totals.registered:
        yield Paragraph(_decisions(story))
        if facts.refusals:
            yield Paragraph(f"不受理的{count(facts.totals.refused)}件中，{'、'.join(_reasons(story))}。")
    if facts.month.number > 1 and facts.cumulative.registered:
        total, base = facts.cumulative, facts.cumulative_year_ago
        yield Paragraph(
            f"{facts.month.cumulative_label}，全市累计登记{count(total.registered)}件，"
            f"{change('同比', total.registered, base.registered, '上年同期')}；"
            f"累计受理{count(total.accepted)}件，不受理{count(total.refused)}件。"
        )
    if any(number for _, number in facts.trend):
        yield Figure("近13个月登记件数（件）", monthly_line(facts.trend), line_in_words(facts.trend))


def _decisions(story: Story) -> str:
    totals = story.facts.totals
    kinds = (
        Tally("受理", totals.accepted),
        Tally("不受理", totals.refused),
        Tally("当场答复咨询", totals.answered),
        Tally("正在甄别", totals.undecided),
    )
    return f"本月登记的{count(totals.registered)}件中，{with_shares(kinds, totals.registered)}。"


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
    yield tables.compared("信访投诉举报来源渠道", "渠道", facts.channels, tables.registered(facts, "合计"))


def pollution(story: Story) -> Iterator[Block]:
    """污染类型: the chart, the sub-types, and why shares add up to more than 100 %."""
    facts = story.facts
    kinds = sorted((kind for kind in facts.types if kind.type.this), key=lambda kind: -kind.type.this)
    if not kinds:
        return
    whole = facts.totals.registered
    tallies = [Tally(f"反映{matter(kind)}的", kind.type.this) for kind in kinds]
    yield Paragraph(f"从污染类型看，{with_shares(tallies, whole)}。")
    bars = [
        Bar(kind.type.label, kind.type.this, f"{count(kind.type.this)}件，占{share(kind.type.this, whole)}")
        for kind in kinds
    ]
    yield Figure("各污染类型件数及占比", horizontal_bars(bars), bars_in_words(bars), (_over_100(story),))
    if told := [_subtypes(kind) for kind in kinds if any(tally.count for tally in kind.subtypes)]:
        yield Paragraph("".join(told))


def _over_100(story: Story) -> str:
    facts = story.facts
    surely = sum(kind.type.this for kind in facts.types) > facts.totals.registered
    return f"一件信访件可涉及多种污染类型，各类型占比之和{'大于' if surely else '可能大于'}100%。"


def _subtypes(kind: TypeFigures) -> str:
    return f"反映{matter(kind)}的信访件中，{with_shares(kind.subtypes, kind.type.this)}。"


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
    if any(tally.count for tally in tallies):
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


def quality(story: Story) -> Iterator[Block]:
    """办理质效: all indicators, what is overdue, the ranking."""
    facts = story.facts
    if told := [sentence for sentence in (_timeliness(story), _opinion(story), _speed(story)) if sentence]:
        yield Paragraph("".join(told))
    if story.judged:
        yield tables.kpis(story)
    if facts.overdue:
        where = "（清单见附件）" if story.internal else ""
        yield Paragraph(
            f"截至{long_date(facts.counted_on)}，全市有{count(len(facts.overdue))}件信访件超期未办结{where}。"
        )
    if story.internal and (table := tables.ranked(facts)):
        yield from _on_time(story)
        yield table


def _timeliness(story: Story) -> str:
    accepted, closed = story.now("timely_acceptance_rate"), story.now("timely_closure_rate")
    parts = []
    if accepted.value is not None:
        trend = difference(accepted, story.before(accepted.kpi.code), "上月")
        parts.append(
            f"本月受理期限届满的{count(accepted.denominator)}件中，按期决定并告知{count(accepted.numerator)}件，"
            + joined(f"按期受理率{accepted.text}", trend)
        )
    if closed.value is not None:
        trend = difference(closed, story.before(closed.kpi.code), "上月")
        parts.append(
            f"办理期限届满的{count(closed.denominator)}件中，按期办结{count(closed.numerator)}件，"
            + joined(f"按期办结率{closed.text}", trend)
        )
    return f"{'；'.join(parts)}。" if parts else ""


def _opinion(story: Story) -> str:
    rated, content = story.now("rating_rate"), story.now("satisfaction_rate")
    if rated.value is None:
        return ""
    if content.value is None:
        return f"评价期届满的{count(rated.denominator)}件均未参评。"
    trend = difference(content, story.before(content.kpi.code), "上月")
    return (
        f"评价期届满的{count(rated.denominator)}件中，群众参评{count(rated.numerator)}件，参评率{rated.text}，"
        + joined(f"满意率{content.text}", trend)
        + "。"
    )


def _speed(story: Story) -> str:
    closed, half = story.now("mean_closure_days"), story.now("median_closure_days")
    if closed.value is None:
        return ""
    accepted = story.now("mean_acceptance_days")
    first = f"平均受理用时{accepted.text}，" if accepted.value is not None else ""
    return f"{first}平均办结用时{closed.text}，中位数{half.text}。"


def _on_time(story: Story) -> Iterator[Block]:
    kpi = tables.ON_TIME
    measured = [(unit.name, kpi.measure(unit.cohort)) for unit in story.facts.units]
    judged = sorted(
        ((name, m, m.value) for name, m in measured if m.value is not None), key=lambda row: (-row[2], row[0])
    )
    bars = [
        Bar(name, float(100 * value), m.full, hollow=m.denominator < SMALLEST_RANKED)
        for name, m, value in judged
    ]
    notes = (
        (f"空心条为本月办理期限届满不足{SMALLEST_RANKED}件的单位。",)
        if any(bar.hollow for bar in bars)
        else ()
    )
    yield Figure("各单位按期办结率", horizontal_bars(bars), bars_in_words(bars), notes)


def repeats(story: Story) -> Iterator[Block]:
    """重复信访与热点: firms by name only where the edition may."""
    facts = story.facts
    rate = story.now("repeat_rate")
    if rate.numerator:
        trend = difference(rate, story.before("repeat_rate"), "上月")
        moved = [
            Tally("新增重复信访事项", facts.repeats.matters_new),
            Tally("化解重复信访事项", facts.repeats.matters_settled),
        ]
        said = "、".join(f"{tally.label}{count(tally.count)}个" for tally in moved if tally.count)
        yield Paragraph(
            joined(f"本月重复信访{count(rate.numerator)}件次", joined(f"重复信访率{rate.text}", trend))
            + (f"。{said}" if said else "")
            + "。"
        )
    firms = [firm for firm in facts.repeats.hot if story.internal or firm.publishable]
    if facts.repeats.hot:
        together = sum(firm.count for firm in facts.repeats.hot)
        unnamed = len(facts.repeats.hot) - len(firms)
        yield Paragraph(
            f"近{facts.repeats.hot_window_days}日内，被反映较集中的企业{len(facts.repeats.hot)}家，"
            f"共被反映{count(together)}件次" + (f"，其中{unnamed}家暂不公开。" if unnamed else "。")
        )
    if firms:
        yield tables.hot(firms, facts.repeats.hot_window_days)


def ownership(story: Story) -> Iterator[Block]:
    """双包案、带案下访与积案化解."""
    facts = story.facts
    told = [sentence for sentence in (_owned(story), _visited(story), _backlog(story)) if sentence]
    if told:
        yield Paragraph("".join(told))
    if facts.owners and story.internal:
        yield tables.owners(facts)


def _owned(story: Story) -> str:
    owners, plans = story.now("dual_ownership_rate"), story.now("plan_coverage_rate")
    parts = []
    if owners.value is not None:
        parts.append(
            f"月末应落实双包案的{count(owners.denominator)}件中，已到位{count(owners.numerator)}件，到位率{owners.text}"
        )
    if plans.value is not None:
        parts.append(
            f"应制定化解方案的{count(plans.denominator)}件中，已制定{count(plans.numerator)}件，一案一策覆盖率{plans.text}"
        )
    if story.facts.owner_gaps and story.internal:
        parts.append(f"有{count(story.facts.owner_gaps)}件包案领导空缺超过3个工作日")
    return f"{'；'.join(parts)}。" if parts else ""


def _visited(story: Story) -> str:
    facts = story.facts
    if not facts.visits:
        return ""
    return (
        joined(
            f"领导干部带案下访{count(facts.visits)}次",
            f"涉及信访件{count(facts.cases_visited)}件" if facts.cases_visited else "",
        )
        + "。"
    )


def _backlog(story: Story) -> str:
    ledger = story.facts.backlog
    if not (ledger.opening or ledger.listed or ledger.rebounds):
        return ""
    moves = (Tally("新列入", ledger.listed), Tally("销号", ledger.struck_off), Tally("反弹", ledger.rebounds))
    said = "、".join(f"{move.label}{count(move.count)}件" for move in moves if move.count)
    rate = story.now("backlog_settlement_rate")
    return (
        joined(
            f"月初在册积案{count(ledger.opening)}件",
            f"本月{said}" if said else "",
            f"月末在册{count(ledger.closing)}件",
        )
        + (f"，积案化解率{rate.text}" if rate.value is not None else "")
        + "。"
    )


def supervision(story: Story) -> Iterator[Block]:
    """督办: how many notices, and how they were answered."""
    facts = story.facts
    rate = story.now("supervision_reply_rate")
    told = []
    if facts.notices:
        levels: dict[str, int] = {}
        for notice in facts.notices:
            levels[notice.level] = levels.get(notice.level, 0) + 1
        kinds = listed([Tally(label, number) for label, number in levels.items()], "份")
        told.append(f"本月下发督办通知{count(len(facts.notices))}份，其中{kinds}")
        if facts.notices_this_year > len(facts.notices):
            told[-1] += f"，本年累计下发{count(facts.notices_this_year)}份"
    if rate.value is not None:
        told.append(
            f"反馈期限在本月届满的{count(rate.denominator)}份中，按期反馈{count(rate.numerator)}份，督办按期反馈率{rate.text}"
        )
    if told:
        yield Paragraph("。".join(told) + "。")
    if facts.notices and story.internal:
        yield tables.notices(facts)


def typical(story: Story) -> Iterator[Block]:
    """典型问题: praise first, then warnings."""
    for praised, name in ((True, "正面典型"), (False, "反面典型")):
        cases = [case for case in story.facts.typical if case.praised is praised]
        if cases:
            yield Heading(Level.SECOND, name)
            for case in cases:
                yield Paragraph(story.clean(case.text), lead=f"{story.clean(case.title)}。")


def requirements(story: Story) -> Iterator[Block]:
    """下步要求: the office's own words, or the draft; the first sentence of each names it."""
    for number, text in enumerate(story.facts.requirements or draft_requirements(story), start=1):
        name, stop, rest = story.clean(text).partition("。")
        yield Paragraph(rest, lead=f"（{numeral(number)}）{name}{stop}")


def draft_requirements(story: Story) -> tuple[str, ...]:
    """What follows from the figures; the office edits it before issue."""
    facts = story.facts
    drafts = []
    if facts.overdue:
        drafts.append(
            "紧盯超期件。有关单位要对超期未办结的信访件逐件说明原因、明确完成时限，包案领导要亲自督办。"
        )
    if story.now("repeat_rate").numerator or facts.repeats.hot:
        drafts.append(
            "减少重复信访。对重复信访事项要落实一案一策，做到诉求合理的解决问题到位、诉求无理的思想教育到位、"
            "生活困难的帮扶救助到位、行为违法的依法处理。"
        )
    if kinds := sorted((kind for kind in facts.types if kind.type.this), key=lambda kind: -kind.type.this):
        drafts.append(
            f"突出重点领域。针对群众反映集中的{matter(kinds[0])}，要加强现场检查和日常监管，从源头上减少信访投诉举报。"
        )
    drafts.append(
        "严守办理时限。各单位要在法定期限内作出受理决定并告知信访人，按期办结并答复，做到事事有结果、件件有回音。"
    )
    return tuple(drafts)


SECTIONS: tuple[tuple[str, Section], ...] = (
    ("总体情况", overall),
    ("来源渠道", sources),
    ("污染类型", pollution),
    ("行业分布", industries),
    ("区域情况", areas),
    ("办理质效", quality),
    ("重复信访与热点", repeats),
    ("双包案、带案下访与积案化解", ownership),
    ("督办情况", supervision),
    ("典型问题", typical),
    ("下步要求", requirements),
)
"""The sections in their order; one that has nothing to say is left out, and the numbers close up."""
