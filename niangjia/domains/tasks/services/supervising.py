"""One matter, one sheet: something found elsewhere becomes a task at once (一事一单)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from niangjia.domains.tasks.enums.tasks import Origin, Reach
from niangjia.domains.tasks.models import Task
from niangjia.domains.tasks.selectors.choosing import Choice
from niangjia.foundation.scope import Actor

from .giving import hand_out, propose_task


@transaction.atomic
def supervise(
    *,
    actor: Actor,
    union_ids: Sequence[int],
    title: str,
    due_on: date,
    now: datetime,
    content: str = "",
    standard: str = "",
    department: str = "",
    origin: str = Origin.SUPERVISION,
    origin_id: int | None = None,
    seen_in: str = "",
    issuer_id: int | None = None,
    measure_id: int | None = None,
    metrics: Sequence[str] = (),
) -> Task:
    """Set a matter up and give it out in one press (督办); returns the root.

    `department` is the one inside the union that must act. Raises Refused as its two steps do.
    """
    root = propose_task(
        actor=actor,
        union_id=issuer_id,
        title=title,
        content=content,
        standard=standard,
        due_on=due_on,
        measure_id=measure_id,
        metrics=metrics,
        origin=origin,
        origin_id=origin_id,
        seen_in=seen_in,
        now=now,
    )
    hand_out(
        actor=actor,
        task_id=root.pk,
        choice=Choice(Reach.LIST, union_ids=union_ids),
        departments=[department] if department else (),
        now=now,
    )
    root.refresh_from_db()
    return root
