"""The lists of the room on paper: 任务清单 and 推进情况矩阵 as workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.tasks.models import Task
from niangjia.domains.tasks.selectors.board import Conditions, board_rows
from niangjia.domains.tasks.selectors.lights import Dial, dial
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.exchange.export import Paper
from niangjia.foundation.exchange.registry import exporter
from niangjia.foundation.exchange.sheet import Column, Kind
from niangjia.foundation.scope import Actor

CHUNK = 1000
COLUMNS = [
    Column("title", gettext_lazy("任务"), width=36),
    Column("programme", gettext_lazy("专项工作"), width=24),
    Column("issuer", gettext_lazy("交办单位"), width=20),
    Column("union", gettext_lazy("承办单位"), width=20),
    Column("department", gettext_lazy("承办部门"), width=14),
    Column("owner", gettext_lazy("责任人"), width=10),
    Column("standard", gettext_lazy("完成标准"), width=30),
    Column("begins_on", gettext_lazy("交办日期"), kind=Kind.DATE),
    Column("due_on", gettext_lazy("完成期限"), kind=Kind.DATE),
    Column("state", gettext_lazy("状态"), width=10),
    Column("progress", gettext_lazy("进度（%）"), kind=Kind.NUMBER),
    Column("light", gettext_lazy("时限"), width=16),
]
NAMES = ("q", "view", "state", "sort")
NUMBERS = ("level", "programme", "measure", "parent")
DAYS = ("due_from", "due_to")
Produced = tuple[Paper, Iterable[tuple[Any, ...]]]


def conditions_of(params: Mapping[str, Any]) -> Conditions:
    """The conditions of an address again; what is not understood is left out."""
    found: dict[str, Any] = {name: str(params[name]) for name in NAMES if params.get(name)}
    for name in NUMBERS:
        if str(params.get(name, "")).isdecimal():
            found[name] = int(params[name])
    for name in DAYS:
        try:
            found[name] = date.fromisoformat(str(params.get(name, "")))
        except ValueError:
            continue
    return Conditions(**found)


def produce_tasks(actor: Actor, params: Mapping[str, Any], now: datetime) -> Produced:
    """The rows of the ledger under its conditions, by unit."""
    today = localdate(now)
    rows = board_rows(actor, conditions_of(params), today)
    rows = rows.select_related("union", "issuer", "programme")
    paper = Paper(
        key="tasks",
        place=unions.desk_of(actor).union_name,
        title=_("任务清单"),
        columns=COLUMNS,
        as_of=today,
        unit=_("件"),
        made_by=actor.name,
        totals=(),
    )
    lights = dial(today)
    return paper, (_row(task, lights) for task in rows.order_by("path", "due_on").iterator(CHUNK))


def _row(task: Task, lights: Dial) -> tuple[Any, ...]:
    due = lights.shown(task)
    return (
        task.title,
        task.programme.title if task.programme else "",
        task.issuer.name,
        task.union.name,
        task.department,
        task.owner_name,
        task.standard,
        task.begins_on,
        task.due_on,
        task.get_state_display(),
        task.progress,
        due.text if due else "",
    )


exporter("tasks", produce_tasks)
