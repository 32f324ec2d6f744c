"""Rules of 接访: registering, screening, turning away, accepting; and recusal, which holds everywhere."""

from workflow.facts import Facts, Outcome
from workflow.guards.basis import (
    EMERGENCY_REPORTING,
    HOUSE_RULE,
    OLD_REGULATIONS,
    Citation,
    Guard,
    guard,
    hotline_rule,
    measures,
    regulations,
)
from workflow.roles import Actor, Role
from workflow.terms import Term
from workflow.vocabulary import Flag, Track


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


@guard("not-of-a-ledger", "来自历史台账")
def case_comes_from_a_ledger(facts: Facts, actor: Actor) -> str | None:
    """What was done in this system is entered where it is done; only an old register is entered afterwards."""
    return None if facts.of_ledger else "该件不是由历史台账导入的，不能补录。请按流程办理。"


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


@guard("emergency-unreported", "应急件已作初报", EMERGENCY_REPORTING)
def emergency_was_reported(facts: Facts, actor: Actor) -> str | None:
    """Whatever becomes of the matter, an emergency is first reported upwards, or found to be none."""
    if not facts.running & {Term.EMERGENCY_REPORT, Term.EMERGENCY_REPORT_MAJOR}:
        return None
    return "应急件尚未作初报。请先应急初报，或由负责人解除应急。"


@guard("no-emergency", "已列为应急件")
def emergency_was_raised(facts: Facts, actor: Actor) -> str | None:
    """Only what was raised as an emergency is stood down."""
    return None if Flag.EMERGENCY in facts.flags else "本件没有列为应急件，无需解除。"
