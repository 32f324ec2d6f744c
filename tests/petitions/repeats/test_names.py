"""Named places and firms are found in running text and compared from their ends."""

import pytest

from petitions.repeats.names import Kind, names
from petitions.repeats.text import fold


def found(text: str) -> list[tuple[Kind, str]]:
    return [(name.kind, name.text) for name in names(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我是幸福里小区的业主", [(Kind.ESTATE, "幸福里小区")]),
        ("位于东湖区望江大道的示范搅拌站", [(Kind.ROAD, "望江大道"), (Kind.FIRM, "示范搅拌站")]),
        (
            "青石街道和平社区附近的清泉小学",
            [(Kind.AREA, "青石街道"), (Kind.AREA, "和平社区"), (Kind.SITE, "清泉小学")],
        ),
        ("投诉东方化工有限公司夜间排放", [(Kind.FIRM, "东方化工有限公司")]),
        ("望江路和清河路交汇处", [(Kind.ROAD, "望江路"), (Kind.ROAD, "清河路")]),
    ],
)
def test_names_are_found_with_their_kind(text: str, expected: list[tuple[Kind, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text", ["我们小区太吵", "自己的学校", "每个小区都有", "路口堵车", "村民反映", "一家公司"]
)
def test_what_could_be_anywhere_is_no_name(text: str) -> None:
    assert found(text) == []


def test_a_name_knows_where_it_stands() -> None:
    text = "请到幸福里小区３栋看看"
    (name,) = names(text)
    assert text[name.start : name.end] == "幸福里小区"


def test_a_name_is_recognised_when_its_beginning_was_cut_elsewhere() -> None:
    (name,) = names("清河路边上的向阳花城小区")[-1:]
    assert name.told_in(fold("他们说向阳花城天天施工"))
    assert not name.told_in(fold("向阳家园天天施工"))
