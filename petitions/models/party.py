"""The petitioner's identity, apart from the case and encrypted; and the record of every look at it."""

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from petitions.db import Base, Instant


class Petitioner(Base):
    """信访人. Every field is ciphertext; the keyed hashes serve matching only."""

    __tablename__ = "petitioner"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone: Mapped[bytes | None] = mapped_column(LargeBinary)
    address: Mapped[bytes | None] = mapped_column(LargeBinary)
    id_number: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    name_hash: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Instant)


class CasePetitioner(Base):
    """Who brought the case. At most five speak for a joint petition (《信访工作条例》第二十条)."""

    __tablename__ = "case_petitioner"
    __table_args__ = (
        CheckConstraint("representative_no BETWEEN 1 AND 5", name="five_representatives"),
        Index(
            "uq_case_petitioner_representative",
            "case_id",
            "representative_no",
            unique=True,
            sqlite_where=text("representative_no IS NOT NULL"),
            postgresql_where=text("representative_no IS NOT NULL"),
        ),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("petition_case.id"), primary_key=True)
    petitioner_id: Mapped[int] = mapped_column(ForeignKey("petitioner.id"), primary_key=True, index=True)
    principal: Mapped[bool] = mapped_column(Boolean, default=True)
    representative_no: Mapped[int | None] = mapped_column(Integer)


class IdentityLook(Base):
    """Somebody looked at an identity: who, when, at which case, and why. Append-only."""

    __tablename__ = "identity_look"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("petition_case.id"), index=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(String(200))
