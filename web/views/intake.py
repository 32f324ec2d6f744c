"""The operator's desk: a call is taken down, checked against the register while typing, and registered.

Everything works as a plain form; the script (``static/js/intake.js``) asks the same addresses while somebody types.
What is typed goes in the body of a POST alone, never into an address. Looking things up takes no write lock.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from petitions.commands import Record, Register, record, register
from petitions.intake.classify import Classification, Proposal, classify
from petitions.intake.drafts import discard_draft, load_draft, save_draft
from petitions.intake.extract import Field, Found, extract, first
from petitions.intake.numbering import query_code
from petitions.intake.routing import Route, Step, propose_district, propose_route
from petitions.particulars import fingerprints
from petitions.queries import intake_desk, pickers
from petitions.queries.intake_desk import CallerHistory, Entered, Suspects, Territory
from petitions.suspects import calibration_of, subject_of
from web import db
from web.auth import permits
from web.i18n import label
from web.intake import (
    ANONYMOUS,
    EMERGENCY,
    LENGTHS,
    NORMAL,
    OPEN,
    SECRET,
    Reading,
    Sheet,
    fresh,
    read,
    sheet_of,
)
from web.templating import as_clock
from workflow.calendar import SHANGHAI
from workflow.machine import Refused
from workflow.roles import Role
from workflow.rules import limits_for
from workflow.states import UNREGISTERED
from workflow.terms import Limit, Term
from workflow.vocabulary import Channel, Opinion, PollutionSubtype, PollutionType, Track

blueprint = Blueprint("intake", __name__)

DESK = (Role.OPERATOR, Role.PETITION_OFFICER, Role.PETITION_HEAD)
TOKEN_BYTES = 16
TOKEN = re.compile(r"[0-9a-f]{32}")
ENOUGH = 6
"""So many characters of content are compared with the register; fewer say nothing."""
EXCERPT = 58
FILLED_BY = {
    Field.PHONE: "phone",
    Field.TIME: "occurred",
    Field.PLACE: "place",
    Field.ENTERPRISE: "respondent",
    Field.PLATE: "",
}
CLAIMS = ("查处并答复", "责令停止违法行为", "责令限期整改", "告知查处结果", "解释说明")


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the form."""

    limits: tuple[Limit, ...]
    suspects: Suspects | None = None
    caller: CallerHistory | None = None
    proposed: Classification | None = None
    route: Proposal[Route] | None = None
    """Whose matter it may be where it is not the bureau's alone."""
    territory: Proposal[Territory] | None = None
    """In whose district the matter lies, as long as nobody has said so."""
    told: tuple[tuple[str, Found], ...] = ()
    """What the content tells of fields that are still empty: the field's name on the form, and the passage."""


# --- pages ----------------------------------------------------------------------------------------------------------


@blueprint.get("/intake")
@permits(*DESK)
def form() -> ResponseReturnValue:
    """An empty form, or what was typed before the browser or the server went down."""
    draft = load_draft(db.session(), db.store().vault, db.actor().officer_id)
    if draft is None or _entered(token := _token_in(draft.fields.get("token", ()))):
        return _page(fresh(db.now()), _new_token())
    return _page(Sheet(draft.fields), token, restored=draft.saved_at)


@blueprint.post("/intake")
@permits(*DESK)
def enter() -> ResponseReturnValue:
    """Register the matter, or keep it as a draft of the register (``do=record``). A form counts once."""
    sheet, token = sheet_of(request.form), _token_in(request.form.getlist("token"))
    if (known := _entered(token)) is not None:
        return _answer_again(known, sheet, token)
    as_draft = request.form.get("do") == "record"
    reading = read(sheet, db.session(), db.now(), _source_key(token))
    if problems := _problems(sheet, reading, as_draft):
        return _page(sheet, token, problems), 422
    try:
        _carry_out(reading, sheet, token, as_draft)
    except Refused as refused:
        db.abandon()
        return _page(sheet, token, {}, refused=refused), 422
    except IntegrityError:  # the same form, sent twice at once: the other was faster
        db.abandon()
        if _entered(token) is None:
            raise
    discard_draft(db.session(), db.actor().officer_id)
    return _receipt(token)


@blueprint.post("/intake/suspects")
@permits(*DESK)
def suspects() -> ResponseReturnValue:
    """What the register knows of the matter and the caller: for the script the part beside the form, else the page."""
    sheet = sheet_of(request.form)
    with _reading() as session:
        beside = _look_up(session, sheet)
    if request.accept_mimetypes.best == "application/json":
        return {"html": render_template("intake_beside.html", sheet=sheet, **_beside_context(beside))}
    return _page(sheet, _token_in(request.form.getlist("token")), beside=beside)


@blueprint.post("/intake/names")
@permits(*DESK)
def names() -> ResponseReturnValue:
    """Names that go on as typed: enterprises and cells of the grid, by pinyin initials too, and officers."""
    typed, kind = request.form.get("typed", "")[:60], request.form.get("kind", "")
    with _reading() as session:
        if kind == "respondent":
            firms = pickers.enterprises_like(session, typed)
            return {"names": [_offer(firm.name, firm.address, firm.district_id) for firm in firms]}
        if kind == "grid":
            places = {one.id: one.name for one in intake_desk.territories(session)}
            cells = pickers.cells_like(session, typed)
            noted = [(one, places.get(one.district_id or 0, "")) for one in cells]
            return {"names": [_offer(one.name, note, one.district_id) for one, note in noted]}
        officers = intake_desk.officers_like(session, typed) if kind == "accused" else ()
        return {"names": [_offer(one.name) for one in officers]}


def _offer(name: str, note: str = "", district: int | None = None) -> dict[str, str]:
    """A name to take over, what it is told apart by, and the territory that it settles."""
    return {"name": name, "note": note, "district": str(district or "")}


@blueprint.post("/intake/draft")
@permits(*DESK)
def draft() -> ResponseReturnValue:
    """Keep what was typed so far, encrypted, for this officer alone."""
    sheet = sheet_of(request.form)
    if not sheet.is_blank:
        fields = {**sheet.values, "token": (_token_in(request.form.getlist("token")),)}
        save_draft(db.session(), db.store().vault, db.actor().officer_id, fields, db.now())
    return {"saved": as_clock(db.now())}


@blueprint.post("/intake/draft/discard")
@permits(*DESK)
def discard() -> ResponseReturnValue:
    """Throw away what was kept and begin anew."""
    discard_draft(db.session(), db.actor().officer_id)
    flash(_("已清除暂存内容。"), "success")
    return redirect(url_for("intake.form"))


# --- carrying out ---------------------------------------------------------------------------------------------------


def _problems(sheet: Sheet, reading: Reading, as_draft: bool) -> dict[str, str]:
    """What keeps the form from being entered, by field; a draft of the register may have gaps, but not be empty."""
    if not as_draft:
        return {**reading.gaps, **reading.problems}
    if sheet.is_blank:
        return {"content": _("还没有可以暂存的内容。请至少填写一项。")}
    return reading.problems


def _carry_out(reading: Reading, sheet: Sheet, token: str, as_draft: bool) -> None:
    said = reading.particulars
    if as_draft:
        record(Record(particulars=said, shown=sheet.shown), db.desk())
    else:
        entry = Register(particulars=said, query_code=_code_of(token), shown=sheet.shown)
        register(entry, db.desk())


def _answer_again(known: Entered, sheet: Sheet, token: str) -> ResponseReturnValue:
    """The same form once more gets its first receipt; one that was changed since is asked about, nothing lost."""
    said = (sheet.one("content"), sheet.one("place"), sheet.one("respondent"))
    if said == (known.content, known.place, known.respondent):
        return _receipt(token, again=True)
    sentence = _(
        "这张表单已登记为 %(number)s，内容后来有改动，尚未登记。如是另一件事，请再次点“登记”。",
        number=known.case_no,
    )
    return _page(sheet, _new_token(), notice=sentence), 422


def _receipt(token: str, again: bool = False) -> ResponseReturnValue:
    """The number and the query code, to be read to the caller."""
    entered = _entered(token)
    assert entered is not None
    registered = entered.state not in UNREGISTERED
    code = _code_of(token) if registered else None
    return render_template("intake_receipt.html", entered=entered, code=code, again=again)


# --- pieces ---------------------------------------------------------------------------------------------------------


def _reading() -> Session:
    """A session for looking things up; the write lock that this request's login took is given back first."""
    db.abandon()
    return db.store().reading()


def _new_token() -> str:
    return db.store().config.draw(TOKEN_BYTES).hex()


def _token_in(sent: Iterable[str]) -> str:
    """The token of a form; a new one where it has none that we could have made."""
    token = next(iter(sent), "")
    return token if TOKEN.fullmatch(token) else _new_token()


def _source_key(token: str) -> str:
    return f"form:{token}"


def _entered(token: str) -> Entered | None:
    return intake_desk.entered_as(db.session(), db.actor().officer_id, _source_key(token))


def _code_of(token: str) -> str:
    """The query code of a form. It follows from the form's secret token, so that a form that is sent twice by a
    double click shows the same code, and nobody without the form can learn it."""
    secret = int(db.store().vault.fingerprint(f"query code of form {token}") or "", 16)
    return query_code(lambda below: secret % below)


def _look_up(session: Session, sheet: Sheet) -> Beside:
    """All that the register and the words themselves tell of what was typed so far."""
    reading = read(sheet, session, db.now())
    said, limits = reading.particulars, _limits(reading)
    known = fingerprints(said.petitioners, db.store().vault)
    caller = intake_desk.caller_history(session, db.actor(), known.phones) if known.phones else None
    told = len(said.content) >= ENOUGH
    if not (told or said.enterprise_id or known.phones):
        return Beside(limits, caller=caller)
    subject = subject_of(said, known)
    found = intake_desk.suspects_of(
        session,
        db.actor(),
        subject,
        said.enterprise_id,
        db.now(),
        sheet.opinions,
        calibration_of(db.office()),
    )
    if not told:
        return Beside(limits, found, caller)
    territory = None if said.district_id else _territory(session, f"{said.place} {said.content}")
    route = _elsewhere(said.content)
    return Beside(limits, found, caller, classify("", said.content), route, territory, tuple(_told(sheet)))


def _territory(session: Session, words: str) -> Proposal[Territory] | None:
    known = {one.district: one for one in intake_desk.territories(session) if one.district}
    found = propose_district("", words, dict.fromkeys(known, ""))
    return None if found is None else Proposal(known[found.value], found.score, found.words)


def _told(sheet: Sheet) -> Iterator[tuple[str, Found]]:
    """The first passage for each field that nobody has filled in yet; a licence plate has no field and is only shown."""
    found = extract(sheet.one("content"))
    for field, name in FILLED_BY.items():
        passage = first(found, field)
        if passage is not None and not sheet.one(name):
            yield name, passage


def _elsewhere(content: str) -> Proposal[Route] | None:
    route = propose_route("", content)
    return None if route is None or route.value.step is Step.HANDLE else route


def _limits(reading: Reading) -> tuple[Limit, ...]:
    """The limits of a matter of the usual path (A) that is accepted today; which path it takes is decided later."""
    office = db.office()
    found = limits_for(
        received_at=reading.particulars.received_at,
        accepted_at=db.now(),
        track=Track.A,
        channel=reading.particulars.channel,
        calendar=office.calendar,
        settings=office.settings.terms,
    )
    return tuple(one for one in found if one.term is not Term.EXPOSURE_NONPERFORMANCE)


def marked(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """An excerpt of a text around its first marked passage, in pieces: the words and whether they are marked."""
    ordered = sorted(spans)
    start = max(0, ordered[0][0] - 12) if ordered else 0
    end = min(len(text), start + EXCERPT)
    if start:
        yield "…", False
    at = start
    for start_at, last in ordered:
        if start_at >= end or start_at < at:
            continue
        yield text[at:start_at], False
        yield text[start_at : min(last, end)], True
        at = min(last, end)
    yield text[at:end] + ("…" if end < len(text) else ""), False


def _beside_context(beside: Beside) -> dict[str, object]:
    return {"beside": beside, "marked": marked, "opinions": tuple(Opinion)}


def _page(sheet: Sheet, token: str, problems: dict[str, str] | None = None, **more: object) -> str:
    """The form with what stands in it and what is wrong with it."""
    beside = more.pop("beside", None) or Beside(_limits(read(sheet, db.session(), db.now())))
    keys = "1234567890"
    return render_template(
        "intake.html",
        sheet=sheet,
        begun=f"{db.now().astimezone(SHANGHAI):%Y-%m-%dT%H:%M:%S}",
        token=token,
        problems=problems or {},
        channels=[(one.value, label(one)) for one in Channel],
        types=list(zip(keys, PollutionType, strict=True)),
        subtypes={one: [sub for sub in PollutionSubtype if sub.type is one] for one in PollutionType},
        territories=[(one.id, one.name) for one in intake_desk.territories(db.session())],
        protections=((SECRET, _("保密")), (OPEN, _("公开")), (ANONYMOUS, _("匿名"))),
        urgencies=((NORMAL, _("普通")), (EMERGENCY, _("应急"))),
        claims=CLAIMS,
        lengths=LENGTHS,
        **_beside_context(beside),  # type: ignore[arg-type]
        **more,
    )
