"""The case: one petition matter (信访事项) from receipt to archive."""

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, Sequence, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from petitions.db import Base, Instant, coded, listed
from workflow.states import UNDECIDED, UNREGISTERED, State
from workflow.vocabulary import Channel, Flag, Industry, PollutionSubtype, PollutionType, Track

NOT_REGISTERED = listed(UNREGISTERED)
NOT_ACCEPTED = listed(
    (
        *UNREGISTERED,
        State.REGISTERED,
        State.NEED_INFO,
        State.PROPOSED,
        State.REFUSED,
        State.NO_LONGER_ACCEPTED,
        State.REDIRECTED,
        State.DISCIPLINE,
        State.ANSWERED,
        State.MERGED,
        State.WITHDRAWN,
        State.ARCHIVED,
    )
)
BACKLOG_STATES = listed(UNDECIDED)
OF_AN_INCIDENT = text("lead_id IS NOT NULL")


NUMBERS = Sequence("petition_case_number", metadata=Base.metadata)
"""Case numbers on PostgreSQL, drawn without a lock; SQLite has one writer and counts on."""


class Case(Base):
    """信访件. ``state`` and ``lead_id`` are caches of the replayed events; ``next_due_at`` of the running terms.

    Identity lives elsewhere (``Petitioner``); only ``desk`` writes here.
    """

    __tablename__ = "petition_case"
    __table_args__ = (
        CheckConstraint(
            f"state IN ({NOT_REGISTERED}) OR registered_at IS NOT NULL", name="registered_at_if_registered"
        ),
        CheckConstraint(
            f"state IN ({NOT_ACCEPTED}) OR accepted_at IS NOT NULL", name="accepted_at_if_accepted"
        ),
        CheckConstraint(f"state IN ({NOT_ACCEPTED}) OR track IS NOT NULL", name="track_if_accepted"),
        CheckConstraint("state <> 'closed' OR closed_at IS NOT NULL", name="closed_at_if_closed"),
        CheckConstraint("state <> 'replied' OR replied_at IS NOT NULL", name="replied_at_if_replied"),
        CheckConstraint("state <> 'merged' OR master_id IS NOT NULL", name="master_if_merged"),
        CheckConstraint("master_id IS NULL OR master_id <> id", name="not_its_own_master"),
        CheckConstraint("people >= 1", name="people_positive"),
        CheckConstraint("round >= 1", name="round_positive"),
        Index(
            "ix_petition_case_backlog",
            "next_due_at",
            "id",
            sqlite_where=text(f"state IN ({BACKLOG_STATES})"),
            postgresql_where=text(f"state IN ({BACKLOG_STATES})"),
        ),
        Index(
            "ix_petition_case_unit_backlog",
            "unit_id",
            "next_due_at",
            "id",
            sqlite_where=text(f"state IN ({BACKLOG_STATES})"),
            postgresql_where=text(f"state IN ({BACKLOG_STATES})"),
        ),
        Index(
            "ix_petition_case_incident",
            "lead_id",
            "received_at",
            "unit_id",
            sqlite_where=OF_AN_INCIDENT,
            postgresql_where=OF_AN_INCIDENT,
        ),
        Index("ix_petition_case_month", "month", "unit_id", "primary_type", "state", "channel"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    case_no: Mapped[str] = mapped_column(String(24), unique=True)
    version: Mapped[int] = mapped_column(Integer)
    state: Mapped[State] = mapped_column(coded(State, "state"))
    round: Mapped[int] = mapped_column(Integer, default=1)
    """Handling round: a reopened case is investigated, reviewed, evaluated and struck off anew."""

    received_at: Mapped[datetime] = mapped_column(Instant)
    registered_at: Mapped[datetime | None] = mapped_column(Instant)
    accepted_at: Mapped[datetime | None] = mapped_column(Instant)
    replied_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    next_due_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the office's next limit ends; what the backlog is sorted by."""
    month: Mapped[str] = mapped_column(String(7))
    """Month of receipt in Shanghai, ``2026-10``: statistics are led by it."""

    channel: Mapped[Channel] = mapped_column(coded(Channel, "channel"))
    origin_no: Mapped[str | None] = mapped_column(String(60))
    """The item's number in the system it came from."""
    source_key: Mapped[str | None] = mapped_column(String(80), unique=True)
    """Identity of an imported row: a second import of the same row adds nothing."""
    rule_set: Mapped[str] = mapped_column(String(8))
    track: Mapped[Track | None] = mapped_column(coded(Track, "track"))

    title: Mapped[str] = mapped_column(String(120), default="")
    content: Mapped[str] = mapped_column(Text, default="")
    claim: Mapped[str] = mapped_column(String(200), default="")
    """诉求目的."""
    occurred: Mapped[str] = mapped_column(String(120), default="")
    """When the nuisance happens, in the petitioner's words."""
    place: Mapped[str] = mapped_column(String(200), default="")
    district_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    """The sub-bureau in whose territory the place lies."""
    grid_id: Mapped[int | None] = mapped_column(ForeignKey("grid_unit.id"))
    respondent: Mapped[str] = mapped_column(String(120), default="")
    """被反映单位 as the petitioner named it."""
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprise.id"), index=True)
    primary_type: Mapped[PollutionType | None] = mapped_column(coded(PollutionType, "primary_type"))
    industry: Mapped[Industry | None] = mapped_column(coded(Industry, "industry"))
    people: Mapped[int] = mapped_column(Integer, default=1)

    anonymous: Mapped[bool] = mapped_column(Boolean, default=False)
    contact_known: Mapped[bool] = mapped_column(Boolean, default=True)
    consent_to_disclose: Mapped[bool] = mapped_column(Boolean, default=False)
    written_reply_asked: Mapped[bool] = mapped_column(Boolean, default=False)
    query_code_hash: Mapped[str] = mapped_column(String(64), default="")

    classified: Mapped[bool] = mapped_column(Boolean, default=False)
    dual_required: Mapped[bool] = mapped_column(Boolean, default=False)
    """双包案 applies: a flag demands it, or the setting demands it for all."""
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    requirement: Mapped[str] = mapped_column(Text, default="")
    master_id: Mapped[int | None] = mapped_column(ForeignKey("petition_case.id"))
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("petition_case.id"))
    """牵头件: the earliest case of the incident (同源事件) that this one belongs to; the lead's own is itself. A cache of
    what the confirmed links tie together; only ``petitions.incidents`` writes it."""
    reply: Mapped[str] = mapped_column(Text, default="")
    public_text: Mapped[str] = mapped_column(Text, default="")

    __mapper_args__ = {"version_id_col": version}


class CaseType(Base):
    """A pollution type of the case. Several are usual, so shares by type add up to more than 100 %."""

    __tablename__ = "case_type"

    case_id: Mapped[int] = mapped_column(ForeignKey("petition_case.id"), primary_key=True)
    type: Mapped[PollutionType] = mapped_column(coded(PollutionType, "type"), primary_key=True)
    subtype: Mapped[PollutionSubtype | None] = mapped_column(coded(PollutionSubtype, "subtype"))


class CaseFlag(Base):
    """An overlay raised on the case, by whom and why, and when it was cleared."""

    __tablename__ = "case_flag"
    __table_args__ = (
        Index(
            "uq_case_flag_raised",
            "case_id",
            "flag",
            unique=True,
            sqlite_where=text("cleared_at IS NULL"),
            postgresql_where=text("cleared_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("petition_case.id"))
    flag: Mapped[Flag] = mapped_column(coded(Flag, "flag"))
    reason: Mapped[str] = mapped_column(String(400))
    raised_by: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    raised_at: Mapped[datetime] = mapped_column(Instant)
    cleared_at: Mapped[datetime | None] = mapped_column(Instant)
    cleared_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    clearance: Mapped[str | None] = mapped_column(String(400))


class CaseAccused(Base):
    """An officer who is the object of the complaint; neither owner, reviewer nor investigator of it."""

    __tablename__ = "case_accused"

    case_id: Mapped[int] = mapped_column(ForeignKey("petition_case.id"), primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), primary_key=True)


class CaseUnit(Base):
    """An assisting unit (协办单位) of the case."""

    __tablename__ = "case_unit"

    case_id: Mapped[int] = mapped_column(ForeignKey("petition_case.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
