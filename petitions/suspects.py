"""Suspected repeats of a case: found in the register, scored, and noted for a person to decide.

The seam between the pure comparison (``petitions.repeats``) and the tables.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    ScalarSelect,
    Select,
    bindparam,
    func,
    select,
)
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import Pool

from petitions.chain import canonical, digest
from petitions.db import rows_into
from petitions.desk import Desk
from petitions.models import Case, CaseEvent, CaseType, Petitioner, RepeatLink
from petitions.office import Office
from petitions.particulars import Fingerprints, Particulars
from petitions.repeats import candidates, index, normalise
from petitions.repeats.calibration import AS_LEARNED, Calibration
from petitions.repeats.parts import Said
from petitions.repeats.recent import Answer, Recent
from petitions.repeats.score import Score
from petitions.repeats.subject import Hash, Standing, Subject
from petitions.repeats.suggest import Suggestion, suggest
from petitions.visibility import visible_to
from workflow.states import OPEN, UNREGISTERED, State
from workflow.vocabulary import Opinion, Relation, Verdict

NOTED = 5
"""Suggestions kept with a case; history is shown on request and not kept."""
RETRIEVED, COMPARED = 30, 10
"""While somebody types, so many are found by their words and read, and so many of them compared in full."""
GRAMS = 60
AT_ONCE = 5
"""And so many, taken as the index has them, of a matter that is registered without having been typed here."""
RELATED = 2
"""And so many of the newest of the same caller, and of the same enterprise."""

OPINIONS = "opinions"
"""In the first event of a case: what whoever took it down thought of the suspects beside the form."""

NONE: Mapping[Any, Any] = MappingProxyType({})
_firm = lru_cache(1024)(normalise.enterprise)
"""The same few hundred firms are named again and again."""

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_NEWEST = select(func.max(Case.id))
_CAME_IN = select(Case.id).where(Case.id > bindparam("newest"), Case.id != bindparam("own")).limit(1)
_RECENT: WeakKeyDictionary[Pool, Recent] = WeakKeyDictionary()


def _all_of(column: Any) -> ScalarSelect[str]:
    """What stands in a column of the rows of one case, as one comma-separated text."""
    joined = select(func.aggregate_strings(column, ",")).where(column.class_.case_id == Case.id)
    return joined.scalar_subquery()


@cache
def _earlier(by_phone: bool, by_enterprise: bool) -> Select[*tuple[Any, ...]]:
    """The cases of given numbers, and those of the same caller or enterprise, with all that is compared."""
    wanted: ColumnElement[bool] = Case.id.in_(_IDS)
    if by_phone or by_enterprise:
        case, petitioner = Case.__table__, Petitioner.__table__
        wanted |= Case.id.in_(candidates.related(case, petitioner, by_phone, by_enterprise))
    return select(
        Case.id,
        Case.title,
        Case.content,
        Case.place,
        Case.respondent,
        Case.state,
        Case.received_at,
        Case.district_id,
        _all_of(CaseType.type).label("types"),
        _all_of(Petitioner.phone_hash).label("phones"),
        _all_of(Petitioner.name_hash).label("people"),
    ).where(wanted)


def calibration_of(office: Office) -> Calibration:
    """How the office's own verdicts bend the likelihood of a repeat."""
    return Calibration(office.settings.repeat_scale, office.settings.repeat_shift)


def words_of(case: Case | Row[*tuple[Any, ...]]) -> str:
    """What a case, or a row with its words, is found by."""
    return "\n".join((case.title, case.place, case.respondent, case.content))


def find(
    session: Session,
    new: Subject,
    enterprise_id: int | None,
    now: datetime,
    *,
    judged: Collection[int] = (),
    calibration: Calibration = AS_LEARNED,
) -> list[Suggestion]:
    """The likeliest earlier cases of a matter being typed, best first; remembered for when it is registered.

    ``judged`` and those of the same caller are compared whatever their words.
    """
    connection = session.connection()
    newest = connection.execute(_NEWEST).scalar_one_or_none() or 0
    found = candidates.candidates(connection, new, RETRIEVED, GRAMS)
    subjects = _subjects(connection, [*found.ids, *judged], new.phones, enterprise_id)
    by_words = {
        number: subjects[number]
        for number in found.ids
        if number not in judged and not subjects[number].phones & new.phones
    }
    for number in by_words.keys() - set(candidates.nearest(found.telling, by_words, COMPARED)):
        del subjects[number]
    suggested = suggest(new, subjects, now, NOTED + len(judged), calibration=calibration) if subjects else []
    _recent(connection).keep(new, enterprise_id, Answer(now, newest, tuple(suggested)))
    return suggested


def _recent(connection: Connection) -> Recent:
    """What was found of late in this database by this process."""
    return _RECENT.setdefault(connection.engine.pool, Recent())


def _found_while_typed(
    desk: Desk, case: Case, new: Subject, judged: Collection[int]
) -> Sequence[Suggestion] | None:
    """What stood beside the form, if it was asked for these very words and nothing came in since."""
    connection = desk.session.connection()
    answer = _recent(connection).answer(new, case.enterprise_id, desk.now)
    if answer is None or not set(judged) <= {suggestion.case_id for suggestion in answer.found}:
        return None
    came_in = connection.execute(_CAME_IN, {"newest": answer.newest, "own": case.id}).first()
    return answer.found if came_in is None else None


def _find_at_once(
    desk: Desk, case: Case, new: Subject, thought: Mapping[int, Opinion | None] = NONE
) -> Sequence[Suggestion]:
    """The same for a case that is registered: what was found while it was typed.

    Where that is unknown, the likeliest by the index alone, and those that were shown.
    """
    judged = [number for number, opinion in thought.items() if opinion]
    if (found_before := _found_while_typed(desk, case, new, judged)) is not None:
        return found_before
    connection, shown = desk.session.connection(), thought.keys()
    found = candidates.candidates(connection, new, AT_ONCE)
    subjects = _subjects(connection, [*found.ids, *shown], new.phones, case.enterprise_id)
    subjects.pop(case.id, None)
    calibration = calibration_of(desk.office)
    return suggest(new, subjects, desk.now, NOTED + len(shown), calibration=calibration) if subjects else []


def _subjects(
    connection: Connection,
    ids: Sequence[int],
    phones: Collection[Hash] = (),
    enterprise_id: int | None = None,
) -> dict[int, Subject]:
    """The cases of these numbers, and the newest ones of these phones or of this enterprise, in one statement."""
    given: dict[str, object] = {"ids": ids}
    if phones or enterprise_id is not None:
        given |= {"phones": sorted(phones), "enterprise": enterprise_id, "most": RELATED}
    statement = _earlier(bool(phones), enterprise_id is not None)
    return {
        row.id: Subject(
            text=row.content,
            title=row.title,
            place=row.place,
            enterprise=_firm(row.respondent),
            types=_parts(row.types),
            phones=_parts(row.phones),
            people=_parts(row.people),
            district=str(row.district_id or ""),
            received_at=row.received_at,
            standing=_standing(row.state),
        )
        for row in connection.execute(statement, given).all()
    }


def _parts(joined: str | None) -> frozenset[str]:
    return frozenset(joined.split(",")) if joined else frozenset()


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
        enterprise=_firm(said.respondent),
        types=frozenset(choice.type.value for choice in said.types),
        phones=known.phones,
        people=known.names,
        district=str(said.district_id or ""),
        received_at=said.received_at,
    )


def entry_given(
    desk: Desk, said: Particulars, shown: Mapping[str, Opinion | None] = NONE
) -> dict[str, object]:
    """What the first event of a case tells: the digest of the entry, and what the officer thought of those ``shown``."""
    given: dict[str, object] = {OPINIONS: opinions} if (opinions := _formed(shown)) else {}
    return given | {"particulars": digest(desk.office.algorithm, canonical(said.columns).encode())}


def _formed(shown: Mapping[str, Opinion | None]) -> dict[str, Opinion]:
    return {number: opinion for number, opinion in shown.items() if opinion}


def _opinions_of(session: Session, case: Case) -> dict[str, Opinion | None]:
    """What was thought when the draft was recorded."""
    first = select(CaseEvent.payload).where(CaseEvent.case_id == case.id, CaseEvent.seq == 1)
    told = json.loads(session.execute(first).scalar_one()).get(OPINIONS, {})
    return {number: Opinion(opinion) for number, opinion in told.items()}


def note_suspects(
    desk: Desk, case: Case, said: Particulars, known: Fingerprints, shown: Mapping[str, Opinion | None] = NONE
) -> None:
    """Note which earlier cases a new one may repeat, and make it findable itself.

    ``shown`` are the cases beside the form, with what the officer thinks of each: one that he thinks the same is
    noted whatever its score, if he may see it.
    """
    thought = _numbered(desk, shown)
    _note(desk.session, case, _find_at_once(desk, case, subject_of(said, known), thought), thought)
    index.index_case(desk.session.connection(), case.id, words_of(case))


def note_suspects_of_stored(desk: Desk, case: Case) -> None:
    """The same for a draft that becomes a register entry, with the opinions that were formed when it was recorded."""
    thought = _numbered(desk, _opinions_of(desk.session, case))
    subject = _subjects(desk.session.connection(), [case.id])[case.id]
    _note(desk.session, case, _find_at_once(desk, case, subject, thought), thought)
    index.index_case(desk.session.connection(), case.id, words_of(case))


def _numbered(desk: Desk, shown: Mapping[str, Opinion | None]) -> dict[int, Opinion | None]:
    """The opinions by the cases' inner numbers; what the officer may not see he has no opinion of."""
    if not shown:
        return {}
    asked = Case.case_no.in_(sorted(shown))
    seen = desk.session.execute(select(Case.id, Case.case_no).where(asked, visible_to(desk.actor)))
    return {row.id: shown[row.case_no] for row in seen}


def _note(
    session: Session, case: Case, found: Iterable[Suggestion], thought: Mapping[int, Opinion | None] = NONE
) -> None:
    rows = [
        {
            "case_id": case.id,
            "earlier_id": suggestion.case_id,
            "relation": suggestion.finding.relation,
            "score": round(suggestion.score.total, 4),
            "learned": round(suggestion.learned, 6),
            "reasons": _reasons(suggestion.score),
            "verdict": Verdict.SUGGESTED,
            "opinion": thought.get(suggestion.case_id),
        }
        for suggestion in found
        if suggestion.finding.relation is not Relation.HISTORY or thought.get(suggestion.case_id)
    ]
    noted = {row["earlier_id"] for row in rows}
    rows += [
        {
            "case_id": case.id,
            "earlier_id": earlier_id,
            "relation": Relation.HISTORY,
            "score": 0.0,
            "learned": None,
            "reasons": [],
            "verdict": Verdict.SUGGESTED,
            "opinion": opinion,
        }
        for earlier_id, opinion in thought.items()
        if opinion is Opinion.SAME and earlier_id not in noted
    ]
    if rows:
        session.execute(rows_into(RepeatLink), rows)


def _reasons(score: Score) -> list[Said]:
    """What speaks for the suggestion, the weightiest first."""
    speaking = sorted((part for part in score.parts if part.value > 0), key=lambda part: -part.evidence)
    return [said for part in speaking for said in part.reasons]


def reindex(session: Session, case: Case, former: str) -> None:
    """Amended words take the place of the former ones."""
    if (words := words_of(case)) != former and case.state not in UNREGISTERED:
        connection = session.connection()
        index.unindex_case(connection, case.id, former)
        index.index_case(connection, case.id, words)


def tidy_index(sessions: sessionmaker[Session]) -> None:
    """Settle what was written since the last time and count the words anew: every night, and after an import.

    Each step in a transaction of its own, so that nobody waits long; the counting only reads and keeps nobody waiting.
    """
    unsettled = True
    while unsettled:
        with sessions.begin() as session:
            unsettled = index.settle(session.connection())
    with sessions() as session:
        counted = index.count_frequencies(session.connection(execution_options={"reading": True}))
    with sessions.begin() as session:
        index.store_frequencies(session.connection(), counted)


def rebuild_index(session: Session, progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Index every registered case anew: after a restore, an import past the desk, or a change of how words are folded.

    One transaction, for which every other writer waits: do it while the office rests.
    """
    registered = Case.state.not_in(UNREGISTERED)
    total = session.scalar(select(func.count()).select_from(Case).where(registered)) or 0
    columns = select(Case.id, Case.title, Case.place, Case.respondent, Case.content)
    asked = columns.where(registered).order_by(Case.id).execution_options(yield_per=index.BATCH)
    rows = session.connection().execute(asked)
    words = ((row.id, words_of(row)) for row in rows)
    return index.rebuild(session.connection(), words, lambda done: progress(done, total))
