"""From what is kept of a bulletin to its two editions, and back to why they may not go out yet."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitions.bulletins import Count, Imprint
from petitions.chain import canonical
from petitions.models import Bulletin, Enterprise
from petitions.office import Settings
from reports.bulletin import office_name
from reports.crossfoot import discrepancies
from reports.facts import month_facts
from reports.figures import MonthFacts
from reports.issuing import codec, errata
from reports.issuing.wording import Passage, Wording, applied, faults, left_over, passages, worded
from reports.model import Document
from reports.month import Period
from reports.monthly.compose import Edition, OfficeName, compose
from reports.monthly.redaction import internal_in
from reports.monthly.story import Story
from workflow.issuing import BulletinFacts
from workflow.tables.bulletin import BulletinEdition, BulletinState


def counted(session: Session, period: Period, today: date) -> Count:
    """The figures of a period as they are kept, with what they correct."""
    facts = month_facts(session, period, today)
    return Count(today, codec.kept(facts), errata.kept(errata.pending(session, str(period))))


@dataclass(frozen=True, slots=True)
class Paper:
    """What a bulletin says: figures, wording and errata, under the office's name."""

    facts: MonthFacts
    wording: Wording
    errata: tuple[errata.Erratum, ...]
    office: OfficeName
    number: int | None
    dated: date

    def document(self, edition: Edition) -> Document:
        """One edition as it is printed."""
        said = applied(self.facts, self.wording)
        document = compose(said, self.office, self.number, self.dated, edition)
        document = worded(document, self.wording, Story(said, edition))
        return replace(document, blocks=(*document.blocks, *errata.section(self.errata)))

    def draft(self, edition: Edition) -> Document:
        """The same as the system alone wrote it."""
        return compose(self.facts, self.office, self.number, self.dated, edition)

    def pdf(self, edition: Edition) -> bytes:
        """One edition ready to print. Takes seconds; reads no database."""
        from reports.pdf import document_pdf  # a second to load, and only here

        return document_pdf(self.document(edition))

    def passages(self) -> tuple[Passage, ...]:
        """All that the office may word."""
        drafts = (self.draft(Edition.INTERNAL), self.draft(Edition.PUBLIC))
        return passages(self.wording, *drafts, self.facts)

    def left_over(self) -> tuple[str, ...]:
        """What was typed and has no place any more."""
        return left_over(self.wording, self.passages())

    def reworded(self, wording: Wording) -> "Paper":
        """The same paper in other words."""
        return replace(self, wording=wording)


def paper_of(bulletin: Bulletin, settings: Settings, today: date) -> Paper:
    """The paper of a bulletin: under its own number and date once it is issued, else as a draft of today."""
    office = office_name(settings)
    if bulletin.letterhead is not None:
        office = codec.made(OfficeName, json.loads(bulletin.letterhead))
    return Paper(
        codec.read(bulletin.facts),
        Wording.read(bulletin.prose),
        errata.read(bulletin.errata),
        office,
        bulletin.number,
        bulletin.issued_on or today,
    )


def imprint(paper: Paper, number: int, issued_on: date, tell: Callable[[int], None] | None = None) -> Imprint:
    """Both editions printed under a number and a date; ``tell`` hears how many are done."""
    final = replace(paper, number=number, dated=issued_on)
    prints: dict[BulletinEdition, bytes] = {}
    for edition in Edition:
        if tell:
            tell(len(prints))
        prints[BulletinEdition(edition.value)] = final.pdf(edition)
    return Imprint(issued_on.year, number, issued_on, canonical(codec.plain(paper.office)), prints)


# --- why it may not go out ------------------------------------------------------------------------------------------


def begun(period: Period, today: date) -> BulletinFacts:
    """What is known of a bulletin that is not drafted yet."""
    return BulletinFacts(period.label, period_over=today > period.last_day)


def examined(
    session: Session, bulletin: Bulletin, paper: Paper, *, by_the_register: bool = True
) -> BulletinFacts:
    """Everything that may stand against it. ``by_the_register`` counts figures and errata anew."""
    wrong = discrepancies(paper.facts)
    unfit = () if wrong else faults(paper.passages())
    recounted = by_the_register and bulletin.state is not BulletinState.ISSUED
    return BulletinFacts(
        period=paper.facts.period.label,
        discrepancies=wrong,
        moved=errata.moved(session, bulletin) if recounted else (),
        text_faults=unfit,
        leaks=() if wrong or unfit else tuple(leaks(session, paper)),
    )


def leaks(session: Session, paper: Paper) -> Iterator[str]:
    """What stands in the public edition of a paper and must not, in sentences."""
    facts = paper.facts
    people = {
        *(one.name for one in facts.owners),
        *(name for item in facts.overdue for name in (item.city_owner, item.sub_owner)),
    }
    closed = select(Enterprise.name).where(Enterprise.publishable.is_(False))
    secret = {*session.scalars(closed), *_unpublishable(facts)}
    yield from internal_in(words(paper.document(Edition.PUBLIC)), secret, people)


def _unpublishable(facts: MonthFacts) -> Iterable[str]:
    yield from (firm.name for firm in facts.repeats.hot if not firm.publishable)
    yield from (name for case in facts.typical for name in case.enterprises)


def words(document: Document) -> str:
    """All that is written in the body and the annexes, charts too. Head and foot name only the office."""
    inside = [*document.blocks, *(block for annex in document.annexes for block in annex.blocks)]
    titles = [annex.title for annex in document.annexes]
    return canonical([codec.plain(block) for block in inside]) + "".join((*titles, *document.keywords))
