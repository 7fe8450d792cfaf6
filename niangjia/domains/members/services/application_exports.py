"""The ledger of applications on paper: 入会申请台账 as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.members.models import Application
from niangjia.domains.members.selectors.applying import application_rows, conditions_of
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.exchange.export import Paper
from niangjia.foundation.exchange.registry import exporter
from niangjia.foundation.exchange.sheet import Column, Kind
from niangjia.foundation.scope import Actor

CHUNK = 1000
WHO, WORK, HANDLING = gettext_lazy("申请人"), gettext_lazy("工作"), gettext_lazy("办理")
COLUMNS = [
    Column("number", gettext_lazy("申请编号"), width=13),
    Column("name", gettext_lazy("姓名"), width=10, group=[WHO]),
    Column("id_number", gettext_lazy("证件号码"), width=22, group=[WHO]),
    Column("mobile", gettext_lazy("手机号"), width=16, group=[WHO]),
    Column("work_unit", gettext_lazy("工作单位"), width=26, group=[WORK]),
    Column("occupation", gettext_lazy("职业"), width=14, group=[WORK]),
    Column("nef_group", gettext_lazy("新就业形态群体"), width=14, group=[WORK]),
    Column("union", gettext_lazy("申请加入的工会"), width=28),
    Column("way", gettext_lazy("入会途径"), width=12),
    Column("nef_mode", gettext_lazy("入会模式"), width=10),
    Column("submitted_at", gettext_lazy("提交时间"), width=18, group=[HANDLING]),
    Column("due_on", gettext_lazy("办理期限"), kind=Kind.DATE, group=[HANDLING]),
    Column("state", gettext_lazy("状态"), width=12, group=[HANDLING]),
    Column("decided_at", gettext_lazy("办理时间"), width=18, group=[HANDLING]),
    Column("note", gettext_lazy("意见"), width=30, group=[HANDLING]),
]
Produced = tuple[Paper, Iterable[tuple[Any, ...]]]


def produce_applications(actor: Actor, params: Mapping[str, Any], now: datetime) -> Produced:
    """The rows under the conditions of the page, by union; numbers as everybody sees them."""
    today = localdate(now)
    rows = application_rows(actor, conditions_of(params), today)
    paper = Paper(
        key="applications",
        place=unions.desk_of(actor).union_name,
        title=_("入会申请台账"),
        columns=COLUMNS,
        as_of=today,
        unit=_("人"),
        made_by=actor.name,
        personal=True,
    )
    told = rows.select_related("person", "union").order_by("path", "pk").iterator(CHUNK)
    return paper, (_row(row) for row in told)


def _row(row: Application) -> tuple[Any, ...]:
    return (
        row.number,
        row.person.name,
        row.person.id_number.masked,
        row.person.mobile.masked,
        row.work_unit,
        row.occupation,
        row.get_nef_group_display() if row.nef_group else "",
        row.union.name if row.union else "",
        row.get_way_display(),
        row.get_nef_mode_display() if row.nef_mode else "",
        row.submitted_at,
        row.due_on,
        row.state_label,
        row.decided_at,
        row.note,
    )


exporter("applications", produce_applications)
