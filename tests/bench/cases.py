"""One synthetic case as rows: what the commands would have left behind, without the commands."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from petitions.chain import GENESIS, Algorithm
from petitions.clocks import first_due, run_values
from petitions.db import Base
from petitions.models import Case, CaseEvent, CaseType, Ownership, Petitioner, TermRun
from petitions.office import Office
from petitions.particulars import Particulars
from petitions.repeats import normalise
from petitions.seeds.furnish import Cast
from workflow.calendar import local_day
from workflow.rules import rule_set_for, start_term
from workflow.states import State
from workflow.terms import Limit, Term
from workflow.verbs import Verb
from workflow.vocabulary import Level, Track

WAY = (
    (Verb.REGISTER, State.REGISTERED),
    (Verb.CLASSIFY, State.REGISTERED),
    (Verb.ACCEPT, State.ACCEPTED),
    (Verb.TRANSFER, State.DISPATCHED),
    (Verb.SIGN_IN, State.SIGNED_IN),
    (Verb.INVESTIGATE, State.INVESTIGATING),
    (Verb.DISPOSE, State.DISPOSING),
)
"""The straight way of an open case, event by event."""

WHOLE_WAY = ((Verb.REGISTER, State.REGISTERED), (Verb.REPLY, State.REPLIED), (Verb.CLOSE, State.CLOSED))
"""What is kept of a closed case's way: enough for an index of its size, in a quarter of the time to build."""

STANDING = (4, 5, 4, 6, 4, 7)
"""How many of these events the open cases have behind them; half of them wait to be signed for."""

Row = tuple[type[Base], dict[str, object]]


def rows_of(number: int, said: Particulars, office: Office, cast: Cast, is_open: bool) -> Iterator[Row]:
    """Every row of one case, the case itself first."""
    way = WAY[: STANDING[number % len(STANDING)]] if is_open else WHOLE_WAY
    case_no = f"HJ{local_day(said.received_at):%Y%m%d}-{number:06d}"
    runs = [_limit(term, said, office) for term in (Term.HANDLE_A, Term.SIGN_IN)]
    yield Case, _case(number, case_no, said, way[-1][1], len(way), first_due(runs) if is_open else None)
    for choice in {choice.type: choice for choice in reversed(said.types)}.values():
        yield CaseType, {"case_id": number, "type": choice.type, "subtype": choice.subtype}
    for person in said.petitioners:
        yield (
            Petitioner,
            {
                "case_id": number,
                "representative_no": None,
                "name": office.vault.seal(person.name),
                "phone": office.vault.seal(person.phone),
                "address": office.vault.seal(person.address),
                "id_number": None,
                "phone_hash": office.vault.fingerprint(normalise.phone(person.phone) or ""),
                "name_hash": office.vault.fingerprint(normalise.person(person.name)),
            },
        )
    yield from _events(number, said.received_at, way, cast)
    for limit in runs:
        over = not is_open or (limit.term is Term.SIGN_IN and len(way) > 4)
        end = {"stopped_at": said.received_at, "stopped_by": Verb.SIGN_IN} if over else {}
        yield TermRun, {**run_values(number, limit), "stopped_at": None, "stopped_by": None, **end}
    if is_open:
        yield from _owners(number, said, cast)


def _case(
    number: int, case_no: str, said: Particulars, state: State, version: int, due_at: datetime | None
) -> dict[str, object]:
    closed = said.received_at + timedelta(days=40) if state is State.CLOSED else None
    return {
        **said.columns,
        "id": number,
        "case_no": case_no,
        "version": version,
        "state": state,
        "round": 1,
        "received_at": said.received_at,
        "registered_at": said.received_at,
        "accepted_at": said.received_at,
        "replied_at": closed,
        "closed_at": closed,
        "next_due_at": due_at,
        "month": f"{local_day(said.received_at):%Y-%m}",
        "channel": said.channel,
        "rule_set": rule_set_for(local_day(said.received_at)).code,
        "track": Track.A,
        "query_code_hash": "",
        "classified": True,
        "dual_required": False,
        "unit_id": said.district_id,
        "requirement": "依法查处并答复信访人。",
        "reply": "已依法处理并答复。" if closed else "",
        "public_text": "",
    }


def _limit(term: Term, said: Particulars, office: Office) -> Limit:
    return start_term(
        term,
        said.received_at,
        rule_set=rule_set_for(local_day(said.received_at)),
        channel=said.channel,
        calendar=office.calendar,
        settings=office.settings.terms,
    )


def _events(number: int, at: datetime, way: tuple[tuple[Verb, State], ...], cast: Cast) -> Iterator[Row]:
    """The way's events, chained by hashes that only look like such."""
    source, previous = State.DRAFT, GENESIS
    for seq, (verb, target) in enumerate(way, 1):
        own = f"{number:x}-{seq:x}".rjust(64, "0")
        moment = at + timedelta(hours=seq)
        yield (
            CaseEvent,
            {
                "case_id": number,
                "seq": seq,
                "at": moment,
                "day": local_day(moment),
                "verb": verb,
                "source": source,
                "target": target,
                "actor_id": cast.actors["xf1"].officer_id,
                "payload": "{}",
                "previous_hash": previous,
                "hash": own,
                "algorithm": Algorithm.SM3.value,
            },
        )
        source, previous = target, own


def _owners(number: int, said: Particulars, cast: Cast) -> Iterator[Row]:
    city = cast.actors["leader1"].officer_id
    heads = {actor.unit_id: actor.officer_id for name, actor in cast.actors.items() if name.endswith("-head")}
    for level, officer in ((Level.CITY, city), (Level.SUB, heads.get(said.district_id, city))):
        yield (
            Ownership,
            {
                "case_id": number,
                "level": level,
                "officer_id": officer,
                "from_at": said.received_at,
                "to_at": None,
                "reason": "按分工包案",
                "appointed_by": cast.actors["xf1"].officer_id,
            },
        )
