"""Rules of 转办 and 督查: owners and plans, findings, the double review, the extension, the hand-over of crimes."""

from workflow.facts import Facts, ReviewKind
from workflow.guards.basis import (
    CRIMINAL_REFERRAL,
    DUAL_OWNERSHIP,
    HOUSE_RULE,
    OLD_REGULATIONS,
    Guard,
    guard,
    measures,
    regulations,
)
from workflow.roles import Actor, Role
from workflow.terms import Term
from workflow.vocabulary import Flag, Level


@guard("owners-missing", "双包案领导到位", DUAL_OWNERSHIP, regulations("第十八条"), needs_owner=True)
def both_owners_are_named(facts: Facts, actor: Actor) -> str | None:
    """A flagged case goes to the unit, for the first time or again, only with its two owners of two levels."""
    if not facts.dual_required:
        return None
    missing = [level.label for level in Level if level not in facts.owners]
    if not missing:
        return None
    return f"不能交承办单位办理：双包案领导未到位，缺{'、'.join(missing)}包案领导。请先指定包案领导。"


@guard("items-undecided", "每项诉求均有结论")
def every_claim_item_is_decided(facts: Facts, actor: Actor) -> str | None:
    """Every point is answered one by one: true, partly true or untrue, with its evidence."""
    if facts.claim_items == 0:
        return "尚未登记调查结论。请逐项登记属实、部分属实或不属实。"
    if facts.undecided_items:
        return f"还有{facts.undecided_items}项诉求没有结论。请逐项登记后再提交。"
    return None


@guard("nothing-to-dispose", "有属实事项需要处理")
def something_was_borne_out(facts: Facts, actor: Actor) -> str | None:
    """Disposal follows only from something found true."""
    return None if facts.borne_out_items else "各项均不属实，没有需要处理的事项。请直接提交审核。"


@guard("dispose-first", "属实事项先处理再提交")
def nothing_was_borne_out(facts: Facts, actor: Actor) -> str | None:
    """What was found true is dealt with before the report goes up."""
    return "有属实或部分属实的事项。请先转入处理整改，再提交审核。" if facts.borne_out_items else None


@guard("plan-unsigned", "一案一策由双包案领导签署", HOUSE_RULE, needs_owner=True)
def plan_is_signed_by_both(facts: Facts, actor: Actor) -> str | None:
    """A key or repeat case goes to review only under a plan that both owners signed."""
    if not facts.plan_required:
        return None
    if facts.plan_version == 0:
        return "本件须有一案一策。请先制定，再由市局、分局包案领导签署。"
    missing = [level.label for level in Level if level not in facts.plan_signed]
    return f"一案一策还缺{'、'.join(missing)}包案领导签署。请先提请签署。" if missing else None


@guard("no-plan", "一案一策已制定")
def a_plan_was_drawn(facts: Facts, actor: Actor) -> str | None:
    """There must be a plan to sign."""
    return None if facts.plan_version else "尚未制定一案一策。请先制定。"


@guard("plan-of-incident", "一案一策在制定它的案件上签署", HOUSE_RULE)
def the_plan_is_its_own(facts: Facts, actor: Actor) -> str | None:
    """The plan of an incident is signed by the owners of the case for which it was drawn, and holds for all."""
    if facts.plan_of is None:
        return None
    return (
        "本件按同源事件的一案一策办理，在制定方案的那一件上签署。本件须另行办理的，请先为本件制定一案一策。"
    )


def not_passed_yet(kind: ReviewKind) -> Guard:
    """Each of the two reviews is given once a round."""

    @guard(f"{kind.value}-passed", f"{kind.label}尚未作出")
    def check(facts: Facts, actor: Actor) -> str | None:
        return f"{kind.label}已经通过，无需重复。" if kind in facts.reviews else None

    return check


@guard("reviewer-investigated", "审核人未参与调查")
def reviewer_did_not_investigate(facts: Facts, actor: Actor) -> str | None:
    """Who investigated does not review."""
    return (
        "您参与了本件调查，不能审核。请由未参与调查的负责人审核。"
        if actor.officer_id in facts.investigators
        else None
    )


@guard("one-reviewer-twice", "两项审核由两人作出")
def the_other_review_is_not_mine(facts: Facts, actor: Actor) -> str | None:
    """Double review means two people."""
    if actor.officer_id in facts.reviews.values():
        return "您已作出另一项审核。双审核须由两人分别作出，请由另一位负责人审核。"
    return None


@guard("review-missing", "双审核均已通过")
def both_reviews_passed(facts: Facts, actor: Actor) -> str | None:
    """Substance by the business deputy, procedure by the petition deputy."""
    missing = [kind.label for kind in ReviewKind if kind not in facts.reviews]
    return f"不能签发：{'、'.join(missing)}尚未通过。请先完成双审核。" if missing else None


@guard("key-needs-bureau-head", "重点件由主要负责人签发")
def key_case_is_signed_by_the_head(facts: Facts, actor: Actor) -> str | None:
    """A key case's reply goes out over the bureau head's signature."""
    if Flag.KEY not in facts.flags or Role.BUREAU_HEAD in actor.roles:
        return None
    return "重点件须由局主要负责人签发。请提请主要负责人。"


@guard("reply-incomplete", "答复要素齐全")
def reply_passes_the_checklist(facts: Facts, actor: Actor) -> str | None:
    """The reply names the unit in full, answers each point, tells what was found, done and what remedy there is."""
    return f"答复还缺{'、'.join(facts.reply_gaps)}。请退回补充。" if facts.reply_gaps else None


@guard(
    "extension-unlawful",
    "该路径可以延期",
    OLD_REGULATIONS,
    regulations("第三十四条"),
    measures("第二十七条、第二十九条"),
)
def extension_is_lawful(facts: Facts, actor: Actor) -> str | None:
    """Since 2025 only track B may be extended; before, hotline items too."""
    return None if facts.extension_lawful else "该路径依法不能延期。请在期限内答复，后续情况另行告知。"


@guard("already-extended", "未延期过")
def was_not_extended(facts: Facts, actor: Actor) -> str | None:
    """Once only."""
    return "本件已延期一次，不能再次延期。请在期限内答复。" if facts.extended else None


@guard("no-handling-limit", "办理时限正在计算")
def handling_limit_is_running(facts: Facts, actor: Actor) -> str | None:
    """Only the handling limit itself is extended; that of a re-handling was set by the petition office."""
    if facts.handling_due is not None:
        return None
    return "本件没有正在计算的办理时限。重办、重新作出处理的期限不适用延期，请在该期限内答复。"


@guard("limit-passed", "期限届满前提出")
def limit_has_not_passed(facts: Facts, actor: Actor) -> str | None:
    """An extension is asked for and granted before the limit, never after it."""
    if facts.handling_due is None or facts.now <= facts.handling_due:
        return None
    return f"办理期限已于{facts.handling_due:%Y-%m-%d}届满，不能再延期。请尽快答复。"


@guard("extension-not-asked", "承办人已申请延期")
def extension_was_asked(facts: Facts, actor: Actor) -> str | None:
    """The handler asks, the head approves."""
    return None if facts.extension_asked else "承办人没有申请延期。请由承办人先提出申请。"


@guard("extension-pending", "没有待批的延期申请")
def no_extension_is_pending(facts: Facts, actor: Actor) -> str | None:
    """One request at a time."""
    return "已有待批的延期申请。请等待批准。" if facts.extension_asked else None


@guard("referral-open", "没有未了的涉嫌犯罪移送")
def no_referral_is_open(facts: Facts, actor: Actor) -> str | None:
    """One suspected crime at a time; and the file stays out of the archive until the police has it or never will."""
    if not facts.running & {Term.CRIMINAL_DECIDE, Term.CRIMINAL_HANDOVER}:
        return None
    return "涉嫌犯罪的报告尚待决定或者移交。请先由主要负责人决定，或登记移交公安。"


@guard("crime-unreported", "已报告涉嫌犯罪", CRIMINAL_REFERRAL)
def a_crime_was_reported(facts: Facts, actor: Actor) -> str | None:
    """The head decides on the written report of the officers who verified."""
    if Term.CRIMINAL_DECIDE in facts.running:
        return None
    return "没有待决定的涉嫌犯罪报告。请由承办单位先核实并书面报告。"


@guard("referral-undecided", "已决定移送公安", CRIMINAL_REFERRAL)
def a_referral_was_decided(facts: Facts, actor: Actor) -> str | None:
    """Only what the head decided to refer is handed over."""
    if Term.CRIMINAL_HANDOVER in facts.running:
        return None
    return "没有待移交的涉嫌犯罪案件。请先由主要负责人决定移送。"
