"""The kinds of long work: one row each. A view asks by ``petitions.jobs.ask(session, code, parameters, actor, now)``.

``make`` runs in a process of its own that knows no key and writes nothing: it reads, makes a file and tells how far it
is. What it raises as ``Unmade`` is a sentence for the asker; anything else is a fault and stays in the log.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session, sessionmaker

from petitions.jobs import Finished
from petitions.office import Office
from web.i18n import marked
from workflow.calendar import local_day

Tell = Callable[[int, int, str], None]
"""Told how far the work is: parts done, all parts, and the step at hand."""


class Unmade(Exception):  # noqa: N818 - an answer, not a fault
    """The work cannot be done as asked; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the work is done on, when it was asked for, and where it reads."""

    parameters: Mapping[str, str]
    asked_at: datetime
    sessions: sessionmaker[Session]
    tell: Tell


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was made, back in the worker: in the transaction that ends the job, at its moment."""

    session: Session
    office: Office
    parameters: Mapping[str, str]
    asked_by: int
    now: datetime
    made: Finished


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its code in the job's row, its name on the screen, and how it is done."""

    code: str
    title: Callable[[Mapping[str, str]], str]
    make: Callable[[Order], Finished]
    keep: Callable[[Delivery], None] | None = None
    """Writes down what the work was for. What it raises as ``Unmade`` undoes it and ends the job without its file."""
    page: Callable[[Mapping[str, str]], str] | None = None
    """Where the asker goes on when it is done."""


# --- the monthly bulletin -------------------------------------------------------------------------------------------

BULLETIN = "bulletin"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
COUNTING, LAYING_OUT = marked("统计数据"), marked("排版")
ROWS_A_PAGE, BLOCKS_A_PAGE = 26, 4
"""From which the length of a paper is guessed before it is laid out."""


def _bulletin_title(parameters: Mapping[str, str]) -> str:
    from reports.periods import parse_period

    month = parse_period(parameters["month"]).label
    public = parameters.get("edition") == "public"
    title: str = (
        _("%(month)s情况通报（公开版）", month=month)
        if public
        else _("%(month)s情况通报（内部版）", month=month)
    )
    return title


def _bulletin(order: Order) -> Finished:
    """``month`` (or any period), ``edition`` (internal, public) and, for Word, ``form`` (docx): the bulletin that is
    on its way, else what is counted on the day on which it was asked for.
    """
    from petitions.bulletins import find
    from petitions.office import load_settings
    from reports.bulletin import bulletin, checked_facts, file_name
    from reports.facts import FutureMonthError
    from reports.issuing.paper import paper_of
    from reports.model import Document, Table
    from reports.monthly.compose import CrossFootError, Edition
    from reports.monthly.redaction import IdentityError
    from reports.pdf import document_pdf
    from reports.periods import parse_period

    def pages(document: Document) -> int:
        blocks = [*document.blocks, *(block for annex in document.annexes for block in annex.blocks)]
        rows = sum(len(block.rows) for block in blocks if isinstance(block, Table))
        return 1 + rows // ROWS_A_PAGE + len(blocks) // BLOCKS_A_PAGE

    period, edition = parse_period(order.parameters["month"]), Edition(order.parameters["edition"])
    today = local_day(order.asked_at)
    order.tell(0, 1, COUNTING)
    try:
        with order.sessions() as session:
            held, settings = find(session, str(period)), load_settings(session)
            if held is not None:
                document = paper_of(held, settings, today).document(edition)
            else:
                document = bulletin(checked_facts(session, period, today), settings, today, edition=edition)
    except (CrossFootError, FutureMonthError, IdentityError) as error:
        raise Unmade(str(error)) from error
    if order.parameters.get("form") == "docx":
        from reports.exports.word import document_docx

        order.tell(0, 1, LAYING_OUT)
        return Finished(file_name(period, edition).replace(".pdf", ".docx"), DOCX, document_docx(document))
    whole = pages(document)
    printed = document_pdf(document, lambda page: order.tell(min(page, whole), whole + 2, LAYING_OUT))
    return Finished(file_name(period, edition), "application/pdf", printed)


# --- its issue ------------------------------------------------------------------------------------------------------

ISSUE = "issue"


def _issue_title(parameters: Mapping[str, str]) -> str:
    from reports.periods import parse_period

    title: str = _("%(period)s通报签发", period=parse_period(parameters["month"]).label)
    return title


def _issue(order: Order) -> Finished:
    from web.background.issue import both_editions

    return both_editions(order)


def _keep_issue(delivery: Delivery) -> None:
    from web.background.issue import keep

    keep(delivery)


def _issue_page(parameters: Mapping[str, str]) -> str:
    return url_for("bulletin.month", month=parameters["month"])


KINDS = (
    Kind(BULLETIN, _bulletin_title, _bulletin),
    Kind(ISSUE, _issue_title, _issue, _keep_issue, _issue_page),
)
BY_CODE: Mapping[str, Kind] = {kind.code: kind for kind in KINDS}
