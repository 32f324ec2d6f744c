"""A register whose months are worth counting: decided, handled, answered and rated case by case, as months go.

Only what the bulletin reads is written, and older months in short: nobody searches here, so the index of words and
the petitioners are left out, and a million cases take minutes.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

import migrations
from petitions.chain import GENESIS, Algorithm
from petitions.clocks import run_values
from petitions.db import Base, learn_statistics, make_engine, rows_into
from petitions.models import Case, CaseEvent, CaseType, Evaluation, Finding, Proposal, RepeatLink, TermRun
from petitions.particulars import Particulars
from tests.bench.bureau import BATCH, NOW, TOLD, Bureau, furnished, opened
from tests.bench.cases import Row
from workflow.calendar import local_day
from workflow.facts import Outcome
from workflow.rules import rule_set_for, start_term
from workflow.states import State
from workflow.terms import Term
from workflow.verbs import Verb
from workflow.vocabulary import Relation, Satisfaction, Track, Truth, Verdict

DAYS_A_MONTH = 30.4
IN_FULL = timedelta(days=DAYS_A_MONTH * 27)
"""So far back the bulletin of this month and the same month of last year look."""

REFUSED = (
    (Verb.REGISTER, State.REGISTERED, 0),
    (Verb.PROPOSE, State.PROPOSED, 4),
    (Verb.REFUSE, State.REFUSED, 9),
)
HANDLED = (
    (Verb.REGISTER, State.REGISTERED, 0),
    (Verb.CLASSIFY, State.REGISTERED, 1),
    (Verb.ACCEPT, State.ACCEPTED, 5),
    (Verb.TRANSFER, State.DISPATCHED, 6),
    (Verb.SIGN_IN, State.SIGNED_IN, 7),
    (Verb.INVESTIGATE, State.INVESTIGATING, 9),
    (Verb.DISPOSE, State.DISPOSING, 20),
    (Verb.SUBMIT, State.REVIEW, 30),
    (Verb.APPROVE, State.APPROVED, 33),
    (Verb.REPLY, State.REPLIED, 35),
    (Verb.CLOSE, State.CLOSED, 50),
)
"""What is done, where the case stands then, and how many days after receipt."""

SLOW, RATED, REPEATED, TURNED_AWAY = 12, 2, 15, 9
"""One in so many closes late, is rated, repeats an earlier one, is refused."""


def open_months(folder: Path, size: int, monthly: int) -> Bureau:
    """A register of ``size`` cases, ``monthly`` of them in each month; built unless it stands in the folder."""
    path = folder / f"months-{size}-{monthly}.db"
    if not path.exists():
        unfinished = path.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        _build(unfinished, size, monthly)
        unfinished.rename(path)
    engine = make_engine(f"sqlite:///{path}")
    migrations.ensure_current(engine)
    with engine.begin() as connection:
        learn_statistics(connection)  # as the nightly housekeeping does
    return opened(path, size, engine)


def _build(path: Path, size: int, monthly: int) -> None:
    engine = furnished(path)
    bureau = opened(path, size, engine)
    told = bureau.entries(1, min(size, TOLD), NOW)
    apart = timedelta(days=DAYS_A_MONTH) / monthly
    for first in range(1, size + 1, BATCH):
        with engine.begin() as connection:
            numbers = range(first, min(first + BATCH, size + 1))
            _write(
                connection, bureau, [(n, _at(told[n % len(told)], NOW - apart * (size - n))) for n in numbers]
            )
    engine.dispose()


def _at(entry: Particulars, moment: datetime) -> Particulars:
    return replace(entry, received_at=moment.replace(microsecond=0))


def _write(connection: Connection, bureau: Bureau, batch: list[tuple[int, Particulars]]) -> None:
    rows: dict[type[Base], list[dict[str, object]]] = {}
    for number, said in batch:
        for model, row in _rows(number, said, bureau):
            rows.setdefault(model, []).append(row)
    for model, of_model in rows.items():
        connection.execute(rows_into(model), of_model)


def _rows(number: int, said: Particulars, bureau: Bureau) -> Iterator[Row]:
    at, officer = said.received_at, bureau.cast.actors["xf1"].officer_id
    way = REFUSED if number % TURNED_AWAY == 0 else HANDLED
    pace = 2.2 if number % SLOW == 0 else 0.6 + number % 7 / 10
    done = [(verb, state, at + timedelta(days=days * pace)) for verb, state, days in way]
    done = [step for step in done if step[2] <= NOW]
    moments = {verb: moment for verb, _, moment in done}
    yield Case, _case(number, said, done[-1][1], len(done), moments)
    for choice in {choice.type: choice for choice in reversed(said.types)}.values():
        yield CaseType, {"case_id": number, "type": choice.type, "subtype": choice.subtype}
    yield from _events(number, done if at > NOW - IN_FULL else [done[0], *done[-1:]], officer)
    yield from _runs(number, said, bureau, moments)
    yield from _papers(number, moments, officer)


def _case(
    number: int, said: Particulars, state: State, version: int, moments: dict[Verb, datetime]
) -> dict[str, object]:
    day = local_day(said.received_at)
    return {
        **said.columns,
        "id": number,
        "case_no": f"HJ{day:%Y%m%d}-{number:07d}",
        "version": version,
        "state": state,
        "round": 1,
        "received_at": said.received_at,
        "registered_at": said.received_at,
        "accepted_at": moments.get(Verb.ACCEPT),
        "replied_at": moments.get(Verb.REPLY),
        "closed_at": moments.get(Verb.CLOSE),
        "next_due_at": None,
        "month": f"{day:%Y-%m}",
        "channel": said.channel,
        "rule_set": rule_set_for(day).code,
        "track": Track.A,
        "query_code_hash": "",
        "classified": True,
        "dual_required": False,
        "unit_id": said.district_id,
        "requirement": "",
        "reply": "",
        "public_text": "",
    }


def _events(number: int, done: list[tuple[Verb, State, datetime]], officer: int) -> Iterator[Row]:
    """The way's events, chained by hashes that only look like such."""
    source, previous = State.DRAFT, GENESIS
    for seq, (verb, target, at) in enumerate(done, 1):
        own = f"{number:x}-{seq:x}".rjust(64, "0")
        yield (
            CaseEvent,
            {
                "case_id": number,
                "seq": seq,
                "at": at,
                "day": local_day(at),
                "verb": verb,
                "source": source,
                "target": target,
                "actor_id": officer,
                "payload": "{}",
                "previous_hash": previous,
                "hash": own,
                "algorithm": Algorithm.SM3.value,
            },
        )
        source, previous = target, own


def _runs(number: int, said: Particulars, bureau: Bureau, moments: dict[Verb, datetime]) -> Iterator[Row]:
    """The limits for acceptance, handling and evaluation, from their starts to what met them."""
    for term, start, ends in (
        (Term.ACCEPT_NOTIFY, Verb.REGISTER, (Verb.ACCEPT, Verb.REFUSE)),
        (Term.HANDLE_A, Verb.ACCEPT, (Verb.REPLY,)),
        (Term.EVALUATE, Verb.REPLY, (Verb.CLOSE,)),
    ):
        if start not in moments:
            continue
        limit = start_term(
            term,
            moments[start],
            rule_set=rule_set_for(local_day(said.received_at)),
            channel=said.channel,
            calendar=bureau.office.calendar,
            settings=bureau.office.settings.terms,
        )
        end = next((verb for verb in ends if verb in moments), None)
        stop = {"stopped_at": end and moments[end], "stopped_by": end}
        yield TermRun, {**run_values(number, limit), **stop}


def _papers(number: int, moments: dict[Verb, datetime], officer: int) -> Iterator[Row]:
    """What was proposed, found and rated, and whom it repeats."""
    if Verb.REFUSE in moments:
        decided = {"agreed": True, "decided_by": officer + 1, "decided_at": moments[Verb.REFUSE]}
        reason = {
            "outcome": Outcome.REFUSE,
            "ground": "level-skipping",
            "department": "",
            "reason": "越级走访",
        }
        asked = {"proposed_by": officer, "proposed_at": moments[Verb.PROPOSE]}
        yield Proposal, {"case_id": number, **reason, **asked, **decided}
    if Verb.REPLY in moments:
        found = {"claim": "排放异味", "truth": list(Truth)[number % 3], "evidence": ""}
        visit = {"visited_on": local_day(moments[Verb.INVESTIGATE])}
        yield Finding, {"case_id": number, "round": 1, "item": 1, **found, **visit}
    if Verb.CLOSE in moments and number % RATED == 0:
        rating = list(Satisfaction)[number % len(Satisfaction)]
        said = {"rating": rating, "way": "电话", "remark": "", "explanation": ""}
        yield (
            Evaluation,
            {"case_id": number, "round": 1, **said, "rated_at": moments[Verb.REPLY] + timedelta(days=3)},
        )
    if number % REPEATED == 0 and number > 200:
        link = {"case_id": number, "earlier_id": number - 150 + number % 7, "relation": Relation.SAME_OPEN}
        judged = {"verdict": Verdict.CONFIRMED, "decided_by": officer, "decided_at": moments[Verb.REGISTER]}
        yield (
            RepeatLink,
            {**link, **judged, "score": 0.9, "learned": 0.9, "reasons": [], "decision": "", "opinion": None},
        )
