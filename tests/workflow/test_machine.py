"""The machine: what ``transitions`` would let pass is refused, and no walk through the law leaves it."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.workflow.law import BASE, Subject, actor, broken, favourable, filled_in
from workflow.facts import Facts
from workflow.guards import Reason
from workflow.machine import Refused, fire, machine_of
from workflow.roles import Actor, Role
from workflow.states import TURNED_AWAY, State
from workflow.table import Clock, Row, Table, terms_of
from workflow.tables import COMPLAINT, SUPERVISION, TABLES
from workflow.tables.supervision import NoticeState
from workflow.terms import Term
from workflow.verbs import Verb

OFFICER = actor(Role.PETITION_OFFICER)


def moves(table: Table) -> Iterator[tuple[str, str, str]]:
    """Verb, source and target of every move, as the table has them."""
    for row in table.rows:
        for source in row.sources:
            yield row.verb.value, source.value, (row.target or source).value


# --- The traps of transitions -----------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_machine_knows_the_states_and_verbs_of_its_table_and_nothing_else(table: Table) -> None:
    machine = machine_of(table.name)
    assert set(machine.states) == {state.value for state in table.states}
    assert set(machine.events) == {verb.value for verb in table.verbs}
    built = [
        (name, move.source, move.dest or move.source)
        for name, event in machine.events.items()
        for along in event.transitions.values()
        for move in along
    ]
    assert Counter(built) == Counter(moves(table))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_nobody_jumps_to_a_state_by_its_name(table: Table) -> None:
    assert not [event for event in machine_of(table.name).events if event.startswith("to_")]


def test_one_machine_serves_all_cases_and_keeps_hold_of_none() -> None:
    machine = machine_of(COMPLAINT.name)
    fire(COMPLAINT, Subject(State.DRAFT), Verb.REGISTER, BASE, OFFICER)
    assert machine_of(COMPLAINT.name) is machine
    assert machine.models == []
    assert not machine.has_queue


def test_two_rows_for_one_verb_and_state_are_no_table() -> None:
    row = COMPLAINT.rows[0]
    with pytest.raises(ValueError, match="two rows for record from draft"):
        replace(COMPLAINT, rows=(row, replace(row, code="T0")))


@pytest.mark.parametrize("state", [NoticeState.ANSWERED, "answered", "draughty"])
def test_a_state_of_another_table_or_a_bare_string_is_refused_though_it_is_spelt_the_same(
    state: object,
) -> None:
    with pytest.raises(TypeError, match="no state of the complaint table"):
        fire(COMPLAINT, Subject(state), Verb.ARCHIVE, BASE, actor(Role.ARCHIVIST))  # type: ignore[arg-type]


def test_a_verb_that_the_table_does_not_have_is_refused_in_words() -> None:
    with pytest.raises(Refused, match="no-such-move") as caught:
        fire(SUPERVISION, Subject(NoticeState.ISSUED), Verb.CLOSE, BASE, OFFICER)
    assert caught.value.reasons[0].sentence == "本件现为“待反馈”，不能“办结”。请查看本件现在可办的事项。"


def test_a_refusal_tells_verb_state_and_reasons() -> None:
    with pytest.raises(Refused) as caught:
        fire(COMPLAINT, Subject(State.DRAFT), Verb.REGISTER, BASE, actor(Role.AUDITOR))
    assert (caught.value.verb, caught.value.state, caught.value.code) == (
        Verb.REGISTER,
        State.DRAFT,
        "not-your-role",
    )
    assert caught.value.reasons == (
        Reason(
            "not-your-role",
            "您的岗位不能“登记”。须由热线受理员、信访科负责人、信访科经办、系统办理。",
        ),
    )


def test_a_row_without_target_leaves_the_case_where_it_is() -> None:
    subject = Subject(State.REGISTERED)
    row = COMPLAINT.row(Verb.CLASSIFY, State.REGISTERED)
    assert row is not None and row.target is None
    assert fire(COMPLAINT, subject, Verb.CLASSIFY, BASE, OFFICER, filled_in(row)) is row
    assert subject.state is State.REGISTERED


def test_many_hands_at_once_share_the_machine_and_lose_no_move() -> None:
    def register(_: int) -> State:
        subject = Subject(State.DRAFT)
        fire(COMPLAINT, subject, Verb.REGISTER, BASE, OFFICER)
        assert isinstance(subject.state, State)
        return subject.state

    with ThreadPoolExecutor(8) as hands:
        assert set(hands.map(register, range(2000))) == {State.REGISTERED}


# --- Random walks -----------------------------------------------------------------------------------

CHOICE = st.integers(min_value=0, max_value=10_000)


class Walk(RuleBasedStateMachine):
    """One case at the mercy of chance: people who may, people who may not, rules kept and rules broken.

    Clocks are counted here by a few lines of their own, so that they check the path analysis of ``lint``: every
    clock turns out to be every term that it may be. Supervision notices are counted too, since guards ask for them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.subject = Subject(State.DRAFT)
        self.running: set[Term] = set()
        self.notices = Counter[str]()

    @property
    def state(self) -> State:
        assert isinstance(self.subject.state, State)
        return self.subject.state

    def facts(self, row: Row, me: Actor) -> Facts:
        return replace(
            favourable(row, me),
            running=frozenset(self.running),
            open_supervisions=self.notices.total(),
            answered_supervisions=self.notices["answered"],
        )

    def pick(self, choice: int, role: int, *, moving: bool = False) -> tuple[Row, Actor] | None:
        rows = [row for row in COMPLAINT.rows_from(self.state) if row.target is not None or not moving]
        if not rows:
            return None
        row = rows[choice % len(rows)]
        return row, actor(sorted(row.roles)[role % len(row.roles)])

    def keep_count(self, row: Row) -> None:
        self.running -= {term for tick in row.stops for term in terms_of(tick)}
        self.running |= {term for tick in (*row.starts, *row.resumes) for term in terms_of(tick)}
        if row.verb is Verb.SUPERVISE:
            self.notices["open"] += 1
        elif row.verb is Verb.ANSWER_SUPERVISION:
            self.notices = Counter({"answered": self.notices.total()})
        elif row.verb is Verb.RETURN_SUPERVISION:
            self.notices = Counter({"open": self.notices.total()})
        elif row.verb is Verb.LIFT_SUPERVISION:
            self.notices = Counter({"open": self.notices["open"]})

    def act(self, row: Row, me: Actor) -> None:
        facts, before = self.facts(row, me), self.state
        against = [guard for guard in row.guards if guard(facts, me)]
        if against:  # only the clocks and notices that the walk counts itself can stand against it
            with pytest.raises(Refused):
                fire(COMPLAINT, self.subject, row.verb, facts, me, filled_in(row))
            assert {guard.code for guard in against} <= {
                "supervision-open", "not-supervised", "supervision-unanswered", "emergency-unreported",
                "crime-unreported", "referral-undecided", "referral-open",
            }  # fmt: skip
            assert self.state is before
            return
        assert fire(COMPLAINT, self.subject, row.verb, facts, me, filled_in(row)) is row
        assert self.state is (before if row.target is None else row.target)
        self.keep_count(row)

    @initialize(goal=st.sampled_from(list(State)), role=CHOICE)
    def the_walk_begins_anywhere(self, goal: State, role: int) -> None:
        self.the_case_goes_the_shortest_way_to(goal, role)

    @rule(goal=st.sampled_from([state for state in State if state not in COMPLAINT.final]), role=CHOICE)
    def the_case_goes_the_shortest_way_to(self, goal: State, role: int) -> None:
        for row in shortest_way(self.state, goal):
            before = self.state
            self.act(row, actor(sorted(row.roles)[role % len(row.roles)]))
            if self.state is before:
                return  # an open notice or an unreported emergency holds the case back

    @rule(choice=CHOICE, role=CHOICE)
    def somebody_who_may_moves_the_case_on(self, choice: int, role: int) -> None:
        if picked := self.pick(choice, role, moving=True):
            self.act(*picked)

    @rule(choice=CHOICE, role=CHOICE)
    def somebody_who_may_does_something(self, choice: int, role: int) -> None:
        if picked := self.pick(choice, role):
            self.act(*picked)

    @rule(choice=CHOICE, role=CHOICE, rule_broken=CHOICE)
    def a_rule_is_broken(self, choice: int, role: int, rule_broken: int) -> None:
        picked = self.pick(choice, role)
        if picked is None or not picked[0].guards:
            return
        (row, me), before = picked, self.state
        guard = row.guards[rule_broken % len(row.guards)]
        facts = broken(row, guard.code, me)
        if guard(facts, me) is None:  # a head satisfies the rules for heads by being one
            return
        with pytest.raises(Refused, match=f"\\[{guard.code}\\]"):
            fire(COMPLAINT, self.subject, row.verb, facts, me, filled_in(row))
        assert self.state is before

    @rule(verb=st.sampled_from(Verb), role=st.sampled_from(Role))
    def anybody_tries_anything(self, verb: Verb, role: Role) -> None:
        row, before = COMPLAINT.row(verb, self.state), self.state
        if row is not None and role in row.roles:
            self.act(row, actor(role))
            return
        with pytest.raises(Refused):
            fire(COMPLAINT, self.subject, verb, BASE, actor(role))
        assert self.state is before

    @invariant()
    def a_final_state_is_final(self) -> None:
        if self.state in COMPLAINT.final:
            assert not list(COMPLAINT.rows_from(self.state))
        else:
            assert any(row.target is not None for row in COMPLAINT.rows_from(self.state))

    @invariant()
    def nothing_runs_on_after_the_end(self) -> None:
        notices = terms_of_notices()
        if self.state in COMPLAINT.final:
            assert not self.running
        elif self.state in (
            *TURNED_AWAY,
            State.DISCIPLINE,
            State.ANSWERED,
            State.WITHDRAWN,
            State.TERMINATED,
        ):
            assert self.running - notices - OF_A_REFERRAL <= {Term.ARCHIVE}
        elif self.state is State.DRAFT:
            assert self.running <= terms_of(Clock.EMERGENCY)

    @invariant()
    def no_case_is_closed_under_an_open_notice(self) -> None:
        if self.state in (State.CLOSED, State.WITHDRAWN, State.ARCHIVED):
            assert not self.notices.total()


OF_A_REFERRAL = {Term.CRIMINAL_DECIDE, Term.CRIMINAL_HANDOVER}


@cache
def shortest_way(state: State, goal: State) -> tuple[Row, ...]:
    """The rows of a shortest way from one state to another; none where there is no way, or nothing to go."""
    ways: dict[State, tuple[Row, ...]] = {state: ()}
    for at in (waiting := [state]):
        for row in COMPLAINT.rows_from(at):
            if isinstance(row.target, State) and row.target not in ways:
                ways[row.target] = (*ways[at], row)
                waiting.append(row.target)
    return ways.get(goal, ())


def terms_of_notices() -> frozenset[Term]:
    """The limits of supervision notices."""
    return frozenset({Term.SUPERVISE_ANSWER, Term.SUPERVISE_ANSWER_LISTED})


def test_no_random_walk_leaves_the_law_or_a_clock_behind() -> None:
    run_state_machine_as_test(
        Walk, settings=settings(max_examples=200, stateful_step_count=40, deadline=None)
    )
