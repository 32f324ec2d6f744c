"""A case on its way through the loop, one command a step. Scenarios make them (``tests.support.office``)."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select

from petitions.commands import COMMANDS
from petitions.commands.record_finding import FindingItem
from petitions.desk import Desk
from petitions.models import Case, CaseEvent, Ownership, RepeatLink, TermRun
from petitions.particulars import TypeChoice
from petitions.queries.reply_draft import remedy_sentence
from petitions.repeats.parts import Why
from workflow.calendar import local_day
from workflow.facts import Facts, Outcome
from workflow.needs import ReopenGround, ReplyWay, SupervisionLevel, TransferMode
from workflow.rules import rule_set_for
from workflow.states import State
from workflow.terms import Term
from workflow.verbs import Verb
from workflow.vocabulary import (
    Flag,
    Level,
    PollutionSubtype,
    PollutionType,
    Relation,
    Satisfaction,
    Track,
    Truth,
    Verdict,
)

if TYPE_CHECKING:
    from tests.support.office import Scenario

RESPONDENT = "甲地建设有限公司"
CITY_OWNER, SUB_OWNER = "leader", "unit_head"
OWNERS = {Level.SUB: SUB_OWNER, Level.CITY: CITY_OWNER}
"""In the order in which they sign."""


def honest_reply(case: Case) -> str:
    """A reply that passes the check-list: object, truth, what was done, and the track's own remedy."""
    remedy = remedy_sentence(rule_set_for(local_day(case.received_at)), case.track)
    return (
        f"经现场检查，您反映的{case.respondent}夜间施工噪声情况属实，东城分局已责令其停止夜间施工。{remedy}"
    )


class Story:
    """One case on its way through the loop."""

    def __init__(self, scenario: "Scenario", case_no: str, case_id: int) -> None:
        self.scenario, self.no, self.id = scenario, case_no, case_id

    # --- looking ----------------------------------------------------------------------------------

    @property
    def case(self) -> Case:
        """The case as it is stored now."""
        with self.scenario.sessions() as session:
            return session.execute(select(Case).where(Case.id == self.id)).scalar_one()

    @property
    def state(self) -> State:
        """Where the case stands."""
        return self.case.state

    @property
    def facts(self) -> Facts:
        """The case as the law sees it."""
        with self.scenario.sessions() as session:
            desk = Desk(
                session, self.scenario.office, self.scenario.people["petition_head"], self.scenario.now
            )
            return desk.facts(desk.open(self.no))

    @property
    def events(self) -> list[CaseEvent]:
        """Everything that happened to it, oldest first."""
        with self.scenario.sessions() as session:
            query = select(CaseEvent).where(CaseEvent.case_id == self.id).order_by(CaseEvent.seq)
            return list(session.scalars(query))

    def limit(self, term: Term) -> TermRun:
        """The newest run of a term."""
        with self.scenario.sessions() as session:
            query = select(TermRun).where(TermRun.case_id == self.id, TermRun.term == term)
            return session.execute(query.order_by(TermRun.id.desc()).limit(1)).scalar_one()

    @property
    def seq(self) -> int:
        """The last event: what a page would have shown."""
        with self.scenario.sessions() as session:
            last = select(func.max(CaseEvent.seq)).where(CaseEvent.case_id == self.id)
            return session.execute(last).scalar_one()

    # --- acting -----------------------------------------------------------------------------------

    def does(self, verb: Verb, who: str, *, seen: int | None = None, **given: Any) -> "Story":
        """Any command by anybody; raises what it raises."""
        entry = COMMANDS[verb]
        with self.scenario.desk(who) as desk:
            entry.do(entry.command(case_no=self.no, seen=seen, **given), desk)
        return self

    # --- 接访 ------------------------------------------------------------------------------------

    def classified(self, track: Track = Track.A, who: str = "petition_officer") -> "Story":
        """Put on its legal path."""
        types = (TypeChoice(PollutionType.NOISE, PollutionSubtype.CONSTRUCTION_NOISE),)
        return self.does(Verb.CLASSIFY, who, track=track, types=types, basis="举报环境违法行为，属履职事项")

    def flagged(self, *flags: Flag, who: str = "petition_head") -> "Story":
        """Carrying overlays."""
        for flag in flags:
            self.does(Verb.RAISE_FLAG, who, flag=flag, reason=f"符合{flag.label}认定标准")
        return self

    def suggested(self, earlier: "Story", score: float = 0.86) -> "Story":
        """Suspected to repeat an earlier case, whatever the comparison itself made of the two."""
        said = {
            "relation": Relation.SAME_OPEN,
            "score": score,
            "reasons": [(Why.SAME_PHONE, ""), (Why.SAME_PLACE, "建国路")],
            "verdict": Verdict.SUGGESTED,
        }
        with self.scenario.sessions.begin() as session:
            session.execute(
                delete(RepeatLink).where(RepeatLink.case_id == self.id, RepeatLink.earlier_id == earlier.id)
            )
            session.execute(insert(RepeatLink).values(case_id=self.id, earlier_id=earlier.id, **said))
        return self

    def repeated(self, earlier: "Story", relation: Relation = Relation.SAME_OPEN) -> "Story":
        """Confirmed by a person to relate to an earlier case."""
        return self.does(
            Verb.CONFIRM_REPEAT, "petition_officer", earlier=earlier.id, relation=relation, reason="同人同事"
        )

    def merged_into(self, master: "Story") -> "Story":
        """Merged into an open case."""
        return self.repeated(master).does(Verb.MERGE, "petition_officer", master=master.id)

    def proposed(self, outcome: Outcome = Outcome.REFUSE, who: str = "petition_officer") -> "Story":
        """With a proposal to turn it away."""
        if outcome is Outcome.REDIRECT:
            given = {"department": "市住房和城乡建设局"}
        else:
            given = {"ground": "judicial" if outcome is Outcome.REFUSE else "rereviewed"}
        return self.does(Verb.PROPOSE, who, outcome=outcome, reason="依据规定应当由其他机关处理。", **given)

    def refused(self) -> "Story":
        """不予受理."""
        return self.proposed(Outcome.REFUSE).does(Verb.REFUSE, "petition_head")

    def redirected(self) -> "Story":
        """告知移送."""
        return self.proposed(Outcome.REDIRECT).does(Verb.REDIRECT, "petition_head")

    def accepted(self, who: str = "petition_head") -> "Story":
        """受理."""
        if not self.case.classified:
            self.classified()
        return self.does(Verb.ACCEPT, who)

    # --- 转办 ------------------------------------------------------------------------------------

    def owned(self, city: str = CITY_OWNER, sub: str = SUB_OWNER) -> "Story":
        """With both owners (双包案)."""
        for who in (city, sub):
            leader = self.scenario.leader(who)
            self.does(
                Verb.APPOINT_OWNER, "petition_head", level=leader.level, leader=leader, reason="按分工包案"
            )
        return self

    def transferred(self, unit: str = "east", assisting: tuple[str, ...] = ()) -> "Story":
        """Handed to its unit."""
        if self.state is not State.ACCEPTED:
            self.accepted()
        if self.case.dual_required and len(self._owners()) < len(Level):
            self.owned()
        units = self.scenario.units
        return self.does(
            Verb.TRANSFER,
            "petition_officer",
            mode=TransferMode.ASSIGN,
            unit=units[unit],
            requirement="依法查处并答复信访人。",
            assisting=tuple(units[other] for other in assisting),
        )

    def objected(self, who: str = "unit_head") -> "Story":
        """Objected to by the unit."""
        if self.state not in {State.DISPATCHED, State.SIGNED_IN}:
            self.transferred()
        return self.does(Verb.OBJECT, who, reason="该地块不在本分局辖区之内。", basis="行政区划")

    def signed_in(self, who: str = "handler") -> "Story":
        """签收."""
        if self.state is not State.DISPATCHED:
            self.transferred()
        return self.does(Verb.SIGN_IN, who)

    # --- 督查 ------------------------------------------------------------------------------------

    def investigating(self, who: str = "handler") -> "Story":
        """With two investigators."""
        if self.state is not State.SIGNED_IN:
            self.signed_in()
        people = self.scenario.people
        officers = (people["handler"].officer_id, people["handler_two"].officer_id)
        return self.does(Verb.INVESTIGATE, who, officers=officers)

    def found(self, truth: Truth | None = Truth.TRUE, who: str = "handler") -> "Story":
        """With a finding on its one claim item."""
        if self.state is not State.INVESTIGATING:
            self.investigating()
        item = FindingItem("夜间打桩噪声", truth, "现场照片、监测记录" if truth else "")
        today = local_day(self.scenario.now)
        return self.does(Verb.RECORD_FINDING, who, findings=(item,), visited_on=today)

    def disposing(self, who: str = "handler") -> "Story":
        """处理整改."""
        if not self.facts.borne_out_items:
            self.found(Truth.TRUE)
        return self.does(Verb.DISPOSE, who, measures="责令停止夜间施工，加装隔声屏障。")

    def planned(self, who: str = "handler") -> "Story":
        """With a plan (一案一策) that nobody signed yet."""
        target = local_day(self.scenario.now) + timedelta(days=30)
        return self.does(
            Verb.DRAW_PLAN, who, crux="夜间抢工期", measures="停止夜间施工，定期回访", target=target
        )

    def plan_signed(self) -> "Story":
        """With a plan that both owners signed."""
        if self.facts.plan_version == 0:
            self.planned()
        for level, who in OWNERS.items():
            if level not in self.facts.plan_signed:
                self.does(Verb.SIGN_PLAN, who, opinion="同意")
        return self

    def submitted(self, reply: str | None = None, who: str = "handler") -> "Story":
        """Sent up for double review."""
        facts = self.facts
        if self.state is not State.DISPOSING and (facts.borne_out_items or not facts.claim_items):
            self.disposing()
        if facts.plan_required and len(facts.plan_signed) < len(Level):
            self.plan_signed()
        return self.does(
            Verb.SUBMIT,
            who,
            report="经查夜间施工属实，已责令停止并复查。",
            reply=reply or honest_reply(self.case),
        )

    def reviewed(self) -> "Story":
        """With both reviews passed."""
        if self.state is not State.REVIEW:
            self.submitted()
        self.does(Verb.PASS_SUBSTANCE, "deputy_business", opinion="事实清楚，同意。")
        return self.does(Verb.PASS_PROCEDURE, "deputy_petitions", opinion="程序合规，同意。")

    def approved(self) -> "Story":
        """签发."""
        if len(self.facts.reviews) < 2:
            self.reviewed()
        return self.does(Verb.APPROVE, "bureau_head")

    def supervised(
        self, level: SupervisionLevel = SupervisionLevel.ORDINARY, who: str = "supervisor"
    ) -> "Story":
        """Under a supervision notice."""
        return self.does(
            Verb.SUPERVISE, who, level=level, problem="办理进展迟缓", requirement="限期办结并书面反馈"
        )

    # --- 反馈 ------------------------------------------------------------------------------------

    def replied(self, who: str = "petition_officer") -> "Story":
        """Answered."""
        if self.state is not State.APPROVED:
            self.approved()
        return self.does(Verb.REPLY, who, way=ReplyWay.PHONE, proof="录音20261102-07")

    def rated(self, rating: Satisfaction = Satisfaction.SATISFIED) -> "Story":
        """Evaluated by the petitioner."""
        if self.state not in {State.REPLIED, State.STAGE_CLOSED}:
            self.replied()
        return self.does(Verb.EVALUATE, "operator", rating=rating, way="电话回访")

    def struck_off(self) -> "Story":
        """Signed off by both owners."""
        for level, who in OWNERS.items():
            if level not in self.facts.strike_off_signed:
                self.does(Verb.SIGN_STRIKE_OFF, who, opinion="同意销号")
        return self

    def closed(self) -> "Story":
        """办结."""
        facts = self.facts
        if facts.rating is None:
            self.rated()
        if self.case.dual_required and len(facts.strike_off_signed) < len(Level):
            self.struck_off()
        return self.does(Verb.CLOSE, "petition_officer", opinion="答复到位，予以办结。")

    def reopened(self) -> "Story":
        """Handled again after a rebound."""
        if self.state is not State.CLOSED:
            self.closed()
        return self.does(
            Verb.REOPEN, "petition_head", ground=ReopenGround.REBOUND, reason="夜间又开始施工，重新办理"
        )

    def _owners(self) -> set[Level]:
        with self.scenario.sessions() as session:
            query = select(Ownership.level).where(Ownership.case_id == self.id, Ownership.to_at.is_(None))
            return set(session.scalars(query))
