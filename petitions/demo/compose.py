"""Composes a complaint's text: which sentences, in which order, in whose voice, framed by which channel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from petitions.demo.grammar import pick, render
from petitions.demo.lexicon import Form, Matter, Voice, phrases
from workflow.vocabulary import Track

SHORTEST, LONGEST = 42, 396
SIZES = ((0.25, 40, 90), (0.73, 90, 190), (0.94, 190, 300), (1.0, 300, 390))
"""Cumulative chance, and the characters aimed at: from short to very long texts."""

ORDERS = (
    ("again", "since", "scene", "detail", "effect", "prior", "mood", "doubt", "evidence", "claim"),
    ("scene", "again", "detail", "since", "effect", "mood", "prior", "evidence", "doubt", "claim"),
    ("effect", "again", "scene", "detail", "since", "prior", "mood", "doubt", "claim", "evidence"),
    ("prior", "again", "scene", "detail", "effect", "doubt", "mood", "since", "claim", "evidence"),
    ("again", "claim", "scene", "since", "detail", "effect", "mood", "prior", "doubt", "evidence"),
    ("mood", "scene", "detail", "again", "prior", "effect", "since", "doubt", "claim", "evidence"),
    ("scene", "claim", "detail", "effect", "again", "since", "prior", "mood", "doubt", "evidence"),
    ("scene", "detail", "effect", "since", "prior", "doubt", "evidence", "mood", "again", "claim"),
)
QUESTIONS = (
    "吗",
    "呢",
    "谁管",
    "还是环保管",
    "哪家管",
    "哪个管",
    "部门管",
    "多远",
    "哪家",
    "去哪了",
    "有什么用",
    "谁批的",
    "哪了",
)
THIRD_PERSON = {"third": "来电人", "hotline": "市民", "visit": "来访人", "superior": "信访人"}


@dataclass(frozen=True, slots=True)
class Teller:
    """Who tells it: a voice, and the form that the channel gives it."""

    voice: Voice
    form: Form

    @property
    def third_person(self) -> bool:
        """Whether an officer wrote it down as another's words."""
        return self.form.key in THIRD_PERSON

    @property
    def me(self) -> str:
        """我, or what the officer calls the petitioner."""
        return THIRD_PERSON.get(self.form.key, "我")


@dataclass(frozen=True, slots=True)
class Told:
    """A composed text, and which of the kind's details it used: a retelling keeps some of them."""

    text: str
    details: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A rendered sentence and the part it plays."""

    role: str
    text: str


def compose(
    rng: Random,
    matter: Matter,
    teller: Teller,
    context: Mapping[str, str],
    keep: Sequence[int] = (),
    again: Sequence[str] = (),
) -> Told:
    """One text of 40 to 400 characters. ``keep``: details of the earlier telling; ``again``: what refers to it."""
    told, details = _choose(rng, matter, teller, context, keep, again)
    order = pick(rng, ORDERS)
    told.sort(key=lambda sentence: order.index(sentence.role))
    while True:
        text = _frame(rng, teller, context, _join(rng, teller.voice, told))
        if len(text) <= LONGEST:
            return Told(text, details)
        told = _without_one(told)


def _choose(
    rng: Random,
    matter: Matter,
    teller: Teller,
    context: Mapping[str, str],
    keep: Sequence[int],
    again: Sequence[str],
) -> tuple[list[Sentence], tuple[int, ...]]:
    """Scene and claim always; then details and the rest until the text is as long as it was meant to be."""
    size = _size(rng)
    used: list[int] = []
    told = [Sentence("scene", render(rng, pick(rng, matter.scenes), context))]
    told += [Sentence("again", render(rng, template, context)) for template in again]
    if rng.random() < 0.88:
        told.append(Sentence("claim", render(rng, _claim(rng, matter), context)))
    length = sum(len(sentence.text) + 1 for sentence in told)
    for role, template, index in _more(rng, matter, teller, keep):
        if length >= size:
            break
        if index is not None:
            used.append(index)
        told.append(Sentence(role, render(rng, template, context)))
        length += len(told[-1].text) + 1
    return told, tuple(used)


def _size(rng: Random) -> float:
    point = rng.random()
    low, high = next((low, high) for chance, low, high in SIZES if point <= chance)
    return rng.uniform(low, high)


def _claim(rng: Random, matter: Matter) -> str:
    own = matter.track is not Track.A or rng.random() < 0.65
    return pick(rng, matter.claims if own else phrases("claims"))


More = tuple[str, str, int | None]


def _more(rng: Random, matter: Matter, teller: Teller, keep: Sequence[int]) -> list[More]:
    """Further sentences in the order in which they are considered, most telling first."""
    order = list(range(len(matter.details)))
    rng.shuffle(order)
    order.sort(key=lambda index: index not in keep[:2])
    details: list[More] = [("detail", matter.details[index], index) for index in order]
    others = _around(rng, matter, teller, bool(keep))
    rng.shuffle(others)
    first, rest = details[:2], details[2:7]
    return first[:1] + others[:1] + first[1:] + _interleave(others[1:], rest)


def _around(rng: Random, matter: Matter, teller: Teller, repeated: bool) -> list[More]:
    """Effects; and, of a nuisance, since when, what was tried before, proof, doubts, and what it is like."""
    others: list[More] = [
        ("effect", template, None) for template in rng.sample(matter.effects, min(2, len(matter.effects)))
    ]
    if matter.track is not Track.A:
        return others
    others += [
        ("since", pick(rng, phrases("since")), None),
        ("evidence", pick(rng, phrases("evidence")), None),
        *(("doubt", template, None) for template in matter.doubts if rng.random() < 0.25),
        *_moods(rng, teller),
    ]
    if not repeated:
        others.append(("prior", pick(rng, phrases("priors")), None))
    return others


def _moods(rng: Random, teller: Teller) -> list[More]:
    chosen = rng.sample(teller.voice.moods, 2)
    if teller.third_person:
        return [("mood", f"{{i}}说，“{chosen[0]}”", None)] if rng.random() < 0.4 else []
    return [("mood", template, None) for template in chosen]


def _interleave(one: Sequence[More], other: Sequence[More]) -> list[More]:
    pairs = [item for pair in zip(one, other, strict=False) for item in pair]
    shorter = min(len(one), len(other))
    return [*pairs, *one[shorter:], *other[shorter:]]


def _without_one(told: Sequence[Sentence]) -> list[Sentence]:
    """Leave out the last sentence that the text can do without."""
    for at in range(len(told) - 1, -1, -1):
        if told[at].role not in ("scene", "claim", "again"):
            return [*told[:at], *told[at + 1 :]]
    return list(told[:-1])


def _join(rng: Random, voice: Voice, told: Sequence[Sentence]) -> str:
    """Sentences with the marks this person sets: full stops, exclamation marks, or commas that run on."""
    out: list[str] = []
    for n, sentence in enumerate(told, 1):
        out.append(sentence.text)
        if sentence.text.endswith(QUESTIONS):
            out.append("？")
        elif rng.random() < voice.marks:
            out.append("！！" if rng.random() < 0.12 else "！")
        elif n < len(told) and rng.random() < voice.run_on:
            out.append("，")
        else:
            out.append("。")
    return "".join(out)


def _frame(rng: Random, teller: Teller, context: Mapping[str, str], body: str) -> str:
    """The channel's frame and the voice's first and last words around the body."""
    form, voice = teller.form, teller.voice
    opening = render(rng, pick(rng, form.opens), context) if rng.random() < 0.92 else ""
    closing = render(rng, pick(rng, form.closes), context) if rng.random() < 0.7 else ""
    if teller.third_person:
        return opening + body + closing
    if rng.random() < 0.55:
        opening += render(rng, pick(rng, voice.opens), context) + pick(rng, ("。", "。", "，", "："))
    if rng.random() < 0.45:
        body += render(rng, pick(rng, voice.closes), context) + ("！" if rng.random() < 0.4 else "。")
    return opening + body + closing
