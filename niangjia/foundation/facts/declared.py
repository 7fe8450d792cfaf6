"""Declaring and withdrawing figures, and setting the evidenced reading beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import Actor, one

from . import policy
from .enums import Boundaries
from .metrics import FIGURES
from .models import DeclaredFigure
from .places import place
from .readings import Reading, read


class Details(TypedDict, total=False):
    """What may be known about a declared figure besides its code and its words."""

    kind: str
    value: Decimal | None
    value_to: Decimal | None
    text: str
    unit: str
    qualifier: str
    word: str
    period_text: str
    starts_on: date | None
    ends_on: date | None
    place_code: str
    place_name: str
    item: str
    area: str
    article: str
    source_title: str
    source_on: date | None
    said_by: str
    metric: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidenced reading beside a declared figure; `difference` is declared minus evidenced."""

    reading: Reading
    difference: Decimal | None


def declared_figures(actor: Actor) -> QuerySet[DeclaredFigure]:
    """Everything declared and not withdrawn, for anybody signed in."""
    return DeclaredFigure.objects.visible_to(actor).standing()


@transaction.atomic
def declare_figure(
    *, actor: Actor, now: datetime, code: str, label: str, **details: Unpack[Details]
) -> DeclaredFigure:
    """Keep a figure as it was said; the same code again corrects it. Raises Refused."""
    _check(actor, details.get("metric", ""))
    found = DeclaredFigure.objects.select_for_update().filter(code=code).first()
    row = found or DeclaredFigure(code=code)
    row.label, row.withdrawn_at = label, None
    for name, value in details.items():
        setattr(row, name, value)
    return ledger.save(row, actor=actor, verb="declare", at=now)


@transaction.atomic
def withdraw_figure(*, actor: Actor, figure_id: int, note: str, now: datetime) -> DeclaredFigure:
    """It was said in error: it stays in the book, and is no longer shown. Raises Missing, Refused."""
    rows = DeclaredFigure.objects.visible_to(actor).select_for_update()
    row = one(rows, pk=figure_id)
    _check(actor, "")
    if row.withdrawn_at:
        raise Refused(_("这个数字已经撤回"))
    if not note.strip():
        raise Refused(_("请写明撤回的原因"), field="note")
    row.withdrawn_at = now
    return ledger.save(row, actor=actor, verb="withdraw", at=now, note=note)


def evidence_for(row: DeclaredFigure, *, now: datetime | None = None) -> Evidence | None:
    """What the ledger says of the same metric, place and period, where the figure is bound to one."""
    period = row.period
    if not (row.metric in FIGURES and row.place_code and period):
        return None
    found = place(row.place_code, on=period.end)
    reading = read(
        row.metric, within=found.path, period=period, boundaries=Boundaries.THEN, now=now
    )
    if row.value is None or reading.value is None:
        return Evidence(reading, None)
    return Evidence(reading, row.value - reading.value)


def _check(actor: Actor, metric: str) -> None:
    if not policy.may_declare(actor):
        raise Refused(_("只有担任职务的人员可以登记纸面数字"))
    if metric and metric not in FIGURES:
        raise Refused(_("没有指标“%(key)s”") % {"key": metric}, field="metric")
