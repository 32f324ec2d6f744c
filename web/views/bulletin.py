"""The monthly bulletin on the screen and as PDF: the same facts, the same indicators, the same tables."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from io import BytesIO

from flask import Blueprint, abort, render_template, request, send_file
from flask.typing import ResponseReturnValue

from reports.bulletin import bulletin, bulletin_pdf, checked_facts, file_name
from reports.charts import svg
from reports.facts import months_with_cases
from reports.figures import MonthFacts
from reports.fonts import HEI, RARE
from reports.kpis import KPIS, Measure
from reports.model import Block, Figure, Heading, Level
from reports.month import Month
from reports.monthly import tables
from reports.monthly.compose import CrossFootError, Edition
from reports.monthly.story import Story
from web import db
from web.auth import permits
from workflow.calendar import local_day
from workflow.roles import Role

blueprint = Blueprint("bulletin", __name__)

PACKED_TYPE = f"{HEI.family},{RARE.family}"

READERS = (
    Role.STATISTICIAN,
    Role.PETITION_HEAD,
    Role.LEADER,
    Role.DEPUTY_PETITIONS,
    Role.DEPUTY_BUSINESS,
    Role.BUREAU_HEAD,
)


@blueprint.get("/bulletin")
@permits(*READERS)
def index() -> ResponseReturnValue:
    """The months that have items."""
    return render_template("bulletin.html", months=months_with_cases(db.session()))


@blueprint.get("/bulletin/<month>")
@permits(*READERS)
def month(month: str) -> ResponseReturnValue:
    """One month: indicators with their numbers and definitions, and the bulletin's text, tables and charts."""
    chosen, today = _month(month), local_day(db.now())
    try:
        facts = checked_facts(db.session(), chosen, today)
    except CrossFootError as error:
        return render_template("bulletin_month.html", month=chosen, problem=str(error)), 409
    document = bulletin(facts, db.office().settings, today)
    indicators = tables.kpis(
        Story(facts, Edition.INTERNAL)
    )  # the page has them above, with their definitions
    return render_template(
        "bulletin_month.html",
        month=chosen,
        facts=facts,
        kpis=tuple(_measures(facts)),
        blocks=tuple(_kinds(block for block in document.blocks if block != indicators)),
        annexes=[
            annex for annex in document.annexes if tables.definitions(facts.counted) not in annex.blocks
        ],
        picture=_picture,
    )


@blueprint.get("/bulletin/<month>.pdf")
@permits(*READERS)
def paper(month: str) -> ResponseReturnValue:
    """The bulletin as PDF, in the edition that is asked for."""
    chosen, edition = _month(month), _edition(request.args.get("edition", Edition.INTERNAL.value))
    try:
        printed = bulletin_pdf(
            db.session(), db.office().settings, chosen, local_day(db.now()), edition=edition
        )
    except CrossFootError as error:
        return render_template("bulletin_month.html", month=chosen, problem=str(error)), 409
    return send_file(
        BytesIO(printed), "application/pdf", as_attachment=True, download_name=file_name(chosen, edition)
    )


def _month(text: str) -> Month:
    """A month that has begun; anything else is not found."""
    try:
        chosen = Month.parse(text)
    except ValueError:
        abort(404)
    if str(chosen) != text or chosen.first_day > local_day(db.now()):
        abort(404)
    return chosen


def _edition(text: str) -> Edition:
    try:
        return Edition(text)
    except ValueError:
        abort(404)


def _measures(facts: MonthFacts) -> Iterator[tuple[Measure, Measure, Measure]]:
    """Each indicator of this month, of the month before and of the same month last year."""
    for kpi in KPIS:
        cohorts = (facts.cohort, facts.previous_cohort, facts.year_ago_cohort)
        this, previous, year_ago = (kpi.measure(cohort) for cohort in cohorts)
        yield this, previous, year_ago


def _kinds(blocks: Iterable[Block]) -> Iterator[tuple[str, Block]]:
    """The blocks of the document, each with the word by which the page knows what it is."""
    for block in blocks:
        if isinstance(block, Heading):
            yield ("heading" if block.level is Level.FIRST else "subheading"), block
        else:
            yield type(block).__name__.lower(), block


def _picture(figure: Figure) -> str:
    """A chart as a picture: the same drawing as on paper, in the reader's own type where the packed one is not."""
    drawn = svg(figure.spec).replace(PACKED_TYPE, f"{PACKED_TYPE},sans-serif")
    return "data:image/svg+xml;base64," + b64encode(drawn.encode()).decode("ascii")
