"""Columns are recognised by their names, else by what stands in them; the operator has the last word."""

import re

import pytest

from petitions.intake.mapping import UnknownColumn, propose_mapping
from petitions.intake.spreadsheets import RawRow
from petitions.intake.wording import CHANNEL_WORDS, HEADERS, TYPE_WORDS, Target
from petitions.repeats.text import fold
from workflow.vocabulary import Channel, PollutionType


def row(**cells: str) -> RawRow:
    return RawRow(2, cells)


def test_usual_headers_are_recognised() -> None:
    headers = ("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "反对数", "点赞数")
    assert propose_mapping(headers, []).columns == {
        Target.NUMBER: "留言编号",
        Target.NAME: "留言用户",
        Target.TITLE: "留言主题",
        Target.RECEIVED_AT: "留言时间",
        Target.CONTENT: "留言详情",
    }


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("受理编号", Target.NUMBER),
        ("交办问题基本情况", Target.CONTENT),
        ("行政区域", Target.DISTRICT),
        ("污染类型", Target.TYPES),
        ("被举报单位", Target.RESPONDENT),
        ("联系电话", Target.PHONE),
        ("SUBJECT", Target.TITLE),
        ("main_type", Target.MAIN_TYPE),
        ("信访渠道", Target.CHANNEL),
        ("事发地点", Target.PLACE),
        ("诉求", Target.CLAIM),
        ("联系地址", Target.ADDRESS),
    ],
)
def test_a_header_tells_its_target(header: str, target: Target) -> None:
    assert propose_mapping([header, "甲乙"], []).columns == {target: header}


def test_the_better_of_two_headers_is_taken() -> None:
    assert propose_mapping(["id", "受理编号"], []).columns == {Target.NUMBER: "受理编号"}


def test_nameless_columns_are_told_by_what_stands_in_them() -> None:
    samples = [
        row(甲="1", 乙="2026-01-02 10:00", 丙="厂区夜里排放废气，气味刺鼻，居民不敢开窗"),
        row(甲="2", 乙="2026/1/3", 丙="楼下餐馆油烟直排，烟道对着住户的窗户"),
    ]
    mapping = propose_mapping(["甲", "乙", "丙"], samples)
    assert mapping.columns == {Target.RECEIVED_AT: "乙", Target.CONTENT: "丙"}
    assert mapping.missing == ()


def test_the_operator_names_a_column_or_silences_one() -> None:
    headers = ["编号", "内容", "处理情况"]
    named = {Target.CONTENT: "处理情况", Target.NUMBER: ""}
    assert propose_mapping(headers, [], named).columns == {Target.CONTENT: "处理情况"}


def test_a_column_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(UnknownColumn, match=re.escape("表中没有“详情”列。表中各列为：编号、内容。")):
        propose_mapping(["编号", "内容"], [], {Target.CONTENT: "详情"})


def test_a_table_without_words_says_what_is_missing() -> None:
    mapping = propose_mapping(["序号", "状态"], [row(序号="1", 状态="办结")])
    assert mapping.missing == (Target.CONTENT,)


def test_no_word_stands_for_two_things() -> None:
    for words in (HEADERS, TYPE_WORDS, CHANNEL_WORDS):
        listed = [fold(word) for told in words.values() for word in told.split()]  # type: ignore[attr-defined]
        assert len(listed) == len(set(listed))
    assert set(HEADERS) == set(Target)
    assert set(TYPE_WORDS) == set(PollutionType)
    assert set(CHANNEL_WORDS) == set(Channel)
