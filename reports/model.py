"""What an official paper is made of, before anybody thinks of HTML, PDF or Word.

A ``Document`` is a plain value: the same one gives the page, the screen and the file that the office edits. Headings
carry no numbers; whoever lays the document out counts them (一、（一）1.), so a section that falls away leaves no gap.
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from reports.charts import Chart


class Level(IntEnum):
    """层次序数 of GB/T 9704-2012 §7.3.3: 一、 in 黑体, （一） in 楷体, 1. in 仿宋."""

    FIRST = 1
    SECOND = 2
    THIRD = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading without its number."""

    level: Level
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of body text; ``lead`` is set in 楷体 before it, as 通报 do with the name of a case."""

    text: str
    lead: str = ""


class Align(StrEnum):
    """How a table column stands: words to the left or in the middle, numbers to the right."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: its head, and how its cells stand."""

    head: str
    align: Align = Align.RIGHT


@dataclass(frozen=True, slots=True)
class Table:
    """A captioned table; ``total`` says that its last row sums up the others."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    total: bool = False

    def __post_init__(self) -> None:
        """Refuse a row that does not fit the head: it would shift figures under the wrong name."""
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"表“{self.caption}”有一行{len(row)}格，表头{len(self.columns)}格。请补齐。")


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart, with the words that replace it for a reader who cannot see it."""

    caption: str
    spec: Chart
    alt: str
    notes: tuple[str, ...] = ()


Block = Heading | Paragraph | Table | Figure


@dataclass(frozen=True, slots=True)
class Annex:
    """附件: begins a new page; its number is given when the document is laid out."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Colophon:
    """版记: who gets a copy, who printed it and when."""

    copies: tuple[str, ...]
    printed_by: str
    printed_on: date


@dataclass(frozen=True, slots=True)
class Document:
    """An official paper with a red head, in the order of GB/T 9704-2012 §7.

    ``title`` comes in phrases that no line break may cut (§7.3.1: 词意完整).
    """

    agency: str
    number: str
    title: tuple[str, ...]
    addressees: tuple[str, ...]
    blocks: tuple[Block, ...]
    signed_by: str
    signed_on: date
    remark: str = ""
    annexes: tuple[Annex, ...] = ()
    colophon: Colophon | None = None
    keywords: tuple[str, ...] = ()

    @property
    def full_title(self) -> str:
        """The title in one line, for the document's properties and the archive."""
        return "".join(self.title)
