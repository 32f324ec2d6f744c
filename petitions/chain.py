"""Hashes of the record: each event over the one before it in its case, each day over its events, each seal over the last.

All of it is pure, so that an exported record can be verified without the database.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from cryptography.hazmat.primitives import hashes

from workflow.facts import Leader


class Algorithm(StrEnum):
    """SM3 (GB/T 32905-2016) by default; SHA-256 by setting."""

    SM3 = "sm3"
    SHA256 = "sha256"


_PRIMITIVE: Mapping[Algorithm, type[hashes.HashAlgorithm]] = {
    Algorithm.SM3: hashes.SM3,
    Algorithm.SHA256: hashes.SHA256,
}

GENESIS = "0" * 64


def digest(algorithm: Algorithm, data: bytes) -> str:
    """The hexadecimal digest of ``data``."""
    hasher = hashes.Hash(_PRIMITIVE[algorithm]())
    hasher.update(data)
    return hasher.finalize().hex()


def canonical(value: object) -> str:
    """JSON with one spelling: sorted keys, no spaces, Chinese as itself. What is hashed is what is stored."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Leader):
        return value.officer_id
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"no canonical form for {type(value).__name__}")


def instant_text(at: datetime) -> str:
    """A moment in UTC with microseconds, always of the same length."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@dataclass(frozen=True, slots=True)
class Link:
    """One event as it is hashed. ``payload`` is canonical JSON text."""

    case_no: str
    seq: int
    at: datetime
    verb: str
    source: str
    target: str
    actor_id: int
    payload: str
    previous_hash: str
    algorithm: Algorithm

    @property
    def hash(self) -> str:
        """The digest over every field and the hash of the event before."""
        fields = (
            self.previous_hash,
            self.case_no,
            str(self.seq),
            instant_text(self.at),
            self.verb,
            self.source,
            self.target,
            str(self.actor_id),
            self.payload,
        )
        return digest(self.algorithm, "\n".join(fields).encode())


def merkle_root(algorithm: Algorithm, leaves: Sequence[str]) -> str:
    """The Merkle root over hexadecimal leaves in their order; an odd one is carried up unchanged.

    Leaves and inner nodes are hashed under different prefixes, so that one cannot pass for the other.
    """
    if not leaves:
        return GENESIS
    level = [digest(algorithm, b"leaf:" + leaf.encode()) for leaf in leaves]
    while len(level) > 1:
        level = [
            digest(algorithm, b"node:" + (level[i] + level[i + 1]).encode())
            if i + 1 < len(level)
            else level[i]
            for i in range(0, len(level), 2)
        ]
    return level[0]


def seal_hash(algorithm: Algorithm, day: date, events: int, root: str, previous_hash: str) -> str:
    """The hash of a day's seal, chained to the seal before."""
    return digest(algorithm, f"{previous_hash}\n{day.isoformat()}\n{events}\n{root}".encode())


def leaf(case_no: str, seq: int, event_hash: str) -> str:
    """What the day's tree holds of one event."""
    return f"{case_no}:{seq}:{event_hash}"


def leaves_in_order(events: Iterable[tuple[str, int, str]]) -> list[str]:
    """Leaves of ``(case_no, seq, hash)``, ordered by case number and sequence."""
    return [leaf(*event) for event in sorted(events)]
