"""Record a call, a letter or an imported row that is not complete enough to be registered yet."""

from dataclasses import dataclass

from petitions.chain import canonical, digest
from petitions.desk import Desk
from petitions.models import Case
from petitions.overlays import AT_INTAKE, raise_emergency, raise_flags
from petitions.particulars import Particulars, write_accused, write_people, write_types
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A raw item: what is known of it so far."""

    particulars: Particulars


def record(cmd: Record, desk: Desk) -> Case:
    """Keep the item as a draft of the register (待登记)."""
    said = cmd.particulars
    flags = frozenset(said.flags)
    case = desk.admit(channel=said.channel, received_at=said.received_at, flags=flags, **said.columns)
    given = {"particulars": digest(desk.office.algorithm, canonical(said.columns).encode())}
    with desk.first_move(case, Verb.RECORD, given, flags):
        write_people(desk.session, case, said.petitioners, desk.office.vault)
        write_types(desk.session, case, said.types, new=True)
        write_accused(desk.session, case, said.accused)
        raise_flags(desk, case, said.flags)
    if said.emergency:
        raise_emergency(desk, case, AT_INTAKE)
    return case
