"""Write the next step: ``python -m migrations SUBJECT``. It is compared with a database made for the purpose."""

import sys
import tempfile
from pathlib import Path

import migrations
import petitions.models
from petitions.db import make_engine


def main(arguments: list[str]) -> int:
    """Write the step and say what remains to be done by hand."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print("usage: python -m migrations SUBJECT", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{folder}/head.db")
        migrations.upgrade(engine)
        step = migrations.revise(engine, arguments[0], petitions.models.Case.metadata)
        engine.dispose()
    print(
        f"{Path(step).relative_to(Path.cwd())}: read it, add CHECKs and rails by hand, run tests/migrations."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
