"""Cases that belong to a case: what it may repeat, what may repeat it, and what was merged into it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    ColumnElement,
    CompoundSelect,
    Select,
    bindparam,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from petitions.models import Case, Officer, RepeatLink
from petitions.queries.reading import read
from petitions.visibility import visible_to
from workflow.roles import Actor
from workflow.states import State
from workflow.vocabulary import Opinion, Relation, Verdict

CASE_ID: BindParameter[int] = bindparam("case_id")
Judge = aliased(Officer)


@dataclass(frozen=True, slots=True)
class RelatedCase:
    """Another case and how it relates to this one. ``earlier`` says that this one may repeat the other."""

    earlier: bool
    id: int
    case_no: str
    title: str
    state: State
    received_at: datetime
    merged: bool
    """The later of the two was merged into the earlier."""
    relation: Relation
    score: float
    reasons: Sequence[Sequence[str]]
    """Codes of ``Why``, each with what it is about."""
    verdict: Verdict
    opinion: Opinion | None
    """Of whoever took the later one down."""
    decided_by: str | None
    decided_at: datetime | None
    decision: str


def _one_way(actor: Actor, earlier: bool) -> Select[*tuple[Any, ...]]:
    here, there = RepeatLink.case_id, RepeatLink.earlier_id
    other = there if earlier else here
    later = aliased(Case)
    merged: ColumnElement[bool] = later.master_id == RepeatLink.earlier_id
    return (
        select(
            literal(earlier, Boolean).label("earlier"),
            Case.id,
            Case.case_no,
            Case.title,
            Case.state,
            Case.received_at,
            merged.label("merged"),
            RepeatLink.relation,
            RepeatLink.score,
            RepeatLink.reasons,
            RepeatLink.verdict,
            RepeatLink.opinion,
            Judge.name,
            RepeatLink.decided_at,
            RepeatLink.decision,
        )
        .select_from(RepeatLink)
        .join(Case, Case.id == other)
        .join(later, later.id == RepeatLink.case_id)
        .outerjoin(Judge, Judge.id == RepeatLink.decided_by)
        .where((here if earlier else there) == CASE_ID, visible_to(actor))
    )


@lru_cache(maxsize=512)
def _statement(actor: Actor) -> CompoundSelect[*tuple[Any, ...]]:
    return union_all(_one_way(actor, True), _one_way(actor, False))


VERDICTS = (Verdict.CONFIRMED, Verdict.SUGGESTED, Verdict.DENIED)


def related_cases(session: Session, actor: Actor, case_id: int) -> tuple[RelatedCase, ...]:
    """The related cases that the actor may see: confirmed ones first, then by score."""
    found = read(session, _statement(actor), RelatedCase, case_id=case_id)
    return tuple(sorted(found, key=lambda one: (VERDICTS.index(one.verdict), -one.score, one.case_no)))
