"""Who may see a case, and who may see whose name stands behind it."""

from sqlalchemy import ColumnElement, false, or_, select, true

from petitions.models import Case, CaseUnit, Ownership
from workflow.roles import OF_THE_UNIT, Actor, Role
from workflow.states import State
from workflow.vocabulary import Track

ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})
"""They run the system and see no cases."""

MAY_REVEAL = frozenset(
    {
        Role.OPERATOR,
        Role.PETITION_OFFICER,
        Role.PETITION_HEAD,
        Role.DEPUTY_PETITIONS,
        Role.DEPUTY_BUSINESS,
        Role.BUREAU_HEAD,
        Role.HANDLER,
        Role.UNIT_HEAD,
        Role.OWNER_CITY,
        Role.OWNER_SUB,
    }
)
"""Who may ask to see an identity, with a reason and on record. Statistics, supervision and grid may not."""


SEALED_IN = frozenset({State.DISCIPLINE, State.ARCHIVED})
_SEALED = (Case.track == Track.D) & Case.state.in_(SEALED_IN)


def sees_all(actor: Actor) -> bool:
    """City-level posts see every case that is not sealed; people of a unit see their unit's."""
    return bool(actor.roles - OF_THE_UNIT - ADMINISTRATORS - {Role.DISCIPLINE})


def visible_to(actor: Actor, *, undecided: bool = False) -> ColumnElement[bool]:
    """The cases that the actor may see, as a condition on ``Case``.

    An accusation that went to discipline is sealed: only discipline sees it from then on. No case is both sealed and
    undecided, so a query that keeps to the undecided ones says so and is spared the reading of each.
    """
    if Role.DISCIPLINE in actor.roles:
        return Case.track == Track.D
    if sees_all(actor):
        return true() if undecided else ~_SEALED | Case.track.is_(None)
    if not actor.roles & OF_THE_UNIT or actor.unit_id is None:
        return false()
    assisting = select(CaseUnit.case_id).where(CaseUnit.unit_id == actor.unit_id)
    owned = select(Ownership.case_id).where(
        Ownership.officer_id == actor.officer_id, Ownership.to_at.is_(None)
    )
    return or_(Case.unit_id == actor.unit_id, Case.id.in_(assisting), Case.id.in_(owned))


def may_see(case: Case, actor: Actor, units: frozenset[int], owners: frozenset[int]) -> bool:
    """The same rule for one loaded case with its lead and assisting units and its owners."""
    sealed = case.track is Track.D and case.state in SEALED_IN
    if Role.DISCIPLINE in actor.roles:
        return case.track is Track.D
    if sees_all(actor):
        return not sealed
    return bool(actor.roles & OF_THE_UNIT) and (actor.unit_id in units or actor.officer_id in owners)


def may_reveal(actor: Actor, roles_here: frozenset[Role]) -> bool:
    """Whether the actor's roles towards the case allow a look at the identity."""
    return bool(roles_here & MAY_REVEAL)
