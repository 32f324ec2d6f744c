"""An old register becomes history: each row's facts enter by the desk at the times that it tells, in order of receipt.

Rows are believed whole or not at all, and refused ones hold nobody up. A row is known by its number, so that the same
ledger imported again adds nothing. What is entered stands under days of the past: once one of these is sealed the
record takes no more of it, so a ledger comes before the first seal.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from petitions.command import Command
from petitions.commands import COMMANDS, HistoryRegister, history_register
from petitions.desk import Desk
from petitions.intake.ledger import Past, read_ledger, unknown_originals
from petitions.intake.ledger_words import Column
from petitions.intake.rows import RowProblem, title_from
from petitions.intake.spreadsheets import Sheet
from petitions.office import Office
from petitions.particulars import Particulars, Person, TypeChoice
from petitions.queries import intake_desk
from petitions.queries.ledger_desk import Handling, Known, cases_named, sealed_until, units_by_name
from petitions.registration import LEDGER_KEY
from petitions.repeats.text import fold
from petitions.suspects import tidy_index
from web.importing import Outcome
from web.intake import LENGTHS
from workflow.calendar import local_day
from workflow.machine import Refused
from workflow.roles import Actor, Role
from workflow.verbs import Verb
from workflow.vocabulary import Relation

BATCH = 100
LONGEST_FILE = 60


class SealedDays(Exception):  # noqa: N818 - an answer, not an accident
    """The ledger tells of days that the record has closed; the message says what to do."""

    def __init__(self, earliest: date, sealed: date) -> None:
        super().__init__(
            f"台账中最早的新件收到于{earliest}，而事件记录已封存至{sealed}，封存的日期不能再补录。"
            "请先执行 bihuan init 建立新的数据目录，在启动服务（首次封存）之前导入台账。"
            f"{sealed}之后收到的件可以单独导入。"
        )


@dataclass(slots=True)
class LedgerOutcome(Outcome):
    """What became of the rows so far, of so many in all; a ledger is read whole first and leaves no drafts."""

    total: int = 0


@dataclass(frozen=True, slots=True)
class LedgerImport:
    """One import: which table, read how, in whose name, at which moment."""

    sheet: Sheet
    columns: Mapping[Column, str]
    office: Office
    actor: Actor
    now: datetime
    dry: bool = False
    """Only look: nothing is written."""


@dataclass(slots=True)
class _Register:
    """What the rows may name: units, and cases by their numbers. It grows with every row."""

    units: Mapping[str, Handling]
    cases: dict[str, Known]


def run(
    job: LedgerImport, sessions: sessionmaker[Session], progress: Callable[[LedgerOutcome], None]
) -> LedgerOutcome:
    """Enter the ledger batch by batch; what was committed stays, and the next run goes on from there."""
    with sessions() as session:
        units, sealed = units_by_name(session), sealed_until(session)
        rows, problems = read_ledger(job.sheet, job.columns, job.now, frozenset(units))
        cases = cases_named(
            session, {one.number for one in rows} | {one.earlier for one in rows if one.earlier}
        )
    known = {number for number, case in cases.items() if case.of_ledger}
    new = [one for one in rows if one.number not in known]
    received = {number: case.received for number, case in cases.items()}
    astray = list(unknown_originals(new, job.columns, received))
    new = [one for one in new if one.row not in {problem.row for problem in astray}]
    if new and sealed is not None and local_day(new[0].received) <= sealed:
        raise SealedDays(local_day(new[0].received), sealed)
    outcome = LedgerOutcome(
        total=len(rows) + len({problem.row for problem in problems}),
        known=sum(one.number in known for one in rows),
        refused=sorted([*problems, *astray], key=lambda problem: problem.row),
    )
    register = _Register(units, cases)
    for batch in _batches(new):
        with sessions.begin() as session:
            for one in batch:
                _take(job, session, register, one, outcome)
        progress(outcome)
    if not job.dry and outcome.registered:
        tidy_index(sessions)
    return outcome


def _batches(rows: Sequence[Past]) -> Iterator[Sequence[Past]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def _take(
    job: LedgerImport, session: Session, register: _Register, one: Past, outcome: LedgerOutcome
) -> None:
    """Enter one row in a savepoint; what a rule or the database refuses is told and leaves nothing behind."""
    problem = None if job.dry else _enter(job, session, register, one)
    if problem is None:
        outcome.registered += 1
        outcome.remarks += one.remarks
    else:
        outcome.refused.append(problem)


def _enter(job: LedgerImport, session: Session, register: _Register, one: Past) -> RowProblem | None:
    if one.earlier and one.earlier not in register.cases:
        return RowProblem(one.row, Column.EARLIER.label, "原件没有导入。", "请先处理原件那一行，再次导入。")
    try:
        with session.begin_nested():
            number = _play(job, session, register, one)
    except Refused as refused:
        return RowProblem(one.row, "整行", "".join(reason.sentence for reason in refused.reasons), "")
    except DBAPIError:  # its words may hold what the row tells: they are not passed on
        return RowProblem(one.row, "整行", "数据库没有接受这一行。", "请核对各列内容后单独导入这一行。")
    register.cases[one.number] = Known(number, one.received, one.settled, of_ledger=True)
    session.expunge_all()
    return None


# --- one row --------------------------------------------------------------------------------------------------------


def _play(job: LedgerImport, session: Session, register: _Register, one: Past) -> int:
    """Everything that the row tells, each at its time, by the system in the name of who imports."""
    actor = replace(job.actor, roles=frozenset({Role.SYSTEM}))
    source = f"{job.sheet.name[:LONGEST_FILE]}第{one.row}行"
    entered_at = job.now.isoformat(timespec="seconds")
    earlier = register.cases.get(one.earlier)
    case = history_register(
        HistoryRegister(
            particulars=_particulars(session, register.units, one),
            source=source,
            entered_at=entered_at,
            ended=one.ended,
            earlier=earlier.id if earlier else None,
            relation=_relation(one, earlier) if earlier else Relation.SAME_OPEN,
        ),
        Desk(session, job.office, actor, one.received),
    )
    for at, verb, given in _steps(one, register.units):
        command: type[Command] = COMMANDS[verb].command
        said = command(case_no=case.case_no, source=source, entered_at=entered_at, **given)  # type: ignore[call-arg,arg-type]
        COMMANDS[verb].do(said, Desk(session, job.office, actor, at))
    return case.id


def _steps(one: Past, units: Mapping[str, Handling]) -> Iterator[tuple[datetime, Verb, dict[str, object]]]:
    """What happened after receipt, in order. A ledger dates no rating: it is counted with the reply that it rates."""
    unit = units[fold(one.unit)].id if one.unit else None
    if one.refused:
        yield one.refused, Verb.HISTORY_REFUSE, {"reason": one.reason, "unit": unit}
    if one.accepted:
        yield one.accepted, Verb.HISTORY_ACCEPT, {"unit": unit}
    if one.found and one.truth:
        yield one.found, Verb.HISTORY_FIND, {"truth": one.truth}
    if one.replied:
        yield one.replied, Verb.HISTORY_REPLY, {"way": one.way}
        if one.rating:
            yield one.replied, Verb.HISTORY_RATE, {"rating": one.rating}
    if one.closed:
        yield one.closed, Verb.HISTORY_CLOSE, {}


def _relation(one: Past, earlier: Known) -> Relation:
    """By whether the earlier one was answered when this came. What was then taken on again had something new."""
    if earlier.settled is None or earlier.settled > one.received:
        return Relation.SAME_OPEN
    return Relation.SAME_NO_NEWS if one.refused else Relation.SAME_NEW_FACTS


def _particulars(session: Session, units: Mapping[str, Handling], one: Past) -> Particulars:
    enterprise = intake_desk.enterprise_named(session, one.respondent) if one.respondent else None
    unit = units[fold(one.unit)] if one.unit else None
    by_phone = sum(sign.isdigit() for sign in one.contact) >= 5 and "@" not in one.contact
    person = Person(
        name=one.name[: LENGTHS["name"]],
        phone=one.contact[: LENGTHS["phone"]] if by_phone else "",
        address="" if by_phone else one.contact[: LENGTHS["address"]],
    )
    return Particulars(
        channel=one.channel,
        received_at=one.received,
        title=title_from(one.content),
        content=one.content,
        place=one.place[: LENGTHS["place"]],
        district_id=unit.id if unit and unit.territorial else enterprise.district_id if enterprise else None,
        respondent=one.respondent[: LENGTHS["respondent"]],
        enterprise_id=enterprise.id if enterprise else None,
        types=tuple(TypeChoice(kind, subtype) for kind, subtype in one.types),
        petitioners=(person,) if person.name or person.reachable else (),
        anonymous=not person.reachable and not person.name,
        origin_no=one.number,
        source_key=LEDGER_KEY + one.number,
    )
