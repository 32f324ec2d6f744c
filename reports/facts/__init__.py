"""A period's facts from the database: a few dozen statements, no words, no opinions.

Membership goes by receipt in the period or by the limit that ended in it. What was decided and done is told as of its
end (of today, while it runs), replayed from events and intervals. Told as of the day of counting
are only: which unit has a case, its types and enterprise, whether it needs two owners, and the findings' verdicts.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from petitions.models import Case
from reports.facts import inhand, ledger, lists, receipts, repeats
from reports.facts.cohorts import cohorts, whole
from reports.facts.standing import NO_UNIT, REGISTERED, Span
from reports.facts.typical import typical
from reports.figures import Cohort, MonthFacts, UnitFigures
from reports.month import Month, Period
from reports.periods import Year
from workflow.states import Bucket

UNASSIGNED = "尚未明确单位"


class FutureMonthError(ValueError):
    """A period that has not begun has no facts."""


def month_facts(session: Session, period: Period, today: date) -> MonthFacts:
    """Everything that the bulletin of the period says, as of its end or of today, whichever is earlier."""
    if period.first_day > today:
        raise FutureMonthError(
            f"{period.label}还没有开始，没有可统计的数据。请选择{Month.of(today).label}或更早的期间。"
        )
    span = Span(period, today)
    known = receipts.units(session)
    names = {number: name for number, (name, _, _) in known.items()} | {NO_UNIT: UNASSIGNED}
    entries = ledger.ledger(session, span)
    matters = repeats.matters(session, span)
    by_unit = _cohorts(session, span, entries)
    _, previous, year_ago = span.bases
    this_year = period.as_of(span.counted_on).since_january
    trend = Month.of(span.counted_on).run_up()
    totals = receipts.totals(session, span, (*span.bases, this_year, this_year.year_ago, *trend))
    before = _whole_of(session, span.of(previous))
    visits, cases_visited = lists.visits(session, span)
    return MonthFacts(
        period=period,
        counted_on=span.counted_on,
        running=today <= period.last_day,
        totals=totals[period],
        previous=totals[previous],
        year_ago=totals[year_ago],
        cumulative=totals[this_year],
        cumulative_year_ago=totals[this_year.year_ago],
        trend=tuple((one, totals[one].registered) for one in trend),
        refusals=receipts.refusals(session, span),
        channels=receipts.channels(session, span),
        types=receipts.types(session, span),
        industries=receipts.industries(session, span),
        units=_units(known, receipts.buckets_by_unit(session, span), by_unit),
        cohort=whole(by_unit.values()),
        previous_cohort=before,
        year_ago_cohort=_whole_of(session, span.of(year_ago)) if year_ago != previous else before,
        repeats=repeats.figures(matters, repeats.hot_enterprises(session, span), span),
        backlog=ledger.figures(entries, span),
        owners=lists.owners(session, span),
        owner_gaps=lists.owner_gaps(session, span),
        visits=visits,
        cases_visited=cases_visited,
        notices=lists.notices(session, span, names),
        notices_this_year=lists.notices_this_year(session, span),
        overdue=lists.overdue(session, span, names),
        falling_due=lists.falling_due(session, span, names),
        in_hand=inhand.in_hand(session, span, names),
        yearly=lists.yearly(session, span) if isinstance(period, Year) else None,
        open_repeats=repeats.open_repeats(matters, names),
        typical=typical(session, span, names),
    )


def _cohorts(session: Session, span: Span, entries: tuple[ledger.Entry, ...]) -> dict[int, Cohort]:
    return cohorts(session, span, ledger.counts(entries, span, ledger.look_back_days(session)))


def _whole_of(session: Session, span: Span) -> Cohort:
    """The bureau's cohort of an earlier period, as of its own end."""
    return whole(_cohorts(session, span, ledger.ledger(session, span)).values())


def _units(
    known: Mapping[int, tuple[str, int, bool]],
    columns: Mapping[int, Counter[Bucket]],
    by_unit: Mapping[int, Cohort],
) -> tuple[UnitFigures, ...]:
    """Every sub-bureau, and whoever else has something to count, in the order of the units."""
    shown = [number for number in known if known[number][2] or number in columns or number in by_unit]
    if NO_UNIT in columns or NO_UNIT in by_unit:
        shown.append(NO_UNIT)
    return tuple(
        _unit(known.get(number, (UNASSIGNED, 0, False)), columns.get(number, Counter()), by_unit.get(number))
        for number in shown
    )


def _unit(unit: tuple[str, int, bool], columns: Counter[Bucket], cohort: Cohort | None) -> UnitFigures:
    name, population, _ = unit
    return UnitFigures(
        name=name,
        not_started=columns[Bucket.NOT_STARTED],
        in_progress=columns[Bucket.IN_PROGRESS],
        done=columns[Bucket.DONE],
        refused=columns[Bucket.REFUSED],
        cohort=cohort or Cohort(),
        population=population,
    )


def months_with_cases(session: Session) -> tuple[tuple[Month, int], ...]:
    """The months in which items were received, newest first, with their number."""
    statement = (
        select(Case.month, func.count()).where(REGISTERED).group_by(Case.month).order_by(Case.month.desc())
    )
    return tuple((Month.parse(month), items) for month, items in session.execute(statement))
