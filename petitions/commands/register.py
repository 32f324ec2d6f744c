"""Register a petition matter: the case gets its number, its clocks and its receipt; suspected repeats are noted."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from petitions.desk import Desk
from petitions.models import Case
from petitions.overlays import AT_INTAKE, raise_emergency, raise_flags
from petitions.particulars import Particulars, write_accused, write_people, write_types
from petitions.suspects import entry_given, note_suspects
from workflow.verbs import Verb
from workflow.vocabulary import Opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A complete register entry. ``query_code`` is given to the petitioner and kept only as a keyed hash.

    ``shown`` are the numbers of the suspected repeats that stood beside the form, each with what whoever took the
    matter down thinks of it, if he said so.
    """

    particulars: Particulars
    query_code: str
    shown: Mapping[str, Opinion | None] = field(default_factory=dict)


def register(cmd: Register, desk: Desk) -> Case:
    """Register the matter, start its clocks and note which earlier cases it may repeat.

    The program only suggests: whether it is a repeat is decided by a person.
    """
    said = cmd.particulars
    flags = frozenset(said.flags)
    case = desk.admit(channel=said.channel, received_at=said.received_at, flags=flags, **said.columns)
    case.registered_at = desk.now
    case.query_code_hash = desk.office.vault.fingerprint(cmd.query_code) or ""
    given = entry_given(desk, said, cmd.shown)
    with desk.first_move(case, Verb.REGISTER, given, flags):
        known = write_people(desk.session, case, said.petitioners, desk.office.vault)
        write_types(desk.session, case, said.types, new=True)
        write_accused(desk.session, case, said.accused)
        raise_flags(desk, case, said.flags)
        note_suspects(desk, case, said, known, cmd.shown)
    if said.emergency:
        raise_emergency(desk, case, AT_INTAKE)
    return case
