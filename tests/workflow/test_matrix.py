"""State × verb × role, exhaustively: what ``fire`` allows is what the reviewed list ``matrix.txt`` says, no more.

The list is not computed from the tables. The tests fire every verb in every state in every role, on a case on which
all rules of the row hold, and compare where it leads.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.workflow.law import BASE, ELSEWHERE, HOME, ME, Subject, actor, favourable, filled_in
from workflow.machine import Refused, fire
from workflow.roles import BY_CASE, OF_THE_UNIT, Actor, Role
from workflow.table import Table
from workflow.tables import COMPLAINT, TABLES
from workflow.verbs import Verb
from workflow.vocabulary import Labelled

LIST = Path(__file__).with_name("matrix.txt")
LINE = re.compile(r"(\w+) (\w+) (\w+): ([\w ]+) → (\w+)")


class Entry(NamedTuple):
    """One line of the list: in this state the verb leads the roles to the target."""

    table: str
    state: str
    verb: str
    roles: frozenset[str]
    target: str


def read_list() -> list[Entry]:
    entries = []
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            match = LINE.fullmatch(line)
            assert match, f"matrix.txt cannot be read: {line}"
            table, state, verb, roles, target = match.groups()
            entries.append(Entry(table, state, verb, frozenset(roles.split()), target))
    return entries


ENTRIES = read_list()


def expected(table: Table) -> dict[tuple[str, str, str], str]:
    """Where the list leads each state, verb and role."""
    return {
        (entry.state, entry.verb, role): entry.target
        for entry in ENTRIES
        if entry.table == table.name
        for role in entry.roles
    }


def attempt(table: Table, state: StrEnum, verb: Labelled, role: Role) -> tuple[str, str]:
    """Fire once with everything in favour: ("moved", target) or ("refused", code). A refusal moves nothing."""
    subject, me = Subject(state), actor(role)
    row = table.row(verb, state)
    facts = BASE if row is None else favourable(row, me)
    try:
        fire(table, subject, verb, facts, me, {} if row is None else filled_in(row))
    except Refused as refused:
        assert subject.state is state
        return "refused", refused.code
    assert isinstance(subject.state, table.states)
    return "moved", subject.state.value


def everything(table: Table) -> Iterator[tuple[StrEnum, Labelled, Role]]:
    verbs = (*Verb, *(verb for verb in table.verbs if verb not in Verb))
    return ((state, verb, role) for state in table.states for verb in verbs for role in Role)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_verb_moves_a_case_exactly_where_the_reviewed_list_says(table: Table) -> None:
    listed = expected(table)
    differences = []
    for state, verb, role in everything(table):
        target = listed.get((state.value, verb.value, role.value))
        outcome = attempt(table, state, verb, role)
        if outcome != ("moved", target) and not (target is None and outcome[0] == "refused"):
            differences.append(f"{table.name} {state} {verb} {role}: list {target or 'refuses'}, {outcome}")
    assert not differences, "\n".join(["correct the row, or matrix.txt by hand:", *differences])


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_the_list_does_not_allow_is_refused_for_the_right_reason(table: Table) -> None:
    known = {(entry.state, entry.verb) for entry in ENTRIES if entry.table == table.name}
    allowed = expected(table).keys()
    for state, verb, role in everything(table):
        if (state.value, verb.value, role.value) in allowed:
            continue
        code = "not-your-role" if (state.value, verb.value) in known else "no-such-move"
        assert attempt(table, state, verb, role) == ("refused", code), (state, verb, role)


def test_the_list_names_every_state_and_verb_and_is_sorted() -> None:
    listed = [line for line in LIST.read_text(encoding="utf-8").splitlines() if line.startswith("complaint")]
    assert listed == sorted(listed)
    assert len(ENTRIES) == len({entry[:3] for entry in ENTRIES})
    told = {(entry.table, entry.verb) for entry in ENTRIES}
    assert told == {(table.name, verb.value) for table in TABLES for verb in table.verbs}
    for table in TABLES:
        left = {entry.state for entry in ENTRIES if entry.table == table.name}
        assert left == {state.value for state in table.states} - {state.value for state in table.final}


@pytest.mark.parametrize("role", sorted(OF_THE_UNIT))
def test_another_units_people_may_do_nothing_that_only_the_unit_may(role: Role) -> None:
    stranger = actor(role, unit=ELSEWHERE)
    for row in COMPLAINT.rows:
        if not row.roles <= OF_THE_UNIT or role not in row.roles:
            continue
        subject = Subject(row.sources[0])
        with pytest.raises(Refused) as caught:
            fire(COMPLAINT, subject, row.verb, favourable(row, stranger), stranger, filled_in(row))
        assert [reason.code for reason in caught.value.reasons] == ["not-your-unit"]
        assert subject.state is row.sources[0]


@pytest.mark.parametrize("role", sorted(BY_CASE))
def test_an_owners_role_cannot_be_given_only_followed_from_the_case(role: Role) -> None:
    pretender = Actor(ME, "自称的包案领导", frozenset({role}), HOME)
    row = next(row for row in COMPLAINT.rows if row.verb is Verb.SIGN_PLAN)
    with pytest.raises(Refused, match="not-your-role"):
        fire(COMPLAINT, Subject(row.sources[0]), Verb.SIGN_PLAN, favourable(row, pretender), pretender)
