"""What a visit found becomes a task of somebody, and is solved when that task is accepted."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.tasks.enums.pairings import ProblemState
from niangjia.domains.tasks.enums.tasks import DONE, Origin, TaskState
from niangjia.domains.tasks.events.visits import ProblemAnswered, ProblemRaised
from niangjia.domains.tasks.models import Problem, Task
from niangjia.domains.tasks.selectors.visits import lock_problem
from niangjia.domains.tasks.workflow.problems import PROBLEM
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.errors import Refused
from niangjia.foundation.events import publish
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
    was = problem.state
    PROBLEM.advance(problem, "hand_on", actor=actor, at=now, note=problem.doer)
    _answer(problem, was, "hand_on", now)
    return problem


@transaction.atomic
def settle(*, actor: Actor, problem_id: int, note: str, now: datetime) -> Problem:
    """Solved on the spot, with how (现场解决)."""
    problem = lock_problem(actor, problem_id)
    problem.solved_on = timezone.localdate(now)
    problem.solution = note.strip()
    was = problem.state
    PROBLEM.advance(problem, "settle", actor=actor, at=now, note=note)
    _answer(problem, was, "settle", now)
    return problem


@transaction.atomic
def raise_up(*, actor: Actor, problem_id: int, note: str, now: datetime) -> Problem:
    """A city turns to its province with what is beyond it (上报), saying why.

    Whoever gives out work at the province decides from then on. Raises Refused where none stands above.
    """
    problem = lock_problem(actor, problem_id)
    PROBLEM.check(problem, "raise_up", actor=actor, note=note)
    for union in unions.unions_on([problem.pairing.above_path]):
        problem.raised_to, problem.raised_path = union, union.path
    if not problem.raised_path:
        raise Refused(_("没有可以上报的上级工会"))
    problem.raised_by_id, problem.raised_name = actor.user_id or None, actor.name
    problem.raised_on, problem.raised_note = timezone.localdate(now), note.strip()
    problem.answer = ""
    PROBLEM.advance(problem, "raise_up", actor=actor, at=now, note=note)
    publish(ProblemRaised(problem.pk, now))
    return problem


@transaction.atomic
def send_down(*, actor: Actor, problem_id: int, note: str, now: datetime) -> Problem:
    """The province leaves it to those who raised it, saying how (退回): they decide again."""
    problem = lock_problem(actor, problem_id)
    PROBLEM.check(problem, "send_down", actor=actor, note=note)
    problem.answer = note.strip()
    PROBLEM.advance(problem, "send_down", actor=actor, at=now, note=note)
    publish(ProblemAnswered(problem.pk, "send_down", now))
    return problem


def _answer(problem: Problem, was: str, verb: str, now: datetime) -> None:
    """Those who raised it hear what became of it."""
    if was == ProblemState.RAISED:
        publish(ProblemAnswered(problem.pk, verb, now))


@transaction.atomic
def follow_task(*, task_id: int, now: datetime) -> None:
    """A task that came from a visit moved on: its problem is solved, open again, or waits anew.

    Solved once every union it was given to has done it; waiting again once nobody has it any more.
    """
    task = Task.objects.filter(pk=task_id, origin=Origin.PAIRING).first()
    if task is None or task.origin_id is None:
        return
    rows = Problem.objects.select_related("task").select_for_update(of=("self",))
    problem = rows.filter(pk=task.origin_id).first()
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
    """It waits where it was given out: at the province it was raised to, or with its pairing."""
    if problem.state == ProblemState.HANDED:
        giver = problem.task.issuer_path if problem.task else ""
        above = bool(problem.raised_path) and problem.raised_path.startswith(giver)
        problem.task, problem.due_on, problem.doer = None, None, ""
        verb = "call_back_above" if above else "call_back"
        PROBLEM.advance(problem, verb, actor=SYSTEM, at=now, note=_("任务已撤销"))
