"""Dates and times as offices write them, read as moments in China's one time zone."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from workflow.calendar import SHANGHAI

_WRITTEN = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?"
    r"(?:[\sT]*(?:星期.|周.)?\s*(?P<half>上午|下午|晚上|中午|AM|PM)?\s*(?P<hour>\d{1,2})\s*[:：时点]\s*(?P<minute>\d{1,2})?\s*分?"
    r"(?:[:：]?\s*(?P<second>\d{1,2})(?:\.\d+)?\s*秒?)?\s*(?P<late>AM|PM)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?)?"
)
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d+)?")
_SERIAL_ZERO = datetime(1899, 12, 30, tzinfo=SHANGHAI)
_AFTERNOON = {"下午", "晚上", "pm"}


def read_moment(written: str | date | datetime) -> datetime | None:
    """The moment that is written, or ``None``. Without a zone it is Shanghai's time, without an hour midnight.

    Known are true dates of a workbook, their serial numbers, 2019/2/14 20:00:00, 2019-02-14, 2019年2月14日20时,
    20190214, 下午8:00 and ISO 8601.
    """
    if isinstance(written, datetime):
        return written if written.tzinfo else written.replace(tzinfo=SHANGHAI)
    if isinstance(written, date):
        return datetime.combine(written, time(), SHANGHAI)
    text = written.strip()
    if _SERIAL.fullmatch(text):
        return _to_second(_SERIAL_ZERO + timedelta(days=float(text)))
    found = _WRITTEN.fullmatch(text) or _COMPACT.fullmatch(text)
    try:
        return _moment(found.groupdict()) if found else None
    except ValueError:
        return None


def _moment(parts: dict[str, str | None]) -> datetime:
    year, month, day, hour, minute, second = (
        int(parts.get(name) or 0) for name in ("year", "month", "day", "hour", "minute", "second")
    )
    half = (parts.get("half") or parts.get("late") or "").lower()
    if half in _AFTERNOON and hour < 12:
        hour += 12
    return datetime(year, month, day, hour, minute, second, tzinfo=_zone(parts.get("zone")))


def _zone(written: str | None) -> tzinfo:
    if not written:
        return SHANGHAI
    if written.upper() == "Z":
        return UTC
    sign = -1 if written[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(written[1:3]), minutes=int(written[-2:])))


def _to_second(moment: datetime) -> datetime:
    """A serial number is a fraction of a day: 20:00:00 comes out as 19:59:59.99…"""
    return (moment + timedelta(milliseconds=500)).replace(microsecond=0)
