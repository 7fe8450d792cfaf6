"""A long job, seen by the one person who started it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from niangjia.foundation.accounts.models import User
from niangjia.foundation.errors import Missing
from niangjia.foundation.jobs import selectors, services, worker
from niangjia.foundation.jobs.enums import ProgressState as S
from niangjia.foundation.jobs.models import Progress, Slot
from niangjia.foundation.scope import Actor

from . import sample_jobs


def actor_of(name: str) -> Actor:
    return Actor(User.objects.create(username=name, name=name).pk, frozenset())


@pytest.fixture
def starter(db) -> Actor:
    return actor_of("starter")


@pytest.fixture
def started(starter, noon):
    def start(task, **arguments):
        return services.start(actor=starter, title="导入会员", task=task, now=noon, **arguments)

    return start


def test_a_long_job_reports_and_ends_with_a_result(started):
    progress = started(sample_jobs.long, steps=3)
    assert progress.state == S.WAITING

    worker.drain()

    progress.refresh_from_db()
    assert (progress.state, progress.done, progress.total) == (S.DONE, 3, 3)
    assert (progress.words, progress.url) == ("导入 3 行", "/x/")
    assert Slot.objects.filter(job="step").count() == 3


def test_a_refusal_is_told_in_its_own_words_and_leaves_nothing(started):
    progress = started(sample_jobs.refusing)

    worker.drain()

    progress.refresh_from_db()
    assert (progress.state, progress.words) == (S.REFUSED, "本年度预算已用完，请先调整预算")
    assert Slot.objects.count() == 0


def test_a_failure_is_told_with_a_number_to_quote(started):
    progress = started(sample_jobs.breaking_in_view)

    worker.drain()

    progress.refresh_from_db()
    assert progress.state == S.FAILED
    assert "编号" in progress.words
    assert "it broke" not in progress.words


def test_only_the_person_who_started_it_finds_it(starter, started):
    progress = started(sample_jobs.long, steps=1)

    assert selectors.find_progress(starter, progress.pk) == progress
    with pytest.raises(Missing):
        selectors.find_progress(actor_of("other"), progress.pk)


def test_the_box_ends_the_asking_when_the_job_has_ended(starter, started, signed_in):
    progress = started(sample_jobs.long, steps=1)
    client = signed_in(starter)
    address = reverse("jobs:status", args=[progress.pk])

    waiting = client.get(address, headers={"HX-Request": "true"})
    worker.drain()
    ended = client.get(address, headers={"HX-Request": "true"})

    assert (waiting.status_code, ended.status_code) == (200, 286)
    assert "every 2s" in waiting.text
    assert "every 2s" not in ended.text
    assert "导入 3 行" in ended.text


def test_the_box_of_somebody_else_is_not_there(started, signed_in):
    progress = started(sample_jobs.long, steps=1)

    answer = signed_in(actor_of("other")).get(reverse("jobs:status", args=[progress.pk]))

    assert answer.status_code == 404
    assert Progress.objects.count() == 1
