"""Recurring work goes out by its rule, exactly once: the catalogue's cross-view 2 (S000-11, S000-12 …)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from niangjia.domains.tasks.enums.rhythms import Limit, Outcome
from niangjia.domains.tasks.enums.tasks import Origin
from niangjia.domains.tasks.jobs.rhythms import issue_due
from niangjia.domains.tasks.models import Beat, Rhythm, Target, Task
from niangjia.domains.tasks.selectors import rhythms as selectors
from niangjia.domains.tasks.services.rhythms import (
    end_rhythm,
    follow_merger,
    issue_rhythm,
    rewrite_rhythm,
    set_up_rhythm,
)
from niangjia.foundation.calendar import recurrence
from niangjia.foundation.calendar.models import CalendarDay
from niangjia.foundation.calendar.periods import Period
from niangjia.foundation.calendar.recurrence import LAST, Shift
from niangjia.foundation.errors import Refused
from niangjia.foundation.facts.selectors import read
from niangjia.foundation.jobs import worker

pytestmark = pytest.mark.django_db

FIRSTS = "1-1 2-1 3-1 4-1 5-1 6-1 7-1 8-1 9-1 10-1 11-1 12-1"
ENDS_2024 = "1-31 2-29 3-31 4-30 5-31 6-30 7-31 8-31 9-30 10-31 11-30 12-31"

RULES = {
    "S000-22 monthly judging": (
        recurrence.monthly(LAST),
        "1-31 2-28 3-31 4-30 5-31 6-30 7-31 8-31 9-30 10-31 11-30 12-31",
        ENDS_2024,
    ),
    "S000-22 quarterly commendation": (
        recurrence.quarterly(),
        "3-31 6-30 9-30 12-31",
        "3-31 6-30 9-30 12-31",
    ),
    "S000-11 monthly meeting on the 15th or the next working day": (
        recurrence.monthly(15, shift=Shift.NEXT),
        "1-16 2-15 3-15 4-17 5-15 6-15 7-17 8-15 9-15 10-16 11-15 12-15",
        "1-15 2-18 3-15 4-15 5-15 6-17 7-15 8-15 9-18 10-15 11-15 12-16",
    ),
    "S000-11 quarterly review": (
        recurrence.quarterly(1, 10),
        "1-10 4-10 7-10 10-10",
        "1-10 4-10 7-10 10-10",
    ),
    "S000-12 month-start task list, first working day": (
        recurrence.monthly(1, shift=Shift.NEXT),
        "1-3 2-1 3-1 4-3 5-4 6-1 7-3 8-1 9-1 10-7 11-1 12-1",
        "1-2 2-1 3-1 4-1 5-6 6-3 7-1 8-1 9-2 10-8 11-1 12-2",
    ),
    "S000-03 rounds in March, June, November": (
        recurrence.in_months((3, 6, 11), 1),
        "3-1 6-1 11-1",
        "3-1 6-1 11-1",
    ),
    "S000-35 Saturday of the last week of every month": (
        recurrence.monthly_on(recurrence.SATURDAY, LAST),
        "1-28 2-25 3-25 4-29 5-27 6-24 7-29 8-26 9-30 10-28 11-25 12-30",
        "1-27 2-24 3-30 4-27 5-25 6-29 7-27 8-31 9-28 10-26 11-30 12-28",
    ),
    "S001-03 monthly group birthday": (recurrence.monthly(1), FIRSTS, FIRSTS),
    "S001-25 monthly site meeting": (
        recurrence.monthly_on(recurrence.TUESDAY, 2),
        "1-10 2-14 3-14 4-11 5-9 6-13 7-11 8-8 9-12 10-10 11-14 12-12",
        "1-9 2-13 3-12 4-9 5-14 6-11 7-9 8-13 9-10 10-8 11-12 12-10",
    ),
    "S001-26 monthly inspection on the 25th or the working day before": (
        recurrence.monthly(25, shift=Shift.PREVIOUS),
        "1-20 2-24 3-24 4-25 5-25 6-25 7-25 8-25 9-25 10-25 11-24 12-25",
        "1-25 2-23 3-25 4-25 5-24 6-25 7-25 8-23 9-25 10-25 11-25 12-25",
    ),
    "S001-27 half-yearly assessment": (recurrence.half_yearly(), "6-30 12-31", "6-30 12-31"),
    "S002-25 yearly benchmarking contest": (recurrence.yearly(9, 15), "9-15", "9-15"),
    "S003-24 monthly representatives' meeting": (
        recurrence.monthly_on(recurrence.MONDAY, 1),
        "1-2 2-6 3-6 4-3 5-1 6-5 7-3 8-7 9-4 10-2 11-6 12-4",
        "1-1 2-5 3-4 4-1 5-6 6-3 7-1 8-5 9-2 10-7 11-4 12-2",
    ),
    "S004-21 contests of two years, 2024–25 and 2026–27": (
        recurrence.yearly(3, 1, years=2, anchor=date(2024, 1, 1)),
        "",
        "3-1",
    ),
    "S004-22 editions of 2024 and 2026": (
        recurrence.yearly(9, 1, years=2, anchor=date(2024, 1, 1)),
        "",
        "9-1",
    ),
    "S000-05 secondment rounds of three months": (
        recurrence.in_months((3, 6, 9, 12), 1),
        "3-1 6-1 9-1 12-1",
        "3-1 6-1 9-1 12-1",
    ),
    "S000-28, S004-02 plans of three years": (
        recurrence.yearly(1, 1, years=3, anchor=date(2023, 1, 1)),
        "1-1",
        "",
    ),
    "F004-41 first day of the first moon": (recurrence.lunar_yearly(1, 1), "1-22", "2-10"),
    "端午": (recurrence.lunar_yearly(5, 5), "6-22", "6-10"),
}


def work(rule, **told):
    """Recurring work that is not kept."""
    return Rhythm(title="工作", rule=rule.as_data(), valid_from=date(2022, 1, 1), **told)


def days_of(rule, year):
    """The days of a year as 1-3 2-1."""
    found = selectors.occurrences(work(rule), date(year, 1, 1), date(year, 12, 31))
    assert not any(each.is_provisional for each in found)
    return " ".join(f"{each.on.month}-{each.on.day}" for each in found)


@pytest.mark.parametrize("name", RULES)
def test_work_comes_back_on_the_days_the_catalogue_prints(name):
    rule, in_2023, in_2024 = RULES[name]

    assert days_of(rule, 2023) == in_2023
    assert days_of(rule, 2024) == in_2024


@pytest.mark.parametrize(
    ("rule", "weekday"),
    [
        (recurrence.weekly(recurrence.FRIDAY), 4),  # S000-22 weekly bulletin
        (recurrence.weekly(recurrence.WEDNESDAY), 2),  # S003-27 every Wednesday
    ],
)
def test_weekly_work_comes_back_every_week(rule, weekday):
    found = selectors.occurrences(work(rule), date(2023, 1, 1), date(2024, 12, 31))

    assert {each.on.weekday() for each in found} == {weekday}
    assert len([each for each in found if each.on.year == 2023]) == 52
    assert len([each for each in found if each.on.year == 2024]) == 52


def test_three_monthly_rounds_and_two_year_rounds_show_their_next_twelve_days():
    contests = work(recurrence.yearly(9, 1, years=2, anchor=date(2024, 1, 1)))

    found = selectors.next_occurrences(contests, date(2023, 11, 20), 3)

    assert [each.on.year for each in found] == [2024, 2026, 2028]
    monthly = selectors.next_occurrences(work(recurrence.monthly(1)), date(2023, 11, 20))
    assert (len(monthly), monthly[0].on) == (12, date(2023, 12, 1))


def test_days_of_a_year_without_a_notice_are_said_to_be_provisional():
    rule = recurrence.monthly(1, shift=Shift.NEXT)

    found = selectors.occurrences(work(rule), date(2027, 1, 1), date(2027, 1, 31))

    assert [(each.on, each.is_provisional) for each in found] == [(date(2027, 1, 4), True)]


@pytest.mark.parametrize(
    ("kind", "limit", "due"),
    [
        (Limit.WORKING_DAYS, 0, date(2023, 9, 28)),
        (Limit.WORKING_DAYS, 2, date(2023, 10, 8)),  # 7 and 8 October are make-up days
        (Limit.DAYS, 5, date(2023, 10, 3)),
        (Limit.MONTH_END, 0, date(2023, 9, 30)),
    ],
)
def test_the_time_limit_counts_working_days_of_the_real_calendar(kind, limit, due):
    rhythm = work(recurrence.monthly(28), limit_kind=kind, limit=limit)

    assert selectors.due_of(rhythm, date(2023, 9, 28)).on == due


STUDIOS = ["东部片区工作室", "南部片区工作室", "西部片区工作室", "北部片区工作室"]


@pytest.fixture
def list_of_studios(cast, tree, noon):
    """S000-12: the month's list of each of the four studios of a county."""
    return set_up_rhythm(
        actor=cast.county_cadre,
        title="工作室月度任务清单",
        standard="清单逐项办结并留痕",
        rule=recurrence.monthly(1, shift=Shift.NEXT),
        union_ids=[tree.county.pk],
        departments=STUDIOS,
        limit=15,
        valid_from=date(2023, 11, 20),
        now=noon,
    )


def at(day, hour=6):
    """A moment of a day."""
    return datetime.fromisoformat(f"{day.isoformat()}T{hour:02}:00:00+08:00")


def test_each_studio_gets_its_task_once_on_the_first_working_day(list_of_studios, tree):
    for day in (30, 1, 1, 2):
        month = 11 if day == 30 else 12
        issue_rhythm(rhythm_id=list_of_studios.pk, now=at(date(2023, month, day)))

    given = Task.objects.given().filter(origin=Origin.RHYTHM, origin_id=list_of_studios.pk)
    assert sorted(given.values_list("department", flat=True)) == sorted(STUDIOS)
    assert {task.due_on for task in given} == {date(2023, 12, 22)}
    (beat,) = Beat.objects.all()
    assert (beat.on, beat.outcome) == (date(2023, 12, 1), Outcome.ISSUED)


def test_the_list_of_the_month_is_read_by_studio(cast, list_of_studios):
    issue_rhythm(rhythm_id=list_of_studios.pk, now=at(date(2023, 12, 1)))

    found = selectors.month_list(cast.county_cadre, date(2023, 12, 1))

    assert sorted(found) == sorted(STUDIOS)
    assert selectors.month_list(cast.county_cadre, date(2024, 2, 1)) == {}


def test_the_morning_job_gives_out_what_is_due(list_of_studios, time_machine):
    time_machine.move_to(at(date(2023, 12, 1)), tick=False)

    issue_due.enqueue()
    issue_due.enqueue()
    worker.drain()

    assert Task.objects.given().filter(origin=Origin.RHYTHM).count() == 4


def test_lead_days_give_the_task_out_before_its_day(cast, tree, noon):
    rhythm = set_up_rhythm(
        actor=cast.province_cadre,
        title="单身职工联谊会",
        rule=recurrence.monthly_on(recurrence.SATURDAY, LAST),
        union_ids=[tree.city.pk],
        lead_days=7,
        valid_from=date(2023, 11, 20),
        now=noon,
    )

    (beat,) = Beat.objects.filter(rhythm=rhythm)  # 25 November lies within seven days
    assert (beat.on, beat.due_on, beat.outcome) == (
        date(2023, 11, 25),
        date(2023, 11, 25),
        Outcome.ISSUED,
    )


def test_rounds_missed_while_nothing_ran_are_made_up_for_or_said_to_be_missed(
    cast, tree, list_of_studios
):
    issue_rhythm(rhythm_id=list_of_studios.pk, now=at(date(2024, 1, 10)))

    late, missed = Beat.objects.order_by("-on")
    assert (late.on, late.outcome) == (date(2024, 1, 2), Outcome.LATE)
    assert (missed.on, missed.outcome, missed.task) == (date(2023, 12, 1), Outcome.MISSED, None)
    year = Period(date(2023, 1, 1), date(2024, 12, 31))
    assert read("tasks.rounds_due", within=tree.county.path, period=year).value == 2
    assert read("tasks.rounds_in_time", within=tree.county.path, period=year).value == 0


def test_a_notice_that_comes_later_moves_the_day_and_makes_no_second_round(cast, tree, noon):
    rhythm = set_up_rhythm(
        actor=cast.province_cadre,
        title="例会",
        rule=recurrence.monthly(1, shift=Shift.NEXT),
        union_ids=[tree.city.pk],
        valid_from=date(2027, 1, 1),
        now=noon,
    )
    issue_rhythm(rhythm_id=rhythm.pk, now=at(date(2027, 1, 4)))
    CalendarDay.objects.create(date=date(2027, 1, 4), type="holiday", name="元旦")

    issue_rhythm(rhythm_id=rhythm.pk, now=at(date(2027, 1, 6)))

    (beat,) = Beat.objects.filter(rhythm=rhythm, on__month=1)
    assert (beat.on, beat.is_provisional) == (date(2027, 1, 4), True)
    assert beat.task.content.startswith("节假日安排尚未公布，日期暂定。")


def test_only_unions_at_or_below_are_named_and_only_by_those_who_give_out_work(cast, tree, noon):
    known = {
        "title": "例会",
        "rule": recurrence.monthly(1),
        "valid_from": date(2023, 11, 20),
        "now": noon,
    }
    with pytest.raises(Refused, match="不在本级工会之下"):
        set_up_rhythm(actor=cast.county_cadre, union_ids=[tree.sister_county.pk], **known)
    with pytest.raises(Refused, match="没有下发周期工作的权限"):
        set_up_rhythm(
            actor=cast.grassroots_chair, union_id=tree.mill.pk, union_ids=[tree.mill.pk], **known
        )

    assert not Rhythm.objects.exists()


def test_changed_work_goes_on_by_its_new_rule_and_ended_work_stops(
    cast, tree, list_of_studios, noon
):
    rewrite_rhythm(
        actor=cast.county_cadre,
        rhythm_id=list_of_studios.pk,
        title="工作室周清单",
        rule=recurrence.weekly(recurrence.WEDNESDAY),
        union_ids=[tree.county.pk],
        limit=3,
        now=noon,
    )
    issue_rhythm(rhythm_id=list_of_studios.pk, now=at(date(2023, 11, 22)))
    end_rhythm(
        actor=cast.county_cadre,
        rhythm_id=list_of_studios.pk,
        note="并入督办",
        now=at(date(2023, 11, 23)),
    )

    issue_rhythm(rhythm_id=list_of_studios.pk, now=at(date(2023, 11, 29)))

    assert [beat.on for beat in Beat.objects.all()] == [date(2023, 11, 22)]
    ended = selectors.rhythms_of(cast.county_cadre, date(2023, 11, 24), ended=True)
    assert list(ended) == [list_of_studios]


def test_a_merged_union_hands_its_place_on(cast, tree, noon):
    rhythm = set_up_rhythm(
        actor=cast.city_reviewer,
        title="例会",
        rule=recurrence.monthly(1),
        union_ids=[tree.county.pk, tree.sister_county.pk],
        valid_from=date(2023, 11, 20),
        now=noon,
    )

    follow_merger(
        union_id=tree.sister_county.pk, into_id=tree.county.pk, now=noon + timedelta(days=1)
    )

    assert [row.union_id for row in Target.objects.filter(rhythm=rhythm)] == [tree.county.pk]


def test_the_list_of_recurring_work_and_one_row_agree(cast, list_of_studios):
    seen = selectors.rhythms_of(cast.city_reviewer, date(2023, 11, 20))

    assert [row.pk for row in seen.within("")] == [list_of_studios.pk]
    assert selectors.find_rhythm(cast.city_reviewer, list_of_studios.pk) == list_of_studios
    assert not selectors.rhythms_of(cast.other_city_reviewer, date(2023, 11, 20)).exists()
