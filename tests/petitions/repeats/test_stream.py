"""A register gone through in order of time, each message judged by trees that never saw its matter."""

from dataclasses import replace
from datetime import timedelta

import pytest

from petitions.repeats.lessons import Labelled, Message
from petitions.repeats.stream import Alerts, Told, examined, stream
from petitions.repeats.subject import uncounted
from petitions.repeats.training import FOLDS, Example, Learning
from tests.petitions.repeats.test_score import ELSEWHERE, MIXING, NOW, PARKING, RETOLD


def test_alerts_are_right_when_they_name_the_matter() -> None:
    told = [Told(0.9, True, True), Told(0.8, False, True), Told(0.7, False, False), Told(0.2, True, True)]
    found = Alerts.at(0.5, told)
    assert (found.right, found.false, found.repeats) == (1, 2, 3)
    assert found.precision == pytest.approx(1 / 3) == found.recall == found.f1
    assert Alerts.at(1.1, told).precision == Alerts.at(0, []).recall == Alerts.at(0, []).f1 == 0


def test_what_a_pair_ties_together_is_one_matter() -> None:
    held = {
        name: Message(MIXING, matter)
        for name, matter in {"a": "m", "b": "", "c": "n", "d": "", "e": ""}.items()
    }
    pairs = [
        Labelled("1", ("b", "d"), (MIXING, RETOLD), True),
        Labelled("2", ("d", "a"), (MIXING, RETOLD), True),
        Labelled("3", ("c", "x"), (MIXING, RETOLD), True),
        Labelled("4", ("e", "a"), (MIXING, PARKING), False),
    ]
    known = {number: one.matter for number, one in examined(pairs, held).items()}
    assert known["a"] == known["b"] == known["d"] != known["c"] == "n"
    assert known["e"] == ""
    assert "e" not in examined(pairs[:3], held)


def test_every_message_is_tried_once_by_trees_that_never_saw_its_matter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    matters = {
        "mixing": (MIXING, RETOLD),
        "parking": (PARKING, replace(PARKING, text=PARKING.text + "盼复。")),
    }
    messages = {
        f"{matter} {count}": Message(replace(one, received_at=NOW + timedelta(days=count)), matter)
        for matter, told in matters.items()
        for count, one in enumerate(told)
    } | {"alone": Message(ELSEWHERE)}
    examples = [
        Example(*told, True, frozenset({f"{matter} 0", f"{matter} 1", f"matter {matter}"}))
        for matter, told in matters.items()
    ]
    examples.append(Example(MIXING, PARKING, False, frozenset({"another"})))
    learning = Learning.of(examples, uncounted)
    taught: list[int] = []
    train = Learning.train

    def noted(self: Learning, chosen: list[int], seed: int) -> object:
        taught.append(len(chosen))
        return train(self, [0, 1, 2], seed)

    monkeypatch.setattr(Learning, "train", noted)
    told = stream(learning, messages)
    assert len(told) == len(messages) and sum(one.repeat for one in told) == 2
    assert len(taught) == FOLDS and taught.count(2) == 3
