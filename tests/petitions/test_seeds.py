"""The demonstration city: built through the commands, looks like a bureau's register, and replays to what it stores."""

from collections import Counter
from datetime import UTC, datetime
from random import Random

import pytest
from sqlalchemy import Engine, func, select

from petitions.audit import verify
from petitions.db import make_engine, make_sessions
from petitions.models import (
    Case,
    CaseEvent,
    CaseFlag,
    DaySeal,
    Evaluation,
    Officer,
    Ownership,
    Plan,
    RepeatLink,
    StrikeOffSignature,
    Supervision,
    TermRun,
)
from petitions.seeds import NotEmpty, build
from petitions.vault import Vault
from workflow.states import UNDECIDED, Bucket, State
from workflow.terms import Term
from workflow.verbs import Verb
from workflow.vocabulary import Flag, Level, Relation, Verdict

NOW = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory, sqlite_template) -> Engine:
    """Three months of the demonstration city."""
    path = tmp_path_factory.mktemp("city") / "city.db"
    path.write_bytes(sqlite_template.read_bytes())
    engine = make_engine(f"sqlite:///{path}")
    vault = Vault(b"k" * 32, Random(3).randbytes)
    build(make_sessions(engine), vault, lambda _: "hash", password="x", now=NOW, months=3)
    yield engine
    engine.dispose()


def counted(engine: Engine, column, *where) -> Counter:
    with make_sessions(engine)() as session:
        query = select(column, func.count()).where(*where).group_by(column)
        return Counter(dict(session.execute(query).all()))


def test_every_cases_stored_state_is_what_its_events_replay_to(city: Engine) -> None:
    with make_sessions(city)() as session:
        walk = verify(session)
        cases = session.scalars(select(func.count()).select_from(Case)).one()
        assert walk.broken is None
        assert walk.cases == cases > 250
        assert session.scalars(select(func.max(DaySeal.day))).one() < NOW.date()


def test_every_outcome_and_every_stage_occurs(city: Engine) -> None:
    states = counted(city, Case.state)
    present = {state.bucket for state in states}
    assert present >= {Bucket.NOT_STARTED, Bucket.IN_PROGRESS, Bucket.DONE, Bucket.REFUSED}
    verbs = counted(city, CaseEvent.verb)
    must = (
        Verb.MERGE,
        Verb.REDIRECT,
        Verb.CONFIRM_REPEAT,
        Verb.SIGN_PLAN,
        Verb.SIGN_STRIKE_OFF,
        Verb.VISIT,
        Verb.ARCHIVE,
    )
    assert all(verbs[verb] for verb in must), [verb for verb in must if not verbs[verb]]
    assert sum(states[state] for state in UNDECIDED) > 40, "today's queue is full"


def test_a_few_cases_are_emergencies_suspected_crimes_and_requests_for_more_days(city: Engine) -> None:
    verbs = counted(city, CaseEvent.verb)
    assert 0 < verbs[Verb.RAISE_EMERGENCY] <= 10
    assert verbs[Verb.REPORT_EMERGENCY] == verbs[Verb.RAISE_EMERGENCY]
    assert 0 < verbs[Verb.REPORT_CRIME] <= 10
    assert verbs[Verb.HAND_OVER_CRIME] + verbs[Verb.DECLINE_REFERRAL] <= verbs[Verb.REPORT_CRIME]
    assert 0 < verbs[Verb.ASK_EXTENSION] <= 20
    with make_sessions(city)() as session:
        late = select(TermRun.id).where(
            TermRun.term.in_((Term.EMERGENCY_REPORT, Term.CRIMINAL_DECIDE, Term.CRIMINAL_HANDOVER)),
            TermRun.stopped_at > TermRun.due_at,
        )
        assert session.scalars(late).all() == []


def test_flagged_cases_have_both_owners_and_closed_ones_both_signatures(city: Engine) -> None:
    with make_sessions(city)() as session:
        closed = session.scalars(select(Case.id).where(Case.dual_required, Case.state == State.CLOSED)).all()
        assert closed
        for model in (Ownership, StrikeOffSignature):
            rows = session.execute(select(model.case_id, model.level).where(model.case_id.in_(closed)))
            levels = {}
            for case_id, level in rows:
                levels.setdefault(case_id, set()).add(level)
            assert all(levels.get(case_id) == set(Level) for case_id in closed)


def test_repeats_are_confirmed_by_people_and_planned(city: Engine) -> None:
    verdicts = counted(city, RepeatLink.verdict)
    assert verdicts[Verdict.CONFIRMED] > 10
    with make_sessions(city)() as session:
        flagged = session.scalars(select(CaseFlag.case_id).where(CaseFlag.flag == Flag.REPEAT)).all()
        replied = session.scalars(
            select(Case.id).where(Case.id.in_(flagged), Case.state.in_((State.REPLIED, State.CLOSED)))
        ).all()
        planned = set(session.scalars(select(Plan.case_id)).all())
    assert replied
    assert set(replied) <= planned


def test_people_tell_of_one_source_and_their_cases_become_incidents(city: Engine) -> None:
    sizes = Counter(counted(city, Case.lead_id, Case.lead_id.is_not(None)).values())
    assert sum(count for size, count in sizes.items() if 3 <= size <= 20) >= 12
    assert max(sizes) <= 30, "no incident swallows the city"
    relations = counted(city, RepeatLink.relation, RepeatLink.verdict == Verdict.CONFIRMED)
    verbs = counted(city, CaseEvent.verb)
    assert relations[Relation.ASSOCIATED] > 30
    assert verbs[Verb.CONFIRM_REPEAT] < 0.03 * sum(verbs.values())


def test_evaluations_and_supervision_look_like_an_offices(city: Engine) -> None:
    ratings = counted(city, Evaluation.rating)
    assert sum(ratings.values()) > 20
    with make_sessions(city)() as session:
        running = session.scalars(
            select(func.count()).select_from(TermRun).where(TermRun.stopped_at.is_(None))
        ).one()
        unanswered = session.scalars(
            select(func.count()).select_from(Supervision).where(Supervision.answered_at.is_(None))
        ).one()
        notices = session.scalars(select(func.count()).select_from(Supervision)).one()
    assert running > 40
    assert unanswered <= notices / 2, "most notices are answered"


def test_a_register_that_holds_something_is_not_built_over(city: Engine) -> None:
    with make_sessions(city)() as session:
        officers = session.scalars(select(func.count()).select_from(Officer)).one()
    with pytest.raises(NotEmpty, match="不能建立演示城市"):
        build(
            make_sessions(city), Vault(b"k" * 32, Random(3).randbytes), lambda _: "h", password="x", now=NOW
        )
    with make_sessions(city)() as session:
        assert session.scalars(select(func.count()).select_from(Officer)).one() == officers
