"""Revision 0001 in parts: the tables, the full-text index and the rails, as they stood then. Frozen."""

from migrations.foundation import case, handling, office, ownership, party, people, record
from migrations.foundation.base import TABLES
from migrations.foundation.rails import RAILS

__all__ = ["RAILS", "TABLES", "case", "handling", "office", "ownership", "party", "people", "record"]
