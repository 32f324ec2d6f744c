"""Correct what was registered. The event keeps which fields changed and why."""

from dataclasses import dataclass

from petitions.command import Command
from petitions.desk import Desk, refusal
from petitions.models import Case
from petitions.particulars import TypeChoice, write_types
from petitions.suspects import reindex, words_of
from workflow.verbs import Verb

AMENDABLE = frozenset(
    {
        "title",
        "content",
        "claim",
        "occurred",
        "place",
        "district_id",
        "grid_id",
        "respondent",
        "enterprise_id",
        "industry",
        "people",
        "origin_no",
        "written_reply_asked",
        "consent_to_disclose",
    }
)
"""Columns that may be corrected; state, times, track and identity have verbs of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amend(Command):
    """New values by column, the new pollution types if they change, and the reason."""

    changes: dict[str, object]
    reason: str
    types: tuple[TypeChoice, ...] = ()


def amend(cmd: Amend, desk: Desk) -> Case:
    """Correct the register entry."""
    with desk.act(cmd, Verb.AMEND) as move:
        case = move.case
        if unknown := sorted(set(cmd.changes) - AMENDABLE):
            sentence = f"这些内容不能更正：{'、'.join(unknown)}。"
            raise refusal(Verb.AMEND, case.state, "not-amendable", sentence, "changes")
        former = words_of(case)
        for column, value in cmd.changes.items():
            setattr(case, column, value)
        if cmd.types:
            write_types(desk.session, case, cmd.types, new=False)
        move.payload["types"] = [[choice.type, choice.subtype] for choice in cmd.types]
        reindex(desk.session, case, former)
    return case
