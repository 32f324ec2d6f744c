"""The indicators by which the office is judged: one row each, the same for screen, paper and export.

An indicator is numerator over denominator of a ``Cohort``. It is printed with both, and with a dash where there is
nothing to judge. Units are ranked only where the denominator is not small.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from reports.figures import Cohort, Days, UnitFigures
from reports.numbers import DASH, count, percent, rounded, signed
from workflow.vocabulary import Labelled

SMALLEST_RANKED = 5
LAW = "《信访工作条例》"
RULES = "《生态环境信访工作办法》"
BY_RECEIPT = "按收件日适用的规则"
OWN_RULE = "内部规则（可设置）"


class KpiUnit(Labelled):
    """What an indicator is measured in."""

    PERCENT = "percent", "%"
    DAYS = "days", "日"


@dataclass(frozen=True, slots=True)
class Items:
    """A number of items: a count of the cohort, less another that lies within it."""

    field: str
    less: str = ""

    def __call__(self, cohort: Cohort) -> int:
        """The number for one cohort."""
        return int(getattr(cohort, self.field)) - (int(getattr(cohort, self.less)) if self.less else 0)


@dataclass(frozen=True, slots=True)
class Lasted:
    """What is made of a histogram of days; of all its items, or of the middle ones alone."""

    field: str
    measure: Callable[[Days], int]
    middle: bool = False

    def __call__(self, cohort: Cohort) -> int:
        """The number for one cohort."""
        return self.measure(getattr(cohort, self.field))


Count = Items | Lasted
"""How a figure is made of the cohort; ``reports.lineage`` reads off it which items lie behind."""


@dataclass(frozen=True, slots=True)
class Kpi:
    """One indicator: how it is counted, on what basis, and the sentence printed under the table."""

    code: str
    name: str
    numerator: Count
    denominator: Count
    unit: KpiUnit
    basis: str
    definition: str
    higher_is_better: bool = True

    def measure(self, cohort: Cohort) -> "Measure":
        """The indicator for one cohort."""
        return Measure(self, self.numerator(cohort), self.denominator(cohort))


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator with its two numbers."""

    kpi: Kpi
    numerator: int
    denominator: int

    @property
    def value(self) -> Fraction | None:
        """Numerator over denominator, exactly; ``None`` where there is nothing to judge."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def text(self) -> str:
        """The value alone: ``97.62%``, ``21.4日`` or a dash."""
        if self.value is None:
            return DASH
        if self.kpi.unit is KpiUnit.PERCENT:
            return percent(self.numerator, self.denominator, 2)
        return f"{rounded(self.value, 1)}日"

    @property
    def fraction(self) -> str:
        """``41/42``."""
        return f"{count(self.numerator)}/{count(self.denominator)}"

    @property
    def full(self) -> str:
        """The value with both numbers: ``97.62%（41/42）``."""
        return f"{self.text}（{self.fraction}）"

    def against(self, base: "Measure") -> str:
        """The difference to ``base`` as tables print it: percentage points, or days; a dash if either is empty."""
        if self.value is None or base.value is None:
            return DASH
        if self.kpi.unit is KpiUnit.PERCENT:
            return signed(100 * (self.value - base.value), 2)
        return signed(self.value - base.value, 1)


def items(days: Days) -> int:
    """How many items a histogram of days holds."""
    return sum(number for _, number in days)


def total_days(days: Days) -> int:
    """The days of all its items together."""
    return sum(length * number for length, number in days)


def middle(days: Days) -> tuple[int, ...]:
    """The days of its middle item, or of its two middle items."""
    whole = items(days)
    wanted = {(whole - 1) // 2, whole // 2} if whole else set()
    found: list[int] = []
    passed = 0
    for length, number in sorted(days):
        found += [length] * sum(passed <= position < passed + number for position in wanted)
        passed += number
    return tuple(found)


KPIS: tuple[Kpi, ...] = (
    Kpi(
        "acceptance_rate",
        "受理率",
        Items("accepted"),
        Items("decisions_due", less="turned_away"),
        KpiUnit.PERCENT,
        f"{LAW}第二十三条；{BY_RECEIPT}",
        "本月受理期限（收到之日起15日）届满的信访件中，已受理件数除以扣除依法不予受理、不再受理、告知移送和当场答复后的件数。",
    ),
    Kpi(
        "timely_acceptance_rate",
        "按期受理率",
        Items("decided_in_time"),
        Items("decisions_due"),
        KpiUnit.PERCENT,
        f"{LAW}第二十三条；{BY_RECEIPT}",
        "本月受理期限届满的信访件中，15日内作出决定并告知信访人的件数所占比例。",
    ),
    Kpi(
        "investigation_rate",
        "查处率",
        Items("investigated"),
        Items("investigations_due"),
        KpiUnit.PERCENT,
        OWN_RULE,
        "本月办理期限届满的受理件中，已作出调查结论（属实、部分属实、不属实）的件数所占比例；调查前信访人撤回的不计入。",
    ),
    Kpi(
        "closure_rate",
        "结案率",
        Items("closed"),
        Items("handling_due"),
        KpiUnit.PERCENT,
        OWN_RULE,
        "本月办理期限届满的受理件中，统计截止日已办结的件数所占比例。",
    ),
    Kpi(
        "timely_closure_rate",
        "按期办结率",
        Items("closed_in_time"),
        Items("handling_due"),
        KpiUnit.PERCENT,
        f"{RULES}第二十七条、第二十九条；{BY_RECEIPT}",
        "本月办理期限（自受理之日起60日，含依法批准的延期）届满的受理件中，在期限内办结的件数所占比例。",
    ),
    Kpi(
        "reply_rate",
        "回复率",
        Items("replied"),
        Items("replies_due"),
        KpiUnit.PERCENT,
        OWN_RULE,
        "上述办结件中，有可用联系方式且已记录答复方式和时间的件数所占比例；匿名件和无法联系件不计入。",
    ),
    Kpi(
        "satisfaction_rate",
        "满意率",
        Items("satisfied"),
        Items("rated"),
        KpiUnit.PERCENT,
        f"{LAW}第二十一条；评价口径为{OWN_RULE}",
        "本月评价期届满的答复件中，评价为满意、基本满意的件数除以已评价件数。",
    ),
    Kpi(
        "rating_rate",
        "参评率",
        Items("rated"),
        Items("ratings_due"),
        KpiUnit.PERCENT,
        f"{LAW}第二十一条；评价口径为{OWN_RULE}",
        "本月评价期届满的答复件中，已评价件数所占比例；评价期内的不计入。",
    ),
    Kpi(
        "repeat_rate",
        "重复信访率",
        Items("repeats"),
        Items("received"),
        KpiUnit.PERCENT,
        OWN_RULE,
        "本月登记件次中，经人工认定为同一信访人就同一事项再次提出的件次所占比例。",
        higher_is_better=False,
    ),
    Kpi(
        "one_off_settlement_rate",
        "一次性化解率",
        Items("firsts_settled"),
        Items("firsts_watched"),
        KpiUnit.PERCENT,
        OWN_RULE,
        "办结后90日的回看期在本月届满的初次信访件中，未再重复提出的件数所占比例。",
    ),
    Kpi(
        "dual_ownership_rate",
        "双包案到位率",
        Items("owners_named"),
        Items("owners_required"),
        KpiUnit.PERCENT,
        OWN_RULE,
        "月末应落实双包案的在办件中，市局、分局两名包案领导均已明确的件数所占比例。",
    ),
    Kpi(
        "plan_coverage_rate",
        "一案一策覆盖率",
        Items("plans_made"),
        Items("plans_required"),
        KpiUnit.PERCENT,
        OWN_RULE,
        "月末应制定化解方案的在办件中，已制定并经双方包案领导签批的件数所占比例。",
    ),
    Kpi(
        "backlog_settlement_rate",
        "积案化解率",
        Items("backlog_struck"),
        Items("backlog_listed"),
        KpiUnit.PERCENT,
        OWN_RULE,
        "年初在册和本年列入的积案中，截至月末已销号的件数所占比例。",
    ),
    Kpi(
        "rebound_rate",
        "反弹率",
        Items("rebounds"),
        Items("strikes_watched"),
        KpiUnit.PERCENT,
        OWN_RULE,
        "“回头看”期限在本月届满的已销号积案中，期间反弹的件数所占比例。",
        higher_is_better=False,
    ),
    Kpi(
        "supervision_reply_rate",
        "督办按期反馈率",
        Items("answers_in_time"),
        Items("answers_due"),
        KpiUnit.PERCENT,
        OWN_RULE,
        "反馈期限在本月届满的督办通知中，按期反馈的份数所占比例。",
    ),
    Kpi(
        "mean_acceptance_days",
        "平均受理用时",
        Lasted("acceptance_days", total_days),
        Lasted("acceptance_days", items),
        KpiUnit.DAYS,
        OWN_RULE,
        "本月受理件自收到至受理的自然日数之和除以件数。",
        higher_is_better=False,
    ),
    Kpi(
        "mean_closure_days",
        "平均办结用时",
        Lasted("closing_days", total_days),
        Lasted("closing_days", items),
        KpiUnit.DAYS,
        OWN_RULE,
        "本月办结件自受理至办结的自然日数之和除以件数。",
        higher_is_better=False,
    ),
    Kpi(
        "median_closure_days",
        "办结用时中位数",
        Lasted("closing_days", lambda days: sum(middle(days)), middle=True),
        Lasted("closing_days", lambda days: len(middle(days)), middle=True),
        KpiUnit.DAYS,
        OWN_RULE,
        "本月办结件按用时排序，居中一件的用时；件数为偶数时取居中两件之和除以2。",
        higher_is_better=False,
    ),
)

BY_CODE = {kpi.code: kpi for kpi in KPIS}


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit with its place; units that share a value share the place."""

    unit: UnitFigures
    measure: Measure
    place: int


def ranking(units: Iterable[UnitFigures], kpi: Kpi) -> tuple[Ranked, ...]:
    """The units from best to worst. Fewer than five items say nothing about a unit, so it is not ranked."""
    measured = [(unit, kpi.measure(unit.cohort)) for unit in units]
    judged = [
        (unit, m, m.value) for unit, m in measured if m.value is not None and m.denominator >= SMALLEST_RANKED
    ]
    ordered = sorted(judged, key=lambda row: (-row[2] if kpi.higher_is_better else row[2], row[0].name))
    values = [value for _, _, value in ordered]
    return tuple(Ranked(unit, m, values.index(value) + 1) for unit, m, value in ordered)
