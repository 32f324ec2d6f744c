"""The figures of one month, as plain values: what the bulletin, the dashboard and the exports all read.

No SQL and no words here. ``reports/facts.py`` fills a ``MonthFacts`` from the database, tests fill it by hand. Nothing
in it names a petitioner: these figures are made to be printed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date

from reports.month import Month, Period
from workflow.vocabulary import Level

Days = tuple[tuple[int, int], ...]
"""How many items took how many natural days: ``((3, 10), (5, 1))`` is ten items of three days and one of five."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Items by receipt in a period, and what was decided on them up to the day of counting."""

    registered: int
    accepted: int
    refused: int
    """不受理: refused, no longer accepted, or told which department is competent."""
    answered: int
    """咨询即答: answered on the spot, without formal acceptance."""
    undecided: int


@dataclass(frozen=True, slots=True)
class Tally:
    """A number with its Chinese name."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Compared:
    """A number with its base for 环比 (previous month) and for 同比 (same month of last year)."""

    label: str
    this: int
    previous: int
    year_ago: int


@dataclass(frozen=True, slots=True)
class TypeFigures:
    """A pollution type and its sub-types. An item may have several types, so these add up to more than the items."""

    type: Compared
    subtypes: tuple[Tally, ...] = ()


def _base(label: str) -> int:
    """A count of a cohort, with the name under which the office is told of it."""
    return field(default=0, metadata={"label": label})


@dataclass(frozen=True, slots=True)
class Cohort:
    """The numerators and denominators of all KPIs, for the bureau, a unit or an owner.

    Each group of items is the one whose limit or window *ended* in the month, so that nothing is judged before its
    time (domain handbook §10.2); receipts, repeats, ownership and closing times go by the month itself.
    """

    decisions_due: int = _base("受理期限届满件")
    """Items whose fifteenth day after receipt fell in the month. The next three lie among them."""
    turned_away: int = _base("依法不受理件")
    """Lawfully refused, no longer accepted, redirected, or answered on the spot."""
    accepted: int = _base("受理件")
    decided_in_time: int = _base("按期决定并告知件")
    """Decided, whichever way, and the petitioner told, within the fifteen days."""

    handling_due: int = _base("办理期限届满件")
    """Accepted items whose limit for handling, lawfully extended or not, fell in the month."""
    investigations_due: int = _base("应调查件")
    """Of these, all but what was withdrawn before anything was found: there is nothing left to conclude."""
    investigated: int = _base("有调查结论件")
    """With a conclusion; true, partly true and untrue all count."""
    closed: int = _base("办结件")
    closed_in_time: int = _base("按期办结件")

    replies_due: int = _base("应回复件")
    """Of the closed ones, those with a usable contact."""
    replied: int = _base("已回复件")

    ratings_due: int = _base("应评价件")
    """Replied items whose window for evaluation ended in the month; an early evaluation does not move it."""
    rated: int = _base("已评价件")
    satisfied: int = _base("满意和基本满意件")

    received: int = _base("登记件次")
    repeats: int = _base("重复件次")

    firsts_watched: int = _base("回看期满初件")
    """First-time items closed so long ago that their ninety days without a repeat could end in the month."""
    firsts_settled: int = _base("未再重复初件")

    owners_required: int = _base("应双包件")
    owners_named: int = _base("双包到位件")
    plans_required: int = _base("应制定方案件")
    plans_made: int = _base("已制定方案件")

    backlog_listed: int = _base("列入积案")
    """On the ledger at the beginning of the year, and listed since."""
    backlog_struck: int = _base("销号积案")
    strikes_watched: int = _base("回头看期满积案")
    """Struck-off items whose time of looking back ended in the month."""
    rebounds: int = _base("反弹积案")

    answers_due: int = _base("应反馈督办通知")
    """Supervision notices whose answer fell due in the month."""
    answers_in_time: int = _base("按期反馈督办通知")

    acceptance_days: Days = ()
    """From receipt to acceptance, of the items accepted in the month."""
    closing_days: Days = ()
    """From acceptance to closing, of the items closed in the month."""


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """One unit: its items by receipt in the month and by published status, and its KPI inputs."""

    name: str
    not_started: int
    in_progress: int
    done: int
    refused: int
    cohort: Cohort
    population: int = 0
    """Inhabitants of its territory; 0 where it has none of its own, as a division of the bureau."""

    @property
    def total(self) -> int:
        """All its items."""
        return self.not_started + self.in_progress + self.done + self.refused


@dataclass(frozen=True, slots=True)
class HotEnterprise:
    """An enterprise that many complained of in the look-back window, whoever they were."""

    name: str
    publishable: bool
    """Whether its name may stand in the public edition."""
    unit: str
    count: int
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RepeatFigures:
    """重复信访: matters that came back, and those settled."""

    matters_new: int
    """Matters that became repeats in the month."""
    matters_settled: int
    hot_window_days: int
    hot: tuple[HotEnterprise, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnerFigures:
    """包案领导: what one leader holds and did. Internal."""

    name: str
    level: Level
    unit: str
    held: int
    overdue: int
    visits: int
    struck_off: int
    rebounds: int


@dataclass(frozen=True, slots=True)
class BacklogFigures:
    """积案: the ledger over the month."""

    opening: int
    listed: int
    struck_off: int
    rebounds: int

    @property
    def closing(self) -> int:
        """Left on the ledger at the month's end."""
        return self.opening + self.listed + self.rebounds - self.struck_off


@dataclass(frozen=True, slots=True)
class Notice:
    """A supervision notice (督办通知) issued in the month. Internal."""

    number: str
    unit: str
    level: str
    issued_on: date
    due_on: date
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class OverdueItem:
    """An item over its limit on the day of counting, and whose watch it was. Internal."""

    case_no: str
    unit: str
    limit: str
    due_on: date
    days_over: int
    city_owner: str = ""
    sub_owner: str = ""


@dataclass(frozen=True, slots=True)
class RepeatItem:
    """An open matter that was raised again. Internal."""

    case_no: str
    unit: str
    times: int
    latest_on: date
    status: str


@dataclass(frozen=True, slots=True)
class TypicalCase:
    """典型问题: a case told without a petitioner, as praise or as warning.

    ``enterprises`` are the names in it that are not publishable; the public edition replaces them.
    """

    title: str
    text: str
    praised: bool
    enterprises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """Everything that the bulletin of a period says."""

    period: Period
    counted_on: date
    """The last day whose events are in these figures."""

    totals: Totals
    previous: Totals
    year_ago: Totals
    cumulative: Totals
    """Since the first of January."""
    cumulative_year_ago: Totals
    trend: tuple[tuple[Month, int], ...]
    """Items registered in each of thirteen months, the last one that of the day of counting."""

    refusals: tuple[Tally, ...]
    channels: tuple[Compared, ...]
    types: tuple[TypeFigures, ...]
    industries: tuple[Compared, ...]
    units: tuple[UnitFigures, ...]

    cohort: Cohort
    previous_cohort: Cohort
    year_ago_cohort: Cohort

    repeats: RepeatFigures
    backlog: BacklogFigures
    owners: tuple[OwnerFigures, ...] = ()
    owner_gaps: int = 0
    """Cases that stood without one of their two owners for more than three working days."""
    visits: int = 0
    """带案下访 in the month."""
    cases_visited: int = 0
    notices: tuple[Notice, ...] = ()
    notices_this_year: int = 0
    overdue: tuple[OverdueItem, ...] = ()
    open_repeats: tuple[RepeatItem, ...] = ()
    typical: tuple[TypicalCase, ...] = ()
    requirements: tuple[str, ...] = ()
    """下步要求 as the office wrote them; empty means that the draft is used."""
    running: bool = False
    """Whether the period was not over when this was counted: the paper says so."""

    @property
    def counted(self) -> Period:
        """What was counted: the period, or as much of it as is over."""
        return self.period.as_of(self.counted_on)


def discrepancies(facts: MonthFacts) -> tuple[str, ...]:
    """The totals that do not cross-foot, in the words in which the office is told. Empty when all agree."""
    return (*_sums(facts), *_impossible_shares("全市", facts.cohort), *_cohorts(facts))


def _sums(facts: MonthFacts) -> Iterator[str]:
    totals = facts.totals
    checks = (
        ("受理、不受理、即答与待定之和", _decided(totals), "登记总数", totals.registered),
        ("各渠道之和", sum(line.this for line in facts.channels), "登记总数", totals.registered),
        ("各单位合计之和", sum(unit.total for unit in facts.units), "登记总数", totals.registered),
        ("各单位不受理之和", sum(unit.refused for unit in facts.units), "不受理数", totals.refused),
        ("各不受理原因之和", sum(line.count for line in facts.refusals), "不受理数", totals.refused),
        (
            "各渠道上期之和",
            sum(line.previous for line in facts.channels),
            "上期登记数",
            facts.previous.registered,
        ),
        (
            "各渠道上年同期之和",
            sum(line.year_ago for line in facts.channels),
            "上年同期登记数",
            facts.year_ago.registered,
        ),
    )
    yield from (f"{left}为{a}，{right}为{b}，二者不符。" for left, a, right, b in checks if a != b)
    if (
        facts.period.is_whole_months
        and (trend := _of_trend(facts)) is not None
        and trend != totals.registered
    ):
        yield f"趋势图中{facts.period.label}为{trend}，登记总数为{totals.registered}，二者不符。"
    if facts.backlog.closing < 0:
        yield facts.period.spoken("本月销号积案多于在册积案。")


def _of_trend(facts: MonthFacts) -> int | None:
    """The period's items by the trend; ``None`` where it has more months than the trend."""
    months = dict(facts.trend)
    own = [month for month in facts.period.months if month.first_day <= facts.counted_on]
    return sum(months[month] for month in own) if months.keys() >= set(own) else None


def _decided(totals: Totals) -> int:
    return totals.accepted + totals.refused + totals.answered + totals.undecided


def _cohorts(facts: MonthFacts) -> Iterator[str]:
    for name, label in BASES.items():
        whole, parts = getattr(facts.cohort, name), sum(getattr(unit.cohort, name) for unit in facts.units)
        if whole != parts:
            yield f"{label}：全市为{whole}，各单位之和为{parts}，二者不符。"
    for unit in facts.units:
        yield from _impossible_shares(unit.name, unit.cohort)


def _impossible_shares(name: str, cohort: Cohort) -> Iterator[str]:
    for part, whole in _PART_OF.items():
        if getattr(cohort, part) > getattr(cohort, whole):
            yield f"{name}：{BASES[part]}多于{BASES[whole]}。"
    if cohort.accepted + cohort.turned_away > cohort.decisions_due:
        yield f"{name}：受理件与依法不受理件之和多于受理期限届满件。"


BASES = {base.name: str(base.metadata["label"]) for base in fields(Cohort) if "label" in base.metadata}
"""The counts of a cohort and their Chinese names."""
_PART_OF = {
    "decided_in_time": "decisions_due",
    "investigations_due": "handling_due",
    "investigated": "investigations_due",
    "closed": "handling_due",
    "closed_in_time": "closed",
    "replied": "replies_due",
    "rated": "ratings_due",
    "satisfied": "rated",
    "repeats": "received",
    "firsts_settled": "firsts_watched",
    "owners_named": "owners_required",
    "plans_made": "plans_required",
    "backlog_struck": "backlog_listed",
    "rebounds": "strikes_watched",
    "answers_in_time": "answers_due",
}
