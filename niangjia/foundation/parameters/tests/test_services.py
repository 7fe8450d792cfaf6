"""Setting values by region and time."""

from datetime import date

import pytest

from niangjia.foundation import events
from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.errors import Missing, Refused, Stale
from niangjia.foundation.parameters import declarations, keys, services, table
from niangjia.foundation.parameters.events import ParameterChanged
from niangjia.foundation.parameters.models import Parameter
from niangjia.foundation.scope import Actor

pytestmark = pytest.mark.django_db

ADMINISTRATOR = Actor(1, frozenset({("system.admin", "0000100002")}))
CITY_ADMINISTRATOR = Actor(2, frozenset({("system.admin", "000010000200003")}))
SECURITY = Actor(3, frozenset({("security.admin", "00001")}))
THRESHOLD = keys.WOMEN_COMMITTEE_THRESHOLD


@pytest.fixture
def put(noon):
    """Set the threshold of women's committees, with few words."""

    def put(value=10, region="", start=date(2023, 1, 1), end=None, actor=ADMINISTRATOR, key=""):
        return services.set_parameter(
            actor=actor,
            key=key or THRESHOLD.key,
            value=value,
            region=region,
            valid_from=start,
            valid_to=end,
            source_doc="省工会条例",
            now=noon,
        )

    return put


def test_value_is_the_default_until_something_is_set():
    assert THRESHOLD.value("522601", date(2023, 5, 1)) == 25


def test_value_is_that_of_the_nearest_region(put):
    put(20)
    put(15, "520000")
    put(12, "522600")

    day = date(2023, 5, 1)
    assert [
        THRESHOLD.value(code, day) for code in ("522601", "522600", "520102", "620102", "")
    ] == [
        12,
        12,
        15,
        20,
        20,
    ]
    assert THRESHOLD.value("522601001", day) == 12
    assert declarations.value(THRESHOLD.key, region="522601", on=day) == 12


def test_value_holds_on_both_ends_of_its_time_only(put):
    put(10, start=date(2023, 1, 1), end=date(2023, 6, 30))
    put(11, start=date(2023, 7, 1))

    asked = (date(2022, 12, 31), date(2023, 1, 1), date(2023, 6, 30), date(2023, 7, 1))
    assert [THRESHOLD.value("", day) for day in asked] == [25, 10, 10, 11]


def test_a_county_value_that_ended_gives_way_to_the_province(put):
    put(15, "520000")
    put(12, "522601", end=date(2023, 3, 31))

    assert THRESHOLD.value("522601", date(2023, 3, 31)) == 12
    assert THRESHOLD.value("522601", date(2023, 4, 1)) == 15


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2023, 6, 1), None),
        (date(2022, 1, 1), date(2023, 1, 1)),
        (date(2023, 6, 30), date(2023, 8, 1)),
        (date(2022, 1, 1), None),
        (date(2023, 2, 1), date(2023, 3, 1)),
    ],
)
def test_overlapping_validity_is_refused(put, start, end):
    put(end=date(2023, 6, 30))

    with pytest.raises(Refused, match="重叠") as refusal:
        put(11, start=start, end=end)

    assert refusal.value.field == "valid_from"
    assert Parameter.objects.count() == 1


def test_the_same_days_elsewhere_or_of_another_key_do_not_overlap(put):
    put()
    put(region="520000")
    put(30, key="task.stale_days")

    assert Parameter.objects.count() == 3


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"actor": CITY_ADMINISTRATOR}, "全国或省级的系统管理员"),
        ({"actor": SECURITY}, "全国或省级的系统管理员"),
        ({"value": "十"}, "整数"),
        ({"value": 0}, "不能小于 1"),
        ({"region": "529999"}, "没有这个行政区划代码"),
        ({"end": date(2022, 12, 31)}, "不能早于"),
    ],
)
def test_set_parameter_refuses_and_changes_nothing(put, changed, sentence):
    with pytest.raises(Refused, match=sentence):
        put(**changed)

    assert not Parameter.objects.exists()
    assert THRESHOLD.value() == 25


def test_set_parameter_knows_only_declared_keys(put):
    with pytest.raises(Missing):
        put(key="weather.temperature")


def test_setting_is_announced_and_written_down(put, monkeypatch):
    heard = []
    monkeypatch.setitem(events._listeners, ParameterChanged, [heard.append])

    row = put(10, "520000")

    assert heard == [ParameterChanged(key=THRESHOLD.key, region="520000")]
    entry = AuditEntry.objects.get(kind="parameters.Parameter", row_id=str(row.pk))
    assert (entry.verb, entry.changes["value"]) == ("set_parameter", [None, 10])


def test_end_parameter_lets_the_last_day_count(put, noon):
    row = put()

    services.end_parameter(
        actor=ADMINISTRATOR, parameter_id=row.pk, valid_to=date(2023, 6, 30), version=1, now=noon
    )

    assert THRESHOLD.value("", date(2023, 6, 30)) == 10
    assert THRESHOLD.value("", date(2023, 7, 1)) == 25


def test_end_parameter_refuses_and_changes_nothing(put, noon):
    row = put(end=date(2023, 6, 30))
    known = {"parameter_id": row.pk, "now": noon}

    with pytest.raises(Refused, match="不能再延后"):
        services.end_parameter(actor=ADMINISTRATOR, valid_to=date(2023, 7, 31), **known)
    with pytest.raises(Refused, match="系统管理员"):
        services.end_parameter(actor=CITY_ADMINISTRATOR, valid_to=date(2023, 3, 31), **known)
    with pytest.raises(Stale):
        services.end_parameter(actor=ADMINISTRATOR, valid_to=date(2023, 3, 31), version=0, **known)
    with pytest.raises(Missing):
        services.end_parameter(
            actor=ADMINISTRATOR, parameter_id=0, valid_to=date(2023, 3, 31), now=noon
        )

    row.refresh_from_db()
    assert row.valid_to == date(2023, 6, 30)


def test_correct_parameter_puts_a_wrong_value_right(put, noon):
    row = put(100)

    services.correct_parameter(
        actor=ADMINISTRATOR, parameter_id=row.pk, value=10, source_doc="省工会条例", now=noon
    )

    assert THRESHOLD.value("", date(2023, 6, 30)) == 10
    assert Parameter.objects.get().valid_from == date(2023, 1, 1)


def test_answers_need_no_query_once_the_table_is_held(put, django_assert_num_queries):
    put()
    table.held.get()

    with django_assert_num_queries(0):
        assert THRESHOLD.value("522601", date(2023, 5, 1)) == 10
