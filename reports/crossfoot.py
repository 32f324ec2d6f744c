"""Totals that must agree before a bulletin is issued."""

from collections.abc import Iterator

from reports.figures import BASES, Cohort, MonthFacts, Totals

_PART_OF = {
    "decided_in_time": "decisions_due",
    "investigations_due": "handling_due",
    "investigated": "investigations_due",
    "closed": "handling_due",
    "closed_in_time": "closed",
    "replied": "replies_due",
    "rated": "ratings_due",
    "satisfied": "rated",
    "repeats": "received",
    "firsts_settled": "firsts_watched",
    "owners_named": "owners_required",
    "plans_made": "plans_required",
    "backlog_struck": "backlog_listed",
    "rebounds": "strikes_watched",
    "answers_in_time": "answers_due",
}
"""Counts of a cohort that lie within others."""


def discrepancies(facts: MonthFacts) -> tuple[str, ...]:
    """The totals that do not cross-foot, in the words in which the office is told. Empty when all agree."""
    return (*_sums(facts), *_impossible_shares("全市", facts.cohort), *_cohorts(facts))


def _sums(facts: MonthFacts) -> Iterator[str]:
    totals = facts.totals
    checks = (
        ("受理、不受理、即答与待定之和", _decided(totals), "登记总数", totals.registered),
        ("各渠道之和", sum(line.this for line in facts.channels), "登记总数", totals.registered),
        ("各单位合计之和", sum(unit.total for unit in facts.units), "登记总数", totals.registered),
        ("各单位不受理之和", sum(unit.refused for unit in facts.units), "不受理数", totals.refused),
        ("各不受理原因之和", sum(line.count for line in facts.refusals), "不受理数", totals.refused),
        (
            "各渠道上期之和",
            sum(line.previous for line in facts.channels),
            "上期登记数",
            facts.previous.registered,
        ),
        (
            "各渠道上年同期之和",
            sum(line.year_ago for line in facts.channels),
            "上年同期登记数",
            facts.year_ago.registered,
        ),
    )
    yield from (f"{left}为{a}，{right}为{b}，二者不符。" for left, a, right, b in checks if a != b)
    if (
        facts.period.is_whole_months
        and (trend := _of_trend(facts)) is not None
        and trend != totals.registered
    ):
        yield f"趋势图中{facts.period.label}为{trend}，登记总数为{totals.registered}，二者不符。"
    if facts.backlog.closing < 0:
        yield facts.period.spoken("本月销号积案多于在册积案。")


def _of_trend(facts: MonthFacts) -> int | None:
    """The period's items by the trend; ``None`` where it has more months than the trend."""
    months = dict(facts.trend)
    own = [month for month in facts.period.months if month.first_day <= facts.counted_on]
    return sum(months[month] for month in own) if months.keys() >= set(own) else None


def _decided(totals: Totals) -> int:
    return totals.accepted + totals.refused + totals.answered + totals.undecided


def _cohorts(facts: MonthFacts) -> Iterator[str]:
    for name, label in BASES.items():
        whole, parts = getattr(facts.cohort, name), sum(getattr(unit.cohort, name) for unit in facts.units)
        if whole != parts:
            yield f"{label}：全市为{whole}，各单位之和为{parts}，二者不符。"
    for unit in facts.units:
        yield from _impossible_shares(unit.name, unit.cohort)


def _impossible_shares(name: str, cohort: Cohort) -> Iterator[str]:
    for part, whole in _PART_OF.items():
        if getattr(cohort, part) > getattr(cohort, whole):
            yield f"{name}：{BASES[part]}多于{BASES[whole]}。"
    if cohort.accepted + cohort.turned_away > cohort.decisions_due:
        yield f"{name}：受理件与依法不受理件之和多于受理期限届满件。"
