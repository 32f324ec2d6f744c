"""Enter a matter from an old register: a case of its own time, in which nothing was done in this system."""

from dataclasses import dataclass

from petitions.chain import canonical, digest
from petitions.desk import Desk
from petitions.links import decide_link
from petitions.models import Case
from petitions.overlays import raise_flags
from petitions.particulars import Particulars, write_people, write_types
from petitions.repeats import index
from petitions.suspects import words_of
from workflow.verbs import Verb
from workflow.vocabulary import Flag, Relation, Track, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRegister:
    """A row of the register: the entry, the track it counts as, and the earlier case that it repeats."""

    particulars: Particulars
    source: str
    entered_at: str
    track: Track = Track.A
    """A ledger of pollution complaints (履职类) tells no track, and its handling limit hangs on one."""
    ended: bool = False
    """Whether the register tells the end of it; overlays are raised on what is still to be handled."""
    earlier: int | None = None
    relation: Relation = Relation.SAME_OPEN


def history_register(cmd: HistoryRegister, desk: Desk) -> Case:
    """Enter the matter at the time of its receipt. Nobody is told, and no repeat is suggested: the register knows."""
    said = cmd.particulars
    flags = {} if cmd.ended else dict(said.flags)
    if cmd.earlier is not None and cmd.relation.repeats and not cmd.ended:
        flags[Flag.REPEAT] = cmd.source
    case = desk.admit(
        channel=said.channel,
        received_at=said.received_at,
        flags=frozenset(flags),
        track=cmd.track,
        **said.columns,
    )
    case.registered_at = desk.now
    case.dual_required = case.dual_required and not cmd.ended
    given: dict[str, object] = {
        "particulars": digest(desk.office.algorithm, canonical(said.columns).encode()),
        "source": cmd.source,
        "entered_at": cmd.entered_at,
    }
    if cmd.earlier is not None:
        given |= {"earlier": cmd.earlier, "relation": cmd.relation}
    with desk.first_move(case, Verb.HISTORY_REGISTER, given, frozenset(flags)) as move:
        write_people(desk.session, case, said.petitioners, desk.office.vault)
        write_types(desk.session, case, said.types, new=True)
        raise_flags(desk, case, flags)
        if cmd.earlier is not None:
            decide_link(desk, move, cmd.earlier, Verdict.CONFIRMED, cmd.source, cmd.relation)
        index.index_case(desk.session.connection(), case.id, words_of(case))
    return case
