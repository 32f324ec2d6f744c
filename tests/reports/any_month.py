"""Any month that hypothesis can think of, as long as its totals cross-foot."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from reports.figures import (
    BacklogFigures,
    Cohort,
    Compared,
    InHand,
    MonthFacts,
    OverdueItem,
    RepeatFigures,
    Tally,
    Totals,
    TypeFigures,
    UnitFigures,
    Yearly,
)
from reports.month import Days, Month
from reports.periods import Quarter, Week, Year
from tests.reports.months import NOTHING, empty, merged, october

small = st.integers(0, 40)
days = st.dates(date(2023, 1, 1), date(2027, 12, 31))
periods = st.one_of(
    st.builds(Month, st.integers(2023, 2027), st.integers(1, 12)),
    st.builds(Quarter, st.integers(2023, 2027), st.integers(1, 4)),
    st.builds(Year, st.integers(2023, 2027)),
    st.builds(Week.of, days),
    st.builds(lambda since, more: Days(since, since + timedelta(days=more)), days, st.integers(0, 90)),
)


@st.composite
def overdue_items(draw: st.DrawFn) -> OverdueItem:
    """Any item over its limit, with or without whatever explains it."""
    return OverdueItem(
        case_no=f"XF2026{draw(st.integers(1000, 9999))}",
        unit=draw(st.sampled_from(["第1分局", "第2分局"])),
        limit=draw(st.sampled_from(["办理", "重新办理"])),
        due_on=date(2026, 10, 20),
        days_over=draw(st.integers(1, 400)),
        city_owner=draw(st.sampled_from(["", "甲局长"])),
        sub_owner=draw(st.sampled_from(["", "丙分局长"])),
        standing=draw(st.sampled_from(["", "调查核实", "双审核"])),
        standing_days=draw(st.integers(0, 90)),
        returned=draw(st.integers(0, 2)),
        dual_required=draw(st.booleans()),
    )


@st.composite
def cohorts(draw: st.DrawFn) -> Cohort:
    """Any cohort whose parts are not greater than their wholes."""

    def part(whole: int) -> int:
        return draw(st.integers(0, whole))

    due, handled, received = draw(small), draw(small), draw(small)
    turned_away, closed, rated_due = part(due), part(handled), draw(small)
    investigated = part(handled)
    rated, firsts, owners, plans = part(rated_due), draw(small), draw(small), draw(small)
    listed, watched, answers, replies = draw(small), draw(small), draw(small), draw(small)
    return Cohort(
        decisions_due=due,
        turned_away=turned_away,
        accepted=part(due - turned_away),
        decided_in_time=part(due),
        handling_due=handled,
        investigations_due=investigated,
        investigated=part(investigated),
        closed=closed,
        closed_in_time=part(closed),
        replies_due=replies,
        replied=part(replies),
        ratings_due=rated_due,
        rated=rated,
        satisfied=part(rated),
        received=received,
        repeats=part(received),
        firsts_watched=firsts,
        firsts_settled=part(firsts),
        owners_required=owners,
        owners_named=part(owners),
        plans_required=plans,
        plans_made=part(plans),
        backlog_listed=listed,
        backlog_struck=part(listed),
        strikes_watched=watched,
        rebounds=part(watched),
        answers_due=answers,
        answers_in_time=part(answers),
        acceptance_days=tuple(
            (length, draw(st.integers(1, 5))) for length in draw(st.sets(st.integers(0, 15), max_size=3))
        ),
        closing_days=tuple(
            (length, draw(st.integers(1, 5))) for length in draw(st.sets(st.integers(0, 90), max_size=3))
        ),
    )


@st.composite
def any_units(draw: st.DrawFn) -> tuple[UnitFigures, ...]:
    """Any number of units."""
    count = draw(st.integers(0, 4))
    return tuple(
        UnitFigures(
            f"第{n}分局",
            draw(small),
            draw(small),
            draw(small),
            draw(small),
            draw(cohorts()),
            draw(st.sampled_from([0, 95_000, 400_000])),
        )
        for n in range(1, count + 1)
    )


@st.composite
def parts_of(draw: st.DrawFn, whole: int, names: tuple[str, ...]) -> list[tuple[str, int]]:
    """``whole`` split over ``names``."""
    left, rows = whole, []
    for name in names[:-1]:
        number = draw(st.integers(0, left))
        rows.append((name, number))
        left -= number
    return [*rows, (names[-1], left)]


yearly = st.builds(Yearly, small, small, small, small, small)


@st.composite
def in_hand(draw: st.DrawFn, units: tuple[UnitFigures, ...]) -> dict[str, Any]:
    """What is open, soon due and overdue."""
    ages = st.lists(small, min_size=4, max_size=4).map(tuple)
    return {
        "overdue": draw(st.lists(overdue_items(), max_size=4).map(tuple)),
        "falling_due": draw(st.lists(overdue_items(), max_size=2).map(tuple)),
        "in_hand": tuple(InHand(one.name, draw(ages)) for one in units if one.total),
    }


@st.composite
def any_facts(draw: st.DrawFn) -> MonthFacts:
    """Any month whose totals cross-foot."""
    units = draw(any_units())
    registered, refused = sum(one.total for one in units), sum(one.refused for one in units)
    undecided = sum(one.not_started for one in units)
    answered = draw(st.integers(0, registered - refused - undecided))
    this = Totals(registered, registered - refused - undecided - answered, refused, answered, undecided)
    before, year_ago = (Totals(number, number, 0, 0, 0) for number in (draw(small), draw(small)))
    names = ("12345转办", "微信", "来信")
    split = [dict(draw(parts_of(t.registered, names))) for t in (this, before, year_ago)]
    period = draw(periods)
    counted_on = min(period.last_day, period.first_day + timedelta(days=draw(st.integers(0, 400))))
    trend = Month.of(counted_on).run_up()
    own = [month for month in period.months if month.first_day <= counted_on]
    lines = st.builds(Compared, st.sampled_from(["大气", "噪声", "水"]), small, small, small)
    return replace(
        empty(),
        period=period,
        counted_on=counted_on,
        totals=this,
        previous=before,
        year_ago=year_ago,
        cumulative=Totals(registered, registered - refused, refused, 0, 0),
        cumulative_year_ago=draw(st.sampled_from([NOTHING, Totals(9, 8, 1, 0, 0)])),
        trend=tuple((m, registered if m == own[-1] else 0 if m in own else 3) for m in trend),
        refusals=tuple(
            Tally(name, n) for name, n in draw(parts_of(refused, ("线索不详", "不属职责范围"))) if n
        ),
        channels=tuple(Compared(name, *(part[name] for part in split)) for name in names),
        types=tuple(
            TypeFigures(line, (Tally("子类", line.this // 2),))
            for line in draw(st.lists(lines, max_size=3, unique_by=lambda line: line.label))
        ),
        industries=tuple(draw(st.lists(lines, max_size=2, unique_by=lambda line: line.label))),
        units=units,
        cohort=merged([one.cohort for one in units]),
        previous_cohort=draw(cohorts()),
        year_ago_cohort=draw(cohorts()),
        repeats=RepeatFigures(
            draw(small), draw(small), 90, draw(st.sampled_from([(), october().repeats.hot]))
        ),
        backlog=draw(st.builds(BacklogFigures, small, small, st.just(0), small)),
        owners=draw(st.sampled_from([(), october().owners])),
        owner_gaps=draw(st.integers(0, 2)),
        visits=draw(st.integers(0, 3)),
        cases_visited=draw(st.integers(0, 3)),
        notices=draw(st.sampled_from([(), october().notices])),
        notices_this_year=draw(small),
        **draw(in_hand(units)),
        yearly=draw(yearly) if isinstance(period, Year) else None,
        running=counted_on < period.last_day,
        open_repeats=draw(st.sampled_from([(), october().open_repeats])),
        typical=draw(st.sampled_from([(), october().typical])),
    )
