"""Rules before a bulletin goes out: counted in full, agreeing with itself, read by a second person, fit to publish."""

from workflow.guards.basis import guard
from workflow.issuing import BulletinFacts
from workflow.roles import Actor

__all__ = [
    "another_person_checks",
    "figures_still_hold",
    "period_is_over",
    "public_edition_is_clean",
    "text_is_fit",
    "totals_agree",
]


@guard("period-runs", "通报期已经结束")
def period_is_over(facts: BulletinFacts, actor: Actor) -> str | None:
    """A bulletin tells of a period that is over; before that, the draft of figures can be looked at."""
    if facts.period_over:
        return None
    return f"{facts.period}还没有结束，数据不完整。请在期满次日以后起草。"


@guard("drafter-checks", "起草、修改的人不核稿")
def another_person_checks(facts: BulletinFacts, actor: Actor) -> str | None:
    """Two people: whoever drafted the bulletin, counted it anew or changed a word of it does not check it."""
    if actor.officer_id not in facts.authors:
        return None
    return "您起草或修改过本期通报，不能自己核稿。请由另一人核稿。"


@guard("totals-disagree", "各项合计相符")
def totals_agree(facts: BulletinFacts, actor: Actor) -> str | None:
    """Totals cross-foot, or it is said which do not."""
    if not facts.discrepancies:
        return None
    return f"数据不符：{''.join(facts.discrepancies)}请重新统计；仍不符的，请联系系统管理员核对。"


@guard("figures-moved", "统计后登记没有变动")
def figures_still_hold(facts: BulletinFacts, actor: Actor) -> str | None:
    """What was corrected in the register since the count goes into this bulletin, not into the next one's errata."""
    if not facts.moved:
        return None
    return f"统计以后登记有更正：{''.join(facts.moved)}请重新统计后再核稿、签发。"


@guard("text-unfit", "改稿没有改动数字，没有个人信息")
def text_is_fit(facts: BulletinFacts, actor: Actor) -> str | None:
    """The office words the sentences; the numbers in them are counted, and no identity stands in them."""
    if not facts.text_faults:
        return None
    return f"{''.join(facts.text_faults)}请改正后再保存。"


@guard("internal-in-public", "公开版没有内部内容")
def public_edition_is_clean(facts: BulletinFacts, actor: Actor) -> str | None:
    """The public edition names no enterprise that is not publishable, no leader, no case number, no identity."""
    if not facts.leaks:
        return None
    return f"公开版中有不得公开的内容：{''.join(facts.leaks)}请修改文字后再办理。"
