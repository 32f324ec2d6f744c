"""GB/T 9704-2012 measured on the printed page, to half a millimetre."""

from itertools import pairwise

import pytest

from reports.model import Annex, Heading, Level, Paragraph
from reports.pdf import document_pdf
from tests.reports.papers import PROSE, bulletin_of, overdue, paper, table
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


# --- tables that lie on their side ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def lying() -> list[Sheet]:
    """A paper whose annex is a list of seven columns, over four pages."""
    return sheets(document_pdf(paper(Paragraph(PROSE), annexes=(Annex("超期清单", (overdue(70),)),))))


def test_a_table_of_many_columns_lies_on_its_side_with_its_head_on_each_page(lying):
    sizes = [(round(sheet.width), round(sheet.height)) for sheet in lying]
    assert sizes == [(210, 297)] * 2 + [(297, 210)] * 4 + [(210, 297)]
    assert all("信访件编号" in sheet.text and "分局包案领导" in sheet.text for sheet in lying[2:6])
    numbers = [line for sheet in lying[2:6] for line in sheet.text.splitlines() if line.startswith("HJ")]
    assert len(numbers) == 70, "no entry is broken"


def test_the_type_area_is_the_same_when_the_sheet_is_turned(lying):
    """The sheet's 37, 28, 35 and 26 mm lie to the right, above, to the left and below."""
    for sheet in lying[2:6]:
        ink = sheet.ink(Box(34, 0, 297, 210))
        assert (ink.left, ink.right) == (near(297 - 37 - 225), near(297 - 37))
        assert ink.top >= 28 - HALF and ink.bottom <= 28 + 156 + HALF


def test_page_numbers_stay_where_they_are_when_the_sheet_is_turned(lying):
    for number, sheet in enumerate(lying[2:6], start=3):
        ink = sheet.ink(Box(0, 0, 33, 210))
        dash = sheet.ink(Box(0, ink.top - 1, 33, ink.top + 4))
        assert (dash.left + dash.right) / 2 == near(297 - BOTTOM - 7)
        assert ink.bottom == near(RIGHT - 4.94) if number % 2 else ink.top == near(LEFT + 4.94)
        assert f"— {number} —" in " ".join(sheet.text.split())


def test_a_colophon_alone_on_its_page_has_no_page_number(lying):
    assert "印发" in lying[-1].text and "—" not in lying[-1].text


# --- the last lines -------------------------------------------------------------------------------------------------


def test_there_is_room_for_the_seal_over_name_and_date(long_sheets):
    """A seal of 42 mm presses both a little below its middle; its top is within a line of the text (§7.3.5.1)."""
    signed = next(sheet for sheet in long_sheets if "2026年11月6日" in sheet.text)
    lines = ["".join(glyph.char for glyph in line) for line in signed.lines()]
    at = lines.index("2026年11月6日")
    name, day, before = signed.lines()[at - 1], signed.lines()[at], signed.lines()[at - 2]
    middle = (name[0].box.top + day[0].box.bottom) / 2
    across = (day[0].box.left + day[-1].box.right) / 2
    top = middle - 3 - 21
    assert 0 <= top - before[0].box.bottom <= LINE
    assert across + 21 <= RIGHT + 4 * 5.57


@pytest.mark.parametrize("lines_before", range(16, 22))
def test_no_single_line_of_a_paragraph_stands_alone_on_a_page(lines_before):
    three = "三行文字" * 17
    filler = [Paragraph("本段一行。") for _ in range(lines_before)]
    pages = sheets(document_pdf(paper(*filler, Paragraph(three), Paragraph(PROSE))))
    counts = [sum("三行文字" in "".join(g.char for g in line) for line in page.lines()) for page in pages]
    assert sum(counts) == 3 and 1 not in [count for count in counts if count != 3]
    assert 2 not in counts, "two and one leave one alone"


def test_the_last_two_characters_of_a_paragraph_stay_together(plain_sheets):
    for size in range(50, 62):
        page = sheets(document_pdf(paper(Paragraph("环" * size + "。"))))[0]
        rows = ["".join(g.char for g in line) for line in body_lines(page)]
        last = [row for row in rows if "环" in row][-1]
        assert len(last) >= 3, f"{size} characters end in {last}"


# --- a hundred pages ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hundred() -> list[Sheet]:
    """Twenty-five chapters of prose, charts and tables."""
    return sheets(document_pdf(bulletin_of(25)))


@pytest.mark.slow
def test_a_hundred_pages_keep_to_the_page(hundred):
    assert len(hundred) >= 100
    for number, sheet in enumerate(hundred, start=1):
        assert f"— {number} —" in " ".join(sheet.text.split())
    for number, sheet in list(enumerate(hundred, start=1))[::9]:
        for margin in (Box(0, 0, 210, 36.5), Box(0, 0, 27.5, 297), Box(184.5, 0, 210, 297)):
            assert sheet.ink(margin) is None, f"page {number}"


@pytest.mark.slow
def test_on_a_hundred_pages_no_heading_ends_a_page_and_no_row_is_split(hundred):
    for number, sheet in enumerate(hundred, start=1):
        rows = ["".join(glyph.char for glyph in line) for line in body_lines(sheet)]
        assert not rows[-1].endswith("情况") or "表" in rows[-1], f"page {number} ends in {rows[-1]}"
        assert not rows[-1].startswith(("表", "图")), f"page {number} ends in {rows[-1]}"
        entries = [row for row in rows if row.startswith("第") and "分局" in row]
        assert all(row.endswith("—") for row in entries), f"page {number}"
