"""The office words the bulletin: the system's draft comes first, a chief editor changes sentences, never a number.

A paragraph that tells figures keeps each of its numbers; typical cases and next requirements are the office's own. What
was typed is kept by the paragraph that it replaces: where a new count writes that paragraph anew, the draft is back.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from petitions.chain import canonical
from reports.figures import MonthFacts, TypicalCase
from reports.model import Block, Document, Heading, Level, Paragraph
from reports.monthly.lessons import draft_requirements, requirements, typical
from reports.monthly.redaction import IdentityError, refuse_identity
from reports.monthly.sections import SECTIONS
from reports.monthly.story import Edition, Story

NUMBER = re.compile(r"\d+(?:[.,]\d+)*%?")
FREE = {name for name, section in SECTIONS if section in (requirements, typical)}
OPENING, NEXT, REQUIREMENTS = "引言", "下步要求", "requirements"
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Wording:
    """What the office worded: paragraphs and cases by what they replace; the requirements, where it wrote its own."""

    paragraphs: Mapping[str, str] = field(default_factory=dict)
    cases: Mapping[str, str] = field(default_factory=dict)
    requirements: str | None = None

    @classmethod
    def read(cls, text: str) -> "Wording":
        """Out of what was kept."""
        return cls(**json.loads(text))

    @property
    def kept(self) -> str:
        """As canonical JSON."""
        held = {"paragraphs": dict(self.paragraphs), "cases": dict(self.cases)}
        return canonical(held | ({} if self.requirements is None else {"requirements": self.requirements}))


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text that may be worded: the draft, what stands there now, and whether its numbers are fixed."""

    key: str
    section: str
    draft: str
    text: str
    fixed: bool
    edition: Edition | None = None
    """The only edition in which it stands."""

    @property
    def name(self) -> str:
        """What stands for it whatever is counted anew: its draft, of which only the requirements' may change."""
        return self.key if self.key == REQUIREMENTS else self.draft

    @property
    def edited(self) -> bool:
        """Whether the office changed it."""
        return self.text != self.draft


# --- what can be worded ---------------------------------------------------------------------------------------------


def passages(
    wording: Wording, internal: Document, public: Document, facts: MonthFacts
) -> tuple[Passage, ...]:
    """Everything that may be worded, in the order of the paper. The documents are the system's drafts."""
    return tuple(_numbered(wording, internal, public, facts))


def _numbered(wording: Wording, internal: Document, public: Document, facts: MonthFacts) -> Iterator[Passage]:
    number = 0
    named, published = list(_figure_paragraphs(internal)), list(_figure_paragraphs(public))
    both = {text for _, text in named} & {text for _, text in published}
    for edition, found in ((Edition.INTERNAL, named), (Edition.PUBLIC, published)):
        for section, text in found:
            if edition is Edition.PUBLIC and text in both:
                continue
            number += 1
            said = wording.paragraphs.get(text, text)
            yield Passage(f"p{number}", section, text, said, True, None if text in both else edition)
    for number, case in enumerate(facts.typical, start=1):
        draft = _case_text(case)
        yield Passage(f"c{number}", "典型问题", draft, wording.cases.get(draft, draft), False)
    draft = "\n".join(draft_requirements(Story(facts, Edition.INTERNAL)))
    said = draft if wording.requirements is None else wording.requirements
    yield Passage(REQUIREMENTS, NEXT, draft, said, False)


def _figure_paragraphs(document: Document) -> Iterator[tuple[str, str]]:
    """Section and text of the paragraphs that tell figures."""
    section = OPENING
    for block in document.blocks:
        if isinstance(block, Heading) and block.level is Level.FIRST:
            section = block.text
        elif isinstance(block, Paragraph) and section not in FREE:
            yield section, block.text


def _case_text(case: TypicalCase) -> str:
    return f"{case.title}。{case.text}"


def left_over(wording: Wording, known: tuple[Passage, ...]) -> tuple[str, ...]:
    """What was typed for paragraphs that a new count has written otherwise; shown, so that nothing typed is lost."""
    drafts = {passage.draft for passage in known}
    typed = {**wording.paragraphs, **wording.cases}
    return tuple(text for was, text in typed.items() if was not in drafts and text)


# --- what was typed -------------------------------------------------------------------------------------------------


def typed(known: tuple[Passage, ...], values: Mapping[str, str], before: Wording) -> Wording:
    """The wording out of what was typed for each draft. What was typed for drafts that are gone is kept."""
    drafts = {passage.draft for passage in known}
    paragraphs = {was: text for was, text in before.paragraphs.items() if was not in drafts}
    cases = {was: text for was, text in before.cases.items() if was not in drafts}
    own = before.requirements
    for passage in known:
        text = tidy(values.get(passage.name, passage.text))
        changed = text != passage.draft
        if passage.name == REQUIREMENTS:
            own = text if changed else None
        elif changed:
            (paragraphs if passage.fixed else cases)[passage.draft] = text
    return Wording(paragraphs, cases, own)


def tidy(text: str) -> str:
    """One line for each paragraph, without blanks around it."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def faults(known: tuple[Passage, ...]) -> tuple[str, ...]:
    """What is wrong with the text as it stands, in sentences; ``known`` are the passages with what was typed."""
    return tuple(fault for passage in known for fault in _faults(passage))


def _faults(passage: Passage) -> Iterator[str]:
    if not passage.edited:
        return
    where = f"“{passage.section}”中"
    try:
        refuse_identity(where.removesuffix("中"), passage.text)
    except IdentityError as error:
        yield str(error)
    if len(passage.text) > LONGEST:
        yield f"{where}有一处超过{LONGEST}字。"
    if passage.fixed and "\n" in passage.text:
        yield f"{where}有一段被分成了几段，请保持一段。"
    if passage.fixed:
        was, now = numbers(passage.draft), numbers(passage.text)
        gone, come = sorted((was - now).elements()), sorted((now - was).elements())
        told = [f"缺少{'、'.join(gone)}"] * bool(gone) + [f"多出{'、'.join(come)}"] * bool(come)
        if told:
            yield f"{where}有一段的数字与统计不一致（{'，'.join(told)}），数字不能改动。"


def numbers(text: str) -> Counter[str]:
    """The numbers in a text, however wide their digits are written."""
    return Counter(NUMBER.findall(unicodedata.normalize("NFKC", text)))


# --- how it is set --------------------------------------------------------------------------------------------------


def applied(facts: MonthFacts, wording: Wording) -> MonthFacts:
    """The figures with the cases and requirements as the office worded them."""
    cases = tuple(case for case in (_worded(case, wording) for case in facts.typical) if case is not None)
    own = tuple(wording.requirements.splitlines()) if wording.requirements else facts.requirements
    return replace(facts, typical=cases, requirements=own)


def _worded(case: TypicalCase, wording: Wording) -> TypicalCase | None:
    """A case as worded; none where its text was emptied."""
    text = wording.cases.get(_case_text(case))
    if text is None:
        return case
    title, _, rest = text.partition("。")
    return replace(case, title=title, text=rest or title) if text else None


def worded(document: Document, wording: Wording, story: Story) -> Document:
    """The document with the paragraphs as worded. The public edition stays redacted whatever was typed."""
    return replace(document, blocks=tuple(_blocks(document, wording, story)))


def _blocks(document: Document, wording: Wording, story: Story) -> Iterator[Block]:
    for block in document.blocks:
        if isinstance(block, Paragraph) and not block.lead and block.text in wording.paragraphs:
            if text := wording.paragraphs[block.text]:
                yield replace(block, text=story.clean(text))
        else:
            yield block
