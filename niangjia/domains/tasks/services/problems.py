"""What a visit found becomes a task of somebody, and is solved when that task is accepted."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.tasks.enums.pairings import ProblemState
from niangjia.domains.tasks.enums.tasks import DONE, Origin, TaskState
from niangjia.domains.tasks.models import Problem, Task
from niangjia.domains.tasks.selectors.visits import lock_problem
from niangjia.domains.tasks.workflow.problems import PROBLEM
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import SYSTEM, Actor

from .supervising import supervise


@transaction.atomic
def hand_on(
    *,
    actor: Actor,
    problem_id: int,
    due_on: date,
    now: datetime,
    union_id: int | None = None,
    department: str = "",
    content: str = "",
) -> Problem:
    """Give the problem to the county, or to a department of the union one stands at (交办).

    Raises Refused where the person may not give out work to that union.
    """
    problem = lock_problem(actor, problem_id)
    PROBLEM.check(problem, "hand_on", actor=actor)
    target = unions.find_union(actor, union_id or problem.union_id)
    if target.pk != problem.union_id and not department.strip():
        raise Refused(_("请填写由哪个部门办理"), field="department")
    task = supervise(
        actor=actor,
        union_ids=[target.pk],
        title=problem.title,
        content=content.strip()
        or _("%(day)s走访%(county)s发现") % {"day": problem.found_on, "county": problem.union.name},
        due_on=due_on,
        department=department.strip(),
        origin=Origin.PAIRING,
        origin_id=problem.pk,
        now=now,
    )
    problem.task, problem.due_on = task, due_on
    problem.doer = f"{target.name} {department.strip()}".strip()
    PROBLEM.advance(problem, "hand_on", actor=actor, at=now, note=problem.doer)
    return problem


@transaction.atomic
def settle(*, actor: Actor, problem_id: int, note: str, now: datetime) -> Problem:
    """Solved on the spot, with how (现场解决)."""
    problem = lock_problem(actor, problem_id)
    problem.solved_on = timezone.localdate(now)
    problem.solution = note.strip()
    PROBLEM.advance(problem, "settle", actor=actor, at=now, note=note)
    return problem


@transaction.atomic
def follow_task(*, task_id: int, now: datetime) -> None:
    """A task that came from a visit moved on: its problem is solved, open again, or waits anew.

    Solved once every union it was given to has done it; waiting again once nobody has it any more.
    """
    task = Task.objects.filter(pk=task_id, origin=Origin.PAIRING).first()
    if task is None or task.origin_id is None:
        return
    problem = Problem.objects.select_for_update(of=("self",)).filter(pk=task.origin_id).first()
    if problem is None or problem.task_id is None:
        return
    given = Task.objects.filter(parent_id=problem.task_id).exclude(state=TaskState.WITHDRAWN)
    states = set(given.values_list("state", flat=True))
    if not states:
        _call_back(problem, now)
    elif states <= DONE:
        _solve(problem, now)
    else:
        _take_up_again(problem, now)


def _solve(problem: Problem, now: datetime) -> None:
    if problem.state == ProblemState.HANDED:
        problem.solved_on = timezone.localdate(now)
        problem.solution = _("%(doer)s已办结") % {"doer": problem.doer}
        PROBLEM.advance(problem, "solve", actor=SYSTEM, at=now)


def _take_up_again(problem: Problem, now: datetime) -> None:
    if problem.state == ProblemState.SOLVED:
        problem.solved_on, problem.solution = None, ""
        note = _("任务重新办理")
        PROBLEM.advance(problem, "take_up_again", actor=SYSTEM, at=now, note=note)


def _call_back(problem: Problem, now: datetime) -> None:
    if problem.state == ProblemState.HANDED:
        problem.task, problem.due_on, problem.doer = None, None, ""
        PROBLEM.advance(problem, "call_back", actor=SYSTEM, at=now, note=_("任务已撤销"))
