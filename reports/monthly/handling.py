"""How well, how fast, on whose watch: the sections on what was done (domain handbook §7.3, 6–9)."""

from collections.abc import Iterator

from reports.charts import Bar, bars_in_words, columns, horizontal_bars
from reports.figures import Tally
from reports.kpis import SMALLEST_RANKED
from reports.model import Block, Figure, Paragraph
from reports.monthly import tables
from reports.monthly.phrases import difference, joined, listed, of_whole
from reports.monthly.story import Story
from reports.numbers import count
from reports.typesetting import long_date

SHOWN_FIRMS, SHOWN_NOTICES = 10, 20
"""So many enterprises and notices stand in the body; the internal edition's annex has all."""


def quality(story: Story) -> Iterator[Block]:
    """办理质效: all indicators, what is overdue, the ranking."""
    facts = story.facts
    if told := [sentence for sentence in (_timeliness(story), _opinion(story), _speed(story)) if sentence]:
        yield Paragraph("".join(told))
    if story.judged:
        yield tables.kpis(story)
    yield from in_hand(story)
    if story.internal and (table := tables.ranked(facts)):
        yield from _on_time(story)
        yield table


def in_hand(story: Story) -> Iterator[Block]:
    """在办件: how many, how old, how many of them late."""
    facts = story.facts
    sums = (sum(age) for age in zip(*(one.ages for one in facts.in_hand), strict=True))
    ages = list(zip(tables.AGE_NAMES, sums, strict=False))
    whole, late = sum(number for _, number in ages), len(facts.overdue)
    told = []
    if whole:
        parts = "、".join(f"{name}的{count(number)}件" for name, number in ages if number)
        told.append(f"在办信访件{count(whole)}件，其中收到{parts}")
    if late:
        noun = "" if whole else "信访件"
        told.append(f"有{count(late)}件{noun}超期未办结{'（清单见附件）' if story.internal else ''}")
    if told:
        yield Paragraph(f"截至{long_date(facts.counted_on)}，全市{'；'.join(told)}。")
    if whole:
        bars = [Bar(name, number, f"{count(number)}件") for name, number in ages]
        note = "件龄自收到之日起按自然日计算。"
        yield Figure("在办信访件的件龄（件）", columns(bars), bars_in_words(bars), (note,))


def _timeliness(story: Story) -> str:
    accepted, closed = story.now("timely_acceptance_rate"), story.now("timely_closure_rate")
    parts = []
    for measure, noun, deed in (
        (accepted, f"{story.words.this}受理期限届满", "按期决定并告知"),
        (
            closed,
            "办理期限届满" if accepted.value is not None else f"{story.words.this}办理期限届满",
            "按期办结",
        ),
    ):
        if measure.value is not None:
            trend = difference(measure, story.before(measure.kpi.code), story.words.before)
            told = of_whole(measure.denominator, noun, measure.numerator, deed)
            parts.append(joined(told, f"{measure.kpi.name}{measure.text}", trend))
    return f"{'；'.join(parts)}。" if parts else ""


def _opinion(story: Story) -> str:
    rated, content = story.now("rating_rate"), story.now("satisfaction_rate")
    if rated.value is None:
        return ""
    told = of_whole(rated.denominator, "评价期届满", rated.numerator, "参评")
    if content.value is None:
        return f"{told}。"
    trend = difference(content, story.before(content.kpi.code), story.words.before)
    return joined(told, f"参评率{rated.text}", f"满意率{content.text}", trend) + "。"


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
        (f"空心条为{story.words.this}办理期限届满不足{SMALLEST_RANKED}件的单位。",)
        if any(bar.hollow for bar in bars)
        else ()
    )
    yield Figure("各单位按期办结率", horizontal_bars(bars), bars_in_words(bars), notes)


def repeats(story: Story) -> Iterator[Block]:
    """重复信访与热点: firms by name only where the edition may."""
    facts = story.facts
    rate = story.now("repeat_rate")
    if rate.numerator:
        trend = difference(rate, story.before("repeat_rate"), story.words.before)
        moved = [
            Tally("新增重复信访事项", facts.repeats.matters_new),
            Tally("化解重复信访事项", facts.repeats.matters_settled),
        ]
        said = "、".join(f"{tally.label}{count(tally.count)}个" for tally in moved if tally.count)
        yield Paragraph(
            joined(
                f"{story.words.this}重复信访{count(rate.numerator)}件次",
                joined(f"重复信访率{rate.text}", trend),
            )
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
        yield tables.hot(firms[:SHOWN_FIRMS], facts.repeats.hot_window_days)


def ownership(story: Story) -> Iterator[Block]:
    """双包案、带案下访与积案化解."""
    facts = story.facts
    told = [sentence for sentence in (_owned(story), _visited(story), backlog_moves(story)) if sentence]
    if told:
        yield Paragraph("".join(told))
    if facts.owners and story.internal:
        yield tables.owners(facts)


def _owned(story: Story) -> str:
    owners, plans = story.now("dual_ownership_rate"), story.now("plan_coverage_rate")
    parts = []
    if owners.value is not None:
        told = of_whole(owners.denominator, f"{story.words.closing}应落实双包案", owners.numerator, "到位")
        parts.append(f"{told}，到位率{owners.text}")
    if plans.value is not None:
        told = of_whole(plans.denominator, "应制定化解方案", plans.numerator, "制定")
        parts.append(f"{told}，一案一策覆盖率{plans.text}")
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


def backlog_moves(story: Story) -> str:
    ledger = story.facts.backlog
    if not (ledger.opening or ledger.listed or ledger.rebounds):
        return ""
    moves = (Tally("新列入", ledger.listed), Tally("销号", ledger.struck_off), Tally("反弹", ledger.rebounds))
    said = "、".join(f"{move.label}{count(move.count)}件" for move in moves if move.count)
    rate = story.now("backlog_settlement_rate")
    return (
        joined(
            f"{story.words.opening}在册积案{count(ledger.opening)}件"
            if ledger.opening
            else f"{story.words.opening}无在册积案",
            f"{story.words.this}{said}" if said else "",
            f"{story.words.closing}在册{count(ledger.closing)}件"
            if ledger.closing
            else f"{story.words.closing}全部销号",
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
        only = len(levels) == 1
        told.append(
            f"{story.words.this}下发督办通知{count(len(facts.notices))}份，"
            + (
                f"{'均为' if len(facts.notices) > 1 else '为'}{facts.notices[0].level}"
                if only
                else f"其中{kinds}"
            )
        )
        if facts.notices_this_year > len(facts.notices):
            told[-1] += f"，本年累计下发{count(facts.notices_this_year)}份"
    if rate.value is not None:
        noun = f"反馈期限在{story.words.this}届满"
        answered = of_whole(rate.denominator, noun, rate.numerator, "按期反馈", "份")
        told.append(f"{answered}，督办按期反馈率{rate.text}")
    if told:
        yield Paragraph("。".join(told) + "。")
    if story.internal and 0 < len(facts.notices) <= SHOWN_NOTICES:
        yield tables.notices(facts)


def yearly(story: Story) -> Iterator[Block]:
    """年度办理情况: what a hotline reports to its own and the next higher bureau."""
    year = story.facts.yearly
    if year and any((year.accepted, year.forwarded, year.assigned, year.replied, year.supervised)):
        yield tables.yearly(story.facts, year)
