"""What somebody typed and must not lose: the fields of a form that could not be carried out yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import request

from web.templating import words
from workflow.needs import Need
from workflow.tables import TABLES
from workflow.vocabulary import Labelled

NOT_KEPT = ("csrf_token", "password")
"""Names, or beginnings of names, that are never shown again."""


@dataclass(frozen=True, slots=True)
class Typed:
    """One field as it was sent; ``label`` where a verb asks for a value of this name."""

    name: str
    value: str
    label: str = ""
    shown: str = ""


def needs_by_field(verb: str | None = None) -> dict[str, Need]:
    """What each field name means: first as this verb asks for it, else as any verb does."""
    rows = [row for table in TABLES for row in table.rows]
    ordered = sorted(rows, key=lambda row: row.verb.value == verb)
    return {need.field: need for row in ordered for need in row.needs}


def kept(*, without: tuple[str, ...] = ()) -> Iterator[Typed]:
    """Every field of the request that may be shown again, in its order."""
    known = needs_by_field((request.view_args or {}).get("verb"))
    for name, value in request.form.items(multi=True):
        if name.startswith(NOT_KEPT) or name in without:
            continue
        need = known.get(name)
        yield Typed(name, value, words(need.label) if need else "", _shown(need, value) if need else "")


def _shown(need: Need, value: str) -> str:
    """A choice by its label, anything else as it was typed."""
    choices: type[Labelled] | None = need.choices
    members = {member.value: member.label for member in choices} if choices else {}
    return words(members[value]) if value in members else value


def came_from_here() -> bool:
    """Whether the request was sent by a page of this site; only then is what it carried shown again."""
    if (site := request.headers.get("Sec-Fetch-Site")) is not None:
        return site in {"same-origin", "none"}
    sender = request.headers.get("Origin") or request.referrer or ""
    return urlsplit(sender).netloc == request.host


def page_before() -> str | None:
    """The page of this site on which the form stood."""
    parts = urlsplit(request.referrer or "")
    if parts.netloc != request.host:
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")
