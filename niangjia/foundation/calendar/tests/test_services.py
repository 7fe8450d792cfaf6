"""Entering the yearly notice."""

from datetime import date

import pytest

from niangjia.foundation import events
from niangjia.foundation.calendar import days, services
from niangjia.foundation.calendar.days import Answer
from niangjia.foundation.calendar.events import CalendarChanged
from niangjia.foundation.calendar.models import CalendarDay
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.scope import Actor

pytestmark = pytest.mark.django_db

ADMINISTRATOR = Actor(1, frozenset({("system.admin", "0000100002")}))
COUNTY_ADMINISTRATOR = Actor(2, frozenset({("system.admin", "00001000020000300004")}))


@pytest.fixture
def heard(monkeypatch):
    """The years announced as changed."""
    years = []
    monkeypatch.setitem(events._listeners, CalendarChanged, [lambda e: years.append(e.year)])
    return years


def test_set_day_makes_the_year_known_at_once(heard, noon):
    services.set_day(
        actor=ADMINISTRATOR,
        date=date(2027, 1, 1),
        type="holiday",
        name="元旦",
        statutory=True,
        source="国办发明电〔2026〕9号",
        now=noon,
    )

    assert days.is_working_day(date(2027, 1, 1)) == Answer(False)
    assert days.is_working_day(date(2027, 1, 4)) == Answer(True)
    assert heard == [2027]


def test_set_day_corrects_what_is_there(heard, noon):
    day = date(2023, 12, 30)
    known = {"actor": ADMINISTRATOR, "date": day, "now": noon}
    services.set_day(type="holiday", name="元旦", **known)
    services.set_day(type="makeup_workday", name="元旦", **known)

    assert days.is_working_day(day) == Answer(True)
    assert CalendarDay.objects.get(date=day).version == 2


@pytest.mark.parametrize(
    ("actor", "day", "kind", "sentence"),
    [
        (COUNTY_ADMINISTRATOR, date(2027, 1, 1), "holiday", "系统管理员"),
        (ADMINISTRATOR, date(2027, 1, 4), "makeup_workday", "本来就上班"),
        (ADMINISTRATOR, date(2027, 1, 1), "picnic", "picnic"),
    ],
)
def test_set_day_refuses_and_changes_nothing(actor, day, kind, sentence, heard, noon):
    with pytest.raises(Refused, match=sentence):
        services.set_day(actor=actor, date=day, type=kind, name="元旦", now=noon)

    assert not CalendarDay.objects.filter(date=day).exists()
    assert not days.is_known_year(2027)
    assert heard == []


def test_a_make_up_day_is_never_a_legal_holiday(noon):
    with pytest.raises(Refused, match="调休上班日不是法定节日"):
        services.set_day(
            actor=ADMINISTRATOR,
            date=date(2027, 1, 2),
            type="makeup_workday",
            name="元旦",
            statutory=True,
            now=noon,
        )

    assert not CalendarDay.objects.filter(date=date(2027, 1, 2)).exists()


def test_remove_day_gives_it_back_to_the_week(heard, noon):
    services.remove_day(actor=ADMINISTRATOR, date=date(2023, 4, 23), now=noon)

    assert days.is_working_day(date(2023, 4, 23)) == Answer(False)
    assert heard == [2023]


def test_remove_day_refuses_others_and_knows_what_is_not_there(noon):
    with pytest.raises(Refused):
        services.remove_day(actor=COUNTY_ADMINISTRATOR, date=date(2023, 4, 23), now=noon)
    with pytest.raises(Missing):
        services.remove_day(actor=ADMINISTRATOR, date=date(2023, 4, 24), now=noon)

    assert days.is_working_day(date(2023, 4, 23)) == Answer(True)
