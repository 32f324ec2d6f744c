"""What was said with an event, made readable: labels instead of fields, names instead of numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, Integer, Select, bindparam, select
from sqlalchemy.orm import Session

from petitions.models import Case, Enterprise, GridUnit, Officer, Unit
from petitions.queries.entry_labels import EntryColumn, Membership, SaidBeside
from workflow.needs import Kind, Need
from workflow.vocabulary import Industry, Labelled, PollutionSubtype, PollutionType, Truth

Part = str | Labelled
"""A piece of a detail: words of the record, or a member of a closed list that a page may translate."""

Line = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that was said: its label, and its lines."""

    label: Part
    lines: tuple[Line, ...]


KEPT_AS_NUMBER: Mapping[Kind, str] = {
    Kind.OFFICERS: "officer",
    Kind.LEADER: "officer",
    Kind.UNIT: "unit",
    Kind.UNITS: "unit",
    Kind.CASE: "case",
}
"""Kinds of values of which the record keeps the number, and what the number is of."""

NUMBERED_COLUMNS: Mapping[str, str] = {
    "district_id": "unit",
    "grid_id": "grid",
    "enterprise_id": "enterprise",
}

_IDS: BindParameter[Any] = bindparam("ids", expanding=True, type_=Integer)


def _named(table: Any, column: Any) -> Select[*tuple[Any, ...]]:
    return select(table.id, column).where(table.id.in_(_IDS))


_NAMES: Mapping[str, Select[*tuple[Any, ...]]] = {
    "officer": _named(Officer, Officer.name),
    "unit": _named(Unit, Unit.short_name),
    "case": _named(Case, Case.case_no),
    "grid": _named(GridUnit, GridUnit.name),
    "enterprise": _named(Enterprise, Enterprise.name),
}


def _numbers(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


@dataclass(slots=True)
class Names:
    """Names of numbers: first all are asked for, then all are read, at most one statement a kind."""

    _wanted: dict[str, set[int]] = field(default_factory=dict)
    _found: dict[tuple[str, int], str] = field(default_factory=dict)

    def want(self, payload: Mapping[str, Any], needs: tuple[Need, ...]) -> None:
        """Note every number in what was said."""
        for need in needs:
            if (what := KEPT_AS_NUMBER.get(need.kind)) is not None:
                self._add(what, payload.get(need.field))
        for column, value in (payload.get("changes") or {}).items():
            if (what := NUMBERED_COLUMNS.get(column)) is not None:
                self._add(what, value)

    def _add(self, what: str, value: object) -> None:
        self._wanted.setdefault(what, set()).update(n for n in _numbers(value) if isinstance(n, int))

    def read(self, session: Session) -> None:
        """Look them all up."""
        for what, numbers in self._wanted.items():
            if numbers:
                rows = session.execute(_NAMES[what], {"ids": sorted(numbers)})
                self._found |= {(what, number): name for number, name in rows}

    def of(self, what: str, value: object) -> str:
        """The names of one number or of several."""
        return "、".join(self._found.get((what, number), str(number)) for number in _numbers(value))


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells what was said with the events of one case."""

    names: Names
    grounds: Mapping[str, str]
    """Texts of the grounds of the case's own rule-set, by code."""

    def details(self, payload: Mapping[str, Any], needs: tuple[Need, ...]) -> Iterator[Detail]:
        """Everything that was said, in the order of the form."""
        asked = {need.field for need in needs}
        for need in needs:
            if not _is_blank(payload.get(need.field)):
                yield Detail(need.label, self._lines(need, payload[need.field]))
        for beside in SaidBeside:
            if beside.value not in asked and not _is_blank(payload.get(beside.value)):
                yield Detail(beside, tuple(_beside(beside, payload[beside.value])))

    def _lines(self, need: Need, value: Any) -> tuple[Line, ...]:
        if (what := KEPT_AS_NUMBER.get(need.kind)) is not None:
            return ((self.names.of(what, value),),)
        match need.kind:
            case Kind.CHOICE:
                return ((_member(need.choices, value),),)
            case Kind.GROUND:
                return ((self.grounds.get(value, str(value)),),)
            case Kind.TYPES:
                return tuple(_types(value))
            case Kind.FINDINGS:
                return tuple(_findings(value))
            case Kind.CHANGES:
                return tuple(self._changes(value))
            case _:
                return ((str(value),),)

    def _changes(self, changes: Mapping[str, Any]) -> Iterator[Line]:
        for column, value in changes.items():
            label = _member(EntryColumn, column)
            if _is_blank(value):
                yield label, "：", "（清空）"
            elif (what := NUMBERED_COLUMNS.get(column)) is not None:
                yield label, "：", self.names.of(what, value)
            elif column == "industry":
                yield label, "：", _member(Industry, value)
            else:
                yield label, "：", _plain(value)


def _is_blank(value: object) -> bool:
    return value is None or value in ("", False, [], {})


def _plain(value: object) -> str:
    return "是" if value is True else str(value)


def _member(choices: type[Labelled] | None, value: Any) -> Part:
    """The member of a list; a value that the list no longer knows is told as it stands."""
    known = choices is not None and value in {member.value for member in choices}
    return choices(value) if known and choices is not None else str(value)


def _types(pairs: list[tuple[str, str | None]]) -> Iterator[Line]:
    for type_, subtype in pairs:
        main = _member(PollutionType, type_)
        yield (main, "（", _member(PollutionSubtype, subtype), "）") if subtype else (main,)


def _findings(items: list[list[str | None]]) -> Iterator[Line]:
    for number, (claim, truth, evidence) in enumerate(items, start=1):
        found: Part = Truth(truth) if truth else "尚无结论"
        yield f"{number}. {claim}：", found, f"　{evidence}" if evidence else ""


def _beside(beside: SaidBeside, value: Any) -> Iterator[Line]:
    match beside:
        case SaidBeside.TYPES:
            yield from _types(value)
        case SaidBeside.INDUSTRY:
            yield (_member(Industry, value),)
        case SaidBeside.PERSON:
            yield (_plain(value),)
        case SaidBeside.LEADS:
            left = sum(lead is None for _, lead in value)
            for how, count in ((Membership.JOINED, len(value) - left), (Membership.LEFT, left)):
                if count:
                    yield how, "：", str(count)
