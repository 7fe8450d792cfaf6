"""How many questions a page may ask, whatever it shows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true"}


@pytest.fixture
def asked(client, cast):
    """How many questions a page asks once its person has been seen."""

    def count(part, url, **headers):
        client.force_login(cast.user(part))
        client.get(url, headers=headers)
        with CaptureQueriesContext(connection) as questions:
            assert client.get(url, headers=headers).status_code == 200
        return len(questions)

    return count


@pytest.mark.parametrize(
    ("query", "page", "part"),
    [
        ("", 11, 8),
        ("?level=7", 11, 8),
        ("?q=纺织&sort=-members", 12, 9),
        ("?on=2021-03-01", 22, 19),
    ],
)
def test_the_ledger(asked, query, page, part):
    url = reverse("unions:list") + query

    assert asked("city_reviewer", url) <= page
    assert asked("city_reviewer", url, **PART) <= part


def test_the_frame(asked):
    """Session, account, posts, where one stands (two), unread messages."""
    assert asked("city_reviewer", reverse("workbench:help")) <= 6


def test_the_ledger_of_somebody_who_looks_into_a_union_below(asked, client, cast, tree):
    client.force_login(cast.user("city_reviewer"))
    client.post(reverse("unions:switch"), {"to": tree.county.pk})

    assert asked("city_reviewer", reverse("unions:list")) <= 12


def test_the_views_are_counted_for_each_person_alone(client, cast):
    url = reverse("unions:list")
    shown = []
    for part in ("city_reviewer", "county_cadre", "city_reviewer"):
        client.force_login(cast.user(part))
        text = client.get(url).content.decode()
        shown.append(text.split('gh-tab-count">')[1].split("<")[0])

    assert shown[0] == shown[2] != shown[1]
