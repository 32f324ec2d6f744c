"""All that a guard may know about a bulletin (通报), as one frozen value; the counterpart of ``Facts`` for a case.

What the figures and the text are worth is found out where they are counted and composed, and told here in sentences.
"""

from dataclasses import dataclass, replace

from workflow.roles import BY_CASE, OF_THE_UNIT, Actor, Role


@dataclass(frozen=True, slots=True)
class BulletinFacts:
    """A bulletin as its guards see it at one instant."""

    period: str
    """In the words of the office: 2026年10月."""
    period_over: bool = True
    rule_set: str = "RS-3"
    """A bulletin is a paper of today: what it cites is the law in force."""
    authors: frozenset[int] = frozenset()
    """Whoever drafted it, counted it anew or changed its text."""
    discrepancies: tuple[str, ...] = ()
    """Totals that do not cross-foot."""
    moved: tuple[str, ...] = ()
    """Figures that the register no longer bears out."""
    text_faults: tuple[str, ...] = ()
    """What is wrong with what was typed: a changed number, a telephone number."""
    leaks: tuple[str, ...] = ()
    """What stands in the public edition and must not."""

    def roles_of(self, actor: Actor) -> frozenset[Role]:
        """A bulletin belongs to the bureau: what an officer is at a unit or for a case gives no right here."""
        return actor.roles - BY_CASE - OF_THE_UNIT

    def by(self, authors: frozenset[int]) -> "BulletinFacts":
        """The same with its authors."""
        return replace(self, authors=authors)
