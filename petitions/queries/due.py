"""How near a limit is. Computed from the due date and the hour, never stored, so a stopped job can hide nothing."""

from datetime import datetime, time, timedelta

from workflow.calendar import SHANGHAI, in_shanghai, local_day
from workflow.phases import remaining
from workflow.vocabulary import Labelled

SOON_DAYS = 3
"""临期: so many days left, or fewer, the due day itself included."""

LONG_AGO = datetime(1970, 1, 1, tzinfo=SHANGHAI)
NEVER = datetime(9000, 1, 1, tzinfo=SHANGHAI)


class Urgency(Labelled):
    """Where a case stands towards its next limit."""

    OVERDUE = "overdue", "超期"
    SOON = "soon", "临期"
    NORMAL = "normal", "正常"


def day_begins(now: datetime) -> datetime:
    """Midnight in Shanghai before ``now``; what fell due earlier is overdue."""
    return datetime.combine(in_shanghai(now).date(), time.min, SHANGHAI)


def span(urgency: Urgency, now: datetime) -> tuple[datetime, datetime]:
    """From when, and before when, a case of this urgency falls due."""
    today = day_begins(now)
    soon_until = today + timedelta(days=SOON_DAYS + 1)
    match urgency:
        case Urgency.OVERDUE:
            return LONG_AGO, today
        case Urgency.SOON:
            return today, soon_until
        case _:
            return soon_until, NEVER


def days_left(due_at: datetime | None, now: datetime) -> int | None:
    """Whole days until the limit: 0 today, negative once it has passed; nothing where no limit runs."""
    return None if due_at is None else remaining(local_day(due_at), local_day(now))


def urgency_of(days: int | None) -> Urgency:
    """What a list calls so many days left."""
    if days is None or days > SOON_DAYS:
        return Urgency.NORMAL
    return Urgency.OVERDUE if days < 0 else Urgency.SOON
