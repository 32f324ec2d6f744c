"""Repeat cases: found while the operator types, explained, and never merged by themselves."""
