"""Tables are read whatever they are called and however they were saved."""

from datetime import datetime
from pathlib import Path

import pytest

from petitions.intake.spreadsheets import Unreadable, read_rows
from tests.petitions.intake.workbooks import Dated, workbook

TABLE = '编号,主题,内容\r\n1,夜间噪声,厂区夜里很吵\r\n\r\n2,异味,"半夜排放，\n气味刺鼻"\r\n'


def told(source: bytes | Path) -> list[tuple[int, dict[str, object]]]:
    return [(row.number, dict(row.cells)) for row in read_rows(source).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_read_in_any_usual_encoding(encoding: str) -> None:
    sheet = read_rows(TABLE.encode(encoding))
    assert sheet.headers == ("编号", "主题", "内容")
    assert told(TABLE.encode(encoding)) == [
        (2, {"编号": "1", "主题": "夜间噪声", "内容": "厂区夜里很吵"}),
        (4, {"编号": "2", "主题": "异味", "内容": "半夜排放，\n气味刺鼻"}),
    ]


@pytest.mark.parametrize("delimiter", ["\t", ";", "|"])
def test_other_delimiters_are_noticed(delimiter: str) -> None:
    assert told(f"编号{delimiter}内容\n1{delimiter}厂区很吵\n".encode()) == [
        (2, {"编号": "1", "内容": "厂区很吵"})
    ]


def test_rows_can_be_gone_through_twice() -> None:
    sheet = read_rows(TABLE.encode())
    assert [row.number for row in sheet.rows] == [row.number for row in sheet.rows] == [2, 4]
    assert [row.number for row in sheet.samples(1)] == [2]


def test_a_workbook_keeps_its_row_numbers_dates_and_whole_numbers() -> None:
    moment = 43510 + 20 / 24
    source = workbook(
        {1: ["留言编号", "留言时间", "内容"], 2: [100006, Dated(moment), "很吵"], 5: [2.5, "2019/2/14", None]}
    )
    assert told(source) == [
        (2, {"留言编号": "100006", "留言时间": datetime.fromisoformat("2019-02-14 20:00"), "内容": "很吵"}),
        (5, {"留言编号": "2.5", "留言时间": "2019/2/14"}),
    ]


def test_a_used_range_far_beyond_the_data_does_no_harm() -> None:
    source = workbook({1: ["编号", "内容"], 2: ["1", "很吵"]}, last_row=65_203)
    assert told(source) == [(2, {"编号": "1", "内容": "很吵"})]


def test_a_title_above_the_header_is_passed_over() -> None:
    source = workbook({1: ["信访台账"], 3: ["编号", "内容", "区县"], 4: ["1", "很吵", "东湖区"]})
    assert told(source) == [(4, {"编号": "1", "内容": "很吵", "区县": "东湖区"})]


def test_broken_headers_get_names_of_their_own() -> None:
    sheet = read_rows(workbook({1: ["序号", None, "污染 \n类型", "序号"], 2: ["1", "甲", "大气", "9"]}))
    assert sheet.headers == ("序号", "第2列", "污染类型", "序号(2)")
    assert next(sheet.rows).cells == {"序号": "1", "第2列": "甲", "污染类型": "大气", "序号(2)": "9"}


def test_an_html_table_that_calls_itself_xls_is_read(tmp_path: Path) -> None:
    page = (
        "<style>.t{}</script><div><table><tr><td>菜单</td></tr></table><table><tr><th>编号</th><th>内容</th></tr>"
        "<tr><td title='1'>1</td><td>&nbsp;厂区<b>很吵</b> </td></tr><tr><td>2</td><td>&nbsp;</td></tr></table></div>"
    )
    path = tmp_path / "导出.xls"
    path.write_bytes(page.encode("gb18030"))
    assert told(path) == [(2, {"编号": "1", "内容": "厂区很吵"}), (3, {"编号": "2"})]


@pytest.mark.parametrize(
    "text",
    [
        '[{"title": "很吵", "number": 3}, {"content": "异味", "tags": ["a"], "open": true}]',
        '{"code": 0, "data": {"rows": [{"title": "很吵", "number": 3}, {"content": "异味", "tags": ["a"], "open": true}]}}',
    ],
)
def test_json_posts_are_read_bare_or_wrapped(text: str) -> None:
    assert read_rows(text.encode()).headers == ("title", "number", "content", "tags", "open")
    assert told(text.encode()) == [
        (1, {"title": "很吵", "number": "3"}),
        (2, {"content": "异味", "tags": '["a"]', "open": "是"}),
    ]


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"", "请检查导出是否成功"),
        (b"  \n", "请检查导出是否成功"),
        (b"\xff\x00\xfe\x81", "另存为UTF-8"),
        (b"PK\x03\x04broken", "另存为xlsx"),
        (b"<html><p>no table</p></html>", "请确认导出的是数据页面"),
        (b"[1, 2]", "应为JSON对象的数组"),
        (b'[{"a": 1}', "请重新导出"),
        (workbook({1: ["编号"]}), "请确认数据所在的工作表已保存"),
        (workbook({1: [1, 2], 2: [3, 4]}), "请在数据上方保留一行列名"),
    ],
)
def test_what_is_no_table_is_refused_with_advice(content: bytes, advice: str) -> None:
    with pytest.raises(Unreadable, match=advice):
        list(read_rows(content, "台账").rows)


def test_an_unclosed_quote_names_the_line() -> None:
    big = "编号,内容\n1," + '"' + "很吵" * 100_000
    with pytest.raises(Unreadable, match="引号不成对"):
        list(read_rows(big.encode()).rows)
