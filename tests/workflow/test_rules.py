"""The rule-sets: dates, tracks, channels, extensions, remedies, grounds, and that nothing unvouched is cited."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from workflow.calendar import SHANGHAI, WorkCalendar
from workflow.facts import Outcome
from workflow.rules import (
    RULE_SETS,
    NotInForceError,
    Remedy,
    RuleSet,
    TermSettings,
    limits_for,
    rule_set_for,
    start_term,
)
from workflow.terms import Anchor, Standing, Term
from workflow.vocabulary import Channel, Track

RS_0, RS_1, RS_2, RS_3 = RULE_SETS

# Typed off the handbook by hand, each with what it vouches for.
VOUCHED = {
    "《信访条例》",
    "《信访工作条例》第二十三条",
    "《信访工作条例》第三十四条",
    "《信访工作条例》第三十五条",
    "《信访工作条例》第三十六条",
    "《生态环境信访工作办法》第十七条",
    "《生态环境信访工作办法》第十八条",
    "《生态环境信访工作办法》第二十七条",
    "《生态环境信访工作办法》第二十九条",
    "《生态环境信访工作办法》第三十条",
    "《生态环境信访工作办法》第三十一条",
    "《环保举报热线工作管理办法》",
    "《环保举报热线工作管理办法》第八条第（二）项",
    "《环保举报热线工作管理办法》第八条第（三）项",
    "《环保举报热线工作管理办法》第八条第（四）项",
    "《环保举报热线工作管理办法》第八条第（五）项",
    "《行政诉讼法》",
    "《行政诉讼法》第四十六条",
    "《行政诉讼法》第四十七条",
    "《行政复议法》",
    "《行政复议法》第二十条",
    "《行政处罚法》",
    "《行政处罚法》第六十条",
    "《政府信息公开条例》",
    "《政府信息公开条例》第二十六条",
    "《网络安全法》第二十一条",
    "《网络安全法》第二十三条",
    "《个人信息保护法》",
    "《个人信息保护法》第五十五条、第五十六条",
    "《突发环境事件信息报告办法》（环境保护部令第17号）第三条",
    "《行政执法机关移送涉嫌犯罪案件的规定》（国务院令第310号）",
}


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)


def citations(basis: str) -> list[str]:
    return re.split("、(?=《)", basis)


@pytest.mark.parametrize(
    ("received_on", "code"),
    [
        (date(2012, 1, 1), "RS-0"),
        (date(2022, 4, 30), "RS-0"),
        (date(2022, 5, 1), "RS-1"),
        (date(2024, 12, 31), "RS-1"),
        (date(2025, 1, 1), "RS-2"),
        (date(2026, 8, 14), "RS-2"),
        (date(2026, 8, 15), "RS-3"),
        (date(2026, 11, 22), "RS-3"),
    ],
)
def test_the_day_of_receipt_chooses_the_rule_set(received_on: date, code: str) -> None:
    assert rule_set_for(received_on).code == code


def test_the_rule_sets_follow_each_other_without_gap_or_overlap() -> None:
    assert RULE_SETS[0].in_force_from is None
    assert RULE_SETS[-1].in_force_until is None
    for earlier, later in pairwise(RULE_SETS):
        assert earlier.in_force_until is not None
        assert later.in_force_from == earlier.in_force_until + timedelta(days=1)


@pytest.mark.parametrize("rules", RULE_SETS, ids=lambda rules: rules.code)
def test_a_rule_set_has_each_term_once_and_all_but_two_before_2025(rules: RuleSet) -> None:
    terms = [rule.term for rule in rules.terms]
    assert len(terms) == len(set(terms))
    since_2025 = {Term.CROSSAREA_PLATFORM, Term.SPOTCHECK_TEXTFIX}
    assert set(Term) - set(terms) == (since_2025 if rules in (RS_0, RS_1) else set())


def test_every_event_that_the_law_knows_begins_some_term() -> None:
    assert {rule.anchor for rule in RS_3.terms} == set(Anchor)


def test_a_term_that_was_not_in_force_is_not_made_up() -> None:
    assert not RS_1.has(Term.CROSSAREA_PLATFORM)
    with pytest.raises(NotInForceError, match="RS-1 没有规定“跨区域事项平台移交”"):
        RS_1.term(Term.CROSSAREA_PLATFORM)


@pytest.mark.parametrize("rules", RULE_SETS, ids=lambda rules: rules.code)
def test_nothing_is_cited_that_the_handbook_does_not_vouch_for(rules: RuleSet) -> None:
    cited = [*rules.terms, *rules.extensions.values()]
    cited += [rule for special in rules.by_channel.values() for rule in special]
    for item in cited:
        if item.standing in {Standing.LAW, Standing.RULE}:
            assert set(citations(item.basis)) <= VOUCHED, item
        else:
            assert "《" not in item.basis
            assert "可设置" in item.basis
    assert {ground.article for ground in rules.refusal_grounds()} <= VOUCHED


def test_a_text_is_cited_only_while_it_was_in_force() -> None:
    def texts(rules: RuleSet) -> str:
        return "".join(rule.basis for rule in rules.terms) + "".join(g.article or "" for g in rules.grounds)

    assert "《信访工作条例》" not in texts(RS_0)
    assert "《生态环境信访工作办法》" not in texts(RS_0) + texts(RS_1)
    assert "《环保举报热线工作管理办法》" not in texts(RS_2) + texts(RS_3)
    assert "《生态环境法典》" in "".join(RS_3.laws.complaint)
    assert "《环境保护法》" not in "".join(RS_3.laws.complaint)


def test_the_version_changes_with_any_word_of_the_rule_set() -> None:
    assert len({rules.version for rules in RULE_SETS}) == len(RULE_SETS)
    longer = replace(RS_3, terms=(replace(RS_3.terms[0], length=16), *RS_3.terms[1:]))
    assert longer.version != RS_3.version == replace(RS_3).version


@pytest.mark.parametrize("rules", RULE_SETS, ids=lambda rules: rules.code)
def test_each_track_has_its_handling_term(rules: RuleSet) -> None:
    expected = {Track.A: "handle.A", Track.B: "handle.B", Track.C: "handle.C", Track.G: "handle.A"}
    assert {track: term.value for track in Track if (term := rules.handling(track))} == expected


@pytest.mark.parametrize("rules", RULE_SETS, ids=lambda rules: rules.code)
def test_review_is_told_on_track_b_only_and_never_on_a_pollution_complaint(rules: RuleSet) -> None:
    assert rules.remedy(Track.A) == rules.remedy(Track.G) == (Remedy.RECONSIDERATION, Remedy.SUIT)
    assert rules.remedy(Track.B) == (Remedy.REVIEW, Remedy.REREVIEW)
    assert not any(rules.remedy(track) for track in (Track.C, Track.D, Track.E, Track.F))


@pytest.mark.parametrize("rules", RULE_SETS, ids=lambda rules: rules.code)
@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("track", Track)
def test_only_track_b_and_the_old_hotline_can_be_extended(
    rules: RuleSet, track: Track, channel: Channel
) -> None:
    old_hotline = rules in (RS_0, RS_1) and channel is Channel.PHONE_12369 and track in (Track.A, Track.G)
    extension = rules.extension(track, channel)
    if track is Track.B or old_hotline:
        assert extension is not None
        assert (extension.days, extension.approver) == (30, "本机关负责人")
    else:
        assert extension is None


def test_the_measures_of_2025_know_three_refusals_and_two_ends_of_acceptance() -> None:
    for rules in (RS_2, RS_3):
        outcomes = [ground.outcome for ground in rules.refusal_grounds()]
        assert outcomes == [Outcome.REFUSE] * 3 + [Outcome.NO_LONGER_ACCEPT] * 2
        assert len({ground.code for ground in rules.refusal_grounds()}) == 5


def test_the_hotline_rule_redirects_what_is_not_environment() -> None:
    redirecting = [g for g in RS_1.refusal_grounds() if g.outcome is Outcome.REDIRECT]
    assert [ground.code for ground in redirecting] == ["not-environment"]


def test_sixty_days_of_the_hotline_are_a_rule_and_of_a_letter_the_offices_own() -> None:
    assert RS_1.term(Term.HANDLE_A, Channel.PHONE_12369).standing is Standing.RULE
    assert RS_1.term(Term.HANDLE_A, Channel.LETTER).standing is Standing.INTERNAL
    assert RS_2.term(Term.HANDLE_A, Channel.LETTER).standing is Standing.RULE


DEADLINE_TABLE = """\
accept.notify            15 d       15 d
objection.superior       5 wd       5 wd
crossarea.platform       -          3 wd
handle.A                 60 d       60 d
handle.B                 60 d       60 d
handle.C                 60 d       60 d
review.request           30 d       30 d
review.decide            30 d       30 d
rereview.request         30 d       30 d
rereview.decide          30 d       30 d
exposure.nonperformance  2 month    2 month
reconsider.request       60 d       60 d
reconsider.sue           6 month    6 month
inspect.central          10 d       10 d
inspect.prov             7 d        7 d
order12345               7 d        7 d
spotcheck.textfix        -          5 wd
emergency.report         4 h        4 h
emergency.report.major   2 h        2 h
criminal.decide          3 d        3 d
criminal.handover        24 h       24 h
penalty.decide           90 d       90 d
publish                  20 wd      20 wd
log.retention            6 month    6 month
pia.retention            36 month   36 month
"""


@pytest.mark.parametrize("line", DEADLINE_TABLE.splitlines(), ids=lambda line: line.split()[0])
def test_the_lengths_are_those_of_the_deadline_table(line: str) -> None:
    """Typed off the handbook's §13.5: before 2025, and since."""
    key, *lengths = re.split(r" {2,}", line)
    term = Term(key)
    for rules, length in zip(RULE_SETS, [lengths[0], lengths[0], lengths[1], lengths[1]], strict=True):
        told = f"{rules.term(term).length} {rules.term(term).unit.value}" if rules.has(term) else "-"
        assert told == length


def test_a_12345_order_is_returned_within_one_working_day() -> None:
    assert RS_3.term(Term.OBJECTION_UNIT, Channel.ORDER_12345).length == 1
    assert RS_3.term(Term.OBJECTION_UNIT, Channel.PHONE_12369).length == 2


RECEIVED, ACCEPTED, REPLIED = date(2026, 3, 2), date(2026, 3, 5), date(2026, 4, 1)


def found(
    calendar: WorkCalendar,
    track: Track,
    channel: Channel | None = None,
    accepted: bool = True,
    replied: bool = True,
    settings: TermSettings | None = None,
) -> dict[str, date]:
    limits = limits_for(
        received_at=at(RECEIVED),
        accepted_at=at(ACCEPTED) if accepted else None,
        replied_at=at(REPLIED) if replied else None,
        track=track,
        channel=channel,
        calendar=calendar,
        settings=settings or TermSettings(),
    )
    return {limit.term.value: limit.due for limit in limits}


def test_a_pollution_complaint_has_three_clocks_and_its_own_remedies(calendar: WorkCalendar) -> None:
    assert found(calendar, Track.A, Channel.PHONE_12369) == {
        "accept.notify": date(2026, 3, 17),
        "handle.A": date(2026, 5, 4),
        "exposure.nonperformance": date(2026, 5, 2),
        "reconsider.request": date(2026, 5, 31),
        "reconsider.sue": date(2026, 10, 1),
    }


def test_an_ordinary_petition_has_review_and_no_exposure_date(calendar: WorkCalendar) -> None:
    assert found(calendar, Track.B, Channel.LETTER) == {
        "accept.notify": date(2026, 3, 17),
        "handle.B": date(2026, 5, 4),
        "review.request": date(2026, 5, 1),
    }


def test_only_what_has_happened_starts_a_limit(calendar: WorkCalendar) -> None:
    only_received = found(calendar, Track.A, accepted=False, replied=False)
    assert set(only_received) == {"accept.notify", "exposure.nonperformance"}
    assert set(found(calendar, Track.A, replied=False)) == {*only_received, "handle.A"}


@pytest.mark.parametrize(
    ("channel", "term", "due"),
    [
        (Channel.ORDER_12345, "order12345", date(2026, 3, 9)),
        (Channel.INSPECTION_CENTRAL, "inspect.central", date(2026, 3, 12)),
        (Channel.INSPECTION_PROV, "inspect.prov", date(2026, 3, 9)),
        (Channel.SUPERIOR, "objection.superior", date(2026, 3, 9)),
        (Channel.XF_BUREAU, "objection.superior", date(2026, 3, 9)),
    ],
)
def test_some_channels_bring_a_second_clock(
    calendar: WorkCalendar, channel: Channel, term: str, due: date
) -> None:
    plain = found(calendar, Track.A, Channel.PHONE_12369)
    assert found(calendar, Track.A, channel) == plain | {term: due}


@pytest.mark.parametrize(
    ("track", "terms"),
    [
        (Track.C, {"accept.notify", "handle.C"}),
        (Track.D, {"accept.notify", "discipline.handover"}),
        (Track.E, {"accept.notify"}),
        (Track.F, set()),
    ],
)
def test_the_other_tracks_have_what_the_triage_table_gives_them(
    calendar: WorkCalendar, track: Track, terms: set[str]
) -> None:
    assert set(found(calendar, track, Channel.WEB)) == terms


def test_a_bureau_sets_the_days_of_its_12345_orders(calendar: WorkCalendar) -> None:
    shorter = TermSettings({Term.ORDER_12345: 3})
    assert found(calendar, Track.A, Channel.ORDER_12345, settings=shorter)["order12345"] == date(2026, 3, 5)


def test_a_bureau_may_let_a_last_day_off_roll(calendar: WorkCalendar) -> None:
    days = found(calendar, Track.A, settings=TermSettings(roll_to_workday=True))
    assert days["handle.A"] == date(2026, 5, 6)  # 4 and 5 May are off by the notice
    assert days["accept.notify"] == date(2026, 3, 17)


@pytest.mark.parametrize(
    "term", [Term.ACCEPT_NOTIFY, Term.HANDLE_A, Term.REVIEW_REQUEST, Term.EMERGENCY_REPORT]
)
def test_a_term_of_law_is_no_setting(term: Term) -> None:
    with pytest.raises(ValueError, match="法定期限"):
        TermSettings({term: 90})


def test_a_set_term_is_at_least_one_long() -> None:
    with pytest.raises(ValueError, match="至少为1"):
        TermSettings({Term.ORDER_12345: 0})


def test_one_term_is_started_alone_by_the_rule_set_of_its_case(calendar: WorkCalendar) -> None:
    started = start_term(
        Term.SIGN_IN, at(date(2026, 9, 24)), rule_set=RS_3, channel=Channel.WEB, calendar=calendar
    )
    assert (started.due, started.rule_set) == (date(2026, 9, 28), "RS-3")
