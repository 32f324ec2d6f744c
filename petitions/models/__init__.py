"""The tables. Only ``petitions`` and ``reports`` may import them."""

from petitions.models.bulletin import Bulletin, BulletinEvent, BulletinPrint
from petitions.models.case import Case, CaseAccused, CaseFlag, CaseType, CaseUnit
from petitions.models.handling import (
    Evaluation,
    ExtensionRequest,
    Finding,
    Investigator,
    Proposal,
    RepeatLink,
    Review,
    Submission,
    Supervision,
    Visit,
)
from petitions.models.job import Job, JobResult
from petitions.models.office import (
    Attachment,
    CalendarNotice,
    Enterprise,
    GridUnit,
    IntakeDraft,
    OfficeEvent,
    Setting,
)
from petitions.models.ownership import Ownership, Plan, PlanSignature, StrikeOffSignature
from petitions.models.party import IdentityLook, Petitioner
from petitions.models.people import LoginAttempt, Officer, OfficerRole, Unit
from petitions.models.record import CaseEvent, DaySeal, OutboxMessage, Paper, PaperCounter, TermMove, TermRun

__all__ = [
    "Attachment",
    "Bulletin",
    "BulletinEvent",
    "BulletinPrint",
    "CalendarNotice",
    "Case",
    "CaseAccused",
    "CaseEvent",
    "CaseFlag",
    "CaseType",
    "CaseUnit",
    "DaySeal",
    "Enterprise",
    "Evaluation",
    "ExtensionRequest",
    "Finding",
    "GridUnit",
    "IdentityLook",
    "IntakeDraft",
    "Investigator",
    "Job",
    "JobResult",
    "LoginAttempt",
    "OfficeEvent",
    "Officer",
    "OfficerRole",
    "OutboxMessage",
    "Ownership",
    "Paper",
    "PaperCounter",
    "Petitioner",
    "Plan",
    "PlanSignature",
    "Proposal",
    "RepeatLink",
    "Review",
    "Setting",
    "StrikeOffSignature",
    "Submission",
    "Supervision",
    "TermMove",
    "TermRun",
    "Unit",
    "Visit",
]
