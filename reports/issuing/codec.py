"""Figures as data and back: what is kept of an issued bulletin is read again as the very value that was printed.

The form follows from the types of the fields, so a figure more needs nothing here. A field that an older bulletin does
not have takes its default.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from petitions.chain import canonical
from reports.figures import MonthFacts
from reports.month import Period
from reports.periods import parse_period


def kept(facts: MonthFacts) -> str:
    """The figures as canonical JSON: the same figures are the same text."""
    return canonical(plain(facts))


def read(text: str) -> MonthFacts:
    """The figures out of what was kept."""
    found: MonthFacts = made(MonthFacts, json.loads(text))
    return found


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, Period):
        return str(value)
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def made(kind: Any, data: Any) -> Any:
    """A value of this type out of its JSON."""
    if get_origin(kind) is UnionType:
        if data is None:
            return None
        (kind,) = (member for member in get_args(kind) if member is not NoneType)
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind), data)
    if issubclass(kind, Period):
        return parse_period(data)
    if is_dataclass(kind):
        make: Any = kind
        hints = _hints(make)
        return make(**{name: made(hints[name], item) for name, item in data.items() if name in hints})
    if issubclass(kind, date):
        return kind.fromisoformat(data)
    return kind(data)


def _tuple(kinds: tuple[Any, ...], data: list[Any]) -> tuple[Any, ...]:
    if kinds[1:] == (...,):
        return tuple(made(kinds[0], item) for item in data)
    return tuple(made(kind, item) for kind, item in zip(kinds, data, strict=True))


@cache
def _hints(kind: type[Any]) -> Mapping[str, Any]:
    """The types of the fields; one that left the figures since is not read."""
    known = {field.name for field in fields(kind)}
    return {name: hint for name, hint in get_type_hints(kind).items() if name in known}
