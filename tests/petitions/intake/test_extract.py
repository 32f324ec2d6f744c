"""Phones, times, places, firms and plates are found in free text, each with its span."""

import pytest

from petitions.intake.extract import Field, extract, first


def values(text: str, field: Field) -> list[str]:
    return [found.value for found in extract(text) if found.field is field]


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("我的电话13800000000，请回复", "13800000000"),
        ("电话：１３８ ００００ ００００", "13800000000"),
        ("联系+86 138-0000-0000", "13800000000"),
        ("单位座机0571-80000000转8", "057180000000"),
        ("拨打400-800-0000没人接", "4008000000"),
    ],
)
def test_a_phone_is_found_however_it_is_written(text: str, phone: str) -> None:
    assert values(text, Field.PHONE) == [phone]


@pytest.mark.parametrize(
    "text",
    ["电话138****0000", "身份证330000190001010000", "订单号9138000000001", "拨打12369投诉", "12345热线"],
)
def test_other_numbers_are_no_phones(text: str) -> None:
    assert values(text, Field.PHONE) == []


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("每天晚上10点到凌晨2点施工", "每天晚上10点到凌晨2点"),
        ("2026年11月3日晚上开始冒烟", "2026年11月3日晚上"),
        ("11月3号凌晨三点半左右", "11月3号凌晨三点半左右"),
        ("昨晚22:30还在装料", "昨晚22:30"),
        ("长期通宵生产", "长期"),
    ],
)
def test_a_time_expression_is_found_as_told(text: str, time: str) -> None:
    assert values(text, Field.TIME)[0] == time


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("地点在望江大道18号幸福里小区3栋2单元楼下", "望江大道18号幸福里小区3栋2单元楼下"),
        ("位于东湖区青石街道和平社区的厂房", "青石街道和平社区"),
        ("清泉小学旁边天天烧垃圾", "清泉小学"),
    ],
)
def test_names_that_stand_together_are_one_address(text: str, place: str) -> None:
    assert values(text, Field.PLACE) == [place]


def test_firms_are_found_and_kept_apart_from_places() -> None:
    text = "望江路的东方化工有限公司夜里排气，隔壁大江造纸厂也一样"
    assert values(text, Field.ENTERPRISE) == ["东方化工有限公司", "大江造纸厂"]
    assert values(text, Field.PLACE) == ["望江路"]


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("渣土车浙A·12345夜里倾倒", "浙A12345"),
        ("车牌号湘A1234挂", "湘A1234挂"),
        ("粤BD12345冒黑烟", "粤BD12345"),
    ],
)
def test_a_licence_plate_is_found_without_its_dot(text: str, plate: str) -> None:
    assert values(text, Field.PLATE) == [plate]


def test_every_span_points_at_what_was_found() -> None:
    text = "每晚望江路18号东方化工厂排气，电话１３８00000000，车牌浙A·12345"
    found = extract(text)
    assert {passage.field for passage in found} == set(Field)
    assert all(text[passage.start : passage.end] == passage.text for passage in found)
    assert [passage.start for passage in found] == sorted(passage.start for passage in found)


def test_the_form_is_filled_with_the_first_proposal() -> None:
    found = extract("望江路和清河路之间")
    place = first(found, Field.PLACE)
    assert place is not None
    assert place.value == "望江路"
    assert first(found, Field.PHONE) is None
