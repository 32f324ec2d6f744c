"""A draft of the reply (答复稿): what was found, what was done, and the track's own remedy, ready to be mended by a person."""

from collections.abc import Sequence
from datetime import date

from petitions.queries.case_handling import FindingShown
from petitions.queries.case_head import CaseHead
from workflow.calendar import local_day
from workflow.rules import Remedy, RuleSet, rule_set_for
from workflow.vocabulary import Track

TO_FILL_IN = "【请填写】"
ASKED_FOR = {
    Remedy.RECONSIDERATION: "向有权机关申请行政复议",
    Remedy.SUIT: "向人民法院提起行政诉讼",
    Remedy.REVIEW: "请求上一级机关复查",
}
"""How a remedy is told. 复核 follows 复查 and is told with its outcome."""


def remedy_sentence(rules: RuleSet, track: Track | None) -> str:
    """Where the petitioner may turn, with the time to do so; for suggestions a word of thanks."""
    told = [remedy for remedy in rules.remedy(track) if remedy in ASKED_FOR] if track else []
    if not told:
        return "感谢您对生态环境保护工作的关心和支持。"
    ways = [f"{_within(rules, remedy)}{ASKED_FOR[remedy]}" for remedy in told]
    return f"如不服本处理意见，可以自收到本答复之日起{'，或者'.join(ways)}。"


def _within(rules: RuleSet, remedy: Remedy) -> str:
    term = rules.term(remedy.term)
    return f"{term.length}{term.unit.label}内"


def reply_draft(
    head: CaseHead, findings: Sequence[FindingShown], measures: str, today: date, bureau: str
) -> str:
    """The draft. What the record does not say is left open for the handler to fill in."""
    rules = rule_set_for(local_day(head.received_at))
    of_round = [finding for finding in findings if finding.round == head.round]
    object_ = head.respondent or head.place
    parts = [
        f"信访人：您反映的{object_}有关生态环境问题（编号{head.case_no}）收悉。经办理，现答复如下。",
        f"一、核查情况。{_visited(of_round)}",
        *(f"{number}. {_found(finding)}" for number, finding in enumerate(of_round, start=1)),
        f"二、处理情况。{measures or TO_FILL_IN}",
        f"三、{remedy_sentence(rules, head.track)}",
        f"{bureau}{head.unit or ''}",
        f"{today.year}年{today.month}月{today.day}日",
    ]
    return "\n".join(parts)


def _visited(findings: Sequence[FindingShown]) -> str:
    if not findings:
        return TO_FILL_IN
    day = max(finding.visited_on for finding in findings)
    return f"{day.year}年{day.month}月{day.day}日，经现场检查："


def _found(finding: FindingShown) -> str:
    truth = finding.truth.label if finding.truth else TO_FILL_IN
    return f"“{finding.claim}”的问题{truth}。{finding.evidence}".rstrip()
