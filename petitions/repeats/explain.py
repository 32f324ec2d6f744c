"""A suspected repeat as the screen shows it: a percentage, its reasons, and the marked passages."""

from dataclasses import dataclass

from petitions.repeats.parts import PartName, Said
from petitions.repeats.passages import Passage, passages
from petitions.repeats.relation import Finding
from petitions.repeats.score import Score
from petitions.repeats.subject import Idf, Subject, uncounted

LABELS: dict[PartName, str] = {
    PartName.TEXT: "内容",
    PartName.TYPE: "问题",
    PartName.PLACE: "地点",
    PartName.ENTERPRISE: "被投诉单位",
    PartName.CALLER: "信访人",
    PartName.TIME: "时间",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One part: ``percent`` is how far the part agrees, negative where it contradicts, ``None`` if unknown."""

    label: str
    percent: int | None
    reasons: tuple[Said, ...]

    @property
    def leaning(self) -> str:
        """支持, 相反 or 未知: for those who cannot see the bar's colour."""
        if self.percent is None:
            return "未知"
        return "支持" if self.percent >= 0 else "相反"


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an earlier case is suggested, and what the officer may do about it."""

    percent: int
    sentence: str
    rows: tuple[Row, ...]
    title_passages: tuple[Passage, ...]
    text_passages: tuple[Passage, ...]


def explain(new: Subject, old: Subject, score: Score, finding: Finding, idf: Idf = uncounted) -> Explanation:
    """The reasons in the order of their weight in this pair, unknown parts last."""
    ordered = sorted(score.parts, key=lambda part: (part.value == 0, -abs(part.evidence)))
    rows = tuple(
        Row(LABELS[part.name], round(part.value * 100) if part.value else None, part.reasons)
        for part in ordered
    )
    return Explanation(
        percent=round(score.total * 100),
        sentence=finding.sentence,
        rows=rows,
        title_passages=passages(new.title, old.title, idf),
        text_passages=passages(new.text, old.text, idf),
    )


def withheld(handled_by: str) -> str:
    """All that an officer who may not read the earlier case is told of it: that it exists, and who handles it."""
    return f"疑似重复件：已有相似信访件，由{handled_by}办理。您无权查看该件内容，请与该单位联系核对。"
