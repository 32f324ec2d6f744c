"""The law by date of receipt: which terms, tracks, grounds and remedies a case has.

``rule_set_for`` finds the rule-set of a day, ``limits_for`` computes a case's limits under it. A changed law
is one more rule-set in ``sets.py`` and nothing else.
"""

from workflow.rules.limits import TermSettings, limits_for, start_term
from workflow.rules.model import (
    CHANNEL_TERMS,
    HANDLING,
    REMEDIES,
    Extension,
    Ground,
    Laws,
    NotInForceError,
    Remedy,
    RuleSet,
)
from workflow.rules.sets import RULE_SETS, rule_set_for

__all__ = [
    "CHANNEL_TERMS",
    "HANDLING",
    "REMEDIES",
    "RULE_SETS",
    "Extension",
    "Ground",
    "Laws",
    "NotInForceError",
    "Remedy",
    "RuleSet",
    "TermSettings",
    "limits_for",
    "rule_set_for",
    "start_term",
]
