"""An owner signs the case off; the city owner last."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case, StrikeOffSignature
from petitions.ownership import level_of_owner
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class SignStrikeOff(Command):
    """An owner signs the case off; the city owner last."""

    opinion: str


def sign_strike_off(cmd: SignStrikeOff, desk: Desk) -> Case:
    """An owner signs the case off; the city owner last."""
    with desk.act(cmd, Verb.SIGN_STRIKE_OFF) as move:
        desk.session.add(
            StrikeOffSignature(
                case_id=move.case.id,
                round=move.case.round,
                level=level_of_owner(desk, move.facts),
                officer_id=desk.actor.officer_id,
                opinion=cmd.opinion,
                signed_at=desk.now,
            )
        )
    return move.case
