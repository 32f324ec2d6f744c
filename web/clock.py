"""The only place that asks for the hour or for chance; everything below is handed both."""

import secrets
from datetime import UTC, datetime


def now() -> datetime:
    """This moment, aware."""
    return datetime.now(UTC)


def draw(count: int) -> bytes:
    """So many unpredictable bytes."""
    return secrets.token_bytes(count)
