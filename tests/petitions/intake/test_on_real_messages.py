"""The proposals against hand-labelled messages of citizens, which lie beside the repository or nowhere.

The words of the rules were revised on these very messages: the floors guard against getting worse and say nothing
about messages never seen.
"""

import csv
from pathlib import Path

import pytest

from petitions.intake.classify import classify
from workflow.vocabulary import PollutionType

DATA = Path(__file__).parents[4] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the labelled messages are not here")

LABELS = {
    PollutionType.AIR: "大气",
    PollutionType.WATER: "水",
    PollutionType.NOISE: "噪声",
    PollutionType.SOLID: "固废",
    PollutionType.ECOLOGY: "生态/土壤",
    PollutionType.SOIL: "生态/土壤",
    PollutionType.RADIATION: "辐射",
    PollutionType.LIGHT: "光",
    PollutionType.PROJECT: "管理/程序",
    PollutionType.OTHER: "管理/程序",
}


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_pollution_types_are_proposed_as_a_person_would() -> None:
    rows = [row for row in _rows("env_messages_dev.csv") if row["types"]]
    hits = proposed = labelled = main = 0
    for row in rows:
        found = classify(row["subject"], row["text"])
        types, gold = {LABELS[told.value] for told in found.types}, set(row["types"].split("|"))
        hits, proposed, labelled = hits + len(types & gold), proposed + len(types), labelled + len(gold)
        main += found.main_type is not None and LABELS[found.main_type] == row["main_type"]
    assert len(rows) > 100
    assert 2 * hits / (proposed + labelled) >= 0.85
    assert main / len(rows) >= 0.85


def test_what_is_the_bureau_s_is_told_from_other_offices_matters() -> None:
    rows = _rows("l1_dev.csv")
    ours = [classify(row["subject"], row["text"]).ours.value for row in rows]
    gold = [row["l1"] == "环境保护" for row in rows]
    hits = sum(said and true for said, true in zip(ours, gold, strict=True))
    assert len(rows) > 1000
    assert 2 * hits / (sum(ours) + sum(gold)) >= 0.89
