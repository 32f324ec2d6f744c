"""Record a call, a letter or an imported row that is not complete enough to be registered yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from petitions.desk import Desk
from petitions.models import Case
from petitions.overlays import AT_INTAKE, raise_emergency, raise_flags
from petitions.particulars import Particulars, write_accused, write_people, write_types
from petitions.suspects import entry_given
from workflow.verbs import Verb
from workflow.vocabulary import Opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A raw item: what is known of it so far, and which earlier cases stood beside the form (see ``Register``)."""

    particulars: Particulars
    shown: Mapping[str, Opinion | None] = field(default_factory=dict)


def record(cmd: Record, desk: Desk) -> Case:
    """Keep the item as a draft of the register (待登记)."""
    said = cmd.particulars
    flags = frozenset(said.flags)
    case = desk.admit(channel=said.channel, received_at=said.received_at, flags=flags, **said.columns)
    given = entry_given(desk, said, cmd.shown)
    with desk.first_move(case, Verb.RECORD, given, flags):
        write_people(desk.session, case, said.petitioners, desk.office.vault)
        write_types(desk.session, case, said.types, new=True)
        write_accused(desk.session, case, said.accused)
        raise_flags(desk, case, said.flags)
    if said.emergency:
        raise_emergency(desk, case, AT_INTAKE)
    return case
