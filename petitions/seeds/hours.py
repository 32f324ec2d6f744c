"""When things happen in a demonstration office: people act in working hours, some days after the step before."""

from datetime import datetime, time, timedelta
from random import Random

from workflow.calendar import SHANGHAI, WorkCalendar, local_day

MORNING, EVENING = time(9, 0), time(17, 20)
WORKING_MINUTES = 500


def in_working_hours(at: datetime, calendar: WorkCalendar, rng: Random) -> datetime:
    """The instant itself if the office is open then; otherwise some time on the next working day."""
    local = at.astimezone(SHANGHAI)
    if calendar.is_workday(local.date()) and MORNING <= local.time() <= EVENING:
        return local
    day = local_day(local)
    if not calendar.is_workday(day) or local.time() > EVENING:
        day = calendar.add_workdays(day, 1)
    opening = datetime.combine(day, MORNING, SHANGHAI)
    return opening + timedelta(minutes=rng.randrange(5, WORKING_MINUTES // 3))


def later(at: datetime, days: float, calendar: WorkCalendar, rng: Random) -> datetime:
    """So many days after ``at``, in working hours, and never before ``at``."""
    wanted = at + timedelta(days=days, minutes=rng.randrange(3, 40))
    return max(in_working_hours(wanted, calendar, rng), at + timedelta(minutes=2))
