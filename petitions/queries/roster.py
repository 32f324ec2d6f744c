"""Who works here: the officers with their roles and units."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitions.models import Officer


@dataclass(frozen=True, slots=True)
class Member:
    """One officer of the bureau; ``roles`` are the values of ``workflow.roles.Role``."""

    username: str
    name: str
    title: str
    roles: tuple[str, ...]
    unit: str
    active: bool


def roster(session: Session) -> list[Member]:
    """Every officer, in the order in which the accounts were made."""
    return [
        Member(
            officer.username,
            officer.name,
            officer.title,
            tuple(row.role.value for row in officer.role_rows),
            officer.unit.short_name,
            officer.active,
        )
        for officer in session.scalars(select(Officer).order_by(Officer.id))
    ]
