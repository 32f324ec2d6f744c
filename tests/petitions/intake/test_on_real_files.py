"""Untouched files with real dirt, which lie beside the repository or nowhere."""

from datetime import datetime
from pathlib import Path

import pytest

from petitions.intake.mapping import propose_mapping
from petitions.intake.rows import Parsed, RowProblem, plan_import
from petitions.intake.spreadsheets import read_rows
from petitions.intake.wording import Target
from workflow.calendar import SHANGHAI

DATA = Path(__file__).parents[4] / "shared" / "data"
IMPORTS = DATA / "import"
NOW = datetime(2026, 11, 22, tzinfo=SHANGHAI)
pytestmark = pytest.mark.skipif(not IMPORTS.exists(), reason="the files with real dirt are not here")


def planned(path: Path, source: str = "") -> tuple[list[Parsed], list[RowProblem]]:
    sheet = read_rows(path)
    found = list(plan_import(sheet, propose_mapping(sheet.headers, sheet.samples(), source=source), NOW))
    return [one for one in found if isinstance(one, Parsed)], [
        one for one in found if isinstance(one, RowProblem)
    ]


def test_a_workbook_of_raw_cells_with_both_kinds_of_dates() -> None:
    parsed, refused = planned(IMPORTS / "附件3_dev_rows_raw_cells.xlsx")
    assert len(parsed) + len(refused) == 3636
    assert len(refused) <= 20
    assert len({one.source_key for one in parsed}) == len(parsed)
    assert all(one.received_at.year in {2010, 2017, 2018, 2019, 2020} for one in parsed)
    assert all(one.content == one.content.strip() and "_x000D_" not in one.content for one in parsed)
    assert all(one.origin_no.isdigit() for one in parsed)


def test_posts_lose_what_was_glued_to_their_titles() -> None:
    parsed, refused = planned(IMPORTS / "sun0769_60_posts.json")
    assert (len(parsed), refused) == (60, [])
    assert not any("提问：" in one.title or "编号" in one.title for one in parsed)
    assert all(one.origin_no.isdigit() for one in parsed)


def test_inspection_rows_with_words_broken_by_blanks() -> None:
    parsed, refused = planned(IMPORTS / "official_inspection_rows.csv", "督察交办")
    assert (len(parsed), refused) == (6, [])
    assert parsed[0].types
    assert " " not in parsed[0].district
    assert parsed[2].source_key == "督察交办#4260"


def test_an_html_table_in_gbk_is_read_though_it_holds_no_complaints() -> None:
    sheet = read_rows(IMPORTS / "html_table_named_xls_gbk.xls")
    assert len(sheet.headers) == 12
    assert len(set(sheet.headers)) == 12
    assert len(list(sheet.rows)) == 7


def test_a_class_table_is_seen_to_hold_no_complaints() -> None:
    sheet = read_rows(IMPORTS / "附件1_classes_517.xlsx")
    assert len(list(sheet.rows)) == 517
    assert propose_mapping(sheet.headers, sheet.samples()).missing == (Target.CONTENT,)


def test_the_messages_file_is_mapped_and_taken() -> None:
    parsed, refused = planned(DATA / "messages_dev.csv", "留言")
    assert len(parsed) + len(refused) == 3636
    assert len(refused) <= 20
    assert sum(bool(one.district) for one in parsed) > 3000
