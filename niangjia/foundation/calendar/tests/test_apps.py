"""The table is never empty."""

import pytest
from django.core.management import call_command

from niangjia.foundation.calendar import days
from niangjia.foundation.calendar.apps import fill_the_table
from niangjia.foundation.calendar.models import CalendarDay


@pytest.mark.django_db(transaction=True)
def test_emptied_tables_are_filled_again():
    CalendarDay.objects.all().delete()

    call_command("flush", interactive=False, verbosity=0)

    assert CalendarDay.objects.count() == 182
    assert days.is_known_year(2023)


@pytest.mark.django_db
def test_filling_waits_for_the_table_and_keeps_to_its_database():
    class Nothing:
        def get_model(self, label, name):
            raise LookupError

    fill_the_table(using="default", apps=Nothing())
    fill_the_table(using="elsewhere")

    assert CalendarDay.objects.count() == 182
