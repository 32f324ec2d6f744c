"""Hashes of the record."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitions.chain import (
    GENESIS,
    Algorithm,
    Link,
    canonical,
    digest,
    leaves_in_order,
    merkle_root,
    seal_hash,
)


def test_sm3_gives_the_digest_of_the_standards_first_example() -> None:
    """GB/T 32905-2016, annex A.1: the digest of "abc"."""
    expected = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert digest(Algorithm.SM3, b"abc") == expected


def a_link(**changes: object) -> Link:
    fields: dict[str, object] = {
        "case_no": "HJ20261122-000001",
        "seq": 1,
        "at": datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC),
        "verb": "register",
        "source": "draft",
        "target": "registered",
        "actor_id": 7,
        "payload": "{}",
        "previous_hash": GENESIS,
        "algorithm": Algorithm.SM3,
    }
    return Link(**{**fields, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"case_no": "HJ20261122-000002"},
        {"seq": 2},
        {"at": datetime(2026, 11, 22, 1, 2, 3, 1, tzinfo=UTC)},
        {"verb": "record"},
        {"source": "registered"},
        {"target": "draft"},
        {"actor_id": 8},
        {"payload": '{"a":1}'},
        {"previous_hash": "1" * 64},
        {"algorithm": Algorithm.SHA256},
    ],
    ids=lambda change: next(iter(change)),
)
def test_every_field_of_an_event_is_under_its_hash(change: dict[str, object]) -> None:
    assert a_link().hash != a_link(**change).hash


def test_the_hash_does_not_depend_on_the_zone_in_which_a_time_is_written() -> None:
    shanghai = timezone(timedelta(hours=8))
    assert a_link(at=datetime(2026, 11, 22, 9, 2, 3, tzinfo=shanghai)).hash == a_link().hash


def test_canonical_text_has_one_spelling() -> None:
    assert canonical({"乙": [1, None], "a": date(2026, 1, 2)}) == '{"a":"2026-01-02","乙":[1,null]}'
    assert canonical({"b": 1, "a": 2}) == canonical({"a": 2, "b": 1})
    with pytest.raises(TypeError, match="no canonical form for object"):
        canonical({"a": object()})


@given(st.lists(st.text(alphabet="abc", min_size=1), min_size=2, unique=True), st.data())
def test_a_missing_doubled_or_swapped_leaf_changes_the_root(leaves: list[str], data: st.DataObject) -> None:
    root = merkle_root(Algorithm.SHA256, leaves)
    position = data.draw(st.integers(0, len(leaves) - 1))
    assert merkle_root(Algorithm.SHA256, leaves[:position] + leaves[position + 1 :]) != root
    assert merkle_root(Algorithm.SHA256, [*leaves, leaves[-1]]) != root
    assert merkle_root(Algorithm.SHA256, leaves[::-1]) != root


def test_an_inner_node_cannot_pass_for_a_leaf() -> None:
    pair = ["a", "b"]
    inner = merkle_root(Algorithm.SHA256, pair)
    assert merkle_root(Algorithm.SHA256, [inner]) != inner


def test_leaves_stand_in_the_order_of_case_and_sequence() -> None:
    assert leaves_in_order([("B", 1, "x"), ("A", 2, "y"), ("A", 1, "z")]) == ["A:1:z", "A:2:y", "B:1:x"]


def test_a_seal_covers_its_day_count_root_and_predecessor() -> None:
    seal = seal_hash(Algorithm.SM3, date(2026, 11, 22), 3, "r", GENESIS)
    assert seal != seal_hash(Algorithm.SM3, date(2026, 11, 23), 3, "r", GENESIS)
    assert seal != seal_hash(Algorithm.SM3, date(2026, 11, 22), 4, "r", GENESIS)
    assert seal != seal_hash(Algorithm.SM3, date(2026, 11, 22), 3, "s", GENESIS)
    assert seal != seal_hash(Algorithm.SM3, date(2026, 11, 22), 3, "r", "1" * 64)
