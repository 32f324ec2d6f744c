"""A ``Document`` as .docx, for the office that edits the prose before it seals the paper.

Margins, grid, sizes and typefaces are those of GB/T 9704-2012; everything that recurs is a named style, so that one
change in Word changes all. Typefaces are called by the names under which offices have them. Charts are pictures with
their words behind them, heads of tables are repeated, the copies' block stands at the foot of the last page.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any

from reports.charts import svg
from reports.exports import word_styles as styles
from reports.exports.pictures import png
from reports.exports.reproducible import repacked
from reports.exports.text import plain
from reports.html import TITLE_CHARS, TYPE_AREA_PT, WIDE_AREA_PT, column_percents, lies_on_its_side, mark_size
from reports.model import Annex, Block, Colophon, Document, Figure, Heading, Paragraph, Table
from reports.numbering import Numbering, noted
from reports.typesetting import balanced, long_date

PICTURE_MM = 156


def document_docx(paper: Document) -> bytes:
    """The paper to edit; its date of issue is the file's date, and the same paper gives the same bytes."""
    book = styles.blank()
    _properties(book, paper)
    _head(book, paper)
    _blocks(book, paper.blocks)
    _annex_list(book, paper.annexes)
    _signature(book, paper)
    for number, annex in enumerate(paper.annexes, start=1):
        _annex(book, annex, "附件" if len(paper.annexes) == 1 else f"附件{number}")
    if paper.colophon:
        styles.turn(book, on_its_side=False)
        _colophon(book, paper.colophon)
    out = BytesIO()
    book.save(out)
    return repacked(out.getvalue())


def _properties(book: Any, paper: Document) -> None:
    told = book.core_properties
    told.title, told.author, told.subject = paper.full_title, paper.signed_by, paper.number
    told.keywords, told.language, told.comments = "，".join(paper.keywords), "zh-CN", ""
    told.created = told.modified = datetime.combine(paper.signed_on, time.min, UTC)
    told.last_modified_by = paper.signed_by


def _say(book: Any, text: str, style: str) -> Any:
    return book.add_paragraph(plain(text), style=style)


# --- red head, title ------------------------------------------------------------------------------------------------


def _head(book: Any, paper: Document) -> None:
    """发文机关标志, 发文字号 over the red rule, title in balanced lines, addressees."""
    mark = _say(book, paper.agency, styles.MARK)
    styles.resize(mark, mark_size(paper.agency))
    _say(book, paper.number, styles.NUMBER)
    _titled(book, balanced(paper.title, TITLE_CHARS), styles.TITLE)
    if paper.addressees:
        _say(book, "，".join(paper.addressees) + "：", styles.FLUSH)


def _titled(book: Any, lines: list[str], style: str) -> None:
    title = book.add_paragraph(style=style)
    for index, line in enumerate(lines):
        run = title.add_run(plain(line))
        if index < len(lines) - 1:
            run.add_break()


# --- body -----------------------------------------------------------------------------------------------------------


def _blocks(book: Any, blocks: Iterable[Block], area: float = TYPE_AREA_PT) -> None:
    numbering = Numbering()
    for block in blocks:
        match block:
            case Heading(level, text):
                _say(book, numbering.heading(level) + text, styles.HEADINGS[level])
            case Paragraph(text, lead):
                paragraph = book.add_paragraph(style=styles.BODY)
                if lead:
                    paragraph.add_run(plain(lead), style=styles.LEAD)
                paragraph.add_run(plain(text))
            case Table():
                _table(book, block, numbering.table(block), area)
            case Figure():
                _figure(book, block, numbering.figure(block))


def _table(book: Any, table: Table, caption: str, area: float) -> None:
    """A grid as wide as the type area; its head is repeated on each page and no row is split."""
    _say(book, caption, styles.CAPTION)
    grid = book.add_table(rows=0, cols=len(table.columns), style=styles.GRID)
    styles.fix_widths(grid, column_percents(table, area), area)
    head = styles.add_row(grid, [plain(column.head) for column in table.columns], styles.CELL_HEAD)
    styles.repeat(head)
    last = len(table.rows) - 1
    for index, row in enumerate(table.rows):
        style = styles.CELL_HEAD if table.total and index == last else styles.CELL
        added = styles.add_row(grid, [plain(cell) for cell in row], style)
        for cell, column in zip(added.cells, table.columns, strict=True):
            cell.paragraphs[0].alignment = styles.ALIGNMENTS[column.align]
    _notes(book, table.notes)


def _figure(book: Any, figure: Figure, caption: str) -> None:
    """A picture with its alternative text, its caption under it."""
    place = book.add_paragraph(style=styles.PICTURE)
    picture = place.add_run().add_picture(
        BytesIO(png(svg(figure.spec))), width=styles.millimetres(PICTURE_MM)
    )
    properties = picture._inline.docPr
    properties.set("descr", plain(figure.alt))
    properties.set("title", plain(figure.caption))
    _say(book, caption, styles.CAPTION_BELOW)
    _notes(book, figure.notes)


def _notes(book: Any, notes: tuple[str, ...]) -> None:
    for line in noted(notes):
        _say(book, line, styles.NOTE)


# --- end of the paper, annexes, colophon ----------------------------------------------------------------------------


def _annex_list(book: Any, annexes: tuple[Annex, ...]) -> None:
    """附件说明, one blank line below the body, without a full stop."""
    for number, annex in enumerate(annexes, start=1):
        name = annex.title if len(annexes) == 1 else f"{number}.{annex.title}"
        listed = _say(book, f"附件：{name}" if number == 1 else name, styles.ANNEX_LIST)
        styles.hang(listed, first=number == 1)


def _signature(book: Any, paper: Document) -> None:
    """署名 over 成文日期, which stands four characters in; the name is centred on it. Then 附注."""
    name, day = paper.signed_by, long_date(paper.signed_on)
    styles.inset(_say(book, name, styles.SIGNATURE), styles.name_inset(name, day))
    styles.inset(_say(book, day, styles.SIGNATURE_DATE), styles.DATE_INSET)
    if paper.remark:
        _say(book, f"（{paper.remark}）", styles.BODY)


def _annex(book: Any, annex: Annex, label: str) -> None:
    """On a new page: its label in 黑体, its title, its blocks with numbers of their own; wide tables on their side."""
    wide = lies_on_its_side(annex)
    styles.turn(book, on_its_side=wide)
    _say(book, label, styles.ANNEX_LABEL)
    _titled(book, balanced([annex.title], TITLE_CHARS), styles.ANNEX_TITLE)
    _blocks(book, annex.blocks, WIDE_AREA_PT if wide else TYPE_AREA_PT)


def _colophon(book: Any, colophon: Colophon) -> None:
    """版记: 抄送 over 印发机关 and 印发日期, between two thick rules at the foot of the last page."""
    printed = f"{long_date(colophon.printed_on)}印发"
    copies = f"抄送：{'，'.join(colophon.copies)}。" if colophon.copies else ""
    styles.colophon(book, plain(copies), plain(colophon.printed_by), printed)
