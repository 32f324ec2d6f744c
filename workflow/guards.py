"""One function a rule: ``guard(facts, actor) -> Reason | None``. The decorator carries the rule's code and basis.

A basis names an article only where the handbook vouches for it; a rule of the office's own says so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from workflow.facts import Facts, Outcome, ReviewKind
from workflow.roles import Actor, Role
from workflow.vocabulary import Flag, Level, Satisfaction, Track


@dataclass(frozen=True, slots=True)
class Citation:
    """An article and the rule-sets under which it may be printed: the law is chosen by the day of receipt."""

    text: str
    rule_sets: frozenset[str]


def regulations(articles: str) -> Citation:
    """《信访工作条例》, in force since 2022-05-01."""
    return Citation(f"《信访工作条例》{articles}", frozenset({"RS-1", "RS-2", "RS-3"}))


def measures(articles: str) -> Citation:
    """《生态环境信访工作办法》, in force since 2025-01-01."""
    return Citation(f"《生态环境信访工作办法》{articles}", frozenset({"RS-2", "RS-3"}))


def hotline_rule(articles: str) -> Citation:
    """《环保举报热线工作管理办法》 of 2010, superseded in practice by the measures of 2025."""
    return Citation(f"《环保举报热线工作管理办法》{articles}", frozenset({"RS-0", "RS-1"}))


OLD_REGULATIONS = Citation("《信访条例》", frozenset({"RS-0"}))
"""The regulations of 2005: they gave 复查, 复核 and the extension, but their articles were not read."""

INTERNAL = "内部规则（可设置）"
HOUSE_RULE = Citation(INTERNAL, frozenset({"RS-0", "RS-1", "RS-2", "RS-3"}))
DUAL_OWNERSHIP = Citation("双包案制度（内部规则，可设置）", HOUSE_RULE.rule_sets)
"""双包案 is a local mechanism, not law: the regulations only say that leaders take cases on (包案化解)."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something may not be done, and what to do about it."""

    code: str
    sentence: str
    basis: str = INTERNAL
    field: str | None = None


Check = Callable[[Facts, Actor], str | None]


@dataclass(frozen=True, slots=True)
class Guard:
    """A named rule. Calling it gives the reason to refuse, or nothing."""

    code: str
    title: str
    basis: tuple[Citation, ...]
    check: Check
    needs_owner: bool = False
    """True where only an owner's presence or signature can satisfy the rule; ``lint`` looks for lock-ins."""

    def __call__(self, facts: Facts, actor: Actor) -> Reason | None:
        sentence = self.check(facts, actor)
        return None if sentence is None else Reason(self.code, sentence, self.basis_under(facts.rule_set))

    def basis_under(self, rule_set: str) -> str:
        """What may be cited for a case of this rule-set; a rule without an article then is the office's own."""
        texts = [citation.text for citation in self.basis if rule_set in citation.rule_sets]
        return "；".join(texts) or INTERNAL


def guard(code: str, title: str, *basis: Citation, needs_owner: bool = False) -> Callable[[Check], Guard]:
    """Name a rule, give its Chinese title and the articles it stands on."""
    return lambda check: Guard(code, title, basis or (HOUSE_RULE,), check, needs_owner)


# --- 接访 -----------------------------------------------------------------------------------------


@guard(
    "registration-incomplete",
    "登记要素齐全",
    hotline_rule("第八条"),
    regulations("第十九条"),
    measures("第十四条"),
)
def particulars_are_complete(facts: Facts, actor: Actor) -> str | None:
    """A call record names time, object, place, content, contact (or anonymity) and the purpose of the claim."""
    if not facts.registration_gaps:
        return None
    return f"不能登记：还缺{'、'.join(facts.registration_gaps)}。请补全后再登记。"


@guard("no-contact", "有联系方式才能要求补充")
def contact_is_known(facts: Facts, actor: Actor) -> str | None:
    """Only a petitioner who can be reached can be asked for more."""
    return None if facts.contact_known else "信访人没有留下联系方式，无法要求补充。请直接甄别。"


@guard("no-confirmed-master", "主办件已由人工认定且仍在办理")
def a_confirmed_master_is_open(facts: Facts, actor: Actor) -> str | None:
    """Nothing is merged by itself: a person has confirmed the same matter, and the earlier case is still open."""
    return None if facts.open_masters else "不能并案：没有经人工认定、仍在办理的同一事项。请先认定重复关系。"


@guard("master-open", "主办件已经办完")
def master_is_no_longer_open(facts: Facts, actor: Actor) -> str | None:
    """A merged case follows its master and is filed after it."""
    return "主办件仍在办理，并案件随主办件归档。请待主办件办结。" if facts.open_masters else None


@guard("already-transferred", "尚未转办的才能拆分或并案")
def is_not_with_a_unit(facts: Facts, actor: Actor) -> str | None:
    """A case that already has a handling unit is not merged away under its hands."""
    return None if facts.lead_unit is None else "该件已有承办单位，不能并案。请按关联件办理。"


def proposal_is(outcome: Outcome) -> Guard:
    """The head decides what was proposed, nothing else."""

    @guard(f"not-proposed-{outcome.value.replace('_', '-')}", f"拟处理意见为{outcome.label}")
    def check(facts: Facts, actor: Actor) -> str | None:
        if facts.proposal is not None and facts.proposal.outcome is outcome:
            return None
        return f"经办人没有拟“{outcome.label}”。请退回甄别，由经办人重新拟办。"

    return check


@guard("same-person", "拟办与审定不是同一人")
def another_person_decides(facts: Facts, actor: Actor) -> str | None:
    """Refusing what is ours is a ground of liability; a second pair of eyes decides every refusal."""
    if facts.proposal is None or facts.proposal.proposed_by != actor.officer_id:
        return None
    return "拟办人不能审定自己的意见。请由另一位负责人审定。"


@guard("accused", "被反映人回避", regulations("第二十八条"), measures("第二十一条"))
def actor_is_not_accused(facts: Facts, actor: Actor) -> str | None:
    """Whoever is the object of the complaint, or directly interested, stays out of it."""
    return None if actor.officer_id not in facts.accused else "您是本件的被反映人，应当回避。请转由他人办理。"


@guard(
    "not-classified",
    "已依法分类",
    regulations("第二十九条至第三十一条"),
    measures("第二十二条至第二十四条"),
)
def matter_is_classified(facts: Facts, actor: Actor) -> str | None:
    """Legal-path triage comes before any decision on acceptance."""
    return None if facts.classified else "尚未依法分类。请先甄别分类，写明办理路径和污染类型。"


def track_in(code: str, sentence: str, basis: tuple[Citation, ...], *tracks: Track) -> Guard:
    """The verb belongs to some legal paths only."""

    title = "办理路径为" + "、".join(track.value for track in tracks)

    @guard(code, title, *basis)
    def check(facts: Facts, actor: Actor) -> str | None:
        return None if facts.track in tracks else sentence

    return check


track_is_handled_here = track_in(
    "track-not-ours",
    "该路径不由本局受理办理。检举控告请转纪检，咨询请即时答复，导入其他程序请告知移送。",
    (regulations("第二十九条至第三十一条"), measures("第二十二条至第二十四条")),
    Track.A,
    Track.B,
    Track.C,
    Track.G,
)
track_is_discipline = track_in(
    "not-an-accusation",
    "只有检举控告（D类）才转纪检。请先改正分类。",
    (regulations("第三十条"), measures("第二十三条")),
    Track.D,
)
track_is_consultation = track_in(
    "not-a-consultation", "只有咨询（F类）可以即时答复结束。其他事项应当受理。", (HOUSE_RULE,), Track.F
)
track_is_ordinary = track_in(
    "not-ordinary-petition",
    "只有普通信访（B类）适用复查、复核和听证程序。履职类投诉举报请告知行政复议、行政诉讼途径。",
    (OLD_REGULATIONS, regulations("第三十五条、第三十六条"), measures("第三十条、第三十一条")),
    Track.B,
)


@guard("key-needs-head", "重点件由负责人受理")
def key_case_is_accepted_by_a_head(facts: Facts, actor: Actor) -> str | None:
    """A key case is accepted by the petition head, not by the officer alone."""
    if Flag.KEY not in facts.flags or actor.roles & {Role.PETITION_HEAD, Role.DEPUTY_PETITIONS}:
        return None
    return "重点件须由信访科负责人受理。请提请负责人办理。"


# --- 转办 -----------------------------------------------------------------------------------------


@guard("owners-missing", "双包案领导到位", DUAL_OWNERSHIP, regulations("第十八条"), needs_owner=True)
def both_owners_are_named(facts: Facts, actor: Actor) -> str | None:
    """A flagged case leaves for the sub-bureau only with its two owners, two people of two levels."""
    if not facts.dual_required:
        return None
    missing = [level.label for level in Level if level not in facts.owners]
    if not missing:
        return None
    return f"不能转办：双包案领导未到位，缺{'、'.join(missing)}包案领导。请先指定市局和分局包案领导。"


# --- 督查 -----------------------------------------------------------------------------------------


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


# --- 反馈 -----------------------------------------------------------------------------------------


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
    """A withdrawal ends the case only where nothing was borne out; otherwise it goes on ex officio."""
    return "已查实有属实事项，应当依职权继续办理，不能撤回结束。" if facts.borne_out_items else None


# --- 延期 ----------------------------------------------------------------------------------------


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


# --- 督办 ----------------------------------------------------------------------------------------


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
