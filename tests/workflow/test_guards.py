"""Each guard alone: broken, it refuses every row that carries it, by its own code and by no other."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.workflow.law import (
    BASE,
    BREAKS,
    DAY,
    HOLDS,
    NOW,
    SUB_OWNER,
    Subject,
    actor,
    broken,
    favourable,
    filled_in,
)
from workflow import guards as g
from workflow.guards import DUAL_OWNERSHIP, INTERNAL, Guard
from workflow.machine import Refused, fire, reasons_against
from workflow.roles import Role
from workflow.rules import RULE_SETS
from workflow.table import Row, Table
from workflow.tables import BULLETIN, COMPLAINT, TABLES
from workflow.vocabulary import Flag, Level, Satisfaction

ROWS = [(table, row) for table in (COMPLAINT, BULLETIN) for row in table.rows]
GUARDED = [
    pytest.param(table, row, guard, id=f"{row.verb}-{row.sources[0]}-{guard.code}")
    for table, row in ROWS
    for guard in row.guards
]
HEADS = {
    "key-needs-head": {Role.PETITION_HEAD, Role.DEPUTY_PETITIONS},
    "key-needs-bureau-head": {Role.BUREAU_HEAD},
}
"""Roles that satisfy a guard by what they are."""


@pytest.mark.parametrize(("table", "row", "guard"), GUARDED)
def test_a_broken_rule_alone_refuses_the_verb_under_its_own_code(
    table: Table, row: Row, guard: Guard
) -> None:
    for role in sorted(row.roles - HEADS.get(guard.code, set())):
        me, subject = actor(role), Subject(row.sources[0])
        with pytest.raises(Refused) as caught:
            fire(table, subject, row.verb, broken(row, guard.code, me), me, filled_in(row))
        assert [reason.code for reason in caught.value.reasons] == [guard.code]
        assert subject.state is row.sources[0]


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{row.verb}-{row.sources[0]}") for _, row in ROWS])
def test_with_every_rule_kept_nothing_stands_against_the_verb(row: Row) -> None:
    for role in sorted(row.roles):
        assert reasons_against(row, favourable(row, actor(role)), actor(role)) == ()


def test_all_reasons_are_told_at_once() -> None:
    row = next(row for row in COMPLAINT.rows if row.verb == "accept")
    officer = actor(Role.PETITION_OFFICER)
    facts = replace(BASE, classified=False, track=None, flags=frozenset({Flag.KEY}))
    codes = [reason.code for reason in reasons_against(row, facts, officer)]
    assert codes == ["not-classified", "track-not-ours", "key-needs-head"]


def test_every_rule_of_the_tables_is_tried_and_no_other() -> None:
    stated = {guard.code for table in TABLES for row in table.rows for guard in row.guards}
    assert stated == HOLDS.keys() == BREAKS.keys()


LIST = Path(__file__).with_name("rules.txt")


def test_each_row_carries_the_rules_of_the_reviewed_list() -> None:
    lines = [line for line in LIST.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    listed = dict(line.split(": ") for line in lines)
    assert len(listed) == len(lines)
    carried = {
        f"{table.name} {row.verb} {row.sources[0]}": sorted(
            {guard.code for guard in row.guards} - {"accused"}
        )
        for table in TABLES
        for row in table.rows
    }
    assert {where: codes for where, codes in carried.items() if codes} == {
        where: codes.split() for where, codes in listed.items()
    }


# --- What a refusal says ----------------------------------------------------------------------------


@pytest.mark.parametrize(("table", "row", "guard"), GUARDED)
def test_a_refusal_is_chinese_and_says_what_to_do(table: Table, row: Row, guard: Guard) -> None:
    people = row.roles - HEADS.get(guard.code, set()) - {Role.SYSTEM}
    me = actor(sorted(people or row.roles)[0])
    reason = guard(broken(row, guard.code, me), me)
    assert reason is not None
    assert reason.sentence.endswith("。")
    assert not re.search(r"[A-Za-z]{2,}", reason.sentence)
    assert re.search("(?<!申)请|应当|无需", reason.sentence), reason.sentence
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", guard.code)
    assert guard.title and not guard.title.endswith("。")


OLD_REGULATIONS, REGULATIONS, MEASURES, HOTLINE = (
    "《信访条例》",
    "《信访工作条例》",
    "《生态环境信访工作办法》",
    "《环保举报热线工作管理办法》",
)
ALL_GUARDS = {guard.code: guard for table in TABLES for row in table.rows for guard in row.guards}


@pytest.mark.parametrize("guard", ALL_GUARDS.values(), ids=ALL_GUARDS)
def test_no_rule_is_cited_for_a_case_received_when_it_was_not_in_force(guard: Guard) -> None:
    cited = {rules.code: guard.basis_under(rules.code) for rules in RULE_SETS}
    assert all(cited.values())
    assert MEASURES not in cited["RS-0"] + cited["RS-1"]
    assert REGULATIONS not in cited["RS-0"]
    assert OLD_REGULATIONS not in cited["RS-1"] + cited["RS-2"] + cited["RS-3"]
    assert HOTLINE not in cited["RS-2"] + cited["RS-3"]


VOUCHED = {
    OLD_REGULATIONS: {""},
    HOTLINE: {"第八条"},
    REGULATIONS: {
        "第十八条", "第十九条", "第二十八条", "第二十九条至第三十一条", "第三十条", "第三十四条",
        "第三十五条、第三十六条", "第三十六条",
    },
    MEASURES: {
        "第十四条", "第二十一条", "第二十二条至第二十四条", "第二十三条", "第二十七条、第二十九条",
        "第三十条、第三十一条", "第三十一条",
    },
    "《突发环境事件信息报告办法》": {"（环境保护部令第17号）第三条"},
    "《行政执法机关移送涉嫌犯罪案件的规定》": {"（国务院令第310号）"},
}  # fmt: skip
"""The articles whose content the handbook tells (§2.1, §2.2, §3.1, §8.3, §8.4)."""


@pytest.mark.parametrize("guard", ALL_GUARDS.values(), ids=ALL_GUARDS)
def test_only_articles_that_the_handbook_vouches_for_are_cited(guard: Guard) -> None:
    own = {INTERNAL, DUAL_OWNERSHIP.text}
    for citation in guard.basis:
        law, articles = re.fullmatch(r"(《.+》)?(.*)", citation.text).groups()  # type: ignore[union-attr]
        assert citation.text in own or articles in VOUCHED[law]


@pytest.mark.parametrize(
    ("guard", "rule_set", "basis"),
    [
        (g.actor_is_not_accused, "RS-0", INTERNAL),
        (g.actor_is_not_accused, "RS-1", f"{REGULATIONS}第二十八条"),
        (g.actor_is_not_accused, "RS-3", f"{REGULATIONS}第二十八条；{MEASURES}第二十一条"),
        (g.particulars_are_complete, "RS-0", f"{HOTLINE}第八条"),
        (g.particulars_are_complete, "RS-1", f"{HOTLINE}第八条；{REGULATIONS}第十九条"),
        (g.particulars_are_complete, "RS-2", f"{REGULATIONS}第十九条；{MEASURES}第十四条"),
        (g.extension_is_lawful, "RS-1", f"{REGULATIONS}第三十四条"),
        (g.extension_is_lawful, "RS-2", f"{REGULATIONS}第三十四条；{MEASURES}第二十七条、第二十九条"),
        (g.review_is_asked_in_time, "RS-0", OLD_REGULATIONS),
        (g.review_is_asked_in_time, "RS-1", f"{REGULATIONS}第三十五条、第三十六条"),
        (g.both_owners_are_named, "RS-0", DUAL_OWNERSHIP.text),
        (g.another_person_decides, "RS-3", INTERNAL),
    ],
)
def test_the_law_of_the_day_of_receipt_is_cited(guard: Guard, rule_set: str, basis: str) -> None:
    assert guard.basis_under(rule_set) == basis


# --- Edges ------------------------------------------------------------------------------------------

OFFICER = actor(Role.PETITION_OFFICER)


def test_a_review_asked_in_the_last_second_of_the_thirtieth_day_is_in_time() -> None:
    due = replace(BASE, review_due=NOW)
    assert g.review_is_asked_in_time(due, OFFICER) is None
    assert g.review_is_asked_in_time(replace(due, now=NOW + timedelta(seconds=1)), OFFICER)


def test_a_case_without_a_written_opinion_offers_no_review() -> None:
    assert g.review_is_asked_in_time(replace(BASE, review_due=None), OFFICER)


def test_an_investigation_without_any_finding_is_not_decided() -> None:
    reason = g.every_claim_item_is_decided(replace(BASE, claim_items=0), OFFICER)
    assert reason is not None and "尚未登记" in reason.sentence


def test_a_petitioner_who_cannot_be_reached_is_not_waited_for() -> None:
    waiting = replace(BASE, evaluation_due=NOW + DAY)
    assert g.evaluation_is_settled(waiting, OFFICER)
    assert g.evaluation_is_settled(replace(waiting, contact_known=False), OFFICER) is None


def test_a_dissatisfied_petitioner_is_owed_an_explanation_even_after_the_window() -> None:
    angry = replace(BASE, rating=Satisfaction.DISSATISFIED, evaluation_due=NOW - DAY)
    assert g.evaluation_is_settled(angry, OFFICER)
    assert g.evaluation_is_settled(replace(angry, explained=True), OFFICER) is None


def test_a_case_without_flags_goes_out_without_owners() -> None:
    plain = replace(BASE, dual_required=False, owners={})
    assert g.both_owners_are_named(plain, OFFICER) is None
    assert g.strike_off_is_signed_by_both(plain, OFFICER) is None


def test_the_missing_owner_is_named() -> None:
    reason = g.both_owners_are_named(replace(BASE, owners={Level.SUB: SUB_OWNER}), OFFICER)
    assert reason is not None
    assert "缺市局包案领导" in reason.sentence


def test_a_plan_that_was_never_drawn_is_asked_for_before_its_signatures() -> None:
    reason = g.plan_is_signed_by_both(replace(BASE, plan_required=True), OFFICER)
    assert reason is not None and "先制定" in reason.sentence


def test_nobody_signs_off_twice() -> None:
    signed = replace(BASE, strike_off_signed=frozenset(Level))
    for role in (Role.OWNER_CITY, Role.OWNER_SUB):
        reason = g.city_owner_signs_last(signed, actor(role))
        assert reason is not None and "已签字" in reason.sentence


@pytest.mark.parametrize("days", [10, 365])
def test_the_look_back_window_is_the_offices_to_set(days: int) -> None:
    closed = replace(BASE, look_back_days=days, closed_at=NOW - days * DAY)
    assert g.is_within_the_look_back(closed, OFFICER) is None
    reason = g.is_within_the_look_back(replace(closed, now=NOW + DAY), OFFICER)
    assert reason is not None and f"{days}日" in reason.sentence
