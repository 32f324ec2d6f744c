"""The way from the register to the bulletin: facts, document, PDF; and the same figures for a program."""

from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from petitions.office import Settings
from reports.crossfoot import discrepancies
from reports.facts import month_facts
from reports.figures import Cohort, Compared, MonthFacts, Totals
from reports.kpis import KPIS
from reports.model import Document
from reports.month import Period
from reports.monthly.compose import CrossFootError, Edition, OfficeName, compose

ADDRESSEES = ("各分局", "局机关各科室")
COPIES = ("局领导",)


def checked_facts(session: Session, period: Period, today: date) -> MonthFacts:
    """The period's facts; refused if totals do not cross-foot."""
    facts = month_facts(session, period, today)
    if wrong := discrepancies(facts):
        raise CrossFootError(
            "数据不符：" + "".join(wrong) + "请稍后重新统计；仍不符的，请联系系统管理员核对。"
        )
    return facts


def bulletin(
    facts: MonthFacts,
    settings: Settings,
    issued_on: date,
    *,
    edition: Edition = Edition.INTERNAL,
    number: int | None = None,
) -> Document:
    """The bulletin as a document; without a number it is a draft (送审稿)."""
    return compose(facts, office_name(settings), number, issued_on, edition)


def office_name(settings: Settings) -> OfficeName:
    """Who issues bulletins, under which mark, and to whom."""
    return OfficeName(
        name=settings.bureau,
        mark=settings.mark,
        printed_by=f"{settings.bureau}办公室",
        addressees=ADDRESSEES,
        copies=COPIES,
    )


def bulletin_pdf(
    session: Session,
    settings: Settings,
    period: Period,
    today: date,
    *,
    edition: Edition = Edition.INTERNAL,
    number: int | None = None,
) -> bytes:
    """The bulletin of a period, ready to print."""
    from reports.pdf import document_pdf  # a second to load, and only here

    facts = checked_facts(session, period, today)
    return document_pdf(bulletin(facts, settings, today, edition=edition, number=number))


def file_name(period: Period, edition: Edition, suffix: str = ".pdf") -> str:
    """``bihuan-2026-10.pdf``, and ``bihuan-2026-10-public.pdf`` for the public edition."""
    public = "-public" if edition is Edition.PUBLIC else ""
    return f"bihuan-{period}{public}{suffix}"


# --- for a program --------------------------------------------------------------------------------------------------


def as_data(facts: MonthFacts, edition: Edition = Edition.INTERNAL) -> dict[str, Any]:
    """The same figures as plain values: indicators with both numbers, by unit, and the tables.

    Single cases, leaders, unpublishable enterprises and what units are ranked by stand in the internal edition alone.
    """
    data: dict[str, Any] = {
        "period": str(facts.period),
        "counted_on": facts.counted_on.isoformat(),
        "edition": edition.value,
        "kpis": _measures(facts.cohort),
        "units": {unit.name: _measures(unit.cohort) for unit in facts.units},
        "totals": {
            "this": _totals(facts.totals),
            "previous": _totals(facts.previous),
            "year_ago": _totals(facts.year_ago),
            "cumulative": _totals(facts.cumulative),
            "cumulative_year_ago": _totals(facts.cumulative_year_ago),
        },
        "trend": {str(month): items for month, items in facts.trend},
        "refusals": {tally.label: tally.count for tally in facts.refusals},
        "channels": _lines(facts.channels),
        "types": _lines(kind.type for kind in facts.types),
        "subtypes": {tally.label: tally.count for kind in facts.types for tally in kind.subtypes},
        "industries": _lines(facts.industries),
        "status": {
            unit.name: {
                "not_started": unit.not_started,
                "in_progress": unit.in_progress,
                "done": unit.done,
                "refused": unit.refused,
                "total": unit.total,
            }
            for unit in facts.units
        },
        "repeats": {"new": facts.repeats.matters_new, "settled": facts.repeats.matters_settled},
        "backlog": {
            "opening": facts.backlog.opening,
            "listed": facts.backlog.listed,
            "struck_off": facts.backlog.struck_off,
            "rebounds": facts.backlog.rebounds,
            "closing": facts.backlog.closing,
        },
        "in_hand": {one.unit: {"ages": list(one.ages), "total": one.total} for one in facts.in_hand},
        "yearly": asdict(facts.yearly) if facts.yearly else None,
        "running": facts.running,
        "visits": {"made": facts.visits, "cases": facts.cases_visited},
    }
    if edition is Edition.INTERNAL:
        return data | _internal(facts)
    del data["units"]
    return data


def _measures(cohort: Cohort) -> dict[str, dict[str, Any]]:
    found = {}
    for kpi in KPIS:
        measure = kpi.measure(cohort)
        found[kpi.code] = {
            "name": kpi.name,
            "numerator": measure.numerator,
            "denominator": measure.denominator,
            "value": None if measure.value is None else float(measure.value),
        }
    return found


def _totals(totals: Totals) -> dict[str, int]:
    return {
        "registered": totals.registered,
        "accepted": totals.accepted,
        "refused": totals.refused,
        "answered": totals.answered,
        "undecided": totals.undecided,
    }


def _lines(lines: Any) -> dict[str, dict[str, int]]:
    compared: dict[str, Compared] = {line.label: line for line in lines}
    return {
        label: {"this": line.this, "previous": line.previous, "year_ago": line.year_ago}
        for label, line in compared.items()
    }


def _internal(facts: MonthFacts) -> dict[str, Any]:
    return {
        "overdue": [
            {
                "case_no": item.case_no,
                "unit": item.unit,
                "due_on": item.due_on.isoformat(),
                "days_over": item.days_over,
                "city_owner": item.city_owner,
                "sub_owner": item.sub_owner,
            }
            for item in facts.overdue
        ],
        "open_repeats": [
            {"case_no": item.case_no, "unit": item.unit, "times": item.times} for item in facts.open_repeats
        ],
        "hot": [
            {"name": firm.name, "unit": firm.unit, "count": firm.count, "publishable": firm.publishable}
            for firm in facts.repeats.hot
        ],
        "notices": [
            {
                "number": notice.number,
                "unit": notice.unit,
                "level": notice.level,
                "due_on": notice.due_on.isoformat(),
                "answered_on": notice.answered_on.isoformat() if notice.answered_on else None,
            }
            for notice in facts.notices
        ],
    }
