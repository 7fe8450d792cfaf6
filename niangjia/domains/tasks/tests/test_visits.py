"""Notes of visits: one key is one visit; what is found becomes a task and is solved with it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from niangjia.domains.tasks.enums.pairings import ProblemState
from niangjia.domains.tasks.enums.tasks import Origin, TaskState
from niangjia.domains.tasks.models import Problem, Task, Visit
from niangjia.domains.tasks.selectors.pairings import Wanted, pairing_page
from niangjia.domains.tasks.services import judging, problems
from niangjia.domains.tasks.services.pairings import end_pairing, hand_over
from niangjia.domains.tasks.services.visits import add_problem
from niangjia.foundation.errors import Refused
from niangjia.foundation.facts.selectors import read
from niangjia.foundation.files.selectors import attachments_of

from .conftest import DUE
from .visiting import JUNE, KEY, paired, visited

pytestmark = pytest.mark.django_db
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
    b"\x1f\x15\xc4\x89\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00"
    b"\x00IEND\xaeB`\x82"
)


@pytest.fixture
def pairing(cast, tree, noon):
    return paired(cast, tree, noon)


@pytest.fixture
def visit(cast, pairing, noon):
    return visited(cast, pairing, noon)


@pytest.fixture
def problem(visit):
    return Problem.objects.get(visit=visit, order=1)


def test_a_note_sent_three_times_after_a_tunnel_is_one_visit(cast, tree, pairing, noon):
    """S000-02: typed without a net, sent when it is back, answered three times with one visit."""
    photo = SimpleUploadedFile("站点.png", PNG)
    typed = noon - timedelta(hours=3)
    point = {"latitude": Decimal("26.583"), "longitude": Decimal("107.977")}
    sent = [
        visited(cast, pairing, noon, written_at=typed, photos=[photo], **point) for _ in range(3)
    ]

    assert len({visit.pk for visit in sent}) == 1
    assert (Visit.objects.count(), Problem.objects.count()) == (1, 2)
    assert len(attachments_of("tasks.visit", sent[0].pk)) == 1
    assert sent[0].waited
    assert read("tasks.visits", within=tree.county.path, period="2023-11").value == 1
    assert read("tasks.counties_visited", within=tree.province.path, period="2023").value == 1


def phones():
    """Embedded SQLite in memory has one connection; a server answers several phones at once."""
    return 1 if connection.vendor == "sqlite" else 3


@pytest.mark.django_db(transaction=True)
def test_a_note_sent_three_times_at_once_is_one_visit(cast, tree, noon):
    pairing = paired(cast, tree, noon)
    only = SimpleNamespace(province_cadre=cast.province_cadre)

    def send(_number):
        found = visited(only, pairing, noon).pk
        if phones() > 1:
            connection.close()
        return found

    if phones() == 1:
        found = [send(number) for number in range(3)]
    else:
        with ThreadPoolExecutor(phones()) as pool:
            found = list(pool.map(send, range(phones())))

    assert found == [Visit.objects.get(key=KEY).pk] * 3
    assert Problem.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"visited_on": date(2023, 11, 21)}, "不能晚于今天"),
        ({"visited_on": date(2023, 1, 5)}, "起止日期内"),
    ],
)
def test_a_note_of_a_day_that_cannot_be_is_refused(cast, pairing, noon, changed, sentence):
    with pytest.raises(Refused, match=sentence):
        visited(cast, pairing, noon, **changed)

    assert not Visit.objects.exists()


def test_the_county_reads_the_note_and_cannot_write_one(cast, visit, noon):
    with pytest.raises(Refused, match="不负责联系"):
        add_problem(actor=cast.county_cadre, visit_id=visit.pk, title="缺车", now=noon)

    assert Visit.objects.visible_to(cast.county_cadre).get() == visit


def test_a_photo_that_is_none_keeps_the_whole_note_out(cast, pairing, noon):
    with pytest.raises(Refused, match="不能上传"):
        visited(cast, pairing, noon, photos=[SimpleUploadedFile("a.png", b"<svg></svg>")])

    assert not Visit.objects.exists()


def test_a_problem_becomes_a_task_of_the_county_and_is_solved_with_it(cast, tree, problem, noon):
    problems.hand_on(actor=cast.province_cadre, problem_id=problem.pk, due_on=DUE, now=noon)

    task = Task.objects.get(origin=Origin.PAIRING, origin_id=problem.pk, parent__isnull=False)
    assert (task.union_id, task.state) == (tree.county.pk, TaskState.ASSIGNED)
    Task.objects.filter(pk=task.pk).update(state=TaskState.ACCEPTED)
    problems.follow_task(task_id=task.pk, now=noon)
    problem.refresh_from_db()
    assert (problem.state, problem.solved_on) == (ProblemState.SOLVED, noon.date())
    assert read("tasks.problems_solved", within=tree.county.path, period="2023-11").value == 1


def test_a_problem_reopened_is_unsolved_and_one_called_off_waits_again(cast, problem, noon):
    handed = problems.hand_on(
        actor=cast.province_cadre, problem_id=problem.pk, due_on=DUE, now=noon
    )
    child = Task.objects.filter(parent=handed.task)
    child.update(state=TaskState.ACCEPTED)
    problems.follow_task(task_id=child.get().pk, now=noon)
    judging.reopen(actor=cast.province_cadre, task_id=child.get().pk, note="复查不合格", now=noon)
    problem.refresh_from_db()
    assert (problem.state, problem.solved_on) == (ProblemState.HANDED, None)

    judging.withdraw(actor=cast.province_cadre, task_id=handed.task_id, note="重复", now=noon)
    problem.refresh_from_db()
    assert (problem.state, problem.task_id) == (ProblemState.FOUND, None)


def test_a_problem_may_go_to_a_department_of_the_province(cast, tree, problem, noon):
    with pytest.raises(Refused, match="哪个部门"):
        problems.hand_on(
            actor=cast.province_cadre,
            problem_id=problem.pk,
            union_id=tree.province.pk,
            due_on=DUE,
            now=noon,
        )
    problems.hand_on(
        actor=cast.province_cadre,
        problem_id=problem.pk,
        union_id=tree.province.pk,
        department="财务资产部",
        due_on=DUE,
        now=noon,
    )

    task = Task.objects.get(origin=Origin.PAIRING, parent__isnull=False)
    assert (task.union_id, task.department) == (tree.province.pk, "财务资产部")


def test_open_problems_go_along_and_keep_a_pairing_from_ending(cast, pairing, visit, noon):
    made = hand_over(
        actor=cast.province_cadre, pairing_id=pairing.pk, person_name="韦江涛", on=JUNE, now=noon
    )
    with pytest.raises(Refused, match="还有 2 个走访问题"):
        end_pairing(actor=cast.province_cadre, pairing_id=pairing.pk, on=noon.date(), now=noon)

    assert made.matters == ["站点没有饮水", "专职干部缺编"]


def test_counties_unseen_for_so_many_days_are_listed(cast, pairing, visit, noon):
    def unseen(days, on=None):
        wanted = Wanted(on=on or noon.date(), days=days, view="unvisited")
        return [line.pk for line in pairing_page(cast.province_cadre, wanted).rows]

    assert unseen(60) == []
    assert unseen(11) == [pairing.pk]
    assert unseen(60, date(2023, 11, 7)) == [pairing.pk]


def test_a_settled_problem_needs_a_word(cast, problem, noon):
    with pytest.raises(Refused, match="请填写意见"):
        problems.settle(actor=cast.province_cadre, problem_id=problem.pk, note=" ", now=noon)
    problems.settle(actor=cast.province_cadre, problem_id=problem.pk, note="已协调送水", now=noon)

    problem.refresh_from_db()
    assert (problem.state, problem.solution) == (ProblemState.SOLVED, "已协调送水")


def test_two_notes_are_two_visits(cast, visit, pairing, noon):
    visited(cast, pairing, noon, key=uuid4())

    assert Visit.objects.count() == 2
