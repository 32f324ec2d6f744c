"""``python -m tests.bench [--cases 10000,100000] [--only intake,page] [--json]``."""

import argparse
import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

from tests.bench import backlog, intake, page, start, transition
from tests.bench.bureau import Bureau, open_bureau
from tests.bench.measure import Result, table

MEASURES: Mapping[str, tuple[Callable[[Bureau, int], Result], int]] = {
    "intake": (intake.measure, 60),
    "transition": (transition.measure, 30),
    "backlog": (backlog.measure, 100),
    "page": (page.measure, 60),
    "start": (start.measure, 7),
}
"""Each measurement with its usual number of rounds."""

ONCE = frozenset({"start"})
"""What does not depend on the size of the register."""


def main(arguments: list[str] | None = None) -> None:
    """Build, measure, print."""
    chosen = _options(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        found: list[Result] = []
        for size in chosen.cases:
            bureau = open_bureau(folder, size)
            for name in chosen.only:
                if size != chosen.cases[-1] and name in ONCE:
                    continue
                measure, rounds = MEASURES[name]
                found.append(measure(bureau, chosen.rounds or rounds))
                if not chosen.json:
                    print(table(found[-1]), end="\n\n", flush=True)
            bureau.engine.dispose()
    if chosen.json:
        print(json.dumps([asdict(result) for result in found], ensure_ascii=False, indent=1))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--cases", type=_sizes, default=(10_000, 100_000), help="sizes of the register")
    parser.add_argument("--only", type=_names, default=tuple(MEASURES), help=f"of {','.join(MEASURES)}")
    parser.add_argument("--rounds", type=int, default=0, help="rounds of each measurement")
    parser.add_argument("--keep", type=Path, help="a folder that keeps the registers for the next time")
    parser.add_argument("--json", action="store_true", help="print for a program")
    return parser.parse_args(arguments)


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def _names(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    if unknown := set(names) - set(MEASURES):
        raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}: not one of {', '.join(MEASURES)}")
    return names


if __name__ == "__main__":
    main()
