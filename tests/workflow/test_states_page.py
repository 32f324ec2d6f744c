"""STATES.md: it is what the tables say, it can be drawn, and it leaves nothing out."""

import re
from pathlib import Path

import pytest

from workflow.docs import render
from workflow.states import Stage
from workflow.tables import COMPLAINT, TABLES

PAGE = Path(__file__).resolve().parents[2] / "STATES.md"
TEXT = render()
DRAWINGS = re.findall(r"```mermaid\n(.*?)```", TEXT, re.DOTALL)
ARROW = re.compile(r"    (\w+) --> (\w+): (.+)")
STATE = re.compile(r'    state "(.+)" as (\w+)')


def test_the_page_is_what_the_tables_say() -> None:
    assert PAGE.read_bytes() == TEXT.encode(), "STATES.md is stale: run `make docs`"


def test_it_is_the_same_page_every_time() -> None:
    assert render() == TEXT


def arrows(drawing: str) -> set[tuple[str, str, str]]:
    return {
        (source, target, verb)
        for source, target, verbs in ARROW.findall(drawing)
        for verb in verbs.split("、")
    }


def test_there_is_one_drawing_of_each_workflow_and_one_of_each_stage() -> None:
    assert len(DRAWINGS) == len(TABLES) + len(Stage)
    for stage in Stage:
        assert f"\n### {stage.value.capitalize()} / {stage.label}\n" in TEXT


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_every_arrow_joins_two_states_that_are_drawn_with_their_chinese_names(drawing: str) -> None:
    assert drawing.startswith("stateDiagram-v2\n")
    names = {code: name for name, code in STATE.findall(drawing)}
    assert {end for source, target, _ in arrows(drawing) for end in (source, target)} <= names.keys()
    assert all(re.search("[一-鿿]", name) and '"' not in name for name in names.values())


def test_the_stages_together_draw_every_move_of_a_complaint() -> None:
    moves = {
        (source.value, row.target.value, row.verb.label)
        for row in COMPLAINT.rows
        for source in row.sources
        if row.target is not None
    }
    assert set().union(*map(arrows, DRAWINGS[1:5])) == moves


def test_what_the_whole_does_not_draw_it_tells() -> None:
    drawn, whole = arrows(DRAWINGS[0]), set().union(*map(arrows, DRAWINGS[1:5]))
    untold = {verb for _, _, verb in whole - drawn if f"Not drawn: **{verb}** → " not in TEXT}
    assert whole - drawn
    assert not untold


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    for block in re.findall(r"(?:^\|.*\n)+", TEXT, re.MULTILINE):
        widths = {line.count("|") for line in block.splitlines()}
        assert len(widths) == 1, block.splitlines()[0]


def test_every_row_and_every_verb_has_its_line() -> None:
    for table in TABLES:
        for row in table.rows:
            assert f"\n| {row.code} | {row.verb.label} | " in TEXT
        for verb in table.verbs:
            assert f"\n| {verb.label} | " in TEXT


def test_every_rule_is_listed_with_its_code() -> None:
    for guard in {guard for table in TABLES for row in table.rows for guard in row.guards}:
        assert f"`{guard.code}`" in TEXT
        assert guard.title in TEXT
