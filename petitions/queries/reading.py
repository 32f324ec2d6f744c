"""One way to turn rows into frozen values: the columns stand in the order of the fields."""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Executable
from sqlalchemy.orm import Session

Shown = TypeVar("Shown")


def read(
    session: Session, statement: Executable, shown: Callable[..., Shown], **given: Any
) -> tuple[Shown, ...]:
    """Every row of the statement as a value; past the session's own machinery, of which plain columns need nothing."""
    return tuple(shown(*row) for row in session.connection().execute(statement, given))
