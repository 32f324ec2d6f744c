"""An old register tells when and why the matter was refused; who decided it, it does not tell."""

from dataclasses import dataclass

from petitions.clocks import rule_set_of
from petitions.command import Entered
from petitions.desk import Desk
from petitions.models import Case, Proposal
from petitions.repeats.text import fold
from workflow.facts import Outcome
from workflow.verbs import Verb

LONGEST_GROUND = 60
TELLING = 4
"""So many signs of a ground name it; fewer stand in many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRefuse(Entered):
    """An old register tells when and why the matter was refused; who decided it, it does not tell."""

    reason: str
    unit: int | None = None


def history_refuse(cmd: HistoryRefuse, desk: Desk) -> Case:
    """An old register tells when and why the matter was refused; who decided it, it does not tell."""
    with desk.act(cmd, Verb.HISTORY_REFUSE) as move:
        move.case.unit_id = cmd.unit
        desk.session.add(
            Proposal(
                case_id=move.case.id,
                outcome=Outcome.REFUSE,
                ground=_ground(move.case, cmd.reason),
                reason=cmd.reason,
                proposed_by=desk.actor.officer_id,
                proposed_at=desk.now,
                agreed=True,
                decided_at=desk.now,
            )
        )
    return move.case


def _ground(case: Case, told: str) -> str:
    """The ground of the case's rule-set that the words name, else the words."""
    words = fold(told)
    for ground in rule_set_of(case).refusal_grounds():
        text = fold(ground.text)
        named = text in words or (len(words) >= TELLING and words in text)
        if ground.outcome is Outcome.REFUSE and named:
            return ground.code
    return told[:LONGEST_GROUND]
