"""What forms offer to choose from."""

import pytest
from sqlalchemy import insert

from petitions.models import Enterprise, GridUnit
from petitions.models.office import GridLevel
from petitions.pinyin import initials
from petitions.queries.pickers import (
    case_id_of,
    cells_like,
    enterprises_like,
    handling_units,
    investigators,
    leaders,
)
from workflow.vocabulary import Industry, Level


@pytest.fixture
def stocked(scenario):
    with scenario.sessions.begin() as session:
        for name in ("甲地环境科技有限公司", "乙地100%水泥厂"):
            session.execute(
                insert(Enterprise).values(
                    name=name, match_key=name, initials=initials(name), industry=Industry.OTHER
                )
            )
        session.execute(
            insert(GridUnit).values(
                code="3301", name="建国路街道", initials=initials("建国路街道"), level=GridLevel.STREET
            )
        )
    return scenario


def test_leaders_are_the_citys_leaders_and_the_heads_of_sub_bureaus(scenario):
    with scenario.sessions() as session:
        found = leaders(session)
    assert {choice.name for choice in found if choice.level is Level.SUB} == {
        "承办单位负责人",
        "西湖分局负责人",
    }
    city = {choice.name for choice in found if choice.level is Level.CITY}
    assert city == {"局领导", "局领导二", "局主要负责人", "分管业务负责人", "分管信访负责人"}
    assert found[0].leader.officer_id == found[0].id


def test_investigators_are_the_people_of_the_units(scenario):
    with scenario.sessions() as session:
        found = investigators(session, frozenset({scenario.units["east"]}))
        nobody = investigators(session, frozenset())
    assert [choice.name for choice in found] == ["承办人", "承办单位负责人", "东城承办人二"]
    assert nobody == ()


def test_a_case_may_be_handed_to_sub_bureaus_first(scenario):
    with scenario.sessions() as session:
        assert [choice.name for choice in handling_units(session)] == ["东城分局", "西湖分局", "信访科"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("环境", ["甲地环境科技有限公司"]),
        ("jdhj", ["甲地环境科技有限公司"]),
        ("JDHJ", ["甲地环境科技有限公司"]),
        ("100%", ["乙地100%水泥厂"]),
        ("%", ["乙地100%水泥厂"]),
        ("_", []),
        (" ", []),
        ("hjkj", []),
    ],
)
def test_enterprises_are_found_by_part_of_the_name_or_first_initials(stocked, typed, names):
    with stocked.sessions() as session:
        assert [choice.name for choice in enterprises_like(session, typed)] == names


def test_cells_of_the_grid_are_found_the_same_way(stocked):
    with stocked.sessions() as session:
        assert [choice.name for choice in cells_like(session, "jgl")] == ["建国路街道"]
        assert cells_like(session, "") == ()


def test_a_case_is_found_by_its_number_by_who_may_see_it(scenario):
    case = scenario.received().transferred("east")
    with scenario.sessions() as session:
        assert case_id_of(session, scenario.actor("handler"), f" {case.no} ") == case.id
        assert case_id_of(session, scenario.actor("west_handler"), case.no) is None
        assert case_id_of(session, scenario.actor("handler"), "HJ") is None
