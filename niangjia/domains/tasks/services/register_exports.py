"""The register on paper: 收文登记簿 and 发文登记簿 as workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.domains.tasks.enums.register import Direction
from niangjia.domains.tasks.models import Entry
from niangjia.domains.tasks.selectors.register import Wanted, entry_rows
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.exchange.export import Paper
from niangjia.foundation.exchange.registry import exporter
from niangjia.foundation.exchange.sheet import Column, Kind
from niangjia.foundation.scope import Actor

NUMBER = Column("register_no", gettext_lazy("登记号"), width=14)
DAY = Column("registered_on", gettext_lazy("收发日期"), kind=Kind.DATE)
DOCUMENT = gettext_lazy("文件")
ABOUT = [
    Column("issuer", gettext_lazy("发文机关"), width=22, group=[DOCUMENT]),
    Column("document_no", gettext_lazy("发文字号"), width=20, group=[DOCUMENT]),
    Column("title", gettext_lazy("标题"), width=40, group=[DOCUMENT]),
    Column("kind", gettext_lazy("文种"), width=8, group=[DOCUMENT]),
    Column("issued_on", gettext_lazy("成文日期"), kind=Kind.DATE, group=[DOCUMENT]),
    Column("pages", gettext_lazy("页数"), kind=Kind.NUMBER, width=8, group=[DOCUMENT]),
    Column("copies", gettext_lazy("份数"), kind=Kind.NUMBER, width=8, group=[DOCUMENT]),
    Column("secrecy", gettext_lazy("密级"), width=6, group=[DOCUMENT]),
]
HANDLING = gettext_lazy("办理")
HANDLED = [
    Column("suggestion", gettext_lazy("拟办意见"), width=24, group=[HANDLING]),
    Column("instruction", gettext_lazy("领导批示"), width=24, group=[HANDLING]),
    Column("department", gettext_lazy("承办部门和承办人"), width=16, group=[HANDLING]),
    Column("due_on", gettext_lazy("办理期限"), kind=Kind.DATE, group=[HANDLING]),
    Column("result", gettext_lazy("办理结果"), width=24, group=[HANDLING]),
    Column("done_on", gettext_lazy("办结日期"), kind=Kind.DATE, group=[HANDLING]),
]
SENT = [
    Column("sent_to", gettext_lazy("主送"), width=24),
    Column("state", gettext_lazy("状态"), width=10),
]
NAMES = ("direction", "q", "kind", "view")
Produced = tuple[Paper, Iterable[tuple[Any, ...]]]


def wanted_of(params: Mapping[str, Any]) -> Wanted:
    """The conditions of an address again; what is not understood is left out."""
    found: dict[str, Any] = {name: str(params[name]) for name in NAMES if params.get(name)}
    if str(params.get("year", "")).isdecimal():
        found["year"] = int(params["year"])
    if found.get("direction") not in Direction.values:
        found["direction"] = Direction.IN
    return Wanted(**found)


def produce_register(actor: Actor, params: Mapping[str, Any], now: datetime) -> Produced:
    """The register under its conditions, in the order of its numbers."""
    wanted, today = wanted_of(params), localdate(now)
    incoming = wanted.direction == Direction.IN
    rows = entry_rows(actor, wanted, today).order_by("year", "number")
    paper = Paper(
        key="register",
        place=unions.desk_of(actor).union_name,
        title=_("收文登记簿") if incoming else _("发文登记簿"),
        columns=[NUMBER, DAY, *ABOUT, *(HANDLED if incoming else SENT)],
        as_of=today,
        unit=_("件"),
        made_by=actor.name,
        numbered=False,
    )
    return paper, (_row(entry, incoming) for entry in rows.iterator(500))


def _row(entry: Entry, incoming: bool) -> tuple[Any, ...]:
    about = (
        entry.register_no,
        entry.registered_on,
        entry.issuer,
        entry.document_no,
        entry.title,
        entry.get_kind_display(),
        entry.issued_on,
        entry.pages,
        entry.copies,
        _("无"),
    )
    if not incoming:
        return (*about, entry.sent_to, entry.state_words)
    doer = f"{entry.department} {entry.owner_name}".strip()
    handled = (entry.suggestion, entry.instruction, doer, entry.due_on, entry.result, entry.done_on)
    return (*about, *handled)


exporter("register", produce_register)
