"""What a repeat is, and what follows from it (domain handbook §9).

同人同事 is one thing, 不同人同事 another, and 同地他事 a third. Nothing is merged here: the relation is proposed
with the sentence that tells the officer what it would mean, and the officer decides.
"""

import re
from dataclasses import dataclass

from petitions.repeats.parts import PartName
from petitions.repeats.score import Score
from petitions.repeats.subject import Profile, Standing
from workflow.vocabulary import Relation

_NEWS = re.compile(
    r"反弹|死灰复燃|变本加厉|复工|复产|又开始|又在|再次出现|重新开|偷偷开|换了地方|新增|新开|卷土重来|更加严重|更严重了"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A proposed relation, and which new facts speak for it where that matters."""

    relation: Relation
    news: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What the officer is told."""
        listed = f"（{'、'.join(self.news)}）" if self.news else ""
        return self.relation.consequence.replace("新的情况。应", f"新的情况{listed}。应")


def relate(new: Profile, old: Profile, score: Score) -> Finding | None:
    """The relation that the score and the earlier case's standing speak for; ``None`` for strangers."""
    if score.alike:
        if score.part(PartName.CALLER).value <= 0:
            return Finding(Relation.ASSOCIATED)
        if old.subject.standing is Standing.OPEN:
            return Finding(Relation.SAME_OPEN)
        found = news(new, old)
        return Finding(Relation.SAME_NEW_FACTS if found else Relation.SAME_NO_NEWS, found)
    linked = score.part(PartName.PLACE).value > 0 or score.part(PartName.ENTERPRISE).value > 0
    return Finding(Relation.HISTORY) if linked else None


def news(new: Profile, old: Profile) -> tuple[str, ...]:
    """New facts, as far as words show them: troubles not told before, and words of a nuisance come back."""
    fresh = sorted(new.troubles - old.troubles)
    told = dict.fromkeys(_NEWS.findall(new.folded))
    return (*fresh, *(word for word in told if word not in old.folded))
