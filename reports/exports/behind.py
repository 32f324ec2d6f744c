"""The case numbers behind each indicator, as a sheet of the internal workbook."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from petitions.models import Case
from reports.exports.sheets import Sheet
from reports.facts.standing import LISTABLE
from reports.kpis import KPIS, KpiUnit
from reports.lineage import ASKED_AT_ONCE, FIGURES, Part, items_of, kpi_code, unit_numbers
from reports.month import Period

HEADS = ("指标", "分子或分母", "单位", "信访件编号", "日数")
NOTE = "检举控告件计入数据，不列编号。"


def behind(session: Session, period: Period, today: date) -> Sheet:
    """One row an item: by which number of which indicator it was counted, and for which unit."""
    names = {number: name for name, number in unit_numbers(session).items()}
    found = [
        (
            kpi.name,
            part.label,
            names[item.unit],
            item.case_id,
            item.days if kpi.unit is KpiUnit.DAYS else None,
        )
        for kpi in KPIS
        for part in Part
        for item in items_of(session, FIGURES[kpi_code(kpi, part)], period, today)
    ]
    numbers = dict(_numbers(session, sorted({row[3] for row in found})))
    rows = tuple(
        (name, part, unit, numbers[case], days) for name, part, unit, case, days in found if case in numbers
    )
    return Sheet("指标件号", HEADS, rows, keys=4, note=NOTE)


def _numbers(session: Session, cases: list[int]) -> Iterator[tuple[int, str]]:
    """The numbers of those cases that may stand on lists."""
    for start in range(0, len(cases), ASKED_AT_ONCE):
        some = cases[start : start + ASKED_AT_ONCE]
        yield from session.execute(select(Case.id, Case.case_no).where(Case.id.in_(some), LISTABLE))
