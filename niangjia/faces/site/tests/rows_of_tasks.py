"""The rows of the room of tasks."""

from __future__ import annotations

from datetime import date
from typing import Any

from niangjia.domains.tasks.models import Aspect, Delay, Measure, Task
from niangjia.domains.tasks.models.rounds import Participant, Round, Site
from niangjia.domains.tasks.services import giving, programmes
from niangjia.domains.tasks.tests.conftest import COUNTIES
from niangjia.domains.tasks.tests.visiting import paired, visited


def rows_of_tasks(cast: Any, tree: Any, now: Any) -> dict[str, object]:
    """A programme of the province being drafted, and a task of the county asking for more time."""
    known = {"actor": cast.province_cadre, "now": now}
    days: dict[str, Any] = {"begins_on": date(2023, 3, 1), "ends_on": date(2023, 12, 31)}
    programme = programmes.draft_programme(title="县级工会加强年", **days, **known)
    aspect = Aspect.objects.create(programme=programme, order=1, title="组织建设")
    measure = Measure.objects.create(aspect=aspect, order=1, title="配齐班子")
    root = giving.propose_task(title="规范站点", due_on=date(2023, 12, 15), **known)
    giving.hand_out(task_id=root.pk, choice=COUNTIES, **known)
    task = Task.objects.get(parent=root, union=tree.county)
    delay = Delay.objects.create(task=task, until=date(2023, 12, 20), reason="大雪封路", at=now)
    pairing = paired(cast, tree, now)
    visit = visited(cast, pairing, now)
    round_ = Round.objects.create(
        union=tree.province,
        path=tree.province.path,
        year=2023,
        number=1,
        title="观摩推进会",
        **days,
    )
    site = Site.objects.create(
        round=round_, order=1, name="洗马河站点", kind="service", union=tree.county
    )
    guest = Participant.objects.create(
        round=round_, union=tree.county, part="department", post="部长"
    )
    return {
        "round-participants/": guest.pk,
        "rounds/": round_.pk,
        "rounds/sites/": site.pk,
        "gaps/": tree.county.pk,
        "tasks/": task.pk,
        "programmes/": programme.pk,
        "measures/": measure.pk,
        "delays/": delay.pk,
        "pairings/": pairing.pk,
        "visits/": visit.pk,
        "problems/": visit.problems.get(order=1).pk,
    }
