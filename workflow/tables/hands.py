"""In whose hands a complaint lies: roles, states and clocks that the rows of its table name together."""

from workflow.roles import Role
from workflow.states import AT_THE_UNIT, OPEN, TURNED_AWAY, UNDECIDED, State
from workflow.table import Clock
from workflow.terms import Term

DESK = frozenset({Role.OPERATOR, Role.PETITION_OFFICER, Role.PETITION_HEAD})
OFFICE = frozenset({Role.PETITION_OFFICER, Role.PETITION_HEAD})
HEAD_OF_OFFICE = frozenset({Role.PETITION_HEAD, Role.DEPUTY_PETITIONS})
UNIT = frozenset({Role.HANDLER, Role.UNIT_HEAD})
REVIEWERS = frozenset({Role.DEPUTY_BUSINESS, Role.DEPUTY_PETITIONS, Role.BUREAU_HEAD})
"""Whoever passes or signs a reply may also send it back."""

OWNERS = frozenset({Role.OWNER_CITY, Role.OWNER_SUB})
LEADERS = frozenset({Role.LEADER, Role.BUREAU_HEAD, Role.DEPUTY_BUSINESS, Role.DEPUTY_PETITIONS})
SUPERVISORS = frozenset({Role.SUPERVISOR, Role.PETITION_HEAD, Role.OWNER_CITY, Role.OWNER_SUB, *LEADERS})
JUDGES = SUPERVISORS - {Role.OWNER_SUB}
"""Who may be content with an answer: not the leader of the unit that gives it."""

UNDER_REVIEW = (State.RECHECK, State.RECHECKED, State.REREVIEW)
"""Before another body, or waiting for whether it will be."""

SUPERVISED = (
    *OPEN, *UNDER_REVIEW, *TURNED_AWAY, State.DISCIPLINE, State.ANSWERED, State.MERGED, State.TERMINATED,
)  # fmt: skip
"""Wherever a notice may still be open: it is answered and lifted whatever has become of the case meanwhile."""

NOT_DECIDED = (State.DRAFT, *UNDECIDED)
"""Told to the office and neither answered nor turned away; here an emergency can be raised and reported."""

INVESTIGATED = (
    State.INVESTIGATING, State.DISPOSING, State.HEARING, State.REVIEW, State.APPROVED, State.REPLIED,
    State.STAGE_CLOSED, State.CLOSED, State.WITHDRAWN, *UNDER_REVIEW, State.TERMINATED,
)  # fmt: skip
"""Wherever a case may stand by the time that its suspected crime is decided on and handed over."""

EXTENDABLE = (*AT_THE_UNIT, State.REVIEW)

FIRST_CLOCKS = (Term.ACCEPT_NOTIFY, Clock.CHANNEL, Term.EXPOSURE_NONPERFORMANCE)
SCREENING_CLOCKS = (*FIRST_CLOCKS, Clock.HANDOVER)
SCREENED = (*SCREENING_CLOCKS, Clock.VACANCY)
"""What stops where a case ends before it is accepted."""
ALL_HANDLING = (Clock.HANDLING, Clock.CHANNEL, Term.EXPOSURE_NONPERFORMANCE, Term.REHANDLE, Term.REDECIDE)
UNIT_CLOCKS = (
    Term.SIGN_IN, Term.OBJECTION_UNIT, Term.INVESTIGATE_START, Term.HEARING, Term.REWORK, Term.DOUBLE_REVIEW,
)  # fmt: skip
