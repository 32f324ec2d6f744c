"""Every command, one verb one file. ``COMMANDS`` finds the command of a verb on a stored case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from petitions.command import Command
from petitions.commands.accept import Accept, accept
from petitions.commands.amend import Amend, amend
from petitions.commands.answer import Answer, answer
from petitions.commands.answer_supervision import AnswerSupervision, answer_supervision
from petitions.commands.appoint_owner import AppointOwner, appoint_owner
from petitions.commands.approve import Approve, approve
from petitions.commands.archive import Archive, archive
from petitions.commands.ask_extension import AskExtension, ask_extension
from petitions.commands.ask_info import AskInfo, ask_info
from petitions.commands.classify import Classify, classify
from petitions.commands.clear_emergency import ClearEmergency, clear_emergency
from petitions.commands.clear_flag import ClearFlag, clear_flag
from petitions.commands.close import Close, close
from petitions.commands.complete import Complete, complete
from petitions.commands.confirm_repeat import ConfirmRepeat, confirm_repeat
from petitions.commands.decline_referral import DeclineReferral, decline_referral
from petitions.commands.deny_extension import DenyExtension, deny_extension
from petitions.commands.deny_repeat import DenyRepeat, deny_repeat
from petitions.commands.discard import Discard, discard
from petitions.commands.dispose import Dispose, dispose
from petitions.commands.draw_plan import DrawPlan, draw_plan
from petitions.commands.end_hearing import EndHearing, end_hearing
from petitions.commands.evaluate import Evaluate, evaluate
from petitions.commands.explain import Explain, explain
from petitions.commands.finish_stage import FinishStage, finish_stage
from petitions.commands.grant_extension import GrantExtension, grant_extension
from petitions.commands.hand_over_crime import HandOverCrime, hand_over_crime
from petitions.commands.history_accept import HistoryAccept, history_accept
from petitions.commands.history_close import HistoryClose, history_close
from petitions.commands.history_find import HistoryFind, history_find
from petitions.commands.history_rate import HistoryRate, history_rate
from petitions.commands.history_refuse import HistoryRefuse, history_refuse
from petitions.commands.history_register import HistoryRegister, history_register
from petitions.commands.history_reply import HistoryReply, history_reply
from petitions.commands.hold_hearing import HoldHearing, hold_hearing
from petitions.commands.instruct import Instruct, instruct
from petitions.commands.investigate import Investigate, investigate
from petitions.commands.lift_supervision import LiftSupervision, lift_supervision
from petitions.commands.merge import Merge, merge
from petitions.commands.no_longer_accept import NoLongerAccept, no_longer_accept
from petitions.commands.note_procedure import NoteProcedure, note_procedure
from petitions.commands.object_to import ObjectTo, object_to
from petitions.commands.overrule_objection import OverruleObjection, overrule_objection
from petitions.commands.pass_procedure import PassProcedure, pass_procedure
from petitions.commands.pass_substance import PassSubstance, pass_substance
from petitions.commands.propose import Propose, propose
from petitions.commands.publish import Publish, publish
from petitions.commands.raise_emergency import RaiseEmergency, raise_emergency
from petitions.commands.raise_flag import RaiseFlag, raise_flag
from petitions.commands.record import Record, record
from petitions.commands.record_finding import RecordFinding, record_finding
from petitions.commands.redirect import Redirect, redirect
from petitions.commands.refer_criminal import ReferCriminal, refer_criminal
from petitions.commands.refer_discipline import ReferDiscipline, refer_discipline
from petitions.commands.refuse import Refuse, refuse
from petitions.commands.register import Register, register
from petitions.commands.reopen import Reopen, reopen
from petitions.commands.reply import Reply, reply
from petitions.commands.report_crime import ReportCrime, report_crime
from petitions.commands.report_emergency import ReportEmergency, report_emergency
from petitions.commands.report_progress import ReportProgress, report_progress
from petitions.commands.request_recheck import RequestRecheck, request_recheck
from petitions.commands.request_rereview import RequestRereview, request_rereview
from petitions.commands.resume import Resume, resume
from petitions.commands.return_proposal import ReturnProposal, return_proposal
from petitions.commands.return_supervision import ReturnSupervision, return_supervision
from petitions.commands.return_to_dispose import ReturnToDispose, return_to_dispose
from petitions.commands.return_to_investigate import ReturnToInvestigate, return_to_investigate
from petitions.commands.revoke_recheck import RevokeRecheck, revoke_recheck
from petitions.commands.revoke_rereview import RevokeRereview, revoke_rereview
from petitions.commands.separate import Separate, separate
from petitions.commands.sign_in import SignIn, sign_in
from petitions.commands.sign_plan import SignPlan, sign_plan
from petitions.commands.sign_strike_off import SignStrikeOff, sign_strike_off
from petitions.commands.stage_close import StageClose, stage_close
from petitions.commands.submit import Submit, submit
from petitions.commands.supervise import Supervise, supervise
from petitions.commands.transfer import Transfer, transfer
from petitions.commands.uphold_objection import UpholdObjection, uphold_objection
from petitions.commands.uphold_recheck import UpholdRecheck, uphold_recheck
from petitions.commands.uphold_rereview import UpholdRereview, uphold_rereview
from petitions.commands.vacate_owner import VacateOwner, vacate_owner
from petitions.commands.visit import RecordVisit, visit
from petitions.commands.withdraw import Withdraw, withdraw
from petitions.commands.withdraw_approval import WithdrawApproval, withdraw_approval
from petitions.commands.withdraw_recheck import WithdrawRecheck, withdraw_recheck
from petitions.commands.withdraw_rereview import WithdrawRereview, withdraw_rereview
from petitions.desk import Desk
from petitions.models import Case
from workflow.verbs import Verb

__all__ = [
    "COMMANDS",
    "Entry",
    "HistoryRegister",
    "Record",
    "Register",
    "history_register",
    "record",
    "register",
]


@dataclass(frozen=True, slots=True)
class Entry:
    """A command of a stored case: the class that carries it and the function that does it."""

    command: type[Command]
    do: Callable[[Any, Desk], Case]


COMMANDS: Mapping[Verb, Entry] = {
    Verb.ACCEPT: Entry(Accept, accept),
    Verb.AMEND: Entry(Amend, amend),
    Verb.ANSWER: Entry(Answer, answer),
    Verb.ANSWER_SUPERVISION: Entry(AnswerSupervision, answer_supervision),
    Verb.APPOINT_OWNER: Entry(AppointOwner, appoint_owner),
    Verb.APPROVE: Entry(Approve, approve),
    Verb.ARCHIVE: Entry(Archive, archive),
    Verb.ASK_EXTENSION: Entry(AskExtension, ask_extension),
    Verb.ASK_INFO: Entry(AskInfo, ask_info),
    Verb.CLASSIFY: Entry(Classify, classify),
    Verb.CLEAR_EMERGENCY: Entry(ClearEmergency, clear_emergency),
    Verb.CLEAR_FLAG: Entry(ClearFlag, clear_flag),
    Verb.CLOSE: Entry(Close, close),
    Verb.REGISTER: Entry(Complete, complete),
    Verb.CONFIRM_REPEAT: Entry(ConfirmRepeat, confirm_repeat),
    Verb.DECLINE_REFERRAL: Entry(DeclineReferral, decline_referral),
    Verb.DENY_EXTENSION: Entry(DenyExtension, deny_extension),
    Verb.DENY_REPEAT: Entry(DenyRepeat, deny_repeat),
    Verb.DISCARD: Entry(Discard, discard),
    Verb.DISPOSE: Entry(Dispose, dispose),
    Verb.DRAW_PLAN: Entry(DrawPlan, draw_plan),
    Verb.END_HEARING: Entry(EndHearing, end_hearing),
    Verb.EVALUATE: Entry(Evaluate, evaluate),
    Verb.EXPLAIN: Entry(Explain, explain),
    Verb.FINISH_STAGE: Entry(FinishStage, finish_stage),
    Verb.GRANT_EXTENSION: Entry(GrantExtension, grant_extension),
    Verb.HAND_OVER_CRIME: Entry(HandOverCrime, hand_over_crime),
    Verb.HISTORY_ACCEPT: Entry(HistoryAccept, history_accept),
    Verb.HISTORY_CLOSE: Entry(HistoryClose, history_close),
    Verb.HISTORY_FIND: Entry(HistoryFind, history_find),
    Verb.HISTORY_RATE: Entry(HistoryRate, history_rate),
    Verb.HISTORY_REFUSE: Entry(HistoryRefuse, history_refuse),
    Verb.HISTORY_REPLY: Entry(HistoryReply, history_reply),
    Verb.HOLD_HEARING: Entry(HoldHearing, hold_hearing),
    Verb.INSTRUCT: Entry(Instruct, instruct),
    Verb.INVESTIGATE: Entry(Investigate, investigate),
    Verb.LIFT_SUPERVISION: Entry(LiftSupervision, lift_supervision),
    Verb.MERGE: Entry(Merge, merge),
    Verb.NO_LONGER_ACCEPT: Entry(NoLongerAccept, no_longer_accept),
    Verb.NOTE_PROCEDURE: Entry(NoteProcedure, note_procedure),
    Verb.OBJECT: Entry(ObjectTo, object_to),
    Verb.OVERRULE_OBJECTION: Entry(OverruleObjection, overrule_objection),
    Verb.PASS_PROCEDURE: Entry(PassProcedure, pass_procedure),
    Verb.PASS_SUBSTANCE: Entry(PassSubstance, pass_substance),
    Verb.PROPOSE: Entry(Propose, propose),
    Verb.PUBLISH: Entry(Publish, publish),
    Verb.RAISE_EMERGENCY: Entry(RaiseEmergency, raise_emergency),
    Verb.RAISE_FLAG: Entry(RaiseFlag, raise_flag),
    Verb.RECORD_FINDING: Entry(RecordFinding, record_finding),
    Verb.REDIRECT: Entry(Redirect, redirect),
    Verb.REFER_CRIMINAL: Entry(ReferCriminal, refer_criminal),
    Verb.REFER_DISCIPLINE: Entry(ReferDiscipline, refer_discipline),
    Verb.REFUSE: Entry(Refuse, refuse),
    Verb.REOPEN: Entry(Reopen, reopen),
    Verb.REPLY: Entry(Reply, reply),
    Verb.REPORT_CRIME: Entry(ReportCrime, report_crime),
    Verb.REPORT_EMERGENCY: Entry(ReportEmergency, report_emergency),
    Verb.REPORT_PROGRESS: Entry(ReportProgress, report_progress),
    Verb.REQUEST_RECHECK: Entry(RequestRecheck, request_recheck),
    Verb.REQUEST_REREVIEW: Entry(RequestRereview, request_rereview),
    Verb.RESUME: Entry(Resume, resume),
    Verb.RETURN_PROPOSAL: Entry(ReturnProposal, return_proposal),
    Verb.RETURN_SUPERVISION: Entry(ReturnSupervision, return_supervision),
    Verb.RETURN_TO_DISPOSE: Entry(ReturnToDispose, return_to_dispose),
    Verb.RETURN_TO_INVESTIGATE: Entry(ReturnToInvestigate, return_to_investigate),
    Verb.REVOKE_RECHECK: Entry(RevokeRecheck, revoke_recheck),
    Verb.REVOKE_REREVIEW: Entry(RevokeRereview, revoke_rereview),
    Verb.SEPARATE: Entry(Separate, separate),
    Verb.SIGN_IN: Entry(SignIn, sign_in),
    Verb.SIGN_PLAN: Entry(SignPlan, sign_plan),
    Verb.SIGN_STRIKE_OFF: Entry(SignStrikeOff, sign_strike_off),
    Verb.STAGE_CLOSE: Entry(StageClose, stage_close),
    Verb.SUBMIT: Entry(Submit, submit),
    Verb.SUPERVISE: Entry(Supervise, supervise),
    Verb.TRANSFER: Entry(Transfer, transfer),
    Verb.UPHOLD_OBJECTION: Entry(UpholdObjection, uphold_objection),
    Verb.UPHOLD_RECHECK: Entry(UpholdRecheck, uphold_recheck),
    Verb.UPHOLD_REREVIEW: Entry(UpholdRereview, uphold_rereview),
    Verb.VACATE_OWNER: Entry(VacateOwner, vacate_owner),
    Verb.VISIT: Entry(RecordVisit, visit),
    Verb.WITHDRAW: Entry(Withdraw, withdraw),
    Verb.WITHDRAW_APPROVAL: Entry(WithdrawApproval, withdraw_approval),
    Verb.WITHDRAW_RECHECK: Entry(WithdrawRecheck, withdraw_recheck),
    Verb.WITHDRAW_REREVIEW: Entry(WithdrawRereview, withdraw_rereview),
}
"""By verb. ``Record``, ``Register`` and ``HistoryRegister`` create cases and are called by name."""
