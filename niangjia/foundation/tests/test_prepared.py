"""A question asked again keeps its statement, never its answer."""

from datetime import date, datetime

import pytest
from django.db.models import Count, F, QuerySet
from django.utils.functional import SimpleLazyObject

from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.clock import real_now
from niangjia.foundation.facts.tests.cases.models import Case, Note, Office
from niangjia.foundation.prepared import prepared

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    """A question about notes, and how often it was written."""
    times = []

    @prepared  # type: ignore[untyped-decorator]
    def texts(text: str) -> QuerySet[Note, tuple[int, str]]:
        times.append(text)
        return Note.objects.filter(text=text).order_by("pk").values_list("pk", "text")

    return texts, times


def test_it_is_written_once_and_answers_what_is_true_now(asked):
    texts, times = asked
    assert texts("a") == []
    first = Note.objects.create(text="a")
    assert texts("a") == [(first.pk, "a")]
    second = Note.objects.create(text="a")

    assert texts("a") == [(first.pk, "a"), (second.pk, "a")]
    assert times == ["a"]


def test_other_arguments_are_another_question(asked):
    texts, times = asked
    note = Note.objects.create(text="b")

    assert texts("a") == []
    assert texts("b") == [(note.pk, "b")]
    assert times == ["a", "b"]


def test_rows_are_what_the_queryset_itself_would_give():
    at: datetime = real_now()
    office = Office.objects.create(path="00001")
    case = Case.objects.create(office=office, mediated_on=date(2022, 5, 1))
    AuditEntry.objects.create(recorded_at=at, actor_id=7, changes={"数": [1, True]}, mac="0" * 64)
    lines = AuditEntry.objects.values("changes", "recorded_at", "at")
    days = Case.objects.annotate(n=Count("pk")).values("mediated_on", "n", where=F("office__path"))

    assert prepared(lambda: lines.all())() == list(lines)
    assert prepared(lambda: days.all())() == list(days)
    assert list(days) == [{"mediated_on": case.mediated_on, "n": 1, "where": "00001"}]


def test_a_question_nothing_can_meet_asks_nothing(django_assert_num_queries):
    nothing = prepared(lambda: Note.objects.none().values_list("pk"))

    with django_assert_num_queries(0):
        assert nothing() == []


def test_an_argument_that_holds_a_request_is_refused(asked):
    texts, _times = asked

    with pytest.raises(TypeError, match="request"):
        texts(SimpleLazyObject(lambda: "a"))
