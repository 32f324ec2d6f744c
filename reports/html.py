"""A ``Document`` as GB/T 9704-2012 HTML: headings numbered, title balanced, everything escaped.

The template holds the order of the parts, ``paper.css`` their measures; this module prepares the values.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reports.charts import svg
from reports.model import Annex, Block, Colophon, Document, Figure, Heading, Paragraph, Table
from reports.numbering import Numbering, noted
from reports.typesetting import balanced, long_date, typeset, width, without_lone_end

TEMPLATES = Path(__file__).parent / "templates"
TITLE_CHARS = 20.0  # 156 mm hold 20 characters of size 2 (22 pt)
TYPE_AREA_PT, WIDE_AREA_PT = 442.2, 637.8  # 156 mm, and 225 mm where the page lies on its side
TABLE_PT = 10.5  # in which tables are set
MANY_COLUMNS = 7
CELL_PADDING = 0.8  # 2.4 mm and the rules, in characters
LARGEST_MARK_PT = 52.0
SEALED_DATE_INSET = 4.0  # 成文日期右空四字 (§7.3.5.1)


def document_html(document: Document) -> str:
    """The whole paper as one HTML text; ``pdf.render_pdf`` adds the style sheet."""
    annexes = list(_annexes(document.annexes))
    return (
        _environment()
        .get_template("paper.html")
        .render(
            agency=document.agency,
            mark_size=mark_size(document.agency),
            number=document.number,
            title=document.full_title,
            title_lines=balanced(document.title, TITLE_CHARS),
            addressees="，".join(document.addressees),
            blocks=list(_blocks(document.blocks)),
            annex_list=[annex["listed"] for annex in annexes],
            annexes=annexes,
            signed_by=document.signed_by,
            signed_on=long_date(document.signed_on),
            signature_inset=signature_inset(document),
            remark=document.remark,
            colophon=document.colophon and _colophon(document.colophon),
        )
    )


def mark_size(agency: str) -> float:
    """发文机关标志 as large as the type area carries on one line, within reason."""
    return round(min(LARGEST_MARK_PT, TYPE_AREA_PT * 0.98 / max(width(agency), 1)), 1)


def signature_inset(document: Document) -> float:
    """How far the signature's box stands from the right edge, in characters.

    The date stands four characters in, and the name is centred on it (§7.3.5.1). A name longer than the date pushes
    its box to the right by half the difference, but never out of the type area.
    """
    surplus = max(0.0, width(document.signed_by) - width(long_date(document.signed_on)))
    return round(max(0.0, SEALED_DATE_INSET - surplus / 2), 2)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: typeset(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _blocks(blocks: Iterable[Block], area: float = TYPE_AREA_PT) -> Iterator[dict[str, Any]]:
    numbering = Numbering()
    for block in blocks:
        match block:
            case Heading(level, text):
                yield {"kind": "heading", "level": level + 1, "text": numbering.heading(level) + text}
            case Paragraph(text, lead):
                yield {"kind": "paragraph", "text": without_lone_end(text), "lead": lead}
            case Table():
                yield _table(block, numbering.table(block), area)
            case Figure():
                yield _figure(block, numbering.figure(block))


def _table(table: Table, caption: str, area: float) -> dict[str, Any]:
    aligns = [column.align.value for column in table.columns]
    return {
        "kind": "table",
        "caption": caption,
        "columns": [
            {"head": column.head, "percent": percent}
            for column, percent in zip(table.columns, column_percents(table, area), strict=True)
        ],
        "rows": [[{"text": t, "align": a} for t, a in zip(row, aligns, strict=True)] for row in table.rows],
        "notes": noted(table.notes),
        "total": table.total,
    }


def column_percents(table: Table, area: float = TYPE_AREA_PT) -> list[float]:
    """How the columns part the width, so that the layout engine need not measure every cell.

    Each gets what its longest entry needs; what is left is shared evenly. Where there is not enough, the narrow
    columns keep theirs and the wide ones part the rest by their length.
    """
    needed = _needed(table)
    room, wide = area / TABLE_PT, list(range(len(needed)))
    while narrow := [index for index in wide if needed[index] <= room / len(wide)]:
        room -= sum(needed[index] for index in narrow)
        wide = [index for index in wide if index not in narrow]
    if wide:
        stretch = room / sum(needed[index] for index in wide)
        widths = [need * stretch if index in wide else need for index, need in enumerate(needed)]
    else:
        widths = [need + room / len(needed) for need in needed]
    return [round(100 * each / sum(widths), 3) for each in widths]


def _needed(table: Table) -> list[float]:
    """The width of each column's longest entry, in characters."""
    cells = zip(*([column.head for column in table.columns], *table.rows), strict=True)
    return [max(width(cell) for cell in column) + CELL_PADDING for column in cells]


def lies_on_its_side(annex: Annex) -> bool:
    """横排: a table of many columns would have to break its entries on an upright page."""
    tables = (block for block in annex.blocks if isinstance(block, Table))
    return any(
        len(table.columns) >= MANY_COLUMNS and sum(_needed(table)) > TYPE_AREA_PT / TABLE_PT
        for table in tables
    )


def _figure(figure: Figure, caption: str) -> dict[str, Any]:
    data = b64encode(svg(figure.spec).encode()).decode("ascii")
    return {
        "kind": "figure",
        "caption": caption,
        "src": Markup("data:image/svg+xml;base64,") + data,
        "alt": figure.alt,
        "notes": noted(figure.notes),
    }


def _annexes(annexes: tuple[Annex, ...]) -> Iterator[dict[str, Any]]:
    for index, annex in enumerate(annexes, start=1):
        alone, wide = len(annexes) == 1, lies_on_its_side(annex)
        label = "附件" if alone else f"附件{index}"
        yield {
            "label": label,
            "listed": annex.title if alone else f"{index}.{annex.title}",
            "bookmark": f"{label}　{annex.title}",
            "title_lines": balanced([annex.title], TITLE_CHARS),
            "wide": wide,
            "blocks": list(_blocks(annex.blocks, WIDE_AREA_PT if wide else TYPE_AREA_PT)),
        }


def _colophon(colophon: Colophon) -> dict[str, str]:
    return {
        "copies": "，".join(colophon.copies),
        "printed_by": colophon.printed_by,
        "printed_on": long_date(colophon.printed_on),
    }
