"""The roll on paper: 会员名册 as a workbook, numbers masked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.members.selectors import roll
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.exchange.export import Paper
from niangjia.foundation.exchange.registry import exporter
from niangjia.foundation.exchange.sheet import Column, Kind
from niangjia.foundation.scope import Actor

CHUNK = 1000
COLUMNS = [
    Column("name", gettext_lazy("姓名"), width=12),
    Column("number", gettext_lazy("会员号"), width=20),
    Column("id_number", gettext_lazy("证件号码"), width=22),
    Column("mobile", gettext_lazy("手机号"), width=16),
    Column("union", gettext_lazy("所在工会"), width=30),
    Column("work", gettext_lazy("工作单位"), width=28),
    Column("department", gettext_lazy("部门"), width=16),
    Column("job", gettext_lazy("职业"), width=16),
    Column("group", gettext_lazy("新就业形态群体"), width=16),
    Column("joined", gettext_lazy("入会日期"), kind=Kind.DATE),
    Column("dues", gettext_lazy("会费缴至"), kind=Kind.DATE),
    Column("way", gettext_lazy("入会途径"), width=12),
    Column("state", gettext_lazy("会籍状态"), width=14),
]
Produced = tuple[Paper, Iterable[tuple[Any, ...]]]


def produce_roll(actor: Actor, params: Mapping[str, Any], now: datetime) -> Produced:
    """The rows of the roll under its conditions, union by union."""
    wanted = roll.conditions_of(params)
    paper = Paper(
        key="members",
        place=unions.desk_of(actor).union_name,
        title=_("会员名册（%(view)s）") % {"view": roll.VIEWS[wanted.view]},
        columns=COLUMNS,
        as_of=localdate(now),
        unit=_("人"),
        made_by=actor.name,
    )
    return paper, _rows(actor, wanted)


def _rows(actor: Actor, wanted: roll.Conditions) -> Iterator[tuple[Any, ...]]:
    cursor = ""
    while True:
        page = roll.roll_page(actor, wanted, cursor, CHUNK)
        yield from map(_row, page.rows)
        if not (cursor := page.after):
            return


def _row(line: roll.Line) -> tuple[Any, ...]:
    return (
        line.name,
        line.number,
        line.id_number,
        line.mobile,
        line.union,
        line.work,
        line.department,
        line.job,
        line.group,
        line.joined_on,
        line.dues_until,
        line.way,
        line.state,
    )


exporter("members", produce_roll)
