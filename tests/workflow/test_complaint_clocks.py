"""The clocks of the complaint table (domain.md §13.3, §13.5): which event starts and stops which."""

import pytest

from tests.workflow.law import row
from workflow.effects import Effect
from workflow.states import OPEN, UNDECIDED, State
from workflow.table import Clock, Ticking
from workflow.tables import COMPLAINT
from workflow.terms import Term
from workflow.verbs import Verb

S, V = State, Verb

STARTS: list[tuple[Verb, State, set[Ticking]]] = [
    (V.REGISTER, S.DRAFT, {Term.ACCEPT_NOTIFY, Term.EXPOSURE_NONPERFORMANCE, Clock.CHANNEL}),
    (V.CLASSIFY, S.REGISTERED, {Clock.HANDOVER}),
    (V.ASK_INFO, S.REGISTERED, {Term.INFO_SUPPLY}),
    (V.ACCEPT, S.REGISTERED, {Clock.HANDLING, Term.TRANSFER}),
    (V.TRANSFER, S.ACCEPTED, {Term.SIGN_IN, Term.OBJECTION_UNIT}),
    (V.SIGN_IN, S.DISPATCHED, {Term.INVESTIGATE_START}),
    (V.OBJECT, S.SIGNED_IN, {Term.OBJECTION_DECIDE}),
    (V.SUBMIT, S.DISPOSING, {Term.DOUBLE_REVIEW}),
    (V.RETURN_TO_DISPOSE, S.REVIEW, {Term.REWORK}),
    (V.REPLY, S.APPROVED, {Term.EVALUATE, Clock.REMEDY}),
    (V.REOPEN, S.REPLIED, {Term.REHANDLE}),
    (V.REOPEN, S.CLOSED, {Term.REHANDLE}),
    (V.STAGE_CLOSE, S.REPLIED, {Term.STAGE_REPORT}),
    (V.CLOSE, S.REPLIED, {Term.ARCHIVE}),
    (V.REQUEST_RECHECK, S.REPLIED, {Term.REVIEW_DECIDE}),
    (V.UPHOLD_RECHECK, S.RECHECK, {Term.REREVIEW_REQUEST}),
    (V.REQUEST_REREVIEW, S.RECHECKED, {Term.REREVIEW_DECIDE}),
    (V.SUPERVISE, S.INVESTIGATING, {Clock.SUPERVISION}),
    (V.HOLD_HEARING, S.DISPOSING, {Term.HEARING}),
    (V.VACATE_OWNER, S.DISPOSING, {Clock.VACANCY}),
    (V.RAISE_EMERGENCY, S.DRAFT, {Clock.EMERGENCY}),
    (V.REPORT_CRIME, S.INVESTIGATING, {Term.CRIMINAL_DECIDE}),
    (V.REFER_CRIMINAL, S.DISPOSING, {Term.CRIMINAL_HANDOVER}),
]


@pytest.mark.parametrize(("verb", "state", "clocks"), STARTS)
def test_a_clock_starts_with_its_event(verb: Verb, state: State, clocks: set[Ticking]) -> None:
    assert set(row(verb, state).starts) == clocks


def test_asking_the_petitioner_does_not_stop_the_fifteen_days() -> None:
    asking = (row(V.ASK_INFO, S.REGISTERED), row(V.RESUME, S.NEED_INFO))
    assert not {tick for line in asking for tick in line.stops} - {Term.INFO_SUPPLY}


def test_the_reply_ends_every_limit_of_handling_and_the_exposure() -> None:
    assert set(row(V.REPLY, S.APPROVED).stops) == {
        Clock.HANDLING, Clock.CHANNEL, Term.EXPOSURE_NONPERFORMANCE, Term.REHANDLE, Term.REDECIDE,
    }  # fmt: skip


def test_neither_acceptance_nor_objection_nor_hearing_hides_the_exposure() -> None:
    verbs = (V.ACCEPT, V.OBJECT, V.HOLD_HEARING, V.SUBMIT, V.RETURN_TO_DISPOSE, V.APPROVE)
    stopped = {tick for line in COMPLAINT.rows if line.verb in verbs for tick in line.stops}
    assert Term.EXPOSURE_NONPERFORMANCE not in stopped


def test_whoever_accepts_a_superiors_item_objects_to_it_no_more() -> None:
    assert Term.OBJECTION_SUPERIOR in row(V.ACCEPT, S.REGISTERED).stops
    assert Clock.CHANNEL not in row(V.ACCEPT, S.REGISTERED).stops


def test_a_stage_report_is_followed_by_the_next() -> None:
    line = row(V.REPORT_PROGRESS, S.STAGE_CLOSED)
    assert line.stops == line.starts == (Term.STAGE_REPORT,)
    assert not row(V.REPORT_PROGRESS, S.INVESTIGATING).starts


def test_a_hearing_suspends_the_handling_limit_and_its_end_resumes_it() -> None:
    assert Effect.SUSPEND_HANDLING in row(V.HOLD_HEARING, S.DISPOSING).effects
    assert row(V.END_HEARING, S.HEARING).effects == (Effect.RESUME_HANDLING,)


def test_every_new_round_forgets_the_last_and_only_new_rounds_do() -> None:
    anew = {line.verb for line in COMPLAINT.rows if Effect.NEXT_ROUND in line.effects}
    assert anew == {V.REOPEN, V.REVOKE_RECHECK, V.REVOKE_REREVIEW}


def test_a_supervised_case_can_be_answered_for_wherever_it_can_still_be_supervised() -> None:
    pressed = next(line for line in COMPLAINT.rows if line.verb is V.SUPERVISE).sources
    assert set(pressed) == set(OPEN)
    for verb in (V.ANSWER_SUPERVISION, V.RETURN_SUPERVISION, V.LIFT_SUPERVISION):
        assert set(pressed) < {state for state in State if COMPLAINT.row(verb, state)}


def test_an_emergency_waits_for_its_report_or_for_being_none_and_for_nothing_else() -> None:
    ends = {line.verb for line in COMPLAINT.rows if Clock.EMERGENCY in line.stops}
    assert ends == {V.RAISE_EMERGENCY, V.REPORT_EMERGENCY, V.CLEAR_EMERGENCY}
    raised = row(V.RAISE_EMERGENCY, S.DRAFT)
    assert {S.DRAFT, *UNDECIDED} == set(raised.sources) == set(row(V.REPORT_EMERGENCY, S.DRAFT).sources)
    leaving = [line for line in COMPLAINT.rows if line.target and line.target not in raised.sources]
    for line in leaving:
        waits = any(guard.code == "emergency-unreported" for guard in line.guards)
        assert waits is not set(line.sources).isdisjoint(raised.sources)


def test_the_head_ends_his_three_days_either_way_and_only_the_police_end_the_day_to_hand_over() -> None:
    def ends(term: Term) -> set[object]:
        return {line.verb for line in COMPLAINT.rows if term in line.stops}

    assert ends(Term.CRIMINAL_DECIDE) == {V.REFER_CRIMINAL, V.DECLINE_REFERRAL}
    assert ends(Term.CRIMINAL_HANDOVER) == {V.HAND_OVER_CRIME}


def test_a_referral_can_be_ended_wherever_the_case_may_have_gone_meanwhile() -> None:
    way, gone = list(row(V.REPORT_CRIME, S.INVESTIGATING).sources), set()
    while way:
        state = way.pop()
        gone.add(state)
        for line in COMPLAINT.rows_from(state):
            if isinstance(line.target, S) and line.target not in {*gone, S.ARCHIVED}:
                way.append(line.target)
    for verb in (V.REFER_CRIMINAL, V.DECLINE_REFERRAL, V.HAND_OVER_CRIME):
        assert gone == set(row(verb, S.INVESTIGATING).sources)


def test_only_a_request_taken_back_lets_a_clock_run_on_and_only_one_that_the_request_stopped() -> None:
    resuming = [line for line in COMPLAINT.rows if line.resumes]
    assert {line.verb for line in resuming} == {V.WITHDRAW_RECHECK, V.WITHDRAW_REREVIEW}
    for line in resuming:
        (state,) = line.sources
        (request,) = COMPLAINT.ways_into(state)
        assert all(set(line.resumes) <= set(asked.stops) for asked in COMPLAINT.rows if asked.verb is request)
