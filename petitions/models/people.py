"""Units and officers: who works where, and as what."""

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from petitions.db import Base, Instant, coded
from workflow.roles import Actor, Role
from workflow.vocabulary import Labelled, Level


class UnitKind(Labelled):
    """What a unit is within the bureau."""

    BUREAU = "bureau", "市局"
    DIVISION = "division", "科室"
    SUB_BUREAU = "sub_bureau", "分局"
    TEAM = "team", "执法队"


class Unit(Base):
    """承办单位: the bureau, its divisions, its sub-bureaus and their teams."""

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    short_name: Mapped[str] = mapped_column(String(20))
    kind: Mapped[UnitKind] = mapped_column(coded(UnitKind, "kind"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    district: Mapped[str] = mapped_column(String(40), default="")
    population: Mapped[int] = mapped_column(Integer, default=0)
    active: Mapped[bool] = mapped_column(Boolean, default=True)


class Officer(Base):
    """A person with a post. Level is the post's: whoever moves to another level gets a new account."""

    __tablename__ = "officer"
    __table_args__ = (
        UniqueConstraint("id", "level"),
        CheckConstraint("username = lower(username)", name="username_lower"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(60), default="")
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    level: Mapped[Level] = mapped_column(coded(Level, "level"))
    password_hash: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    session_version: Mapped[int] = mapped_column(Integer, default=1)
    """Raised when the password or the roles change: older logins end."""
    version: Mapped[int] = mapped_column(Integer)

    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    role_rows: Mapped[list["OfficerRole"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="OfficerRole.role"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def roles(self) -> frozenset[Role]:
        """The roles this officer was given."""
        return frozenset(row.role for row in self.role_rows)

    @property
    def actor(self) -> Actor:
        """The officer as the workflow sees a person who acts."""
        return Actor(self.id, self.name, self.roles, self.unit_id)


class OfficerRole(Base):
    """One role of one officer."""

    __tablename__ = "officer_role"
    __table_args__ = (CheckConstraint("role NOT IN ('owner_city', 'owner_sub')", name="role_not_by_case"),)

    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(coded(Role, "role"), primary_key=True)


class LoginAttempt(Base):
    """Every attempt to log in. The throttle counts these, so that all processes share it."""

    __tablename__ = "login_attempt"
    __table_args__ = (Index("ix_login_attempt_username_at", "username", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(40))
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Instant)
    succeeded: Mapped[bool] = mapped_column(Boolean)
