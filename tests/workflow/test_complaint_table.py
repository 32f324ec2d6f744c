"""The complaint table says what the handbook says (domain.md §13): its outcomes, its people, its clocks."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from tests.workflow.law import BASE, DAY, NOW, Subject, actor, favourable, filled_in, row
from workflow.effects import Effect
from workflow.facts import Facts
from workflow.guards import actor_is_not_accused, both_owners_are_named, strike_off_is_signed_by_both
from workflow.machine import Refused, fire
from workflow.roles import Role
from workflow.states import (
    AT_THE_UNIT,
    BEYOND_TRANSFER,
    FINAL,
    IN_HAND,
    INITIAL,
    OPEN,
    TURNED_AWAY,
    UNDECIDED,
    Bucket,
    Stage,
    State,
)
from workflow.tables import COMPLAINT, TABLES
from workflow.terms import Term
from workflow.verbs import Verb
from workflow.vocabulary import Satisfaction, Track

S, V = State, Verb


def walk(*verbs: Verb, start: State = State.DRAFT) -> list[State]:
    """The states that a case passes when somebody who may does this, with every rule kept."""
    subject, states = Subject(start), [start]
    for verb in verbs:
        at = subject.state
        assert isinstance(at, State)
        line = row(verb, at)
        me = actor(sorted(line.roles)[0])
        fire(COMPLAINT, subject, verb, favourable(line, me), me, filled_in(line))
        assert isinstance(subject.state, State)
        states.append(subject.state)
    return states


def who_may(verb: Verb, *states: State) -> set[Role]:
    """The roles of every row of this verb (from these states)."""
    rows = [
        line
        for line in COMPLAINT.rows
        if line.verb is verb and (not states or set(states) & set(line.sources))
    ]
    assert rows
    return {role for line in rows for role in line.roles}


def refusal(verb: Verb, state: State, facts: Facts) -> list[str]:
    """The codes of the reasons for which somebody who may do this is refused, everything filled in."""
    line = row(verb, state)
    me = actor(sorted(line.roles)[0])
    with pytest.raises(Refused) as caught:
        fire(COMPLAINT, Subject(state), verb, facts, me, filled_in(line))
    return [reason.code for reason in caught.value.reasons]


# --- States -----------------------------------------------------------------------------------------

BUCKETS = {
    Bucket.NOT_STARTED: {S.DRAFT, S.REGISTERED, S.NEED_INFO, S.PROPOSED},
    Bucket.REFUSED: {S.REFUSED, S.NO_LONGER_ACCEPTED, S.REDIRECTED},
    Bucket.UNCOUNTED: {S.DISCIPLINE, S.DISCARDED},
    Bucket.IN_PROGRESS: {
        S.MERGED, S.ACCEPTED, S.DISPATCHED, S.OBJECTED, S.SIGNED_IN, S.INVESTIGATING, S.DISPOSING, S.HEARING,
        S.REVIEW, S.APPROVED,
    },
    Bucket.DONE: {
        S.ANSWERED, S.REPLIED, S.STAGE_CLOSED, S.CLOSED, S.WITHDRAWN, S.RECHECK, S.RECHECKED, S.REREVIEW,
        S.TERMINATED, S.ARCHIVED,
    },
}  # fmt: skip
STAGES = {
    Stage.TRANSFER: {S.DISPATCHED, S.OBJECTED, S.SIGNED_IN},
    Stage.SUPERVISE: {S.INVESTIGATING, S.DISPOSING, S.HEARING, S.REVIEW},
    Stage.FEEDBACK: {
        S.APPROVED, S.REPLIED, S.STAGE_CLOSED, S.CLOSED, S.WITHDRAWN, S.RECHECK, S.RECHECKED, S.REREVIEW,
        S.TERMINATED, S.ARCHIVED,
    },
}  # fmt: skip


def test_every_state_is_published_in_the_bucket_of_the_handbook() -> None:
    assert {state: bucket for bucket, states in BUCKETS.items() for state in states} == {
        state: state.bucket for state in State
    }


def test_every_state_belongs_to_a_stage_of_the_closed_loop() -> None:
    later = {state: stage for stage, states in STAGES.items() for state in states}
    assert {state: state.stage for state in State} == {
        state: later.get(state, Stage.RECEIVE) for state in State
    }


def test_a_case_begins_as_a_draft_and_ends_in_the_archive_unless_it_never_was_one() -> None:
    assert COMPLAINT.initial is INITIAL is S.DRAFT
    assert COMPLAINT.final == FINAL == {S.ARCHIVED, S.DISCARDED}


def test_the_groups_of_states_nest() -> None:
    assert set(AT_THE_UNIT) < set(IN_HAND) < set(UNDECIDED) < set(OPEN)
    assert set(IN_HAND) - {S.ACCEPTED} == BEYOND_TRANSFER
    assert not set(OPEN) & {*TURNED_AWAY, S.DRAFT, S.CLOSED, S.ARCHIVED}


def test_every_transition_of_the_handbook_has_its_row() -> None:
    told = {code for line in COMPLAINT.rows for code in _codes(line.code)}
    entered = {line.code for line in COMPLAINT.rows if line.verb.value.startswith("history_")}
    assert told - entered == {*(f"T{number}" for number in range(1, 42)), "T3e"}
    assert entered == {f"L{number}" for number in range(1, 8)}


def _codes(code: str) -> Iterable[str]:
    first, _, last = code.removeprefix("T").partition("-T")
    return [f"T{number}" for number in range(int(first), int(last) + 1)] if last else [code]


# --- Ways -------------------------------------------------------------------------------------------

TO_THE_UNIT = (V.REGISTER, V.CLASSIFY, V.ACCEPT, V.TRANSFER, V.SIGN_IN)
TO_THE_REPLY = (
    V.INVESTIGATE,
    V.RECORD_FINDING,
    V.DISPOSE,
    V.SUBMIT,
    V.PASS_SUBSTANCE,
    V.PASS_PROCEDURE,
    V.APPROVE,
)


def test_a_report_found_true_goes_round_the_whole_loop() -> None:
    states = walk(*TO_THE_UNIT, *TO_THE_REPLY, V.REPLY, V.EVALUATE, V.CLOSE, V.ARCHIVE)
    assert list(dict.fromkeys(states)) == [
        S.DRAFT, S.REGISTERED, S.ACCEPTED, S.DISPATCHED, S.SIGNED_IN, S.INVESTIGATING, S.DISPOSING, S.REVIEW,
        S.APPROVED, S.REPLIED, S.CLOSED, S.ARCHIVED,
    ]  # fmt: skip


def test_an_untrue_report_needs_no_disposal() -> None:
    assert walk(V.SUBMIT, start=S.INVESTIGATING)[-1] is S.REVIEW
    assert refusal(V.SUBMIT, S.INVESTIGATING, replace(BASE, claim_items=1, borne_out_items=1)) == [
        "dispose-first"
    ]


OUTCOMES = {
    V.REFUSE: (S.REFUSED, Effect.ISSUE_REFUSAL),
    V.NO_LONGER_ACCEPT: (S.NO_LONGER_ACCEPTED, Effect.ISSUE_NO_LONGER),
    V.REDIRECT: (S.REDIRECTED, Effect.ISSUE_REDIRECTION),
}


@pytest.mark.parametrize("verb", OUTCOMES)
def test_each_way_of_turning_away_has_its_own_state_and_its_own_notice(verb: Verb) -> None:
    state, notice = OUTCOMES[verb]
    assert walk(V.REGISTER, V.PROPOSE, verb, V.ARCHIVE)[-2:] == [state, S.ARCHIVED]
    assert notice in row(verb, S.PROPOSED).effects
    assert Effect.TELL_PETITIONER in row(verb, S.PROPOSED).effects


ENTERED = [line for line in COMPLAINT.rows if line.verb.value.startswith("history_")]
"""What an old register tells is not decided here."""


def test_what_a_ledger_tells_is_entered_by_the_import_alone_and_only_for_cases_of_a_ledger() -> None:
    assert len(ENTERED) == 8
    assert all(line.roles == {Role.SYSTEM} for line in ENTERED)
    assert all("not-of-a-ledger" in {guard.code for guard in line.guards} for line in ENTERED)


def test_nobody_is_told_and_no_paper_is_printed_for_what_a_ledger_tells() -> None:
    assert not any(line.effects for line in ENTERED)


def test_nobody_turns_a_matter_away_alone() -> None:
    ways = [line for line in COMPLAINT.rows if line.target in TURNED_AWAY and line not in ENTERED]
    assert {line.verb for line in ways} == set(OUTCOMES)
    assert all(line.sources == (S.PROPOSED,) for line in ways)
    assert all("same-person" in {guard.code for guard in line.guards} for line in ways)


def test_an_upheld_objection_goes_back_to_the_office_an_overruled_one_to_the_unit() -> None:
    assert walk(V.OBJECT, V.UPHOLD_OBJECTION, V.TRANSFER, start=S.SIGNED_IN)[2:] == [S.ACCEPTED, S.DISPATCHED]
    assert walk(V.OBJECT, V.OVERRULE_OBJECTION, start=S.DISPATCHED)[-1] is S.DISPATCHED


def test_the_review_ladder_has_two_rungs_and_an_end() -> None:
    ladder = (V.REQUEST_RECHECK, V.UPHOLD_RECHECK, V.REQUEST_REREVIEW, V.UPHOLD_REREVIEW, V.ARCHIVE)
    assert walk(*ladder, start=S.REPLIED) == [
        S.REPLIED, S.RECHECK, S.RECHECKED, S.REREVIEW, S.TERMINATED, S.ARCHIVED,
    ]  # fmt: skip


@pytest.mark.parametrize("state", [S.REPLIED, S.STAGE_CLOSED, S.CLOSED])
@pytest.mark.parametrize("track", sorted(set(Track) - {Track.B}))
def test_the_review_ladder_is_not_offered_on_a_pollution_report(state: State, track: Track) -> None:
    facts = replace(BASE, track=track, review_due=NOW + DAY)
    assert refusal(V.REQUEST_RECHECK, state, facts) == ["not-ordinary-petition"]


def test_a_hearing_belongs_to_an_ordinary_petition() -> None:
    assert refusal(V.HOLD_HEARING, S.DISPOSING, BASE) == ["not-ordinary-petition"]


@pytest.mark.parametrize(("verb", "state"), [(V.REVOKE_RECHECK, S.RECHECK), (V.REVOKE_REREVIEW, S.REREVIEW)])
def test_a_revoked_opinion_is_decided_anew(verb: Verb, state: State) -> None:
    assert walk(verb, start=state)[-1] is S.INVESTIGATING
    assert Effect.NEXT_ROUND in row(verb, state).effects
    assert row(verb, state).starts == (Term.REDECIDE,)


@pytest.mark.parametrize("track", [Track.D, Track.E, Track.F])
def test_what_is_not_handled_here_is_not_accepted(track: Track) -> None:
    assert refusal(V.ACCEPT, S.REGISTERED, replace(BASE, track=track)) == ["track-not-ours"]


def test_a_merged_case_is_filed_after_its_master() -> None:
    assert refusal(V.ARCHIVE, S.MERGED, replace(BASE, open_masters=frozenset({7}))) == ["master-open"]


def test_a_closed_case_is_not_filed_while_a_review_may_be_asked() -> None:
    assert refusal(V.ARCHIVE, S.CLOSED, replace(BASE, review_due=NOW + DAY)) == ["review-right-running"]


def test_a_violation_that_was_found_is_pursued_though_the_petitioner_withdraws() -> None:
    assert refusal(V.WITHDRAW, S.DISPOSING, replace(BASE, violation_found=True)) == ["violation-found"]


def test_nobody_closes_a_stage_around_a_dissatisfied_petitioner() -> None:
    facts = replace(BASE, rating=Satisfaction.DISSATISFIED, dual_required=False)
    assert refusal(V.FINISH_STAGE, S.STAGE_CLOSED, facts) == ["evaluation-open"]


def test_a_petitioner_without_contact_may_still_evaluate_of_his_own_accord() -> None:
    line = row(V.EVALUATE, S.REPLIED)
    operator = actor(Role.OPERATOR)
    fire(
        COMPLAINT,
        Subject(S.REPLIED),
        V.EVALUATE,
        replace(BASE, contact_known=False),
        operator,
        filled_in(line),
    )


def test_the_re_handling_limit_is_not_extended() -> None:
    facts = replace(BASE, extension_lawful=True, handling_due=None)
    assert refusal(V.ASK_EXTENSION, S.INVESTIGATING, facts) == ["no-handling-limit"]


def test_no_row_hands_a_case_to_a_unit_without_asking_for_its_owners() -> None:
    entering = [
        line
        for line in COMPLAINT.rows
        if line.target in BEYOND_TRANSFER and not set(line.sources) <= BEYOND_TRANSFER
    ]
    assert {line.verb for line in entering} == {V.TRANSFER, V.REOPEN, V.REVOKE_RECHECK, V.REVOKE_REREVIEW}
    assert all(both_owners_are_named in line.guards for line in entering)


def test_no_row_closes_a_case_without_asking_for_its_owners_signatures() -> None:
    closing = [line for line in COMPLAINT.rows if line.target is S.CLOSED]
    assert {line.verb for line in closing} == {V.CLOSE, V.FINISH_STAGE, V.HISTORY_CLOSE}
    assert all(strike_off_is_signed_by_both in line.guards for line in closing)


# --- People (§13.4) ---------------------------------------------------------------------------------

HEADS = {Role.PETITION_HEAD, Role.DEPUTY_PETITIONS}
DESK = {Role.OPERATOR, Role.PETITION_OFFICER, Role.PETITION_HEAD}
UNIT = {Role.HANDLER, Role.UNIT_HEAD}
PEOPLE: list[tuple[Verb, set[Role]]] = [
    (V.REGISTER, DESK | {Role.SYSTEM}),
    (V.CLASSIFY, DESK),
    (V.PROPOSE, DESK),
    (V.REFUSE, HEADS),
    (V.NO_LONGER_ACCEPT, HEADS),
    (V.REDIRECT, HEADS),
    (V.ANSWER, DESK),
    (V.TRANSFER, {Role.PETITION_OFFICER, Role.PETITION_HEAD}),
    (V.SIGN_IN, UNIT),
    (V.OBJECT, {Role.UNIT_HEAD}),
    (V.INVESTIGATE, UNIT),
    (V.ASK_EXTENSION, UNIT),
    (V.GRANT_EXTENSION, {Role.BUREAU_HEAD}),
    (V.DENY_EXTENSION, {Role.BUREAU_HEAD}),
    (V.DISCARD, HEADS),
    (V.PASS_SUBSTANCE, {Role.DEPUTY_BUSINESS}),
    (V.PASS_PROCEDURE, {Role.DEPUTY_PETITIONS}),
    (V.APPROVE, {Role.DEPUTY_PETITIONS, Role.BUREAU_HEAD}),
    (V.VACATE_OWNER, HEADS | {Role.BUREAU_HEAD}),
    (V.SIGN_PLAN, {Role.OWNER_CITY, Role.OWNER_SUB}),
    (V.SIGN_STRIKE_OFF, {Role.OWNER_CITY, Role.OWNER_SUB}),
    (V.REPORT_CRIME, UNIT),
    (V.REFER_CRIMINAL, {Role.BUREAU_HEAD}),
    (V.DECLINE_REFERRAL, {Role.BUREAU_HEAD}),
    (V.ARCHIVE, {Role.ARCHIVIST}),
    (V.PUBLISH, HEADS),
]


@pytest.mark.parametrize(
    ("verb", "roles"), PEOPLE, ids=lambda value: value if isinstance(value, Verb) else ""
)
def test_a_verb_belongs_to_the_offices_of_the_handbook(verb: Verb, roles: set[Role]) -> None:
    assert who_may(verb) == roles


def test_the_hotline_answers_a_question_at_once_without_a_second_hand() -> None:
    assert all(Role.OPERATOR in who_may(verb) for verb in (V.REGISTER, V.CLASSIFY, V.ANSWER))


def test_the_handling_unit_decides_neither_acceptance_nor_review_nor_closing() -> None:
    verbs = (
        V.CLASSIFY,
        V.PROPOSE,
        V.ACCEPT,
        V.TRANSFER,
        V.PASS_SUBSTANCE,
        V.PASS_PROCEDURE,
        V.APPROVE,
        V.CLOSE,
    )
    assert not {role for verb in verbs for role in who_may(verb)} & UNIT


def test_owners_supervise_but_the_sub_bureaus_owner_is_not_content_with_his_own_people() -> None:
    assert {
        Role.OWNER_CITY,
        Role.OWNER_SUB,
        Role.SUPERVISOR,
        Role.PETITION_HEAD,
        Role.BUREAU_HEAD,
    } <= who_may(V.SUPERVISE)
    for table in TABLES:
        for line in table.rows:
            if line.verb in (V.LIFT_SUPERVISION, V.RETURN_SUPERVISION):
                assert Role.OWNER_SUB not in line.roles
                assert Role.OWNER_CITY in line.roles


def test_whoever_signs_a_reply_may_send_it_back() -> None:
    returning = (V.RETURN_TO_INVESTIGATE, V.RETURN_TO_DISPOSE, V.WITHDRAW_APPROVAL)
    assert all(who_may(V.APPROVE) <= who_may(verb) for verb in returning)


def test_whoever_is_complained_of_does_nothing_but_register_and_raise_and_report_an_emergency() -> None:
    free = {line.verb for line in COMPLAINT.rows if actor_is_not_accused not in line.guards}
    assert free == {V.RECORD, V.REGISTER, V.RAISE_EMERGENCY, V.REPORT_EMERGENCY}
    assert all(line.guards[0] is actor_is_not_accused for line in COMPLAINT.rows if line.verb not in free)


def test_wherever_an_owner_may_leave_the_same_people_may_appoint_the_next() -> None:
    for state in S:
        left, named = COMPLAINT.row(V.VACATE_OWNER, state), COMPLAINT.row(V.APPOINT_OWNER, state)
        assert (left is None) is (named is None)
        if left is not None and named is not None:
            assert left.roles == named.roles
            assert left.guards == named.guards
            assert left.starts == named.starts


def test_what_was_discarded_and_what_was_refused_never_meet() -> None:
    assert COMPLAINT.ways_into(S.DISCARDED) == {V.DISCARD}
    (line,) = [line for line in COMPLAINT.rows if line.verb is V.DISCARD]
    assert line.sources == (S.DRAFT,)
    assert not line.effects
    assert S.DISCARDED not in TURNED_AWAY
    assert Role.OPERATOR not in line.roles
