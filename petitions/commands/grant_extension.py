"""The head approves the extension; the handling limit moves by the days approved."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case, ExtensionRequest
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantExtension(Command):
    """The head approves the extension; the handling limit moves by the days approved."""

    days: int


def grant_extension(cmd: GrantExtension, desk: Desk) -> Case:
    """The head approves the extension; the handling limit moves by the days approved."""
    with desk.act(cmd, Verb.GRANT_EXTENSION) as move:
        request = desk.session.get_one(ExtensionRequest, move.case.id)
        request.granted_days, request.granted_by = cmd.days, desk.actor.officer_id
    return move.case
