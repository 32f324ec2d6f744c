"""One act for every command: where it is done, by whom, with which fields of the form, and what comes of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.support.office import Scenario
from tests.support.story import Story
from workflow.facts import Outcome
from workflow.states import State
from workflow.verbs import Verb
from workflow.vocabulary import Flag, Satisfaction, Track

DUE = (date(2026, 11, 2) + timedelta(days=20)).isoformat()
TODAY = "2026-11-02"
WORDS = "情况已核实，按规定办理。请予以支持配合。"


@dataclass(frozen=True)
class Act:
    """A verb, where it is done, by whom, with which fields; and the state in which the case is then."""

    verb: Verb
    play: Callable[[Scenario], Story]
    who: str
    form: dict[str, Any] = field(default_factory=dict)
    state: State | None = None


def key(office):
    return office.received().flagged(Flag.KEY)


def ordinary(office):
    return office.received().classified(Track.B)


def _staged(office):
    case = office.received().rated()
    next_report = office.now.date() + timedelta(days=20)
    return case.does(Verb.STAGE_CLOSE, "petition_head", tracking="持续跟踪整改", next_report=next_report)


def _recheck(office):
    case = ordinary(office).replied()
    return case.does(Verb.REQUEST_RECHECK, "petition_officer", request=WORDS, reviewer="市人民政府")


def _rereview(office):
    case = _recheck(office).does(Verb.UPHOLD_RECHECK, "petition_officer", opinion=WORDS)
    return case.does(Verb.REQUEST_REREVIEW, "petition_officer", request=WORDS, reviewer="省生态环境厅")


def _answered(office):
    case = office.received().investigating().supervised()
    return case.does(Verb.ANSWER_SUPERVISION, "handler", answer="已加快办理，本周答复信访人。")


def _crime(office):
    verifiers = tuple(office.people[who].officer_id for who in ("handler", "handler_two"))
    return office.received().disposing().does(Verb.REPORT_CRIME, "handler", verifiers=verifiers, report=WORDS)


def _pair(office):
    earlier = office.received()
    return office.received().suggested(earlier)


def _repeat(office):
    earlier = office.received()
    return office.received().repeated(earlier)


def _merged(office):
    earlier = office.received()
    return office.received().merged_into(earlier)


ACTS = (
    Act(Verb.REGISTER, lambda o: o.recorded(), "operator", {}, State.REGISTERED),
    Act(Verb.AMEND, lambda o: o.received(), "operator", {"changes-place": "建国路9号", "reason": "来电更正"}),
    Act(
        Verb.CLASSIFY,
        lambda o: o.received(),
        "operator",
        {"track": "A", "types": ["noise/traffic_noise", "air", ""], "basis": WORDS, "industry": "transport"},
    ),
    Act(Verb.ASK_INFO, lambda o: o.received(), "petition_officer", {"question": WORDS}, State.NEED_INFO),
    Act(
        Verb.RESUME,
        lambda o: o.received().does(Verb.ASK_INFO, "petition_officer", question="请说明时间"),
        "operator",
        {"supplied": WORDS},
        State.REGISTERED,
    ),
    Act(
        Verb.CONFIRM_REPEAT,
        _pair,
        "petition_officer",
        {"earlier": "HJ20261102-000001", "relation": "same_open", "reason": WORDS},
    ),
    Act(
        Verb.DENY_REPEAT,
        _pair,
        "petition_officer",
        {"earlier": "HJ20261102-000001", "reason": WORDS},
    ),
    Act(
        Verb.MERGE,
        _repeat,
        "petition_officer",
        {"master": "HJ20261102-000001"},
        State.MERGED,
    ),
    Act(
        Verb.SEPARATE,
        _merged,
        "petition_officer",
        {"reason": WORDS},
        State.REGISTERED,
    ),
    Act(
        Verb.PROPOSE,
        lambda o: o.received(),
        "operator",
        {"outcome": "refuse", "ground": "judicial", "reason": WORDS},
        State.PROPOSED,
    ),
    Act(
        Verb.RETURN_PROPOSAL,
        lambda o: o.received().proposed(),
        "petition_head",
        {"reason": WORDS},
        State.REGISTERED,
    ),
    Act(Verb.REFUSE, lambda o: o.received().proposed(), "petition_head", {}, State.REFUSED),
    Act(
        Verb.NO_LONGER_ACCEPT,
        lambda o: o.received().proposed(Outcome.NO_LONGER_ACCEPT),
        "petition_head",
        {},
        State.NO_LONGER_ACCEPTED,
    ),
    Act(
        Verb.REDIRECT,
        lambda o: o.received().proposed(Outcome.REDIRECT),
        "deputy_petitions",
        {},
        State.REDIRECTED,
    ),
    Act(
        Verb.REFER_DISCIPLINE,
        lambda o: o.received().classified(Track.D),
        "petition_officer",
        {},
        State.DISCIPLINE,
    ),
    Act(
        Verb.ANSWER, lambda o: o.received().classified(Track.F), "operator", {"answer": WORDS}, State.ANSWERED
    ),
    Act(Verb.ACCEPT, lambda o: o.received().classified(), "petition_officer", {}, State.ACCEPTED),
    Act(
        Verb.APPOINT_OWNER,
        lambda o: key(o).accepted(),
        "petition_head",
        {"level": "city", "leader": "leader", "reason": WORDS},
    ),
    Act(
        Verb.TRANSFER,
        lambda o: o.received().accepted(),
        "petition_officer",
        {"mode": "assign", "unit": "east", "assisting": ["west"], "requirement": WORDS},
        State.DISPATCHED,
    ),
    Act(Verb.SIGN_IN, lambda o: o.received().transferred(), "handler", {}, State.SIGNED_IN),
    Act(
        Verb.OBJECT,
        lambda o: o.received().transferred(),
        "unit_head",
        {"reason": WORDS, "basis": "行政区划"},
        State.OBJECTED,
    ),
    Act(
        Verb.UPHOLD_OBJECTION,
        lambda o: o.received().objected(),
        "petition_head",
        {"reason": WORDS},
        State.ACCEPTED,
    ),
    Act(
        Verb.OVERRULE_OBJECTION,
        lambda o: o.received().objected(),
        "petition_head",
        {"reason": WORDS},
        State.DISPATCHED,
    ),
    Act(
        Verb.INVESTIGATE,
        lambda o: o.received().signed_in(),
        "handler",
        {"officers": ["handler", "handler_two"]},
        State.INVESTIGATING,
    ),
    Act(
        Verb.RECORD_FINDING,
        lambda o: o.received().investigating(),
        "handler",
        {
            "findings-claim": ["夜间打桩", "扬尘", ""],
            "findings-truth": ["true", "", ""],
            "findings-evidence": ["照片", "", ""],
            "visited_on": TODAY,
        },
    ),
    Act(
        Verb.DISPOSE,
        lambda o: o.received().found(),
        "handler",
        {"measures": WORDS, "target": DUE},
        State.DISPOSING,
    ),
    Act(
        Verb.SUBMIT,
        lambda o: o.received().disposing(),
        "handler",
        {"report": WORDS, "reply": WORDS},
        State.REVIEW,
    ),
    Act(
        Verb.HOLD_HEARING,
        lambda o: ordinary(o).disposing(),
        "petition_head",
        {"reason": WORDS},
        State.HEARING,
    ),
    Act(
        Verb.END_HEARING,
        lambda o: ordinary(o).disposing().does(Verb.HOLD_HEARING, "petition_head", reason="争议较大"),
        "petition_head",
        {"record": WORDS},
        State.DISPOSING,
    ),
    Act(Verb.PASS_SUBSTANCE, lambda o: o.received().submitted(), "deputy_business", {"opinion": WORDS}),
    Act(Verb.PASS_PROCEDURE, lambda o: o.received().submitted(), "deputy_petitions", {"opinion": WORDS}),
    Act(
        Verb.RETURN_TO_INVESTIGATE,
        lambda o: o.received().submitted(),
        "deputy_business",
        {"reason": WORDS},
        State.INVESTIGATING,
    ),
    Act(
        Verb.RETURN_TO_DISPOSE,
        lambda o: o.received().submitted(),
        "deputy_business",
        {"reason": WORDS},
        State.DISPOSING,
    ),
    Act(Verb.APPROVE, lambda o: o.received().reviewed(), "bureau_head", {}, State.APPROVED),
    Act(
        Verb.REPLY,
        lambda o: o.received().approved(),
        "handler",
        {"way": "phone", "proof": "录音7"},
        State.REPLIED,
    ),
    Act(
        Verb.EVALUATE,
        lambda o: o.received().replied(),
        "operator",
        {"rating": "satisfied", "way": "电话", "remark": ""},
    ),
    Act(
        Verb.EXPLAIN,
        lambda o: o.received().rated(Satisfaction.DISSATISFIED),
        "handler",
        {"explanation": WORDS},
    ),
    Act(Verb.SIGN_STRIKE_OFF, lambda o: key(o).rated(), "unit_head", {"opinion": "同意"}),
    Act(Verb.CLOSE, lambda o: o.received().rated(), "petition_officer", {"opinion": WORDS}, State.CLOSED),
    Act(
        Verb.STAGE_CLOSE,
        lambda o: o.received().replied(),
        "petition_head",
        {"tracking": WORDS, "next_report": DUE},
        State.STAGE_CLOSED,
    ),
    Act(
        Verb.FINISH_STAGE,
        _staged,
        "petition_head",
        {"acceptance": WORDS},
        State.CLOSED,
    ),
    Act(
        Verb.REOPEN,
        lambda o: o.received().closed(),
        "petition_officer",
        {"ground": "rebound", "reason": WORDS},
        State.INVESTIGATING,
    ),
    Act(Verb.WITHDRAW, lambda o: o.received(), "petition_officer", {"reason": WORDS}, State.WITHDRAWN),
    Act(
        Verb.REQUEST_RECHECK,
        lambda o: ordinary(o).replied(),
        "petition_officer",
        {"request": WORDS, "reviewer": "市人民政府"},
        State.RECHECK,
    ),
    Act(Verb.UPHOLD_RECHECK, _recheck, "petition_officer", {"opinion": WORDS}, State.RECHECKED),
    Act(
        Verb.REVOKE_RECHECK,
        _recheck,
        "petition_officer",
        {"opinion": WORDS},
        State.INVESTIGATING,
    ),
    Act(
        Verb.REQUEST_REREVIEW,
        lambda o: _recheck(o).does(Verb.UPHOLD_RECHECK, "petition_officer", opinion=WORDS),
        "petition_officer",
        {"request": WORDS, "reviewer": "省生态环境厅"},
        State.REREVIEW,
    ),
    Act(Verb.UPHOLD_REREVIEW, _rereview, "petition_officer", {"opinion": WORDS}, State.TERMINATED),
    Act(
        Verb.REVOKE_REREVIEW,
        _rereview,
        "petition_officer",
        {"opinion": WORDS},
        State.INVESTIGATING,
    ),
    Act(Verb.ARCHIVE, lambda o: o.received().refused(), "archivist", {}, State.ARCHIVED),
    Act(Verb.RAISE_FLAG, lambda o: o.received(), "leader", {"flag": "opinion", "reason": WORDS}),
    Act(Verb.CLEAR_FLAG, key, "petition_head", {"flag": "key", "reason": WORDS}),
    Act(
        Verb.DRAW_PLAN,
        lambda o: o.received().investigating(),
        "handler",
        {"crux": WORDS, "measures": WORDS, "target": DUE, "person": "1"},
    ),
    Act(Verb.SIGN_PLAN, lambda o: key(o).transferred().planned(), "leader", {"opinion": "同意"}),
    Act(
        Verb.ASK_EXTENSION,
        lambda o: ordinary(o).investigating(),
        "handler",
        {"days": "15", "reason": WORDS},
    ),
    Act(
        Verb.GRANT_EXTENSION,
        lambda o: (
            ordinary(o).investigating().does(Verb.ASK_EXTENSION, "handler", days=15, reason="检测周期长")
        ),
        "bureau_head",
        {"days": "10"},
    ),
    Act(
        Verb.SUPERVISE,
        lambda o: o.received().investigating(),
        "supervisor",
        {"level": "listed", "problem": WORDS, "requirement": WORDS},
    ),
    Act(
        Verb.ANSWER_SUPERVISION,
        lambda o: o.received().investigating().supervised(),
        "handler",
        {"answer": WORDS},
    ),
    Act(Verb.RETURN_SUPERVISION, _answered, "supervisor", {"reason": WORDS}),
    Act(Verb.LIFT_SUPERVISION, _answered, "supervisor", {"opinion": WORDS}),
    Act(
        Verb.VISIT,
        lambda o: o.received(),
        "leader",
        {"visited_on": TODAY, "place": "工地", "findings": WORDS, "promises": ""},
    ),
    Act(Verb.INSTRUCT, lambda o: o.received(), "bureau_head", {"instruction": WORDS}),
    Act(
        Verb.REPORT_PROGRESS,
        lambda o: o.received().investigating(),
        "handler",
        {"progress": WORDS, "next_report": ""},
    ),
    Act(
        Verb.VACATE_OWNER,
        lambda o: o.received().classified().owned(),
        "petition_head",
        {"level": "city", "reason": "工作调动"},
    ),
    Act(Verb.RAISE_EMERGENCY, lambda o: o.received(), "operator", {"grade": "major", "situation": WORDS}),
    Act(Verb.CLEAR_EMERGENCY, lambda o: o.received(emergency=True), "petition_head", {"reason": WORDS}),
    Act(Verb.REPORT_EMERGENCY, lambda o: o.received(), "operator", {"situation": WORDS}),
    Act(
        Verb.REFER_CRIMINAL,
        _crime,
        "bureau_head",
        {"police": "市公安局", "opinion": WORDS},
    ),
    Act(
        Verb.REPORT_CRIME,
        lambda o: o.received().disposing(),
        "handler",
        {"verifiers": ["handler", "handler_two"], "report": WORDS},
    ),
    Act(Verb.DECLINE_REFERRAL, _crime, "bureau_head", {"reason": WORDS}),
    Act(
        Verb.HAND_OVER_CRIME,
        lambda o: _crime(o).does(Verb.REFER_CRIMINAL, "bureau_head", police="市公安局", opinion=WORDS),
        "handler",
        {"police": "市公安局", "received_on": TODAY, "receipt": "回执第七号"},
    ),
    Act(
        Verb.NOTE_PROCEDURE,
        lambda o: o.received(),
        "petition_officer",
        {"remedy": "litigation", "body": "区人民法院", "remark": WORDS},
    ),
    Act(Verb.PUBLISH, lambda o: o.received().replied(), "petition_head", {"public_text": WORDS}),
)
