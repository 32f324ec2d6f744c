"""Taking turns and timing: contenders do the same work in the same minute, so that a busy machine slows all alike."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter, process_time

Work = Callable[..., object]


@dataclass(slots=True)
class Times:
    """What one contender took, in milliseconds, run by run."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def add(self, wall: float, cpu: float) -> None:
        """One run, in seconds."""
        self.wall.append(wall * 1000)
        self.cpu.append(cpu * 1000)

    def run(self, work: Work, *arguments: object) -> None:
        """Do the work once and take its time."""
        wall, cpu = perf_counter(), process_time()
        work(*arguments)
        self.add(perf_counter() - wall, process_time() - cpu)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the result: a contender, its medians in milliseconds, and its ratios to the line it is held against."""

    name: str
    wall: float
    cpu: float
    wall_ratio: float | None = None
    cpu_ratio: float | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One measurement: what was done, on how many cases, by whom how fast, and what was aimed at."""

    what: str
    cases: int
    lines: tuple[Line, ...]
    goal: str
    notes: tuple[str, ...] = ()


def compare(times: Mapping[str, Times], ours: str, against: str) -> tuple[Line, ...]:
    """The medians of all contenders; ours with its ratios to the one it is held against."""
    lines = []
    for name, taken in times.items():
        wall, cpu = median(taken.wall), median(taken.cpu)
        if name == ours:
            base = times[against]
            lines.append(Line(name, wall, cpu, wall / median(base.wall), cpu / (median(base.cpu) or 1e-9)))
        else:
            lines.append(Line(name, wall, cpu))
    return tuple(lines)


def take_turns(rounds: int, contenders: Mapping[str, Work], warm: int = 3) -> dict[str, Times]:
    """Run every contender once a round, after a few rounds that are not counted."""
    times = {name: Times() for name in contenders}
    for turn in range(warm + rounds):
        for name, work in contenders.items():
            if turn < warm:
                work()
            else:
                times[name].run(work)
    return times


def table(result: Result) -> str:
    """A result as text."""
    rows = [f"{result.what} · {result.cases:,} cases" if result.cases else result.what]
    for line in result.lines:
        ratio = (
            "" if line.wall_ratio is None else f"   × {line.wall_ratio:.2f} wall, {line.cpu_ratio:.2f} cpu"
        )
        rows.append(f"  {line.name:<34} {line.wall:9.3f} ms wall {line.cpu:9.3f} ms cpu{ratio}")
    return "\n".join([*rows, *(f"  {note}" for note in result.notes), f"  goal: {result.goal}"])
