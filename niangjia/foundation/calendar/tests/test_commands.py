"""Loading a year from a file."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from niangjia.foundation.calendar import days
from niangjia.foundation.calendar.days import Answer
from niangjia.foundation.calendar.models import CalendarDay

pytestmark = pytest.mark.django_db


def test_load_holidays_adds_the_years_not_known_yet(tmp_path, capsys):
    file = tmp_path / "2027.csv"
    file.write_text(
        "date,type,name,statutory\n2027-01-01,holiday,元旦,1\n2026-01-03,makeup_workday,元旦,0\n"
    )

    call_command("load_holidays", str(file))

    assert capsys.readouterr().out == "1 天，1 个年份\n"
    assert days.is_working_day(date(2027, 1, 4)) == Answer(True)
    assert days.is_working_day(date(2026, 1, 3)) == Answer(False)


def test_load_holidays_refuses_another_file(tmp_path):
    file = tmp_path / "other.csv"
    file.write_text("day,what\n2027-01-01,party\n")

    with pytest.raises(CommandError, match="不是节假日文件"):
        call_command("load_holidays", str(file))

    assert CalendarDay.objects.count() == 182
