"""The proposals against hand-labelled messages of citizens, which lie beside the repository or nowhere.

What is shipped was learnt from these very messages, and the words of the rules were revised on them: the floors guard
against getting worse. The figures for messages that were not learnt from stand in QUALITY.md.
"""

import csv
from pathlib import Path

import pytest

from petitions.intake.classify import classify
from petitions.intake.extract import Field, extract
from petitions.intake.learned import measured_on
from petitions.intake.routing import propose_district
from petitions.intake.wording import TYPE_NAMES

DATA = Path(__file__).parents[4] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the labelled messages are not here")


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_pollution_types_are_proposed_as_a_person_would() -> None:
    rows = [row for row in _rows("env_messages_dev.csv") if row["types"]]
    hits = proposed = labelled = main = 0
    for row in rows:
        found = classify(row["subject"], row["text"])
        types, gold = {TYPE_NAMES[told.value] for told in found.types}, set(row["types"].split("|"))
        hits, proposed, labelled = hits + len(types & gold), proposed + len(types), labelled + len(gold)
        main += found.main_type is not None and TYPE_NAMES[found.main_type] == row["main_type"]
    assert len(rows) > 100
    assert 2 * hits / (proposed + labelled) >= 0.92
    assert main / len(rows) >= 0.9


def test_what_is_the_bureau_s_is_told_from_other_offices_matters() -> None:
    rows = _rows("l1_dev.csv")
    ours = [classify(row["subject"], row["text"]).ours.value for row in rows]
    gold = [row["l1"] == "环境保护" for row in rows]
    hits = sum(said and true for said, true in zip(ours, gold, strict=True))
    assert len(rows) > 1000
    assert 2 * hits / (sum(ours) + sum(gold)) >= 0.97


@pytest.mark.parametrize("name", ["l1_dev.csv", "env_messages_dev.csv"])
def test_what_is_shipped_was_learnt_from_these_tables_and_measured(name: str) -> None:
    figures = measured_on((DATA / name).read_bytes())
    assert figures is not None, "learn anew: python -m petitions.intake.quality ../shared/data && make docs"
    assert figures["ours"]["shipped"]["f1"] >= 0.95
    assert figures["types"]["all"]["f1"] >= 0.9
    assert figures["types"]["all"]["main"] >= 0.87


def test_the_district_of_the_table_is_the_one_that_is_named() -> None:
    rows = [row for row in _rows("messages_dev.csv") if row["district"][-1:] in ("区", "县")]
    cities = {row["district"]: f"{row['district'][0]}市" for row in rows}
    districts = dict.fromkeys(cities.values(), "") | cities
    proposed = [propose_district(row["subject"], row["text"], districts) for row in rows]
    right = sum(
        one is not None and one.value == row["district"] for one, row in zip(proposed, rows, strict=True)
    )
    assert len(rows) > 1000
    assert right / len(rows) >= 0.97


def test_times_and_plates_are_found_where_they_stand() -> None:
    for row in _rows("messages_dev.csv")[:500]:
        for found in extract(row["text"]):
            assert row["text"][found.start : found.end] == found.text
            if found.field is Field.PLATE:
                assert len(found.value) in (7, 8)
