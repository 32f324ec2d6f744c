"""The State Council's holiday notices, one JSON file a year, as issued and later amended.

Fields: ``year``, ``number`` (文号, or null where unknown), ``amended_by`` (later notices folded in),
``holidays`` (name, first and last day) and ``makeup_days`` (调休上班: weekend days that are worked).
"""
