"""The styles, page and measures of an official paper in Word, after GB/T 9704-2012.

A4; margins 37, 28, 26 and 35 mm leave 156 × 225 mm; the grid has 22 lines of 28 characters. Typefaces go by the names
that offices have: 方正小标宋简体, 仿宋_GB2312, 黑体, 楷体_GB2312, 宋体.
"""

from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from reports.html import TYPE_AREA_PT
from reports.model import Align, Level
from reports.typesetting import width

BIAOSONG, FANGSONG, HEI, KAI, SONG = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
RED, BLACK = RGBColor(0xE6, 0x00, 0x12), RGBColor(0, 0, 0)
BODY_PT, LINE_PT, CHARACTER_PT = 16.0, 28.95, 15.79
LINE_PITCH = "579"  # twentieths of a point: 225 mm in 22 lines
CHARACTER_SPACE = "-860"  # 4096ths of a point by which 28 characters fit into 156 mm
DATE_INSET = 4.0

BODY, FLUSH, LEAD = "Normal", "主送机关", "导语"
MARK, NUMBER, TITLE = "发文机关标志", "发文字号", "Title"
HEADINGS = {Level.FIRST: "Heading 1", Level.SECOND: "Heading 2", Level.THIRD: "Heading 3"}
CAPTION, CAPTION_BELOW, PICTURE, NOTE = "表题", "图题", "图", "表注"
CELL, CELL_HEAD, GRID = "表格文字", "表格标题", "Table Grid"
ANNEX_LIST, ANNEX_LABEL, ANNEX_TITLE = "附件说明", "附件标识", "附件标题"
SIGNATURE, SIGNATURE_DATE, COLOPHON, PAGE = "署名", "成文日期", "版记", "页码"

ALIGNMENTS = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
millimetres = Mm


def blank() -> Any:
    """A paper without words: page, grid, styles and page numbers."""
    book = docx.Document()
    _page(book.sections[0])
    _body_style(book.styles["Normal"])
    for name, font, size, options in _STYLES:
        _style(book, name, font, size, **options)
    _character_style(book)
    book.settings.odd_and_even_pages_header_footer = True
    _page_numbers(book.sections[0])
    return book


# --- page -----------------------------------------------------------------------------------------------------------


def _page(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    _margins(section)
    section.start_type = WD_SECTION.NEW_PAGE
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    grid = _element("w:docGrid", type="linesAndChars", linePitch=LINE_PITCH, charSpace=CHARACTER_SPACE)
    section._sectPr.append(grid)


def _margins(section: Any) -> None:
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(24.5)


def turn(book: Any, *, on_its_side: bool) -> None:
    """From here on pages lie on their side, or stand; nothing where they do so already.

    The sheet keeps its margins: what was the top of it is the right of a page on its side (GB/T 9704-2012).
    """
    last = book.sections[-1]
    if (last.orientation == WD_ORIENT.LANDSCAPE) == on_its_side:
        return
    section = book.add_section(WD_SECTION.NEW_PAGE)
    section.page_width, section.page_height = last.page_height, last.page_width
    section.orientation = WD_ORIENT.LANDSCAPE if on_its_side else WD_ORIENT.PORTRAIT
    if on_its_side:
        section.top_margin, section.bottom_margin = Mm(28), Mm(26)
        section.left_margin, section.right_margin = Mm(35), Mm(37)
        section.footer_distance = Mm(15)
    else:
        _margins(section)


def _page_numbers(section: Any) -> None:
    """— 1 — at the outer edge, one character in: odd pages right, even pages left."""
    for footer, align in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style, paragraph.alignment = PAGE, align
        paragraph.add_run("— ")
        for part in (
            _element("w:fldChar", fldCharType="begin"),
            _instruction("PAGE"),
            _element("w:fldChar", fldCharType="end"),
        ):
            paragraph.add_run()._r.append(part)
        paragraph.add_run(" —")


def _instruction(text: str) -> Any:
    field = OxmlElement("w:instrText")
    field.set(qn("xml:space"), "preserve")
    field.text = text
    return field


def _element(tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


# --- styles ---------------------------------------------------------------------------------------------------------


_CENTRED = {"align": WD_ALIGN_PARAGRAPH.CENTER}
_STYLES: tuple[tuple[str, str, float, dict[str, Any]], ...] = (
    ("Heading 1", HEI, BODY_PT, {"keep": True, "indent": 2}),
    ("Heading 2", KAI, BODY_PT, {"keep": True, "indent": 2}),
    ("Heading 3", FANGSONG, BODY_PT, {"keep": True, "indent": 2}),
    (MARK, BIAOSONG, 52, {**_CENTRED, "colour": RED, "before": 99, "exact": 60}),
    (NUMBER, FANGSONG, BODY_PT, {**_CENTRED, "before": 2 * LINE_PT, "rule": True}),
    ("Title", BIAOSONG, 22, {**_CENTRED, "before": 2 * LINE_PT, "after": LINE_PT, "exact": 34, "keep": True}),
    (FLUSH, FANGSONG, BODY_PT, {}),
    (CAPTION, HEI, 12, {**_CENTRED, "keep": True, "before": 6, "exact": 20}),
    (CAPTION_BELOW, HEI, 12, {**_CENTRED, "exact": 20}),
    (PICTURE, SONG, 10.5, {**_CENTRED, "keep": True, "before": 6, "single": True}),
    (CELL, SONG, 10.5, {"exact": 15}),
    (CELL_HEAD, HEI, 10.5, {**_CENTRED, "exact": 15, "keep": True}),
    (NOTE, FANGSONG, 10.5, {"exact": 16}),
    (ANNEX_LIST, FANGSONG, BODY_PT, {}),
    (ANNEX_LABEL, HEI, BODY_PT, {"new_page": True}),
    (ANNEX_TITLE, BIAOSONG, 22, {**_CENTRED, "before": LINE_PT, "after": LINE_PT, "exact": 34, "keep": True}),
    (SIGNATURE, FANGSONG, BODY_PT, {"align": WD_ALIGN_PARAGRAPH.RIGHT, "before": 2 * LINE_PT, "keep": True}),
    (SIGNATURE_DATE, FANGSONG, BODY_PT, {"align": WD_ALIGN_PARAGRAPH.RIGHT}),
    (COLOPHON, FANGSONG, 14, {"exact": 24}),
    (PAGE, SONG, 14, {"single": True, "sides": 14}),
)
"""Each style: its typeface, its size in points, and how it stands."""


def _body_style(style: Any) -> None:
    """正文: 仿宋 of size 3, two characters in, right margin straight, on the grid."""
    _font(style, FANGSONG, BODY_PT)
    form = style.paragraph_format
    form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LINE_PT)
    form.widow_control = True
    _indent(style, 2)


def _style(book: Any, name: str, font: str, size: float, **options: Any) -> None:
    known = {style.name for style in book.styles}
    style = book.styles[name] if name in known else book.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = book.styles["Normal"]
    style.quick_style, style.hidden = True, False
    _font(style, font, size, options.get("colour", BLACK))
    form = style.paragraph_format
    form.alignment = options.get("align", WD_ALIGN_PARAGRAPH.LEFT)
    form.space_before, form.space_after = Pt(options.get("before", 0)), Pt(options.get("after", 0))
    form.keep_with_next, form.page_break_before = options.get("keep", False), options.get("new_page", False)
    if options.get("single"):
        form.line_spacing_rule = WD_LINE_SPACING.SINGLE
    else:
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        form.line_spacing = Pt(options.get("exact", LINE_PT))
    if sides := options.get("sides"):
        form.left_indent = form.right_indent = Pt(sides)
    _indent(style, options.get("indent", 0))
    if options.get("rule"):
        _red_rule(style)
    for borders in [] if options.get("rule") else style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(borders)


def _character_style(book: Any) -> None:
    lead = book.styles.add_style(LEAD, WD_STYLE_TYPE.CHARACTER)
    _font(lead, KAI, BODY_PT)


def _font(style: Any, name: str, size: float, colour: RGBColor = BLACK) -> None:
    """One typeface for all scripts, instead of the theme's; upright, regular."""
    font = style.font
    font.size, font.bold, font.italic, font.color.rgb = Pt(size), False, False, colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)
    properties = style.element.rPr
    for old in (*properties.findall(qn("w:spacing")), *properties.findall(qn("w:kern"))):
        properties.remove(old)
    language = _element("w:lang", val="zh-CN", eastAsia="zh-CN")
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(language)


def _indent(style: Any, characters: int) -> None:
    """The first line so many characters in, whatever their size."""
    properties = style.element.get_or_add_pPr()
    indent = properties.get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(100 * characters))
    indent.set(qn("w:firstLine"), str(round(20 * CHARACTER_PT * characters)))


def _red_rule(style: Any) -> None:
    """The red rule under the number, four millimetres below it."""
    borders = _element("w:pBdr")
    borders.append(_element("w:bottom", val="single", sz="16", space="11", color=str(RED)))
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct",
        "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid",
        "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc",
        "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle",
        "w:rPr", "w:sectPr", "w:pPrChange",
    )  # fmt: skip


# --- single paragraphs ----------------------------------------------------------------------------------------------


def resize(paragraph: Any, points: float) -> None:
    """Another size than the style's: 发文机关标志 is as large as one line carries."""
    for run in paragraph.runs:
        run.font.size = Pt(points)


def inset(paragraph: Any, characters: float) -> None:
    """So many characters from the right edge."""
    paragraph.paragraph_format.right_indent = Pt(CHARACTER_PT * characters)


def name_inset(name: str, day: str) -> float:
    """How far in a name stands that is centred on the date below it, but never out of the type area."""
    return max(0.0, DATE_INSET + (width(day) - width(name)) / 2)


def hang(paragraph: Any, *, first: bool) -> None:
    """附件说明: two characters in, its further lines under the name; the first a line below the body."""
    form = paragraph.paragraph_format
    before, hanging = (5, 3) if first else (5, 0)
    form.left_indent, form.first_line_indent = Pt(before * CHARACTER_PT), Pt(-hanging * CHARACTER_PT)
    indent = paragraph._p.pPr.ind
    indent.set(qn("w:firstLineChars"), "0")
    if first:
        form.space_before = Pt(LINE_PT)


# --- tables ---------------------------------------------------------------------------------------------------------


def fix_widths(grid: Any, percents: Sequence[float], area: float = TYPE_AREA_PT) -> None:
    """Columns of fixed width that together fill the type area, so many points wide."""
    grid.autofit, grid.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for column, percent in zip(grid.columns, percents, strict=True):
        column.width = Pt(area * percent / 100)


def add_row(grid: Any, cells: Sequence[str], style: str) -> Any:
    """A row that no page break splits, its cells in ``style``."""
    row = grid.add_row()
    row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
    for cell, column, text in zip(row.cells, grid.columns, cells, strict=True):
        cell.width = column.width
        cell.paragraphs[0].style, cell.paragraphs[0].text = style, text
        cell.vertical_alignment = 1
    return row


def repeat(row: Any) -> None:
    """A head that stands on each page over which its table runs."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))


def colophon(book: Any, copies: str, printed_by: str, printed_on: str) -> None:
    """版记 at the foot of the last page: thick rules above and below, a thin one between."""
    grid = book.add_table(rows=0, cols=2)
    fix_widths(grid, (62, 38))
    place = {"horzAnchor": "margin", "vertAnchor": "margin", "tblpXSpec": "center", "tblpYSpec": "bottom"}
    properties = grid._tbl.tblPr
    properties.insert_element_before(_element("w:tblpPr", **place), *_AFTER_PLACE)
    properties.insert_element_before(_rules(), *_AFTER_BORDERS)
    if copies:
        row = grid.add_row()
        told = row.cells[0].merge(row.cells[1])
        told.paragraphs[0].style, told.paragraphs[0].text = COLOPHON, copies
    row = grid.add_row()
    for cell, text, align in zip(row.cells, (printed_by, printed_on), (Align.LEFT, Align.RIGHT), strict=True):
        cell.paragraphs[0].style, cell.paragraphs[0].text = COLOPHON, text
        cell.paragraphs[0].alignment = ALIGNMENTS[align]


_AFTER_BORDERS = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption", "w:tblDescription")
_AFTER_PLACE = (
    "w:tblOverlap", "w:bidiVisual", "w:tblStyleRowBandSize", "w:tblStyleColBandSize", "w:tblW", "w:jc",
    "w:tblCellSpacing", "w:tblInd", "w:tblBorders", *_AFTER_BORDERS,
)  # fmt: skip
"""What follows in a table's properties: Word refuses a file in which they stand in another order."""


def _rules() -> Any:
    """0.35 mm outside, 0.25 mm inside."""
    borders = _element("w:tblBorders")
    for side, size in (("top", "8"), ("bottom", "8"), ("insideH", "6")):
        borders.append(_element(f"w:{side}", val="single", sz=size, space="0", color="000000"))
    return borders
