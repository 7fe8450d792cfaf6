"""A repeated press does nothing twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from niangjia.foundation.accounts.models import User
from niangjia.foundation.facts.tests.cases.models import Note
from niangjia.foundation.web.models import Press

from .conftest import HX

pytestmark = pytest.mark.django_db


def press(desk, address="/keep/", once="k1", headers=None, **filled):
    return desk.post(address, {"once": once, **filled}, headers=headers)


def test_a_repeat_gets_the_first_answer_and_writes_nothing(desk):
    first = press(desk, text="一")

    again = press(desk, text="一")

    assert Note.objects.count() == 1
    assert (again.status_code, again["Location"]) == (302, first["Location"])


def test_a_repeat_of_an_htmx_answer_is_the_same_answer(desk):
    press(desk, "/keep-quietly/", headers=HX, text="一")

    again = press(desk, "/keep-quietly/", headers=HX, text="一")

    assert Note.objects.count() == 1
    assert (again.status_code, again["HX-Trigger"], again.content) == (204, "gh:close", b"")


@pytest.mark.parametrize(
    "second",
    [{"once": "k2", "text": "一"}, {"text": "二"}, {"text": "一", "address": "/keep/?from=list"}],
)
def test_another_key_content_or_address_is_another_press(desk, second):
    press(desk, text="一")

    press(desk, **second)

    assert Note.objects.count() == 2


def test_another_file_is_another_press(desk):
    press(desk, text="一", file=SimpleUploadedFile("a.txt", b"1"))

    press(desk, text="一", file=SimpleUploadedFile("b.txt", b"1"))

    assert Note.objects.count() == 2


def test_a_form_without_a_key_is_left_alone(desk):
    desk.post("/keep/", {"text": "一"})
    desk.post("/keep/", {"text": "一"})

    assert (Note.objects.count(), Press.objects.count()) == (2, 0)


def test_keys_belong_to_a_person(desk, signed_in):
    press(desk, text="一")
    other = Client()
    other.force_login(User.objects.create(username="other", name="别人"))

    press(other, text="一")

    assert Note.objects.count() == 2


def test_a_refusal_is_not_remembered(desk):
    answers = [press(desk, "/refuse/").status_code for _ in range(2)]

    assert answers == [422, 422]
    assert Press.objects.count() == 0


def test_a_crash_takes_its_work_along(desk):
    answer = press(desk, "/crash/")

    assert answer.status_code == 500
    assert (Note.objects.count(), Press.objects.count()) == (0, 0)


def test_a_press_is_forgotten_after_minutes(desk):
    press(desk, text="一")
    for kept in Press.objects.all():
        kept.at -= timedelta(minutes=11)
        kept.save()

    press(desk, text="一")

    assert Note.objects.count() == 2


def hands():
    """Embedded SQLite in memory has one connection; a server has as many as there are hands."""
    return 1 if connection.vendor == "sqlite" else 6


@pytest.mark.django_db(transaction=True)
def test_two_at_once_write_once(desk):
    cookie = desk.cookies[configured.SESSION_COOKIE_NAME].value

    def one(_number):
        client = Client(raise_request_exception=False)
        client.cookies[configured.SESSION_COOKIE_NAME] = cookie
        answer = press(client, text="一", slow="0.2")
        if hands() > 1:
            connection.close()
        return answer.status_code, answer["Location"]

    if hands() == 1:
        answers = {one(0), one(1)}
    else:
        with ThreadPoolExecutor(hands()) as pool:
            answers = set(pool.map(one, range(hands())))

    note = Note.objects.get()
    assert answers == {(302, f"/notes/{note.pk}/")}
