"""The tables of the bulletin. Each takes the figures and gives a ``Table``; their widths follow from their words."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from reports.figures import Cohort, Compared, HotEnterprise, MonthFacts, UnitFigures
from reports.kpis import BY_CODE, KPIS, SMALLEST_RANKED, Kpi, Measure, ranking
from reports.model import Align, Column, Table
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


def unit_kpis(facts: MonthFacts) -> Table:
    """The chief indicators of each unit, with numerator and denominator."""
    chosen = [BY_CODE[code] for code in UNIT_KPIS]
    rows = [_kpi_row(unit.name, unit.cohort, chosen) for unit in facts.units]
    whole = _kpi_row("合计", facts.cohort, chosen)
    columns = _named("单位", *(kpi.name for kpi in chosen), align=Align.CENTER)
    return Table("各单位主要指标", columns, (*rows, whole), ("括号内为分子/分母。",), total=True)


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
    """超期清单: whose watch it was. Internal."""
    heads = ("承办单位", "期限", "到期日", "超期天数", "市局包案领导", "分局包案领导")
    rows = []
    for item in facts.overdue:
        owners = (item.city_owner or DASH, item.sub_owner or DASH)
        rows.append(
            (item.case_no, item.unit, item.limit, item.due_on.isoformat(), str(item.days_over), *owners)
        )
    note = f"截至{long_date(facts.counted_on)}；未落实包案领导的记“—”。"
    return Table("超期未办结信访件", _named("信访件编号", *heads, align=Align.CENTER), tuple(rows), (note,))


def open_repeats(facts: MonthFacts) -> Table:
    """重复清单: open matters that were raised again. Internal."""
    columns = _named("信访件编号", "承办单位", "反映次数", "最近一次", "办理状态", align=Align.CENTER)
    rows = [(r.case_no, r.unit, str(r.times), r.latest_on.isoformat(), r.status) for r in facts.open_repeats]
    return Table("在办重复信访件", columns, tuple(rows))
