"""Months for tests: a plausible one, an empty one, one with a single item."""

from dataclasses import replace
from datetime import date

from reports.figures import (
    BASES,
    BacklogFigures,
    Cohort,
    Compared,
    HotEnterprise,
    InHand,
    MonthFacts,
    Notice,
    OverdueItem,
    OwnerFigures,
    RepeatFigures,
    RepeatItem,
    Tally,
    Totals,
    TypeFigures,
    TypicalCase,
    UnitFigures,
)
from reports.month import Month
from workflow.vocabulary import Level

OCTOBER = Month(2026, 10)
SECRET_FIRM = "青川宏远化工有限公司"
OPEN_FIRM = "青川东山水泥厂"


def merged(cohorts: list[Cohort]) -> Cohort:
    """The cohort of the whole, as the sum of its parts."""
    sums = {name: sum(getattr(cohort, name) for cohort in cohorts) for name in BASES}
    days: dict[str, dict[int, int]] = {"acceptance_days": {}, "closing_days": {}}
    for name, histogram in days.items():
        for cohort in cohorts:
            for length, number in getattr(cohort, name):
                histogram[length] = histogram.get(length, 0) + number
    return Cohort(**sums, **{name: tuple(sorted(histogram.items())) for name, histogram in days.items()})


def unit(name: str, done: int, running: int, refused: int, people: int, scale: int = 1) -> UnitFigures:
    """A unit whose KPI inputs follow from its size."""
    total = done + running + refused + (1 if scale > 1 else 0)
    cohort = Cohort(
        decisions_due=total,
        turned_away=refused,
        accepted=total - refused,
        decided_in_time=total - (1 if scale > 2 else 0),
        handling_due=done,
        investigations_due=done,
        investigated=done,
        closed=done,
        closed_in_time=max(0, done - (1 if scale % 2 else 0)),
        replies_due=max(0, done - 1),
        replied=max(0, done - 1),
        ratings_due=done,
        rated=max(0, done - 3),
        satisfied=max(0, done - 4),
        received=total,
        repeats=total // 8,
        firsts_watched=done,
        firsts_settled=max(0, done - 1),
        owners_required=scale + 1,
        owners_named=scale + 1,
        plans_required=scale,
        plans_made=max(0, scale - 1),
        backlog_listed=scale + 1,
        backlog_struck=scale // 2,
        strikes_watched=1,
        rebounds=0,
        answers_due=1,
        answers_in_time=1 if scale % 3 else 0,
        acceptance_days=((1, done // 2), (3, done - done // 2)) if done else (),
        closing_days=((12, done // 2), (24, done - done // 2)) if done else (),
    )
    return UnitFigures(name, 1 if scale > 1 else 0, running, done, refused, cohort, people)


UNITS = (
    unit("东山分局", 21, 3, 4, 486_000, 3),
    unit("西河分局", 16, 2, 3, 352_000, 2),
    unit("南湖分局", 12, 1, 2, 297_000),
    unit("北原县分局", 9, 1, 2, 311_000),
    unit("中屏县分局", 7, 0, 1, 268_000),
    unit("青川经济技术开发区分局", 6, 1, 1, 94_000),
    unit("云台县分局", 3, 0, 1, 176_000),
    unit("市局执法支队", 4, 1, 0, 0),
)


def totals(units: tuple[UnitFigures, ...], answered: int = 2) -> Totals:
    """Totals that agree with the units."""
    registered = sum(one.total for one in units)
    refused = sum(one.refused for one in units)
    undecided = sum(one.not_started for one in units)
    return Totals(registered, registered - refused - undecided - answered, refused, answered, undecided)


TYPES = (
    TypeFigures(
        Compared("大气", 47, 49, 51),
        (Tally("恶臭异味", 21), Tally("烟粉尘", 12), Tally("工业废气", 8), Tally("餐饮油烟", 6)),
    ),
    TypeFigures(
        Compared("噪声", 38, 31, 40),
        (Tally("建筑施工噪声", 17), Tally("工业噪声", 12), Tally("社会生活噪声", 9)),
    ),
    TypeFigures(Compared("水", 14, 11, 15), (Tally("工业废水", 8), Tally("生活污水", 4))),
    TypeFigures(Compared("固体废物", 6, 5, 6)),
    TypeFigures(Compared("生态破坏", 2, 0, 1)),
)

INDUSTRIES = (
    Compared("建筑业", 31, 28, 34),
    Compared("加工制造业", 24, 22, 21),
    Compared("住宿餐饮娱乐业", 18, 17, 20),
    Compared("畜禽养殖业", 9, 6, 10),
    Compared("化工", 8, 9, 7),
)

OWNERS = (
    OwnerFigures("甲局长", Level.CITY, "市局", 6, 0, 2, 1, 0),
    OwnerFigures("乙副局长", Level.CITY, "市局", 5, 1, 1, 1, 0),
    OwnerFigures("丙分局长", Level.SUB, "东山分局", 4, 1, 1, 1, 0),
)

NOTICES = (
    Notice(
        "青环督〔2026〕30号",
        "东山分局",
        "重点督办",
        date(2026, 10, 9),
        date(2026, 10, 16),
        date(2026, 10, 15),
    ),
    Notice("青环督〔2026〕31号", "西河分局", "一般督办", date(2026, 10, 26), date(2026, 11, 2)),
)

OVERDUE = (
    OverdueItem(
        "XF20260807-0031",
        "东山分局",
        "办理",
        date(2026, 10, 20),
        11,
        "乙副局长",
        "丙分局长",
        "调查核实",
        23,
        2,
        True,
    ),
    OverdueItem(
        "XF20260811-0006", "西河分局", "办理", date(2026, 10, 28), 3, "甲局长", "", "双审核", 0, 0, True
    ),
)
IN_HAND = (InHand("东山分局", (5, 2, 0, 1)), InHand("西河分局", (3, 1, 1, 0)))

REPEATS = RepeatFigures(
    matters_new=4,
    matters_settled=3,
    hot_window_days=90,
    hot=(
        HotEnterprise(SECRET_FIRM, False, "东山分局", 9, ("大气", "水")),
        HotEnterprise(OPEN_FIRM, True, "西河分局", 6, ("大气", "噪声")),
    ),
)

TYPICAL = (
    TypicalCase(
        "东山分局快查快办夜间异味问题",
        f"群众反映{SECRET_FIRM}夜间排放刺激性气味。东山分局当日到场检查，查明废气收集设施破损，"
        "责令立即改正并立案查处，三日内完成整改，回访表示满意。",
        True,
        (SECRET_FIRM,),
    ),
    TypicalCase(
        "西河分局对重复反映的粉尘问题整改不到位",
        f"群众多次反映{OPEN_FIRM}堆场扬尘。承办单位前两次检查均未核实堆场覆盖情况，致使问题反复。",
        False,
    ),
)


def october() -> MonthFacts:
    """October 2026 of a city that does not exist."""
    this = totals(UNITS)
    before, year_ago = Totals(94, 76, 15, 2, 1), Totals(106, 85, 18, 3, 0)
    whole = merged([one.cohort for one in UNITS])
    trend = [
        year_ago.registered,
        88,
        79,
        72,
        41,
        84,
        97,
        103,
        118,
        121,
        116,
        before.registered,
        this.registered,
    ]
    return MonthFacts(
        period=OCTOBER,
        counted_on=date(2026, 10, 31),
        totals=this,
        previous=before,
        year_ago=year_ago,
        cumulative=Totals(943, 764, 158, 18, 3),
        cumulative_year_ago=Totals(1002, 801, 181, 20, 0),
        trend=tuple(zip(OCTOBER.run_up(), trend, strict=True)),
        refusals=(
            Tally("不属于生态环境部门职责范围", 9),
            Tally("举报线索不详", 4),
            Tally("应当通过诉讼途径解决", 1),
        ),
        channels=channels(this.registered, before.registered, year_ago.registered),
        types=TYPES,
        industries=INDUSTRIES,
        units=UNITS,
        cohort=whole,
        previous_cohort=replace(whole, closed_in_time=whole.closed_in_time - 1, repeats=11),
        year_ago_cohort=replace(whole, decided_in_time=whole.decided_in_time - 3),
        repeats=REPEATS,
        backlog=BacklogFigures(opening=16, listed=2, struck_off=3, rebounds=0),
        owners=OWNERS,
        owner_gaps=1,
        visits=4,
        cases_visited=5,
        notices=NOTICES,
        notices_this_year=31,
        overdue=OVERDUE,
        in_hand=IN_HAND,
        open_repeats=(RepeatItem("XF20260702-0012", "东山分局", 4, date(2026, 10, 19), "调查核实"),),
        typical=TYPICAL,
    )


def channels(this: int, previous: int, year_ago: int) -> tuple[Compared, ...]:
    """Channels that add up to the three totals."""

    def split(number: int) -> list[int]:
        parts = [number * 45 // 100, number * 30 // 100, number * 12 // 100, number * 6 // 100]
        return [*parts, number - sum(parts)]

    names = ("12345转办", "12369电话", "微信", "来信", "来访")
    return tuple(
        Compared(*row) for row in zip(names, split(this), split(previous), split(year_ago), strict=True)
    )


NOTHING = Totals(0, 0, 0, 0, 0)


def empty() -> MonthFacts:
    """A month in which nothing came in and nothing fell due."""
    return MonthFacts(
        period=Month(2026, 1),
        counted_on=date(2026, 1, 31),
        totals=NOTHING,
        previous=NOTHING,
        year_ago=NOTHING,
        cumulative=NOTHING,
        cumulative_year_ago=NOTHING,
        trend=tuple((month, 0) for month in Month(2026, 1).run_up()),
        refusals=(),
        channels=(),
        types=(),
        industries=(),
        units=(),
        cohort=Cohort(),
        previous_cohort=Cohort(),
        year_ago_cohort=Cohort(),
        repeats=RepeatFigures(0, 0, 90),
        backlog=BacklogFigures(0, 0, 0, 0),
    )


def one_item() -> MonthFacts:
    """A month with a single item, after months with none."""
    single = unit("东山分局", 1, 0, 0, 486_000)
    return replace(
        empty(),
        totals=Totals(1, 1, 0, 0, 0),
        cumulative=Totals(1, 1, 0, 0, 0),
        trend=(*empty().trend[:-1], (Month(2026, 1), 1)),
        channels=(Compared("来信", 1, 0, 0),),
        types=(TypeFigures(Compared("噪声", 1, 0, 0)),),
        units=(single,),
        cohort=single.cohort,
    )
