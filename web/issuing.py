"""A bulletin on its way out, for pages and commands alike: what is counted and found above meets the door below."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from petitions.bulletins import (
    BulletinDesk,
    Done,
    Imprint,
    NoBulletin,
    StaleBulletin,
    find,
    hashes,
    history,
    next_number,
    offered,
)
from petitions.office import Office
from reports.issuing.paper import Paper, begun, counted, examined, imprint, paper_of
from reports.issuing.wording import typed
from reports.month import Period
from web.db import Store
from workflow.calendar import local_day
from workflow.issuing import BulletinFacts
from workflow.machine import Refused, no_such_move
from workflow.offers import Offer
from workflow.roles import Actor
from workflow.tables.bulletin import BulletinEdition, BulletinState, BulletinVerb


@dataclass(frozen=True, slots=True)
class View:
    """A bulletin as its page shows it."""

    state: BulletinState
    paper: Paper
    counted_as_of: date
    done: tuple[Done, ...]
    offers: tuple[Offer, ...]
    prints: tuple[tuple[BulletinEdition, str, str], ...]
    """Edition, algorithm and hash of what was printed at the issue."""

    @property
    def seen(self) -> int:
        """The last event that the page shows."""
        return len(self.done)


class Issuing:
    """One person at work on the bulletin of a period, at one moment, in one transaction."""

    def __init__(self, session: Session, office: Office, actor: Actor, now: datetime, period: Period) -> None:
        self.session, self.office, self.actor, self.now, self.period = session, office, actor, now, period
        self.name, self.today = str(period), local_day(now)
        self.desk = BulletinDesk(session, office, actor, now)

    def view(self) -> View | None:
        """The bulletin with its history and what may be done now; ``None`` where there is none yet."""
        bulletin = find(self.session, self.name)
        if bulletin is None:
            return None
        paper = paper_of(bulletin, self.office.settings, self.today)
        found = examined(self.session, bulletin, paper, by_the_register=False)
        possible = offered(self.session, bulletin, found, self.actor)
        done = history(self.session, bulletin)
        kept = hashes(self.session, bulletin)
        return View(bulletin.state, paper, bulletin.counted_as_of, done, possible, kept)

    def first(self) -> tuple[Offer, ...]:
        """What may be done where there is no bulletin yet."""
        return offered(self.session, None, begun(self.period, self.today), self.actor)

    def paper(self) -> Paper:
        """What the bulletin says now."""
        return paper_of(self._bulletin(), self.office.settings, self.today)

    def draft(self) -> None:
        """Count, and begin the bulletin."""
        count = counted(self.session, self.period, self.today)
        self.desk.draft(self.name, count, begun(self.period, self.today))

    def recount(self, seen: int) -> None:
        """Count anew."""
        count = counted(self.session, self.period, self.today)
        self.desk.recount(self.name, seen, count, begun(self.period, self.today))

    def edit(self, seen: int, values: Mapping[str, str]) -> None:
        """Keep what was typed for each passage, by the passage's name."""
        paper = self.paper()
        wording = typed(paper.passages(), values, paper.wording)
        reworded = paper.reworded(wording)
        found = examined(self.session, self._bulletin(), reworded, by_the_register=False)
        self.desk.edit(self.name, seen, wording.kept, found)

    def check(self, seen: int) -> None:
        """Answer for it as the second person."""
        self.desk.check(self.name, seen, self._examined())

    def send_back(self, seen: int, reason: str) -> None:
        """Make a draft of it again."""
        self.desk.send_back(self.name, seen, reason, begun(self.period, self.today))

    def _examined(self) -> BulletinFacts:
        bulletin = self._bulletin()
        return examined(self.session, bulletin, paper_of(bulletin, self.office.settings, self.today))

    def _bulletin(self) -> Any:
        bulletin = find(self.session, self.name)
        if bulletin is None:
            raise NoBulletin(self.name)
        return bulletin

    def refuse_issue(self, seen: int) -> BulletinFacts:
        """Raise what stands against the issue; else what is known of the bulletin."""
        bulletin = self._bulletin()
        if since := history(self.session, bulletin)[seen:]:
            raise StaleBulletin(self.name, since)
        found = self._examined()
        possible = {offer.row.verb: offer for offer in offered(self.session, bulletin, found, self.actor)}
        refused = possible.get(BulletinVerb.ISSUE)
        if refused is None or refused.reasons:
            reasons = refused.reasons if refused else (no_such_move(BulletinVerb.ISSUE, bulletin.state),)
            raise Refused(BulletinVerb.ISSUE, bulletin.state, reasons)
        return found

    def imprint(self) -> Imprint:
        """Both editions under the next number."""
        return imprint(self.paper(), next_number(self.session, self.today.year), self.today)


def issue(store: Store, actor: Actor, now: datetime, period: Period, seen: int) -> None:
    """Print both editions while nobody waits, then number and keep them in one short transaction of its own.

    What was printed bears a number and tells of a state: if either moved meanwhile, nothing is issued.
    """
    with store.reading() as session:
        work = Issuing(session, store.office(session), actor, now, period)
        found, made = work.refuse_issue(seen), work.imprint()
    try:
        with store.writing.begin() as session:
            BulletinDesk(session, store.office(session), actor, now).issue(str(period), seen, made, found)
    except IntegrityError as error:  # another bulletin took the number at this very moment (PostgreSQL)
        raise StaleBulletin(str(period), ()) from error
