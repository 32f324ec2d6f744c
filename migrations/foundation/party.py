"""The petitioner's identity and the looks at it. As they stood at revision 0001; frozen."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from migrations.foundation.base import INSTANT, TABLES, partial

Table(
    "petitioner",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("case_id", Integer, ForeignKey("petition_case.id"), nullable=False),
    Column("representative_no", Integer),
    Column("name", LargeBinary),
    Column("phone", LargeBinary),
    Column("address", LargeBinary),
    Column("id_number", LargeBinary),
    Column("phone_hash", String(64), index=True),
    Column("name_hash", String(64)),
    CheckConstraint("representative_no BETWEEN 1 AND 5", name="five_representatives"),
    Index("ix_petitioner_case_id", "case_id", "id"),
    partial(
        "uq_petitioner_representative",
        "case_id",
        "representative_no",
        where="representative_no IS NOT NULL",
        unique=True,
    ),
)

Table(
    "identity_look",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("case_id", Integer, ForeignKey("petition_case.id"), nullable=False, index=True),
    Column("officer_id", Integer, ForeignKey("officer.id"), nullable=False, index=True),
    Column("at", INSTANT, nullable=False),
    Column("reason", String(200), nullable=False),
)
