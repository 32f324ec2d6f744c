"""Changes to the office itself: a notice moves provisional limits on record, a setting must be able to stand."""

import json

import pytest
from sqlalchemy import select

from petitions.administration import BadSetting, change_setting, load_notice
from petitions.models import Case, OfficeEvent, TermMove, TermRun
from petitions.office import load_office
from tests.support.office import Scenario
from workflow.calendar import NoticeError
from workflow.needs import SupervisionLevel
from workflow.terms import Term
from workflow.verbs import Verb

NOTICE_2027 = json.dumps(
    {
        "year": 2027,
        "number": None,
        "holidays": [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-03"}],
        "amended_by": [],
        "makeup_days": [],
    }
)


def load(scenario: Scenario, text: str = NOTICE_2027) -> int:
    with scenario.sessions.begin() as session:
        officer = scenario.people["system_admin"].officer_id
        return load_notice(session, scenario.office, text, officer_id=officer, now=scenario.now).moved


def test_loading_a_years_notice_moves_the_provisional_limits_and_keeps_what_moved(scenario: Scenario) -> None:
    scenario.pass_time(days=57)  # Tuesday the 29th of December
    story = scenario.received().transferred()
    story.does(
        Verb.SUPERVISE,
        "supervisor",
        level=SupervisionLevel.ORDINARY,
        problem="签收办理迟缓",
        requirement="立即签收并反馈",
    )
    with scenario.sessions() as session:
        before = session.scalars(select(TermRun).where(TermRun.term == Term.SUPERVISE_ANSWER)).one()
    assert before.provisional
    moved = load(scenario)
    with scenario.sessions() as session:
        after = session.scalars(select(TermRun).where(TermRun.term == Term.SUPERVISE_ANSWER)).one()
        move = session.scalars(select(TermMove).where(TermMove.term_run_id == after.id)).one()
        handling = session.scalars(select(TermRun).where(TermRun.term == Term.HANDLE_A)).one()
        due = session.scalars(select(Case.next_due_at)).one()
    assert moved >= 1
    assert (move.old_due_at, move.new_due_at) == (before.due_at, after.due_at)
    assert after.due_at > before.due_at
    assert not after.provisional
    assert "2027年放假安排" in move.cause
    assert due is not None
    assert not handling.provisional, "a natural-day limit keeps its day and is settled now"


def test_a_notice_that_cannot_be_read_changes_nothing(scenario: Scenario) -> None:
    with pytest.raises(NoticeError):
        load(scenario, '{"year": "soon"}')
    with scenario.sessions() as session:
        assert session.scalars(select(OfficeEvent).where(OfficeEvent.kind == "notice-loaded")).first() is None


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("colour", "red", "没有“colour”这项设置"),
        ("dual_for_all", "yes", "值类型不对"),
        ("hash_algorithm", "md5", "md5"),
        ("term_lengths", {"handle.A": 90}, "法定期限"),
        ("term_lengths", {"soon": 9}, "soon"),
    ],
)
def test_a_setting_that_cannot_stand_is_refused(
    sqlite_scenario: Scenario, key: str, value: object, why: str
) -> None:
    with pytest.raises(BadSetting, match=why), sqlite_scenario.sessions.begin() as session:
        change_setting(session, key, value, officer_id=1, now=sqlite_scenario.now)


def test_dual_ownership_can_be_required_of_every_case(scenario: Scenario) -> None:
    with scenario.sessions.begin() as session:
        officer = scenario.people["system_admin"].officer_id
        change_setting(session, "dual_for_all", True, officer_id=officer, now=scenario.now)
    with scenario.sessions() as session:
        scenario.office = load_office(session, scenario.vault)
        assert session.scalars(select(OfficeEvent.detail).where(OfficeEvent.kind == "setting-changed")).one()
    assert scenario.received().case.dual_required


def test_the_record_may_be_hashed_with_sha256_instead(scenario: Scenario) -> None:
    from petitions.audit import verify

    scenario.received()
    with scenario.sessions.begin() as session:
        change_setting(session, "hash_algorithm", "sha256", officer_id=1, now=scenario.now)
    with scenario.sessions() as session:
        scenario.office = load_office(session, scenario.vault)
    scenario.received().classified()
    with scenario.sessions() as session:
        assert verify(session).broken is None
