"""What an intake form says of a case and of the people behind it; and how both are stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from petitions.db import rows_into
from petitions.models import Case, CaseAccused, CaseType, Petitioner
from petitions.registration import title_of
from petitions.repeats import normalise
from petitions.vault import Vault
from workflow.vocabulary import Channel, Flag, Industry, PollutionSubtype, PollutionType

COLLECTIVE_PEOPLE = 5
"""A visit of five or more people on one matter is a collective visit."""

FLAG_OF_CHANNEL: Mapping[Channel, Flag] = {
    Channel.SUPERIOR: Flag.SUPERIOR,
    Channel.INSPECTION_CENTRAL: Flag.INSPECTION,
    Channel.INSPECTION_PROV: Flag.INSPECTION,
    Channel.LEADER_NOTE: Flag.LEADER_NOTE,
    Channel.MEDIA: Flag.OPINION,
}
"""Overlays that a case carries by the way it came in."""


@dataclass(frozen=True, slots=True)
class TypeChoice:
    """One pollution type of the case and, where known, its sub-type."""

    type: PollutionType
    subtype: PollutionSubtype | None = None

    def __post_init__(self) -> None:
        if self.subtype is not None and self.subtype.type is not self.type:
            raise ValueError(f"{self.subtype.label}不是{self.type.label}的子类。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A petitioner as the form has it, in the clear. It goes nowhere but into the vault."""

    name: str = ""
    phone: str = ""
    address: str = ""
    id_number: str = ""
    representative: bool = False

    @property
    def reachable(self) -> bool:
        """Whether the office could answer this person."""
        return bool(self.phone.strip() or self.address.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """The register entry: the call record of the hotline rule and what the office adds to it."""

    channel: Channel
    received_at: datetime
    content: str = ""
    title: str = ""
    claim: str = ""
    occurred: str = ""
    place: str = ""
    district_id: int | None = None
    grid_id: int | None = None
    respondent: str = ""
    enterprise_id: int | None = None
    types: tuple[TypeChoice, ...] = ()
    """The first is the primary one."""
    industry: Industry | None = None
    people: int = 1
    petitioners: tuple[Person, ...] = ()
    anonymous: bool = False
    consent_to_disclose: bool = False
    written_reply_asked: bool = False
    emergency: bool = False
    accused: tuple[int, ...] = ()
    """Officers who are themselves complained of."""
    origin_no: str | None = None
    source_key: str | None = None

    @property
    def columns(self) -> dict[str, object]:
        """The columns of ``Case`` that this entry fills."""
        return {
            "title": self.title.strip() or title_of(self.content),
            "content": self.content.strip(),
            "claim": self.claim.strip(),
            "occurred": self.occurred.strip(),
            "place": self.place.strip(),
            "district_id": self.district_id,
            "grid_id": self.grid_id,
            "respondent": self.respondent.strip(),
            "enterprise_id": self.enterprise_id,
            "primary_type": self.types[0].type if self.types else None,
            "industry": self.industry,
            "people": max(self.people, 1),
            "anonymous": self.anonymous,
            "contact_known": any(person.reachable for person in self.petitioners),
            "consent_to_disclose": self.consent_to_disclose,
            "written_reply_asked": self.written_reply_asked,
            "origin_no": self.origin_no,
            "source_key": self.source_key,
        }

    @property
    def flags(self) -> dict[Flag, str]:
        """Overlays that the entry itself raises, with their reasons."""
        raised: dict[Flag, str] = {}
        if (flag := FLAG_OF_CHANNEL.get(self.channel)) is not None:
            raised[flag] = f"来源渠道：{self.channel.label}"
        if self.channel is Channel.VISIT and self.people >= COLLECTIVE_PEOPLE:
            raised[Flag.COLLECTIVE] = f"来访{self.people}人"
        return raised


def write_types(session: Session, case: Case, types: tuple[TypeChoice, ...], *, new: bool) -> None:
    """Store the pollution types of a case; the first is its primary one, which a ``new`` case has from its entry."""
    if not new:
        case.primary_type = types[0].type if types else None
        session.execute(delete(CaseType).where(CaseType.case_id == case.id))
    rows = {choice.type: choice.subtype for choice in reversed(types)}
    if rows:
        values = [{"case_id": case.id, "type": type_, "subtype": subtype} for type_, subtype in rows.items()]
        session.execute(rows_into(CaseType), values)


def write_accused(session: Session, case: Case, accused: tuple[int, ...]) -> None:
    """Store the officers complained of."""
    if accused:
        values = [{"case_id": case.id, "officer_id": officer} for officer in dict.fromkeys(accused)]
        session.execute(rows_into(CaseAccused), values)


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """The keyed hashes by which a case's petitioners are recognised elsewhere."""

    phones: frozenset[str]
    names: frozenset[str]


def fingerprints(people: tuple[Person, ...], vault: Vault) -> Fingerprints:
    """The hashes of people who are not stored yet."""
    return _fingerprints([_sealed(0, person, vault) for person in people])


def _fingerprints(rows: list[dict[str, object]]) -> Fingerprints:
    return Fingerprints(
        frozenset(str(row["phone_hash"]) for row in rows if row["phone_hash"]),
        frozenset(str(row["name_hash"]) for row in rows if row["name_hash"]),
    )


def write_people(session: Session, case: Case, people: tuple[Person, ...], vault: Vault) -> Fingerprints:
    """Put the petitioners' identities into the vault; returns the hashes that they are matched by."""
    rows = [_sealed(case.id, person, vault) for person in people]
    representatives = 0
    for row, person in zip(rows, people, strict=True):
        if person.representative:
            representatives += 1
            row["representative_no"] = representatives
    if rows:
        session.execute(rows_into(Petitioner), rows)
    return _fingerprints(rows)


def _sealed(case_id: int, person: Person, vault: Vault) -> dict[str, object]:
    phone = person.phone.strip()
    return {
        "case_id": case_id,
        "representative_no": None,
        "name": vault.seal(person.name.strip()),
        "phone": vault.seal(phone),
        "address": vault.seal(person.address.strip()),
        "id_number": vault.seal(person.id_number.strip()),
        "phone_hash": vault.fingerprint(normalise.phone(phone) or ""),
        "name_hash": vault.fingerprint(normalise.person(person.name)),
    }
