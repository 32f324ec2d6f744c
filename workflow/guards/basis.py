"""What a guard is: a named rule, the reason it gives, and what it may cite, chosen by the day of receipt.

A basis names an article only where the handbook vouches for it; a rule of the office's own says so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from workflow.facts import Known
from workflow.roles import Actor


@dataclass(frozen=True, slots=True)
class Citation:
    """An article and the rule-sets under which it may be printed: the law is chosen by the day of receipt."""

    text: str
    rule_sets: frozenset[str]


def regulations(articles: str) -> Citation:
    """《信访工作条例》, in force since 2022-05-01."""
    return Citation(f"《信访工作条例》{articles}", frozenset({"RS-1", "RS-2", "RS-3"}))


def measures(articles: str) -> Citation:
    """《生态环境信访工作办法》, in force since 2025-01-01."""
    return Citation(f"《生态环境信访工作办法》{articles}", frozenset({"RS-2", "RS-3"}))


def hotline_rule(articles: str) -> Citation:
    """《环保举报热线工作管理办法》 of 2010, superseded in practice by the measures of 2025."""
    return Citation(f"《环保举报热线工作管理办法》{articles}", frozenset({"RS-0", "RS-1"}))


OLD_REGULATIONS = Citation("《信访条例》", frozenset({"RS-0"}))
"""The regulations of 2005: they gave 复查, 复核 and the extension, but their articles were not read."""

INTERNAL = "内部规则（可设置）"
HOUSE_RULE = Citation(INTERNAL, frozenset({"RS-0", "RS-1", "RS-2", "RS-3"}))
EMERGENCY_REPORTING = Citation(
    "《突发环境事件信息报告办法》（环境保护部令第17号）第三条", HOUSE_RULE.rule_sets
)
CRIMINAL_REFERRAL = Citation(
    "《行政执法机关移送涉嫌犯罪案件的规定》（国务院令第310号）", HOUSE_RULE.rule_sets
)
DUAL_OWNERSHIP = Citation("双包案制度（内部规则，可设置）", HOUSE_RULE.rule_sets)
"""双包案 is a local mechanism, not law: the regulations only say that leaders take cases on (包案化解)."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something may not be done, and what to do about it."""

    code: str
    sentence: str
    basis: str = INTERNAL
    field: str | None = None


Check = Callable[[Any, Actor], str | None]
"""Each table has facts of its own; a guard names the ones that it reads."""


@dataclass(frozen=True, slots=True)
class Guard:
    """A named rule. Calling it gives the reason to refuse, or nothing."""

    code: str
    title: str
    basis: tuple[Citation, ...]
    check: Check
    needs_owner: bool = False
    """True where only an owner's presence or signature can satisfy the rule; ``lint`` looks for lock-ins."""

    def __call__(self, facts: Known, actor: Actor) -> Reason | None:
        sentence = self.check(facts, actor)
        return None if sentence is None else Reason(self.code, sentence, self.basis_under(facts.rule_set))

    def basis_under(self, rule_set: str) -> str:
        """What may be cited for a case of this rule-set; a rule without an article then is the office's own."""
        texts = [citation.text for citation in self.basis if rule_set in citation.rule_sets]
        return "；".join(texts) or INTERNAL


def guard(code: str, title: str, *basis: Citation, needs_owner: bool = False) -> Callable[[Check], Guard]:
    """Name a rule, give its Chinese title and the articles it stands on."""
    return lambda check: Guard(code, title, basis or (HOUSE_RULE,), check, needs_owner)
