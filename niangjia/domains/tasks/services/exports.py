"""The lists of the room on paper: 任务清单 and 推进情况矩阵 as workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.tasks.enums.tasks import TaskState
from niangjia.domains.tasks.models import Task
from niangjia.domains.tasks.selectors.board import Conditions, board_rows
from niangjia.domains.tasks.selectors.lights import Dial, dial
from niangjia.domains.tasks.selectors.programmes import find_programme
from niangjia.domains.tasks.selectors.progress import Cell, Row, matrix
from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import Level
from niangjia.foundation.calendar.enums import Light
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


def produce_matrix(actor: Actor, params: Mapping[str, Any], now: datetime) -> Produced:
    """推进情况一览表: a row for every unit, a column for every measure, the state in each cell."""
    today = localdate(now)
    programme = find_programme(actor, int(params["programme"]))
    measures, rows = matrix(actor, programme, int(params.get("level") or Level.COUNTY), today)
    cells = [
        Column(f"m{m.pk}", f"{m.order}. {m.title}", width=12, group=(m.aspect.title,))
        for m in measures
    ]
    paper = Paper(
        key="tasks-matrix",
        place=programme.union.name,
        title=_("%(title)s推进情况一览表") % {"title": programme.title},
        columns=[
            Column("group", gettext_lazy("上级工会"), width=14),
            Column("name", gettext_lazy("单位"), width=14),
            *cells,
            Column("done", gettext_lazy("办结"), kind=Kind.NUMBER),
            Column("late", gettext_lazy("超期"), kind=Kind.NUMBER),
        ],
        as_of=today,
        unit=_("项"),
        made_by=actor.name,
        totals=("done", "late"),
    )
    return paper, (_matrix_row(row) for row in rows)


def _matrix_row(row: Row) -> tuple[Any, ...]:
    told = (_told(cell) for cell in row.cells)
    return (row.group, row.name, *told, row.done, row.late)


def _told(cell: Cell | None) -> str:
    """The state of a cell in words, 超期 beside it where it is."""
    if cell is None:
        return ""
    state = str(TaskState(cell.state).label)
    return _("%(state)s（超期）") % {"state": state} if cell.light == Light.OVERDUE else state


exporter("tasks", produce_tasks)
exporter("tasks-matrix", produce_matrix)
