"""From the month's figures to the bulletin as a document."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reports.crossfoot import discrepancies
from reports.figures import MonthFacts
from reports.model import Annex, Block, Colophon, Document, Heading, Level
from reports.monthly import tables
from reports.monthly.brief import brief
from reports.monthly.handling import SHOWN_FIRMS, SHOWN_NOTICES
from reports.monthly.redaction import refuse_identity
from reports.monthly.sections import sections_of
from reports.monthly.story import Edition, Story
from reports.monthly.volume import opening
from reports.periods import Week

__all__ = ["DRAFT_MARK", "CrossFootError", "Edition", "OfficeName", "compose"]


DRAFT_MARK = "（送审稿）"


class CrossFootError(ValueError):
    """Totals disagree; a bulletin with such figures is not issued."""


@dataclass(frozen=True, slots=True)
class OfficeName:
    """Who issues the bulletin, to whom, and the 机关代字 of its number."""

    name: str
    mark: str
    printed_by: str
    addressees: tuple[str, ...]
    copies: tuple[str, ...] = ()


def compose(
    facts: MonthFacts, office: OfficeName, number: int | None, issued_on: date, edition: Edition
) -> Document:
    """The bulletin of a period in one edition.

    Without a number it is a draft for approval: 送审稿 stands under its title, and the place of the number is empty, as
    it stays until the paper is issued.
    Refused if totals do not cross-foot, or if a typed text seems to hold a petitioner's identity.
    """
    if wrong := discrepancies(facts):
        raise CrossFootError("数据不符，不能生成通报：" + "".join(wrong) + "请核对后重新统计。")
    for place, text in _typed(facts):
        refuse_identity(place, text)
    story = Story(facts, edition)
    return Document(
        agency=office.name,
        number=f"{office.mark}〔{issued_on.year}〕{number or '　'}号",
        title=(*_title(office, facts), *((DRAFT_MARK,) if number is None else ())),
        addressees=office.addressees,
        blocks=tuple(_body(story)),
        signed_by=office.name,
        signed_on=issued_on,
        remark="此件不予公开" if story.internal else "此件公开发布",
        annexes=tuple(_annexes(story)),
        colophon=Colophon(office.copies, office.printed_by, issued_on),
        keywords=("信访投诉举报", "通报", facts.period.label),
    )


def _title(office: OfficeName, facts: MonthFacts) -> tuple[str, ...]:
    if isinstance(facts.period, Week):
        return (office.name, "积案周报", f"（{facts.period.label}）")
    return (office.name, f"关于{facts.period.label}", "生态环境", "信访投诉举报", "办理情况的", "通报")


def _typed(facts: MonthFacts) -> Iterator[tuple[str, str]]:
    for case in facts.typical:
        yield f"典型问题“{case.title}”", f"{case.title} {case.text}"
    for text in facts.requirements:
        yield "下步要求", text


def _body(story: Story) -> Iterator[Block]:
    yield from brief(story) if isinstance(story.facts.period, Week) else opening(story)
    for name, section in sections_of(story.facts.period):
        blocks = list(section(story))
        if blocks:
            yield Heading(Level.FIRST, name)
            yield from blocks


def _annexes(story: Story) -> Iterator[Annex]:
    facts = story.facts
    if isinstance(facts.period, Week):
        yield from _brief_annexes(story)
        return
    if statistics := tuple(_statistics(story)):
        yield Annex(f"全市{facts.period.label}信访投诉举报统计表", statistics)
    if lists := tuple(_lists(story)):
        yield Annex("信访件、企业和督办通知清单", lists)
    if story.judged:
        yield Annex("主要指标口径", (tables.definitions(story),))


def _lists(story: Story) -> Iterator[Block]:
    """Single cases and enterprises, for the internal edition alone."""
    facts = story.facts
    if story.internal and facts.overdue:
        yield tables.overdue(facts)
    if story.internal and facts.open_repeats:
        yield tables.open_repeats(facts)
    if story.internal and len(facts.repeats.hot) > SHOWN_FIRMS:
        yield tables.hot(facts.repeats.hot, facts.repeats.hot_window_days)
    if story.internal and len(facts.notices) > SHOWN_NOTICES:
        yield tables.notices(facts)


def _brief_annexes(story: Story) -> Iterator[Annex]:
    """The weekly brief's lists: what is late, and what is late next."""
    facts = story.facts
    if story.internal and facts.overdue:
        yield Annex("超期未办结信访件清单", (tables.overdue(facts),))
    if story.internal and facts.falling_due:
        yield Annex("一周内到期信访件清单", (tables.falling_due(facts),))


def _statistics(story: Story) -> Iterator[Block]:
    facts = story.facts
    if any(kind.type.this for kind in facts.types):
        kinds = [kind.type for kind in facts.types]
        note = "一件信访件可涉及多种污染类型，各类型件数之和可能大于登记总数，占比之和可能大于100%。"
        yield tables.compared(story, "污染类型", "类型", kinds, "登记总数", (note,))
    if kinds_below := tables.subtypes(facts):
        yield kinds_below
    if any(line.this for line in facts.industries):
        note = "未涉及企业或未标注行业的信访件不列入，各行业件数之和可能小于登记总数。"
        yield tables.compared(story, "行业分布", "行业", facts.industries, "登记总数", (note,))
    if facts.units and story.internal:
        yield from tables.unit_kpis(facts)
