"""The head turns an asked extension down; the limit stays, and the reason is told to the unit."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case, ExtensionRequest
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class DenyExtension(Command):
    """Why there are no more days."""

    reason: str


def deny_extension(cmd: DenyExtension, desk: Desk) -> Case:
    """Turn the request down. It is off the table, and a better one may be asked; both stay in the record."""
    with desk.act(cmd, Verb.DENY_EXTENSION) as move:
        desk.session.delete(desk.session.get_one(ExtensionRequest, move.case.id))
    return move.case
