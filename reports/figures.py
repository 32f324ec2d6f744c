"""The figures of one month, as plain values: what the bulletin, the dashboard and the exports all read.

No SQL and no words here. ``reports/facts.py`` fills a ``MonthFacts`` from the database, tests fill it by hand. Nothing
in it names a petitioner: these figures are made to be printed.
"""

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


AGES = (30, 60, 90)
"""The steps by which what is in hand is told by its age: up to so many natural days since receipt, and beyond."""


@dataclass(frozen=True, slots=True)
class InHand:
    """What a unit has in hand at the end of the period: items within each of ``AGES``, and the older ones last."""

    unit: str
    ages: tuple[int, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.ages)


@dataclass(frozen=True, slots=True)
class Yearly:
    """What a hotline's yearly report tells to its own and the next higher bureau, counted by its events."""

    accepted: int
    forwarded: int
    """转送: no result is asked for."""
    assigned: int
    """交办: a result is asked for by a day."""
    replied: int
    supervised: int


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
    """An item over its limit on the day of counting, or soon to be: whose watch it is, and why. Internal."""

    case_no: str
    unit: str
    limit: str
    due_on: date
    days_over: int
    """Negative while the limit is not over."""
    city_owner: str = ""
    sub_owner: str = ""
    standing: str = ""
    """The step at which it stands."""
    standing_days: int = 0
    """How many natural days it has stood there."""
    returned: int = 0
    """How often the reviewers sent it back."""
    dual_required: bool = False


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
    falling_due: tuple[OverdueItem, ...] = ()
    """Items whose limit for handling ends within a week after the day of counting."""
    in_hand: tuple[InHand, ...] = ()
    yearly: Yearly | None = None
    """Of a calendar year alone."""
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


BASES = {base.name: str(base.metadata["label"]) for base in fields(Cohort) if "label" in base.metadata}
"""The counts of a cohort and their Chinese names."""
