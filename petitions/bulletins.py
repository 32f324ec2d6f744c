"""The door of bulletins: drafted, worded, checked, issued. Every change passes here, as those of a case pass the desk.

What the figures are, how they read and what is wrong with them is found out above (``reports.issuing``) and handed in;
here it is judged by the workflow's table, written, and chained to the record. The edge commits.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from petitions.chain import GENESIS, Link, canonical, digest
from petitions.models import Bulletin, BulletinEvent, BulletinPrint, Officer
from petitions.office import Office
from workflow.issuing import BulletinFacts
from workflow.machine import fire
from workflow.offers import Offer, offers
from workflow.roles import Actor
from workflow.tables import BULLETIN
from workflow.tables.bulletin import WRITING, BulletinEdition, BulletinState, BulletinVerb

NO_PROSE = canonical({})


class NoBulletin(LookupError):  # noqa: N818 - an answer, not an accident
    """There is no bulletin of this period."""


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done to a bulletin, for its history and for whoever came too late."""

    seq: int
    at: datetime
    verb: BulletinVerb
    target: BulletinState
    actor: str
    reason: str = ""


class StaleBulletin(Exception):  # noqa: N818 - an answer, not an accident
    """Somebody else changed the bulletin since the actor looked at it; ``since`` is what was not seen."""

    def __init__(self, period: str, since: tuple[Done, ...]) -> None:
        super().__init__(f"bulletin {period} changed meanwhile")
        self.period, self.since = period, since


@dataclass(frozen=True, slots=True)
class Count:
    """The figures of a period as they are kept: as of which day, as canonical JSON, with the errata that they bring."""

    as_of: date
    facts: str
    errata: str


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the issue adds: number and date, the letterhead, and both editions as printed under them."""

    year: int
    number: int
    issued_on: date
    letterhead: str
    prints: Mapping[BulletinEdition, bytes]


@dataclass(slots=True)
class _Move:
    bulletin: Bulletin
    verb: BulletinVerb
    source: BulletinState
    payload: dict[str, object] = field(default_factory=dict)


def find(session: Session, period: str) -> Bulletin | None:
    """The bulletin of a period."""
    found: Bulletin | None = session.scalar(select(Bulletin).where(Bulletin.period == period))
    return found


def next_number(session: Session, year: int) -> int:
    """The number that the next bulletin of the year gets."""
    last = session.scalar(select(func.max(Bulletin.number)).where(Bulletin.year == year))
    return 1 + (last or 0)


def authors(session: Session, bulletin: Bulletin) -> frozenset[int]:
    """Whoever drafted it, counted it anew or changed its text."""
    wrote = (BulletinEvent.bulletin_id == bulletin.id, BulletinEvent.verb.in_(WRITING))
    return frozenset(session.scalars(select(BulletinEvent.actor_id).where(*wrote)))


def offered(
    session: Session, bulletin: Bulletin | None, found: BulletinFacts, actor: Actor
) -> tuple[Offer, ...]:
    """What the state allows, with the reasons against it."""
    if bulletin is None:
        return offers(BULLETIN, BULLETIN.initial, found, actor)
    return offers(BULLETIN, bulletin.state, found.by(authors(session, bulletin)), actor)


class BulletinDesk:
    """One actor's hand on the bulletins, at one moment, in one transaction."""

    def __init__(self, session: Session, office: Office, actor: Actor, now: datetime) -> None:
        self.session, self.office, self.actor, self.now = session, office, actor, now

    def draft(self, period: str, count: Count, found: BulletinFacts) -> Bulletin:
        """Begin the bulletin of a period with its figures; there is one of each period."""
        held = find(self.session, period)
        if held is not None:
            self._refuse_stale(held, 0)
        bulletin = Bulletin(
            period=period,
            state=BULLETIN.initial,
            counted_as_of=count.as_of,
            facts=count.facts,
            errata=count.errata,
            prose=NO_PROSE,
            drafted_by=self.actor.officer_id,
            drafted_at=self.now,
        )
        fire(BULLETIN, bulletin, BulletinVerb.DRAFT, found, self.actor)
        self.session.add(bulletin)
        self.session.flush()
        move = _Move(bulletin, BulletinVerb.DRAFT, BulletinState(BULLETIN.initial))
        self._write_event(move, {"counted_as_of": count.as_of, **self._content(bulletin)})
        return bulletin

    def recount(self, period: str, seen: int, count: Count, found: BulletinFacts) -> Bulletin:
        """Take the figures as the register has them now; the office's own words stay."""
        with self._move(period, seen, BulletinVerb.RECOUNT, found) as move:
            bulletin = move.bulletin
            bulletin.counted_as_of, bulletin.facts, bulletin.errata = count.as_of, count.facts, count.errata
            move.payload["counted_as_of"] = count.as_of
        return bulletin

    def edit(self, period: str, seen: int, prose: str, found: BulletinFacts) -> Bulletin:
        """Keep what the office worded."""
        with self._move(period, seen, BulletinVerb.EDIT, found) as move:
            move.bulletin.prose = prose
        return move.bulletin

    def check(self, period: str, seen: int, found: BulletinFacts) -> Bulletin:
        """A second person answers for figures and text."""
        with self._move(period, seen, BulletinVerb.CHECK, found) as move:
            move.bulletin.checked_by, move.bulletin.checked_at = self.actor.officer_id, self.now
        return move.bulletin

    def send_back(self, period: str, seen: int, reason: str, found: BulletinFacts) -> Bulletin:
        """A checked bulletin becomes a draft again, with the reason."""
        with self._move(period, seen, BulletinVerb.RETURN, found, {"reason": reason}) as move:
            move.bulletin.checked_by = move.bulletin.checked_at = None
        return move.bulletin

    def issue(self, period: str, seen: int, imprint: Imprint, found: BulletinFacts) -> Bulletin:
        """Issue it: number, letterhead and both prints are kept with it, and nothing changes it any more.

        The prints bear the number, so they were made for it. If another bulletin took it meanwhile, this is stale.
        """
        if imprint.number != next_number(self.session, imprint.year):
            raise StaleBulletin(period, ())
        with self._move(period, seen, BulletinVerb.ISSUE, found) as move:
            bulletin, hashes = move.bulletin, {}
            for edition, body in imprint.prints.items():
                hashes[edition.value] = digest(self.office.algorithm, body)
                kept = {"digest": hashes[edition.value], "algorithm": self.office.algorithm.value}
                self.session.execute(
                    insert(BulletinPrint).values(bulletin_id=bulletin.id, edition=edition, body=body, **kept)
                )
            bulletin.issued_by, bulletin.issued_at = self.actor.officer_id, self.now
            bulletin.issued_on, bulletin.letterhead = imprint.issued_on, imprint.letterhead
            bulletin.year, bulletin.number = imprint.year, imprint.number
            letterhead = digest(self.office.algorithm, imprint.letterhead.encode())
            move.payload |= {"year": imprint.year, "number": imprint.number, "issued_on": imprint.issued_on}
            move.payload |= {"prints": hashes, "letterhead": letterhead}
        return bulletin

    @contextmanager
    def _move(
        self,
        period: str,
        seen: int,
        verb: BulletinVerb,
        found: BulletinFacts,
        given: Mapping[str, object] | None = None,
    ) -> Iterator[_Move]:
        """Take the bulletin through ``verb``, or raise ``Refused`` with every reason; the body writes what it owns."""
        bulletin = find(self.session, period)
        if bulletin is None:
            raise NoBulletin(period)
        self._refuse_stale(bulletin, seen)
        source, known = bulletin.state, found.by(authors(self.session, bulletin))
        with self.session.no_autoflush:
            fire(BULLETIN, bulletin, verb, known, self.actor, given)
            move = _Move(bulletin, verb, source, dict(given or {}))
            yield move
        self.session.flush()
        self._write_event(move, {**move.payload, **self._content(bulletin)})

    def _content(self, bulletin: Bulletin) -> dict[str, object]:
        """The hashes of figures, errata and text: what every event vouches for."""
        parts = {"facts": bulletin.facts, "errata": bulletin.errata, "prose": bulletin.prose}
        return {name: digest(self.office.algorithm, text.encode()) for name, text in parts.items()}

    def _refuse_stale(self, bulletin: Bulletin, seen: int) -> None:
        if since := tuple(done for done in history(self.session, bulletin) if done.seq > seen):
            raise StaleBulletin(bulletin.period, since)

    def _write_event(self, move: _Move, payload: Mapping[str, object]) -> None:
        """Chain the event to the one before it and append it."""
        last = self.session.execute(
            select(BulletinEvent.seq, BulletinEvent.hash)
            .where(BulletinEvent.bulletin_id == move.bulletin.id)
            .order_by(BulletinEvent.seq.desc())
            .limit(1)
        ).one_or_none()
        link = Link(
            case_no=record_name(move.bulletin.period),
            seq=1 + (last.seq if last else 0),
            at=self.now,
            verb=move.verb.value,
            source=move.source.value,
            target=move.bulletin.state.value,
            actor_id=self.actor.officer_id,
            payload=canonical(payload),
            previous_hash=last.hash if last else GENESIS,
            algorithm=self.office.algorithm,
        )
        self.session.add(
            BulletinEvent(
                bulletin_id=move.bulletin.id,
                seq=link.seq,
                at=self.now,
                verb=move.verb,
                source=move.source,
                target=move.bulletin.state,
                actor_id=link.actor_id,
                payload=link.payload,
                previous_hash=link.previous_hash,
                hash=link.hash,
                algorithm=link.algorithm.value,
            )
        )
        self.session.flush()


def record_name(period: str) -> str:
    """What stands for the case number in the chain of a bulletin."""
    return f"bulletin/{period}"


def history(session: Session, bulletin: Bulletin) -> tuple[Done, ...]:
    """Everything that was done to a bulletin, oldest first."""
    query = (
        select(BulletinEvent, Officer.name)
        .join(Officer, Officer.id == BulletinEvent.actor_id)
        .where(BulletinEvent.bulletin_id == bulletin.id)
        .order_by(BulletinEvent.seq)
    )
    return tuple(
        Done(e.seq, e.at, e.verb, e.target, name, str(json.loads(e.payload).get("reason", "")))
        for e, name in session.execute(query)
    )


# --- the shelf ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shelved:
    """A bulletin as the list shows it."""

    period: str
    state: BulletinState
    issued_on: date | None
    year: int | None
    number: int | None
    mark: str

    @property
    def paper_number(self) -> str:
        """环信访〔2026〕3号; empty while it has none."""
        return f"{self.mark}〔{self.year}〕{self.number}号" if self.number is not None else ""


def shelf(session: Session) -> tuple[Shelved, ...]:
    """Every bulletin, without its figures and prints."""
    columns = (Bulletin.period, Bulletin.state, Bulletin.issued_on, Bulletin.year, Bulletin.number)
    rows = session.execute(select(*columns, Bulletin.letterhead).order_by(Bulletin.period.desc()))
    return tuple(Shelved(*row[:5], json.loads(row.letterhead or "{}").get("mark", "")) for row in rows)


def printed(session: Session, period: str, edition: BulletinEdition) -> bytes | None:
    """The print of an issued bulletin, as it was made then."""
    query = select(BulletinPrint.body).join(Bulletin, Bulletin.id == BulletinPrint.bulletin_id)
    found: bytes | None = session.scalar(
        query.where(Bulletin.period == period, BulletinPrint.edition == edition)
    )
    return found


def hashes(session: Session, bulletin: Bulletin) -> tuple[tuple[BulletinEdition, str, str], ...]:
    """Edition, algorithm and hash of the prints."""
    columns = (BulletinPrint.edition, BulletinPrint.algorithm, BulletinPrint.digest)
    query = select(*columns).where(BulletinPrint.bulletin_id == bulletin.id).order_by(BulletinPrint.edition)
    return tuple((edition, algorithm, found) for edition, algorithm, found in session.execute(query))
