"""What is in hand when the period ends: how old it is, unit by unit."""

from collections.abc import Mapping
from datetime import timedelta
from itertools import pairwise

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from petitions.models import Case
from reports.facts.standing import LAST, STANDING, UNIT, Span, last_before, then_in_hand
from reports.figures import AGES, InHand
from workflow.states import UNDECIDED


def in_hand(session: Session, span: Span, names: Mapping[int, str]) -> tuple[InHand, ...]:
    """Items neither answered nor turned away, by unit and by natural days since receipt; in the order of the units."""
    edges = [span.cutoff - timedelta(days=days + 1) for days in AGES]
    ages = [func.count().filter(Case.received_at >= edge) for edge in edges]
    statement = (
        select(UNIT.label("unit"), *ages, func.count())
        .select_from(Case)
        .outerjoin(LAST, last_before(span.cutoff))
        .where(then_in_hand(span), STANDING.in_(UNDECIDED))
        .group_by(UNIT)
    )
    found = []
    for unit, *upto in session.execute(statement):
        parts = [upto[0], *(after - before for before, after in pairwise(upto))]
        found.append((unit == 0, unit, InHand(names[unit], tuple(parts))))
    return tuple(row for *_, row in sorted(found, key=lambda one: one[:2]))
