"""`bihuan deadline`: every limit of a matter, with the proof of each day that was counted."""

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import groupby, pairwise
from pathlib import Path
from typing import TypeVar

import click

from web.cli.calendar import DAY, calendar_with, notice_option, spoken
from web.cli.office import answer, json_option
from workflow.calendar import SHANGHAI, WorkCalendar
from workflow.rules import TermSettings, limits_for
from workflow.terms import Limit, Unit
from workflow.vocabulary import Channel, Labelled, Track

Listed = TypeVar("Listed", bound=Labelled)


class Member(click.Choice[Listed]):
    """One member of a closed list, named by its value."""

    def normalize_choice(self, choice: object, ctx: click.Context | None) -> str:
        """A member is typed as its value."""
        return choice.value if isinstance(choice, Labelled) else str(choice)

    def get_invalid_choice_message(self, value: object, ctx: click.Context | None) -> str:
        """What was typed, and what may be typed instead."""
        known = "、".join(member.value for member in self.choices)
        return f"“{value}”无效，可填：{known}。 / not one of these."


@click.command(
    "deadline",
    help="""推算一件信访事项的各项期限，并逐日列出算法。

    Compute every limit of a matter and show how its days were counted.""",
)
@click.option("--received", type=DAY, required=True, help="收到日期。 / Day of receipt.")
@click.option("--accepted", type=DAY, help="受理日期。 / Day of acceptance.")
@click.option("--replied", type=DAY, help="收到答复日期。 / Day on which the reply was received.")
@click.option(
    "--track",
    type=Member(Track),
    required=True,
    help="办理路径："
    + "，".join(f"{track.value} {track.label}" for track in Track)
    + "。 / Legal path of the matter.",
)
@click.option(
    "--channel",
    type=Member(Channel),
    metavar="CHANNEL",
    help="来源渠道，如 phone_12369、order_12345。 / Channel, for instance phone_12369.",
)
@click.option(
    "--roll",
    is_flag=True,
    help="期满日为休息日时顺延至下一工作日（默认不顺延）。 / Move a last day off to the next working day.",
)
@click.option("--proof", is_flag=True, help="逐段列出计数过程。 / Show how the days were counted.")
@notice_option
@json_option
def deadline(
    received: date,
    accepted: date | None,
    replied: date | None,
    track: Track,
    channel: Channel | None,
    roll: bool,
    proof: bool,
    notices: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Print the limits that follow from the given days."""
    _check_order(received, accepted, replied)
    calendar = calendar_with(notices)
    limits = limits_for(
        received_at=_midnight(received),
        accepted_at=_midnight(accepted) if accepted else None,
        replied_at=_midnight(replied) if replied else None,
        track=track,
        channel=channel,
        calendar=calendar,
        settings=TermSettings(roll_to_workday=roll),
    )
    text = "\n\n".join("\n".join(_lines(limit, calendar, proof)) for limit in limits)
    answer(
        {"limits": [as_dict(limit, calendar) for limit in limits]}, text or "此类事项没有法定期限。", as_json
    )


def as_dict(limit: Limit, calendar: WorkCalendar) -> dict[str, object]:
    """A limit with its proof, for a program to read."""
    hours = limit.unit is Unit.HOUR
    return {
        "term": limit.term.value,
        "label": limit.term.label,
        "start": (limit.started_at if hours else limit.start).isoformat(),
        "due": (limit.due_at if hours else limit.due).isoformat(),
        "unit": limit.unit.value,
        "length": limit.length,
        "provisional": limit.provisional,
        "basis": limit.basis,
        "standing": limit.standing.value,
        "rule_set": limit.rule_set,
        "rule_set_version": limit.rule_set_version,
        "calendar_version": limit.calendar_version,
        "proof": [
            {
                "date": row.day.isoformat(),
                "class": row.day_class.value,
                "counted": row.counted,
                "n": row.n,
                "note": row.note,
            }
            for row in limit.proof(calendar)
        ],
        "note": limit.note(calendar),
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


def _check_order(received: date, accepted: date | None, replied: date | None) -> None:
    """What happened later cannot have happened earlier."""
    given = [("--received", received), ("--accepted", accepted), ("--replied", replied)]
    known = [(option, day) for option, day in given if day is not None]
    for (first, earlier), (second, later) in pairwise(known):
        if later < earlier:
            raise click.BadParameter(
                f"{second} {later} 早于 {first} {earlier}，请核对日期。 / {second} is before {first}.",
                param_hint=second,
            )


def _lines(limit: Limit, calendar: WorkCalendar, proof: bool) -> Iterator[str]:
    provisional = "（暂定）" if limit.provisional else ""
    yield f"{limit.term.label}（{limit.term.value}）：{spoken(limit.due)} 止{provisional}"
    yield f"  自 {limit.start} 起 {limit.length}{limit.unit.label}，当日不计入，末日计入"
    yield f"  依据：{limit.basis}"
    yield f"  版本：规则集 {limit.rule_set} {limit.rule_set_version}，日历 {limit.calendar_version}"
    if note := limit.note(calendar):
        yield f"  注意：{note}"
    if proof:
        yield from _stretches(limit, calendar)


def _stretches(limit: Limit, calendar: WorkCalendar) -> Iterator[str]:
    """The proof with like days drawn together, so that sixty of them fit a screen."""
    for _, run in groupby(limit.proof(calendar), lambda row: (row.day_class, row.counted, row.note)):
        first, *more = run
        last = more[-1] if more else first
        days = f"{first.day}" if first is last else f"{first.day} 至 {last.day}"
        count = f"第{first.n}" if first is last else f"第{first.n}至{last.n}"
        yield f"    {days}  {first.day_class.label}  {count if first.counted else '不计'}  {first.note}".rstrip()
