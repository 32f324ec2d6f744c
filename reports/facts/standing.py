"""How the register stood at an instant: what a month's figures are counted from, whatever happened since.

The state of a case is replayed from its events, the last of which before the instant says where it stood. So the
bulletin of October is the same whether it is printed in November or in March.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, false, func, or_, select
from sqlalchemy.orm import aliased

from petitions.models import Case, CaseEvent, RepeatLink
from petitions.queries.lines import UNDECIDED_ONLY
from reports.month import Period
from workflow.calendar import SHANGHAI
from workflow.states import SCREENING, TURNED_AWAY, UNREGISTERED, Bucket, State
from workflow.verbs import Verb
from workflow.vocabulary import Relation, Track, Verdict


@dataclass(frozen=True)
class Span:
    """A period and the instant up to which its events are known."""

    period: Period
    today: date

    @cached_property
    def counted_on(self) -> date:
        """The last day whose events are counted: the period's own last day once it is over."""
        return min(self.today, self.period.last_day)

    @cached_property
    def cutoff(self) -> datetime:
        """The first instant whose events are no longer counted."""
        return _midnight(self.counted_on + timedelta(days=1))

    @cached_property
    def judged(self) -> datetime:
        """Limits that end before this instant are judged. Today's are not over yet."""
        return min(_midnight(self.today), self.period.end)

    @cached_property
    def last_midnight(self) -> datetime:
        """The first instant of the last day counted: a limit that ends on that day is not over by a day yet."""
        return _midnight(self.counted_on)

    @cached_property
    def bases(self) -> tuple[Period, Period, Period]:
        """The period itself, and what 环比 and 同比 compare with: as much of each as is over of this one."""
        so_far = self.period.as_of(self.counted_on)
        return self.period, so_far.previous, so_far.year_ago

    def of(self, period: Period) -> "Span":
        """Another period, counted by the same day."""
        return Span(period, self.today)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, SHANGHAI)


# --- where a case stood ---------------------------------------------------------------------------------------------

LAST = aliased(CaseEvent)
"""The last event of ``Case`` before the instant; joined by ``last_before``."""

STANDING = case((LAST.target == State.ARCHIVED, LAST.source), else_=LAST.target)
"""The state of a case; of an archived one that in which it was archived."""

ARCHIVED = func.coalesce(LAST.target == State.ARCHIVED, false())


def last_before(instant: datetime) -> ColumnElement[bool]:
    """On what ``LAST`` is joined."""
    earlier = aliased(CaseEvent)
    newest = (
        select(earlier.seq)
        .where(earlier.case_id == Case.id, earlier.at < instant)
        .order_by(earlier.seq.desc())
        .limit(1)
        .correlate(Case)
        .scalar_subquery()
    )
    return and_(LAST.case_id == Case.id, LAST.seq == newest)


def then_in_hand(span: Span) -> ColumnElement[bool]:
    """Narrows ``Case`` to what may have been in hand at the end of the month: open now, or moved since.

    Which of them were is told by ``STANDING``; this only spares the database the rest of the register.
    """
    return Case.id.in_(select(Case.id).where(UNDECIDED_ONLY).union(moved_since(span)))


def moved_since(span: Span) -> Select[int]:
    """Cases to which something was done after the span. All others stand today as they stood then."""
    return select(CaseEvent.case_id).where(CaseEvent.day > span.counted_on)


ENDS = (State.CLOSED, State.WITHDRAWN, State.TERMINATED)
"""办结: closed, withdrawn, or ended by the third level."""

REOPENING = (Verb.REOPEN, Verb.REVOKE_RECHECK, Verb.REVOKE_REREVIEW)


def closed_at(instant: datetime) -> ScalarSelect[Any]:
    """When ``Case`` was closed, as far as it was closed at the instant and not reopened before it."""
    end, again = aliased(CaseEvent), aliased(CaseEvent)
    reopened = (
        select(again.id)
        .where(
            again.case_id == end.case_id,
            again.seq > end.seq,
            again.at < instant,
            again.verb.in_(REOPENING),
        )
        .exists()
    )
    return (
        select(func.min(end.at))
        .where(end.case_id == Case.id, end.at < instant, end.target.in_(ENDS), end.source != end.target)
        .where(~reopened)
        .correlate(Case)
        .scalar_subquery()
    )


# --- what became of it ----------------------------------------------------------------------------------------------


class Fate(Enum):
    """What was decided on a registered item."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    ANSWERED = "answered"
    UNDECIDED = "undecided"


NOT_TAKEN_ON = frozenset({*TURNED_AWAY, State.DISCIPLINE, State.WITHDRAWN})
"""Ended without acceptance. Sealed items (转纪检) are counted here and named nowhere."""


def fate(standing: State | None, accepted: bool) -> Fate:
    """A repeat that was merged shares its master's handling, so it counts as taken on."""
    if accepted or standing is State.MERGED:
        return Fate.ACCEPTED
    if standing in NOT_TAKEN_ON:
        return Fate.REFUSED
    if standing is State.ANSWERED:
        return Fate.ANSWERED
    return Fate.UNDECIDED


def bucket(standing: State | None, archived: bool, accepted: bool) -> Bucket:
    """The published column of an item: 未办理, 办理中, 已办结 or 不受理."""
    if fate(standing, accepted) is Fate.REFUSED:
        return Bucket.REFUSED
    if standing is None or standing in SCREENING:
        return Bucket.NOT_STARTED
    return Bucket.DONE if archived else standing.bucket


REGISTERED = Case.state.not_in(UNREGISTERED)
"""Drafts of the register are not items yet. An item received in the month counts whenever it was registered."""


def received_in(period: Period) -> ColumnElement[bool]:
    """Items by receipt: along the index that the month leads, and by the instant where a month is cut."""
    of_months = Case.month.in_([str(month) for month in period.months])
    if period.is_whole_months:
        return and_(of_months, REGISTERED)
    return and_(of_months, REGISTERED, Case.received_at >= period.start, Case.received_at < period.end)


LISTABLE = or_(Case.track.is_(None), Case.track != Track.D)
"""Accusations (检举控告) are counted with the others and stand on no list."""

NO_UNIT = 0
UNIT = func.coalesce(Case.unit_id, Case.district_id, NO_UNIT)
"""The handling unit; before transfer the sub-bureau in whose territory the place lies. As it stands today."""

REPEATING = tuple(relation for relation in Relation if relation.repeats)


def confirmed(instant: datetime, link: Any = RepeatLink) -> ColumnElement[bool]:
    """A person had confirmed by then that the link is a repeat: same person, same matter."""
    return and_(link.verdict == Verdict.CONFIRMED, link.relation.in_(REPEATING), link.decided_at < instant)
