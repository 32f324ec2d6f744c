from datetime import date

import pytest

from reports.html import TABLE_PT, TYPE_AREA_PT, column_percents, document_html, mark_size, signature_inset
from reports.model import Align, Annex, Column, Heading, Level, Paragraph, Table
from tests.reports.papers import paper, table

EVIL = "<script>alert(1)</script><img src=x onerror=y>&'\""


def test_whatever_an_officer_types_stays_text():
    blocks = (
        Paragraph(EVIL, lead=EVIL),
        Heading(Level.FIRST, EVIL),
        Table(EVIL, (Column(EVIL),), ((EVIL,),), (EVIL,)),
    )
    html = document_html(paper(*blocks, annexes=(Annex(EVIL, ()),)))
    assert "<script" not in html
    assert "<img" not in html
    places = (
        "lead",
        "paragraph",
        "heading",
        "caption",
        "head",
        "cell",
        "note",
        "listed",
        "bookmark",
        "title",
    )
    assert html.count("&lt;script&gt;") == len(places)


def test_headings_are_numbered_by_level_and_lower_levels_begin_again():
    levels = [Level.FIRST, Level.SECOND, Level.SECOND, Level.THIRD, Level.FIRST, Level.SECOND, Level.THIRD]
    html = document_html(paper(*(Heading(level, "标题") for level in levels)))
    for heading in (
        "<h2>一、标题</h2>",
        "<h3>（一）标题</h3>",
        "<h3>（二）标题</h3>",
        "<h4>1.标题</h4>",
        "<h2>二、标题</h2>",
    ):
        assert heading in html
    assert html.count("<h3>（一）标题</h3>") == 2
    assert html.count("<h4>1.标题</h4>") == 2


def test_tables_are_counted():
    html = document_html(paper(table(1), table(2)))
    assert "表1　各单位登记情况" in html
    assert "表2　各单位登记情况" in html


def widths(*cells: str) -> list[float]:
    return column_percents(Table("表", tuple(Column("头") for _ in cells), (cells,)))


def test_columns_fill_the_width_and_equal_ones_share_it():
    assert widths("一二三", "一二三") == [50.0, 50.0]
    assert sum(widths("一", "一二三四五六七", "字" * 90)) == pytest.approx(100, abs=0.01)


def test_a_narrow_column_keeps_its_words_in_one_line_beside_a_wide_one():
    name, text = widths("青川经济技术开发区分局", "字" * 90)
    assert name == pytest.approx(100 * 11.8 * TABLE_PT / TYPE_AREA_PT, abs=0.1)
    assert name + text == pytest.approx(100, abs=0.01)


def test_two_long_columns_part_the_room_by_their_length():
    short, long = widths("字" * 40, "字" * 80)
    assert long / short == pytest.approx(2, abs=0.05)


def test_one_note_is_unnumbered_and_several_are_numbered():
    def noted(*notes: str) -> str:
        return document_html(paper(Table("表", (Column("项", Align.LEFT),), (("一",),), notes)))

    assert ">注：甲<" in noted("甲")
    assert ">注：1.甲<" in noted("甲", "乙")
    assert ">2.乙<" in noted("甲", "乙")


def test_a_single_annex_has_no_number():
    assert "附件：各表" in document_html(paper(annexes=(Annex("各表", ()),)))
    two = document_html(paper(annexes=(Annex("甲表", ()), Annex("乙表", ()))))
    assert "附件：1.甲表" in two
    assert "2.乙表" in two


def test_a_row_that_does_not_fit_its_head_is_refused():
    with pytest.raises(ValueError, match="一行2格，表头1格"):
        Table("表", (Column("项"),), (("一", "二"),))


@pytest.mark.parametrize(("agency", "size"), [("青川市生态环境局", 52.0), ("青川" * 10, 21.7)])
def test_the_agency_mark_is_as_large_as_one_line_carries(agency, size):
    assert mark_size(agency) == size


def test_a_long_signature_moves_right_but_not_out():
    assert signature_inset(paper()) == 3.42  # 8 characters over a date of 6.85
    assert signature_inset(paper(agency="青川市" * 9)) == 0.0
    assert paper().signed_on == date(2026, 11, 6)
