"""Lights and their words."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from niangjia.foundation import clock
from niangjia.foundation.calendar.days import Due
from niangjia.foundation.calendar.enums import Light, TermUnit
from niangjia.foundation.calendar.lights import MEDIATION, SUPERVISION, days_left, light, words

pytestmark = pytest.mark.django_db

TODAY = date(2023, 11, 20)
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("due", "shown", "said"),
    [
        (Due(date(2023, 11, 18)), Light.OVERDUE, "已超期 2 天"),
        (Due(date(2023, 11, 20)), Light.DUE_SOON, "今天到期"),
        (Due(date(2023, 11, 23)), Light.DUE_SOON, "剩 3 天"),
        (Due(date(2023, 11, 24)), Light.ON_TIME, "剩 4 天"),
        (None, Light.PAUSED, "计时暂停"),
        (Due(date(2027, 1, 5), provisional=True), Light.PROVISIONAL, "剩 1142 天（暂定）"),
        (Due(date(2023, 11, 18), provisional=True), Light.OVERDUE, "已超期 2 天（暂定）"),
    ],
)
def test_light_and_words_of_a_running_matter(due, shown, said):
    assert light(due, TODAY) == shown
    assert words(due, TODAY) == said


def test_done_is_plain_whatever_the_deadline_was():
    late = Due(date(2023, 11, 1))

    assert light(late, TODAY, done_on=date(2023, 11, 18)) == Light.DONE
    assert words(late, TODAY, done_on=date(2023, 11, 18)) == "已于11月18日办结"
    assert words(None, TODAY, done_on=date(2022, 1, 5)) == "已于2022年1月5日办结"


def test_working_days_are_said_as_working_days():
    friday, before_holiday = Due(date(2023, 11, 24)), date(2023, 9, 28)

    assert words(friday, date(2023, 11, 17), unit=TermUnit.WORKING_DAYS) == "剩 5 个工作日"
    assert days_left(Due(date(2023, 10, 8)), before_holiday, TermUnit.WORKING_DAYS) == 2
    assert days_left(friday, date(2023, 11, 27), TermUnit.WORKING_DAYS) == -1


def test_thresholds_differ_by_matter():
    assert light(Due(date(2023, 11, 25)), TODAY) == Light.ON_TIME
    assert light(Due(date(2023, 11, 25)), TODAY, MEDIATION) == Light.DUE_SOON
    assert light(Due(date(2023, 11, 30)), TODAY, 10) == Light.DUE_SOON
    assert light(Due(date(2023, 11, 23)), TODAY, SUPERVISION) == Light.DUE_SOON
    assert light(Due(date(2023, 11, 24)), TODAY, SUPERVISION) == Light.ON_TIME


def test_supervision_turns_yellow_in_the_last_fifth_of_the_time():
    due, start = Due(date(2023, 12, 29)), date(2023, 9, 20)  # 100 days

    assert light(due, date(2023, 12, 8), SUPERVISION, start=start) == Light.ON_TIME
    assert light(due, date(2023, 12, 9), SUPERVISION, start=start) == Light.DUE_SOON


def test_midnight_after_a_make_up_working_day_turns_the_light_red():
    due = Due(date(2023, 4, 23))  # a Sunday that is worked

    with time_machine.travel(datetime(2023, 4, 23, 23, 59, 59, tzinfo=SHANGHAI), tick=False):
        before = light(due, clock.today()), words(due, clock.today())
    with time_machine.travel(datetime(2023, 4, 24, 0, 0, 0, tzinfo=SHANGHAI), tick=False):
        after = light(due, clock.today()), words(due, clock.today())

    assert before == (Light.DUE_SOON, "今天到期")
    assert after == (Light.OVERDUE, "已超期 1 天")
