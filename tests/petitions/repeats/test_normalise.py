"""Two writings of one telephone, person, place or firm have one key."""

import pytest

from petitions.repeats.normalise import enterprise, person, phone, place


@pytest.mark.parametrize(
    "written",
    [
        "13800000000",
        "138 0000 0000",
        "138-0000-0000",
        "+86 13800000000",
        "（+86）13800000000",
        "008613800000000",
        "１３８００００００００",
    ],
)
def test_a_mobile_number_has_one_key_however_it_is_written(written: str) -> None:
    assert phone(written) == "13800000000"


@pytest.mark.parametrize(
    "written",
    ["0571-80000000", "(0571) 8000 0000", "+86 571 80000000", "0571 80000000转801", "0571-80000000-#12"],
)
def test_a_landline_has_one_key_however_it_is_written(written: str) -> None:
    assert phone(written) == "057180000000"


def test_a_local_number_takes_the_area_code_that_is_given() -> None:
    assert phone("8000-0000") == "80000000"
    assert phone("8000-0000", area_code="0571") == "057180000000"


def test_a_service_number_keeps_its_digits() -> None:
    assert phone("400-800-0000") == "4008000000"


@pytest.mark.parametrize("written", ["", "138****0000", "12345", "没有电话", "1380000000", "23800000000000"])
def test_masked_short_or_broken_numbers_have_no_key(written: str) -> None:
    assert phone(written) is None


def test_a_name_is_known_without_blanks_and_forms_of_address() -> None:
    assert person("群 众甲 先生") == person("群众甲") == person("群众甲女士")


@pytest.mark.parametrize("written", ["", "匿名", "匿名举报人", "不详", "热心市民", "某先生", "无名"])
def test_nobody_has_no_name_key(written: str) -> None:
    assert person(written) == ""


def test_an_address_is_the_same_with_and_without_its_city() -> None:
    within = ("示例省", "示范市", "东湖区")
    assert place("示范市东湖区幸福路18号3幢", within) == place("幸福路１８号三栋", within)
    assert place("东湖区幸福街道办事处", within) == place("幸福街道", within)


def test_what_stands_near_a_place_is_told_by_the_place() -> None:
    assert place("幸福里小区3号楼旁边") == place("幸福里小区3栋")


@pytest.mark.parametrize(
    "written",
    [
        "东方化工",
        "东方化工厂",
        "东方化工有限公司",
        "东方化工（示范）有限责任公司",
        "示范市东方化工集团股份有限公司",
        "示范东方化工总厂",
    ],
)
def test_a_firm_is_known_without_its_city_and_legal_form(written: str) -> None:
    assert enterprise(written, ("示范市",)) == "东方化工"


def test_a_firm_keeps_at_least_two_characters() -> None:
    assert enterprise("示范集团", ("示范市",)) == "示范"
    assert enterprise("总厂") == "总厂"


def test_different_firms_keep_different_keys() -> None:
    assert enterprise("东方化工有限公司") != enterprise("东方化纤有限公司")
