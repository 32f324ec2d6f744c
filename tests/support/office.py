"""A small office for tests, and cases that go through its loop by the commands themselves.

    def test_a_signed_in_case_is_to_be_investigated(scenario):
        case = scenario.received().signed_in()          # whatever lies between is done on the way
        assert case.state is State.SIGNED_IN
        with pytest.raises(Refused):
            case.does(Verb.CLOSE, "handler", opinion="办结")

* ``scenario`` is the office: ``units`` and ``people`` by key (one officer for each role, under the role's value, and
  a few more, see ``PEOPLE``), a clock that moves seven minutes at every command and only then, a vault, a session
  factory. Import the fixtures ``scenario`` (both databases) or ``sqlite_scenario`` into your folder's ``conftest.py``.
* ``scenario.received(**particulars)`` registers a case and returns its ``Story``; ``recorded`` keeps a draft.
* Each step of a story is one command and returns the story. A step that needs an earlier one takes it first:
  ``received().replied()`` plays the whole loop, with owners and a signed plan where the flags of the case ask for them.
* ``story.does(verb, who, **given)`` is any command by anybody, and raises what the command raises.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from petitions.commands import Record, Register, record, register
from petitions.db import make_sessions
from petitions.desk import Desk
from petitions.models import Officer, OfficerRole, Unit
from petitions.models.people import UnitKind
from petitions.office import load_office
from petitions.particulars import Particulars, Person, TypeChoice
from petitions.vault import Vault
from tests.support.databases import Database
from tests.support.story import RESPONDENT, Story
from workflow.facts import Leader
from workflow.roles import BY_CASE, Actor, Role
from workflow.vocabulary import Channel, Level, PollutionSubtype, PollutionType

MORNING = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
"""Monday the 2nd of November 2026, nine in the morning in Shanghai: where every scenario begins."""

STEP = timedelta(minutes=7)
QUERY_CODE = "482913"

UNITS = (
    ("city", "青川市生态环境局", "市局", UnitKind.BUREAU, None),
    ("petitions", "青川市生态环境局信访科", "信访科", UnitKind.DIVISION, "city"),
    ("east", "青川市生态环境局东城分局", "东城分局", UnitKind.SUB_BUREAU, "city"),
    ("west", "青川市生态环境局西湖分局", "西湖分局", UnitKind.SUB_BUREAU, "city"),
)


@dataclass(frozen=True, slots=True)
class Post:
    """An officer to be: key, roles, unit and name."""

    key: str
    roles: tuple[Role, ...]
    unit: str
    name: str

    @property
    def level(self) -> Level:
        """Whoever works in a sub-bureau is of its level."""
        return Level.SUB if self.unit in {"east", "west"} else Level.CITY


AT_THE_EAST = frozenset({Role.HANDLER, Role.UNIT_HEAD})
AT_THE_PETITIONS = frozenset({Role.OPERATOR, Role.PETITION_OFFICER, Role.PETITION_HEAD})


def _unit_of(role: Role) -> str:
    if role in AT_THE_EAST:
        return "east"
    return "petitions" if role in AT_THE_PETITIONS else "city"


PEOPLE = (
    *(Post(role.value, (role,), _unit_of(role), role.label) for role in Role if role not in BY_CASE),
    Post("handler_two", (Role.HANDLER,), "east", "东城承办人二"),
    Post("west_handler", (Role.HANDLER,), "west", "西湖承办人"),
    Post("west_head", (Role.UNIT_HEAD,), "west", "西湖分局负责人"),
    Post("leader_two", (Role.LEADER,), "city", "局领导二"),
    Post("petition_head_two", (Role.PETITION_HEAD,), "petitions", "信访科副科长"),
)
"""One for each role, under the role's value; a second handler of the east, the west's own people, a second leader."""


class Scenario:
    """The office of one test."""

    def __init__(self, engine: Engine, password_hash: str = "x") -> None:
        self.engine = engine
        self.sessions = make_sessions(engine)
        self.vault = Vault(b"k" * 32, Random(7).randbytes)
        self.now = MORNING
        with self.sessions.begin() as session:
            self.units = _furnish(session)
            self.people = _appoint(session, self.units, password_hash)
        with self.sessions() as session:
            self.office = load_office(session, self.vault)

    def clock(self) -> datetime:
        """The hour, for whoever asks (an application under test)."""
        return self.now

    def pass_time(self, **span: float) -> "Scenario":
        """Let so many ``days``, ``hours`` … go by."""
        self.now += timedelta(**span)
        return self

    def actor(self, who: str) -> Actor:
        """The officer of this key as an actor."""
        return self.people[who]

    def leader(self, who: str) -> Leader:
        """The officer as somebody who may own a case."""
        post = next(post for post in PEOPLE if post.key == who)
        return Leader(self.people[who].officer_id, post.level, self.units[post.unit])

    @contextmanager
    def desk(self, who: str) -> Iterator[Desk]:
        """The officer's desk, seven minutes later, in a transaction that is committed unless something is raised."""
        self.now += STEP
        with self.sessions.begin() as session:
            yield Desk(session, self.office, self.people[who], self.now)

    def particulars(self, **said: Any) -> Particulars:
        """A complete register entry; ``said`` replaces what a test cares about."""
        usual = Particulars(
            channel=Channel.PHONE_12369,
            received_at=self.now,
            content="工地连续三晚22时以后打桩，噪声很大。要求核实并责令停工。",
            claim="查处并答复",
            occurred="每晚22时以后",
            place="东城区建国路118号",
            respondent=RESPONDENT,
            district_id=self.units["east"],
            types=(TypeChoice(PollutionType.NOISE, PollutionSubtype.CONSTRUCTION_NOISE),),
            petitioners=(Person(name="刘某某", phone="19900008871", address="东城区建国路120号"),),
        )
        return replace(usual, **said)

    def received(self, by: str = "operator", **said: Any) -> Story:
        """A case registered by the operator."""
        with self.desk(by) as desk:
            case = register(Register(particulars=self.particulars(**said), query_code=QUERY_CODE), desk)
            return Story(self, case.case_no, case.id)

    def recorded(self, by: str = "operator", **said: Any) -> Story:
        """A case kept as a draft of the register."""
        with self.desk(by) as desk:
            case = record(Record(particulars=self.particulars(**said)), desk)
            return Story(self, case.case_no, case.id)


def _furnish(session: Session) -> dict[str, int]:
    """The units, by key."""
    ids: dict[str, int] = {}
    for key, name, short, kind, parent in UNITS:
        unit = Unit(
            code=key, name=name, short_name=short, kind=kind, parent_id=ids[parent] if parent else None
        )
        session.add(unit)
        session.flush()
        ids[key] = unit.id
    return ids


def _appoint(session: Session, units: dict[str, int], password_hash: str) -> dict[str, Actor]:
    """The officers, by key."""
    rows = {
        post.key: Officer(
            username=post.key,
            name=post.name,
            unit_id=units[post.unit],
            level=post.level,
            password_hash=password_hash,
            role_rows=[OfficerRole(role=role) for role in post.roles],
        )
        for post in PEOPLE
    }
    session.add_all(rows.values())
    session.flush()
    return {key: officer.actor for key, officer in rows.items()}


@pytest.fixture
def scenario(database: Database) -> Scenario:
    """A small office on each kind of database."""
    return Scenario(database.engine)


@pytest.fixture
def sqlite_scenario(sqlite_database: Database) -> Scenario:
    """A small office on SQLite."""
    return Scenario(sqlite_database.engine)
