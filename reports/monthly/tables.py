"""The tables of the bulletin. Each takes the figures and gives a ``Table``; their widths follow from their words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from reports.figures import (
    AGES,
    Cohort,
    Compared,
    HotEnterprise,
    MonthFacts,
    OverdueItem,
    UnitFigures,
    Yearly,
)
from reports.kpis import BY_CODE, KPIS, SMALLEST_RANKED, Kpi, Measure, ranking
from reports.model import Align, Column, Table
from reports.month import Period
from reports.monthly.phrases import share
from reports.monthly.story import Story
from reports.numbers import DASH, count, growth, rounded
from reports.typesetting import ZERO_WIDTH_SPACE, long_date

ON_TIME = BY_CODE["timely_closure_rate"]
UNIT_KPIS = (
    "timely_acceptance_rate",
    "timely_closure_rate",
    "satisfaction_rate",
    "repeat_rate",
    "mean_closure_days",
)
"""The chief ones."""

UNIT_TABLES = {
    "各单位主要指标": UNIT_KPIS,
    "各单位办理指标": (
        "acceptance_rate", "investigation_rate", "closure_rate", "reply_rate", "rating_rate",
    ),
    "各单位包案和积案指标": (
        "one_off_settlement_rate", "dual_ownership_rate", "plan_coverage_rate", "backlog_settlement_rate",
        "rebound_rate", "supervision_reply_rate",
    ),
    "各单位用时": ("mean_acceptance_days", "mean_closure_days", "median_closure_days"),
}  # fmt: skip
"""Every indicator by unit, in tables that the page can hold."""


RULES_2025 = date(2025, 1, 1)
"""Since when 《生态环境信访工作办法》 is in force."""

AGE_NAMES = (f"{AGES[0]}日以内", *(f"{a + 1}至{b}日" for a, b in pairwise(AGES)), f"超过{AGES[-1]}日")
"""The steps of ``AGES`` in words."""


def _named(first: str, *heads: str, align: Align = Align.RIGHT) -> tuple[Column, ...]:
    """A column of names and columns of figures."""
    return (Column(first, Align.LEFT), *(Column(head, align) for head in heads))


def compared(
    story: Story, caption: str, first: str, lines: Iterable[Compared], whole: str, notes: tuple[str, ...] = ()
) -> Table:
    """本月, 占比, 上月, 环比, 上年同月, 同比, with the whole as the last row."""
    words, two = story.words, story.facts.counted.has_two_bases
    all_items = registered(story.facts, whole)
    kept = [line for line in lines if line.this or line.previous or line.year_ago]
    rows = tuple(_compared_row(line, all_items.this, two) for line in (*kept, all_items))
    before, note = ((words.before, "环比"), f"环比为与{words.before}比较，") if two else ((), "")
    columns = _named(first, words.this, "占比", *before, words.year_ago, "同比")
    note += f"同比为与{words.year_ago}比较；基数为0的记“—”。"
    return Table(f"{caption}（件）", columns, rows, (*notes, note), total=True)


def _compared_row(line: Compared, whole: int, two: bool) -> tuple[str, ...]:
    """``two`` bases, or only that of last year."""
    before = (count(line.previous), growth(line.this, line.previous)) if two else ()
    year_ago = (count(line.year_ago), growth(line.this, line.year_ago))
    return (line.label, count(line.this), share(line.this, whole), *before, *year_ago)


def registered(facts: MonthFacts, label: str) -> Compared:
    """The period's items with their two bases, as the last row of a table."""
    return Compared(label, facts.totals.registered, facts.previous.registered, facts.year_ago.registered)


def unit_status(facts: MonthFacts) -> Table:
    """未办理 / 办理中 / 已办结 / 不受理 / 合计 by unit; per 10,000 inhabitants where territories are known."""
    whole = facts.totals.registered
    people = sum(unit.population for unit in facts.units)
    rows = [_unit_row(unit.name, _statuses(unit), unit.population, whole) for unit in facts.units]
    sums = [sum(column) for column in zip(*(_statuses(unit) for unit in facts.units), strict=True)]
    rows.append(_unit_row("合计", sums, people, whole))
    columns = _named("单位", "未办理", "办理中", "已办结", "不受理", "合计", "占比", "每万人件数")
    if not people:
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    note = f"按登记日期统计，办理状态截至{long_date(facts.counted_on)}。"
    return Table("各单位办理情况（件）", columns, tuple(rows), (note,), total=True)


def _statuses(unit: UnitFigures) -> tuple[int, ...]:
    return (unit.not_started, unit.in_progress, unit.done, unit.refused, unit.total)


def _unit_row(name: str, statuses: Sequence[int], people: int, whole: int) -> tuple[str, ...]:
    total = statuses[-1]
    density = rounded(Fraction(10_000 * total, people), 2) if people else DASH
    return (name, *(count(number) for number in statuses), share(total, whole), density)


def kpis(story: Story) -> Table:
    """Every indicator with its numbers and its comparisons."""
    words, two = story.words, story.facts.counted.has_two_bases
    rows = tuple(_kpi_comparison(story, kpi, two) for kpi in KPIS)
    heads = (*((f"较{words.before}",) if two else ()), f"较{words.year_ago}")
    notes = ("比率的增减为百分点，用时的增减为日；无考核对象的记“—”。", "各项指标的口径见附件。")
    return Table("主要指标", _named("指标", words.this, "分子/分母", *heads), rows, notes)


def _kpi_comparison(story: Story, kpi: Kpi, two: bool) -> tuple[str, ...]:
    now, before, year_ago = story.now(kpi.code), story.before(kpi.code), story.year_ago(kpi.code)
    differences = (*((now.against(before),) if two else ()), now.against(year_ago))
    return (kpi.name, now.text, now.fraction, *differences)


def definitions(story: Story) -> Table:
    """How each indicator is counted, under which code its items are found; the rules speak of a month.

    The address leads to the lists on the office's own server and to nothing outside it; only the internal edition has it.
    """
    facts = story.facts
    rows = tuple(
        (kpi.name, f"{facts.counted.spoken(kpi.definition)}数据代码：{kpi.code}。", kpi.basis) for kpi in KPIS
    )
    address = f"/bulletin/{facts.period}/figures/数据代码.numerator"
    notes = (
        f"各项指标的分子、分母均可逐件核对：在本系统“月报”中点开数字，或者打开{address}（分子）、"
        "数据代码.denominator（分母）。",
    )
    columns = _named("指标", "口径", "依据", align=Align.LEFT)
    return Table("指标口径和依据", columns, rows, notes if story.internal else ())


def unit_kpis(facts: MonthFacts) -> tuple[Table, ...]:
    """Every indicator of each unit, with numerator and denominator; what nobody had to do is left out."""
    shown = {
        caption: [BY_CODE[code] for code in codes if BY_CODE[code].denominator(facts.cohort)]
        for caption, codes in UNIT_TABLES.items()
    }
    return tuple(_unit_kpis(facts, caption, chosen) for caption, chosen in shown.items() if chosen)


def _unit_kpis(facts: MonthFacts, caption: str, chosen: list[Kpi]) -> Table:
    rows = [_kpi_row(unit.name, unit.cohort, chosen) for unit in facts.units]
    whole = _kpi_row("合计", facts.cohort, chosen)
    columns = _named("单位", *(kpi.name for kpi in chosen), align=Align.CENTER)
    return Table(caption, columns, (*rows, whole), ("括号内为分子/分母。",), total=True)


def subtypes(facts: MonthFacts) -> Table | None:
    """污染子类 with their share of their type and of all; none where no item has one."""
    whole = facts.totals.registered
    rows = tuple(
        (
            kind.type.label,
            one.label,
            count(one.count),
            share(one.count, kind.type.this),
            share(one.count, whole),
        )
        for kind in facts.types
        for one in kind.subtypes
        if one.count
    )
    columns = (Column("类型", Align.LEFT), *_named("子类", "件数", "占该类型", "占登记总数"))
    note = "一件信访件可涉及多种污染类型，各子类占登记总数的比例之和可能大于100%。"
    return Table("污染子类（件）", columns, rows, (note,)) if rows else None


def _yearly_basis(period: Period) -> str:
    """The hotline rule, for the years in which it was certainly in force; after them its items only."""
    if period.last_day < RULES_2025:
        return "统计项目依据《环保举报热线工作管理办法》第六条；"
    return "统计项目沿用环保举报热线年度报告；"


def _kpi_row(name: str, cohort: Cohort, chosen: Iterable[Kpi]) -> tuple[str, ...]:
    return (name, *(_stacked(kpi.measure(cohort)) for kpi in chosen))


def _stacked(measure: Measure) -> str:
    """The value, and its two numbers on the next line where the column is narrow."""
    return f"{measure.text}{ZERO_WIDTH_SPACE}（{measure.fraction}）"


def ranked(facts: MonthFacts) -> Table | None:
    """The units in the order of their on-time closure; none if fewer than two can be compared."""
    rows = ranking(facts.units, ON_TIME)
    if len(rows) < 2:
        return None
    columns = (
        Column("名次", Align.CENTER),
        Column("单位", Align.LEFT),
        Column(ON_TIME.name),
        Column("按期办结/应办结"),
    )
    body = tuple((str(row.place), row.unit.name, row.measure.text, row.measure.fraction) for row in rows)
    note = f"{facts.counted.words.this}办理期限届满不足{SMALLEST_RANKED}件的单位不参加排名。"
    return Table("各单位按期办结率排名", columns, body, (note,))


def hot(firms: Iterable[HotEnterprise], window: int) -> Table:
    """被反映较集中的企业."""
    rows = tuple((firm.name, firm.unit, count(firm.count), "、".join(firm.types) or DASH) for firm in firms)
    columns = _named("企业名称", "所在辖区", "件次", "主要污染类型", align=Align.CENTER)
    note = f"统计截止日前{window}日内被反映的件次，不分信访人。"
    return Table("被反映较集中的企业", columns, rows, (note,))


def owners(facts: MonthFacts) -> Table:
    """包案领导 and what each of them did."""
    columns = _named(
        "包案领导", "层级", "单位", "在包", "超期", "带案下访", "销号", "反弹", align=Align.CENTER
    )
    rows = []
    for one in facts.owners:
        deeds = (one.held, one.overdue, one.visits, one.struck_off, one.rebounds)
        rows.append((one.name, one.level.label, one.unit, *(count(number) for number in deeds)))
    return Table("包案领导履职情况（件、次）", columns, tuple(rows))


def notices(facts: MonthFacts) -> Table:
    """督办通知 issued in the month and how they were answered."""
    columns = _named("编号", "承办单位", "类别", "应反馈日期", "反馈日期", align=Align.CENTER)
    rows = []
    for note in facts.notices:
        answered = note.answered_on.isoformat() if note.answered_on else "未反馈"
        rows.append((note.number, note.unit, note.level, note.due_on.isoformat(), answered))
    return Table("督办通知办理情况", columns, tuple(rows), (f"反馈情况截至{long_date(facts.counted_on)}。",))


def overdue(facts: MonthFacts) -> Table:
    """超期清单: how long, on whose watch, and why. Internal."""
    heads = ("承办单位", "期限", "到期日", "超期天数", "市局包案领导", "分局包案领导", "环节和原因")
    rows = tuple(
        (*_limit(item), str(item.days_over), item.city_owner or DASH, item.sub_owner or DASH, why(item))
        for item in facts.overdue
    )
    note = f"截至{long_date(facts.counted_on)}；没有包案领导的记“—”。"
    return Table("超期未办结信访件", _named("信访件编号", *heads, align=Align.CENTER), rows, (note,))


def falling_due(facts: MonthFacts) -> Table:
    """一周内到期: what is late next unless somebody moves. Internal."""
    heads = ("承办单位", "期限", "到期日", "剩余天数", "所处环节")
    rows = tuple((*_limit(item), str(-item.days_over), item.standing or DASH) for item in facts.falling_due)
    note = f"截至{long_date(facts.counted_on)}。"
    return Table("一周内到期的信访件", _named("信访件编号", *heads, align=Align.CENTER), rows, (note,))


def _limit(item: OverdueItem) -> tuple[str, ...]:
    return (item.case_no, item.unit, item.limit, item.due_on.isoformat())


def why(item: OverdueItem) -> str:
    """The step at which it stands and for how long, how often it was sent back, and whether its owners are missing.

    Told from codes alone: the reasons that officers typed may name a petitioner.
    """
    told = []
    if item.standing:
        told.append(f"{item.standing}已{item.standing_days}日" if item.standing_days else item.standing)
    if item.returned:
        told.append(f"审核退回{item.returned}次")
    if item.dual_required and not (item.city_owner and item.sub_owner):
        told.append("包案领导未到位")
    return "，".join(told) or DASH


def in_hand(facts: MonthFacts) -> Table:
    """在办件 by unit and by age, with those over their limit."""
    late = Counter(item.unit for item in facts.overdue)
    soon = Counter(item.unit for item in facts.falling_due)
    sums = tuple(sum(age) for age in zip(*(one.ages for one in facts.in_hand), strict=True))
    named = [(one.unit, one.ages, late[one.unit], soon[one.unit]) for one in facts.in_hand]
    rows = tuple(
        (name, *(count(number) for number in (*ages, sum(ages), over, next_week)))
        for name, ages, over, next_week in (*named, ("合计", sums, late.total(), soon.total()))
    )
    columns = _named("单位", *AGE_NAMES, "合计", "超期", "一周内到期")
    return Table("各单位在办信访件（件）", columns, rows, ("件龄自收到之日起按自然日计算。",), total=True)


def yearly(facts: MonthFacts, year: Yearly) -> Table:
    """What a hotline's yearly report tells: acceptance, forwarding, assignment, replies, supervision."""
    told = (
        ("受理", year.accepted), ("转送", year.forwarded), ("交办", year.assigned), ("答复", year.replied),
        ("督办", year.supervised),
    )  # fmt: skip
    notes = (
        f"{_yearly_basis(facts.period)}按{facts.period.label}内发生的件次统计。",
        "不单独登记催办，催促办理以督办通知计。",
    )
    rows = tuple((name, count(number)) for name, number in told)
    return Table("年度办理情况（件次）", _named("项目", "件次"), rows, notes)


def open_repeats(facts: MonthFacts) -> Table:
    """重复清单: open matters that were raised again. Internal."""
    columns = _named("信访件编号", "承办单位", "反映次数", "最近一次", "办理状态", align=Align.CENTER)
    rows = [(r.case_no, r.unit, str(r.times), r.latest_on.isoformat(), r.status) for r in facts.open_repeats]
    return Table("在办重复信访件", columns, tuple(rows))
