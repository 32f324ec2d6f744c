"""One demonstration complaint: what the office gets to see, and its hidden fate."""

from dataclasses import dataclass
from datetime import datetime

from petitions.demo.fate import Fate
from petitions.demo.people import Resident
from workflow.vocabulary import Channel, Industry, PollutionSubtype, PollutionType, Track

Touches = tuple[tuple[PollutionType, PollutionSubtype | None], ...]


@dataclass(frozen=True, slots=True)
class DemoPetitioner:
    """The petitioner as the register holds it; ``resident`` is the person behind it, for retellings."""

    name: str | None
    phone: str | None
    address: str | None
    anonymous: bool
    consent: bool
    resident: Resident

    @property
    def reachable(self) -> bool:
        """Whether a reply can reach them."""
        return bool(self.phone or self.address)


@dataclass(frozen=True, slots=True)
class DemoComplaint:
    """One complaint as it comes in, and, hidden in ``fate``, what becomes of it.

    ``serial`` numbers the complaints of a timeline from 1; ``earlier`` is the serial of the one it retells.
    ``source`` is the code of the enterprise or place it comes from, ``enterprise`` of the one that answers.
    """

    received_at: datetime
    channel: Channel
    origin_no: str | None
    title: str
    text: str
    claim: str
    occurred: str
    occurred_at: datetime
    matter: str
    track: Track
    touches: Touches
    industry: Industry
    place: str
    district: str
    grid: str
    respondent: str
    source: str | None
    enterprise: str | None
    petitioner: DemoPetitioner
    written_reply_asked: bool
    people: int
    fate: Fate
    details: tuple[int, ...] = ()
    serial: int = 0
    earlier: int | None = None

    @property
    def primary_type(self) -> PollutionType:
        """The primary pollution type: the first one."""
        return self.touches[0][0]

    @property
    def by_type(self) -> dict[PollutionType, PollutionSubtype | None]:
        """Each type once, primary first, with the first sub-type named of it."""
        found: dict[PollutionType, PollutionSubtype | None] = {}
        for type_, subtype in self.touches:
            found.setdefault(type_, subtype)
        return found

    @property
    def contact_known(self) -> bool:
        """Whether a reply can reach the petitioner."""
        return self.petitioner.reachable
