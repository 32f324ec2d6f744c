"""GB/T 9704-2012 measured on the printed page, to half a millimetre."""

from itertools import pairwise

import pytest

from reports.model import Annex, Heading, Level, Paragraph
from reports.pdf import document_pdf
from tests.reports.papers import PROSE, paper, table
from tests.reports.ruler import Box, Sheet, sheets

LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
LINE = 225 / 22
INDENT = LEFT + 2 * 156 / 28
HALF = 0.5
BAND = {"left": 0.0, "right": 210.0}


def near(value: float) -> object:
    return pytest.approx(value, abs=HALF)


def body_lines(sheet: Sheet) -> list[list]:
    return [line for line in sheet.lines() if line[0].box.bottom < BOTTOM]


def test_the_page_is_a4(long_sheets):
    assert {(round(sheet.width), round(sheet.height)) for sheet in long_sheets} == {(210, 297)}


def test_the_agency_mark_stands_35_mm_below_the_type_area_and_is_red(long_sheets):
    mark = long_sheets[0].ink(Box(top=60, bottom=100, **BAND))
    assert mark.top == near(TOP + 35)
    assert (mark.left + mark.right) / 2 == near((LEFT + RIGHT) / 2)
    colours = {colour for _, colour in long_sheets[0].image.crop((0, 600, 2100, 1000)).getcolors(1 << 20)}
    assert (230, 0, 18) in colours
    assert all(red >= 229 for red, _, _ in colours)


def test_the_red_rule_spans_the_type_area_4_mm_below_the_number(long_sheets):
    number = long_sheets[0].ink(Box(top=108, bottom=120, **BAND))
    rule = long_sheets[0].ink(Box(top=120.5, bottom=130, **BAND))
    assert (rule.left, rule.right) == (near(LEFT), near(RIGHT))
    assert rule.top - number.bottom == near(4)


def test_a_full_page_holds_22_lines_on_the_grid(plain_sheets):
    lines = body_lines(plain_sheets[1])
    assert len(lines) == 22
    bottoms = [min(glyph.box.bottom for glyph in line) for line in lines]
    assert (bottoms[-1] - bottoms[0]) / 21 == pytest.approx(LINE, abs=0.02)
    ink = plain_sheets[1].ink(Box(top=20, bottom=BOTTOM + 4, **BAND))
    assert ink.top >= TOP
    assert ink.bottom <= BOTTOM


def test_a_full_line_holds_28_characters(plain_sheets):
    lengths = [len(line) for line in body_lines(plain_sheets[1])]
    assert max(lengths) == 28
    assert lengths.count(28) > 18, "all but the ends and beginnings of paragraphs"


def test_body_lines_begin_and_end_at_the_type_area(long_sheets):
    starts = [line[0].box.left for line in body_lines(long_sheets[1]) if len(line) > 24]
    assert len(starts) > 8
    assert all(start == near(LEFT) or start == near(INDENT) for start in starts)


def test_the_right_margin_is_straight(long_sheets):
    edges = [line[-1].box.right for sheet in long_sheets[:2] for line in paragraph_lines(sheet)]
    assert len(edges) > 12
    assert all(edge == near(RIGHT) for edge in edges)


def paragraph_lines(sheet: Sheet) -> list[list]:
    """Lines that go on: they begin at the margin or with an indent, and the next one begins at the margin."""
    return [
        line
        for line, following in pairwise(body_lines(sheet))
        if line[0].box.left == near(LEFT) or line[0].box.left == near(INDENT)
        if following[0].box.left == near(LEFT) and len(following) > 1 and "：" not in line[-1].char
    ]


def test_page_numbers_stand_outside_7_mm_below_the_type_area(long_sheets):
    for number, sheet in enumerate(long_sheets, start=1):
        ink = sheet.ink(Box(top=BOTTOM + 2, bottom=290, **BAND))
        dash = sheet.ink(Box(ink.left - 1, BOTTOM + 2, ink.left + 3, 290))
        assert (dash.top + dash.bottom) / 2 == near(BOTTOM + 7)
        assert ink.right == near(RIGHT - 4.94) if number % 2 else ink.left == near(LEFT + 4.94)
        assert f"— {number} —" in " ".join(sheet.text.split())


def test_the_colophon_ends_with_the_type_area_of_the_last_page(long_sheets):
    foot = long_sheets[-1].ink(Box(top=235, bottom=BOTTOM + 3, **BAND))
    assert foot.bottom == near(BOTTOM)
    assert (foot.left, foot.right) == (near(LEFT), near(RIGHT))
    assert not any("印发" in sheet.text for sheet in long_sheets[:-1])


def test_the_date_ends_four_characters_from_the_edge_and_the_name_is_centred_on_it(long_sheets):
    signed = next(sheet for sheet in long_sheets if "2026年11月6日" in sheet.text)
    lines = ["".join(glyph.char for glyph in line) for line in signed.lines()]
    date_line = signed.lines()[lines.index("2026年11月6日")]
    name_line = signed.lines()[lines.index("2026年11月6日") - 1]
    assert "".join(glyph.char for glyph in name_line) == "青川市生态环境局"
    assert RIGHT - date_line[-1].box.right == pytest.approx(4 * 5.57, abs=1.5)
    middles = [(line[0].box.left + line[-1].box.right) / 2 for line in (date_line, name_line)]
    assert middles[0] == near(middles[1])


def test_a_broken_table_repeats_its_head_and_splits_no_row(long_sheets):
    with_rows = [sheet for sheet in long_sheets if "分局" in sheet.text and "3.5%" in sheet.text]
    assert len(with_rows) > 2
    assert all("登记（件）" in sheet.text for sheet in with_rows)


@pytest.mark.parametrize("lines_before", range(14, 22))
def test_no_heading_stands_at_the_foot_of_a_page(lines_before):
    filler = [Paragraph("本段一行。") for _ in range(lines_before)]
    pages = sheets(document_pdf(paper(*filler, Heading(Level.FIRST, "标题"), Paragraph(PROSE), table(2))))
    page = next(sheet for sheet in pages if "一、标题" in "".join(sheet.text.split()))
    lines = ["".join(glyph.char for glyph in line) for line in body_lines(page)]
    assert lines.index("一、标题") < len(lines) - 2, "the heading needs two lines of its text below it"


def test_a_long_agency_name_stays_inside_the_type_area():
    name = "青川高新技术产业开发区管理委员会生态环境和应急管理局"
    page = sheets(document_pdf(paper(Paragraph(PROSE), agency=name)))[0]
    ink = page.ink(Box(top=20, bottom=BOTTOM, **BAND))
    assert ink.left >= LEFT - HALF
    assert ink.right <= RIGHT + HALF


@pytest.mark.parametrize("lines", [2, 8, 21, 22, 23])
def test_the_colophon_never_stands_on_a_page_of_its_own(lines):
    pages = sheets(document_pdf(paper(*(Paragraph("本段一行。") for _ in range(lines)))))
    assert ["印发" in page.text for page in pages] == [False] * (len(pages) - 1) + [True]
    assert "2026年11月6日" in "".join(pages[-1].text.split())
    assert "本段一行" in pages[-1].text


@pytest.mark.parametrize("rows", [20, 24, 25])
def test_a_table_that_fills_the_last_page_leaves_rows_for_the_colophon(rows):
    pages = sheets(document_pdf(paper(Paragraph(PROSE), annexes=(Annex("表", (table(rows),)),))))
    assert "印发" in pages[-1].text
    assert pages[-1].text.count("分局") >= 2
    assert "登记（件）" in pages[-1].text
