"""TERMS.md: every term under every rule-set, with its basis, and how days are counted. Generated, never edited."""

from collections.abc import Iterable, Iterator

from workflow.rules import RULE_SETS, RuleSet
from workflow.terms import Term, TermRule

HEAD = """\
# Terms / 期限

Generated from `workflow/terms.py` and `workflow/rules/`; `make docs` writes it anew.

## How days are counted

- **Day zero.** The day of the event is not counted; the count begins on the day after (当日不计入，自次日起算).
- **Last day inclusive.** The last day belongs to the term, until 23:59:59 in Asia/Shanghai.
- **日 is a natural day**; 工作日 is a working day and always said so. A working day is a Monday to Friday that
  no holiday notice takes off, or a weekend day that a notice puts on (调休上班).
- **Months** end on the day of the same number, or on the month's last day where there is none. **Hours** run on
  without regard to days.
- Source of the above: 《山东省信访事项复查复核工作规则（试行）》第十四条、第四十四条, taken as the default.
- **A last day off stays.** Whether a limit of natural days or months that ends on a day off moves to the next
  working day is argued by analogy with procedure law only, so it is a setting; by default the day stays.
- **Provisional.** A limit that touches a year whose notice is not loaded, or the last days of December
  before such a year, is provisional and is projected anew when the notice is loaded.

## Keys

`reconsider.request` and `reconsider.sue` are the two terms of one line, reconsideration and suit;
`emergency.report` is that of ordinary and larger events (4 h), `emergency.report.major` that of major and
extraordinary ones (2 h). What is “可设置” is a setting of the bureau; what stands on law or rule is not.
"""


def render() -> str:
    """The whole page."""
    return "\n".join(
        [HEAD, *_rule_sets(), *_lengths(), *_bases(), *_by_channel(), *_extensions(), *_grounds()]
    )


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    cells = list(head)
    yield f"| {' | '.join(cells)} |"
    yield f"|{' --- |' * len(cells)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _rule_sets() -> Iterator[str]:
    yield "## Rule-sets by date of receipt\n"
    yield from _table(
        ("Rule-set", "收到日期", "信访法规", "部门规定", "投诉举报依据", "数据安全依据"),
        (
            (
                rules.code,
                f"{rules.in_force_from or '—'} … {rules.in_force_until or '—'}",
                rules.laws.petition,
                "；".join(rules.laws.sector),
                "；".join(rules.laws.complaint),
                "；".join(rules.laws.data_security),
            )
            for rules in RULE_SETS
        ),
    )


def _lengths() -> Iterator[str]:
    yield "## Lengths\n"
    newest = RULE_SETS[-1]
    yield from _table(
        ("Key", "期限", "起算", *(rules.code for rules in RULE_SETS)),
        (
            (
                f"`{term}`",
                term.label,
                newest.term(term).anchor.label,
                *(_length(_rule(rules, term)) for rules in RULE_SETS),
            )
            for term in Term
        ),
    )


def _bases() -> Iterator[str]:
    yield "## Bases\n"
    yield from _table(
        ("Key", "Rule-set", "性质", "依据"),
        (
            (f"`{term}`", codes, rule.standing.label, rule.basis)
            for term in Term
            for codes, rule in _same_basis(term)
        ),
    )


def _by_channel() -> Iterator[str]:
    yield "## Terms that differ by channel\n"
    yield from _table(
        ("Rule-set", "渠道", "Key", "期限", "性质", "依据"),
        (
            (rules.code, channel.label, f"`{rule.term}`", _length(rule), rule.standing.label, rule.basis)
            for rules in RULE_SETS
            for channel, special in rules.by_channel.items()
            for rule in special
        ),
    )


def _extensions() -> Iterator[str]:
    yield "## Extensions of the handling terms\n"
    yield from _table(
        ("Rule-set", "期限", "渠道", "延长", "批准", "依据"),
        (
            (
                rules.code,
                f"`{term}`",
                channel.label if channel else "全部",
                f"≤{extension.days}日",
                extension.approver,
                extension.basis,
            )
            for rules in RULE_SETS
            for (term, channel), extension in rules.extensions.items()
        ),
    )


def _grounds() -> Iterator[str]:
    yield "## Grounds for turning a matter away\n"
    yield from _table(
        ("Rule-set", "Code", "处理", "情形", "依据"),
        (
            (rules.code, f"`{ground.code}`", ground.outcome.label, ground.text, ground.article or "—")
            for rules in RULE_SETS
            for ground in rules.refusal_grounds()
        ),
    )


def _rule(rules: RuleSet, term: Term) -> TermRule | None:
    return rules.term(term) if rules.has(term) else None


def _length(rule: TermRule | None) -> str:
    return f"{rule.length}{rule.unit.label}" if rule else "—"


def _same_basis(term: Term) -> Iterator[tuple[str, TermRule]]:
    """The rule-sets that have the term alike, drawn together."""
    codes: dict[TermRule, list[str]] = {}
    for rules in RULE_SETS:
        if rule := _rule(rules, term):
            codes.setdefault(rule, []).append(rules.code)
    return ((", ".join(named), rule) for rule, named in codes.items())
