"""Ask for more days (track B; hotline items before 2025)."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case, ExtensionRequest
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class AskExtension(Command):
    """Ask for more days (track B; hotline items before 2025)."""

    days: int
    reason: str


def ask_extension(cmd: AskExtension, desk: Desk) -> Case:
    """Ask for more days (track B; hotline items before 2025)."""
    with desk.act(cmd, Verb.ASK_EXTENSION) as move:
        desk.session.add(
            ExtensionRequest(
                case_id=move.case.id,
                days=cmd.days,
                reason=cmd.reason,
                asked_by=desk.actor.officer_id,
                asked_at=desk.now,
            )
        )
    return move.case
