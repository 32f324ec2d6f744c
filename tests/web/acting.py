"""What an act is, and the cases on which acts are done."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.support.office import Scenario
from tests.support.story import Story
from workflow.states import State
from workflow.verbs import Verb
from workflow.vocabulary import Flag, Track

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


def staged(office):
    case = office.received().rated()
    next_report = office.now.date() + timedelta(days=20)
    return case.does(Verb.STAGE_CLOSE, "petition_head", tracking="持续跟踪整改", next_report=next_report)


def recheck(office):
    case = ordinary(office).replied()
    return case.does(Verb.REQUEST_RECHECK, "petition_officer", request=WORDS, reviewer="市人民政府")


def rereview(office):
    case = recheck(office).does(Verb.UPHOLD_RECHECK, "petition_officer", opinion=WORDS)
    return case.does(Verb.REQUEST_REREVIEW, "petition_officer", request=WORDS, reviewer="省生态环境厅")


def answered(office):
    case = office.received().investigating().supervised()
    return case.does(Verb.ANSWER_SUPERVISION, "handler", answer="已加快办理，本周答复信访人。")


def crime(office):
    verifiers = tuple(office.people[who].officer_id for who in ("handler", "handler_two"))
    return office.received().disposing().does(Verb.REPORT_CRIME, "handler", verifiers=verifiers, report=WORDS)


def pair(office):
    earlier = office.received()
    return office.received().suggested(earlier)


def repeat(office):
    earlier = office.received()
    return office.received().repeated(earlier)


def merged(office):
    earlier = office.received()
    return office.received().merged_into(earlier)
