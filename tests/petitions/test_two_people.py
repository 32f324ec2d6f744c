"""Two people act at once, at random, through the door: the register stays what its law says (stateful)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from petitions.audit import verify
from petitions.commands import COMMANDS
from petitions.commands.record_finding import FindingItem
from petitions.desk import Stale
from petitions.models import Case, Ownership, StrikeOffSignature
from petitions.particulars import TypeChoice
from tests.support.databases import Database
from tests.support.office import PEOPLE, Scenario
from tests.support.story import RESPONDENT, Story
from workflow.calendar import local_day
from workflow.machine import Refused
from workflow.needs import Kind, Need
from workflow.roles import Role
from workflow.states import BEYOND_TRANSFER, State
from workflow.tables import COMPLAINT
from workflow.verbs import Verb
from workflow.vocabulary import Channel, Level, PollutionType, Truth

VERBS = sorted(set(COMMANDS) - {Verb.REGISTER})
WHO = sorted(post.key for post in PEOPLE)
OWNERS_TO_BE = ["leader", "leader_two", "unit_head", "west_head", "bureau_head"]
TRUTHS = [Truth.TRUE, Truth.PARTLY, Truth.UNTRUE, None]
HONEST_REPLY = (
    f"经现场检查，您反映的{RESPONDENT}夜间施工噪声问题属实，已责令整改。"
    "如对处理不服，可依法申请行政复议或者提起行政诉讼。"
)
LONG = "依照规定办理，并将情况如实告知信访人。"


def sensible(need: Need, machine: "TwoPeople", draw: st.DataObject) -> Any:
    """A value that an honest person might enter for a need."""
    scenario = machine.scenario
    if need.kind in {Kind.TEXT, Kind.LINE}:
        return HONEST_REPLY if need.field == "reply" else LONG
    if need.kind is Kind.CHOICE and need.choices is not None:
        return draw.draw(st.sampled_from(list(need.choices)))
    today = local_day(scenario.now)
    made = {
        Kind.TYPES: lambda: (TypeChoice(draw.draw(st.sampled_from(list(PollutionType)))),),
        Kind.GROUND: lambda: draw.draw(st.sampled_from(["judicial", "rereviewed", "pending-below"])),
        Kind.LEADER: lambda: scenario.leader(draw.draw(st.sampled_from(OWNERS_TO_BE))),
        Kind.OFFICERS: lambda: tuple(scenario.people[who].officer_id for who in ("handler", "handler_two")),
        Kind.UNIT: lambda: scenario.units[draw.draw(st.sampled_from(["east", "east", "west"]))],
        Kind.UNITS: lambda: (),
        Kind.CASE: lambda: draw.draw(st.sampled_from(machine.stories)).id,
        Kind.FINDINGS: lambda: (
            FindingItem("夜间施工噪声扰民", draw.draw(st.sampled_from(TRUTHS)), "现场监测"),
        ),
        Kind.DAY: lambda: today if need.field == "visited_on" else today + timedelta(days=10),
        Kind.NUMBER: lambda: draw.draw(st.integers(1, 30)),
        Kind.CHANGES: lambda: {"claim": "要求书面答复"},
    }
    return made[need.kind]()


class TwoPeople(RuleBasedStateMachine):
    """A small office in which anybody tries anything, on pages that may have grown stale."""

    scenario: Scenario
    databases: Iterator[Database]

    def __init__(self) -> None:
        super().__init__()
        self.scenario = Scenario(next(self.databases).engine)
        self.stories: list[Story] = []
        self.pages: dict[int, int] = {}
        """What the second person's open page shows of each case: its last event."""

    @initialize()
    def a_flagged_and_an_ordinary_case_come_in(self) -> None:
        self.stories = [self.scenario.received(channel=Channel.SUPERIOR), self.scenario.received()]

    @rule(data=st.data())
    @precondition(lambda self: len(self.stories) < 5)
    def another_case_comes_in(self, data: st.DataObject) -> None:
        self.stories.append(self.scenario.received(channel=data.draw(st.sampled_from(list(Channel)))))

    @rule(days=st.integers(1, 40))
    def time_passes(self, days: int) -> None:
        self.scenario.pass_time(days=days)

    @rule(data=st.data())
    def the_second_person_opens_a_page(self, data: st.DataObject) -> None:
        story = data.draw(st.sampled_from(self.stories))
        self.pages[story.id] = story.seq

    @rule(data=st.data())
    def somebody_does_what_the_state_offers(self, data: st.DataObject) -> None:
        story = data.draw(st.sampled_from(self.stories))
        rows = [row for row in COMPLAINT.rows_from(story.state) if row.verb in VERBS]
        if rows:
            row = data.draw(st.sampled_from(rows))
            able = [who for who in WHO if self.scenario.people[who].roles & row.roles] or WHO
            if row.roles & {Role.OWNER_CITY, Role.OWNER_SUB}:
                able = [*able, "leader", "unit_head"]
            self._act(story, row.verb, data.draw(st.sampled_from(able)), data, seen=None)

    @rule(data=st.data(), verb=st.sampled_from(VERBS), who=st.sampled_from(WHO))
    def somebody_tries_anything(self, data: st.DataObject, verb: Verb, who: str) -> None:
        self._act(data.draw(st.sampled_from(self.stories)), verb, who, data, seen=None)

    @rule(data=st.data())
    @precondition(lambda self: bool(self.pages))
    def the_second_person_acts_on_the_open_page(self, data: st.DataObject) -> None:
        story = next(story for story in self.stories if story.id in self.pages)
        seen = self.pages.pop(story.id)
        rows = [row for row in COMPLAINT.rows_from(story.state) if row.verb in VERBS]
        if rows:
            verb = data.draw(st.sampled_from(rows)).verb
            self._act(story, verb, data.draw(st.sampled_from(WHO)), data, seen=seen)

    def _act(self, story: Story, verb: Verb, who: str, data: st.DataObject, *, seen: int | None) -> None:
        """Try it. Whatever is not done leaves the case exactly as it was."""
        before, state = story.seq, story.state
        row = COMPLAINT.row(verb, state) or next(row for row in COMPLAINT.rows if row.verb is verb)
        given = {need.field: sensible(need, self, data) for need in row.needs}
        try:
            story.does(verb, who, seen=seen, **given)
        except Stale:
            assert seen is not None
            assert seen < before
            done = False
        except (Refused, LookupError):
            done = False
        else:
            assert seen is None or seen == before, "a stale page was let through"
            done = True
        after = story.events[-1]
        if not done:
            assert (after.seq, story.state) == (before, state)
            return
        row = COMPLAINT.row(verb, state)
        assert row is not None
        assert self.scenario.people[who].roles & row.roles or row.roles & {Role.OWNER_CITY, Role.OWNER_SUB}
        assert (after.seq, after.verb, after.source, after.target) == (
            before + 1,
            verb,
            state,
            row.target or state,
        )

    @invariant()
    def no_flagged_case_is_with_a_unit_without_both_owners_having_been_named(self) -> None:
        with self.scenario.sessions() as session:
            for case in session.scalars(
                select(Case).where(Case.dual_required, Case.state.in_(BEYOND_TRANSFER))
            ):
                owners = session.scalars(
                    select(Ownership).where(Ownership.case_id == case.id, Ownership.to_at.is_(None))
                ).all()
                if (
                    len(owners) < 2
                ):  # flagged only after it had left: then the flag's event is younger than the transfer
                    verbs = [event.verb for event in next(s for s in self.stories if s.id == case.id).events]
                    assert verbs[::-1].index(Verb.RAISE_FLAG) < verbs[::-1].index(Verb.TRANSFER) or (
                        Verb.CONFIRM_REPEAT in verbs
                    )
                assert len({owner.officer_id for owner in owners}) == len(owners)

    @invariant()
    def a_struck_off_case_bears_both_signatures_of_its_round(self) -> None:
        with self.scenario.sessions() as session:
            for case in session.scalars(select(Case).where(Case.dual_required, Case.state == State.CLOSED)):
                signed = session.scalars(
                    select(StrikeOffSignature.level).where(
                        StrikeOffSignature.case_id == case.id, StrikeOffSignature.round == case.round
                    )
                ).all()
                assert set(signed) == set(Level)

    def teardown(self) -> None:
        with self.scenario.sessions() as session:
            assert verify(session).broken is None
        self.scenario.engine.dispose()


@pytest.mark.slow
def test_whatever_two_people_do_the_register_keeps_its_law(
    sqlite_template: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from tests.support.databases import _opened

    def fresh() -> Iterator[Database]:
        while True:
            path = tmp_path_factory.mktemp("two") / "people.db"
            path.write_bytes(sqlite_template.read_bytes())
            with _opened(f"sqlite:///{path}") as database:
                yield database

    TwoPeople.databases = fresh()
    run_state_machine_as_test(
        TwoPeople,
        settings=settings(
            max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
    TwoPeople.databases.close()  # type: ignore[attr-defined]
