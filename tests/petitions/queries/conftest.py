"""A small office on each database, whose cases the queries must find."""

from tests.support.office import scenario, sqlite_scenario

__all__ = ["scenario", "sqlite_scenario"]
