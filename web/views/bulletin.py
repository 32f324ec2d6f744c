"""The monthly bulletin on the screen and as PDF: the same facts, the same indicators, the same tables."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from petitions import jobs
from petitions.bulletins import printed, shelf
from reports.bulletin import bulletin, checked_facts, file_name
from reports.charts import live
from reports.exports.files import Issue as Export
from reports.exports.files import as_file
from reports.facts import months_with_cases
from reports.figures import MonthFacts, UnitFigures
from reports.kpis import BY_CODE, KPIS, Kpi, KpiUnit, Measure
from reports.lineage import FIGURES, Part, items_of, kind_code, kpi_code, listed, stated, unit_numbers
from reports.model import Block, Document, Figure, Heading, Level, Table
from reports.month import Period, PeriodError
from reports.monthly import tables
from reports.monthly.compose import CrossFootError, Edition
from reports.monthly.story import Story
from reports.periods import parse_period
from web import db
from web.auth import permits
from web.background.kinds import BULLETIN
from web.issuing import Issuing
from workflow.calendar import local_day
from workflow.roles import Role
from workflow.tables.bulletin import BulletinEdition
from workflow.vocabulary import Channel, Industry, PollutionType

blueprint = Blueprint("bulletin", __name__)

DATA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
}
"""The forms that take no time, with their media types. Papers are printed beside the requests."""

READERS = (
    Role.STATISTICIAN,
    Role.PETITION_OFFICER,
    Role.PETITION_HEAD,
    Role.LEADER,
    Role.DEPUTY_PETITIONS,
    Role.DEPUTY_BUSINESS,
    Role.BUREAU_HEAD,
)


@blueprint.get("/bulletin")
@permits(*READERS)
def index() -> ResponseReturnValue:
    """The months that have items, each with its bulletin; and the bulletins of other periods."""
    held = {one.period: one for one in shelf(db.session())}
    months = [(month, items, held.pop(str(month), None)) for month, items in months_with_cases(db.session())]
    others = [(parse_period(one.period), one) for one in held.values()]
    return render_template("bulletin.html", months=months, others=others)


@blueprint.get("/bulletin/<month>")
@permits(*READERS)
def month(month: str) -> ResponseReturnValue:
    """One period: its bulletin with its state and what may be done; without one, what is counted today."""
    period, edition = period_of(month), _asked_edition()
    work = Issuing(db.session(), db.office(), db.actor(), db.now(), period)
    view = work.view()
    try:
        facts = view.paper.facts if view else checked_facts(db.session(), period, work.today)
        document = view.paper.document(edition) if view else _today(facts, edition)
    except CrossFootError as error:
        return _impossible(period, error)
    story = Story(facts, edition)
    indicators = tables.kpis(story)  # the page has them above, with their definitions
    return render_template(
        "bulletin_month.html",
        month=period,
        edition=edition,
        facts=facts,
        view=view,
        offers=view.offers if view else work.first(),
        prints=view.prints if view else (),
        kpis=tuple(_measures(facts)),
        codes=figure_codes,
        units=tuple(_units(facts)),
        unit_kpis=UNIT_KPIS,
        blocks=tuple(_kinds(block for block in document.blocks if block != indicators)),
        annexes=[annex for annex in document.annexes if tables.definitions(story) not in annex.blocks],
        leads=_leads,
        drawing=_drawing,
    )


@blueprint.get("/bulletin/<month>.pdf")
@permits(*READERS)
def paper(month: str) -> ResponseReturnValue:
    """The issued bulletin as it was printed, in the edition that is asked for. A draft is printed when asked for."""
    period, edition = period_of(month), _asked_edition()
    body = printed(db.session(), str(period), BulletinEdition(edition.value))
    if body is None:
        flash(_("这一期通报尚未签发，没有正式文件。请生成送审稿。"), "warning")
        return redirect(url_for("bulletin.month", month=period))
    return send_file(
        BytesIO(body), "application/pdf", as_attachment=True, download_name=file_name(period, edition)
    )


@blueprint.post("/bulletin/<month>/print")
@permits(*READERS)
def draft(month: str) -> ResponseReturnValue:
    """Have a draft printed beside the requests; its page shows how far it is."""
    period, edition = period_of(month), _edition(request.form.get("edition", ""))
    wanted = {"month": str(period), "edition": edition.value}
    if request.args.get("form") == "docx":
        wanted["form"] = "docx"
    job = jobs.ask(db.session(), BULLETIN, wanted, db.actor(), db.now())
    return redirect(url_for("jobs.show", number=job.id), 303)


@blueprint.get("/bulletin/<month>/data/<form>")
@permits(*READERS)
def data(month: str, form: str) -> ResponseReturnValue:
    """The bulletin's tables for a calculation or a program: of the kept figures, else as counted today."""
    period, edition = period_of(month), _asked_edition()
    if form not in DATA:
        abort(404)
    work = Issuing(db.session(), db.office(), db.actor(), db.now(), period)
    view = work.view()
    try:
        facts = view.paper.facts if view else checked_facts(db.session(), period, work.today)
        document = view.paper.document(edition) if view else _today(facts, edition)
    except CrossFootError as error:
        return _impossible(period, error)
    body = as_file(Export(facts, document, edition), f".{form}")
    name = file_name(period, edition).replace(".pdf", f".{form}")
    return send_file(BytesIO(body), DATA[form], as_attachment=True, download_name=name)


@blueprint.get("/bulletin/<month>/figures/<code>")
@permits(*READERS)
def figure(month: str, code: str) -> ResponseReturnValue:
    """The items behind one figure, of the bureau or of one unit, as far as the reader may see them."""
    period = period_of(month)
    if code not in FIGURES:
        abort(404)
    session, chosen = db.session(), FIGURES[code]
    unit, number = _asked_unit()
    work = Issuing(session, db.office(), db.actor(), db.now(), period)
    view = work.view()
    as_of = view.counted_as_of if view else work.today
    items = items_of(session, chosen, period, as_of, number)
    kpi = BY_CODE.get(code.partition(".")[0])
    in_days = kpi is not None and kpi.unit is KpiUnit.DAYS
    now = sum(item.days for item in items) if in_days and code.endswith("numerator") else len(items)
    return render_template(
        "bulletin_figure.html",
        month=period,
        figure=chosen,
        kpi=kpi,
        unit=unit,
        stated=stated(view.paper.facts, code, unit) if view else None,
        now=now,
        in_days=in_days,
        as_of=as_of,
        listed=listed(session, items, db.actor(), db.now(), _asked_page()),
    )


def _today(facts: MonthFacts, edition: Edition) -> Document:
    return bulletin(facts, db.office().settings, local_day(db.now()), edition=edition)


def _impossible(period: Period, error: CrossFootError) -> ResponseReturnValue:
    return render_template("bulletin_month.html", month=period, problem=str(error)), 409


def period_of(text: str) -> Period:
    """A period that has begun; anything else is not found."""
    try:
        chosen = parse_period(text)
    except PeriodError:
        abort(404)
    if str(chosen) != text or chosen.first_day > local_day(db.now()):
        abort(404)
    return chosen


def _asked_edition() -> Edition:
    return _edition(request.args.get("edition", Edition.INTERNAL.value))


def _asked_page() -> int:
    text = request.args.get("page", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 1


def _asked_unit() -> tuple[str | None, int | None]:
    """The unit that the address names, with its number; one that there is not is not found."""
    name = request.args.get("unit")
    if not name:
        return None, None
    numbers = unit_numbers(db.session())
    if name not in numbers:
        abort(404)
    return name, numbers[name]


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


def figure_codes(kpi: Kpi) -> tuple[str, str]:
    """The codes of an indicator's two numbers."""
    return kpi_code(kpi, Part.NUMERATOR), kpi_code(kpi, Part.DENOMINATOR)


def _units(facts: MonthFacts) -> Iterator[tuple[UnitFigures, tuple[Measure, ...]]]:
    """Each unit with its chief indicators."""
    for unit in facts.units:
        yield unit, tuple(BY_CODE[code].measure(unit.cohort) for code in tables.UNIT_KPIS)


UNIT_KPIS = tuple(BY_CODE[code] for code in tables.UNIT_KPIS)


def _leads(table: Table, row: Sequence[str], column: int, period: Period) -> str | None:
    """Where a cell of a table leads: a case's number to the case, the items of a channel, type or industry to them."""
    if table.columns[column].head == CASE_NUMBER:
        return url_for("cases.show", case_no=row[column])
    code = KIND_CODES.get((table.caption, row[0]))
    if column == 1 and code and row[column] != "0":
        return url_for("bulletin.figure", month=period, code=code)
    return None


CASE_NUMBER = "信访件编号"
KIND_CODES = {
    (caption, kind.label): kind_code(kind)
    for caption, kinds in (
        ("信访投诉举报来源渠道（件）", Channel), ("污染类型（件）", PollutionType), ("行业分布（件）", Industry),
    )
    for kind in kinds
}  # fmt: skip
"""By caption and first cell, the lines of the three tables whose items can be listed."""


def _kinds(blocks: Iterable[Block]) -> Iterator[tuple[str, Block]]:
    """The blocks of the document, each with the word by which the page knows what it is."""
    for block in blocks:
        if isinstance(block, Heading):
            yield ("heading" if block.level is Level.FIRST else "subheading"), block
        else:
            yield type(block).__name__.lower(), block


def _drawing(figure: Figure) -> Markup:
    """The drawing of the paper, alive; its words are escaped where it is drawn."""
    return Markup(live(figure.spec, figure.caption))
