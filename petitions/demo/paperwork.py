"""What the office writes on a demonstration complaint: findings, measures, replies, plans, notices, visits.

An officer's Chinese, and never the petitioner's name: the papers speak of 信访人. A reply keeps the check-list
of ``petitions.replies`` (domain handbook §3.5): the unit's full name, each point true or not, what was found on
site, what was done and whether it is mended, and the track's own remedy.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random
from typing import Any, Protocol

from petitions.demo.city import DemoPlace, Source, qingchuan
from petitions.demo.complaint import DemoComplaint
from petitions.demo.grammar import pick, render
from petitions.demo.lexicon import Matter, read_json
from petitions.demo.occasion import fitted_to
from workflow.vocabulary import Channel, Satisfaction, Track, Truth

ORDINALS = "一二三四五六"
PRESSING = frozenset(
    {Channel.SUPERIOR, Channel.XF_BUREAU, Channel.INSPECTION_CENTRAL, Channel.INSPECTION_PROV}
)


class Point(Protocol):
    """One claim item with its finding, as ``petitions`` records it or as drawn here."""

    @property
    def claim(self) -> str:
        """What the petitioner claims."""

    @property
    def truth(self) -> Truth | None:
        """Whether it is so."""

    @property
    def evidence(self) -> str:
        """What was found."""


@dataclass(frozen=True, slots=True)
class DemoPoint:
    """A drawn finding on one claim item."""

    claim: str
    truth: Truth
    evidence: str


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """一案一策: the crux and the numbered measures."""

    crux: str
    measures: str


@dataclass(frozen=True, slots=True)
class DemoNotice:
    """督办: what is wrong and what is demanded."""

    problem: str
    requirement: str


@dataclass(frozen=True, slots=True)
class DemoVisit:
    """带案下访: where, what was found, what was promised."""

    place: str
    findings: str
    promises: str


@cache
def _papers() -> Mapping[str, Any]:
    papers: Mapping[str, Any] = read_json("papers.json")
    return papers


def _write(rng: Random, path: str, context: Mapping[str, str]) -> str:
    """One of the templates at a path of the table, rendered: ``evidence/true``."""
    found: Any = _papers()
    for step in path.split("/"):
        found = found[step]
    return render(rng, pick(rng, found), context)


@dataclass(frozen=True, slots=True)
class Subject:
    """A complaint as its papers see it."""

    complaint: DemoComplaint
    matter: Matter
    source: Source | None

    @property
    def full_name(self) -> str:
        """The full name of the unit complained of, with the site's builder; empty when there is none."""
        enterprise = self.complaint.enterprise
        firm = qingchuan().enterprise(enterprise).name if enterprise else ""
        if isinstance(self.source, DemoPlace) and self.complaint.respondent:
            return f"{self.source.name}（施工单位：{firm}）" if firm else self.source.name
        return firm

    @property
    def object_name(self) -> str:
        """What findings call it: the firm in full, the site or the river."""
        return self.source.name if self.source else self.complaint.place

    @property
    def context(self) -> dict[str, str]:
        """The slots of the templates."""
        complaint = self.complaint
        district = qingchuan().district(complaint.district)
        return {
            "firm": self.object_name,
            "full": self.full_name,
            "respondent": complaint.respondent or complaint.place,
            "label": self.matter.label,
            "title": complaint.title,
            "claim": complaint.claim,
            "channel": complaint.channel.label,
            "channel_word": _papers()["channel_words"].get(complaint.channel.value, "举报件"),
            "unit": district.sub_bureau,
            "street": self.source.street if self.source else complaint.place,
            "place": complaint.place,
            "address": self.source.address if self.source else complaint.place,
            "department": "有关主管部门",
            "topic": self.matter.label,
            "office": district.sub_bureau,
        }


def subject(complaint: DemoComplaint) -> Subject:
    """The complaint with its kind and its source."""
    source = qingchuan().source(complaint.matter, complaint.source)
    return Subject(complaint, fitted_to(complaint.matter, source), source)


def classification(complaint: DemoComplaint) -> str:
    """The recorded basis of the legal path (依法分类处理)."""
    seen = subject(complaint)
    choices = _papers()["classification"][complaint.track.value]
    basis: str = choices[complaint.serial % len(choices)]
    return basis.format(**seen.context)


def draw_requirement(rng: Random, complaint: DemoComplaint) -> str:
    """What the transfer demands of the unit."""
    context, papers = subject(complaint).context, _papers()
    asked = _write(rng, "requirements", context)
    if complaint.channel in PRESSING:
        return asked + str(papers["pressing"][0].format(**context))
    again: str = papers["pressing"][1] if complaint.earlier else ""
    return asked + again


def draw_finding(rng: Random, complaint: DemoComplaint) -> tuple[DemoPoint, ...]:
    """One to three claim items. What they say together is the fate's truth."""
    seen = subject(complaint)
    whole = complaint.fate.truth or Truth.TRUE
    abouts = [seen.matter.label]
    if complaint.track is Track.A:
        abouts += [subtype.label if subtype else type_.label for type_, subtype in complaint.touches[1:]]
    truths = _truths(rng, whole, min(len(abouts), 3))
    return tuple(
        DemoPoint(_claim(rng, seen, about), truth, _evidence(rng, seen, truth, first=n == 0))
        for n, (about, truth) in enumerate(zip(abouts, truths, strict=False))
    )


def _truths(rng: Random, whole: Truth, count: int) -> list[Truth]:
    """All alike; of a partly true matter with several items at least one falls short."""
    if whole is not Truth.PARTLY or count == 1:
        return [whole] * count
    rest = [pick(rng, (Truth.UNTRUE, Truth.PARTLY)) for _ in range(count - 1)]
    return [pick(rng, (Truth.TRUE, Truth.PARTLY)), *rest]


def _claim(rng: Random, seen: Subject, about: str) -> str:
    if seen.complaint.track is not Track.A:
        return seen.complaint.title
    return _write(rng, "claims", seen.context | {"about": about})


def _evidence(rng: Random, seen: Subject, truth: Truth, *, first: bool) -> str:
    if not first:
        return _write(rng, f"evidence/{truth.value}", seen.context)
    return f"{render(rng, pick(rng, seen.matter.found[truth]), seen.context)}。"


def draw_measures(rng: Random, complaint: DemoComplaint) -> str:
    """One to three measures, as one sentence each."""
    seen = subject(complaint)
    stock = seen.matter.measures
    chosen = rng.sample(stock, min(len(stock), 1 + int(rng.random() * 3)))
    return "；".join(render(rng, measure, seen.context) for measure in chosen) + "。"


def draw_reply(
    rng: Random,
    complaint: DemoComplaint,
    findings: Sequence[Point],
    measures: str = "",
    visited: date | None = None,
) -> str:
    """The reply to the petitioner: each point answered in its turn, then what was done, then the remedy."""
    seen = subject(complaint)
    context = seen.context | _days(visited)
    parts = [_write(rng, "replies/opens", context), *_object(rng, seen, context)]
    parts += [_point(rng, seen, context, n, point) for n, point in enumerate(findings)]
    parts += _done(rng, seen, context, findings, measures)
    parts.append(_write(rng, f"replies/remedy_{_remedy_track(complaint)}", context))
    parts.append(_write(rng, "replies/closes", context))
    return "\n".join(filter(None, parts))


def _days(visited: date | None) -> dict[str, str]:
    if visited is None:
        return {"day": "近日"}
    return {"day": f"{visited.month}月{visited.day}日"}


def _remedy_track(complaint: DemoComplaint) -> str:
    return complaint.track.value if complaint.track in (Track.B, Track.C) else Track.A.value


def _object(rng: Random, seen: Subject, context: Mapping[str, str]) -> Iterator[str]:
    """Who is complained of, by its full name; then the visit to the spot. A suggestion has neither."""
    if seen.complaint.track is Track.C:
        return
    said, full = seen.complaint.respondent, seen.full_name
    named = "nobody" if not full else "object_same" if said in full else "object"
    yield _write(rng, f"replies/{named}", context) + _write(rng, "replies/site", context)


def _point(rng: Random, seen: Subject, context: Mapping[str, str], n: int, point: Point) -> str:
    truth = point.truth or Truth.UNTRUE
    slots = {
        "n": ORDINALS[n],
        "claim": point.claim,
        "evidence": point.evidence,
        "truth": truth.label,
    }
    adopted = "replies/adopted" if seen.complaint.track is Track.C else "replies/point"
    return _write(rng, adopted, {**context, **slots})


def _done(
    rng: Random, seen: Subject, context: Mapping[str, str], findings: Sequence[Point], measures: str
) -> Iterator[str]:
    """Measures and whether it is mended, or that nothing had to be done."""
    suggestion = seen.complaint.track is Track.C
    if all(point.truth is Truth.UNTRUE for point in findings):
        if not suggestion:
            yield _write(rng, "replies/nothing", context)
        return
    taken = measures or draw_measures(rng, seen.complaint)
    yield _write(rng, "replies/done", {**context, "measures": taken})
    if suggestion:
        return
    if seen.matter.cured and rng.random() < 0.6:
        cured = render(rng, pick(rng, seen.matter.cured), context)
        yield _write(rng, "replies/cured", {**context, "cured": cured})
    else:
        yield _write(rng, "replies/pending", context)


def draw_report(
    rng: Random,
    complaint: DemoComplaint,
    findings: Sequence[Point],
    measures: str = "",
    visited: date | None = None,
) -> str:
    """办理情况报告: what was asked, what was found, what was done, what comes next."""
    seen = subject(complaint)
    context = seen.context | _days(visited)
    points = "".join(
        f"（{ORDINALS[n]}）{point.claim}：{point.evidence}{(point.truth or Truth.UNTRUE).label}。"
        for n, point in enumerate(findings)
    )
    untrue = all(point.truth is Truth.UNTRUE for point in findings)
    taken = {**context, "measures": measures or draw_measures(rng, complaint), "points": points}
    return "\n".join(
        (
            _papers()["report"]["subject"].format(**context),
            _write(rng, "report/asked", context),
            _write(rng, "report/found", taken),
            _write(rng, "report/nothing" if untrue else "report/done", taken),
            _write(rng, "report/next_untrue" if untrue else "report/next", context),
        )
    )


def draw_plan(rng: Random, complaint: DemoComplaint) -> DemoPlan:
    """一案一策: why it is stuck, and who does what about it."""
    seen = subject(complaint)
    crux = pick(rng, seen.matter.crux)
    context = {**seen.context, "measure": render(rng, pick(rng, seen.matter.measures), seen.context)}
    steps = [render(rng, template, context) for template in _papers()["plan_measures"]]
    return DemoPlan(f"{crux}。{_write(rng, 'plan_context', context)}", "\n".join(steps))


def draw_instruction(rng: Random, complaint: DemoComplaint) -> str:
    """A leader's instruction in the margin (批示)."""
    return _write(rng, "instructions", subject(complaint).context)


def draw_supervision(rng: Random) -> DemoNotice:
    """A supervision notice: what is wrong with the handling and what is demanded."""
    return DemoNotice(_write(rng, "supervision/problem", {}), _write(rng, "supervision/requirement", {}))


def draw_supervision_answer(rng: Random, visited: date | None = None) -> str:
    """How the unit answers the notice."""
    return _write(rng, "supervision/answers", _days(visited))


def draw_visit(rng: Random, complaint: DemoComplaint) -> DemoVisit:
    """A leader takes the case down to the spot."""
    truth = complaint.fate.truth or Truth.PARTLY
    context = subject(complaint).context
    context["found"] = _papers()["visits"]["found"][truth.value]
    return DemoVisit(
        complaint.place, _write(rng, "visits/findings", context), _write(rng, "visits/promises", context)
    )


def draw_callback(rng: Random, rating: Satisfaction) -> str:
    """What the petitioner said when called back."""
    return _write(rng, f"callbacks/{rating.value}", {})


def draw_explanation(rng: Random) -> str:
    """What a dissatisfied petitioner was told."""
    return _write(rng, "explanations", {})


def draw_objection(rng: Random, complaint: DemoComplaint) -> str:
    """Why the unit thinks that the case is not its own."""
    return _write(rng, "objections", subject(complaint).context)
