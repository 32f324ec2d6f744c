"""One function a rule: ``guard(facts, actor) -> Reason | None``. The decorator carries the rule's code and basis.

The tables name the rules from here (``g.both_owners_are_named``); they are written in the file of their stage.
"""

from workflow.guards.answering import *  # noqa: F403 - whatever is written there is a rule for the tables
from workflow.guards.basis import *  # noqa: F403
from workflow.guards.handling import *  # noqa: F403
from workflow.guards.issuing import *  # noqa: F403
from workflow.guards.receiving import *  # noqa: F403
