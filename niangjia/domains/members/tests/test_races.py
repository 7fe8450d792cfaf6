"""People who press at the same moment, and a great many in ten minutes: nobody is lost, nobody twice."""

from __future__ import annotations

from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from niangjia.domains.members.enums.applications import ApplicationState as A
from niangjia.domains.members.jobs import bulk as jobs
from niangjia.domains.members.models import Application, Membership, Person
from niangjia.domains.members.services import joining
from niangjia.domains.members.services.joining import Wish
from niangjia.foundation import clock
from niangjia.foundation.errors import Refused, Stale
from niangjia.foundation.facts.readings import read
from niangjia.foundation.jobs.models import Progress
from niangjia.foundation.jobs.services import start
from niangjia.foundation.jobs.worker import drain
from niangjia.foundation.notices.models import Notice
from niangjia.foundation.testing.racing import at_once

from .conftest import AGREED, identity

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 60


def enter(cast: Any, tree: Any, noon: Any, seq: int, key: Any = None) -> Application:
    return joining.enter(
        actor=cast.county_cadre,
        key=key or uuid4(),
        identity=identity(seq),
        wish=Wish(union_id=tree.mill.pk),
        way="crowd",
        now=noon,
    )


def test_one_entry_sent_four_times_at_once_is_one_application(cast, tree, noon):
    key, actor = uuid4(), cast.county_cadre
    assert actor.user_id

    told = at_once(lambda: enter(cast, tree, noon, 41, key))

    assert told == [None] * 4
    assert (Application.objects.count(), Person.objects.count()) == (1, 1)


def test_one_person_written_down_four_times_at_once_is_written_down_once(cast, tree, noon):
    told = at_once(lambda: enter(cast, tree, noon, 41))

    assert sorted(map(str, told)) == [str(Refused)] * 3 + ["None"]
    assert (Application.objects.count(), Person.objects.count()) == (1, 1)


def test_four_approvals_at_once_are_one_membership(cast, tree, noon):
    row, actor = enter(cast, tree, noon, 41), cast.county_cadre

    told = at_once(lambda: joining.approve(actor=actor, application_id=row.pk, now=noon))

    assert sorted(map(str, told)) == [str(Stale)] * 3 + ["None"]
    assert Membership.objects.count() == 1


def test_four_at_a_time_none_is_lost(cast, tree, noon):
    """The poster on the wall: four phones at once, again and again."""
    numbers = count(200)

    told = [at_once(lambda: enter(cast, tree, noon, next(numbers))) for _round in range(5)]

    assert [one for four in told for one in four] == [None] * 20
    assert Application.objects.filter(state=A.SUBMITTED).count() == 20


@pytest.mark.slow
def test_a_great_many_join_in_a_few_minutes(cast, tree, noon):
    """5,000 in ten minutes are eight a second; here fewer, the whole way: asked, told, approved, counted."""
    rows = [enter(cast, tree, noon, 300 + n) for n in range(MANY)]
    drain()
    assert Notice.objects.filter(subject__contains="提出入会申请").count() == 1

    ids = [row.pk for row in rows]
    start(
        actor=cast.grassroots_chair,
        title="批准入会",
        task=jobs.act_on_many,
        now=noon,
        action="approve",
        ids=[*ids, *ids[:5]],
        note="",
        person_id=cast.grassroots_chair.user_id,
        standing_at=tree.mill.pk,
    )
    drain()

    progress = Progress.objects.get()
    assert progress.words == f"成功 {MANY + 5} 个，0 个未改"
    assert Membership.objects.values("person").distinct().count() == MANY
    assert Membership.objects.count() == MANY
    assert (
        read("members.members", within=tree.mill.path, period=f"{clock.today():%Y-%m}").value
        == MANY
    )
    assert not DBTaskResult.objects.exclude(status=TaskResultStatus.SUCCESSFUL).exists()


def test_a_person_and_a_cadre_at_once(cast, tree, noon):
    who = identity(2)
    worker, cadre = cast.worker, cast.county_cadre
    turn = count()

    def ask() -> None:
        if next(turn) % 2:
            enter(cast, tree, noon, 2)
            return
        joining.apply(
            actor=worker,
            key=uuid4(),
            identity=who,
            mobile=who.mobile,
            agreed=AGREED,
            wish=Wish(union_id=tree.mill.pk),
            now=noon,
        )

    told = at_once(ask)

    assert cadre.user_id != worker.user_id
    assert told.count(None) == 1
    assert (Application.objects.count(), Person.objects.count()) == (1, 1)
