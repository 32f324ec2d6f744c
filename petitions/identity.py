"""Who stands behind a case: masked for everybody, in the clear for few, and every look on record.

Nothing of it goes into a log, an address, a title or a file name (《信访工作条例》第三十条; 《生态环境信访工作办法》
第二十三条、第二十四条).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from petitions.desk import Desk
from petitions.models import Case, CaseEvent, IdentityLook, Petitioner
from petitions.vault import Vault
from petitions.visibility import may_reveal
from workflow.facts import Facts
from workflow.roles import OF_THE_UNIT, Role
from workflow.vocabulary import Track

SHORTEST_REASON = 4
HIDDEN = "已隐藏"

PETITIONERS = select(Petitioner).where(Petitioner.case_id == bindparam("case_id")).order_by(Petitioner.id)
REGISTRANT = select(CaseEvent.actor_id).where(CaseEvent.case_id == bindparam("case_id"), CaseEvent.seq == 1)


class IdentityRefused(Exception):  # noqa: N818 - an answer, not an accident
    """This actor may not look, or has not said why; the sentence says what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code)
        self.code, self.sentence = code, sentence


@dataclass(frozen=True, slots=True)
class PersonShown:
    """A petitioner as a page may show it: masked or in the clear."""

    name: str
    phone: str
    address: str
    id_number: str
    representative_no: int | None = None


def mask_name(name: str) -> str:
    """The family name and two stars, whatever the length: 刘**."""
    return f"{name[0]}**" if name else ""


def mask_phone(phone: str) -> str:
    """The first three and the last four digits of a number that is long enough; else nothing of it."""
    digits = "".join(sign for sign in phone if sign.isdigit())
    if not digits:
        return ""
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) >= 11 else "****"


def masked(vault: Vault, row: Petitioner) -> PersonShown:
    """The petitioner as everybody sees it."""
    return PersonShown(
        name=mask_name(vault.unseal(row.name)),
        phone=mask_phone(vault.unseal(row.phone)),
        address=HIDDEN if row.address else "",
        id_number=HIDDEN if row.id_number else "",
        representative_no=row.representative_no,
    )


def masked_petitioners(session: Session, vault: Vault, case_id: int) -> tuple[PersonShown, ...]:
    """Everybody behind a case, masked; the principal first."""
    return tuple(masked(vault, row) for row in _rows(session, case_id))


def _rows(session: Session, case_id: int) -> Sequence[Petitioner]:
    return session.scalars(PETITIONERS, {"case_id": case_id}).all()


def why_not(desk: Desk, case: Case, facts: Facts) -> IdentityRefused | None:
    """Why the actor may not see the identities behind this case; nothing where it may.

    An accusation is for discipline and for who registered it; an operator sees what he registered himself; of the
    units the one in the lead sees it, not those that assist (handbook §13.4, §12.2).
    """
    registered_it = desk.session.scalar(REGISTRANT, {"case_id": case.id}) == desk.actor.officer_id
    roles = facts.roles_of(desk.actor)
    if case.track is Track.D:
        if Role.DISCIPLINE in roles or registered_it:
            return None
        return IdentityRefused(
            "identity-sealed", "检举控告人的身份只有纪检和登记人可以查看。请联系纪检部门。"
        )
    if desk.actor.unit_id != facts.lead_unit:
        roles -= OF_THE_UNIT
    if not registered_it:
        roles -= {Role.OPERATOR}
    if may_reveal(desk.actor, roles):
        return None
    return IdentityRefused(
        "identity-not-yours", "您的岗位不能查看本件信访人身份。确有需要的，请提请承办人或者信访科查看。"
    )


def reveal(desk: Desk, case: Case, reason: str) -> tuple[PersonShown, ...]:
    """The identities in the clear, for who may see them and says why; the look is written down with its reason.

    ``NotFound`` where the actor may not even see the case.
    """
    if (refused := why_not(desk, case, desk.facts(case))) is not None:
        raise refused
    said = reason.strip()
    if len(said) < SHORTEST_REASON:
        raise IdentityRefused(
            "identity-reason", f"请写明查看原因（至少{SHORTEST_REASON}个字），例如“电话回访核实情况”。"
        )
    desk.session.execute(
        insert(IdentityLook),
        {"case_id": case.id, "officer_id": desk.actor.officer_id, "at": desk.now, "reason": said[:200]},
    )
    return tuple(_clear(desk.office.vault, row) for row in _rows(desk.session, case.id))


def _clear(vault: Vault, row: Petitioner) -> PersonShown:
    return PersonShown(
        name=vault.unseal(row.name),
        phone=vault.unseal(row.phone),
        address=vault.unseal(row.address),
        id_number=vault.unseal(row.id_number),
        representative_no=row.representative_no,
    )
