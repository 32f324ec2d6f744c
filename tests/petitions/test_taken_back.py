"""What is taken back: a draft, an extension, an approval, a request for 复查 or 复核; and what stays of it."""

import pytest
from sqlalchemy import select

from petitions.models import Case, ExtensionRequest, Petitioner
from petitions.queries.event_details import Detail
from petitions.queries.timeline import timeline
from petitions.queries.work import Duty, my_work
from reports.facts.standing import REGISTERED
from tests.support.office import Scenario
from tests.support.story import Story
from workflow.calendar import local_day
from workflow.machine import Refused
from workflow.states import FINAL, State
from workflow.terms import Term
from workflow.verbs import Verb
from workflow.vocabulary import Satisfaction, Track

WORDS = "情况已经核实，理由充分。"


# --- drafts -----------------------------------------------------------------------------------------


def test_a_draft_that_is_no_petition_matter_is_discarded_by_the_head_alone(scenario: Scenario) -> None:
    draft = scenario.recorded(content="误拨")
    for who in ("operator", "petition_officer"):
        with pytest.raises(Refused, match="not-your-role"):
            draft.does(Verb.DISCARD, who, reason=WORDS)
    draft.does(Verb.DISCARD, "petition_head", reason=WORDS)
    assert draft.state is State.DISCARDED
    assert draft.state in FINAL
    assert not draft.facts.running


def test_a_discarded_draft_is_counted_nowhere_and_keeps_its_identity_in_the_vault(scenario: Scenario) -> None:
    draft = scenario.recorded().does(Verb.DISCARD, "petition_head", reason=WORDS)
    with scenario.sessions() as session:
        assert session.scalars(select(Case.id).where(REGISTERED)).all() == []
        assert session.scalars(select(Petitioner.case_id)).all() == [draft.id]
    assert draft.case.registered_at is None


def test_what_was_registered_is_discarded_no_more(sqlite_scenario: Scenario) -> None:
    with pytest.raises(Refused, match="no-such-move"):
        sqlite_scenario.received().does(Verb.DISCARD, "petition_head", reason=WORDS)


# --- extensions -------------------------------------------------------------------------------------


def asked(scenario: Scenario) -> Story:
    """An ordinary case whose handler asked for more days."""
    story = scenario.received().classified(Track.B).investigating()
    return story.does(Verb.ASK_EXTENSION, "handler", days=20, reason="检测周期长")


def test_a_turned_down_extension_leaves_the_limit_and_a_better_request_may_follow(scenario: Scenario) -> None:
    story = asked(scenario)
    due = story.case.next_due_at
    story.does(Verb.DENY_EXTENSION, "bureau_head", reason="请加派人手，在期限内答复。")
    assert story.case.next_due_at == due
    assert not story.facts.extension_asked
    with pytest.raises(Refused, match="extension-not-asked"):
        story.does(Verb.GRANT_EXTENSION, "bureau_head", days=10)
    story.does(Verb.ASK_EXTENSION, "handler", days=10, reason="监测报告未出")
    story.does(Verb.GRANT_EXTENSION, "bureau_head", days=10)
    assert story.facts.extended


def test_a_turned_down_extension_stays_in_the_record_with_its_reason(sqlite_scenario: Scenario) -> None:
    story = asked(sqlite_scenario).does(Verb.DENY_EXTENSION, "bureau_head", reason="请加派人手，按期答复。")
    with sqlite_scenario.sessions() as session:
        told = timeline(session, story.id, story.case.received_at)
        assert session.scalars(select(ExtensionRequest)).all() == []
        waiting = my_work(session, sqlite_scenario.people["bureau_head"], sqlite_scenario.now)
    assert Detail("不予延期的理由", (("请加派人手，按期答复。",),)) in told[-1].details
    assert [one.verb for one in told[-2:]] == [Verb.ASK_EXTENSION, Verb.DENY_EXTENSION]
    assert Duty.GRANT_EXTENSION not in {group.duty for group in waiting}


# --- approvals --------------------------------------------------------------------------------------


def test_an_approved_reply_is_taken_back_before_it_is_delivered(scenario: Scenario) -> None:
    story = scenario.received().approved().does(Verb.WITHDRAW_APPROVAL, "deputy_petitions", reason=WORDS)
    assert story.state is State.REVIEW
    assert Term.DOUBLE_REVIEW in story.facts.running
    assert len(story.facts.reviews) == 2
    story.does(Verb.RETURN_TO_DISPOSE, "deputy_petitions", reason="请改正答复中的单位名称。")
    story.submitted()
    assert not story.facts.reviews
    story.replied()


def test_a_reply_that_was_delivered_is_not_taken_back(sqlite_scenario: Scenario) -> None:
    with pytest.raises(Refused, match="no-such-move"):
        sqlite_scenario.received().replied().does(Verb.WITHDRAW_APPROVAL, "bureau_head", reason=WORDS)


# --- requests for review ----------------------------------------------------------------------------


def requested(story: Story) -> Story:
    """Before the body that decides on 复查."""
    return story.does(Verb.REQUEST_RECHECK, "petition_officer", request=WORDS, reviewer="市人民政府")


def ordinary(scenario: Scenario) -> Story:
    """An ordinary petition that was answered."""
    return scenario.received().classified(Track.B).replied()


def test_a_recheck_taken_back_leaves_what_was_left_of_the_thirty_days(scenario: Scenario) -> None:
    story = ordinary(scenario)
    before = story.limit(Term.REVIEW_REQUEST)
    scenario.pass_time(days=10)
    requested(story).does(Verb.WITHDRAW_RECHECK, "petition_officer", reason=WORDS)
    after = story.limit(Term.REVIEW_REQUEST)
    assert story.state is State.REPLIED
    assert (after.id, after.due_at, after.stopped_at) == (before.id, before.due_at, None)
    assert Term.REVIEW_DECIDE not in story.facts.running
    assert requested(story).state is State.RECHECK


def test_a_recheck_taken_back_too_late_cannot_be_asked_for_again(sqlite_scenario: Scenario) -> None:
    story = requested(ordinary(sqlite_scenario))
    sqlite_scenario.pass_time(days=31)
    story.does(Verb.WITHDRAW_RECHECK, "petition_officer", reason=WORDS)
    with pytest.raises(Refused, match="review-window-over"):
        requested(story)


@pytest.mark.parametrize("rated", [True, False])
def test_the_window_to_evaluate_runs_on_only_where_the_request_had_stopped_it(
    sqlite_scenario: Scenario, rated: bool
) -> None:
    story = ordinary(sqlite_scenario)
    if rated:
        story.rated(Satisfaction.BASICALLY)
    requested(story).does(Verb.WITHDRAW_RECHECK, "petition_officer", reason=WORDS)
    assert (Term.EVALUATE in story.facts.running) is not rated


def test_a_closed_case_whose_recheck_was_taken_back_is_closed_again_by_hand(
    sqlite_scenario: Scenario,
) -> None:
    story = requested(ordinary(sqlite_scenario).closed())
    story.does(Verb.WITHDRAW_RECHECK, "petition_officer", reason=WORDS)
    assert story.state is State.REPLIED
    assert story.closed().state is State.CLOSED
    assert story.facts.running == {Term.ARCHIVE, Term.REVIEW_REQUEST}


def test_a_rereview_taken_back_leaves_the_upheld_opinion_and_its_own_thirty_days(scenario: Scenario) -> None:
    story = requested(ordinary(scenario)).does(Verb.UPHOLD_RECHECK, "petition_officer", opinion=WORDS)
    before = story.limit(Term.REREVIEW_REQUEST)
    scenario.pass_time(days=5)
    story.does(Verb.REQUEST_REREVIEW, "petition_officer", request=WORDS, reviewer="省生态环境厅")
    story.does(Verb.WITHDRAW_REREVIEW, "petition_officer", reason=WORDS)
    after = story.limit(Term.REREVIEW_REQUEST)
    assert story.state is State.RECHECKED
    assert (after.id, local_day(after.due_at)) == (before.id, local_day(before.due_at))
    assert after.stopped_by is None
    with pytest.raises(Refused, match="review-window-open"):
        story.does(Verb.CLOSE, "petition_officer", opinion="维持原处理意见。")
