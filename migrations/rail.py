"""How a rail is built: a rule that the database itself upholds, written once and laid on SQLite and PostgreSQL.

A rail is a trigger that refuses a row and names the rule it broke: ``rail:append-only case_event``. The message
reaches Python as ``IntegrityError`` on both databases.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

Execute = Callable[[str], object]
"""``op.execute``, or a connection's ``exec_driver_sql``."""


@dataclass(frozen=True, slots=True)
class Rail:
    """One rule with the statements that lay it and lift it on each database."""

    name: str
    sqlite: tuple[str, ...]
    postgresql: tuple[str, ...]
    sqlite_lift: tuple[str, ...]
    postgresql_lift: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """Refuse the row when ``broken`` holds: a condition over ``NEW`` and ``OLD`` that both databases understand."""

    code: str
    broken: str


def guarded(table: str, event: str, name: str, *rules: Rule, first: str = "") -> Rail:
    """A rail before each row of an ``INSERT`` or ``UPDATE OF …``. Rules are tried in order.

    ``first`` is what PostgreSQL alone must do before it looks: SQLite has one writer at a time, PostgreSQL must
    lock what the rule reads, or two transactions could each pass without seeing the other.
    """
    trigger = f"rail_{table}_{name}"
    tries = " ".join(
        f"SELECT RAISE(ABORT, '{message(rule.code, table)}') WHERE {rule.broken};" for rule in rules
    )
    checks = " ".join(f"IF {rule.broken} THEN {refusal(rule.code, table)} END IF;" for rule in rules)
    return Rail(
        trigger,
        (f"CREATE TRIGGER {trigger} BEFORE {event} ON {table} FOR EACH ROW BEGIN {tries} END",),
        (
            function(trigger, f"{first} {checks} RETURN NEW;".strip()),
            f"CREATE TRIGGER {trigger} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {trigger}()",
        ),
        (f"DROP TRIGGER {trigger}",),
        (f"DROP TRIGGER {trigger} ON {table}", f"DROP FUNCTION {trigger}()"),
    )


def kept(table: str, *key: str) -> Rail:
    """No row of the table is ever deleted."""
    return _forbidden(table, key, "kept", ("DELETE",))


def append_only(table: str, *key: str) -> Rail:
    """Rows are only ever added: neither changed nor deleted."""
    return _forbidden(table, key, "append-only", ("UPDATE", "DELETE"))


def _forbidden(table: str, key: tuple[str, ...], code: str, events: tuple[str, ...]) -> Rail:
    """Refuse whole kinds of statement.

    SQLite's INSERT OR REPLACE deletes the row in its way without firing a DELETE trigger, and PostgreSQL's
    TRUNCATE fires no row trigger: both are refused by name.
    """
    trigger = f"rail_{table}_{code.replace('-', '_')}"
    raised = f"SELECT RAISE(ABORT, '{message(code, table)}')"
    in_the_way = " AND ".join(f"{column} = NEW.{column}" for column in key)
    replace = (
        f"CREATE TRIGGER {trigger}_replace BEFORE INSERT ON {table} FOR EACH ROW "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {in_the_way}) BEGIN {raised}; END"
    )
    on = f"ON {table} FOR EACH ROW BEGIN {raised}; END"
    return Rail(
        trigger,
        (
            *(f"CREATE TRIGGER {trigger}_{event.lower()} BEFORE {event} {on}" for event in events),
            replace,
        ),
        (
            function(trigger, refusal(code, table)),
            f"CREATE TRIGGER {trigger} BEFORE {' OR '.join(events)} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {trigger}()",
            f"CREATE TRIGGER {trigger}_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {trigger}()",
        ),
        tuple(f"DROP TRIGGER {trigger}_{event.lower()}" for event in (*events, "REPLACE")),
        (
            f"DROP TRIGGER {trigger} ON {table}",
            f"DROP TRIGGER {trigger}_truncate ON {table}",
            f"DROP FUNCTION {trigger}()",
        ),
    )


def message(code: str, table: str) -> str:
    """What the database answers: ``rail:append-only case_event``."""
    return f"rail:{code} {table}"


def refusal(code: str, table: str) -> str:
    """The same answer in PL/pgSQL, as a violated integrity rule."""
    return f"RAISE EXCEPTION '{message(code, table)}' USING ERRCODE = 'integrity_constraint_violation';"


def function(name: str, body: str) -> str:
    """A PL/pgSQL trigger function."""
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"


def lay(execute: Execute, dialect: str, rails: Iterable[Rail]) -> None:
    """Lay the rails. A batch operation on SQLite drops those of its table: lift all before it, lay all after it."""
    for rail in rails:
        for statement in rail.sqlite if dialect == "sqlite" else rail.postgresql:
            execute(statement)


def lift(execute: Execute, dialect: str, rails: Iterable[Rail]) -> None:
    """Take the rails away."""
    for rail in rails:
        for statement in rail.sqlite_lift if dialect == "sqlite" else rail.postgresql_lift:
            execute(statement)
