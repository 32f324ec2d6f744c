"""What an operator has typed and not registered yet: kept encrypted, one draft an officer, for after a crash."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from petitions.db import rows_into
from petitions.models import IntakeDraft
from petitions.vault import Vault, VaultError

Fields = Mapping[str, tuple[str, ...]]
"""Every field of the form with all that stands in it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as it was left."""

    fields: Fields
    saved_at: datetime


def save_draft(session: Session, vault: Vault, officer_id: int, fields: Fields, now: datetime) -> None:
    """Keep this form as the officer's draft, in the place of the one before."""
    body = vault.seal(json.dumps({"officer": officer_id, "fields": fields}, ensure_ascii=False))
    renewed = update(IntakeDraft).where(IntakeDraft.officer_id == officer_id).values(body=body, saved_at=now)
    if session.execute(renewed).rowcount:  # type: ignore[attr-defined]  # an UPDATE's result has it
        return
    try:
        with session.begin_nested():
            row = {"officer_id": officer_id, "body": body, "saved_at": now}
            session.execute(rows_into(IntakeDraft), row)
    except IntegrityError:  # a second window of the same officer was faster
        session.execute(renewed)


def load_draft(session: Session, vault: Vault, officer_id: int) -> Draft | None:
    """The officer's draft. One that the key does not open, or that was sealed for another officer, is none."""
    query = select(IntakeDraft.body, IntakeDraft.saved_at).where(IntakeDraft.officer_id == officer_id)
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    try:
        held = json.loads(vault.unseal(row.body))
    except VaultError:
        return None
    if held["officer"] != officer_id:
        return None
    return Draft({name: tuple(values) for name, values in held["fields"].items()}, row.saved_at)


def discard_draft(session: Session, officer_id: int) -> None:
    """Forget the officer's draft."""
    session.execute(delete(IntakeDraft).where(IntakeDraft.officer_id == officer_id))
