"""Dates are read in every writing that offices use."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitions.intake.dates import read_moment
from workflow.calendar import SHANGHAI

EVENING = datetime(2019, 2, 14, 20, 0, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "written",
    [
        "2019/2/14 20:00:00",
        "2019-02-14 20:00",
        " 2019.2.14 20:00 ",
        "2019年2月14日 20时",
        "2019年2月14日20时00分",
        "2019年02月14日星期四 20:00",
        "2019/2/14 下午8:00:00",
        "2019/2/14 8:00 PM",
        "2019-02-14T20:00:00+08:00",
        "2019-02-14T12:00:00Z",
        "20190214200000",
        "43510.8333333333",
        EVENING.replace(tzinfo=None),
        datetime(2019, 2, 14, 12, tzinfo=UTC),
    ],
)
def test_one_moment_in_all_its_writings(written: str | datetime) -> None:
    assert read_moment(written) == EVENING


@pytest.mark.parametrize("written", ["2019/2/14", "2019年2月14日", "20190214", "43510", date(2019, 2, 14)])
def test_a_day_without_an_hour_begins_at_midnight(written: str | date) -> None:
    assert read_moment(written) == datetime(2019, 2, 14, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "written", ["", "昨天", "2019/2/30", "2019", "14/2/2019", "100006", "2019-02-14 25:00", "13800000000"]
)
def test_what_is_no_date_is_not_guessed(written: str) -> None:
    assert read_moment(written) is None


@given(
    st.datetimes(
        min_value=datetime.fromisoformat("1990-01-01"), max_value=datetime.fromisoformat("2099-01-01")
    )
)
def test_a_written_moment_is_read_back_to_the_second(moment: datetime) -> None:
    expected = moment.replace(microsecond=0, tzinfo=SHANGHAI)
    assert read_moment(f"{moment:%Y/%m/%d %H:%M:%S}") == expected
    assert read_moment(expected.isoformat()) == expected
