"""Each need alone: what it accepts, what it refuses, and that no input whatever breaks it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.law import BASE, CITY_OWNER, DAY, HOME, MASTER, NOW, Subject, actor, favourable, filled_in
from workflow import needs as n
from workflow.calendar import SHANGHAI
from workflow.facts import Facts, Leader, Outcome
from workflow.guards import Reason
from workflow.machine import Refused, fire
from workflow.needs import Kind, Need
from workflow.table import Row
from workflow.tables import COMPLAINT
from workflow.vocabulary import Flag, Level, Satisfaction, Track

TODAY, TOMORROW = NOW.date(), (NOW + DAY).date()
ASKED = [
    pytest.param(row, need, id=f"{row.verb}-{row.sources[0]}-{need.field}")
    for row in COMPLAINT.rows
    for need in row.needs
]
NEEDS = list(dict.fromkeys(need for row in COMPLAINT.rows for need in row.needs))


def sentence(need: Need, value: object, facts: Facts = BASE, **others: object) -> str | None:
    """What the need says to a value, or nothing."""
    reason = need(facts, {need.field: value, **others})
    return None if reason is None else reason.sentence


@pytest.mark.parametrize(("row", "need"), ASKED)
def test_a_value_left_out_is_asked_for_next_to_its_field(row: Row, need: Need) -> None:
    me, subject = actor(sorted(row.roles)[0]), Subject(row.sources[0])
    incomplete = {field: value for field, value in filled_in(row).items() if field != need.field}
    if need.optional:
        assert need(BASE, incomplete) is None
        return
    with pytest.raises(Refused) as caught:
        fire(COMPLAINT, subject, row.verb, favourable(row, me), me, incomplete)
    reasons = {reason.field: reason for reason in caught.value.reasons}
    assert reasons[need.field].code == f"need-{need.field.replace('_', '-')}"
    assert reasons[need.field].sentence.startswith("请")
    assert subject.state is row.sources[0]


@pytest.mark.parametrize(("row", "need"), ASKED)
@pytest.mark.parametrize("blank", [None, "", "   ", "\n\t", (), []])
def test_blanks_are_no_answer(row: Row, need: Need, blank: object) -> None:
    reason = need(BASE, {need.field: blank})
    assert (reason is None) is need.optional


def test_rules_of_the_case_come_before_what_was_typed() -> None:
    row = next(row for row in COMPLAINT.rows if row.verb == "transfer")
    with pytest.raises(Refused) as caught:
        officer = actor(sorted(row.roles)[0])
        fire(COMPLAINT, Subject(row.sources[0]), row.verb, replace(BASE, owners={}), officer, {})
    assert [reason.code for reason in caught.value.reasons] == ["owners-missing"]


def test_all_that_is_missing_is_asked_for_at_once() -> None:
    row = next(row for row in COMPLAINT.rows if row.verb == "transfer")
    with pytest.raises(Refused) as caught:
        fire(COMPLAINT, Subject(row.sources[0]), row.verb, BASE, actor(sorted(row.roles)[0]), {})
    assert [reason.field for reason in caught.value.reasons] == ["mode", "unit", "requirement"]


ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.dates(),
    st.datetimes(),
    st.datetimes(timezones=st.just(SHANGHAI)),
    st.lists(st.one_of(st.text(), st.integers())),
    st.tuples(st.text(), st.integers()),
    st.dictionaries(st.text(), st.integers()),
    st.sampled_from([*Track, *Flag, *Outcome, *Level, *n.ReplyWay, *n.ReopenGround]),
    st.builds(Leader, st.integers(), st.sampled_from(Level), st.integers()),
)


@given(
    need=st.sampled_from(NEEDS),
    value=ANYTHING,
    others=st.dictionaries(st.sampled_from(["level", "ground"]), ANYTHING),
)
def test_no_input_whatever_breaks_a_need(need: Need, value: object, others: Mapping[str, object]) -> None:
    reason = need(BASE, {**others, need.field: value})
    assert reason is None or (isinstance(reason, Reason) and reason.field == need.field)


@pytest.mark.parametrize(
    "need", [need for need in NEEDS if need.kind is Kind.CHOICE], ids=lambda need: need.label
)
def test_a_choice_takes_only_a_member_of_its_own_list(need: Need) -> None:
    assert need.choices is not None
    assert sentence(need, next(iter(need.choices)).value)
    assert sentence(need, "别的")


def test_words_are_counted_without_the_blanks_around_them() -> None:
    need = n.text("reason", "理由", 5)
    assert sentence(need, "  四个字。  ") == "理由太短，请写清楚（至少5个字）。"
    assert sentence(need, "五个字了。") is None


@pytest.mark.parametrize(("days", "fits"), [(0, False), (1, True), (30, True), (31, False), (True, False)])
def test_an_extension_is_of_one_to_thirty_days(days: int, fits: bool) -> None:
    assert (sentence(n.number("days", "延长日数", 1, 30), days) is None) is fits


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        (TODAY, False),
        (TOMORROW, True),
        (date(2026, 11, 19), True),
        (date(2026, 11, 20), False),
        (NOW + DAY, False),
    ],
)
def test_the_next_report_is_due_within_thirty_days(value: date, fits: bool) -> None:
    assert (sentence(n.day_ahead("next_report", "下次报告日期", within=30), value) is None) is fits


@pytest.mark.parametrize(("value", "fits"), [(TODAY, True), (TOMORROW, False), (NOW - DAY, False)])
def test_a_site_visit_lies_not_in_the_future(value: date, fits: bool) -> None:
    assert (sentence(n.day_past("visited_on", "现场检查日期"), value) is None) is fits


def test_two_different_investigators_go_out() -> None:
    assert sentence(n.INVESTIGATORS, (41, 42)) is None
    assert sentence(n.INVESTIGATORS, (41,))
    assert sentence(n.INVESTIGATORS, (41, 41))


def test_no_investigator_is_complained_of() -> None:
    facts = replace(BASE, accused=frozenset({42}))
    assert "回避" in str(sentence(n.INVESTIGATORS, (41, 42), facts))


LEVEL, LEADER, _ = n.OWNER


@pytest.mark.parametrize(
    ("leader", "level", "said"),
    [
        (Leader(51, Level.CITY, 1), Level.CITY, None),
        (Leader(52, Level.SUB, HOME), Level.SUB, None),
        (Leader(51, Level.CITY, 1), Level.SUB, "不能担任另一级"),
        (Leader(CITY_OWNER, Level.SUB, HOME), Level.SUB, "须为两人"),
        (Leader(52, Level.SUB, HOME + 1), Level.SUB, "承办分局"),
        (Leader(98, Level.CITY, 1), Level.CITY, "回避"),
        (51, Level.CITY, "请选择"),
    ],
)
def test_an_owner_is_a_leader_of_the_level_of_the_unit_and_not_complained_of(
    leader: object, level: Level, said: str | None
) -> None:
    found = sentence(LEADER, leader, replace(BASE, accused=frozenset({98})), level=level)
    assert found is None if said is None else said in str(found)


def test_before_the_transfer_any_sub_bureaus_leader_may_own() -> None:
    facts = replace(BASE, lead_unit=None, owners={})
    assert sentence(LEADER, Leader(52, Level.SUB, HOME + 1), facts, level=Level.SUB) is None


OUTCOME = n.PROPOSAL[0]


@pytest.mark.parametrize(
    ("outcome", "others", "said"),
    [
        (Outcome.REFUSE, {"ground": "judicial"}, None),
        (Outcome.REFUSE, {}, "法定情形"),
        (Outcome.NO_LONGER_ACCEPT, {"department": "住建部门"}, "法定情形"),
        (Outcome.REDIRECT, {"department": "住建部门"}, None),
        (Outcome.REDIRECT, {"department": "  ", "ground": "judicial"}, "有权处理的部门"),
    ],
)
def test_a_refusal_names_its_ground_and_a_redirection_the_right_department(
    outcome: Outcome, others: dict[str, object], said: str | None
) -> None:
    found = sentence(OUTCOME, outcome, BASE, **others)
    assert found is None if said is None else said in str(found)


WAY = n.REPLY[0]


@pytest.mark.parametrize(
    ("way", "facts", "fits"),
    [
        (n.ReplyWay.PHONE, BASE, True),
        (n.ReplyWay.PHONE, replace(BASE, written_reply_asked=True), False),
        (n.ReplyWay.WRITTEN, replace(BASE, written_reply_asked=True), True),
        (n.ReplyWay.PHONE, replace(BASE, contact_known=False), False),
        (n.ReplyWay.PUBLISHED, replace(BASE, contact_known=False), True),
    ],
)
def test_a_reply_goes_the_way_that_was_asked_for_or_is_published(
    way: n.ReplyWay, facts: Facts, fits: bool
) -> None:
    assert (sentence(WAY, way, facts) is None) is fits


@pytest.mark.parametrize(
    ("ground", "facts", "fits"),
    [
        (n.ReopenGround.NEW_FACTS, replace(BASE, rating=Satisfaction.DISSATISFIED), True),
        (n.ReopenGround.NEW_FACTS, replace(BASE, rating=Satisfaction.SATISFIED), False),
        (n.ReopenGround.REBOUND, replace(BASE, closed_at=NOW - DAY), True),
        (n.ReopenGround.REBOUND, BASE, False),
        (n.ReopenGround.SPOT_CHECK, BASE, True),
    ],
)
def test_a_case_is_reopened_on_a_ground_that_fits_it(
    ground: n.ReopenGround, facts: Facts, fits: bool
) -> None:
    assert (sentence(n.REOPEN_GROUND, ground, facts) is None) is fits


def test_a_flag_is_raised_once_and_cleared_only_where_it_is() -> None:
    facts = replace(BASE, flags=frozenset({Flag.KEY}))
    assert sentence(n.NEW_FLAG, Flag.KEY, facts)
    assert sentence(n.NEW_FLAG, Flag.BACKLOG, facts) is None
    assert sentence(n.RAISED_FLAG, Flag.KEY, facts) is None
    assert sentence(n.RAISED_FLAG, Flag.BACKLOG, facts)


def test_a_case_is_merged_only_into_a_confirmed_open_master() -> None:
    facts = replace(BASE, open_masters=frozenset({MASTER}))
    assert sentence(n.MASTER, MASTER, facts) is None
    assert sentence(n.MASTER, MASTER + 1, facts)


@pytest.mark.parametrize("flag", [Flag.EMERGENCY, Flag.CRIMINAL])
@pytest.mark.parametrize("need", [n.NEW_FLAG, n.RAISED_FLAG])
def test_a_flag_that_moves_a_clock_has_verbs_of_its_own(need: Need, flag: Flag) -> None:
    for flags in (frozenset[Flag](), frozenset({flag})):
        said = sentence(need, flag, replace(BASE, flags=flags))
        assert said is not None and "另有办理动作" in said
    assert flag in need.without
    assert not need.without & {Flag.KEY, Flag.REPEAT, Flag.BACKLOG}
