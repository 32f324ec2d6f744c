"""Verify what is kept of bulletins: the chain of each, the hashes of figures and text, the prints byte for byte."""

import json
from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitions.bulletins import record_name
from petitions.chain import GENESIS, Algorithm, Link, digest
from petitions.models import Bulletin, BulletinEvent, BulletinPrint
from petitions.verification import Break
from workflow.tables import BULLETIN
from workflow.tables.bulletin import BulletinState


def verify(session: Session) -> Iterator[Break]:
    """Every place where the record of bulletins does not hold."""
    of_bulletin = select(BulletinEvent).order_by(BulletinEvent.bulletin_id, BulletinEvent.seq)
    events = {
        number: list(found)
        for number, found in groupby(session.scalars(of_bulletin), key=lambda event: event.bulletin_id)
    }
    for bulletin in session.scalars(select(Bulletin).order_by(Bulletin.id)):
        of_this = events.get(bulletin.id, [])
        yield from _chain(bulletin.period, of_this)
        yield from _content(bulletin, of_this)
        yield from _prints(session, bulletin, of_this)
    yield from _numbers(session)


def _chain(period: str, events: list[BulletinEvent]) -> Iterator[Break]:
    previous, state = GENESIS, BULLETIN.initial
    for place, event in enumerate(events, start=1):
        where = f"{record_name(period)}#{event.seq}"
        if (event.seq, event.previous_hash, event.source) != (place, previous, state):
            yield Break(where, "与上一事件不相接：其间有事件缺失或被替换。")
        if _link(period, event).hash != event.hash:
            yield Break(where, "内容与其哈希不符：该事件被改动。")
        row = BULLETIN.row(event.verb, event.source)
        if row is None or event.target != (row.target or event.source):
            yield Break(where, f"流程表没有从{event.source}经{event.verb}到{event.target}的行。")
        previous, state = event.hash, event.target


def _link(period: str, event: BulletinEvent) -> Link:
    return Link(
        case_no=record_name(period),
        seq=event.seq,
        at=event.at,
        verb=event.verb.value,
        source=event.source.value,
        target=event.target.value,
        actor_id=event.actor_id,
        payload=event.payload,
        previous_hash=event.previous_hash,
        algorithm=Algorithm(event.algorithm),
    )


def _content(bulletin: Bulletin, events: list[BulletinEvent]) -> Iterator[Break]:
    """What stands in the bulletin is what its last event vouched for."""
    where = record_name(bulletin.period)
    if not events:
        yield Break(where, "没有办理记录。")
        return
    last = events[-1]
    said, algorithm = json.loads(last.payload), Algorithm(last.algorithm)
    parts = {"facts": bulletin.facts, "errata": bulletin.errata, "prose": bulletin.prose}
    if bulletin.letterhead is not None:
        parts["letterhead"] = bulletin.letterhead
    for name, text in parts.items():
        if said.get(name) != digest(algorithm, text.encode()):
            yield Break(where, f"{name}与最后一次办理时的哈希不符：内容被改动。")
    if last.target != bulletin.state:
        yield Break(where, f"状态应为{last.target}，实为{bulletin.state}。")
    if bulletin.state is BulletinState.ISSUED and said.get("number") != bulletin.number:
        yield Break(where, "发文字号与签发记录不符。")


def _prints(session: Session, bulletin: Bulletin, events: list[BulletinEvent]) -> Iterator[Break]:
    said = json.loads(events[-1].payload).get("prints", {}) if events else {}
    query = select(BulletinPrint).where(BulletinPrint.bulletin_id == bulletin.id)
    kept = {one.edition.value: one for one in session.scalars(query)}
    for edition in sorted(said.keys() | kept.keys()):
        where = f"{record_name(bulletin.period)}/{edition}"
        found = kept.get(edition)
        if found is None or digest(Algorithm(found.algorithm), found.body) != said.get(edition):
            yield Break(where, "印发的文件与签发时的哈希不符：文件被改动或缺失。")


def _numbers(session: Session) -> Iterator[Break]:
    """Within a year the numbers run from one without a gap."""
    given = select(Bulletin.year, Bulletin.number).where(Bulletin.number.is_not(None))
    for year, rows in groupby(
        session.execute(given.order_by(Bulletin.year, Bulletin.number)), key=lambda r: r[0]
    ):
        numbers = [number for _, number in rows]
        if numbers != list(range(1, len(numbers) + 1)):
            yield Break(f"{year}", f"当年的发文字号不连续：{numbers}。")
