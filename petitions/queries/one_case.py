"""One case as one story: all that its page tells, for an actor who may see it, in a bounded number of statements."""

from collections.abc import Mapping
from dataclasses import dataclass

from petitions.desk import Desk
from petitions.identity import PersonShown, masked_petitioners, why_not
from petitions.queries import case_handling as handling
from petitions.queries import case_owners as leaders
from petitions.queries.case_head import (
    CaseHead,
    FlagShown,
    TypeShown,
    assisting_units,
    case_flags,
    case_head,
    case_types,
)
from petitions.queries.case_limits import LimitShown, case_limits
from petitions.queries.incident import IncidentMark, incident_mark
from petitions.queries.next_steps import WhatIsNext, what_is_next
from petitions.queries.related_cases import RelatedCase, related_cases
from petitions.queries.timeline import Happening, timeline
from workflow.calendar import local_day
from workflow.facts import Facts
from workflow.offers import Offer, offers
from workflow.rules import rule_set_for
from workflow.tables import COMPLAINT
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True)
class Step:
    """The case at the moment before something is done to it: enough to draw a form or to judge a button."""

    head: CaseHead
    facts: Facts
    seq: int
    """The last event: what a form carries along as ``seen``."""
    offers: tuple[Offer, ...]
    """Every row out of the state with the reasons against it, the creation of new cases left out."""


@dataclass(frozen=True, slots=True)
class CaseStory:
    """The case with everything that belongs to it."""

    step: Step
    next: WhatIsNext
    types: tuple[TypeShown, ...]
    flags: tuple[FlagShown, ...]
    assisting: tuple[str, ...]
    petitioners: tuple[PersonShown, ...]
    may_reveal: bool
    owners: tuple[leaders.OwnerShown, ...]
    plans: tuple[leaders.PlanShown, ...]
    """Its own, or that of its incident where ``facts.plan_of`` says so."""
    plan_signatures: tuple[leaders.SignatureShown, ...]
    strike_off: tuple[leaders.SignatureShown, ...]
    visits: tuple[leaders.VisitShown, ...]
    limits: tuple[LimitShown, ...]
    investigators: tuple[str, ...]
    findings: tuple[handling.FindingShown, ...]
    submissions: tuple[handling.SubmissionShown, ...]
    reviews: tuple[handling.ReviewShown, ...]
    proposals: tuple[handling.ProposalShown, ...]
    grounds: Mapping[str, str]
    """Texts of the grounds for turning a matter away, by code, as its rule-set has them."""
    supervisions: tuple[handling.SupervisionShown, ...]
    evaluations: tuple[handling.EvaluationShown, ...]
    extensions: tuple[handling.ExtensionShown, ...]
    papers: tuple[handling.PaperShown, ...]
    related: tuple[RelatedCase, ...]
    incident: IncidentMark | None
    events: tuple[Happening, ...]


def step_of(desk: Desk, case_no: str) -> Step:
    """The case as it stands, or ``NotFound``."""
    case = desk.open(case_no)
    facts = desk.facts(case)
    open_rows = offers(COMPLAINT, case.state, facts, desk.actor)
    return Step(
        head=case_head(desk.session, case.id),
        facts=facts,
        seq=desk.head(case).seq,
        offers=tuple(offer for offer in open_rows if offer.row.verb is not Verb.RECORD),
    )


def one_case(desk: Desk, case_no: str) -> CaseStory:
    """The whole story, or ``NotFound``."""
    step = step_of(desk, case_no)
    session, head, case = desk.session, step.head, desk.open(case_no)
    rules = rule_set_for(local_day(head.received_at))
    planned = step.facts.plan_of or head.id
    return CaseStory(
        step=step,
        next=what_is_next(head.state, step.facts),
        types=case_types(session, head.id),
        flags=case_flags(session, head.id),
        assisting=assisting_units(session, head.id),
        petitioners=masked_petitioners(session, desk.office.vault, head.id),
        may_reveal=why_not(desk, case, step.facts) is None,
        owners=leaders.owners(session, head.id),
        plans=leaders.plans(session, planned),
        plan_signatures=leaders.plan_signatures(session, planned),
        strike_off=leaders.strike_off_signatures(session, head.id),
        visits=leaders.visits(session, head.id),
        limits=case_limits(session, case, desk.now),
        investigators=handling.investigators(session, head.id, head.round),
        findings=handling.findings(session, head.id),
        submissions=handling.submissions(session, head.id),
        reviews=handling.reviews(session, head.id),
        proposals=handling.proposals(session, head.id),
        grounds={ground.code: ground.text for ground in rules.refusal_grounds()},
        supervisions=handling.supervisions(session, head.id),
        evaluations=handling.evaluations(session, head.id),
        extensions=handling.extensions(session, head.id),
        papers=handling.papers(session, head.id),
        related=related_cases(session, desk.actor, head.id),
        incident=incident_mark(session, desk.actor, case),
        events=timeline(session, head.id, head.received_at),
    )
