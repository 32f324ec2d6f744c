"""A complaint's text proposes types, industry and track, each with the words it comes from."""

import pytest

from petitions.intake.classify import classify
from petitions.intake.rules import INDUSTRIES, TRACKS, TYPES
from petitions.repeats.text import fold
from workflow.vocabulary import Industry, PollutionSubtype, PollutionType, Track

SMELL = "东方化工厂每天夜里排放废气，气味刺鼻，居民不敢开窗"


@pytest.mark.parametrize(
    ("text", "main", "subtype"),
    [
        (SMELL, PollutionType.AIR, PollutionSubtype.ODOUR),
        ("楼下餐馆油烟直排，烟道对着住户窗户", PollutionType.AIR, PollutionSubtype.CATERING_FUME),
        ("工地夜间施工，打桩机噪音很大", PollutionType.NOISE, PollutionSubtype.CONSTRUCTION_NOISE),
        ("广场舞音响声音太大", PollutionType.NOISE, PollutionSubtype.SOCIAL_NOISE),
        ("造纸厂的废水排进清河，河水发黑有死鱼", PollutionType.WATER, PollutionSubtype.BLACK_ODOROUS_WATER),
        ("小区楼顶建通讯基站，担心电磁辐射", PollutionType.RADIATION, PollutionSubtype.ELECTROMAGNETIC),
        ("有人在山里毁林采石，水土流失严重", PollutionType.ECOLOGY, PollutionSubtype.DEFORESTATION),
        ("村口有人倾倒医疗废物，污染环境", PollutionType.SOLID, PollutionSubtype.MEDICAL_WASTE),
        ("商场霓虹灯整夜不关，光污染严重", PollutionType.LIGHT, None),
        ("农田土壤重金属超标", PollutionType.SOIL, None),
    ],
)
def test_the_main_type_and_its_subtype_are_proposed(
    text: str, main: PollutionType, subtype: PollutionSubtype | None
) -> None:
    proposed = classify("", text)
    assert proposed.main_type is main
    assert (proposed.subtypes[0].value if proposed.subtypes else None) is subtype
    assert proposed.ours.value


def test_several_types_are_proposed_the_strongest_first() -> None:
    proposed = classify("养猪场臭气熏天", "养猪场臭气熏天，猪粪污水直接排进水库，饮用水源也受影响")
    assert {told.value for told in proposed.types} == {PollutionType.AIR, PollutionType.WATER}
    assert [told.score for told in proposed.types] == sorted((t.score for t in proposed.types), reverse=True)


def test_every_proposal_says_which_words_it_comes_from() -> None:
    proposed = classify("", SMELL)
    assert proposed.types[0].reason == "依据文中“刺鼻”“气味”“废气”“不敢开窗”"
    assert proposed.industry is not None
    assert proposed.industry.value is Industry.CHEMICAL
    assert "化工" in proposed.industry.words
    assert all(word in SMELL for told in proposed.types for word in told.words)


def test_typing_makes_no_difference() -> None:
    assert classify("", "楼下ＫＴＶ唱 歌到凌晨").main_type is classify("", "楼下ktv唱歌到凌晨").main_type


def test_another_office_s_matter_is_not_ours() -> None:
    proposed = classify("咨询公积金提取", "请问离职以后公积金怎么办理提取？")
    assert not proposed.ours.value
    assert proposed.types == ()
    assert proposed.main_type is None


@pytest.mark.parametrize(
    ("text", "track"),
    [
        (SMELL, Track.A),
        ("请问排污许可证怎么办理？", Track.F),
        ("分局工作人员态度恶劣", Track.B),
        ("举报某科长受贿、贪污，充当企业保护伞", Track.D),
        ("申请公开环评文件，已申请信息公开", Track.E),
        ("请问附近化工厂的废气、恶臭为什么没人管？", Track.A),
    ],
)
def test_the_track_is_proposed(text: str, track: Track) -> None:
    assert classify("", text).track.value is track


def test_an_empty_text_proposes_nothing_but_the_general_path() -> None:
    proposed = classify("", "")
    assert (proposed.types, proposed.industry) == ((), None)
    assert proposed.track.value is Track.B
    assert proposed.track.reason == "文中没有相关词语"


@pytest.mark.parametrize("rule", [*TYPES, *INDUSTRIES, *TRACKS], ids=lambda rule: rule.words[:6])
def test_every_word_of_the_rules_can_be_found_and_stands_once(rule: object) -> None:
    words = rule.words.split()  # type: ignore[attr-defined]
    assert len(words) == len(set(words))
    assert all(len(fold(word)) >= 2 for word in words)


def test_every_subtype_in_the_rules_belongs_to_its_type() -> None:
    assert all(rule.subtype is None or rule.subtype.type is rule.type for rule in TYPES)
    assert {rule.type for rule in TYPES} == set(PollutionType)
