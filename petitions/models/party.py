"""The petitioner's identity, apart from the case and encrypted; and the record of every look at it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from petitions.db import Base, Instant

SPEAKS = text("representative_no IS NOT NULL")


class Petitioner(Base):
    """信访人 of one case: every field is ciphertext; the keyed hashes serve matching only.

    A case has one or more; the first is the principal. At most five speak for a joint petition
    (《信访工作条例》第二十条). The same person in two cases is found by hash, so that each case's identities can
    be sealed or erased with the case.
    """

    __tablename__ = "petitioner"
    __table_args__ = (
        CheckConstraint("representative_no BETWEEN 1 AND 5", name="five_representatives"),
        Index("ix_petitioner_case_id", "case_id", "id"),
        Index(
            "uq_petitioner_representative",
            "case_id",
            "representative_no",
            unique=True,
            sqlite_where=SPEAKS,
            postgresql_where=SPEAKS,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("petition_case.id"))
    representative_no: Mapped[int | None] = mapped_column(Integer)
    name: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone: Mapped[bytes | None] = mapped_column(LargeBinary)
    address: Mapped[bytes | None] = mapped_column(LargeBinary)
    id_number: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    name_hash: Mapped[str | None] = mapped_column(String(64))


class IdentityLook(Base):
    """Somebody looked at an identity: who, when, at which case, and why. Append-only."""

    __tablename__ = "identity_look"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("petition_case.id"), index=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(String(200))
