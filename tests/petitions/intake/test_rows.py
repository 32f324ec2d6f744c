"""Every row becomes an entry or is refused with its number, the column, the reason and what to do."""

from collections.abc import Iterable
from datetime import datetime

import pytest

from petitions.intake.mapping import propose_mapping
from petitions.intake.rows import Parsed, RowProblem, parse_row, plan_import, title_from
from petitions.intake.spreadsheets import RawRow, Sheet, read_rows
from petitions.intake.wording import Target
from workflow.calendar import SHANGHAI
from workflow.vocabulary import Channel, PollutionType

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=SHANGHAI)
HEADERS = ["编号", "主题", "内容", "时间", "区县", "地点", "姓名", "电话", "被举报单位", "污染类型", "渠道"]
GOOD = {
    "编号": "D1001",
    "主题": "提问：搅拌站夜间噪声\u00a0编号:100200",
    "内容": "\n\t\t厂区 夜里装料，_x000D_\n噪声很大。\u3000",
    "时间": "2026/11/20 21:00:00",
    "区县": "东湖区",
    "污染类型": "噪声;大气(inferred)",
    "渠道": "来电",
}


def read(cells: dict[str, str], **changed: str) -> Parsed | tuple[RowProblem, ...]:
    mapping = propose_mapping(HEADERS, [])
    return parse_row(mapping, RawRow(7, {k: v for k, v in {**cells, **changed}.items() if v}), NOW)


def table(*lines: str) -> Sheet:
    return read_rows("\n".join(lines).encode())


def planned(sheet: Sheet, source: str = "") -> list[Parsed | RowProblem]:
    return list(plan_import(sheet, propose_mapping(sheet.headers, sheet.samples(), source=source), NOW))


def entries(found: Iterable[Parsed | RowProblem]) -> list[Parsed]:
    return [one for one in found if isinstance(one, Parsed)]


def problems(found: Iterable[Parsed | RowProblem]) -> list[RowProblem]:
    return [one for one in found if isinstance(one, RowProblem)]


def test_a_dirty_row_is_read_clean() -> None:
    parsed = read(GOOD)
    assert isinstance(parsed, Parsed)
    assert (parsed.number, parsed.origin_no) == (7, "D1001")
    assert parsed.title == "搅拌站夜间噪声"
    assert parsed.content == "厂区夜里装料，\n噪声很大。"
    assert parsed.received_at == datetime(2026, 11, 20, 21, tzinfo=SHANGHAI)
    assert parsed.types == (PollutionType.NOISE, PollutionType.AIR)
    assert parsed.channel is Channel.PHONE_12369
    assert parsed.remarks == ()


@pytest.mark.parametrize(
    ("changed", "column", "reason"),
    [
        ({"内容": "吵！"}, "内容", "内容只有1个字，看不出反映的事项。"),
        ({"内容": "", "主题": ""}, "内容", "内容为空。"),
        ({"时间": "去年冬天"}, "时间", "“去年冬天”不是可识别的时间。"),
        ({"时间": "2026-11-22 09:31"}, "时间", "时间2026-11-22 09:31在将来。"),
        ({"时间": "1899-12-30"}, "时间", "时间1899-12-30早于1990年。"),
    ],
)
def test_a_row_that_cannot_become_a_case_is_refused_with_advice(
    changed: dict[str, str], column: str, reason: str
) -> None:
    found = read(GOOD, **changed)
    assert isinstance(found, tuple)
    (problem,) = found
    assert (problem.row, problem.column, problem.reason) == (7, column, reason)
    assert problem.advice.startswith("请")
    assert problem.sentence.startswith(f"第7行“{column}”：")


def test_all_problems_of_a_row_are_told_at_once() -> None:
    found = read(GOOD, 内容="吵", 时间="去年")
    assert isinstance(found, tuple)
    assert [problem.column for problem in found] == ["内容", "时间"]


def test_oddities_are_remarked_and_hold_nothing_up() -> None:
    parsed = read(GOOD, 污染类型="噪声|拥堵", 渠道="飞鸽", 时间="")
    assert isinstance(parsed, Parsed)
    assert parsed.types == (PollutionType.NOISE,)
    assert parsed.channel is None
    assert parsed.received_at == NOW
    assert {remark.column for remark in parsed.remarks} == {"污染类型", "渠道", "时间"}


def test_a_title_stands_in_for_a_missing_content_and_a_first_clause_for_a_title() -> None:
    only_title = read(GOOD, 内容="")
    assert isinstance(only_title, Parsed)
    assert only_title.content == only_title.title
    only_content = read(GOOD, 主题="")
    assert isinstance(only_content, Parsed)
    assert only_content.title == "厂区夜里装料"


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("您好！厂区夜里很吵，请查处。", "厂区夜里很吵，请查处"),
        ("吵。", "吵。"),
        ("长" * 60, "长" * 39 + "…"),
    ],
)
def test_a_title_is_the_first_clause_that_says_something(content: str, title: str) -> None:
    assert title_from(content) == title


LINES = ("编号,内容,时间", "1,厂区夜里装料噪声很大,2026-11-20", "2,楼下餐馆油烟直排,2026-11-20")


@pytest.mark.parametrize("source", ["", "12345热线"])
def test_a_second_import_of_the_same_file_has_the_same_keys(source: str) -> None:
    keys = [parsed.source_key for parsed in entries(planned(table(*LINES), source))]
    assert len(set(keys)) == 2
    assert keys == [parsed.source_key for parsed in entries(planned(table(*LINES), source))]
    assert set(keys) == {
        parsed.source_key for parsed in entries(planned(table(LINES[0], LINES[2], LINES[1]), source))
    }
    assert all(len(key) <= 80 for key in keys)


def test_a_named_source_s_number_is_the_row_s_identity_even_when_the_text_was_mended() -> None:
    mended = (LINES[0], "1,厂区夜里装料，噪声很大！请查处,2026-11-20")
    assert (
        entries(planned(table(*mended), "平台"))[0].source_key
        == entries(planned(table(*LINES), "平台"))[0].source_key
    )
    assert entries(planned(table(*mended)))[0].source_key != entries(planned(table(*LINES)))[0].source_key


def test_no_complaint_is_taken_for_another_s_because_two_systems_count_alike() -> None:
    other = (LINES[0], "1,河里有死鱼请来看看,2026-11-20")
    assert entries(planned(table(*other)))[0].source_key != entries(planned(table(*LINES)))[0].source_key


def test_a_number_that_stands_twice_is_no_identity() -> None:
    twice = (*LINES, "1,河里有死鱼请来看看,2026-11-21")
    assert len({parsed.source_key for parsed in entries(planned(table(*twice), "平台"))}) == 3


def test_the_same_row_twice_in_a_file_is_taken_once_and_told() -> None:
    found = planned(table(*LINES, LINES[1]))
    assert len(entries(found)) == 2
    (problem,) = problems(found)
    assert (problem.row, problem.reason) == (4, "与第2行完全相同。")


def test_the_same_message_under_two_numbers_is_two_entries() -> None:
    found = planned(table(*LINES, "3,厂区夜里装料噪声很大,2026-11-20"))
    assert len(entries(found)) == 3


def test_good_rows_are_kept_beside_bad_ones_in_the_order_of_the_file() -> None:
    found = planned(table(LINES[0], "1,吵,2026-11-20", LINES[2], "3,河里有死鱼请来看看,2027-01-01"))
    assert [one.row if isinstance(one, RowProblem) else one.number for one in found] == [2, 3, 4]
    assert len(entries(found)) == 1


def test_the_operator_s_mapping_is_obeyed() -> None:
    sheet = table("编号,处理情况,内容", "1,已责令停产整改,厂区夜里装料噪声很大")
    mapping = propose_mapping(sheet.headers, [], {Target.CONTENT: "处理情况"})
    (parsed,) = entries(plan_import(sheet, mapping, NOW))
    assert parsed.content == "已责令停产整改"
