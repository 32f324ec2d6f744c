"""Suspected repeats of a case: found in the register, scored, and noted for a person to decide.

The seam between the pure comparison (``petitions.repeats``) and the tables.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from petitions.db import rows_into
from petitions.desk import Desk
from petitions.models import Case, CaseType, Petitioner, RepeatLink
from petitions.particulars import Fingerprints, Particulars
from petitions.repeats import candidates, index, normalise
from petitions.repeats.score import Score
from petitions.repeats.subject import Standing, Subject
from petitions.repeats.suggest import Suggestion, suggest
from workflow.states import OPEN, State
from workflow.vocabulary import Relation, Verdict

NOTED = 5
"""Suggestions kept with a case; history is shown on request and not kept."""
COMPARED = 10
"""Candidates of each kind that are read and scored for one complaint: by words, by caller or enterprise."""

_EARLIER = (
    select(
        Case.id,
        Case.title,
        Case.content,
        Case.place,
        Case.respondent,
        Case.state,
        Case.received_at,
        Case.district_id,
        func.aggregate_strings(CaseType.type, ",").label("types"),
    )
    .outerjoin(CaseType, CaseType.case_id == Case.id)
    .where(Case.id.in_(bindparam("ids", expanding=True)))
    .group_by(
        Case.id,
        Case.title,
        Case.content,
        Case.place,
        Case.respondent,
        Case.state,
        Case.received_at,
        Case.district_id,
    )
)
_PHONES = select(Petitioner.case_id, Petitioner.phone_hash, Petitioner.name_hash).where(
    Petitioner.case_id.in_(bindparam("ids", expanding=True))
)


def words_of(case: Case) -> str:
    """What a case is found by."""
    return "\n".join((case.title, case.place, case.respondent, case.content))


def find(
    session: Session, new: Subject, enterprise_id: int | None, now: datetime, *, besides: int | None = None
) -> list[Suggestion]:
    """The likeliest earlier cases, best first. ``besides`` leaves out the case itself."""
    connection = session.connection()
    ids = dict.fromkeys(candidates.candidates(connection, new, COMPARED))
    case, petitioner = Case.__table__, Petitioner.__table__
    ids |= dict.fromkeys(
        candidates.related(connection, case, petitioner, new.phones, enterprise_id, COMPARED)
    )
    ids.pop(besides or 0, None)
    return suggest(new, _subjects(session, list(ids)), now, limit=NOTED) if ids else []


def _subjects(session: Session, ids: Collection[int]) -> dict[int, Subject]:
    phones: dict[int, set[str]] = {}
    names: dict[int, set[str]] = {}
    for case_id, phone, name in session.execute(_PHONES, {"ids": ids}):
        if phone:
            phones.setdefault(case_id, set()).add(phone)
        if name:
            names.setdefault(case_id, set()).add(name)
    return {
        row.id: Subject(
            text=row.content,
            title=row.title,
            place=row.place,
            enterprise=normalise.enterprise(row.respondent),
            types=_labels(row.types.split(",") if row.types else ()),
            phones=frozenset(phones.get(row.id, ())),
            people=frozenset(names.get(row.id, ())),
            district=str(row.district_id or ""),
            received_at=row.received_at,
            standing=_standing(row.state),
        )
        for row in session.execute(_EARLIER, {"ids": ids})
    }


def _labels(types: Iterable[str]) -> frozenset[str]:
    return frozenset(types)


def _standing(state: State) -> Standing:
    if state is State.REPLIED:
        return Standing.REPLIED
    return Standing.OPEN if state in OPEN or state is State.MERGED else Standing.CLOSED


def subject_of(said: Particulars, known: Fingerprints) -> Subject:
    """A register entry as the comparison sees it."""
    return Subject(
        text=said.content,
        title=said.title,
        place=said.place,
        enterprise=normalise.enterprise(said.respondent),
        types=_labels(choice.type.value for choice in said.types),
        phones=known.phones,
        people=known.names,
        district=str(said.district_id or ""),
        received_at=said.received_at,
    )


def note_suspects(desk: Desk, case: Case, said: Particulars, known: Fingerprints) -> None:
    """Note which earlier cases a new one may repeat, and make it findable itself."""
    found = find(desk.session, subject_of(said, known), case.enterprise_id, desk.now, besides=case.id)
    _note(desk.session, case, found)
    index.index_case(desk.session.connection(), case.id, words_of(case))


def note_suspects_of_stored(desk: Desk, case: Case) -> None:
    """The same for a draft that becomes a register entry."""
    subject = _subjects(desk.session, [case.id])[case.id]
    _note(desk.session, case, find(desk.session, subject, case.enterprise_id, desk.now, besides=case.id))
    index.index_case(desk.session.connection(), case.id, words_of(case))


def _note(session: Session, case: Case, found: Iterable[Suggestion]) -> None:
    rows = [
        {
            "case_id": case.id,
            "earlier_id": suggestion.case_id,
            "relation": suggestion.finding.relation,
            "score": round(suggestion.score.total, 4),
            "reasons": _reasons(suggestion.score),
            "verdict": Verdict.SUGGESTED,
        }
        for suggestion in found
        if suggestion.finding.relation is not Relation.HISTORY
    ]
    if rows:
        session.execute(rows_into(RepeatLink), rows)


def _reasons(score: Score) -> list[str]:
    """What speaks for the suggestion, the weightiest first."""
    speaking = sorted((part for part in score.parts if part.value > 0), key=lambda part: -part.evidence)
    return [part.reason for part in speaking]


def reindex(session: Session, case: Case, former: str) -> None:
    """Amended words take the place of the former ones."""
    if (words := words_of(case)) != former and case.state is not State.DRAFT:
        connection = session.connection()
        index.unindex_case(connection, case.id, former)
        index.index_case(connection, case.id, words)
