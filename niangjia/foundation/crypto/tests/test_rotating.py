"""Rotation: every row of an old key is sealed again, whatever is written meanwhile."""

from __future__ import annotations

import threading
from base64 import b64encode

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from niangjia.foundation.accounts.models import User
from niangjia.foundation.crypto import blind, jobs, masks, rotating
from niangjia.foundation.crypto.cipher import key_of
from niangjia.foundation.crypto.kinds import Kind
from niangjia.foundation.jobs import services as jobs_services
from niangjia.foundation.jobs import worker
from niangjia.foundation.parameters.keys import MASK_POLICY
from niangjia.foundation.pouring import insert_all
from niangjia.foundation.scope import Actor

from .cases.models import Person

OLD = f"k1:sm4-gcm:{b64encode(b'o' * 16).decode()}"
NEW = f"k2:aes-gcm:{b64encode(b'n' * 32).decode()}"
INDEX = f"x2:hmac-sha256:{b64encode(b'i' * 32).decode()}"


@pytest.fixture(autouse=True)
def only_people(monkeypatch):
    """The rooms above have columns of their own: leave them out."""
    found = [column for column in rotating.columns() if column.model is Person]
    monkeypatch.setattr(rotating, "columns", lambda: found)
    monkeypatch.setattr(rotating, "REST", 0)


@pytest.fixture
def people(db, settings):
    settings.DATA_KEYS = OLD
    insert_all([Person(name=f"{n}", number=number_of(n), mobile=mobile_of(n)) for n in range(25)])
    Person.objects.create(name="空")
    settings.DATA_KEYS = f"{NEW},{OLD}"


def number_of(n):
    return f"52260119900307{n:04d}"


def mobile_of(n):
    return "" if n % 5 == 0 else f"1511234{n:04d}"


def keys_in_use():
    return {key_of(p.number.stored) for p in Person.objects.all() if p.number}


def all_right():
    people = Person.objects.exclude(name="空").order_by("pk")
    return all(
        (p.number.open(), p.mobile.open()) == (number_of(int(p.name)), mobile_of(int(p.name)))
        and p.number_digest == blind.digest(Kind.ID_NUMBER, p.number.open(), p.number_type)
        for p in people
    )


def test_every_row_is_sealed_again_and_reads_the_same(people, settings):
    heard = []

    outcome = rotating.rotate(
        tell=lambda c, done, total: heard.append((c.name, done, total)), batch=10
    )

    assert (outcome.done, outcome.unreadable, outcome.clashing) == (25 + 20, [], [])
    assert heard[:3] == [("crypto_cases.Person.number", n, 25) for n in (10, 20, 25)]
    assert (keys_in_use(), all_right()) == ({"k2"}, True)
    settings.DATA_KEYS = NEW
    assert all_right()
    assert rotating.rotate().done == 0


def test_a_killed_run_goes_on_where_it_stopped(people):
    def killed(column, done, total):
        if done >= 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotating.rotate(tell=killed, batch=10)
    assert keys_in_use() == {"k1", "k2"}

    heard = []
    rotating.rotate(tell=lambda c, done, total: heard.append((done, total)), batch=10)
    assert heard[0] == (5, 5)
    assert (keys_in_use(), all_right()) == ({"k2"}, True)


def test_rows_an_old_process_writes_meanwhile_are_met_too(people, settings):
    """An import still runs with the old key: rows appear behind and before the run."""
    numbers = iter(range(100, 200))

    def import_goes_on(column, done, total):
        settings.DATA_KEYS = OLD
        for _n in range(3):
            n = next(numbers, None)
            if n and n < 130:
                insert_all([Person(name=f"{n}", number=number_of(n), mobile=mobile_of(n))])
        settings.DATA_KEYS = f"{NEW},{OLD}"

    rotating.rotate(tell=import_goes_on, batch=10)

    assert Person.objects.count() == 26 + 30
    assert (keys_in_use(), all_right()) == ({"k2"}, True)


def test_what_somebody_edits_meanwhile_stays_edited(people, settings):
    first = Person.objects.get(name="1")

    def edits(column, done, total):
        first.number = number_of(900)
        first.save()

    rotating.rotate(tell=edits, batch=1)

    assert Person.objects.get(pk=first.pk).number.open() == number_of(900)


def test_a_new_index_key_renews_the_digests(people, settings):
    settings.INDEX_KEY = INDEX

    rotating.rotate()

    assert all_right()
    assert Person.objects.filter(number_digest__startswith="x2.").count() == 25
    assert Person.objects.get(name="空").number_digest is None


def test_one_number_under_two_index_keys_is_reported_not_lost(people, settings):
    settings.INDEX_KEY = INDEX
    twin = Person.objects.create(name="1", number=number_of(1))

    outcome = rotating.rotate()

    first = Person.objects.exclude(pk=twin.pk).get(name="1")
    assert outcome.clashing[0] == ("crypto_cases.Person.number", first.pk)
    assert first.number.open() == number_of(1)
    assert keys_in_use() == {"k1", "k2"}


def test_a_row_nobody_can_open_is_reported_and_the_rest_done(people, capsys):
    broken = Person.objects.order_by("pk").first()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE crypto_cases_person SET number = replace(number, 'v1.k1.', 'v1.k0.') WHERE id = %s",
            [broken.pk],
        )

    with pytest.raises(SystemExit):
        call_command("rotate_keys")

    told = capsys.readouterr().out
    assert f"无法解密：crypto_cases.Person.number 第 {broken.pk} 行" in told
    assert "crypto_cases.Person.number：k2 24 行，k1 0 行，不明密钥 1 行" in told
    assert "还有 1 行没有用最新的密钥" in told


def test_a_stricter_policy_shortens_what_is_kept(people, settings, monkeypatch):
    loose = {**MASK_POLICY.default, "id_number": [6, 4]}
    with monkeypatch.context() as then:
        then.setattr(masks, "policy", lambda: loose)
        rotating.rotate()
    assert Person.objects.get(name="1").number.hint == "522601********0001"
    assert f"{Person.objects.get(name='1').number}" == "522*************01"

    settings.DATA_KEYS = f"{OLD},{NEW}"
    rotating.rotate()
    assert Person.objects.get(name="1").number.hint == "522*************01"


def test_the_command_reports_and_says_which_key_may_go(people, capsys):
    with pytest.raises(SystemExit):
        call_command("rotate_keys", "--report")
    assert "还有 45 行没有用最新的密钥" in capsys.readouterr().out
    assert keys_in_use() == {"k1"}

    call_command("rotate_keys")

    told = capsys.readouterr().out
    assert "密钥 k1 已无数据使用，可从 DATA_KEYS 中去掉" in told
    assert "全部由最新的密钥 k2 加密" in told


def test_the_job_does_the_same_and_tells_how_far_it_is(people, capsys, noon):
    call_command("rotate_keys", "--later")
    worker.drain()
    assert (keys_in_use(), "后台任务" in capsys.readouterr().out) == ({"k2"}, True)

    actor = Actor(User.objects.create(username="keeper").pk, frozenset())
    progress = jobs_services.start(actor=actor, title="换用新密钥", task=jobs.rotate, now=noon)
    worker.drain()
    progress.refresh_from_db()
    assert (progress.state, progress.result) == ("done", {"rows": 0})


def test_every_sealed_column_of_the_house_is_known(monkeypatch):
    monkeypatch.undo()
    names = {column.name: len(column.digests) for column in rotating.columns()}
    assert names["unions.SocialWorker.id_number"] == 1
    assert names["unions.SocialWorker.phone"] == 0
    assert names["crypto_cases.Person.number"] == 1


def hold_and_write(start, stop, fresh):
    """An old process: holds a row for a moment, and adds one of the old key, again and again."""
    try:
        start.wait(timeout=20)
        for person in fresh:
            with transaction.atomic():
                row = Person.objects.select_for_update().get(name="3")
                row.save(update_fields=["name"])
                person.save()
            if stop.is_set():
                break
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_rotation_and_imports_run_side_by_side(people, settings):
    """In memory SQLite has one connection and one writer: there they come one after the other."""
    start, stop = threading.Event(), threading.Event()
    settings.DATA_KEYS = OLD
    fresh = [Person(name=f"{n}", number=number_of(n)) for n in range(500, 700, 5)]
    assert {key_of(person.number.stored) for person in fresh} == {"k1"}
    settings.DATA_KEYS = f"{NEW},{OLD}"
    thread = threading.Thread(target=hold_and_write, args=(start, stop, fresh))
    if connection.vendor == "sqlite":
        start.set()
        thread.run = lambda: None
        for person in fresh:
            person.save()
    thread.start()
    start.set()

    rotating.rotate(batch=2)
    stop.set()
    thread.join(timeout=20)
    added = Person.objects.filter(name__in=[f"{n}" for n in range(500, 700)]).count()
    rotating.rotate()

    assert added > 0
    assert sum(found.behind for found in rotating.standing()) == 0
    assert (keys_in_use(), all_right()) == ({"k2"}, True)
