"""The intake form as text: which fields it has, and what stands in them read as a register entry."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from petitions.particulars import Particulars, Person, TypeChoice
from petitions.queries import intake_desk
from petitions.repeats import normalise
from workflow.calendar import SHANGHAI
from workflow.vocabulary import Channel, Opinion, PollutionSubtype, PollutionType

SECRET, OPEN, ANONYMOUS = "secret", "open", "anonymous"
NORMAL, EMERGENCY = "normal", "emergency"
USUAL_CLAIM = "查处并答复"
MOMENT = "%Y-%m-%dT%H:%M"
MOST_PEOPLE = 99_999

LENGTHS: Mapping[str, int] = {
    "phone": 40,
    "name": 40,
    "address": 200,
    "place": 200,
    "grid": 60,
    "respondent": 120,
    "content": 10_000,
    "occurred": 120,
    "claim": 200,
    "people": 5,
    "origin_no": 60,
    "accused": 200,
}
"""How much fits into each field that is typed freely."""

CHOSEN = (
    "received_at",
    "protection",
    "channel",
    "type",
    "subtype",
    "more",
    "district",
    "urgency",
    "written_reply",
    "shown",
)
FIELDS = (*LENGTHS, *CHOSEN)
SUSPECT = "suspect-"
"""Before the number of a suspected repeat: the field for what the officer thinks of it."""
MOST_SUSPECTS = 40
_OFFICER = re.compile(r"(?P<name>[^（()）]+)(?:[（(](?P<unit>[^（()）]+)[)）])?")


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that stands on the form, field by field."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """What stands in a field, without the blanks around it."""
        return next(iter(self.values.get(name, ())), "").strip()

    def every(self, name: str) -> tuple[str, ...]:
        """All that was ticked."""
        return self.values.get(name, ())

    @property
    def opinions(self) -> dict[str, Opinion]:
        """What the officer thinks of suspected repeats, by their numbers."""
        known = {one.value: one for one in Opinion}
        said = {
            name.removeprefix(SUSPECT): self.one(name) for name in self.values if name.startswith(SUSPECT)
        }
        return {number: known[word] for number, word in said.items() if word in known}

    @property
    def shown(self) -> dict[str, Opinion | None]:
        """The suspected repeats that stood beside the form, with the officer's opinion if there is one."""
        return {**dict.fromkeys(self.every("shown")[:MOST_SUSPECTS]), **self.opinions}

    @property
    def is_blank(self) -> bool:
        """Whether nothing was said yet that a register could keep."""
        return not any(self.one(name) for name in ("phone", "name", "place", "respondent", "content"))


def sheet_of(form: MultiDict[str, str]) -> Sheet:
    """The fields of a request; line ends as one sign, whatever the browser sends."""
    thought = [name for name in form if name.startswith(SUSPECT)][:MOST_SUSPECTS]
    return Sheet(
        {
            name: tuple(value.replace("\r\n", "\n") for value in form.getlist(name))
            for name in (*FIELDS, *thought)
            if name in form
        }
    )


def fresh(now: datetime) -> Sheet:
    """The form of a call that begins now."""
    usual = {
        "received_at": f"{now.astimezone(SHANGHAI):{MOMENT}}",
        "protection": SECRET,
        "channel": Channel.PHONE_12369.value,
        "claim": USUAL_CLAIM,
        "urgency": NORMAL,
        "people": "1",
    }
    return Sheet({name: (value,) for name, value in usual.items()})


@dataclass(frozen=True, slots=True)
class Reading:
    """A form understood: the entry made of all that could be read, and what could not, by field."""

    particulars: Particulars
    problems: dict[str, str]
    gaps: dict[str, str]
    """What is missing before it may be registered; a draft may lack it."""


def read(sheet: Sheet, session: Session, now: datetime, source_key: str | None = None) -> Reading:
    """Understand a form. What is wrong with a field is told at the field and left out of the entry."""
    return _Reader(sheet, session, now).read(source_key)


class _Reader:
    """One reading of one form."""

    def __init__(self, sheet: Sheet, session: Session, now: datetime) -> None:
        self.sheet, self.session, self.now = sheet, session, now
        self.problems: dict[str, str] = {}

    def read(self, source_key: str | None) -> Reading:
        protection = self._listed("protection", (SECRET, OPEN, ANONYMOUS)) or SECRET
        respondent = self._text("respondent")
        enterprise = intake_desk.enterprise_named(self.session, respondent) if respondent else None
        grid_id, district_id = self._ground(enterprise)
        said = Particulars(
            channel=self._channel(),
            received_at=self._received_at(),
            content=self._text("content"),
            claim=self._text("claim"),
            occurred=self._text("occurred"),
            place=self._text("place"),
            district_id=district_id,
            grid_id=grid_id,
            respondent=respondent,
            enterprise_id=enterprise.id if enterprise else None,
            types=self._types(),
            people=self._people(),
            petitioners=self._petitioners(),
            anonymous=protection == ANONYMOUS,
            consent_to_disclose=protection == OPEN,
            written_reply_asked=bool(self.sheet.one("written_reply")),
            emergency=self._listed("urgency", (NORMAL, EMERGENCY)) == EMERGENCY,
            accused=tuple(self._accused()),
            origin_no=self._text("origin_no") or None,
            source_key=source_key,
        )
        return Reading(said, self.problems, dict(gaps(said)))

    def _text(self, name: str) -> str:
        text, most = self.sheet.one(name), LENGTHS[name]
        if len(text) <= most:
            return text
        self.problems[name] = _(
            "最多%(most)s字，现有%(count)s字。请精简后再登记。", most=most, count=len(text)
        )
        return ""

    def _listed(self, name: str, allowed: tuple[str, ...]) -> str:
        """A choice among those offered; empty where nothing was chosen."""
        chosen = self.sheet.one(name)
        if not chosen or chosen in allowed:
            return chosen
        self.problems[name] = _("请从列出的选项中选择。")
        return ""

    def _channel(self) -> Channel:
        chosen = self._listed("channel", tuple(channel.value for channel in Channel))
        return Channel(chosen) if chosen else Channel.PHONE_12369

    def _received_at(self) -> datetime:
        typed = self.sheet.one("received_at")
        if not typed:
            return self.now
        try:
            at = datetime.strptime(typed[:16], MOMENT).replace(tzinfo=SHANGHAI)
        except ValueError:
            self.problems["received_at"] = _("时间无法识别。请写成 2026-11-22 09:14 的样子。")
            return self.now
        if at > self.now:
            self.problems["received_at"] = _("收到时间不能晚于现在。请核对。")
            return self.now
        return at

    def _people(self) -> int:
        typed = self.sheet.one("people") or "1"
        if typed.isdecimal() and 1 <= int(typed) <= MOST_PEOPLE:
            return int(typed)
        self.problems["people"] = _("人数应为1以上的整数。")
        return 1

    def _petitioners(self) -> tuple[Person, ...]:
        phone = self._text("phone")
        if phone and normalise.phone(phone) is None:
            self.problems["phone"] = _(
                "号码无法识别：手机为11位，固定电话请带区号。其他联系方式请写在“联系地址”栏。"
            )
        person = Person(name=self._text("name"), phone=phone, address=self._text("address"))
        return (person,) if person.name or person.reachable else ()

    def _types(self) -> tuple[TypeChoice, ...]:
        """The primary type with its sub-type, then the others."""
        known = {one.value: one for one in PollutionType}
        chosen = self._listed("type", tuple(known))
        others = [known[one] for one in dict.fromkeys(self.sheet.every("more")) if one in known]
        if len(others) < len(set(self.sheet.every("more"))):
            self.problems["more"] = _("请从列出的选项中选择。")
        if not chosen:
            return ()
        primary = known[chosen]
        rest = (TypeChoice(one) for one in others if one is not primary)
        return (TypeChoice(primary, self._subtype(primary)), *rest)

    def _subtype(self, primary: PollutionType) -> PollutionSubtype | None:
        known = {one.value: one for one in PollutionSubtype}
        chosen = self._listed("subtype", tuple(known))
        if not chosen:
            return None
        subtype = known[chosen]
        if subtype.type is primary:
            return subtype
        self.problems["subtype"] = _("“%(subtype)s”不属于所选的污染类型。请重新选择。", subtype=subtype.label)
        return None

    def _ground(self, enterprise: intake_desk.Named | None) -> tuple[int | None, int | None]:
        """Cell of the grid and territory: as chosen, else as the cell or the enterprise has it."""
        offered = tuple(str(one.id) for one in intake_desk.territories(self.session))
        chosen = self._listed("district", offered)
        district = int(chosen) if chosen else None
        cell = self._cell(district)
        for known in (cell, enterprise):
            if district is None and known is not None:
                district = known.district_id
        return (cell.id if cell else None), district

    def _cell(self, district: int | None) -> intake_desk.Named | None:
        name = self._text("grid")
        if not name:
            return None
        found = intake_desk.cells_named(self.session, name)
        here = [one for one in found if district is None or one.district_id in (district, None)]
        if len(here) == 1:
            return here[0]
        if not found:
            self.problems["grid"] = _("没有这个网格。请从提示中选择，或者留空。")
        elif here:
            self.problems["grid"] = _("有%(count)s个同名网格。请先选择属地。", count=len(here))
        else:
            self.problems["grid"] = _("此网格不在所选属地内。请核对属地或网格。")
        return None

    def _accused(self) -> Iterator[int]:
        """Officers complained of, by name and, where two have it, by unit."""
        for written in filter(None, re.split(r"[、，,;；\s]+", self._text("accused"))):
            told = _OFFICER.fullmatch(written)
            found = intake_desk.officers_named(self.session, told["name"], told["unit"] or "") if told else ()
            if len(found) == 1:
                yield found[0].id
            elif found:
                names = "、".join(one.name for one in found)
                self.problems["accused"] = _("有同名人员，请写明单位：%(names)s。", names=names)
            else:
                self.problems["accused"] = _(
                    "没有查到工作人员“%(name)s”。请核对姓名，或者把情况写入反映内容。", name=written
                )


def gaps(said: Particulars) -> Iterator[tuple[str, str]]:
    """What a register entry lacks, told at the field where it belongs (``petitions.registration``)."""
    if not said.content:
        yield "content", _("请填写反映内容。")
    if not (said.place or said.respondent):
        yield "place", _("请填写事发地点或者被反映单位，至少一项。")
    if not said.claim:
        yield "claim", _("请填写诉求。")
    if not said.types:
        yield "type", _("请选择污染类型。")
    if not (said.anonymous or any(person.reachable for person in said.petitioners)):
        yield "phone", _("请填写来电号码或者联系地址；来电人不愿留下的，请选“匿名”。")
