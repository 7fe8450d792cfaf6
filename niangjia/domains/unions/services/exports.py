"""The ledgers on paper: 组织管理台账 and 用人单位台账 as workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.unions import selectors
from niangjia.domains.unions.selectors.ledger import columns_of, lines
from niangjia.foundation.exchange.export import Paper
from niangjia.foundation.exchange.registry import exporter
from niangjia.foundation.exchange.sheet import Column, Kind
from niangjia.foundation.scope import Actor

CHUNK = 1000
UNION_COLUMNS = [
    Column("name", gettext_lazy("组织名称"), width=30),
    Column("code", gettext_lazy("组织代码"), width=16),
    Column("level", gettext_lazy("层级"), width=10),
    Column("kind", gettext_lazy("类型"), width=20),
    Column("parent", gettext_lazy("上级工会"), width=24),
    Column("workers", gettext_lazy("职工数"), kind=Kind.NUMBER, group=(gettext_lazy("人数"),)),
    Column("members", gettext_lazy("会员数"), kind=Kind.NUMBER, group=(gettext_lazy("人数"),)),
    Column("chair", gettext_lazy("主席"), width=12),
    Column("due", gettext_lazy("届满日期"), kind=Kind.DATE),
    Column("state", gettext_lazy("状态"), width=10),
]
EMPLOYER_COLUMNS = [
    Column("name", gettext_lazy("单位名称"), width=30),
    Column("uscc", gettext_lazy("统一社会信用代码"), kind=Kind.USCC, width=22, sensitive=False),
    Column("kind", gettext_lazy("单位性质"), width=18),
    Column("area", gettext_lazy("所在地工会"), width=22),
    Column("workers", gettext_lazy("职工数"), kind=Kind.NUMBER),
    Column("union", gettext_lazy("所建工会"), width=26),
]
Produced = tuple[Paper, Iterable[tuple[Any, ...]]]


def produce_unions(actor: Actor, params: Mapping[str, Any], now: datetime) -> Produced:
    """The rows of the ledger under its conditions, in the order of the tree."""
    today = localdate(now)
    wanted = selectors.conditions_of(params)
    paper = Paper(
        key="unions",
        place=selectors.desk_of(actor).union_name,
        title=_("工会组织台账"),
        columns=UNION_COLUMNS,
        as_of=wanted.on or today,
        unit=_("人"),
        made_by=actor.name,
        totals=("workers", "members"),
    )
    return paper, _union_rows(actor, wanted, now)


def _union_rows(
    actor: Actor, wanted: selectors.Conditions, now: datetime
) -> Iterator[tuple[Any, ...]]:
    today = localdate(now)
    if wanted.on:
        cursor = ""
        while True:
            page = selectors.ledger_page(actor, wanted, today, cursor, CHUNK)
            yield from (_union_row(line) for line in page.rows)
            if not (cursor := page.after):
                return
    rows = selectors.ledger_rows(actor, wanted, today).order_by("path")
    chunk: list[dict[str, Any]] = []
    for row in columns_of(rows, today).iterator(CHUNK):
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield from (_union_row(line) for line in lines(chunk))
            chunk.clear()
    yield from (_union_row(line) for line in lines(chunk))


def _union_row(line: selectors.Line) -> tuple[Any, ...]:
    return (
        line.name,
        line.code,
        line.level_tag,
        line.kind,
        line.parent,
        line.workers,
        line.members,
        line.chair,
        line.due_on,
        line.state,
    )


def produce_employers(actor: Actor, params: Mapping[str, Any], now: datetime) -> Produced:
    """The employers of the ledger under its conditions."""
    wanted = {name: str(params.get(name, "")) for name in ("q", "kind", "union")}
    rows = selectors.employers_below(actor, **wanted).order_by("area__path", "pk")
    paper = Paper(
        key="employers",
        place=selectors.desk_of(actor).union_name,
        title=_("用人单位台账"),
        columns=EMPLOYER_COLUMNS,
        as_of=localdate(now),
        unit=_("人"),
        made_by=actor.name,
        totals=("workers",),
    )
    told = (
        (e.name, e.uscc, e.kind_label, e.area.name, e.workers, e.union.name if e.union else "")
        for e in rows.iterator(CHUNK)
    )
    return paper, told


exporter("unions", produce_unions)
exporter("employers", produce_employers)
