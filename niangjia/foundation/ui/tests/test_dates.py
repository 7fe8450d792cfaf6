"""How dates and deadlines are written."""

from datetime import UTC, date, datetime

import pytest

from niangjia.foundation.ui import dates

TODAY = date(2026, 11, 20)
MOMENT = datetime(2026, 11, 20, 6, 32, tzinfo=UTC)


def test_date_leaves_out_the_present_year():
    assert dates.date_cn(TODAY) == "2026年11月20日"
    assert dates.date_cn(TODAY, TODAY) == "11月20日"
    assert dates.date_cn(date(2025, 1, 2), TODAY) == "2025年1月2日"
    assert dates.date_cn(None) == "—"


def test_moments_are_shown_where_we_live():
    assert dates.datetime_cn(MOMENT) == "2026年11月20日 14:32"
    assert dates.datetime_cn(MOMENT, MOMENT) == "11月20日 14:32"
    assert dates.date_cn(datetime(2026, 11, 19, 17, tzinfo=UTC)) == "2026年11月20日"
    assert dates.datetime_cn(None) == "—"


def test_ranges_say_each_part_once():
    assert dates.date_range(date(2026, 12, 1), date(2026, 12, 5), TODAY) == "12月1日—5日"
    assert dates.date_range(date(2026, 12, 1), date(2026, 12, 1), TODAY) == "12月1日"
    assert dates.date_range(date(2026, 11, 30), date(2026, 12, 2)) == "2026年11月30日—12月2日"
    assert dates.date_range(date(2026, 12, 30), date(2027, 1, 2), TODAY) == "12月30日—2027年1月2日"


def test_weekdays_months_quarters():
    assert dates.date_week(TODAY) == "2026年11月20日 星期五"
    assert dates.month_cn(TODAY) == "2026年11月"
    assert dates.quarter(date(2026, 9, 1)) == "第三季度"
    assert dates.quarter(date(2026, 9, 1), short=True) == "三季度"


def test_boxes_take_iso_and_speak_chinese():
    assert dates.iso(TODAY) == "2026-11-20"
    assert dates.iso(MOMENT) == "2026-11-20T14:32"
    assert dates.iso("2026-13-45") == "2026-13-45"
    assert dates.iso(None) == ""
    assert dates.date_spoken("2026-11-20") == "2026年11月20日 星期五"
    assert dates.date_spoken("2026-13-45") == ""
    assert dates.date_spoken("x") == ""


@pytest.mark.parametrize(
    ("given", "text", "level"),
    [
        ({"on": date(2026, 11, 18)}, "已超期 2 天", "danger"),
        ({"on": TODAY}, "今天到期", "warn"),
        ({"on": date(2026, 11, 23)}, "剩 3 天", "warn"),
        ({"on": date(2026, 11, 24)}, "剩 4 天", "ok"),
        ({"on": date(2026, 11, 25), "soon": 5}, "剩 5 天", "warn"),
        ({"on": date(2026, 11, 27), "left": 5, "working": True}, "剩 5 个工作日", "ok"),
        ({"on": TODAY, "paused": True}, "计时暂停", "mute"),
        ({"on": None, "done_on": date(2026, 11, 18)}, "已于11月18日办结", "mute"),
    ],
)
def test_deadline_says_how_long(given, text, level):
    due = dates.due(today=TODAY, **given)

    assert due is not None
    assert (due.text, due.level) == (text, level)


def test_deadline_says_until_when_and_none_says_nothing():
    due = dates.due(date(2026, 11, 25), MOMENT)

    assert due is not None
    assert (due.on, due.days) == ("11月25日", 5)
    assert dates.due(None, TODAY) is None
