"""The door of bulletins: who does what when, what is refused by which rule, what is kept, and that it verifies."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from petitions.bulletin_record import verify
from petitions.bulletins import (
    BulletinDesk,
    Count,
    Imprint,
    NoBulletin,
    StaleBulletin,
    find,
    history,
    next_number,
)
from petitions.models import Bulletin, BulletinPrint
from tests.support.office import scenario
from workflow.issuing import BulletinFacts
from workflow.machine import Refused
from workflow.tables.bulletin import BulletinEdition, BulletinState

__all__ = ["scenario"]

SOUND = BulletinFacts("2026年10月")
COUNT = Count(date(2026, 11, 2), '{"registered":6}', "[]")
PRINTS = {BulletinEdition.INTERNAL: b"%PDF-named", BulletinEdition.PUBLIC: b"%PDF-redacted"}


def imprint(number=1, year=2026):
    return Imprint(year, number, date(year, 11, 3), '{"agency":"青川市生态环境局"}', PRINTS)


class Played:
    """A bulletin in the making, each step by its usual person."""

    def __init__(self, scenario, period="2026-10"):
        self.scenario, self.period, self.seen = scenario, period, 0

    def does(self, who, act, *given, found=SOUND, seen=None):
        self.scenario.pass_time(minutes=7)
        with self.scenario.sessions.begin() as session:
            desk = BulletinDesk(session, self.scenario.office, self.scenario.actor(who), self.scenario.now)
            last = () if act == "draft" else (self.seen if seen is None else seen,)
            bulletin = getattr(desk, act)(self.period, *last, *given, found)
            self.seen = len(history(session, bulletin))
            return bulletin

    def drafted(self):
        self.does("statistician", "draft", COUNT)
        return self

    def checked(self):
        self.drafted().does("petition_head", "check")
        return self

    def issued(self, number=1):
        self.checked().does("deputy_petitions", "issue", imprint(number))
        return self

    def read(self):
        with self.scenario.sessions() as session:
            return find(session, self.period)


@pytest.fixture
def bulletin(scenario):
    return Played(scenario)


def codes(refused):
    return [reason.code for reason in refused.value.reasons]


def test_a_bulletin_is_drafted_checked_and_issued_by_their_people(bulletin):
    assert bulletin.issued().read().state is BulletinState.ISSUED
    found = bulletin.read()
    assert (found.year, found.number, found.facts) == (2026, 1, COUNT.facts)
    with bulletin.scenario.sessions() as session:
        done = history(session, found)
        assert [(one.verb.value, one.actor) for one in done] == [
            ("draft", "统计通报员"), ("check", "信访科负责人"), ("issue", "分管信访负责人"),
        ]  # fmt: skip
        kept = {one.edition: one.body for one in session.query(BulletinPrint)}
        assert kept == PRINTS
        assert list(verify(session)) == []


@pytest.mark.parametrize("wrote", ["draft", "edit", "recount"])
def test_whoever_wrote_at_it_does_not_check_it(bulletin, wrote):
    head = "petition_head"
    if wrote == "draft":
        bulletin.does(head, "draft", COUNT)
    else:
        bulletin.drafted().does(head, wrote, '{"a":1}' if wrote == "edit" else COUNT)
    with pytest.raises(Refused) as refused:
        bulletin.does(head, "check")
    assert codes(refused) == ["drafter-checks"]
    assert bulletin.does("petition_head_two", "check").state is BulletinState.CHECKED


@pytest.mark.parametrize(
    "who", ["operator", "handler", "unit_head", "statistician", "auditor", "system_admin"]
)
def test_nobody_else_checks_or_issues(bulletin, who):
    bulletin.drafted()
    with pytest.raises(Refused) as refused:
        bulletin.does(who, "check")
    assert codes(refused) == ["not-your-role"]
    bulletin.does("petition_head", "check")
    with pytest.raises(Refused) as refused:
        bulletin.does(who, "issue", imprint())
    assert codes(refused) == ["not-your-role"]


def test_a_period_that_runs_is_not_drafted(bulletin):
    with pytest.raises(Refused) as refused:
        bulletin.does("statistician", "draft", COUNT, found=replace(SOUND, period_over=False))
    assert codes(refused) == ["period-runs"]
    assert bulletin.read() is None


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"discrepancies": ("各渠道之和为5，登记总数为6，二者不符。",)}, "totals-disagree"),
        ({"moved": ("登记总数原为6件，现为7件。",)}, "figures-moved"),
        ({"leaks": ("某某化工有限公司。",)}, "internal-in-public"),
        ({"text_faults": ("总体情况第1段的数字有改动。",)}, "text-unfit"),
    ],
)
def test_what_is_not_sound_is_neither_checked_nor_issued_and_it_is_said_why(bulletin, wrong, code):
    bulletin.drafted()
    for who, act, given in (("petition_head", "check", ()), ("bureau_head", "issue", (imprint(),))):
        with pytest.raises(Refused) as refused:
            bulletin.does(who, act, *given, found=replace(SOUND, **wrong))
        assert codes(refused) == [code]
        assert next(iter(wrong.values()))[0] in refused.value.reasons[0].sentence
        if act == "check":
            bulletin.does("petition_head", "check")
    assert bulletin.read().state is BulletinState.CHECKED


def test_a_checked_bulletin_goes_back_with_a_reason_and_is_checked_anew(bulletin):
    bulletin.checked()
    with pytest.raises(Refused) as refused:
        bulletin.does("bureau_head", "send_back", "")
    assert codes(refused) == ["need-reason"]
    found = bulletin.does("bureau_head", "send_back", "下步要求过于笼统。")
    assert (found.state, found.checked_by) == (BulletinState.DRAFT, None)
    with bulletin.scenario.sessions() as session:
        assert history(session, bulletin.read())[-1].reason == "下步要求过于笼统。"
    with pytest.raises(Refused) as refused:
        bulletin.does("bureau_head", "issue", imprint())
    assert codes(refused) == ["no-such-move"]


def test_whoever_comes_too_late_is_told_what_happened(bulletin):
    bulletin.drafted()
    bulletin.does("petition_officer", "edit", '{"b":2}')
    with pytest.raises(StaleBulletin) as stale:
        bulletin.does("statistician", "edit", '{"a":1}', seen=1)
    assert [(one.verb.value, one.actor) for one in stale.value.since] == [("edit", "信访科经办")]
    assert bulletin.read().prose == '{"b":2}'
    with pytest.raises(StaleBulletin):
        bulletin.does("statistician", "draft", COUNT)


def test_an_unknown_period_has_no_bulletin(bulletin):
    with pytest.raises(NoBulletin):
        bulletin.does("petition_head", "check")


def test_numbers_run_without_gaps_within_a_year_and_begin_anew_in_the_next(scenario):
    Played(scenario, "2026-08").issued(1)
    Played(scenario, "2026-09").issued(2)
    late = Played(scenario, "2026-10").checked()
    for taken in (2, 4):
        with pytest.raises(StaleBulletin):
            late.does("bureau_head", "issue", imprint(taken))
    with scenario.sessions() as session:
        assert (next_number(session, 2026), next_number(session, 2027)) == (3, 1)
    late.does("bureau_head", "issue", imprint(1, year=2027))
    with scenario.sessions() as session:
        assert list(verify(session)) == []


def test_an_issued_bulletin_takes_no_further_step(bulletin):
    bulletin.issued()
    for act, given in (("edit", ("{}",)), ("recount", (COUNT,)), ("check", ()), ("send_back", ("重来一次",))):
        with pytest.raises(Refused) as refused:
            bulletin.does("petition_head", act, *given)
        assert codes(refused) == ["no-such-move"]


@pytest.mark.parametrize(
    ("statement", "rail", "said"),
    [
        ("UPDATE bulletin SET facts = '{}'", "rail_bulletin_moved", "facts与最后一次办理时的哈希不符"),
        ("UPDATE bulletin_print SET body = X'00' WHERE edition = 'public'", "rail_bulletin_print_append_only_update",
         "印发的文件与签发时的哈希不符"),
        ("UPDATE bulletin_event SET payload = '{}' WHERE seq = 2", "rail_bulletin_event_append_only_update",
         "内容与其哈希不符"),
        ("UPDATE bulletin SET number = 7", "rail_bulletin_moved", "当年的发文字号不连续"),
    ],
)  # fmt: skip
def test_what_is_changed_past_the_rails_is_found(sqlite_database, statement, rail, said):
    from tests.support.office import Scenario

    office = Scenario(sqlite_database.engine)
    Played(office).issued()
    with office.sessions.begin() as session:
        session.execute(text(f"DROP TRIGGER {rail}"))
        session.execute(text(statement))
    with office.sessions() as session:
        assert any(said in broken.sentence for broken in verify(session))
        assert session.query(Bulletin).count() == 1
