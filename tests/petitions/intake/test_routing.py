"""What is another department's matter is proposed for handing on, with a citation only where one is vouched for."""

import re

import pytest

from petitions.intake.routing import (
    INTERNAL_BASIS,
    ROUTES,
    Step,
    city_routes,
    propose_district,
    propose_route,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("化工厂夜里偷排废水", "industrial"),
        ("冲压车间噪音太大", "industrial_noise"),
        ("工地夜间施工，打桩到凌晨", "construction_noise"),
        ("楼下歌厅唱歌到半夜", "social_noise"),
        ("改装车半夜炸街", "traffic_noise"),
        ("楼下餐馆油烟熏人", "catering_fume"),
        ("村里有人焚烧秸秆", "open_burning"),
        ("对面商场霓虹灯刺眼，光污染", "light"),
        ("小区垃圾站生活垃圾几天不清", "household_waste"),
        ("家门口的臭水沟，化粪池满了没人管", "black_water"),
        ("有人在山上毁林挖山", "natural_resources"),
        ("某科长受贿，是企业的保护伞", "misconduct"),
        ("渣土车一过扬尘漫天，尘土飞扬", "dust"),
    ],
)
def test_the_matter_is_told_by_its_words(text: str, code: str) -> None:
    proposal = propose_route("", text)
    assert proposal is not None
    assert proposal.value.code == code
    assert proposal.words


def test_a_text_without_such_words_proposes_no_route() -> None:
    assert propose_route("", "咨询退休待遇") is None


def test_what_is_the_bureau_s_own_is_handled_and_the_rest_is_not() -> None:
    steps = {route.code: route.step for route in ROUTES}
    assert [code for code, step in steps.items() if step is Step.HANDLE] == ["industrial", "industrial_noise"]


def test_an_article_is_printed_only_under_the_rule_set_that_it_is_vouched_for() -> None:
    fumes = next(route for route in ROUTES if route.code == "catering_fume")
    assert fumes.basis("RS-3") == "《生态环境法典》第一千一百三十二条"
    assert [fumes.basis(rule_set) for rule_set in ("RS-0", "RS-1", "RS-2")] == [INTERNAL_BASIS] * 3
    waste = next(route for route in ROUTES if route.code == "household_waste")
    assert waste.basis("RS-3") == INTERNAL_BASIS
    noise = next(route for route in ROUTES if route.code == "social_noise")
    assert "第三十一条第三款" in noise.transfer_basis("RS-1")
    assert noise.transfer_basis("RS-3") == fumes.transfer_basis("RS-1") == INTERNAL_BASIS


def test_a_city_names_its_own_departments() -> None:
    routes = city_routes({"catering_fume": "示范市城市管理局"})
    proposal = propose_route("", "楼下餐馆油烟熏人", routes)
    assert proposal is not None
    assert proposal.value.department == "示范市城市管理局"
    assert [route.code for route in routes] == [route.code for route in ROUTES]


def test_a_department_for_an_unknown_matter_is_refused() -> None:
    with pytest.raises(ValueError, match=re.escape("没有这些事项：noise")):
        city_routes({"noise": "示范市城市管理局"})


def test_codes_are_unique() -> None:
    assert len({route.code for route in ROUTES}) == len(ROUTES)


DISTRICTS = {"清江市": "", "东湖区": "清江市", "西山区": "清江市", "石桥县": "清江市"}


@pytest.mark.parametrize(
    ("title", "text", "district"),
    [
        ("东湖区和平路扬尘", "每天都有", "东湖区"),
        ("", "清江市西山区的化工厂排气，和东湖区的一样", "西山区"),
        ("", "家住石桥，河水发黑", "石桥县"),
        ("请清江市领导管管", "噪声太大", "清江市"),
    ],
)
def test_the_district_that_is_named_first_and_most_is_proposed(title: str, text: str, district: str) -> None:
    proposed = propose_district(title, text, DISTRICTS)
    assert proposed is not None
    assert proposed.value == district
    assert proposed.reason.startswith("依据文中")


def test_without_a_name_no_district_is_proposed() -> None:
    assert propose_district("噪声", "楼下太吵", DISTRICTS) is None
