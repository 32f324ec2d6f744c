"""KPIS.md: every indicator with its formula in words and its basis. Generated, never edited."""

from reports.kpis import KPIS, SMALLEST_RANKED

HEAD = f"""\
# Indicators / 考核指标

Generated from `reports/kpis.py`; `make docs` writes it anew.

- **Cohort.** An item is judged in the month in which its limit or window ends, never before; receipts, repeats,
  ownership and times go by the month itself.
- **Printed** with numerator and denominator, rates with two decimals; “—” where there is nothing to judge. A rate
  below 100 % is never rounded up to it.
- **Differences** of rates are percentage points (个百分点).
- **Ranked** are only units with at least {SMALLEST_RANKED} items in the denominator; equal values share a place.
- What says “内部规则（可设置）” is the bureau's own rule: no law defines it.

| Code | 指标 | 单位 | 口径 | 依据 |
| --- | --- | --- | --- | --- |
"""


def render() -> str:
    """The whole page."""
    rows = (
        f"| `{kpi.code}` | {kpi.name} | {kpi.unit.label} | {kpi.definition} | {kpi.basis} |\n" for kpi in KPIS
    )
    return HEAD + "".join(rows)
