"""Walk the record and name the first broken link. Pure: it reads the database's rows and an export alike."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from petitions.chain import GENESIS, Algorithm, Link, leaves_in_order, merkle_root, seal_hash
from workflow.states import INITIAL, State
from workflow.tables import COMPLAINT
from workflow.verbs import Verb


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as it was stored: what was hashed, the day it belongs to, and the hash it claims."""

    link: Link
    day: date
    hash: str


@dataclass(frozen=True, slots=True)
class Seal:
    """One day's seal as it was stored."""

    day: date
    events: int
    root: str
    previous_hash: str
    hash: str
    algorithm: Algorithm
    sealed_at: datetime


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the record does not hold: at which case and event, or at which day's seal."""

    where: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Walk:
    """What a walk over the record found."""

    events: int
    cases: int
    seals: int
    last_states: dict[str, State]
    broken: Break | None


def walk(entries: Iterable[Entry], seals: Iterable[Seal]) -> Walk:
    """Check every chain and every seal. ``entries`` come ordered by case and sequence, ``seals`` by day."""
    leaves: dict[date, list[tuple[str, int, str]]] = defaultdict(list)
    last: Entry | None = None
    count = 0
    states: dict[str, State] = {}
    for entry in entries:
        count += 1
        if (broken := _broken_link(entry, last)) is not None:
            return Walk(count, len(states), 0, states, broken)
        leaves[entry.day].append((entry.link.case_no, entry.link.seq, entry.hash))
        states[entry.link.case_no] = State(entry.link.target)
        last = entry
    sealed = 0
    previous = GENESIS
    for seal in seals:
        if (broken := _broken_seal(seal, previous, leaves.pop(seal.day, []))) is not None:
            return Walk(count, len(states), sealed, states, broken)
        previous = seal.hash
        sealed += 1
        last_day = seal.day
    if sealed and (early := [day for day in leaves if day < last_day]):
        sentence = f"{min(early)}有事件，却没有当日封存。"
        return Walk(count, len(states), sealed, states, Break(f"{min(early)}", sentence))
    return Walk(count, len(states), sealed, states, None)


def _broken_link(entry: Entry, last: Entry | None) -> Break | None:
    """Check one event against the one before it in its case, and against itself."""
    link = entry.link
    where = f"{link.case_no}#{link.seq}"
    same_case = last is not None and last.link.case_no == link.case_no
    expected_seq = last.link.seq + 1 if same_case and last is not None else 1
    expected_hash = last.hash if same_case and last is not None else GENESIS
    expected_source = last.link.target if same_case and last is not None else INITIAL.value
    if link.seq != expected_seq:
        return Break(where, f"事件序号应为{expected_seq}，实为{link.seq}：其间有事件缺失。")
    if link.previous_hash != expected_hash:
        return Break(where, "与上一事件的哈希不相接：上一事件被改动或替换。")
    if link.hash != entry.hash:
        return Break(where, "内容与其哈希不符：该事件被改动。")
    if link.source != expected_source:
        return Break(where, f"起始状态应为{expected_source}，实为{link.source}。")
    row = COMPLAINT.row(Verb(link.verb), State(link.source))
    if row is None or link.target != (row.target or State(link.source)).value:
        return Break(where, f"流程表没有从{link.source}经{link.verb}到{link.target}的行。")
    return None


def _broken_seal(seal: Seal, previous: str, events: list[tuple[str, int, str]]) -> Break | None:
    """Check one day's seal against the seal before it and the day's events."""
    where = f"{seal.day}"
    if seal.previous_hash != previous:
        return Break(where, "与上一日封存不相接：封存被改动或缺失。")
    if len(events) != seal.events:
        return Break(where, f"封存时有{seal.events}个事件，现有{len(events)}个。")
    if merkle_root(seal.algorithm, leaves_in_order(events)) != seal.root:
        return Break(where, "当日事件与封存的根哈希不符：有事件被改动或替换。")
    if seal_hash(seal.algorithm, seal.day, seal.events, seal.root, seal.previous_hash) != seal.hash:
        return Break(where, "封存内容与其哈希不符。")
    return None
