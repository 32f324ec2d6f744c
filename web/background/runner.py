"""The process in which one job is done: ``python -m web.background.runner``, started by the worker.

The order comes as one line of JSON on standard input, what is told goes out the same way. The input stays open as long
as the worker lives: when it ends, this process ends at once, whatever it was doing. It is given the database, no key.
"""

import json
import os
import sys
import threading
import traceback
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

POLITE = 5
"""How much this process stands back behind the requests."""

ORPHANED = 9


def main() -> int:
    """Do the one job that is ordered."""
    out, sys.stdout = sys.stdout, sys.stderr  # nothing that a library prints may look like an answer
    order = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with, args=(sys.stdin,), daemon=True).start()
    os.nice(POLITE)
    _say(out, **_outcome(order, lambda done, whole, step: _say(out, done=done, whole=whole, step=step)))
    return 0


def _end_with(orders: TextIO) -> None:
    orders.read()
    os._exit(ORPHANED)


def _say(out: TextIO, **said: Any) -> None:
    out.write(json.dumps(said) + "\n")
    out.flush()


def _outcome(order: dict[str, Any], tell: Any) -> dict[str, Any]:
    """The name and kind of the file that was made, or why there is none."""
    from petitions.db import make_engine, make_sessions
    from web.background.kinds import BY_CODE, Order, Unmade

    engine = make_engine(order["database"]).execution_options(reading=True)
    if engine.dialect.name == "postgresql":  # one snapshot for all statements, as SQLite gives anyway
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    asked_at = datetime.fromisoformat(order["asked_at"])
    try:
        made = BY_CODE[order["kind"]].make(Order(order["parameters"], asked_at, make_sessions(engine), tell))
    except Unmade as reason:
        return {"problem": str(reason)}
    except Exception:
        traceback.print_exc()
        return {"fault": True}
    finally:
        engine.dispose()
    Path(order["target"]).write_bytes(made.body)
    return {"name": made.name, "media_type": made.media_type}


if __name__ == "__main__":
    sys.exit(main())
