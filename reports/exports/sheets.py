"""The tables of a bulletin with their values as values: what the workbook and the machine's list are both made of.

Each table of the printed paper has its sheet here, made of the same ``MonthFacts`` and the same indicators. A rate is an
exact fraction; whoever writes it chooses the decimals.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from reports.figures import Cohort, Compared, MonthFacts, OverdueItem, UnitFigures
from reports.kpis import KPIS, KpiUnit, Measure
from reports.month import Period
from reports.monthly.story import Edition, Story
from reports.monthly.tables import AGE_NAMES, why


@dataclass(frozen=True, slots=True)
class Rate:
    """A share, exactly."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Number:
    """A number that is no count: days, or items for so many people."""

    value: Fraction


Value = str | int | date | Rate | Number | None
"""``None`` is what the paper prints as a dash: there is nothing to judge, or nothing to compare with."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name, its heads, its rows; the first ``keys`` columns name a row."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    keys: int = 1
    note: str = ""


def sheets(facts: MonthFacts, edition: Edition) -> tuple[Sheet, ...]:
    """Every table of the bulletin in one edition; empty ones are left out, lists of cases stand in the internal one."""
    story = Story(facts, edition)
    made = [
        _totals(facts),
        _indicators(story),
        _compared("来源渠道", "渠道", facts.channels, facts),
        _compared("污染类型", "类型", [kind.type for kind in facts.types], facts, OVER_100),
        _subtypes(facts),
        _compared("行业分布", "行业", facts.industries, facts),
        Sheet("不受理原因", ("原因", "件数"), tuple((one.label, one.count) for one in facts.refusals)),
        _status(facts),
        Sheet(
            "近13个月登记", ("月份", "登记件数"), tuple((str(month), items) for month, items in facts.trend)
        ),
        _in_hand(facts),
        _counts(facts),
        _hot(story),
        *(_internal(facts) if story.internal else ()),
        _definitions(facts.counted),
    ]
    return tuple(sheet for sheet in made if sheet.rows)


OVER_100 = "一件信访件可涉及多种污染类型，各类型占比之和可能大于100%。"


# --- counts ---------------------------------------------------------------------------------------------------------


def _rate(part: int, whole: int) -> Rate | None:
    return Rate(Fraction(part, whole)) if whole else None


def _growth(this: int, base: int) -> Rate | None:
    return Rate(Fraction(this - base, base)) if base else None


def _totals(facts: MonthFacts) -> Sheet:
    """Registered, accepted, refused, answered and undecided: now, before, a year ago, since January."""
    words = facts.counted.words
    bases = [(words.this, facts.totals)]
    if facts.counted.has_two_bases:
        bases.append((words.before, facts.previous))
    bases.append((words.year_ago, facts.year_ago))
    bases += [("累计", facts.cumulative), ("上年累计", facts.cumulative_year_ago)]
    names = {
        "registered": "登记",
        "accepted": "受理",
        "refused": "不受理",
        "answered": "当场答复",
        "undecided": "正在甄别",
    }
    rows = tuple((label, *(getattr(totals, name) for _, totals in bases)) for name, label in names.items())
    return Sheet("总体情况", ("项目", *(head for head, _ in bases)), rows)


def _compared(name: str, first: str, lines: Sequence[Compared], facts: MonthFacts, note: str = "") -> Sheet:
    """Each line with its share and its bases; the whole last."""
    if not any(line.this or line.previous or line.year_ago for line in lines):
        return Sheet(name, (first,), ())
    words, two = facts.counted.words, facts.counted.has_two_bases
    whole = Compared(
        "登记总数", facts.totals.registered, facts.previous.registered, facts.year_ago.registered
    )
    before = (words.before, "环比") if two else ()
    rows = []
    for line in (*lines, whole):
        base = (line.previous, _growth(line.this, line.previous)) if two else ()
        year_ago = (line.year_ago, _growth(line.this, line.year_ago))
        rows.append((line.label, line.this, _rate(line.this, whole.this), *base, *year_ago))
    return Sheet(name, (first, words.this, "占比", *before, words.year_ago, "同比"), tuple(rows), note=note)


def _subtypes(facts: MonthFacts) -> Sheet:
    """Sub-types with their share of their type."""
    rows = tuple(
        (kind.type.label, one.label, one.count, _rate(one.count, kind.type.this))
        for kind in facts.types
        for one in kind.subtypes
    )
    return Sheet("污染子类", ("类型", "子类", "件数", "占该类型"), rows, keys=2)


def _status(facts: MonthFacts) -> Sheet:
    """The published columns by unit."""
    heads = ("单位", "未办理", "办理中", "已办结", "不受理", "合计", "占比", "每万人件数")
    units = (*facts.units, _together(facts.units))
    rows = tuple(
        (
            unit.name, unit.not_started, unit.in_progress, unit.done, unit.refused, unit.total,
            _rate(unit.total, facts.totals.registered),
            Number(Fraction(10_000 * unit.total, unit.population)) if unit.population else None,
        )
        for unit in units
    )  # fmt: skip
    return Sheet("各单位办理情况", heads, rows if facts.units else ())


def _together(units: Sequence[UnitFigures]) -> UnitFigures:
    """All units as one row."""
    names = ("not_started", "in_progress", "done", "refused", "population")
    return UnitFigures(
        name="合计", cohort=Cohort(), **{name: sum(getattr(one, name) for one in units) for name in names}
    )


def _in_hand(facts: MonthFacts) -> Sheet:
    """What is in hand by unit and by age."""
    rows: tuple[tuple[Value, ...], ...] = tuple((one.unit, *one.ages, one.total) for one in facts.in_hand)
    return Sheet("在办件龄", ("单位", *AGE_NAMES, "合计"), rows, note="件龄自收到之日起按自然日计算。")


def _counts(facts: MonthFacts) -> Sheet:
    """Repeats, backlog, visits and supervision in single numbers."""
    words, ledger = facts.counted.words, facts.backlog
    rows = (
        ("新增重复信访事项", facts.repeats.matters_new),
        ("化解重复信访事项", facts.repeats.matters_settled),
        (f"{words.opening}在册积案", ledger.opening),
        ("新列入积案", ledger.listed),
        ("销号积案", ledger.struck_off),
        ("反弹积案", ledger.rebounds),
        (f"{words.closing}在册积案", ledger.closing),
        ("带案下访次数", facts.visits),
        ("下访涉及件数", facts.cases_visited),
        (f"{words.this}下发督办通知", len(facts.notices)),
        ("本年累计下发督办通知", facts.notices_this_year),
        ("超期未办结件", len(facts.overdue)),
    )
    return Sheet("重复、积案和督办", ("项目", "数量"), (*rows, *_yearly(facts)))


def _yearly(facts: MonthFacts) -> Iterator[tuple[str, int]]:
    """What a hotline reports by the year."""
    if year := facts.yearly:
        yield from (("年度受理件次", year.accepted), ("年度转送件次", year.forwarded))
        yield from (
            ("年度交办件次", year.assigned),
            ("年度答复件次", year.replied),
            ("年度督办件次", year.supervised),
        )


# --- indicators -----------------------------------------------------------------------------------------------------


def _value(measure: Measure) -> Value:
    if measure.value is None:
        return None
    return Rate(measure.value) if measure.kpi.unit is KpiUnit.PERCENT else Number(measure.value)


def _indicators(story: Story) -> Sheet:
    """Every indicator with both its numbers, of the whole and, in the internal edition, of each unit."""
    facts = story.facts
    rows: list[tuple[Value, ...]] = []
    units = [(unit.name, unit.cohort) for unit in facts.units if story.internal]
    for name, cohort in (("全市", facts.cohort), *units):
        for kpi in KPIS:
            measure = kpi.measure(cohort)
            rows.append((name, kpi.code, kpi.name, measure.numerator, measure.denominator, _value(measure)))
    return Sheet("主要指标", ("单位", "代码", "指标", "分子", "分母", "值"), tuple(rows), keys=3)


def _definitions(period: Period) -> Sheet:
    rows = tuple((kpi.code, kpi.name, period.spoken(kpi.definition), kpi.basis) for kpi in KPIS)
    return Sheet("指标口径", ("代码", "指标", "口径", "依据"), rows, keys=4)


# --- names and cases ------------------------------------------------------------------------------------------------


def _hot(story: Story) -> Sheet:
    """The enterprises complained of most; in the public edition those that may be named."""
    repeats = story.facts.repeats
    rows = tuple(
        (firm.name, firm.unit, "、".join(firm.types), firm.count)
        for firm in repeats.hot
        if story.internal or firm.publishable
    )
    note = f"统计截止日前{repeats.hot_window_days}日内被反映的件次，不分信访人。"
    return Sheet(
        "被反映较集中的企业", ("企业名称", "所在辖区", "主要污染类型", "件次"), rows, keys=3, note=note
    )


def _watched(item: OverdueItem) -> tuple[str, ...]:
    return (item.case_no, item.unit, item.limit, item.city_owner, item.sub_owner)


def _internal(facts: MonthFacts) -> Iterator[Sheet]:
    """Single leaders, notices and cases."""
    yield Sheet(
        "包案领导", ("包案领导", "层级", "单位", "在包", "超期", "带案下访", "销号", "反弹"),
        tuple(
            (one.name, one.level.label, one.unit, one.held, one.overdue, one.visits, one.struck_off, one.rebounds)
            for one in facts.owners
        ),
        keys=3,
    )  # fmt: skip
    yield Sheet(
        "督办通知", ("编号", "承办单位", "类别", "下发日期", "应反馈日期", "反馈日期"),
        tuple((one.number, one.unit, one.level, one.issued_on, one.due_on, one.answered_on) for one in facts.notices),
    )  # fmt: skip
    yield Sheet(
        "超期清单",
        (
            "信访件编号",
            "承办单位",
            "期限",
            "市局包案领导",
            "分局包案领导",
            "环节和原因",
            "到期日",
            "超期天数",
        ),
        tuple((*_watched(one), why(one), one.due_on, one.days_over) for one in facts.overdue),
        keys=6,
    )
    yield Sheet(
        "一周内到期",
        ("信访件编号", "承办单位", "期限", "市局包案领导", "分局包案领导", "到期日", "剩余天数"),
        tuple((*_watched(one), one.due_on, -one.days_over) for one in facts.falling_due),
        keys=5,
    )
    yield Sheet(
        "重复清单", ("信访件编号", "承办单位", "办理状态", "最近一次", "反映次数"),
        tuple((one.case_no, one.unit, one.status, one.latest_on, one.times) for one in facts.open_repeats),
        keys=3,
    )  # fmt: skip
