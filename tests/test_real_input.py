"""Three hundred real messages go the whole loop and come out in the bulletin of the month.

The messages lie in ``../shared/data`` beside the repository and never enter it; without that folder the test is
skipped, as in a stranger's clone.
"""

import csv
from collections import Counter
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import func, select

from petitions.audit import verify
from petitions.intake.classify import classify
from petitions.models import Case, RepeatLink, Supervision
from petitions.particulars import Person, TypeChoice
from reports.bulletin import bulletin_pdf, checked_facts
from reports.month import Month
from tests.support.databases import Database
from tests.support.office import Scenario
from tests.support.story import Story
from workflow.needs import SupervisionLevel
from workflow.states import Bucket, State
from workflow.verbs import Verb
from workflow.vocabulary import Channel, Flag, PollutionType, Relation, Satisfaction, Track, Truth, Verdict

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
MESSAGES = 320
OCTOBER = datetime(2026, 9, 30, 23, 0, tzinfo=UTC)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.is_dir(), reason="the real messages are not beside this repository"),
]


def real_messages() -> list[dict[str, str]]:
    """Environment messages first, then those called environment protection, then those that the rules call ours."""
    rows: list[dict[str, str]] = []
    for name in ("env_messages_dev.csv", "l1_dev.csv"):
        with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
            rows += [row for row in csv.DictReader(file) if row["l1"] == "环境保护"]
    with (DATA / "messages_dev.csv").open(encoding="utf-8-sig", newline="") as file:
        others = [row for _, row in zip(range(900), csv.DictReader(file), strict=False)]
    rows += [row for row in others if classify(row["subject"], row["text"]).ours.value]
    told: dict[str, dict[str, str]] = {}
    for row in rows:
        told.setdefault(row["text"].strip(), row)
    return [row for text, row in told.items() if len(text) >= 10][:MESSAGES]


def intake(scenario: Scenario, message: dict[str, str], number: int) -> Story:
    """Register one message as an operator would, with what the program proposes confirmed."""
    proposed = classify(message["subject"], message["text"])
    types = tuple(TypeChoice(proposal.value) for proposal in proposed.types) or (
        TypeChoice(PollutionType.OTHER),
    )
    caller = int(sha256(message["user"].encode()).hexdigest(), 16) % 10_000
    channels = (Channel.PHONE_12369, Channel.ORDER_12345, Channel.WECHAT, Channel.WEB, Channel.LETTER)
    return scenario.received(
        received_at=scenario.now,
        channel=Channel.SUPERIOR if number % 4 == 0 else channels[number % len(channels)],
        title=message["subject"].strip(),
        content=message["text"].strip(),
        place=(message["subject"].strip() or message["text"].strip())[:60],
        respondent="",
        types=types,
        petitioners=(Person(name="信访人", phone=f"1990000{caller:04d}"),),
        written_reply_asked=False,
    )


def play(story: Story, number: int) -> None:
    """Take one case along the way that its number draws: most are handled, every other outcome occurs too."""
    story.classified(Track.B if number % 20 == 3 else Track.A)
    match number % 16:
        case 1:
            story.refused()
        case 2:
            story.redirected()
        case 3:
            story.accepted()
        case 4:
            story.objected().does(Verb.OVERRULE_OBJECTION, "petition_head", reason="经核属你分局辖区")
            story.signed_in().replied()
        case 5:
            story.transferred().does(
                Verb.SUPERVISE,
                "supervisor",
                level=SupervisionLevel.ORDINARY,
                problem="签收迟缓，未按期办理",
                requirement="三日内签收并反馈",
            )
        case 6:
            story.flagged(Flag.KEY).closed()
        case 7:
            story.found(Truth.UNTRUE).closed()
        case 8:
            story.closed().reopened()
        case 9:
            story.rated(Satisfaction.DISSATISFIED)
        case 10:
            story.signed_in()
        case _:
            story.closed()


def test_real_messages_go_the_whole_loop_and_come_out_in_the_bulletin(sqlite_database: Database) -> None:
    messages = real_messages()
    assert len(messages) >= 300
    scenario = Scenario(sqlite_database.engine)
    scenario.now = OCTOBER
    merged, links = 0, 0
    for number, message in enumerate(messages):
        story = intake(scenario, message, number)
        if (link := _strongest(scenario, story)) is not None:
            links += 1
            earlier = Story(scenario, "", link)
            if earlier.state in {State.REGISTERED, State.ACCEPTED, State.SIGNED_IN} and merged < 20:
                story.classified().repeated(earlier).does(Verb.MERGE, "petition_officer", master=earlier.id)
                merged += 1
                continue
        play(story, number)
    assert links > 10, "the program suggested next to nothing"
    assert merged, "no repeat was merged"
    _the_register_is_whole(scenario, len(messages))
    _the_bulletin_of_the_month_is_made(scenario)


def _strongest(scenario: Scenario, story: Story) -> int | None:
    """The earlier case that the program thinks the likeliest same matter of the same person."""
    with scenario.sessions() as session:
        return session.scalars(
            select(RepeatLink.earlier_id)
            .where(
                RepeatLink.case_id == story.id,
                RepeatLink.verdict == Verdict.SUGGESTED,
                RepeatLink.relation.in_((Relation.SAME_OPEN, Relation.ASSOCIATED)),
            )
            .order_by(RepeatLink.score.desc())
            .limit(1)
        ).first()


def _the_register_is_whole(scenario: Scenario, messages: int) -> None:
    with scenario.sessions() as session:
        walk = verify(session)
        assert walk.broken is None
        assert walk.cases == messages
        states = Counter(dict(session.execute(select(Case.state, func.count()).group_by(Case.state)).all()))
        notices = session.scalars(select(func.count()).select_from(Supervision)).one()
        merged = session.scalars(select(Case.master_id).where(Case.state == State.MERGED)).all()
    assert notices
    assert all(merged)
    present = (
        State.REFUSED,
        State.REDIRECTED,
        State.CLOSED,
        State.REPLIED,
        State.DISPATCHED,
        State.INVESTIGATING,
    )
    assert all(states[state] for state in present), states


def _the_bulletin_of_the_month_is_made(scenario: Scenario) -> None:
    scenario.pass_time(days=75)  # past the sixty days: what was left lying is overdue now
    month, today = Month.of(date(2026, 10, 1)), scenario.now.date()
    with scenario.sessions() as session:
        facts = checked_facts(session, month, today)
        pdf = bulletin_pdf(session, scenario.office.settings, month, today)
        registered = session.scalars(
            select(func.count()).select_from(Case).where(Case.month == "2026-10", Case.state != State.DRAFT)
        ).one()
        refused = session.scalars(
            select(func.count())
            .select_from(Case)
            .where(
                Case.month == "2026-10",
                Case.state.in_([state for state in State if state.bucket is Bucket.REFUSED]),
            )
        ).one()
    assert facts.totals.registered == registered
    assert facts.totals.refused == refused
    assert pdf.startswith(b"%PDF")
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        text = "".join(page.get_textpage().get_text_range() for page in document)
        assert len(document) >= 5
    finally:
        document.close()
    assert "2026年10月" in text.replace("\r\n", "")
