"""Put the matter on its legal path (依法分类) and give its pollution types."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk
from petitions.models import Case
from petitions.particulars import TypeChoice, write_types
from workflow.verbs import Verb
from workflow.vocabulary import Industry, Track


@dataclass(frozen=True, slots=True, kw_only=True)
class Classify(Command):
    """Put the matter on its legal path (依法分类) and give its pollution types."""

    track: Track
    types: tuple[TypeChoice, ...]
    basis: str
    industry: Industry | None = None


def classify(cmd: Classify, desk: Desk) -> Case:
    """Put the matter on its legal path (依法分类) and give its pollution types."""
    with desk.act(cmd, Verb.CLASSIFY) as move:
        case = move.case
        case.track, case.classified = cmd.track, True
        case.industry = cmd.industry or case.industry
        write_types(desk.session, case, cmd.types, new=False)
        move.payload["types"] = [[choice.type, choice.subtype] for choice in cmd.types]
    return move.case
