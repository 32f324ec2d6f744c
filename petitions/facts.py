"""The seam: what the law may know of a case, gathered from the tables in one statement."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import Dialect, Integer, Select, Text, TextualSelect, cast, func, literal_column, select, text
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.selectable import ScalarSelect

from petitions.chain import GENESIS
from petitions.models import (
    Case,
    CaseAccused,
    CaseEvent,
    CaseFlag,
    CaseUnit,
    Evaluation,
    ExtensionRequest,
    Finding,
    Investigator,
    Ownership,
    Plan,
    PlanSignature,
    Proposal,
    RepeatLink,
    Review,
    StrikeOffSignature,
    Submission,
    Supervision,
    TermRun,
)
from petitions.office import PLAN_FLAGS, Office
from petitions.registration import LEDGER_KEY, registration_gaps
from workflow.calendar import SHANGHAI, local_day
from workflow.facts import Facts, Outcome, ReviewKind
from workflow.facts import Proposal as ProposedOutcome
from workflow.rules import rule_set_for
from workflow.rules.model import HANDLING
from workflow.states import OPEN
from workflow.tables.supervision import NoticeState
from workflow.terms import Term
from workflow.vocabulary import Flag, Level, Relation, Satisfaction, Truth, Verdict

CASE = literal_column(":case_id", Integer)
ROUND = literal_column(":round", Integer)
LEAD = literal_column(":lead_id", Integer)
"""The parameters, written as the finished text of the statement has them."""

BORNE_OUT = (Truth.TRUE, Truth.PARTLY)


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of a case: where the next one is chained to."""

    seq: int = 0
    hash: str = GENESIS


def _one(column: ColumnElement[Any] | Any, *where: ColumnElement[bool]) -> ScalarSelect[Any]:
    return select(column).where(*where).scalar_subquery()


def _list(column: Any, *where: ColumnElement[bool]) -> ScalarSelect[Any]:
    """The values of a column as one comma-separated text."""
    return _one(func.aggregate_strings(cast(column, Text), ","), *where)


def _owner(level: Level) -> ScalarSelect[Any]:
    return _one(
        Ownership.officer_id, Ownership.case_id == CASE, Ownership.level == level, Ownership.to_at.is_(None)
    )


def _latest(column: Any, *where: ColumnElement[bool]) -> ScalarSelect[Any]:
    table = column.class_
    return select(column).where(*where).order_by(table.id.desc()).limit(1).scalar_subquery()


def _running(*terms: Term) -> ScalarSelect[Any]:
    return _one(
        func.min(TermRun.due_at),
        TermRun.case_id == CASE,
        TermRun.term.in_(terms),
        TermRun.stopped_at.is_(None),
    )


def _last_event(column: Any) -> ScalarSelect[Any]:
    return (
        select(column)
        .where(CaseEvent.case_id == CASE)
        .order_by(CaseEvent.seq.desc())
        .limit(1)
        .scalar_subquery()
    )


Columns = dict[str, ScalarSelect[Any]]


def _people() -> Columns:
    """Who owns, is accused, assists and investigates."""
    return {
        "owner_city": _owner(Level.CITY),
        "owner_sub": _owner(Level.SUB),
        "accused": _list(CaseAccused.officer_id, CaseAccused.case_id == CASE),
        "assisting": _list(CaseUnit.unit_id, CaseUnit.case_id == CASE),
        "investigators": _list(
            Investigator.officer_id, Investigator.case_id == CASE, Investigator.round == ROUND
        ),
    }


def _overlays(planned: ColumnElement[int]) -> Columns:
    """Flags, plan, signatures and supervision. ``planned`` is the case by whose plan this one goes."""
    plan = _latest(Plan.id, Plan.case_id == planned)
    signed = (StrikeOffSignature.case_id == CASE, StrikeOffSignature.round == ROUND)
    supervised = (Supervision.case_id == CASE, Supervision.state != NoticeState.LIFTED)
    answered = (Supervision.case_id == CASE, Supervision.state == NoticeState.ANSWERED)
    return {
        "flags": _list(CaseFlag.flag, CaseFlag.case_id == CASE, CaseFlag.cleared_at.is_(None)),
        "strike_off": _list(StrikeOffSignature.level, *signed),
        "plan_version": _one(func.max(Plan.version), Plan.case_id == planned),
        "plan_signed": _list(PlanSignature.level, PlanSignature.plan_id == plan),
        "supervisions": _one(func.count(), *supervised),
        "answered": _one(func.count(), *answered),
    }


def _screening() -> Columns:
    """The pending proposal, and the open cases confirmed to be the same matter."""
    pending = (Proposal.case_id == CASE, Proposal.decided_at.is_(None))
    open_master = (
        select(func.aggregate_strings(cast(RepeatLink.earlier_id, Text), ","))
        .join(Case, Case.id == RepeatLink.earlier_id)
        .where(
            RepeatLink.case_id == CASE,
            RepeatLink.verdict == Verdict.CONFIRMED,
            RepeatLink.relation == Relation.SAME_OPEN,
            Case.state.in_(OPEN),
        )
        .scalar_subquery()
    )
    return {
        "proposed": _one(Proposal.outcome, *pending),
        "proposed_by": _one(Proposal.proposed_by, *pending),
        "open_masters": open_master,
    }


def _handling() -> Columns:
    """Findings, the submission with its reviews and the evaluation of this round; what any round found; extension."""
    finding = (Finding.case_id == CASE, Finding.round == ROUND)
    submitted = (Submission.case_id == CASE, Submission.round == ROUND)
    submission = _latest(Submission.id, *submitted)
    evaluation = (Evaluation.case_id == CASE, Evaluation.round == ROUND)
    extension = ExtensionRequest.case_id == CASE

    def reviewer(kind: ReviewKind) -> ScalarSelect[Any]:
        return _one(Review.officer_id, Review.submission_id == submission, Review.kind == kind)

    return {
        "items": _one(func.count(), *finding),
        "undecided": _one(func.count(), *finding, Finding.truth.is_(None)),
        "borne_out": _one(func.count(), *finding, Finding.truth.in_(BORNE_OUT)),
        "violation": _one(func.count(), Finding.case_id == CASE, Finding.truth.in_(BORNE_OUT)),
        "gaps": _latest(Submission.gaps, *submitted),
        "substance_by": reviewer(ReviewKind.SUBSTANCE),
        "procedure_by": reviewer(ReviewKind.PROCEDURE),
        "rating": _one(Evaluation.rating, *evaluation),
        "explained": _one(func.count(), *evaluation, Evaluation.explanation != ""),
        "asked": _one(func.count(), extension),
        "granted": _one(ExtensionRequest.granted_days, extension),
    }


def _clocks() -> Columns:
    """The terms that run, the due dates that guards look at, and the last event."""
    return {
        "evaluation_due": _running(Term.EVALUATE),
        "handling_due": _running(*dict.fromkeys(HANDLING.values())),
        "review_due": _running(Term.REVIEW_REQUEST, Term.REREVIEW_REQUEST),
        "running": _list(TermRun.term, TermRun.case_id == CASE, TermRun.stopped_at.is_(None)),
        "seq": _last_event(CaseEvent.seq),
        "hash": _last_event(CaseEvent.hash),
    }


def _statement(planned: ColumnElement[int]) -> Select[Any]:
    """Every fact as one scalar subquery over an index: one round trip, whatever the verb."""
    columns = _people() | _overlays(planned) | _screening() | _handling() | _clocks()
    return select(*(subquery.label(name) for name, subquery in columns.items()), planned.label("planned"))


def plan_holder(lead: Any, *drawn: ColumnElement[bool]) -> ScalarSelect[int]:
    """By whose plan an incident goes: its earliest case that has one, mostly the lead. Others' later plans change nothing."""
    holder = aliased(Case)
    return (
        select(holder.id)
        .join(Plan, Plan.case_id == holder.id)
        .where(holder.lead_id == lead, *drawn)
        .order_by(holder.received_at, holder.id)
        .limit(1)
        .scalar_subquery()
    )


OWN_OR_INCIDENTS = func.coalesce(_one(func.max(Plan.case_id), Plan.case_id == CASE), plan_holder(LEAD))
"""A case of an incident goes by its own plan, if it has one, else by that of the incident."""

FACTS = _statement(CASE)
FACTS_IN_INCIDENT = _statement(OWN_OR_INCIDENTS)


@lru_cache(8)
def _as_text(dialect: Dialect, in_incident: bool) -> TextualSelect:
    """The statement as fixed text: it is asked at every move, and handling it as an expression took as long again."""
    facts = FACTS_IN_INCIDENT if in_incident else FACTS
    written = facts.compile(dialect=dialect, compile_kwargs={"literal_binds": True})
    # In the order of the statement: columns by name would have the result described anew each time.
    return text(str(written)).columns(*(literal_column(str(c.key), c.type) for c in facts.selected_columns))


def _numbers(joined: str | None) -> frozenset[int]:
    return frozenset(int(part) for part in joined.split(",")) if joined else frozenset()


def _levels(joined: str | None) -> frozenset[Level]:
    return frozenset(Level(part) for part in joined.split(",")) if joined else frozenset()


def facts_of(session: Session, case: Case, office: Office, now: datetime) -> tuple[Facts, Head]:
    """What holds of a stored case at ``now``, and the event that the next one follows."""
    connection = session.connection()
    asked = {"case_id": case.id, "round": case.round}
    if case.lead_id is not None:
        asked["lead_id"] = case.lead_id
    row = connection.execute(_as_text(connection.dialect, case.lead_id is not None), asked).one()
    flags = frozenset(Flag(part) for part in row.flags.split(",")) if row.flags else frozenset()
    owners = {Level.CITY: row.owner_city, Level.SUB: row.owner_sub}
    reviews = {ReviewKind.SUBSTANCE: row.substance_by, ReviewKind.PROCEDURE: row.procedure_by}
    facts = Facts(
        **_plain_facts(case, office, now),
        flags=flags,
        owners=MappingProxyType({level: officer for level, officer in owners.items() if officer is not None}),
        accused=_numbers(row.accused),
        strike_off_signed=_levels(row.strike_off),
        plan_required=bool(flags & PLAN_FLAGS),
        plan_version=row.plan_version or 0,
        plan_signed=_levels(row.plan_signed),
        plan_of=row.planned if row.planned != case.id else None,
        lead_unit=case.unit_id,
        units=_numbers(row.assisting) | ({case.unit_id} if case.unit_id else set()),
        proposal=ProposedOutcome(Outcome(row.proposed), row.proposed_by) if row.proposed else None,
        open_masters=_numbers(row.open_masters),
        investigators=_numbers(row.investigators),
        claim_items=row.items,
        undecided_items=row.undecided,
        borne_out_items=row.borne_out,
        violation_found=row.violation > 0,
        reviews=MappingProxyType({kind: officer for kind, officer in reviews.items() if officer is not None}),
        reply_gaps=tuple(row.gaps or ()),
        rating=Satisfaction(row.rating) if row.rating else None,
        explained=bool(row.explained),
        evaluation_due=row.evaluation_due,
        handling_due=row.handling_due,
        review_due=row.review_due,
        running=frozenset(map(Term, row.running.split(","))) if row.running else frozenset(),
        extension_asked=bool(row.asked) and row.granted is None,
        extended=row.granted is not None,
        open_supervisions=row.supervisions,
        answered_supervisions=row.answered,
    )
    return facts, Head(row.seq or 0, row.hash or GENESIS)


def facts_of_new(case: Case, office: Office, now: datetime, flags: frozenset[Flag]) -> Facts:
    """What holds of a case that is not stored yet: only what it says itself."""
    return Facts(**_plain_facts(case, office, now), flags=flags)


def _plain_facts(case: Case, office: Office, now: datetime) -> dict[str, Any]:
    """Facts that stand on the case itself."""
    rule_set = rule_set_for(local_day(case.received_at))
    lawful = case.track is not None and rule_set.extension(case.track, case.channel) is not None
    return {
        "now": now.astimezone(SHANGHAI),
        "rule_set": rule_set.code,
        "received_at": case.received_at,
        "channel": case.channel,
        "track": case.track,
        "of_ledger": (case.source_key or "").startswith(LEDGER_KEY),
        "registration_gaps": registration_gaps(case),
        "contact_known": case.contact_known,
        "written_reply_asked": case.written_reply_asked,
        "classified": case.classified,
        "dual_required": case.dual_required,
        "closed_at": case.closed_at,
        "look_back_days": office.settings.look_back_days,
        "extension_lawful": lawful,
    }
