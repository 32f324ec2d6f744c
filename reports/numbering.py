"""The numbers that a paper gives to its headings, tables, figures and notes, wherever it is laid out."""

from dataclasses import dataclass, field

from reports.model import Figure, Level, Table
from reports.typesetting import numeral


@dataclass(slots=True)
class Numbering:
    """Where the numbering stands; each annex has one of its own."""

    headings: list[int] = field(default_factory=lambda: [0] * len(Level))
    tables: int = 0
    figures: int = 0

    def heading(self, level: Level) -> str:
        """The number of the next heading of ``level``, 一、（一）1.; deeper levels begin again."""
        self.headings[level - 1] += 1
        self.headings[level:] = [0] * (len(self.headings) - level)
        number = self.headings[level - 1]
        return {Level.FIRST: f"{numeral(number)}、", Level.SECOND: f"（{numeral(number)}）"}.get(
            level, f"{number}."
        )

    def table(self, table: Table) -> str:
        """``表1　各单位办理情况``."""
        self.tables += 1
        return f"表{self.tables}　{table.caption}"

    def figure(self, figure: Figure) -> str:
        """``图1　各污染类型件数``."""
        self.figures += 1
        return f"图{self.figures}　{figure.caption}"


def noted(notes: tuple[str, ...]) -> list[str]:
    """「注：」 before a single note, numbers after it when there are several."""
    if len(notes) == 1:
        return [f"注：{notes[0]}"]
    return [f"{'注：' if not index else ''}{index + 1}.{note}" for index, note in enumerate(notes)]
