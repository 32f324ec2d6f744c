"""The rule-sets RS-0 to RS-3 as data (handbook §0.3, §2.2, §13.3, §13.5).

A citation carries an article only where the handbook vouches for it: none for RS-0, whose texts were not
read. A figure without a text behind it is the office's own and says so (``INTERNAL``).
"""

from dataclasses import dataclass, replace
from datetime import date

from workflow.facts import Outcome
from workflow.rules.model import Extension, Ground, Laws, RuleSet
from workflow.terms import Anchor, Standing, Term, TermRule, Unit
from workflow.vocabulary import Channel

INTERNAL = "内部时限（可设置）"
HOTLINE_RULE = "《环保举报热线工作管理办法》"
MEASURES = "《生态环境信访工作办法》"
BUREAU_HEAD = "本机关负责人"


@dataclass(frozen=True, slots=True)
class Statutes:
    """How a rule-set's statutes may be cited."""

    petition: str
    measures: str | None
    articles_vouched: bool

    def act(self, name: str, article: str) -> str:
        """An act, with its article where that was read for the time of this rule-set."""
        return f"{name}{article}" if self.articles_vouched else name

    def procedure(self, article: str, of_measures: str) -> str:
        """The petition regulation, and the ministry's measures where they are in force."""
        general = self.act(self.petition, article)
        return f"{general}、{self.measures}{of_measures}" if self.measures else general


def _internal(term: Term, length: int, unit: Unit, anchor: Anchor) -> TermRule:
    return TermRule(term, length, unit, anchor, INTERNAL, Standing.INTERNAL)


OFFICE_TERMS = (
    _internal(Term.HANDLE_C, 60, Unit.DAY, Anchor.ACCEPTED),
    _internal(Term.INFO_SUPPLY, 3, Unit.WORKDAY, Anchor.ASKED),
    _internal(Term.DISCIPLINE_HANDOVER, 5, Unit.DAY, Anchor.RECEIVED),
    _internal(Term.TRANSFER, 3, Unit.WORKDAY, Anchor.ACCEPTED),
    _internal(Term.SIGN_IN, 1, Unit.WORKDAY, Anchor.TRANSFERRED),
    _internal(Term.OBJECTION_UNIT, 2, Unit.WORKDAY, Anchor.TRANSFERRED),
    _internal(Term.OBJECTION_DECIDE, 2, Unit.WORKDAY, Anchor.OBJECTED),
    _internal(Term.INVESTIGATE_START, 2, Unit.WORKDAY, Anchor.SIGNED_IN),
    _internal(Term.DOUBLE_REVIEW, 3, Unit.WORKDAY, Anchor.SUBMITTED),
    _internal(Term.REWORK, 2, Unit.WORKDAY, Anchor.RETURNED),
    _internal(Term.EVALUATE, 15, Unit.DAY, Anchor.REPLIED),
    _internal(Term.REHANDLE, 15, Unit.DAY, Anchor.REOPENED),
    _internal(Term.STAGE_REPORT, 30, Unit.DAY, Anchor.STAGE_CLOSED),
    _internal(Term.ARCHIVE, 30, Unit.DAY, Anchor.CLOSED),
    _internal(Term.REDECIDE, 30, Unit.DAY, Anchor.REVOKED),
    _internal(Term.SUPERVISE_ANSWER, 5, Unit.WORKDAY, Anchor.SUPERVISED),
    _internal(Term.SUPERVISE_ANSWER_LISTED, 10, Unit.WORKDAY, Anchor.SUPERVISED),
    _internal(Term.OWNER_REPLACE, 3, Unit.WORKDAY, Anchor.VACATED),
)

SINCE_2025 = (
    TermRule(Term.HANDLE_A, 60, Unit.DAY, Anchor.ACCEPTED, f"{MEASURES}第二十七条", Standing.RULE),
    _internal(Term.CROSSAREA_PLATFORM, 3, Unit.WORKDAY, Anchor.RECEIVED),
    _internal(Term.SPOTCHECK_TEXTFIX, 5, Unit.WORKDAY, Anchor.RETURNED),
)

RETURN_12345 = {Channel.ORDER_12345: (_internal(Term.OBJECTION_UNIT, 1, Unit.WORKDAY, Anchor.TRANSFERRED),)}

UNTIL_2024 = (_internal(Term.HANDLE_A, 60, Unit.DAY, Anchor.ACCEPTED),)
"""Before 2025 the regulation named no figure for track A; only the hotline's own rule did."""

HOTLINE = {
    Channel.PHONE_12369: (
        TermRule(Term.HANDLE_A, 60, Unit.DAY, Anchor.ACCEPTED, HOTLINE_RULE, Standing.RULE),
    )
}


def _statutory(cite: Statutes, network_logs: str) -> tuple[TermRule, ...]:
    """The terms whose length is the same in every rule-set; what they are cited by is not."""
    law, rule, practice = Standing.LAW, Standing.RULE, Standing.PRACTICE
    day, workday, hour, month = Unit.DAY, Unit.WORKDAY, Unit.HOUR, Unit.MONTH
    emergency = "《突发环境事件信息报告办法》（环境保护部令第17号）第三条"
    criminal = "《行政执法机关移送涉嫌犯罪案件的规定》（国务院令第310号）"
    inspection, hotline_12345 = "督察交办惯例（可设置）", "地方12345工作要求（可设置）"
    review, rereview = cite.procedure("第三十五条", "第三十条"), cite.procedure("第三十六条", "第三十一条")
    suit, privacy = "《行政诉讼法》", cite.act("《个人信息保护法》", "第五十五条、第五十六条")
    # Article 20 is that of the 2023 revision, so it is not printed on the cases of before.
    appeal = "《行政复议法》第二十条" if cite.measures else "《行政复议法》"
    rows = (
        (Term.ACCEPT_NOTIFY, 15, day, Anchor.RECEIVED, cite.procedure("第二十三条", "第十七条"), law),
        (Term.OBJECTION_SUPERIOR, 5, workday, Anchor.RECEIVED, cite.procedure("第二十三条", "第十七条"), law),
        (Term.HANDLE_B, 60, day, Anchor.ACCEPTED, cite.procedure("第三十四条", "第二十九条"), law),
        (Term.REVIEW_REQUEST, 30, day, Anchor.REPLIED, review, law),
        (Term.REVIEW_DECIDE, 30, day, Anchor.REVIEW_ASKED, review, law),
        (Term.REREVIEW_REQUEST, 30, day, Anchor.REVIEWED, rereview, law),
        (Term.REREVIEW_DECIDE, 30, day, Anchor.REREVIEW_ASKED, rereview, law),
        (Term.EXPOSURE_NONPERFORMANCE, 2, month, Anchor.RECEIVED, cite.act(suit, "第四十七条"), law),
        (Term.RECONSIDER_REQUEST, 60, day, Anchor.REPLIED, appeal, law),
        (Term.RECONSIDER_SUE, 6, month, Anchor.REPLIED, cite.act(suit, "第四十六条"), law),
        (Term.INSPECT_CENTRAL, 10, day, Anchor.RECEIVED, inspection, practice),
        (Term.INSPECT_PROV, 7, day, Anchor.RECEIVED, inspection, practice),
        (Term.ORDER_12345, 7, day, Anchor.RECEIVED, hotline_12345, practice),
        (Term.HEARING, 20, day, Anchor.CALLED, "听证惯例（可设置）", practice),
        (Term.EMERGENCY_REPORT, 4, hour, Anchor.ALERTED, emergency, rule),
        (Term.EMERGENCY_REPORT_MAJOR, 2, hour, Anchor.ALERTED, emergency, rule),
        (Term.CRIMINAL_DECIDE, 3, day, Anchor.REPORTED, criminal, law),
        (Term.CRIMINAL_HANDOVER, 24, hour, Anchor.APPROVED, criminal, law),
        (Term.PENALTY_DECIDE, 90, day, Anchor.FILED, cite.act("《行政处罚法》", "第六十条"), law),
        (Term.PUBLISH, 20, workday, Anchor.FORMED, cite.act("《政府信息公开条例》", "第二十六条"), law),
        (Term.LOG_RETENTION, 6, month, Anchor.LOGGED, network_logs, law),
        (Term.PIA_RETENTION, 36, month, Anchor.ASSESSED, privacy, law),
    )
    return tuple(TermRule(*row) for row in rows)


def _extensions(cite: Statutes) -> dict[tuple[Term, Channel | None], Extension]:
    basis = cite.procedure("第三十四条", "第二十九条")
    return {(Term.HANDLE_B, None): Extension(30, BUREAU_HEAD, basis, Standing.LAW)}


HOTLINE_EXTENSION = {
    (Term.HANDLE_A, Channel.PHONE_12369): Extension(30, BUREAU_HEAD, HOTLINE_RULE, Standing.RULE)
}
"""Only what came in by the 12369 line itself: the rule speaks of no other channel."""

_ARTICLE_18, _ARTICLE_8 = f"{MEASURES}第十八条", f"{HOTLINE_RULE}第八条"

GROUNDS_SINCE_2025 = (
    Ground(
        "pending-below", Outcome.REFUSE, "已经受理或者正在办理的事项，在规定期限内又向上级提出", _ARTICLE_18
    ),
    Ground("level-skipping", Outcome.REFUSE, "申诉求决类事项越过本级和上一级有权处理的机关走访", _ARTICLE_18),
    Ground("judicial", Outcome.REFUSE, "已经、正在或者应当由法院、检察院处理", _ARTICLE_18),
    Ground("rereviewed", Outcome.NO_LONGER_ACCEPT, "已有复核意见，仍以同一事实和理由提出", _ARTICLE_18),
    Ground("terminated", Outcome.NO_LONGER_ACCEPT, "涉法涉诉事项已经依法终结", _ARTICLE_18),
)

HOTLINE_GROUNDS = (
    Ground(
        "not-environment",
        Outcome.REDIRECT,
        "不属于环境保护职责范围，告知向有权机关提出",
        f"{_ARTICLE_8}第（二）项",
    ),
    Ground("judicial", Outcome.REFUSE, "应当通过诉讼、仲裁、行政复议等途径解决", f"{_ARTICLE_8}第（三）项"),
    Ground(
        "pending",
        Outcome.REFUSE,
        "已经受理，同一举报人再次举报，告知办理情况和查询方式",
        f"{_ARTICLE_8}第（四）项",
    ),
    Ground("same-facts", Outcome.REFUSE, "对答复不服，仍以同一事实和理由举报", f"{_ARTICLE_8}第（五）项"),
)

REREVIEWED_2022 = Ground(
    "rereviewed",
    Outcome.NO_LONGER_ACCEPT,
    "已有复核意见，仍以同一事实和理由提出",
    "《信访工作条例》第三十六条",
)

NETWORK_LOGS_2016 = "《网络安全法》第二十一条"
NETWORK_LOGS_2025 = "《网络安全法》第二十三条"

CITE_2005 = Statutes("《信访条例》", None, articles_vouched=False)
CITE_2022 = Statutes("《信访工作条例》", None, articles_vouched=True)
CITE_2025 = Statutes("《信访工作条例》", MEASURES, articles_vouched=True)

RS_0 = RuleSet(
    code="RS-0",
    in_force_from=None,
    in_force_until=date(2022, 4, 30),
    laws=Laws(
        petition="《信访条例》（国务院令第431号，2005年）",
        sector=("《环境信访办法》（总局令第34号，2006年）", f"{HOTLINE_RULE}（环境保护部令第15号，2010年）"),
        complaint=("《环境保护法》第五十七条",),
        data_security=(NETWORK_LOGS_2016,),
    ),
    terms=(*_statutory(CITE_2005, NETWORK_LOGS_2016), *OFFICE_TERMS, *UNTIL_2024),
    by_channel=HOTLINE | RETURN_12345,
    extensions=_extensions(CITE_2005) | HOTLINE_EXTENSION,
    grounds=HOTLINE_GROUNDS,
)

RS_1 = replace(
    RS_0,
    code="RS-1",
    in_force_from=date(2022, 5, 1),
    in_force_until=date(2024, 12, 31),
    laws=replace(
        RS_0.laws,
        petition="《信访工作条例》",
        complaint=("《环境保护法》第五十七条", "《噪声污染防治法》第三十一条（2022年6月5日起）"),
        data_security=(NETWORK_LOGS_2016, "《个人信息保护法》"),
    ),
    terms=(*_statutory(CITE_2022, NETWORK_LOGS_2016), *OFFICE_TERMS, *UNTIL_2024),
    extensions=_extensions(CITE_2022) | HOTLINE_EXTENSION,
    grounds=(*HOTLINE_GROUNDS, REREVIEWED_2022),
)

RS_2 = replace(
    RS_1,
    code="RS-2",
    in_force_from=date(2025, 1, 1),
    in_force_until=date(2026, 8, 14),
    laws=Laws(
        petition="《信访工作条例》",
        sector=(f"{MEASURES}（环厅〔2024〕87号）",),
        complaint=("《环境保护法》第五十七条",),
        data_security=(f"{NETWORK_LOGS_2025}（2025年10月28日修正前为第二十一条）", "《个人信息保护法》"),
    ),
    terms=(*_statutory(CITE_2025, NETWORK_LOGS_2025), *OFFICE_TERMS, *SINCE_2025),
    by_channel=RETURN_12345,
    extensions=_extensions(CITE_2025),
    grounds=GROUNDS_SINCE_2025,
)

RS_3 = replace(
    RS_2,
    code="RS-3",
    in_force_from=date(2026, 8, 15),
    in_force_until=None,
    laws=replace(
        RS_2.laws,
        complaint=("《生态环境法典》第一百四十五条、第一百四十六条",),
        data_security=(NETWORK_LOGS_2025, "《个人信息保护法》"),
    ),
)

RULE_SETS = (RS_0, RS_1, RS_2, RS_3)
"""Oldest first. A changed law is one more rule-set at the end, and a last day for the one before."""


def rule_set_for(received_on: date) -> RuleSet:
    """The rule-set of a case received on this day; it keeps it for life."""
    return next(r for r in reversed(RULE_SETS) if r.in_force_from is None or r.in_force_from <= received_on)
