"""Long work that was asked for: done beside the requests, found again after a stop, its result kept for the asker."""

from datetime import datetime

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from petitions.db import Base, Instant, coded
from workflow.vocabulary import Labelled

UNFINISHED = "status IN ('running', 'waiting')"


class JobStatus(Labelled):
    """Where a job stands."""

    WAITING = "waiting", "排队中"
    RUNNING = "running", "正在处理"
    DONE = "done", "已完成"
    FAILED = "failed", "未完成"
    CANCELLED = "cancelled", "已取消"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self not in (JobStatus.WAITING, JobStatus.RUNNING)


class Job(Base):
    """One piece of long work. Who runs it holds it by its attempt and by beating; a beat that stops loses it."""

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint(f"{UNFINISHED} OR finished_at IS NOT NULL", name="finished_at_if_over"),
        CheckConstraint("status <> 'running' OR beat_at IS NOT NULL", name="beat_if_running"),
        Index(
            "ix_job_unfinished",
            "id",
            sqlite_where=text(UNFINISHED),
            postgresql_where=text(UNFINISHED),
        ),
        Index("ix_job_asked_by", "asked_by", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    """The code of its row in ``web.background.kinds``."""
    parameters: Mapped[dict[str, str]] = mapped_column(JSON)
    """What the work is done on: a month, an edition. Never a person."""
    asked_by: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    status: Mapped[JobStatus] = mapped_column(coded(JobStatus, "status"))
    attempt: Mapped[int] = mapped_column(Integer, default=0)
    beat_at: Mapped[datetime | None] = mapped_column(Instant)
    """When whoever runs it last gave a sign of life."""
    done: Mapped[int] = mapped_column(Integer, default=0)
    whole: Mapped[int] = mapped_column(Integer, default=0)
    """How far it is: ``done`` of ``whole`` parts."""
    step: Mapped[str] = mapped_column(String(40), default="")
    stop_asked: Mapped[bool] = mapped_column(Boolean, default=False)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    problem: Mapped[str] = mapped_column(String(400), default="")


class JobResult(Base):
    """The file that a job made."""

    __tablename__ = "job_result"

    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    media_type: Mapped[str] = mapped_column(String(80))
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the bytes, as the record of each download names it."""
    body: Mapped[bytes] = mapped_column(LargeBinary)
