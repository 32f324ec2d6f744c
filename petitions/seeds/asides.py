"""What befalls a few cases of the demonstration city besides their handling.

They are picked by number and told with dice of their own, so that every other case stays as it was.
"""

from collections.abc import Generator, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from petitions.demo.complaint import DemoComplaint
from petitions.seeds.hours import later
from petitions.seeds.steps import Played, Step
from workflow.calendar import local_day
from workflow.roles import Actor
from workflow.verbs import Verb
from workflow.vocabulary import Level, Relation, Track

if TYPE_CHECKING:
    from petitions.seeds.course import Director

SUDDEN = frozenset({"chemical_odour", "factory_wastewater", "black_river"})
"""Kinds of matters that may be an emergency."""

GRAVE = frozenset({"factory_wastewater", "industrial_waste", "test_fraud"})
"""Kinds of matters behind which there may be a crime."""

POLICE = "青川市公安局"

NEIGHBOURS = timedelta(days=3)
"""Two people who tell of one source within so short a time tell of one matter, and the officer sees it."""


def is_emergency(complaint: DemoComplaint) -> bool:
    """Whether the operator turns the switch."""
    return complaint.track is Track.A and complaint.matter in SUDDEN and complaint.serial % 12 == 7


def first_report(director: "Director", complaint: DemoComplaint) -> Iterator[Step]:
    """应急初报, within the four hours, at whatever hour."""
    at = complaint.received_at + timedelta(minutes=70 + complaint.serial % 60)
    said = "接群众反映后已通知属地分局赶赴现场，正在核实污染来源和影响范围。"
    yield Step(at, director.one_on_duty(complaint), Verb.REPORT_EMERGENCY, {"situation": said})


def suspected_crime(
    director: "Director", complaint: DemoComplaint, handler: Actor, team: tuple[int, ...], at: datetime
) -> Iterator[Step]:
    """A crime is suspected, reported, and referred to the police or not."""
    if complaint.matter not in GRAVE or complaint.serial % 12 != 5:
        return
    dice = Random(complaint.serial)
    head = director.cast.actors["head"]
    report = "现场检查和监测发现涉嫌环境污染犯罪，两名执法人员已核实取证，建议研究是否移送公安机关。"
    at += timedelta(minutes=25)
    yield Step(at, handler, Verb.REPORT_CRIME, {"verifiers": team, "report": report})
    at += timedelta(hours=dice.randrange(6, 40))
    if complaint.serial % 24 == 5:
        declined = {"reason": "经研究，未达到刑事立案追诉标准，依法给予行政处罚。"}
        yield Step(at, head, Verb.DECLINE_REFERRAL, declined)
        return
    yield Step(at, head, Verb.REFER_CRIMINAL, {"police": POLICE, "opinion": "同意移送公安机关。"})
    at += timedelta(hours=dice.randrange(3, 20))
    received = {"police": POLICE, "received_on": local_day(at), "receipt": f"移送回执{complaint.serial}号"}
    yield Step(at, handler, Verb.HAND_OVER_CRIME, received)


def more_days(
    director: "Director", complaint: DemoComplaint, handler: Actor, at: datetime, accepted: datetime
) -> Iterator[Step]:
    """The handler of an ordinary petition asks for more days; the head grants them or not."""
    if complaint.track is not Track.B or complaint.serial % 3 or at > accepted + timedelta(days=50):
        return
    dice = Random(complaint.serial)
    asked = {"days": dice.randrange(10, 31), "reason": "需委托第三方检测并组织多方协商，预计难以按期办结。"}
    at += timedelta(minutes=20)
    yield Step(at, handler, Verb.ASK_EXTENSION, asked)
    at = later(at, dice.uniform(0.3, 1.5), director.calendar, dice)
    head = director.cast.actors["head"]
    if dice.random() < 0.5:
        denied = {"reason": "尚有办理时间，请加快协商，在期限内答复信访人。"}
        yield Step(at, head, Verb.DENY_EXTENSION, denied)
    else:
        yield Step(at, head, Verb.GRANT_EXTENSION, {"days": asked["days"]})


def same_source(director: "Director", me: Played, course: Iterator[Step]) -> Iterator[Step]:
    """The officer who classified a matter adds that a neighbour has just told of it.

    The next step of the course is drawn before, as if nothing came between, so that the dice fall as they did.
    """
    classified = next(course)
    yield classified
    following = next(course, None)
    if (other := _told_by_a_neighbour(director, me.complaint)) is not None:
        said = "经核对反映对象、地点和时间，与该件反映的是同一污染源。"
        given = {"earlier": other.case_id, "relation": Relation.ASSOCIATED, "reason": said}
        yield Step(classified.at + timedelta(minutes=1), classified.actor, Verb.CONFIRM_REPEAT, given)
    if following is not None:
        yield following
        yield from course


def _told_by_a_neighbour(director: "Director", complaint: DemoComplaint) -> Played | None:
    """The last complaint of the same source and matter by somebody else, if it came in just before."""
    for serial in range(complaint.serial - 1, 0, -1):
        other = director.played[serial]
        told = other.complaint
        if complaint.received_at - told.received_at > NEIGHBOURS:
            return None
        same = (told.source, told.matter) == (complaint.source, complaint.matter)
        if same and told.petitioner.resident != complaint.petitioner.resident:
            return other
    return None


def change_of_owner(
    director: "Director", complaint: DemoComplaint, owner: str, others: tuple[str, ...], at: datetime
) -> Generator[Step, None, str]:
    """The city's owner moves to another post, and another leader takes over. Returns who owns the case then."""
    if complaint.serial % 40 != 3:
        return owner
    dice = Random(complaint.serial)
    head = director.cast.actors["xf-head"]
    left = {"level": Level.CITY, "reason": "岗位调整，不再分管。"}
    yield Step(at + timedelta(minutes=10), head, Verb.VACATE_OWNER, left)
    successor = dice.choice([other for other in others if other != owner])
    named = {"level": Level.CITY, "leader": director.cast.leaders[successor], "reason": "接任包案。"}
    at = later(at, dice.uniform(0.5, 2), director.calendar, dice)
    yield Step(at, head, Verb.APPOINT_OWNER, named)
    return successor
