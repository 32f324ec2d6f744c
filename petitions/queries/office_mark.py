"""Whether the office's settings and calendar are still those that a process holds."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitions.models import CalendarNotice, Setting

SETTING, NOTICE = Setting.__table__.c, CalendarNotice.__table__.c
SETTINGS = select(SETTING.key, SETTING.value).order_by(SETTING.key)
NOTICES = select(NOTICE.year, NOTICE.loaded_at).order_by(NOTICE.year)


def office_mark(session: Session) -> tuple[Any, ...]:
    """A value that differs when a setting was changed or a notice loaded. Both tables hold a handful of rows.

    Asked at every request, so it goes past the mapper, straight to the tables.
    """
    connection = session.connection()
    return tuple(tuple(map(tuple, connection.execute(query))) for query in (SETTINGS, NOTICES))
