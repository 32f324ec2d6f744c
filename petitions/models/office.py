"""The office's own records: enterprises, grid, calendar notices, settings, files, drafts, administration log."""

from datetime import datetime

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from petitions.db import Base, Instant, coded
from workflow.vocabulary import Industry, Labelled


class GridLevel(Labelled):
    """四级网格."""

    CITY = "city", "市"
    DISTRICT = "district", "县区"
    STREET = "street", "乡镇街道"
    COMMUNITY = "community", "村社区"


class GridUnit(Base):
    """A cell of the four-level supervision grid."""

    __tablename__ = "grid_unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(24), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    initials: Mapped[str] = mapped_column(String(40), default="", index=True)
    """Pinyin initials, for typing ahead."""
    level: Mapped[GridLevel] = mapped_column(coded(GridLevel, "level"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("grid_unit.id"))
    district_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))


class Enterprise(Base):
    """一企一档: a respondent enterprise."""

    __tablename__ = "enterprise"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    match_key: Mapped[str] = mapped_column(String(120), index=True)
    """The normalised name (``petitions.repeats.normalise``)."""
    initials: Mapped[str] = mapped_column(String(60), default="", index=True)
    credit_code: Mapped[str | None] = mapped_column(String(18), unique=True)
    industry: Mapped[Industry] = mapped_column(coded(Industry, "industry"))
    address: Mapped[str] = mapped_column(String(200), default="")
    district_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    grid_id: Mapped[int | None] = mapped_column(ForeignKey("grid_unit.id"))
    listed: Mapped[bool] = mapped_column(Boolean, default=False)
    """挂牌督办."""
    publishable: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether its name may stand in the public edition of a bulletin."""


class CalendarNotice(Base):
    """A State Council holiday notice that an administrator loaded."""

    __tablename__ = "calendar_notice"

    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    body: Mapped[str] = mapped_column(Text)
    loaded_by: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    loaded_at: Mapped[datetime] = mapped_column(Instant)


class Setting(Base):
    """One setting of the office that differs from the default."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[object] = mapped_column(JSON)


class Attachment(Base):
    """A file of a case, kept under the hash of its bytes."""

    __tablename__ = "attachment"
    __table_args__ = (UniqueConstraint("case_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("petition_case.id"))
    digest: Mapped[str] = mapped_column(String(64))
    algorithm: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(120))
    media_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int] = mapped_column(Integer)
    added_by: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    added_at: Mapped[datetime] = mapped_column(Instant)


class IntakeDraft(Base):
    """What an operator typed and has not registered yet, encrypted: it holds the caller's name and number."""

    __tablename__ = "intake_draft"

    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    saved_at: Mapped[datetime] = mapped_column(Instant)


class OfficeEvent(Base):
    """Something done to the office rather than to a case: a login, a user, a setting, a notice. Append-only."""

    __tablename__ = "office_event"
    __table_args__ = (Index("ix_office_event_at", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    kind: Mapped[str] = mapped_column(String(40))
    detail: Mapped[str] = mapped_column(Text)
