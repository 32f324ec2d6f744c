"""The workflows, one table a file."""

from workflow.table import Table
from workflow.tables.bulletin import BULLETIN
from workflow.tables.complaint import COMPLAINT
from workflow.tables.supervision import SUPERVISION

__all__ = ["BULLETIN", "COMPLAINT", "SUPERVISION", "TABLES"]

TABLES: tuple[Table, ...] = (COMPLAINT, SUPERVISION, BULLETIN)
