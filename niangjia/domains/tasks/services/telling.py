"""Who hears of what, in which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.tasks.models import Delay, Task, Urge
from niangjia.domains.tasks.policy.roles import DOER, ISSUER
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.notices import services as notices
from niangjia.foundation.ui.dates import date_cn

KIND = "tasks"
AT_ONCE = 500


def _task(pk: int) -> Task:
    return Task.objects.select_related("union", "issuer").get(pk=pk)


def _people(union_id: int, role: str, now: datetime) -> list[int]:
    return unions.people_in_roles([union_id], {role}, timezone.localdate(now)).get(union_id, [])


def _send(
    task: Task,
    to: Iterable[int],
    subject: str,
    key: str,
    now: datetime,
    body: str,
    topic: str = "",
) -> None:
    notices.send(
        to=to,
        subject=subject,
        body=body,
        key=f"tasks:{task.pk}:{key}",
        url=reverse("tasks:task", args=[task.pk]),
        kind=KIND,
        path=task.path,
        topic=f"tasks:{topic}" if topic else "",
        now=now,
    )


@transaction.atomic
def of_new_tasks(*, parent_id: int, task_ids: Sequence[int], now: datetime) -> None:
    """One notice to the people of each unit. A task for thousands of units is told in few statements."""
    tasks: list[Task] = []
    for start in range(0, len(task_ids), AT_ONCE):
        rows = Task.objects.filter(pk__in=task_ids[start : start + AT_ONCE])
        tasks += rows.select_related("issuer")
    doers = unions.people_in_roles({t.union_id for t in tasks}, {DOER}, timezone.localdate(now))
    told: dict[int, list[Task]] = defaultdict(list)
    for task in tasks:
        for person in doers.get(task.union_id, []):
            told[person].append(task)
    for person, given in told.items():
        task = given[0]
        subject = _("%(issuer)s交办：%(title)s") % {
            "issuer": task.issuer.short_name,
            "title": task.title,
        }
        body = _("完成期限 %(day)s，请及时签收") % {"day": date_cn(task.due_on)}
        _send(task, [person], subject, f"given:{parent_id}", now, body, "given")


@transaction.atomic
def of_report(*, task_id: int, now: datetime) -> None:
    """The issuer's people hear that a report waits."""
    task = _task(task_id)
    subject = _("%(name)s反馈：%(title)s") % {"name": task.union.short_name, "title": task.title}
    to = _people(task.issuer_id, ISSUER, now)
    _send(task, to, subject, f"reported:{now:%Y%m%d%H%M%S}", now, _("请审核"), "reported")


@transaction.atomic
def of_verdict(*, task_id: int, accepted: bool, now: datetime) -> None:
    """The unit hears what became of its report."""
    task = _task(task_id)
    form = _("审核通过：%(title)s") if accepted else _("退回整改：%(title)s")
    key = f"judged:{now:%Y%m%d%H%M%S}"
    topic = "accepted" if accepted else ""
    _send(task, _unit(task, now), form % {"title": task.title}, key, now, "", topic)


def _unit(task: Task, now: datetime) -> list[int]:
    """Who answers for the task, or everybody who works for the unit."""
    return [task.owner_id] if task.owner_id else _people(task.union_id, DOER, now)


@transaction.atomic
def of_urge(*, task_id: int, urge_id: int, now: datetime) -> None:
    """The unit is pressed for an answer."""
    task, urge = _task(task_id), Urge.objects.get(pk=urge_id)
    subject = _("催办：%(title)s") % {"title": task.title}
    to = {*_unit(task, now), *_people(task.union_id, DOER, now)}
    _send(task, to, subject, f"urged:{urge_id}", now, urge.note)


@transaction.atomic
def of_delay(*, task_id: int, delay_id: int, now: datetime) -> None:
    """The issuer hears that more time is asked for."""
    task, delay = _task(task_id), Delay.objects.get(pk=delay_id)
    subject = _("%(name)s申请延期：%(title)s") % {
        "name": task.union.short_name,
        "title": task.title,
    }
    to = _people(task.issuer_id, ISSUER, now)
    _send(task, to, subject, f"delay:{delay_id}", now, delay.reason)


@transaction.atomic
def of_answer(*, task_id: int, delay_id: int, granted: bool, now: datetime) -> None:
    """The unit hears whether it has more time."""
    task, delay = _task(task_id), Delay.objects.get(pk=delay_id)
    form = _("已同意延期：%(title)s") if granted else _("未同意延期：%(title)s")
    key = f"delay:{delay_id}:answered"
    _send(task, _unit(task, now), form % {"title": task.title}, key, now, delay.opinion)


@transaction.atomic
def of_help(*, task_id: int, union_id: int, now: datetime) -> None:
    """A union hears that it is asked to join in."""
    task = _task(task_id)
    subject = _("请会办：%(title)s") % {"title": task.title}
    to = _people(union_id, DOER, now)
    _send(task, to, subject, f"help:{union_id}", now, task.union.name)
