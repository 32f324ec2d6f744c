"""The month that was counted by hand (``forty_three_cases.txt``), played through the public door."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from tests.support.office import Scenario
from tests.support.story import Story, honest_reply
from workflow.calendar import SHANGHAI, local_day
from workflow.facts import Outcome
from workflow.needs import ReplyWay
from workflow.states import State
from workflow.verbs import Verb
from workflow.vocabulary import Channel, Flag, Relation, Satisfaction, Track


@dataclass(frozen=True, slots=True)
class Line:
    """One case of the table."""

    no: str
    unit: str
    days: tuple[tuple[date, str], ...]
    marks: tuple[str, ...]


def _line(text: str) -> Line:
    no, unit, story, counts, _ = (part.strip() for part in text.split("|"))
    days = []
    for day in story.split(";"):
        when, *deeds = day.split()
        days += [(date.fromisoformat(f"2026-{when}"), deed) for deed in deeds]
    return Line(no, unit, tuple(days), tuple(counts.split()))


TABLE = Path(__file__).with_name("forty_three_cases.txt")
LINES = tuple(_line(text) for text in TABLE.read_text("utf-8").splitlines() if text[:2].isdigit())


# --- played through the public door ---------------------------------------------------------------------------------

NOVEMBER = datetime(2026, 11, 1, tzinfo=SHANGHAI)
HANDLER = {"east": "handler", "west": "west_handler"}
HEAD = {"east": "unit_head", "west": "west_head"}


def morning(day: date) -> datetime:
    """Ten o'clock in Shanghai."""
    return datetime.combine(day, time(10), SHANGHAI).astimezone(UTC)


class Player:
    """Plays the table: each deed is one or more commands, at ten in the morning of its day or as soon as may be."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.cases: dict[str, Story] = {}

    def play(self) -> None:
        """All lines, day by day, in the order of the table; the clock then stands on 5 November."""
        self.scenario.now = morning(date(2026, 1, 1))
        deeds = [(day, line, deed) for line in LINES for day, deed in line.days]
        for day, line, deed in sorted(deeds, key=lambda row: row[0]):
            self.scenario.now = max(self.scenario.now, morning(day))
            name, _, other = deed.partition(":")
            given = (self.cases[other],) if other else ()
            DEEDS[name](self, line, *given)
            assert local_day(self.scenario.now) == day, (line.no, deed)
        self.scenario.now = morning(date(2026, 11, 5))

    def receive(self, line: Line, **said: Any) -> None:
        """Registered, with its place in the unit's territory."""
        district = self.scenario.units.get(line.unit)
        self.cases[line.no] = self.scenario.received(district_id=district, **said)

    def signed(self, line: Line) -> Story:
        """Sent to its unit and signed for, by owners where it needs them."""
        case = self.cases[line.no]
        if case.state is State.ACCEPTED:
            if case.case.dual_required and not case.facts.owners:
                case.owned("leader", HEAD[line.unit])
            case.transferred(line.unit)
        return case.signed_in(HANDLER[line.unit]) if case.state is State.DISPATCHED else case

    def handled(self, line: Line) -> Story:
        """Investigated, borne out, and in the state of disposing."""
        case, handler = self.signed(line), HANDLER[line.unit]
        if case.state is State.SIGNED_IN:
            officers = tuple(self.scenario.people[who].officer_id for who in (handler, "handler_two"))
            case.does(Verb.INVESTIGATE, handler, officers=officers)
        if case.state is State.INVESTIGATING:
            case.found(who=handler).disposing(handler)
        return case

    def replied(self, line: Line) -> None:
        """Answered."""
        case = self.handled(line)
        if case.facts.plan_required:
            case.plan_signed()
        given = {"report": "经查属实，已责令整改。", "reply": honest_reply(case.case)}
        case.does(Verb.SUBMIT, HANDLER[line.unit], **given).approved()
        way = ReplyWay.PUBLISHED if case.case.anonymous else ReplyWay.PHONE
        case.does(Verb.REPLY, "petition_officer", way=way, proof="录音20261102-07")

    def closed(self, line: Line) -> None:
        """Closed, answered before if need be."""
        if self.cases[line.no].state is not State.REPLIED:
            self.replied(line)
        self.cases[line.no].closed()

    def extended(self, line: Line) -> None:
        """Thirty days more, asked and granted."""
        why = {"days": 30, "reason": "案情复杂，需委托检测。"}
        case = self.signed(line).does(Verb.ASK_EXTENSION, HANDLER[line.unit], **why)
        case.does(Verb.GRANT_EXTENSION, "bureau_head", days=30)

    def dissatisfied(self, line: Line) -> None:
        """Rated badly, and what was done explained."""
        case = self.cases[line.no].rated(Satisfaction.DISSATISFIED)
        case.does(Verb.EXPLAIN, HANDLER[line.unit], explanation="已当面说明处理结果。")

    def planned(self, line: Line) -> None:
        """With both owners, and a plan that both signed."""
        self.handled(line)
        self.cases[line.no].plan_signed()


def _story(act: Callable[[Story], object]) -> Callable[..., object]:
    """A deed that needs only the case."""
    return lambda player, line: act(player.cases[line.no])


def _with(act: Callable[[Story, Story], object]) -> Callable[..., object]:
    """A deed that needs another case too."""
    return lambda player, line, other: act(player.cases[line.no], other)


def _does(verb: Verb, who: str, **given: Any) -> Callable[..., object]:
    return _story(lambda case: case.does(verb, who, **given))


DEEDS: dict[str, Callable[..., object]] = {
    "received": Player.receive,
    "anonymous": lambda player, line: player.receive(
        line, channel=Channel.LETTER, anonymous=True, petitioners=()
    ),
    "late": lambda player, line: player.receive(line, received_at=NOVEMBER - timedelta(seconds=1)),
    "first": lambda player, line: player.receive(line, received_at=NOVEMBER),
    "drafted": lambda player, line: player.cases.update({line.no: player.scenario.recorded()}),
    "accepted": _story(Story.accepted),
    "ordinary": _story(lambda case: case.classified(Track.B)),
    "refused": _story(Story.refused),
    "redirected": _story(Story.redirected),
    "no-longer": _story(
        lambda case: case.proposed(Outcome.NO_LONGER_ACCEPT).does(Verb.NO_LONGER_ACCEPT, "petition_head")
    ),
    "told": _story(lambda case: case.classified(Track.F).does(Verb.ANSWER, "operator", answer="已当场答复。")),
    "disciplined": _story(lambda case: case.classified(Track.D).does(Verb.REFER_DISCIPLINE, "petition_officer")),
    "withdrawn": _does(Verb.WITHDRAW, "petition_officer", reason="信访人来电撤回，核实属误会。"),
    "asked": _does(Verb.ASK_INFO, "petition_officer", question="请说明具体位置。"),
    "resumed": _does(Verb.RESUME, "operator", supplied="信访人已来电补充。"),
    "merged": _with(Story.merged_into),
    "separated": _does(Verb.SEPARATE, "petition_officer", reason="经核实不是同一事项。"),
    "repeated": _with(lambda case, other: case.repeated(other, Relation.SAME_NEW_FACTS)),
    "backlog": _story(lambda case: case.flagged(Flag.BACKLOG)),
    "key": _story(lambda case: case.flagged(Flag.KEY)),
    "owned": _story(Story.owned),
    "planned": Player.planned,
    "extended": Player.extended,
    "hearing": lambda player, line: player.handled(line).does(
        Verb.HOLD_HEARING, "petition_head", reason="当事人申请听证。"
    ),
    "heard": _does(Verb.END_HEARING, "petition_head", record="听证结束，维持拟处理意见。"),
    "supervised": _story(Story.supervised),
    "answered-notice": lambda player, line: player.signed(line).does(
        Verb.ANSWER_SUPERVISION, HANDLER[line.unit], answer="已约谈施工单位，限期整改到位。"
    ),
    "replied": Player.replied,
    "rated": _story(Story.rated),
    "basically": _story(lambda case: case.rated(Satisfaction.BASICALLY)),
    "dissatisfied": Player.dissatisfied,
    "closed": Player.closed,
    "closed-unrated": _does(Verb.CLOSE, "petition_officer", opinion="评价期满，予以办结。"),
    "stage-closed": lambda player, line: player.cases[line.no].does(
        Verb.STAGE_CLOSE, "petition_head", tracking="每周回访一次。",
        next_report=local_day(player.scenario.now) + timedelta(days=18),
    ),
    "finished": _does(Verb.FINISH_STAGE, "petition_head", acceptance="整改到位，验收办结。"),
    "reopened": _story(Story.reopened),
}  # fmt: skip
