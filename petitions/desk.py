"""The door. Every change of a case passes here: facts → role → guards → move → terms → event → effects.

The desk works inside one transaction that it neither begins nor commits; the edge does. After a ``Refused`` or
``Stale`` the edge rolls back, and nothing half-written is kept.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session, attributes

from petitions.chain import Link, canonical
from petitions.clocks import first_due, limits_started, resume, start_runs, turn
from petitions.command import Command
from petitions.db import rows_into
from petitions.effects import Occasion, carry_out
from petitions.facts import Head, facts_of, facts_of_new
from petitions.models import Case, CaseEvent, Officer
from petitions.office import DUAL_FLAGS, Office
from petitions.visibility import may_see
from workflow.calendar import SHANGHAI, local_day
from workflow.facts import Facts
from workflow.guards import INTERNAL, Reason
from workflow.machine import Refused, fire
from workflow.roles import Actor
from workflow.rules import rule_set_for
from workflow.states import INITIAL, State
from workflow.table import Row
from workflow.tables import COMPLAINT
from workflow.verbs import Verb
from workflow.vocabulary import Channel, Flag

INSERT_EVENT = rows_into(CaseEvent)
CASE_BY_NO = select(Case).where(Case.case_no == bindparam("case_no"))
NEXT_ID = {
    "sqlite": text("SELECT coalesce(max(id), 0) + 1 FROM petition_case"),
    "postgresql": text("SELECT nextval('petition_case_number')"),
}


class NotFound(LookupError):  # noqa: N818 - an answer, not an accident
    """There is no such case, or not for this actor: the two are not told apart."""


@dataclass(frozen=True, slots=True)
class Happened:
    """An event that the actor's page did not show yet."""

    seq: int
    at: datetime
    verb: Verb
    target: State
    actor_id: int
    actor: str


class Stale(Exception):  # noqa: N818 - an answer, not an accident
    """Somebody else changed the case since the actor looked at it; ``since`` is what was not seen."""

    def __init__(self, case_no: str, since: tuple[Happened, ...]) -> None:
        super().__init__(f"{case_no} changed meanwhile")
        self.case_no, self.since = case_no, since


@dataclass(slots=True)
class Move:
    """A transition in progress. The body may add to ``payload`` what it alone knows."""

    case: Case
    verb: Verb
    source: State
    seq: int
    facts: Facts
    payload: dict[str, object] = field(default_factory=dict)


class Desk:
    """One actor's hand on the register, at one moment, in one transaction."""

    def __init__(self, session: Session, office: Office, actor: Actor, now: datetime) -> None:
        if now.tzinfo is None:
            raise ValueError("the desk needs an aware time")
        self.session, self.office, self.actor = session, office, actor
        self.now = now.astimezone(SHANGHAI)
        self._heads: dict[int, Head] = {}
        self._seen: dict[int, int] = {}

    # --- opening ----------------------------------------------------------------------------------

    def open(self, case_no: str, seen: int | None = None) -> Case:
        """The case, if the actor may see it. ``seen`` is the last event that the actor's page showed."""
        case = self.session.execute(CASE_BY_NO, {"case_no": case_no}).scalar_one_or_none()
        if case is None:
            raise NotFound(case_no)
        if seen is not None:
            self._seen[case.id] = seen
        return case

    def facts(self, case: Case) -> Facts:
        """What holds of the case now; ``NotFound`` where the actor may not see it."""
        facts, head = facts_of(self.session, case, self.office, self.now)
        if not may_see(case, self.actor, facts.units, frozenset(facts.owners.values())):
            raise NotFound(case.case_no)
        self._heads[case.id] = head
        return facts

    def head(self, case: Case) -> Head:
        """The last event of a case whose facts were asked for."""
        return self._heads[case.id]

    # --- admitting --------------------------------------------------------------------------------

    def next_number(self) -> int:
        """The number of the next case. Without a lock, so numbers may have gaps; papers' numbers have none."""
        dialect = self.session.get_bind().dialect.name
        return int(self.session.execute(NEXT_ID[dialect]).scalar_one())

    def admit(
        self, *, channel: Channel, received_at: datetime, flags: frozenset[Flag], **particulars: object
    ) -> Case:
        """A new case, not stored before its first move. ``particulars`` are columns of ``Case``."""
        if received_at > self.now:
            sentence = "收到时间不能晚于现在。请核对。"
            raise refusal(Verb.RECORD, INITIAL, "need-received-at", sentence, "received_at")
        day = local_day(received_at)
        number = self.next_number()
        return Case(
            id=number,
            case_no=f"HJ{day:%Y%m%d}-{number:06d}",
            state=INITIAL,
            round=1,
            received_at=received_at,
            month=f"{day:%Y-%m}",
            channel=channel,
            rule_set=rule_set_for(day).code,
            dual_required=self.needs_both_owners(flags),
            **particulars,
        )

    # --- moving -----------------------------------------------------------------------------------

    @contextmanager
    def first_move(
        self, case: Case, verb: Verb, given: Mapping[str, object], flags: frozenset[Flag]
    ) -> Iterator[Move]:
        """Store an admitted case by its first move. It is written once, complete, clocks and all."""
        facts = facts_of_new(case, self.office, self.now, flags)
        source = case.state
        row = fire(COMPLAINT, case, verb, facts, self.actor, given)
        starts = limits_started(self.session, row.starts, case, self.office, self.now, given)
        case.next_due_at = first_due(starts)
        self.session.add(case)
        self.session.flush()
        move = Move(case, verb, source, 1, facts, dict(given))
        yield move
        start_runs(self.session, case, starts)
        self._leave(move, row, Head())

    @contextmanager
    def move(self, case: Case, verb: Verb, given: Mapping[str, object] | None = None) -> Iterator[Move]:
        """Take a stored ``case`` through ``verb``, or raise ``Refused`` with every reason.

        The body writes the fields that the verb owns; leaving it writes terms, event and effects.
        """
        facts = self.facts(case)
        head = self.head(case)
        self._refuse_stale(case, head)
        source = case.state
        row = fire(COMPLAINT, case, verb, facts, self.actor, given)
        move = Move(case, verb, source, head.seq + 1, facts, dict(given or {}))
        with self.session.no_autoflush:  # the case is written once, when all of it is known
            yield move
        starts = limits_started(self.session, row.starts, case, self.office, self.now, move.payload)
        attributes.flag_modified(case, "state")  # every event raises the version, also of a case that stays
        with self.session.no_autoflush:
            turn(self.session, case, starts, row.stops, self.now, verb)
            if row.resumes:
                resume(self.session, case, row.resumes, COMPLAINT.ways_into(source))
        self._leave(move, row, head)

    def _leave(self, move: Move, row: Row, head: Head) -> None:
        """Effects, then everything in one flush, then the event that closes the move."""
        occasion = Occasion(move.case, move.seq, self.now, self.actor, self.office, move.payload)
        with self.session.no_autoflush:
            carry_out(self.session, row.effects, occasion)
        self.session.flush()
        self._write_event(move, head)

    @contextmanager
    def act(self, command: Command, verb: Verb) -> Iterator[Move]:
        """Open the command's case and take it through ``verb`` with what the command carries."""
        with self.move(self.open(command.case_no, command.seen), verb, command.given) as move:
            yield move

    def _refuse_stale(self, case: Case, head: Head) -> None:
        seen = self._seen.get(case.id)
        if seen is not None and seen != head.seq:
            query = (
                select(
                    CaseEvent.seq,
                    CaseEvent.at,
                    CaseEvent.verb,
                    CaseEvent.target,
                    CaseEvent.actor_id,
                    Officer.name,
                )
                .join(Officer, Officer.id == CaseEvent.actor_id)
                .where(CaseEvent.case_id == case.id, CaseEvent.seq > seen)
                .order_by(CaseEvent.seq)
            )
            raise Stale(case.case_no, tuple(Happened(*row) for row in self.session.execute(query)))

    def _write_event(self, move: Move, head: Head) -> None:
        """Chain the event to the one before it and append it."""
        link = Link(
            case_no=move.case.case_no,
            seq=move.seq,
            at=self.now,
            verb=move.verb.value,
            source=move.source.value,
            target=move.case.state.value,
            actor_id=self.actor.officer_id,
            payload=canonical(move.payload),
            previous_hash=head.hash,
            algorithm=self.office.algorithm,
        )
        self.session.execute(
            INSERT_EVENT,
            {
                "case_id": move.case.id,
                "seq": link.seq,
                "at": self.now,
                "day": local_day(self.now),
                "verb": move.verb,
                "source": move.source,
                "target": move.case.state,
                "actor_id": link.actor_id,
                "payload": link.payload,
                "previous_hash": link.previous_hash,
                "hash": link.hash,
                "algorithm": link.algorithm.value,
            },
        )
        self._heads[move.case.id] = Head(link.seq, link.hash)
        self._seen.pop(move.case.id, None)

    # --- asking -----------------------------------------------------------------------------------

    def needs_both_owners(self, flags: frozenset[Flag]) -> bool:
        """Whether a case with these flags falls under 双包案."""
        return self.office.settings.dual_for_all or bool(flags & DUAL_FLAGS)


def refusal(verb: Verb, state: State, code: str, sentence: str, field: str | None = None) -> Refused:
    """A refusal by a rule that only the command can check, bound to the field where it shows."""
    return Refused(verb, state, (Reason(code, sentence, INTERNAL, field),))
