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
        ("长期通宵生产", "长期通宵"),
        ("每天凌晨2点开始排气", "每天凌晨2点"),
        ("2026 年 11 月 3 日 晚 10 点左右", "2026年11月3日晚10点左右"),
        ("２２：３０以后打桩", "22:30以后"),
        ("凌晨1点至次日6点不停", "凌晨1点至次日6点"),
        ("2026/11/3拍的照片", "2026/11/3"),
        ("2026-11-03至今没人管", "2026-11-03至今"),
        ("9月份以来，每晚都闻到", "9月份以来，每晚"),
        ("2025年3月到2026年9月", "2025年3月到2026年9月"),
        ("每周六晚上唱歌", "每周六晚上"),
        ("每隔两天放一次", "每隔两天"),
        ("24小时不间断生产", "24小时不间断"),
    ],
)
def test_a_time_expression_is_found_as_told(text: str, time: str) -> None:
    assert values(text, Field.TIME)[0] == time


@pytest.mark.parametrize(
    "text",
    ["提一点建议", "有以下3点要求", "一时想不起来", "共1345时", "晚年生活", "房价1100-1300元", "比分3:2"],
)
def test_other_figures_and_words_are_no_times(text: str) -> None:
    assert values(text, Field.TIME) == []


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
    ("text", "firm"),
    [
        ("请领导协调东江自来水公司", "东江自来水公司"),
        ("居民与宏远开发公司协商", "宏远开发公司"),
        ("（以下简称宏远公司）", "宏远公司"),
        ("和顺化工厂排废气", "和顺化工厂"),
    ],
)
def test_what_leads_to_a_firm_is_no_part_of_its_name(text: str, firm: str) -> None:
    assert values(text, Field.ENTERPRISE) == [firm]


@pytest.mark.parametrize("text", ["村民多次找该公司", "楼下违规开办餐厅", "厂里和公司都不管", "村里的采石场"])
def test_what_names_no_firm_in_particular_is_left_out(text: str) -> None:
    assert values(text, Field.ENTERPRISE) == []


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("渣土车浙A·12345夜里倾倒", "浙A12345"),
        ("车牌号湘A1234挂", "湘A1234挂"),
        ("粤BD12345冒黑烟", "粤BD12345"),
        ("渣土车浙Ａ·１２３４５", "浙A12345"),
        ("浙a 1b234的货车", "浙A1B234"),
        ("教练车浙A1234学", "浙A1234学"),
        ("车牌号：某A12B34", "某A12B34"),
    ],
)
def test_a_licence_plate_is_found_without_its_dot(text: str, plate: str) -> None:
    assert values(text, Field.PLATE) == [plate]


def test_plates_in_a_row_are_all_found() -> None:
    assert values("车辆有甲A12345、甲A23456，甲B6C789", Field.PLATE) == ["甲A12345", "甲A23456", "甲B6C789"]


@pytest.mark.parametrize(
    "text", ["标准GB50096规定", "执行GB12348标准", "浙A*****", "车次G12345", "高铁坐C69291"]
)
def test_standards_trains_and_masked_plates_are_no_plates(text: str) -> None:
    assert values(text, Field.PLATE) == []


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
