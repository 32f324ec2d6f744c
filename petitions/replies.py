"""The reply check-list: what a reply must tell before it may be approved (domain handbook §3.5)."""

from petitions.clocks import rule_set_of
from petitions.models import Case
from workflow.facts import Facts
from workflow.rules import Remedy
from workflow.vocabulary import Track, Truth

FOUND = ("经查", "经核实", "经调查", "现场检查", "现场核查", "现场调查")
DONE = ("责令", "要求", "整改", "处理", "处罚", "立案", "督促", "停", "调解", "已告知", "将", "未发现")
NEW_LEADS = "如有新的线索"


def reply_gaps(reply: str, case: Case, facts: Facts) -> tuple[str, ...]:
    """Chinese names of what the reply lacks; empty when it may go out."""
    gaps = []
    if case.respondent and case.respondent not in reply:
        gaps.append(f"被反映单位全称（{case.respondent}）")
    if case.track is not Track.C:
        if not any(truth.label in reply for truth in Truth):
            gaps.append("属实与否")
        if not any(word in reply for word in FOUND):
            gaps.append("现场核查情况")
    if facts.borne_out_items and not any(word in reply for word in DONE):
        gaps.append("处理措施")
    gaps += _remedy_gaps(reply, case)
    return tuple(gaps)


def _remedy_gaps(reply: str, case: Case) -> list[str]:
    """The remedy told must be the track's own: 复查复核 for B only, reconsideration and suit for A and G."""
    if case.track is None:
        return []
    told = rule_set_of(case).remedy(case.track)
    gaps = []
    if told and not any(remedy.label in reply for remedy in told) and NEW_LEADS not in reply:
        gaps.append(f"救济途径（{'、'.join(remedy.label for remedy in told)}，或“{NEW_LEADS}……”）")
    if Remedy.REVIEW not in told and ("复查" in reply or "复核" in reply):
        gaps.append("正确的救济途径（该路径不适用复查、复核，请删去）")
    return gaps
