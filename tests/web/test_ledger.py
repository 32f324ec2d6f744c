"""An old register becomes history: its figures are those of the sheet, and nobody takes it for work done here."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from petitions.audit import seal_days, verify
from petitions.commands import COMMANDS
from petitions.db import make_engine
from petitions.desk import Desk
from petitions.intake.ledger import ledger_columns
from petitions.intake.mapping import UnknownColumn
from petitions.intake.spreadsheets import Sheet, read_rows
from petitions.models import (
    Case,
    CaseEvent,
    CaseType,
    OutboxMessage,
    Paper,
    Proposal,
    RepeatLink,
    TermRun,
)
from tests.support.ledger import HEADERS, Row, as_csv
from tests.support.office import Scenario, scenario
from web.ledger import LedgerImport, LedgerOutcome, SealedDays, run
from workflow.calendar import local_day
from workflow.machine import Refused
from workflow.needs import TransferMode
from workflow.roles import Role
from workflow.states import State
from workflow.terms import Term
from workflow.verbs import Verb
from workflow.vocabulary import PollutionSubtype, PollutionType, Relation

__all__ = ["scenario"]

Taker = Callable[..., LedgerOutcome]

WHOLE: Row = dict.fromkeys(HEADERS, "") | {
    "信访件编号": "A1",
    "来源渠道": "12369电话",
    "收到时间": "2026-03-02 09:10",
    "受理时间": "2026-03-05",
    "承办单位": "东城分局",
    "调查完成时间": "2026-03-20",
    "属实情况": "部分属实",
    "答复时间": "2026-04-01",
    "答复方式": "电话",
    "办结时间": "2026-04-10",
    "满意度": "基本满意",
    "污染类型": "餐饮油烟、噪声",
    "反映内容": "楼下烧烤店油烟直排，夜间吵闹。",
    "联系方式": "19900001111",
}


def row(**changes: str) -> Row:
    """A whole row with some cells otherwise."""
    return WHOLE | changes


OPEN = dict.fromkeys(("调查完成时间", "属实情况", "答复时间", "答复方式", "办结时间", "满意度"), "")
UNDECIDED = OPEN | {"受理时间": ""}


def taken(scenario: Scenario, sheet: list[Row], *, dry: bool = False) -> LedgerOutcome:
    return entered(scenario, read_rows(as_csv(sheet).encode(), "台账.csv"), dry=dry)


def entered(scenario: Scenario, table: Sheet, *, dry: bool = False) -> LedgerOutcome:
    columns = ledger_columns(table.headers)
    actor = scenario.actor("petition_head")
    job = LedgerImport(table, columns, scenario.office, actor, scenario.now, dry)
    return run(job, scenario.sessions, lambda outcome: None)


@pytest.fixture
def take(scenario: Scenario) -> Taker:
    """Imports rows, and says what came of them."""
    return lambda *rows, dry=False: taken(scenario, list(rows), dry=dry)


@pytest.fixture
def read(scenario: Scenario) -> Callable[[Any], list[Any]]:
    def read(query: Any) -> list[Any]:
        with scenario.sessions() as session:
            return list(session.execute(query).all())

    return read


# --- one row --------------------------------------------------------------------------------------------------------


def test_a_row_enters_with_its_history_each_event_at_its_own_time(take, read):
    assert take(row()).registered == 1
    events = read(select(CaseEvent.verb, CaseEvent.day, CaseEvent.target).order_by(CaseEvent.seq))
    assert [(event.verb, event.day.isoformat(), event.target) for event in events] == [
        (Verb.HISTORY_REGISTER, "2026-03-02", State.REGISTERED),
        (Verb.HISTORY_ACCEPT, "2026-03-05", State.ACCEPTED),
        (Verb.HISTORY_FIND, "2026-03-20", State.ACCEPTED),
        (Verb.HISTORY_REPLY, "2026-04-01", State.REPLIED),
        (Verb.HISTORY_RATE, "2026-04-01", State.REPLIED),
        (Verb.HISTORY_CLOSE, "2026-04-10", State.CLOSED),
    ]
    [case] = read(select(Case.state, Case.month, Case.origin_no, Case.contact_known, Case.anonymous))
    assert tuple(case) == (State.CLOSED, "2026-03", "A1", True, False)
    types = read(select(CaseType.type, CaseType.subtype).order_by(CaseType.type))
    assert [tuple(one) for one in types] == [
        (PollutionType.AIR, PollutionSubtype.CATERING_FUME),
        (PollutionType.NOISE, None),
    ]


def test_every_event_names_the_row_and_the_moment_of_its_entry(take, read, scenario):
    take(row())
    entered = scenario.now.isoformat(timespec="seconds")
    payloads = [json.loads(one.payload) for one in read(select(CaseEvent.payload))]
    assert len(payloads) == 6
    assert {(one["source"], one["entered_at"]) for one in payloads} == {("台账.csv第2行", entered)}


def test_nothing_is_sent_and_no_paper_numbered_for_the_past(take, read):
    take(row(), row(信访件编号="A2", **UNDECIDED, 不予受理时间="2026-03-09", 不予受理原因="应当由法院处理"))
    assert read(select(OutboxMessage.id)) == [] and read(select(Paper.id)) == []


def test_the_limits_ran_and_stopped_as_the_ledger_tells(take, read):
    take(row())
    runs = {
        run.term: run
        for run in read(select(TermRun.term, TermRun.due_at, TermRun.stopped_at, TermRun.stopped_by))
    }
    assert local_day(runs[Term.ACCEPT_NOTIFY].due_at) == date(2026, 3, 17)
    assert runs[Term.ACCEPT_NOTIFY].stopped_by is Verb.HISTORY_ACCEPT
    assert local_day(runs[Term.HANDLE_A].due_at) == date(2026, 5, 4)
    assert local_day(runs[Term.HANDLE_A].stopped_at) == date(2026, 4, 1)
    assert local_day(runs[Term.EVALUATE].due_at) == date(2026, 4, 16)


def test_the_record_verifies_before_and_after_the_days_are_sealed(take, scenario):
    take(row(), row(信访件编号="A2", 收到时间="2026-03-03", 重复于="A1"))
    with scenario.sessions.begin() as session:
        assert verify(session).broken is None
        seal_days(session, scenario.office.algorithm, local_day(scenario.now), scenario.now)
        walked = verify(session)
        assert walked.broken is None and walked.seals > 5


def test_an_open_case_of_the_ledger_goes_on_by_the_ordinary_verbs(take, read, scenario):
    take(row(**OPEN))
    [case] = read(select(Case.case_no, Case.state, Case.next_due_at))
    assert case.state is State.ACCEPTED and local_day(case.next_due_at) == date(2026, 5, 4)
    given = {"mode": TransferMode.ASSIGN, "unit": scenario.units["west"], "requirement": "续办台账未结件。"}
    with scenario.sessions.begin() as session:
        desk = Desk(session, scenario.office, scenario.actor("petition_officer"), scenario.now)
        entry = COMMANDS[Verb.TRANSFER]
        entry.do(entry.command(case_no=case.case_no, **given), desk)
        assert verify(session).broken is None
    assert read(select(Case.state))[0].state is State.DISPATCHED


def test_nobody_enters_history_at_a_page_nor_for_a_case_of_this_system(scenario):
    story = scenario.received().accepted()
    command = COMMANDS[Verb.HISTORY_CLOSE].command(case_no=story.no, source="台账", entered_at="今天")
    for who, code in (("petition_head", "not-your-role"), ("system", "not-of-a-ledger")):
        actor = scenario.actor("petition_head")
        if who == "system":
            actor = replace(actor, roles=frozenset({Role.SYSTEM}))
        with scenario.sessions() as session, pytest.raises(Refused, match=code):
            COMMANDS[Verb.HISTORY_CLOSE].do(command, Desk(session, scenario.office, actor, scenario.now))


def test_what_only_says_that_there_is_nothing_is_no_contact(take, read):
    take(row(联系方式="匿名"), row(信访件编号="A2", 联系方式="138****2222"))
    cases = read(select(Case.contact_known, Case.anonymous).order_by(Case.id))
    assert [tuple(case) for case in cases] == [(False, True), (True, False)]


def test_a_repeat_is_a_link_that_the_ledger_confirmed_and_ties_the_two_into_an_incident(take, read):
    take(
        row(信访件编号="A3", 收到时间="2026-03-12", 受理时间="2026-03-13", 重复于="A1"),
        row(),
        row(信访件编号="A4", 收到时间="2026-05-01", 重复于="A1", **UNDECIDED),
    )
    first, again, later = (one.id for one in read(select(Case.id).order_by(Case.received_at)))
    links = read(
        select(RepeatLink.case_id, RepeatLink.earlier_id, RepeatLink.relation).order_by(RepeatLink.case_id)
    )
    assert [tuple(link) for link in links] == [
        (again, first, Relation.SAME_OPEN),
        (later, first, Relation.SAME_NEW_FACTS),
    ]
    assert {one.lead_id for one in read(select(Case.lead_id))} == {first}


def test_a_repeat_of_the_same_day_comes_after_its_original_whatever_hour_that_names(take, read):
    same_day = {"收到时间": "2026-03-02", "受理时间": "2026-03-02"}
    outcome = take(
        row(信访件编号="A2", 重复于="A1", **same_day), row(信访件编号="A3", 重复于="A2", **same_day), row()
    )
    assert outcome.refused == []
    assert [one.origin_no for one in read(select(Case.origin_no).order_by(Case.id))] == ["A1", "A2", "A3"]


@pytest.mark.parametrize(
    ("told", "ground"),
    [
        ("已经、正在或者应当由法院、检察院处理", "judicial"),
        ("由法院、检察院处理", "judicial"),
        ("处理", "处理"),
        ("反映内容不属实", "反映内容不属实"),
    ],
)
def test_a_refusal_keeps_the_ground_that_its_words_name_and_nobody_as_its_judge(take, read, told, ground):
    take(row(**UNDECIDED, 不予受理时间="2026-03-09", 不予受理原因=told))
    [proposal] = read(select(Proposal.ground, Proposal.reason, Proposal.decided_by, Proposal.agreed))
    assert tuple(proposal) == (ground, told, None, True)


# --- what is refused ------------------------------------------------------------------------------------------------

BAD = (
    ({"受理时间": "2026-03-01"}, "受理时间", "早于收到时间"),
    ({"答复时间": "2026-03-10"}, "答复时间", "早于调查完成时间"),
    ({"办结时间": "2026-03-31"}, "办结时间", "早于答复时间"),
    ({"办结时间": "2027-03-31"}, "办结时间", "在将来"),
    ({"收到时间": "去年"}, "收到时间", "不是可识别的时间"),
    ({"收到时间": ""}, "收到时间", "没有写明收到时间"),
    ({"来源渠道": "信鸽"}, "来源渠道", "不能识别"),
    ({"来源渠道": ""}, "来源渠道", "没有写明"),
    ({"承办单位": "南城分局"}, "承办单位", "没有名为“南城分局”的单位"),
    ({"污染类型": "噪声、鬼火"}, "污染类型", "“鬼火”不是本系统的污染类型"),
    ({"属实情况": "也许"}, "属实情况", "不能识别"),
    ({"满意度": "马马虎虎"}, "满意度", "不能识别"),
    ({"答复方式": "烽火"}, "答复方式", "不能识别"),
    ({"答复方式": ""}, "答复方式", "没有答复方式"),
    ({"答复时间": "", "答复方式": ""}, "满意度", "没有答复时间"),
    ({"调查完成时间": ""}, "调查完成时间", "没有调查完成时间"),
    ({"受理时间": ""}, "调查完成时间", "没有受理时间"),
    ({"不予受理时间": "2026-03-06", "不予受理原因": "重复"}, "不予受理时间", "既写了受理时间"),
    ({**UNDECIDED, "不予受理时间": "2026-03-06"}, "不予受理原因", "没有写明不予受理的原因"),
    ({"重复于": "A999"}, "重复于", "没有编号为“A999”"),
    ({"重复于": "A1"}, "重复于", "原件编号就是本件"),
    ({"信访件编号": ""}, "信访件编号", "没有编号"),
    ({"反映内容": ""}, "反映内容", "内容为空"),
)


@pytest.mark.parametrize(("cells", "column", "reason"), BAD)
def test_a_row_that_cannot_be_believed_is_told_with_row_column_and_reason(
    sqlite_office, cells, column, reason
):
    good = row(信访件编号="B1")
    outcome = taken(sqlite_office, [good, row(**cells)], dry=True)
    told = [(problem.row, problem.column) for problem in outcome.refused]
    assert (3, column) in told and {number for number, _ in told} == {3}
    assert any(reason in problem.reason and problem.advice for problem in outcome.refused)
    assert outcome.registered == 1


@pytest.fixture(scope="module")
def sqlite_office(sqlite_template, tmp_path_factory):
    """One office for all rows that are only looked at."""
    path = tmp_path_factory.mktemp("ledger") / "bihuan.db"
    shutil.copyfile(sqlite_template, path)
    engine = make_engine(f"sqlite:///{path}")
    yield Scenario(engine)
    engine.dispose()


def test_two_rows_of_one_number_are_one_and_a_fault(take):
    outcome = take(row(), row(反映内容="另一件事，河水发黑发臭。"))
    assert outcome.registered == 1
    assert [(one.row, one.column) for one in outcome.refused] == [(3, "信访件编号")]


def test_a_repeat_of_a_row_that_is_refused_is_refused_with_it(take):
    outcome = take(row(来源渠道="信鸽"), row(信访件编号="A2", 收到时间="2026-03-04", 重复于="A1"))
    assert outcome.registered == 0 and {one.row for one in outcome.refused} == {2, 3}


def test_a_closed_matter_without_an_answer_is_kept_and_remarked_on(take, read):
    outcome = take(row(答复时间="", 答复方式="", 满意度=""))
    assert outcome.registered == 1 and outcome.refused == []
    assert [one.column for one in outcome.remarks] == ["答复时间"]
    assert read(select(Case.state, Case.replied_at))[0] == (State.CLOSED, None)


def test_a_table_without_its_main_columns_is_no_ledger():
    with pytest.raises(UnknownColumn, match="缺少来源渠道、收到时间列"):
        ledger_columns(("信访件编号", "反映内容"))


# --- again and too late ---------------------------------------------------------------------------------------------


def test_the_same_ledger_again_adds_nothing_and_what_was_added_to_it_enters(take, read):
    take(row())
    outcome = take(row(), row(信访件编号="A2", 收到时间="2026-03-03", 重复于="A1"))
    assert (outcome.known, outcome.registered, outcome.refused) == (1, 1, [])
    assert read(select(func.count()).select_from(Case)) == [(2,)]


def test_a_dry_run_writes_nothing(take, read):
    assert take(row(), dry=True).registered == 1
    assert read(select(Case.id)) == []


def test_a_ledger_after_the_first_seal_is_refused_and_says_what_to_do(take, read, scenario):
    take(row())
    with scenario.sessions.begin() as session:
        seal_days(session, scenario.office.algorithm, local_day(scenario.now), scenario.now)
    assert take(row()).known == 1, "what is known already needs no sealed day"
    with pytest.raises(SealedDays, match=r"封存至2026-04-10.*首次封存.*之前导入台账"):
        take(row(), row(信访件编号="A2"))
    assert read(select(func.count()).select_from(Case)) == [(1,)]
    assert take(row(信访件编号="A5", **UNDECIDED) | {"收到时间": "2026-05-01"}).registered == 1
