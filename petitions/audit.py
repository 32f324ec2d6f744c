"""Sealing the days, verifying the record, and writing it out so that anybody can verify it."""

import json
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from petitions.chain import (
    GENESIS,
    Algorithm,
    Link,
    canonical,
    instant_text,
    leaves_in_order,
    merkle_root,
    seal_hash,
)
from petitions.incidents import replayed
from petitions.models import Case, CaseEvent, DaySeal
from petitions.verification import Break, Entry, Seal, Walk, walk

FORMAT = "bihuan-record-1"

_EVENTS = (
    select(
        Case.case_no,
        CaseEvent.seq,
        CaseEvent.at,
        CaseEvent.day,
        CaseEvent.verb,
        CaseEvent.source,
        CaseEvent.target,
        CaseEvent.actor_id,
        CaseEvent.payload,
        CaseEvent.previous_hash,
        CaseEvent.hash,
        CaseEvent.algorithm,
    )
    .join(Case, Case.id == CaseEvent.case_id)
    .order_by(CaseEvent.case_id, CaseEvent.seq)
)


class BadExport(ValueError):  # noqa: N818 - a finding about a file
    """The file is not a record written by ``export``."""


def seal_days(session: Session, algorithm: Algorithm, before: date, now: datetime) -> list[date]:
    """Seal every day before ``before`` that has events and no seal yet; returns the days sealed.

    A sealed day takes no more events: the database refuses them.
    """
    last = session.scalars(select(DaySeal).order_by(DaySeal.day.desc()).limit(1)).first()
    previous = last.hash if last else GENESIS
    days = select(CaseEvent.day).where(CaseEvent.day < before).distinct().order_by(CaseEvent.day)
    if last:
        days = days.where(CaseEvent.day > last.day)
    sealed = list(session.scalars(days))
    for day in sealed:
        rows = session.execute(
            select(Case.case_no, CaseEvent.seq, CaseEvent.hash)
            .join(Case, Case.id == CaseEvent.case_id)
            .where(CaseEvent.day == day)
        ).all()
        root = merkle_root(algorithm, leaves_in_order((row.case_no, row.seq, row.hash) for row in rows))
        hash_ = seal_hash(algorithm, day, len(rows), root, previous)
        session.execute(
            insert(DaySeal).values(
                day=day,
                events=len(rows),
                root=root,
                previous_hash=previous,
                hash=hash_,
                algorithm=algorithm.value,
                sealed_at=now,
            )
        )
        previous = hash_
    return sealed


def verify(session: Session) -> Walk:
    """Walk the database's record; beyond the chains, each case's stored state and incident must equal its replay."""
    with closing(_entries(session)) as entries:
        found = walk(entries, _seals(session))
    if found.broken is not None:
        return found
    for case_no, state in session.execute(select(Case.case_no, Case.state).order_by(Case.id)):
        replayed = found.last_states.get(case_no)
        if replayed is not state:
            said = replayed.label if replayed else "没有事件"
            broken = Break(case_no, f"存储状态为“{state.label}”，重放事件得到“{said}”。")
            return replace(found, broken=broken)
    return replace(found, broken=_broken_incident(session))


def _broken_incident(session: Session) -> Break | None:
    """The first case that stands in another incident than its events put it in."""
    leads = replayed(session)
    stored = {
        row.id: row
        for row in session.execute(
            select(Case.id, Case.case_no, Case.lead_id).where(Case.lead_id.is_not(None))
        )
    }
    for number in sorted(leads.keys() | stored.keys()):
        row = stored.get(number)
        if row is None or row.lead_id != leads.get(number):
            case_no = row.case_no if row else session.scalar(select(Case.case_no).where(Case.id == number))
            return Break(case_no or str(number), "存储的同源事件牵头件与重放事件得到的不符。")
    return None


def _entries(session: Session) -> Generator[Entry]:
    with session.execute(_EVENTS, execution_options={"yield_per": 2000}) as rows:
        for row in rows:
            yield _entry(row)


def _entry(row: Any) -> Entry:
    link = Link(
        case_no=row.case_no,
        seq=row.seq,
        at=row.at,
        verb=row.verb.value,
        source=row.source.value,
        target=row.target.value,
        actor_id=row.actor_id,
        payload=row.payload,
        previous_hash=row.previous_hash,
        algorithm=Algorithm(row.algorithm),
    )
    return Entry(link, row.day, row.hash)


def _seals(session: Session) -> Iterator[Seal]:
    for seal in session.scalars(select(DaySeal).order_by(DaySeal.day)):
        yield Seal(
            seal.day,
            seal.events,
            seal.root,
            seal.previous_hash,
            seal.hash,
            Algorithm(seal.algorithm),
            seal.sealed_at,
        )


def export(session: Session) -> Iterator[str]:
    """The record as JSON lines: a header, every event, every seal, and the counts at the end."""
    yield canonical({"format": FORMAT})
    events = seals = 0
    for entry in _entries(session):
        events += 1
        link = entry.link
        yield canonical(
            {
                "event": [
                    link.case_no,
                    link.seq,
                    instant_text(link.at),
                    entry.day,
                    link.verb,
                    link.source,
                    link.target,
                    link.actor_id,
                    link.payload,
                    link.previous_hash,
                    entry.hash,
                    link.algorithm.value,
                ]
            }
        )
    for seal in _seals(session):
        seals += 1
        yield canonical(
            {
                "seal": [
                    seal.day,
                    seal.events,
                    seal.root,
                    seal.previous_hash,
                    seal.hash,
                    seal.algorithm.value,
                    instant_text(seal.sealed_at),
                ]
            }
        )
    yield canonical({"events": events, "seals": seals})


def verify_export(lines: Iterable[str]) -> Walk:
    """Walk an exported record without the database; ``BadExport`` where the file is none or is cut short."""
    entries: list[Entry] = []
    seals: list[Seal] = []
    counts: object = None
    for number, line in enumerate(lines, start=1):
        try:
            said = json.loads(line)
            if number == 1 and said != {"format": FORMAT}:
                raise BadExport("文件开头不是本系统导出的记录。")
            if "event" in said:
                entries.append(_read_entry(said["event"]))
            elif "seal" in said:
                seals.append(_read_seal(said["seal"]))
            elif "events" in said:
                counts = said
        except (ValueError, TypeError, KeyError) as error:
            raise BadExport(f"第{number}行不是本系统导出的记录：{error}") from error
    if counts != {"events": len(entries), "seals": len(seals)}:
        raise BadExport("文件不完整：结尾的件数与内容不符。")
    return walk(entries, seals)


def _read_entry(fields: list[object]) -> Entry:
    case_no, seq, at, day, verb, source, target, actor_id, payload, previous_hash, hash_, algorithm = fields
    link = Link(
        case_no=str(case_no),
        seq=int(str(seq)),
        at=datetime.fromisoformat(str(at)),
        verb=str(verb),
        source=str(source),
        target=str(target),
        actor_id=int(str(actor_id)),
        payload=str(payload),
        previous_hash=str(previous_hash),
        algorithm=Algorithm(str(algorithm)),
    )
    return Entry(link, date.fromisoformat(str(day)), str(hash_))


def _read_seal(fields: list[object]) -> Seal:
    day, events, root, previous_hash, hash_, algorithm, sealed_at = fields
    return Seal(
        date.fromisoformat(str(day)),
        int(str(events)),
        str(root),
        str(previous_hash),
        str(hash_),
        Algorithm(str(algorithm)),
        datetime.fromisoformat(str(sealed_at)),
    )
