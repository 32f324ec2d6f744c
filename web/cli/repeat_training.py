"""`bihuan repeats train` and `report`: learn the weights anew, and write the page of their worth."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from web.cli.office import Declined
from web.cli.repeat_tables import Remarks, labelled, messages

if TYPE_CHECKING:
    from petitions.repeats.lessons import Labelled, Message
    from petitions.repeats.quality import Tried
    from petitions.repeats.training import Learning

PAGE = "QUALITY.md"
LEAST = 50
"""Fewer pairs of either kind teach nothing."""


def learn(
    pairs_file: Path, messages_file: Path | None
) -> "tuple[list[Labelled], Learning, dict[str, Message]]":
    """The labelled pairs, all that can be learned from, and the register that they come from."""
    from petitions.repeats.lessons import lessons, pairs_idf, register_idf
    from petitions.repeats.training import Learning

    remarks = Remarks()
    pairs = labelled(pairs_file, remarks)
    known = messages(messages_file, remarks) if messages_file else {}
    same = sum(pair.same for pair in pairs)
    if min(same, len(pairs) - same) < LEAST:
        raise Declined(
            "too-few-pairs",
            f"同一事项和不同事项的对子各需{LEAST}对以上，表中为{same}对和{len(pairs) - same}对。",
        )
    learning = Learning.of(lessons(pairs, known), register_idf(pairs, known), pairs_idf(pairs))
    return pairs, learning, known


def cross_validate(pairs: "list[Labelled]", learning: "Learning") -> "list[Tried]":
    """Try each pair with trees that never saw its matter, saying how far it has got."""
    from petitions.repeats.quality import tried

    return tried(pairs, learning, _tell_progress)


def write_weights(pairs: "list[Labelled]", learning: "Learning", target: Path, alert: float | None) -> float:
    """Grow the trees from everything, set the threshold by cross-validation, and keep both; the threshold."""
    from petitions.repeats.quality import best_threshold, judged, provenance

    some = cross_validate(pairs, learning)
    same = best_threshold(judged(some))
    kept = {
        "thresholds": {"same": same, "alert": same if alert is None else alert},
        "provenance": provenance(some, same, learning),
        **learning.trained().written(),
    }
    target.write_text(_one_tree_a_line(kept), encoding="utf-8", newline="\n")
    return same


def _one_tree_a_line(kept: dict[str, object]) -> str:
    """JSON in which a change of one tree changes one line."""
    lines = []
    for key, value in kept.items():
        if key == "trees" and isinstance(value, list):
            trees = ",\n  ".join(json.dumps(tree, separators=(",", ":")) for tree in value)
            lines.append(f'"trees": [\n  {trees}\n ]')
        else:
            lines.append(f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n " + ",\n ".join(lines) + "\n}\n"


def page_of(pairs: "list[Labelled]", learning: "Learning", known: "dict[str, Message]") -> str:
    """The page of figures with the thresholds in use."""
    from petitions.repeats.forest import learned
    from petitions.repeats.quality_page import page

    used = learned()
    return page(pairs, learning, {"same": used.same, "alert": used.alert}, _tell_progress, known)


def _tell_progress(done: str) -> None:
    click.echo(f"交叉验证 {done} / cross-validating", err=True)
