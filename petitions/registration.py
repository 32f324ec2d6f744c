"""What a register entry must hold before it is one (the call record of the 12369 hotline rule, Art. 8)."""

from petitions.models import Case

LONGEST_TITLE = 40
LEDGER_KEY = "台账/"
"""How the source key of a case begins that was entered from an old register; its number there follows."""


def registration_gaps(case: Case) -> tuple[str, ...]:
    """Chinese names of the particulars that are missing; empty when the case may be registered."""
    required = (
        (case.content.strip(), "反映内容"),
        (case.respondent.strip() or case.place.strip(), "被反映单位或事发地点"),
        (case.claim.strip(), "诉求目的"),
        (case.primary_type, "污染类型"),
        (case.anonymous or case.contact_known, "信访人联系方式（或注明匿名）"),
    )
    return tuple(name for value, name in required if not value)


def title_of(content: str) -> str:
    """A title from the first clause of the content, for entries that came without one."""
    first = content.strip().replace("\n", "，")
    for mark in "。！？；!?;":
        first = first.split(mark, 1)[0]
    return first if len(first) <= LONGEST_TITLE else first[: LONGEST_TITLE - 1] + "…"
