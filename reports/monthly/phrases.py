"""Phrases that a chief editor would leave alone: no 上升-3%, no bare 0件 where 无 is meant, the right measure word."""

from collections.abc import Sequence
from fractions import Fraction

from reports.figures import Compared, Tally
from reports.kpis import KpiUnit, Measure
from reports.month import Period
from reports.numbers import count, percent, rounded
from reports.typesetting import numeral

MANIFOLD = 10
"""From so many times its base on, a growth is told in multiples: nobody reads 上升1200.0%."""


def of_whole(whole: int, noun: str, part: int, deed: str, unit: str = "件") -> str:
    """办理期限届满的42件中，按期办结39件 · 办理期限届满的3件均未按期办结 · 办理期限届满的1件未按期办结."""
    if part:
        return f"{noun}的{count(whole)}{unit}中，{deed}{count(part)}{unit}"
    return f"{noun}的{count(whole)}{unit}{'均' if whole > 1 else ''}未{deed}"


def change(word: str, this: int, base: int, base_name: str) -> str:
    """环比上升8.5% · 同比下降3.8% · 环比持平 · 环比增加12件（上月为0件）."""
    if this == base:
        return f"{word}持平"
    if base == 0:
        return f"{word}增加{count(this)}件（{base_name}为0件）"
    if this >= MANIFOLD * base:
        return f"{word}增长{rounded(Fraction(this - base, base), 1)}倍"
    share = rounded(Fraction(100 * abs(this - base), base), 1)
    if share == "0.0":
        return f"{word}基本持平"
    return f"{word}{'上升' if this > base else '下降'}{share}%"


def both_changes(line: Compared, period: Period) -> str:
    """环比上升8.5%，同比下降3.8%; of a year, whose two bases are one, only the second."""
    last_year = change("同比", line.this, line.year_ago, period.words.year_ago)
    if not period.has_two_bases:
        return last_year
    return f"{change('环比', line.this, line.previous, period.words.before)}，{last_year}"


def difference(measure: Measure, base: Measure, words: str) -> str:
    """较上月上升1.20个百分点 · 与上月持平; empty where one of the two has nothing to judge."""
    if measure.value is None or base.value is None:
        return ""
    delta = measure.value - base.value
    if measure.kpi.unit is KpiUnit.PERCENT:
        text, unit = rounded(100 * abs(delta), 2), "个百分点"
    else:
        text, unit = rounded(abs(delta), 1), "日"
    if not Fraction(text):
        return f"与{words}持平"
    higher, lower = ("上升", "下降") if measure.kpi.unit is KpiUnit.PERCENT else ("增加", "减少")
    return f"较{words}{higher if delta > 0 else lower}{text}{unit}"


def share(part: int, whole: int) -> str:
    """A share with one decimal, as published bulletins give it."""
    return percent(part, whole, 1)


def listed(tallies: Sequence[Tally], measure_word: str = "件", limit: int = 5) -> str:
    """甲9件、乙4件、其他2件: the largest first, the tail summed up, nothing that is zero."""
    ordered = sorted((t for t in tallies if t.count), key=lambda t: -t.count)
    head = [f"{t.label}{count(t.count)}{measure_word}" for t in ordered[:limit]]
    rest = sum(t.count for t in ordered[limit:])
    return "、".join([*head, f"其余{count(rest)}{measure_word}"] if rest else head)


def with_shares(tallies: Sequence[Tally], whole: int, limit: int = 4) -> str:
    """甲44件，占43.1%；乙33件，占32.4%: the largest first. Of more than ``limit`` it is said that they are the first."""
    ordered = sorted((t for t in tallies if t.count), key=lambda t: -t.count)
    told = "；".join(f"{t.label}{count(t.count)}件，占{share(t.count, whole)}" for t in ordered[:limit])
    return f"居前{numeral(limit)}位的是{told}" if len(ordered) > limit else told


def parted(words: Sequence[str]) -> str:
    """甲、乙、丙; parted by semicolons where one of them has a pause of its own."""
    return ("；" if any(mark in word for word in words for mark in "，、") else "、").join(words)


def joined(*parts: str) -> str:
    """The parts that say something, parted by commas."""
    return "，".join(part for part in parts if part)
