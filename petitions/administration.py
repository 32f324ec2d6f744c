"""Changes to the office itself: a holiday notice loaded, a setting changed. Each leaves an office event."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from petitions.chain import Algorithm, canonical
from petitions.clocks import reproject
from petitions.models import CalendarNotice, OfficeEvent, Setting
from petitions.office import Office, Settings
from workflow.calendar import parse_notice


class BadSetting(ValueError):  # noqa: N818 - the answer to a wrong value
    """The setting does not exist, or does not take this value; the sentence says what it takes."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a notice did: its year, and how many running limits moved."""

    year: int
    moved: int


def load_notice(session: Session, office: Office, text: str, *, officer_id: int, now: datetime) -> Loaded:
    """Load a State Council notice (JSON, as in ``workflow/notices``) and project every provisional limit anew.

    Each due date that moves keeps a record of it. Raises ``workflow.calendar.NoticeError`` for a notice that
    cannot be read.
    """
    notice = parse_notice(text)
    session.merge(CalendarNotice(year=notice.year, body=text, loaded_by=officer_id, loaded_at=now))
    informed = replace(office, calendar=office.calendar.with_notice(notice))
    cause = f"{notice.year}年放假安排公布（{notice.number or '文号未录入'}）"
    moved = reproject(session, informed, cause=cause, officer_id=officer_id, now=now)
    log(session, "notice-loaded", {"year": notice.year, "moved": moved}, officer_id=officer_id, now=now)
    return Loaded(notice.year, moved)


def change_setting(session: Session, key: str, value: object, *, officer_id: int, now: datetime) -> None:
    """Change one setting. The new settings must be able to stand together, or nothing changes."""
    known = {field.name for field in fields(Settings)}
    if key not in known:
        raise BadSetting(f"没有“{key}”这项设置。可用的设置：{'、'.join(sorted(known))}。")
    wanted = type(getattr(Settings(), key))
    if not isinstance(value, dict if key == "term_lengths" else wanted):
        raise BadSetting(f"“{key}”的值类型不对，应为{wanted.__name__}。")
    trial: dict[str, Any] = {key: value}
    try:
        settings = Settings(**trial)
        Algorithm(settings.hash_algorithm)
        settings.terms  # noqa: B018 - building it is the check
    except ValueError as error:
        raise BadSetting(str(error)) from error
    session.merge(Setting(key=key, value=value))
    log(session, "setting-changed", {"key": key, "value": value}, officer_id=officer_id, now=now)


def log(
    session: Session, kind: str, detail: Mapping[str, object], *, officer_id: int | None, now: datetime
) -> None:
    """Note something done to the office. ``detail`` holds no identity and no secret."""
    session.add(OfficeEvent(at=now, officer_id=officer_id, kind=kind, detail=canonical(detail)))
