"""What stands in a field at first where the case itself suggests it. It is a suggestion: whoever signs mends it."""

from collections.abc import Callable, Mapping
from typing import Any

from petitions.queries.case_handling import findings
from petitions.queries.reply_draft import reply_draft
from petitions.queries.timeline import last_said
from web.forms.fields import Place
from workflow.calendar import local_day
from workflow.needs import TransferMode
from workflow.verbs import Verb
from workflow.vocabulary import Level


def _reply(place: Place) -> str:
    """The draft of the reply, from what was found and done."""
    session, head = place.desk.session, place.step.head
    measures = str(last_said(session, head.id, Verb.DISPOSE, "measures") or "")
    bureau = place.desk.office.settings.bureau
    return reply_draft(head, findings(session, head.id), measures, place.today, bureau)


def _requirement(place: Place) -> str:
    """The usual demand, with the day by which the office must have answered."""
    due = place.step.head.next_due_at
    by = f"{local_day(due):%Y年%m月%d日}" if due else "规定期限"
    return f"请依法调查核实处理，于{by}前报送办理情况和答复稿。不得向被反映单位透露信访人信息。"


def _track(place: Place) -> str:
    track = place.step.head.track
    return track.value if track else ""


def _industry(place: Place) -> str:
    industry = place.step.head.industry
    return industry.value if industry else ""


def _level(place: Place) -> str:
    """The level that has no owner yet."""
    owners = place.step.facts.owners
    missing = [level for level in Level if level not in owners]
    return missing[0].value if missing else ""


FIRST: Mapping[tuple[Verb, str], Callable[[Place], Any]] = {
    (Verb.SUBMIT, "reply"): _reply,
    (Verb.TRANSFER, "requirement"): _requirement,
    (Verb.TRANSFER, "mode"): lambda place: TransferMode.ASSIGN.value,
    (Verb.CLASSIFY, "track"): _track,
    (Verb.CLASSIFY, "industry"): _industry,
    (Verb.APPOINT_OWNER, "level"): _level,
}
