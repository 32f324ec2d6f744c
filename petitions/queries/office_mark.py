"""Whether the office's settings and calendar are still those that a process holds."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitions.models import CalendarNotice, Setting

SETTINGS = select(Setting.key, Setting.value).order_by(Setting.key)
NOTICES = select(CalendarNotice.year, CalendarNotice.loaded_at).order_by(CalendarNotice.year)


def office_mark(session: Session) -> tuple[Any, ...]:
    """A value that differs when a setting was changed or a notice loaded. Both tables hold a handful of rows."""
    return tuple(map(tuple, session.execute(SETTINGS))), tuple(map(tuple, session.execute(NOTICES)))
