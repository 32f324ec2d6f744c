"""Identity: masked for everybody, in the clear for few, and every look on record."""

import pytest
from sqlalchemy import func, select

from petitions.desk import NotFound
from petitions.identity import (
    IdentityRefused,
    PersonShown,
    mask_name,
    mask_phone,
    masked_petitioners,
    reveal,
)
from petitions.models import IdentityLook
from petitions.particulars import Person
from tests.support.office import Scenario
from workflow.verbs import Verb
from workflow.vocabulary import Flag, Track

REASON = "电话回访核实情况"
PEOPLE = (
    Person(name="刘某某", phone="130 0000 8871", address="建国路120号", id_number="330000190001010000"),
    Person(name="A", phone="12345", representative=True),
)


@pytest.fixture
def office(database) -> Scenario:
    return Scenario(database.engine)


@pytest.fixture
def sqlite_office(sqlite_database) -> Scenario:
    return Scenario(sqlite_database.engine)


def look(case, who, reason=REASON):
    with case.scenario.desk(who) as desk:
        return reveal(desk, desk.open(case.no), reason)


def looks(case):
    with case.scenario.sessions() as session:
        query = select(IdentityLook.officer_id, IdentityLook.reason).where(IdentityLook.case_id == case.id)
        return [tuple(row) for row in session.execute(query)]


def test_everybody_sees_masks(office):
    case = office.received(petitioners=PEOPLE)
    with office.sessions() as session:
        shown = masked_petitioners(session, office.vault, case.id)
    assert shown == (
        PersonShown("刘**", "130****8871", "已隐藏", "已隐藏"),
        PersonShown("A**", "****", "", "", representative_no=1),
    )


@pytest.mark.parametrize(("name", "mask"), [("刘某某", "刘**"), ("刘", "刘**"), ("", "")])
def test_a_name_is_masked_whatever_its_length(name, mask):
    assert mask_name(name) == mask


@pytest.mark.parametrize(
    ("phone", "mask"),
    [("19900008871", "199****8871"), ("+86 199-0000-8871", "861****8871"), ("110", "****"), ("", "")],
)
def test_a_short_number_shows_nothing_of_itself(phone, mask):
    assert mask_phone(phone) == mask


def test_who_handles_the_case_sees_it_in_the_clear_and_the_look_is_written_down(office):
    case = office.received(petitioners=PEOPLE).transferred()
    clear = look(case, "handler")
    assert clear[0] == PersonShown("刘某某", "130 0000 8871", "建国路120号", "330000190001010000")
    assert looks(case) == [(office.actor("handler").officer_id, REASON)]


@pytest.mark.parametrize(
    "who",
    ["petition_officer", "petition_head", "deputy_petitions", "deputy_business", "bureau_head", "unit_head"],
)
def test_these_posts_may_look(sqlite_office, who):
    case = sqlite_office.received().transferred()
    assert look(case, who)[0].name == "刘某某"


@pytest.mark.parametrize("who", ["supervisor", "statistician", "leader", "auditor", "archivist"])
def test_these_posts_may_not_and_nothing_is_written(sqlite_office, who):
    case = sqlite_office.received().transferred()
    with pytest.raises(IdentityRefused) as refused:
        look(case, who)
    assert refused.value.code == "identity-not-yours"
    assert looks(case) == []


def test_an_owner_sees_the_identity_of_the_owned_case_only(sqlite_office):
    owned = sqlite_office.received().flagged(Flag.KEY).transferred()
    other = sqlite_office.received().transferred()
    assert look(owned, "leader")[0].name == "刘某某"
    with pytest.raises(IdentityRefused):
        look(other, "leader")


def test_an_operator_sees_what_he_registered_himself(sqlite_office):
    mine = sqlite_office.received()
    others = sqlite_office.received("petition_officer")
    assert look(mine, "operator")[0].name == "刘某某"
    with pytest.raises(IdentityRefused):
        look(others, "operator")


def test_an_assisting_unit_works_without_the_name(sqlite_office):
    case = sqlite_office.received().transferred("east", assisting=("west",))
    with pytest.raises(IdentityRefused):
        look(case, "west_handler")


def test_who_may_not_see_the_case_is_not_told_that_it_is_there(sqlite_office):
    case = sqlite_office.received().transferred("east")
    for who in ("west_handler", "system_admin"):
        with pytest.raises(NotFound):
            look(case, who)


def test_an_accuser_is_known_to_discipline_and_to_who_registered_it(sqlite_office):
    case = sqlite_office.received().classified(Track.D)
    assert look(case, "operator")[0].name == "刘某某"
    assert look(case, "discipline")[0].name == "刘某某"
    for who in ("petition_head", "bureau_head", "petition_officer"):
        with pytest.raises(IdentityRefused) as refused:
            look(case, who)
        assert refused.value.code == "identity-sealed"
    case.does(Verb.REFER_DISCIPLINE, "petition_officer")
    assert look(case, "discipline")[0].name == "刘某某"
    with pytest.raises(NotFound):
        look(case, "operator")


@pytest.mark.parametrize("reason", ["", "   ", "回访"])
def test_a_look_needs_its_reason(sqlite_office, reason):
    case = sqlite_office.received()
    with pytest.raises(IdentityRefused) as refused:
        look(case, "operator", reason)
    assert refused.value.code == "identity-reason"
    assert looks(case) == []


def test_every_look_counts(sqlite_office):
    case = sqlite_office.received()
    look(case, "operator")
    look(case, "operator", "补充登记时再次核对")
    with sqlite_office.sessions() as session:
        assert session.scalar(select(func.count()).select_from(IdentityLook)) == 2
