"""Several lists counted in one statement."""

import pytest

from niangjia.foundation.facts.tests.cases.models import Note
from niangjia.foundation.web.keyset import Count, Counting

pytestmark = pytest.mark.django_db


@pytest.fixture
def notes():
    for text in ("a", "a", "b"):
        Note.objects.create(text=text)


def test_counts_each_list_in_one_statement(notes, django_assert_num_queries):
    rows = Note.objects.order_by("pk")
    counting = Counting.of({"all": rows, "a": rows.filter(text="a"), "none": rows.none()})

    with django_assert_num_queries(1):
        found = counting.counts()
    assert found == {"all": Count(3, True), "a": Count(2, True), "none": Count(0, True)}


def test_counts_no_further_than_the_cap(notes):
    assert Counting.of({"all": Note.objects.all()}, cap=2).counts() == {"all": Count(2, False)}


def test_the_same_statement_counts_what_came_later(notes):
    counting = Counting.of({"all": Note.objects.all()})
    Note.objects.create(text="c")

    assert counting.counts()["all"].number == 4
