"""What the tests of this room share."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from niangjia.domains.tasks.enums.tasks import Reach
from niangjia.domains.tasks.models import Task
from niangjia.domains.tasks.selectors.choosing import Choice
from niangjia.domains.tasks.services.giving import hand_out, propose_task
from niangjia.domains.unions.enums import Level

DUE = date(2023, 12, 15)
COUNTIES = Choice(Reach.LEVEL, level=Level.COUNTY)


@pytest.fixture
def root(cast: Any, noon: Any) -> Task:
    """A task the province has set up, not yet given out."""
    return propose_task(
        actor=cast.province_cadre, title="规范建设户外劳动者服务站点", due_on=DUE, now=noon
    )


@pytest.fixture
def given(cast: Any, root: Task, noon: Any) -> dict[str, Task]:
    """The same, given to the three counties, by the name of the union in the tree."""
    hand_out(actor=cast.province_cadre, task_id=root.pk, choice=COUNTIES, now=noon)
    names = {"522601": "county", "522622": "sister_county", "520102": "other_county"}
    rows = Task.objects.filter(parent=root).select_related("union")
    return {names[task.union.code]: task for task in rows}


@pytest.fixture
def task(given: dict[str, Task]) -> Task:
    """The task of 凯里市总工会, waiting for its receipt."""
    return given["county"]
