"""Record that the reviewing body revoked the opinion: a new round begins."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeRecheck(Command):
    """Record that the reviewing body revoked the opinion: a new round begins."""

    opinion: str


def revoke_recheck(cmd: RevokeRecheck, desk: Desk) -> Case:
    """Record that the reviewing body revoked the opinion: a new round begins."""
    with desk.act(cmd, Verb.REVOKE_RECHECK) as move:
        move.case.closed_at = move.case.replied_at = None
    return move.case
