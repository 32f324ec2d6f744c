"""Who acts. A role is what an officer was given; an owner's role comes from the case itself."""

from dataclasses import dataclass

from workflow.vocabulary import Labelled


class Role(Labelled):
    """The offices of a bureau (domain handbook §0.2)."""

    OPERATOR = "operator", "热线受理员"
    PETITION_OFFICER = "petition_officer", "信访科经办"
    PETITION_HEAD = "petition_head", "信访科负责人"
    DEPUTY_BUSINESS = "deputy_business", "分管业务负责人"
    DEPUTY_PETITIONS = "deputy_petitions", "分管信访负责人"
    BUREAU_HEAD = "bureau_head", "局主要负责人"
    LEADER = "leader", "局领导"
    OWNER_CITY = "owner_city", "市局包案领导"
    OWNER_SUB = "owner_sub", "分局包案领导"
    HANDLER = "handler", "承办人"
    UNIT_HEAD = "unit_head", "承办单位负责人"
    SUPERVISOR = "supervisor", "督查督办员"
    DISCIPLINE = "discipline", "纪检"
    STATISTICIAN = "statistician", "统计通报员"
    ARCHIVIST = "archivist", "档案员"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDITOR = "auditor", "审计管理员"
    SYSTEM = "system", "系统"


BY_CASE: frozenset[Role] = frozenset({Role.OWNER_CITY, Role.OWNER_SUB})
"""Nobody is given these: they follow from the ownership of the case at hand."""

OF_THE_UNIT: frozenset[Role] = frozenset({Role.HANDLER, Role.UNIT_HEAD})
"""These act only on the cases of their own unit."""


@dataclass(frozen=True, slots=True)
class Actor:
    """One person, or the system itself, about to act."""

    officer_id: int
    name: str
    roles: frozenset[Role]
    unit_id: int | None = None
