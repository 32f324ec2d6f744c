"""Whether a user name belongs to an active system administrator."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitions.models import Officer, OfficerRole
from workflow.roles import Role


def administrator(session: Session, username: str) -> int | None:
    """The officer's id; nothing for anybody else."""
    query = (
        select(Officer.id)
        .join(OfficerRole, OfficerRole.officer_id == Officer.id)
        .where(Officer.username == username, Officer.active, OfficerRole.role == Role.SYSTEM_ADMIN)
    )
    return session.scalar(query)
