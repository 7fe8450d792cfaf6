"""The number of what waits, without gathering it on every page."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from niangjia.faces.workbench import counting

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def gathered(monkeypatch):
    """Counts how often the pile was gathered."""
    told = []

    def gather(actor, now):
        told.append(actor.user_id)
        return counting_pile(actor, now)

    counting_pile = counting.pile_of
    monkeypatch.setattr(counting, "pile_of", gather)
    return told


@pytest.fixture
def at_ten():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def test_pages_without_the_pile_show_the_number_last_seen(at_ten, desk, gathered):
    desk.get("/")
    desk.get("/help/")
    desk.get("/keys/")

    assert len(gathered) == 1


def test_the_number_is_half_a_minute_old_at_most(at_ten, desk, gathered):
    desk.get("/help/")
    at_ten.move_to(START + timedelta(seconds=31))
    desk.get("/help/")

    assert len(gathered) == 2


def test_ones_own_writing_renews_the_number(at_ten, desk, gathered):
    desk.get("/help/")
    desk.post("/notices/read/")
    desk.get("/help/")

    assert len(gathered) == 2


def test_the_pages_of_the_pile_gather_it_every_time_and_once(at_ten, desk, gathered):
    desk.get("/todos/")
    desk.get("/todos/")

    assert len(gathered) == 2


def questions(desk):
    desk.get("/")
    with CaptureQueriesContext(connection) as told:
        text = desk.get("/").content.decode()
    return len(told), text.count("应当换届</a>")


def test_home_asks_the_same_questions_for_one_and_for_three(desk, matters):
    matters(1, 2)
    asked, shown = questions(desk)
    matters(2, 4)

    assert questions(desk) == (asked, 3)
    assert shown == 1
    assert asked <= 37
