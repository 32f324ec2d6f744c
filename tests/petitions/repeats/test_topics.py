"""The troubles of a complaint are told by their words."""

from petitions.repeats.text import bigrams, fold
from petitions.repeats.topics import _WORDS, topics


def told(text: str) -> frozenset[str]:
    folded = fold(text)
    return topics(folded, bigrams(folded))[0]


def test_troubles_are_told_by_their_words() -> None:
    assert told("楼下烧烤店油烟直排，半夜噪音太大") == {"油烟", "噪声"}
    assert told("１１０千伏变电站离小区太近") == {"变电高压线"}
    assert told("祝领导工作顺利") == frozenset()


def test_every_word_can_be_found() -> None:
    for label, words in _WORDS:
        for word in words.split("|"):
            assert label in told(word), word


def test_no_topic_stands_twice_and_no_word_twice_in_one() -> None:
    assert len({label for label, _ in _WORDS}) == len(_WORDS)
    assert all(len(set(words.split("|"))) == len(words.split("|")) for _, words in _WORDS)
