"""What is next for a case, and by whom: told from the rows of the law out of its state.

Which of the open rows is the usual one is the office's habit; whether it is open now is asked of its guards. Of each
state the tiers are tried in their order, and the first in which something is open is the next step.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from workflow.facts import Facts
from workflow.guards import Reason
from workflow.roles import BY_CASE, Actor, Role
from workflow.states import State
from workflow.table import Clock, Row, terms_of
from workflow.tables import COMPLAINT
from workflow.verbs import Verb
from workflow.vocabulary import Level

Tiers = tuple[tuple[Verb, ...], ...]

TO_SETTLE = (
    Verb.EVALUATE,
    Verb.EXPLAIN,
    Verb.SIGN_STRIKE_OFF,
    Verb.ANSWER_SUPERVISION,
    Verb.LIFT_SUPERVISION,
)
"""What an answered case may still wait for."""

URGENT: Tiers = ((Verb.REPORT_EMERGENCY,),)
"""Before everything else, wherever the case stands."""

USUAL: Mapping[State, Tiers] = {
    State.DRAFT: ((Verb.REGISTER,), (Verb.AMEND,)),
    State.REGISTERED: (
        (Verb.ACCEPT,),
        (Verb.REFER_DISCIPLINE, Verb.ANSWER),
        (Verb.CLASSIFY, Verb.PROPOSE),
    ),
    State.NEED_INFO: ((Verb.RESUME,),),
    State.PROPOSED: ((Verb.REFUSE, Verb.NO_LONGER_ACCEPT, Verb.REDIRECT), (Verb.RETURN_PROPOSAL,)),
    State.ACCEPTED: ((Verb.TRANSFER,), (Verb.APPOINT_OWNER,)),
    State.DISPATCHED: ((Verb.SIGN_IN,),),
    State.OBJECTED: ((Verb.UPHOLD_OBJECTION, Verb.OVERRULE_OBJECTION),),
    State.SIGNED_IN: ((Verb.INVESTIGATE,),),
    State.INVESTIGATING: ((Verb.DISPOSE, Verb.SUBMIT), (Verb.RECORD_FINDING, Verb.SIGN_PLAN, Verb.DRAW_PLAN)),
    State.DISPOSING: ((Verb.SUBMIT,), (Verb.SIGN_PLAN,), (Verb.DRAW_PLAN,)),
    State.HEARING: ((Verb.END_HEARING,),),
    State.REVIEW: (
        (Verb.APPROVE,),
        (Verb.PASS_SUBSTANCE, Verb.PASS_PROCEDURE),
        (Verb.RETURN_TO_DISPOSE, Verb.RETURN_TO_INVESTIGATE),
    ),
    State.APPROVED: ((Verb.REPLY,),),
    State.REPLIED: ((Verb.CLOSE,), TO_SETTLE),
    State.STAGE_CLOSED: ((Verb.FINISH_STAGE,), TO_SETTLE, (Verb.REPORT_PROGRESS,)),
    State.RECHECK: ((Verb.UPHOLD_RECHECK, Verb.REVOKE_RECHECK),),
    State.RECHECKED: ((Verb.CLOSE,), (Verb.SIGN_STRIKE_OFF, Verb.REQUEST_REREVIEW)),
    State.REREVIEW: ((Verb.UPHOLD_REREVIEW, Verb.REVOKE_REREVIEW),),
    State.REFUSED: ((Verb.ARCHIVE,),),
    State.NO_LONGER_ACCEPTED: ((Verb.ARCHIVE,),),
    State.REDIRECTED: ((Verb.ARCHIVE,),),
    State.DISCIPLINE: ((Verb.ARCHIVE,),),
    State.ANSWERED: ((Verb.ARCHIVE,),),
    State.MERGED: ((Verb.ARCHIVE,),),
    State.WITHDRAWN: ((Verb.ARCHIVE,),),
    State.TERMINATED: ((Verb.ARCHIVE,),),
    State.CLOSED: ((Verb.ARCHIVE,),),
}
"""By state; a final state has nothing next."""


USEFUL: Mapping[Verb, Callable[[Facts], bool]] = {
    Verb.REPORT_EMERGENCY: lambda facts: bool(facts.running & terms_of(Clock.EMERGENCY)),
    Verb.CLASSIFY: lambda facts: not facts.classified,
    Verb.DISPOSE: lambda facts: facts.borne_out_items > 0 or facts.claim_items == 0,
    Verb.SUBMIT: lambda facts: facts.claim_items > 0,
    Verb.RECORD_FINDING: lambda facts: facts.undecided_items > 0 or facts.claim_items == 0,
    Verb.DRAW_PLAN: lambda facts: facts.plan_required and facts.plan_version == 0,
    Verb.SIGN_PLAN: lambda facts: (
        facts.plan_required and facts.plan_of is None and len(facts.plan_signed) < len(Level)
    ),
    Verb.EXPLAIN: lambda facts: not facts.explained,
    Verb.ANSWER_SUPERVISION: lambda facts: facts.answered_supervisions < facts.open_supervisions,
}
"""When a verb is worth naming, where the law alone leaves it open or closed without telling which way the case goes."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step, who may take it, and what still stands in its way (nothing, where it is open)."""

    verb: Verb
    roles: frozenset[Role]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class WhatIsNext:
    """The steps that are open, and the ones that they lead to."""

    steps: tuple[NextStep, ...]
    blocked: tuple[NextStep, ...] = ()


def what_is_next(state: State, facts: Facts) -> WhatIsNext:
    """The usual steps out of this state, whoever asks."""
    blocked: tuple[NextStep, ...] = ()
    for tier in (*URGENT, *USUAL.get(state, ())):
        steps = tuple(_steps(tier, state, facts))
        if open_steps := tuple(step for step in steps if not step.reasons):
            return WhatIsNext(open_steps, blocked)
        blocked = blocked or steps
    return WhatIsNext((), blocked)


def _steps(tier: tuple[Verb, ...], state: State, facts: Facts) -> Iterator[NextStep]:
    for verb in tier:
        row = COMPLAINT.row(verb, state)
        if row is None or not USEFUL.get(verb, _always)(facts):
            continue
        against = [_against(row, facts, actor) for actor in _candidates(row, facts)]
        if against:
            yield NextStep(verb, row.roles, min(against, key=len))


def _always(facts: Facts) -> bool:
    return True


def _against(row: Row, facts: Facts, actor: Actor) -> tuple[Reason, ...]:
    return tuple(reason for guard in row.guards if (reason := guard(facts, actor)) is not None)


def _candidates(row: Row, facts: Facts) -> Iterator[Actor]:
    """Somebody with the given roles of the row; where only owners may act, the owners there are."""
    given = row.roles - BY_CASE
    if given:
        yield Actor(0, "", given, facts.lead_unit)
    else:
        yield from (Actor(officer, "", frozenset(), None) for officer in facts.owners.values())
