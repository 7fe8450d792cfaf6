"""Giving a task to thousands of units while somebody watches the progress."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.domains.tasks.enums.tasks import Reach
from niangjia.domains.tasks.selectors.choosing import Choice
from niangjia.domains.tasks.services.giving import hand_out
from niangjia.foundation import clock
from niangjia.foundation.jobs import services as jobs
from niangjia.foundation.jobs.queue import job
from niangjia.foundation.scope import actor_for

PART = 1000
"""Units of one transaction: the page sees how far it is, a repeated run adds nobody twice."""


@job(atomic=False)
def give_to_many(
    *,
    progress_id: str,
    person_id: int,
    standing_at: int,
    task_id: int,
    union_ids: Sequence[int],
    days_earlier: int,
    departments: Sequence[str],
    note: str,
) -> None:
    """Hand the task out part by part, in the name of the person who pressed."""
    user = get_user_model()._default_manager.get(pk=person_id)
    actor = actor_for(user, standing_at=standing_at or None)
    jobs.begin(progress_id)
    total = len(union_ids)
    for start in range(0, total, PART):
        hand_out(
            actor=actor,
            task_id=task_id,
            choice=Choice(Reach.LIST, union_ids=union_ids[start : start + PART]),
            days_earlier=days_earlier,
            departments=departments,
            note=note,
            now=clock.now(),
        )
        jobs.report(progress_id, done=min(start + PART, total), total=total)
    jobs.finish(
        progress_id,
        now=clock.now(),
        words=_("已交办 %(n)s 家") % {"n": total},
        url=reverse("tasks:task", args=[task_id]),
    )
