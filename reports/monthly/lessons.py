"""What is to be learnt: typical cases and what is required next (domain handbook §7.3, 10)."""

from collections.abc import Iterator

from reports.model import Block, Heading, Level, Paragraph
from reports.monthly.story import Story
from reports.monthly.volume import matter
from reports.typesetting import numeral


def typical(story: Story) -> Iterator[Block]:
    """典型问题: praise first, then warnings."""
    for praised, name in ((True, "正面典型"), (False, "反面典型")):
        cases = [case for case in story.facts.typical if case.praised is praised]
        if cases:
            yield Heading(Level.SECOND, name)
            for case in cases:
                yield Paragraph(story.clean(case.text), lead=f"{story.clean(case.title)}。")


def requirements(story: Story) -> Iterator[Block]:
    """下步要求: the office's own words, or the draft; the first sentence of each names it."""
    for number, text in enumerate(story.facts.requirements or draft_requirements(story), start=1):
        name, _, rest = story.clean(text).partition("。")
        if rest:
            yield Paragraph(rest, lead=f"（{numeral(number)}）{name}。")
        else:
            yield Paragraph(f"{name}。", lead=f"（{numeral(number)}）")


def draft_requirements(story: Story) -> tuple[str, ...]:
    """What follows from the figures; the office edits it before issue."""
    facts = story.facts
    drafts = []
    if facts.overdue:
        drafts.append(
            "紧盯超期件。有关单位要对超期未办结的信访件逐件说明原因、明确完成时限，包案领导要亲自督办。"
        )
    if story.now("repeat_rate").numerator or facts.repeats.hot:
        drafts.append(
            "减少重复信访。对重复信访事项要落实一案一策，做到诉求合理的解决问题到位、诉求无理的思想教育到位、"
            "生活困难的帮扶救助到位、行为违法的依法处理。"
        )
    if kinds := sorted((kind for kind in facts.types if kind.type.this), key=lambda kind: -kind.type.this):
        drafts.append(
            f"突出重点领域。针对群众反映集中的{matter(kinds[0])}，要加强现场检查和日常监管，从源头上减少信访投诉举报。"
        )
    drafts.append(
        "严守办理时限。各单位要在法定期限内作出受理决定并告知信访人，按期办结并答复，做到事事有结果、件件有回音。"
    )
    return tuple(drafts)
