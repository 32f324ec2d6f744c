from datetime import timedelta

import pytest
from sqlalchemy import select

from petitions.accounts import (
    AccountError,
    OfficeAct,
    account_named,
    account_of,
    add_officer,
    add_unit,
    begin_attempt,
    deactivate,
    every_account,
    note,
    set_password,
    set_roles,
    succeed,
    wait_until,
)
from petitions.models import OfficeEvent
from workflow.roles import Role
from workflow.vocabulary import Level

HERE = "10.0.0.1"


@pytest.fixture
def session(scenario):
    with scenario.sessions.begin() as session:
        yield session


@pytest.fixture
def now(scenario):
    return scenario.now


def fail(session, now, times, name="operator", address=HERE, apart=timedelta(0)):
    for number in range(times):
        begin_attempt(session, name, address, now + number * apart)


def test_an_account_is_the_actor_of_the_workflow(session, scenario):
    account = account_of(session, scenario.actor("handler").officer_id)
    assert account.actor == scenario.actor("handler")
    assert (account.username, account.unit, account.level) == ("handler", "东城分局", Level.SUB)
    assert account == account_named(session, "HANDLER ")


def test_nobody_has_an_unknown_number_or_name(session):
    assert account_of(session, 999_999) is None
    assert account_named(session, "nobody") is None


def test_four_failures_are_forgiven_and_the_fifth_makes_wait(session, now):
    fail(session, now, 4)
    assert wait_until(session, "operator", "elsewhere", now) is None
    fail(session, now, 1)
    assert wait_until(session, "operator", "elsewhere", now) == now + timedelta(minutes=10)
    assert wait_until(session, "operator", "elsewhere", now + timedelta(minutes=10)) is None
    assert wait_until(session, "handler", HERE, now) is None


def test_the_wait_ends_when_the_first_of_the_last_five_is_ten_minutes_old(session, now):
    fail(session, now, 6, apart=timedelta(minutes=1))
    assert wait_until(session, "operator", "x", now + timedelta(minutes=6)) == now + timedelta(minutes=11)


def test_failures_before_a_success_no_longer_count(session, now):
    fail(session, now, 4)
    succeed(session, begin_attempt(session, "operator", HERE, now + timedelta(seconds=1)))
    fail(session, now + timedelta(seconds=2), 4)
    assert wait_until(session, "operator", "x", now + timedelta(seconds=3)) is None


def test_thirty_failures_from_one_address_stop_it_for_every_name(session, now):
    for number in range(30):
        fail(session, now, 1, name=f"guess{number}")
    assert wait_until(session, "operator", HERE, now) == now + timedelta(minutes=10)
    assert wait_until(session, "operator", "elsewhere", now) is None


def test_an_officer_is_added_with_roles_and_written_down(session, scenario, now):
    number = add_officer(
        session,
        username="New.One",
        name="新来的",
        unit_code="east",
        level=Level.SUB,
        roles=[Role.HANDLER, Role.UNIT_HEAD],
        password_hash="x",
        now=now,
    )
    account = account_of(session, number)
    assert account.username == "new.one"
    assert account.roles == {Role.HANDLER, Role.UNIT_HEAD}
    event = session.scalars(select(OfficeEvent).order_by(OfficeEvent.id.desc())).first()
    assert (event.kind, event.officer_id, event.detail) == (
        "officer_added",
        number,
        "承办人、承办单位负责人",
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"username": "OPERATOR"}, "已被使用"), ({"unit_code": "nowhere"}, "没有单位“nowhere”"), ({"roles": []}, "至少")],
)  # fmt: skip
def test_an_officer_who_cannot_be_added_is_refused(session, now, change, sentence):
    wanted = {"username": "new", "unit_code": "east", "roles": [Role.HANDLER], **change}
    with pytest.raises(AccountError, match=sentence):
        add_officer(session, name="新", level=Level.SUB, password_hash="x", now=now, **wanted)


@pytest.mark.parametrize(
    "change",
    [
        lambda session, now: set_password(session, "operator", "y", now),
        lambda session, now: set_roles(session, "operator", [Role.HANDLER], now),
        lambda session, now: deactivate(session, "operator", now),
    ],
)
def test_every_change_of_an_account_ends_its_logins_and_is_written_down(session, now, change):
    before = account_named(session, "operator")
    change(session, now)
    session.flush()
    after = account_named(session, "operator")
    assert after.session_version == before.session_version + 1
    event = session.scalars(select(OfficeEvent).order_by(OfficeEvent.id.desc())).first()
    assert event.officer_id == after.id


def test_a_unit_is_made_once(session):
    add_unit(session, code="north", name="北城分局", level=Level.SUB)
    add_unit(session, code="north", name="另一个名字", level=Level.SUB)
    assert [account.unit for account in every_account(session)].count("另一个名字") == 0


def test_the_office_keeps_what_was_done_to_it(session, now):
    note(session, OfficeAct.LOGOUT, None, "10.0.0.1", now)
    assert session.scalars(select(OfficeEvent.at)).one() == now
