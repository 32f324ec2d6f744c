"""Register a recorded draft once it is complete."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from petitions.suspects import note_suspects_of_stored
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Complete(Command):
    """Which draft, and the query code for its petitioner."""

    query_code: str

    @property
    def given(self) -> dict[str, object]:
        """Nothing that may be written down: the code is the petitioner's alone."""
        return {}


def complete(cmd: Complete, desk: Desk) -> Case:
    """Register a draft that was recorded before and amended since."""
    with desk.act(cmd, Verb.REGISTER) as move:
        case = move.case
        case.registered_at = desk.now
        case.query_code_hash = desk.office.vault.fingerprint(cmd.query_code) or ""
        note_suspects_of_stored(desk, case)
    return case
