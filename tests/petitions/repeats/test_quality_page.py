"""QUALITY.md and weights.json are what the commands yield from the labelled pairs that lie beside the repository."""

import json
import re
from pathlib import Path

import pytest

from petitions.repeats.forest import FILE, learned
from petitions.repeats.lessons import JUDGEMENTS, lessons, pairs_idf, register_idf
from petitions.repeats.training import Learning
from web.cli.repeat_tables import Remarks, labelled, messages

PAGE = FILE.with_name("QUALITY.md").read_text(encoding="utf-8")
KEPT = json.loads(FILE.read_text(encoding="utf-8"))
DATA = Path(__file__).parents[4] / "shared" / "data"
PAIRS, MESSAGES = DATA / "repeat_dev_pairs.csv", DATA / "messages_dev.csv"
here = pytest.mark.skipif(not PAIRS.exists(), reason="the labelled pairs are not here")


def row(name: str) -> list[str]:
    (found,) = re.findall(rf"^\| {re.escape(name)} \|(.*)\|$", PAGE, re.MULTILINE)
    return [cell.strip() for cell in found.split("|")]


@pytest.mark.parametrize(
    ("group", "name"), [("cross-validated", "all"), ("without planted", "without planted")]
)
def test_the_page_tells_the_figures_that_are_kept_with_the_weights(group: str, name: str) -> None:
    kept = KEPT["provenance"][group]
    shares = [f"{kept[key]:.3f}" for key in ("precision", "recall", "f1", "ap")]
    assert row(name) == [str(kept["pairs"]), str(kept["same"]), *shares, str(kept["errors"])]


def test_the_page_tells_the_thresholds_in_use() -> None:
    assert (row("same")[0], row("alert")[0]) == (str(learned().same), str(learned().alert))


def test_the_page_and_the_judgements_hold_no_word_of_a_message() -> None:
    assert not re.search("[\u3400-\u9fff]", PAGE + JUDGEMENTS.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def learning() -> Learning:
    remarks = Remarks()
    pairs, known = labelled(PAIRS, remarks), messages(MESSAGES, remarks)
    return Learning.of(lessons(pairs, known), register_idf(pairs, known), pairs_idf(pairs))


@here
@pytest.mark.slow
def test_the_same_data_grow_the_trees_in_use(learning: Learning) -> None:
    assert json.loads(json.dumps(learning.trained().written()))["trees"] == KEPT["trees"]
