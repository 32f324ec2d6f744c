"""A foreign table becomes cases: good rows are registered or kept as drafts, bad ones are told, none spoils another.

Two hundred rows share a transaction and each row has a savepoint of its own. A row is known by its source key, so
that the same file imported again adds nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from petitions.commands import Record, Register, record, register
from petitions.desk import Desk
from petitions.intake.classify import classify
from petitions.intake.extract import Field, extract, first
from petitions.intake.mapping import ColumnMapping
from petitions.intake.rows import Parsed, RowProblem, plan_import
from petitions.intake.spreadsheets import Sheet
from petitions.intake.wording import Target
from petitions.office import Office
from petitions.particulars import Particulars, Person, TypeChoice
from petitions.queries import intake_desk
from petitions.queries.intake_desk import Territory
from petitions.repeats import normalise
from petitions.suspects import tidy_index
from web.intake import LENGTHS, USUAL_CLAIM, gaps
from workflow.machine import Refused
from workflow.roles import Actor
from workflow.vocabulary import Channel, PollutionType

BATCH = 200
LONGEST_TITLE = 120


@dataclass(slots=True)
class Outcome:
    """What became of the rows so far."""

    registered: int = 0
    drafts: int = 0
    known: int = 0
    refused: list[RowProblem] = field(default_factory=list)
    remarks: list[RowProblem] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Rows that were looked at; one that has two faults is one row."""
        return self.registered + self.drafts + self.known + len({problem.row for problem in self.refused})


@dataclass(frozen=True, slots=True)
class Import:
    """One import: which table, read how, on whose behalf, at which moment."""

    sheet: Sheet
    mapping: ColumnMapping
    office: Office
    actor: Actor
    now: datetime
    channel: Channel
    """The channel of rows that do not tell theirs."""
    dry: bool = False
    """Only look: nothing is written."""


def run(job: Import, sessions: sessionmaker[Session], progress: Callable[[Outcome], None]) -> Outcome:
    """Import the table batch by batch; what was committed stays, whatever happens to the rest."""
    outcome = Outcome()
    for batch in _batches(plan_import(job.sheet, job.mapping, job.now), BATCH):
        outcome.refused += [one for one in batch if isinstance(one, RowProblem)]
        with sessions.begin() as session:
            _enter_all(job, session, [one for one in batch if isinstance(one, Parsed)], outcome)
        progress(outcome)
    if not job.dry and outcome.registered:
        tidy_index(sessions)
    return outcome


def _batches(found: Iterator[Parsed | RowProblem], size: int) -> Iterator[list[Parsed | RowProblem]]:
    while batch := list(islice(found, size)):
        yield batch


def _enter_all(job: Import, session: Session, rows: Sequence[Parsed], outcome: Outcome) -> None:
    known = intake_desk.sources_known(session, [row.source_key for row in rows])
    places = intake_desk.territories(session)
    for row in rows:
        if row.source_key in known:
            outcome.known += 1
            continue
        said, remarks = entry_of(row, job.mapping, session, places, job.channel)
        complete = not dict(gaps(said))
        problem = None if job.dry else _enter(job, session, row, said, complete)
        if problem is not None:
            outcome.refused.append(problem)
            continue
        outcome.registered += complete
        outcome.drafts += not complete
        outcome.remarks += [*row.remarks, *remarks]


def _enter(
    job: Import, session: Session, row: Parsed, said: Particulars, complete: bool
) -> RowProblem | None:
    """Write one row in a savepoint. Nobody is told a query code here, so none is given."""
    desk = Desk(session, job.office, job.actor, job.now)
    try:
        with session.begin_nested():
            if complete:
                register(Register(particulars=said, query_code=""), desk)
            else:
                record(Record(particulars=said), desk)
    except Refused as refused:
        return RowProblem(row.number, "整行", "".join(one.sentence for one in refused.reasons), "")
    except DBAPIError:  # its words may hold what the row tells: they are not passed on
        return RowProblem(row.number, "整行", "数据库没有接受这一行。", "请核对各列内容后单独导入这一行。")
    return None


# --- one row --------------------------------------------------------------------------------------------------------


def entry_of(
    row: Parsed, mapping: ColumnMapping, session: Session, places: Iterable[Territory], channel: Channel
) -> tuple[Particulars, list[RowProblem]]:
    """A row as a register entry, and what was odd in it. What the columns do not tell is sought in the text."""
    reader = _Row(row, mapping)
    found = extract(f"{row.title}\n{row.content}")
    place_told, firm_told = first(found, Field.PLACE), first(found, Field.ENTERPRISE)
    respondent = reader.fit(Target.RESPONDENT, row.respondent or (firm_told.value if firm_told else ""))
    place = row.place or (place_told.value if place_told else "") or row.district
    enterprise = intake_desk.enterprise_named(session, respondent) if respondent else None
    person = reader.person()
    said = Particulars(
        channel=row.channel or channel,
        received_at=row.received_at,
        title=row.title[:LONGEST_TITLE],
        content=row.content,
        claim=reader.fit(Target.CLAIM, row.claim) or USUAL_CLAIM,
        place=reader.fit(Target.PLACE, place),
        district_id=_territory(row.district, places) or (enterprise.district_id if enterprise else None),
        respondent=respondent,
        enterprise_id=enterprise.id if enterprise else None,
        types=reader.types(),
        petitioners=(person,) if person.name or person.reachable else (),
        anonymous=not person.reachable and not _is_name(person.name),
        origin_no=row.origin_no[: LENGTHS["origin_no"]] or None,
        source_key=row.source_key,
    )
    return said, reader.remarks


class _Row:
    """A row and what was found odd in it while it was made an entry."""

    def __init__(self, row: Parsed, mapping: ColumnMapping) -> None:
        self.row, self.mapping = row, mapping
        self.remarks: list[RowProblem] = []

    def remark(self, target: Target, reason: str, advice: str) -> None:
        column = self.mapping.columns.get(target, target.label)
        self.remarks.append(RowProblem(self.row.number, column, reason, advice))

    def fit(self, target: Target, text: str) -> str:
        """What fits into the register; the content itself is never cut."""
        most = LENGTHS[target.value]
        if len(text) > most:
            self.remark(target, f"超过{most}字，已截取前{most}字。", "完整内容请见原文件。")
        return text[:most]

    def person(self) -> Person:
        """The petitioner. A masked or broken number reaches nobody and is left out."""
        row, phone = self.row, self.row.phone
        if phone and normalise.phone(phone) is None:
            self.remark(Target.PHONE, "号码不完整，未作为联系方式。", "请向信访人核实后补记。")
            phone = ""
        return Person(
            name=self.fit(Target.NAME, row.name), phone=phone, address=self.fit(Target.ADDRESS, row.address)
        )

    def types(self) -> tuple[TypeChoice, ...]:
        """The types that the table gives, else those that the words speak for; the petition officer decides."""
        if self.row.types:
            return tuple(TypeChoice(one) for one in self.row.types)
        told = classify(self.row.title, self.row.content)
        if not told.types:
            self.remark(Target.TYPES, "内容中没有污染类型的词语，暂按“其他”登记。", "甄别时请核对。")
            return (TypeChoice(PollutionType.OTHER),)
        named = {one.value.type: one.value for one in told.subtypes}
        return tuple(TypeChoice(one.value, named.get(one.value)) for one in told.types)


def _is_name(name: str) -> bool:
    """Whether a column of names names a person: 匿名, 市民 and the account of a web site do not."""
    return any("一" <= sign <= "鿿" for sign in normalise.person(name))


def _territory(told: str, places: Iterable[Territory]) -> int | None:
    """The one sub-bureau whose district the row names."""
    if not told:
        return None
    found = [
        place.id
        for place in places
        if told in (place.name, place.district) or (place.district and place.district in told)
    ]
    return found[0] if len(found) == 1 else None
