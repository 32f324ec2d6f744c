"""Rules of 反馈: evaluation, striking off, reopening, the review ladder, withdrawal; and of 督办."""

from datetime import timedelta

from workflow.facts import Facts
from workflow.guards.basis import (
    DUAL_OWNERSHIP,
    OLD_REGULATIONS,
    guard,
    measures,
    regulations,
)
from workflow.roles import Actor
from workflow.vocabulary import Level, Satisfaction


@guard("already-rated", "尚未评价")
def is_not_rated_yet(facts: Facts, actor: Actor) -> str | None:
    """One reply, one evaluation."""
    return None if facts.rating is None else f"本次答复已评价为“{facts.rating.label}”，无需重复登记。"


@guard("not-dissatisfied", "评价为不满意")
def petitioner_is_dissatisfied(facts: Facts, actor: Actor) -> str | None:
    """An explanation is owed where the petitioner was not satisfied."""
    return None if facts.rating is Satisfaction.DISSATISFIED else "没有不满意评价，无需解释说明。"


@guard("evaluation-open", "评价已有结果或期满")
def evaluation_is_settled(facts: Facts, actor: Actor) -> str | None:
    """Closed after satisfaction, after the window, without contact, or dissatisfied with an explanation recorded."""
    if facts.rating is Satisfaction.DISSATISFIED:
        if facts.explained:
            return None
        return "信访人不满意。请先登记解释说明；有新的事实的，应当重新办理。"
    if facts.rating is not None or not facts.contact_known:
        return None
    if facts.evaluation_due is not None and facts.now <= facts.evaluation_due:
        return f"评价期至{facts.evaluation_due:%Y-%m-%d}，信访人尚未评价。请等待评价或期满。"
    return None


@guard("strike-off-unsigned", "双包案领导均已签字销号", DUAL_OWNERSHIP, needs_owner=True)
def strike_off_is_signed_by_both(facts: Facts, actor: Actor) -> str | None:
    """A dually owned case is struck off by both owners."""
    if not facts.dual_required:
        return None
    missing = [level.label for level in Level if level not in facts.strike_off_signed]
    return f"销号还缺{'、'.join(missing)}包案领导签字。请先提请签字。" if missing else None


@guard("city-signs-last", "市局包案领导最后签字", DUAL_OWNERSHIP)
def city_owner_signs_last(facts: Facts, actor: Actor) -> str | None:
    """The sub-bureau's owner signs first, the city owner last, and each once."""
    mine = Level.CITY if facts.owners.get(Level.CITY) == actor.officer_id else Level.SUB
    if mine in facts.strike_off_signed:
        return "您已签字，无需重复。"
    if mine is Level.CITY and Level.SUB not in facts.strike_off_signed:
        return "市局包案领导最后签字。请等分局包案领导签字。"
    return None


@guard("supervision-open", "督办均已解除")
def no_supervision_is_open(facts: Facts, actor: Actor) -> str | None:
    """A case under supervision is not closed over the supervisor's head."""
    if not facts.open_supervisions:
        return None
    return f"还有{facts.open_supervisions}件督办未解除。请先反馈，由督办人解除。"


@guard("outside-look-back", "在回头看期限内")
def is_within_the_look_back(facts: Facts, actor: Actor) -> str | None:
    """A closed case that rebounds inside the look-back window is handled again under its own number."""
    if facts.closed_at is None or facts.now <= facts.closed_at + timedelta(days=facts.look_back_days):
        return None
    return f"办结已超过{facts.look_back_days}日的回头看期限。请登记为新件并关联。"


@guard(
    "review-window-over",
    "在申请期限内",
    OLD_REGULATIONS,
    regulations("第三十五条、第三十六条"),
    measures("第三十条、第三十一条"),
)
def review_is_asked_in_time(facts: Facts, actor: Actor) -> str | None:
    """复查 and 复核 are asked for within thirty days of receiving the written opinion."""
    if facts.review_due is not None and facts.now <= facts.review_due:
        return None
    return "已超过三十日的申请期限，或没有可申请复查复核的书面意见。请向信访人说明。"


@guard(
    "review-right-running",
    "没有未满的复查复核申请期",
    OLD_REGULATIONS,
    regulations("第三十五条、第三十六条"),
    measures("第三十条、第三十一条"),
)
def no_review_may_be_asked(facts: Facts, actor: Actor) -> str | None:
    """A case in the archive can be reviewed no more: it goes there once the time to ask has run out."""
    if facts.review_due is None or facts.now > facts.review_due:
        return None
    return f"信访人申请复查的期限至{facts.review_due:%Y-%m-%d}。请期满后归档。"


@guard(
    "review-window-open", "复核申请期已满", OLD_REGULATIONS, regulations("第三十六条"), measures("第三十一条")
)
def rereview_window_is_over(facts: Facts, actor: Actor) -> str | None:
    """An upheld opinion is closed only once the petitioner's thirty days for 复核 have run out."""
    if facts.review_due is None or facts.now > facts.review_due:
        return None
    return f"信访人申请复核的期限至{facts.review_due:%Y-%m-%d}。请期满后办结。"


@guard("violation-found", "未发现损害公共利益的违法")
def no_violation_was_found(facts: Facts, actor: Actor) -> str | None:
    """A withdrawal ends the case only where no round bore anything out; otherwise it goes on ex officio."""
    return "已查实有属实事项，应当依职权继续办理，不能撤回结束。" if facts.violation_found else None


@guard("not-supervised", "本件正在督办")
def a_supervision_is_open(facts: Facts, actor: Actor) -> str | None:
    """There must be an open supervision notice to answer."""
    return None if facts.open_supervisions else "本件没有未解除的督办，无需反馈。"


@guard("supervision-unanswered", "督办已反馈")
def a_supervision_is_answered(facts: Facts, actor: Actor) -> str | None:
    """A notice is lifted or sent back only after the unit has answered it."""
    return None if facts.answered_supervisions else "承办单位尚未反馈督办。请等待反馈。"


@guard("not-flagged", "本件有包案要求")
def dual_ownership_is_required(facts: Facts, actor: Actor) -> str | None:
    """Only a dually owned case is signed off."""
    return None if facts.dual_required else "本件不实行双包案，无需销号签字。"
