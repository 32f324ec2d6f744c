"""The page of figures, petitions/repeats/QUALITY.md: numbers and the names of pairs, no word of a message."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from petitions.repeats.boosting import Plan
from petitions.repeats.figures import Figures, curve
from petitions.repeats.lessons import Labelled, Message
from petitions.repeats.parts import PartName
from petitions.repeats.quality import SEEDS, Tried, figures, judged, tried
from petitions.repeats.stream import Alerts, examined, stream
from petitions.repeats.training import FOLDS, Learning

_WORST = 10
_SURE = 0.93
_ALERTS = tuple(step / 100 for step in range(5, 96))
_RECALLS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.975, 1.0)
_LEARNED = tuple(part for part in PartName if part is not PartName.ENTERPRISE)
Progress = Callable[[str], None]


def page(
    pairs: Sequence[Labelled],
    learning: Learning,
    thresholds: Mapping[str, float],
    progress: Progress,
    messages: Mapping[str, Message] = MappingProxyType({}),
) -> str:
    """All of it, in Markdown. ``thresholds`` are those in use; ``messages`` are the register of the pairs, if it is known."""
    some = tried(pairs, learning, progress)
    same = thresholds["same"]
    ablation: dict[PartName, list[Tried]] = {
        part: tried(pairs, learning.without(part), progress, SEEDS[:1]) for part in _LEARNED
    }
    whole = tried(pairs, learning, progress, SEEDS[:1])
    lines = [
        *_head(pairs, learning),
        *_groups(some, same),
        *_thresholds(some, thresholds),
        *_curve(some),
        *_stream(learning, examined(pairs, messages), thresholds["alert"], progress),
        *_ablation(whole, ablation, same),
        *_mistakes(some, same),
    ]
    return "\n".join(lines) + "\n"


def _head(pairs: Sequence[Labelled], learning: Learning) -> Iterator[str]:
    yield "# How well repeats are told from others"
    yield ""
    yield (
        f"Measured by `bihuan repeats report`. {len(pairs)} pairs of messages labelled by hand, "
        f"{sum(pair.same for pair in pairs)} of them the same matter; the unsure ones are left out. Every pair is judged "
        f"by trees that never saw its matter: {FOLDS} folds by matter, {len(SEEDS)} times with other folds, mean log-odds. "
        f"Words are weighed by the pairs alone, as for `bihuan repeats score`. {len(learning.examples)} examples in "
        f"{len(set(learning.groups))} groups of matters that touch; {Plan().trees} trees of at most {Plan().leaves} leaves."
    )
    yield ""
    yield (
        "The vocabularies of sources and troubles and the rules for names were written while looking at mistakes on these "
        "pairs, and the thresholds were chosen on them: on messages never seen, expect a little less."
    )


def _groups(some: Sequence[Tried], threshold: float) -> Iterator[str]:
    yield from ("", f"## By kind, from {threshold} on called the same", "")
    yield "| pairs | number | same | precision | recall | F1 | AP | errors |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    yield _row("all", some, threshold)
    yield _row("without planted", [one for one in some if not one.pair.planted], threshold)
    for kind in _kinds(some):
        yield _row(kind, [one for one in some if one.pair.kind == kind], threshold)


def _kinds(some: Sequence[Tried]) -> list[str]:
    return sorted({one.pair.kind for one in some})


def _row(name: str, some: Sequence[Tried], threshold: float) -> str:
    told = figures(some, threshold)
    both = 0 < told["same"] < told["pairs"]
    shares = [f"{told[key]:.3f}" if both else "–" for key in ("precision", "recall", "f1", "ap")]
    return f"| {name} | {told['pairs']} | {told['same']} | {' | '.join(shares)} | {told['errors']} |"


def _thresholds(some: Sequence[Tried], thresholds: Mapping[str, float]) -> Iterator[str]:
    yield from ("", "## Thresholds", "")
    yield "| used for | from | precision | recall | F1 | error rate | called the same wrongly | missed |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for use, threshold in thresholds.items():
        found = Figures.at(threshold, judged(some))
        shares = " | ".join(
            f"{share:.3f}" for share in (found.precision, found.recall, found.f1, found.error_rate)
        )
        yield f"| {use} | {threshold} | {shares} | {found.false} | {found.missed} |"


def _curve(some: Sequence[Tried]) -> Iterator[str]:
    yield from ("", "## Curve", "", "| recall at least | precision | threshold |", "|--:|--:|--:|")
    points = list(curve(sorted(judged(some), key=lambda pair: -pair[0])))
    for recall in _RECALLS:
        best = max((point for point in points if point.recall >= recall), key=lambda point: point.precision)
        yield f"| {recall} | {best.precision:.3f} | {best.threshold:.2f} |"


def _stream(
    learning: Learning, messages: Mapping[str, Message], alert: float, progress: Progress
) -> Iterator[str]:
    if not messages:
        return
    told = stream(learning, messages, progress)
    repeats = sum(one.repeat for one in told)
    yield from ("", "## In order of time", "")
    yield (
        f"{len(told)} messages that somebody examined, gone through as `bihuan repeats scan` does, each judged by trees that "
        f"never saw its matter; "
        f"{repeats} repeat an earlier one. An alert is right when the likeliest earlier message is of the same matter: so it "
        f"is for {sum(one.right for one in told)} of them at any threshold."
    )
    yield from ("", "| alert from | precision | recall | F1 |", "|--:|--:|--:|--:|")
    best = max(_ALERTS, key=lambda threshold: Alerts.at(threshold, told).f1)
    sure = [threshold for threshold in _ALERTS if Alerts.at(threshold, told).precision >= _SURE]
    rows = {"in use": alert, "best F1": best} | ({f"precision {_SURE}": min(sure)} if sure else {})
    for use, threshold in rows.items():
        found = Alerts.at(threshold, told)
        shares = f"{found.precision:.3f} | {found.recall:.3f} | {found.f1:.3f}"
        yield f"| {threshold:.2f} ({use}) | {shares} |"


def _ablation(
    whole: Sequence[Tried], ablation: Mapping[PartName, Sequence[Tried]], threshold: float
) -> Iterator[str]:
    yield from ("", "## Without a part", "")
    yield "Learned anew without it, one run of folds. The enterprise is no part of it: the pairs tell none."
    yield from ("", "| part left out | F1 | AP |", "|---|--:|--:|")
    for name, some in {"none": whole, **{part.value: some for part, some in ablation.items()}}.items():
        told = figures(some, threshold)
        yield f"| {name} | {told['f1']:.3f} | {told['ap']:.3f} |"


def _mistakes(some: Sequence[Tried], threshold: float) -> Iterator[str]:
    yield from ("", "## Worst mistakes of each kind", "")
    yield "At most ten of a kind: the pair, its likelihood, and the parts that misled, by what they added to the log-odds."
    for kind in _kinds(some):
        wrong = [one for one in some if one.pair.kind == kind and (one.total >= threshold) != one.pair.same]
        if wrong:
            yield from (
                "",
                f"### {kind}",
                "",
                "| pair | truth | likelihood | misled by |",
                "|---|---|--:|---|",
            )
        for one in sorted(wrong, key=lambda one: (-abs(one.total - one.pair.same), one.pair.id))[:_WORST]:
            truth = "same" if one.pair.same else "different"
            yield f"| {one.pair.id} | {truth} | {one.total:.2f} | {_misled(one)} |"


def _misled(one: Tried) -> str:
    direction = -1 if one.pair.same else 1
    wrong = [(part, value) for part, value in one.evidence.items() if value * direction > 0.05]
    ordered = sorted(wrong, key=lambda pair: -abs(pair[1]))
    return ", ".join(f"{part.value} {value:+.1f}" for part, value in ordered) or "the base rate"
