"""Setting, correcting and ending values: audited, never overlapping."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.foundation import ledger
from niangjia.foundation.divisions import gazetteer
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.events import publish
from niangjia.foundation.scope import Actor

from . import policy, table
from .declarations import Declaration, declared
from .events import ParameterChanged
from .models import Parameter


@transaction.atomic
def set_parameter(
    *,
    actor: Actor,
    key: str,
    value: object,
    region: str = "",
    valid_from: date,
    valid_to: date | None = None,
    source_doc: str,
    note: str = "",
    now: datetime,
) -> Parameter:
    """Give a key a value for a region and a time, by a document.

    Refused for others than administrators of nation and province, for a value of another type, and
    where a value of the same key and region is valid on any of the days. Missing: no such key.
    """
    _check_may(actor)
    declaration = _declaration(key)
    region = _region(region)
    stored = declaration.stored(declaration.clean(value))
    _check_free(key, region, valid_from, valid_to)
    row = Parameter(key=key, region=region, valid_from=valid_from, valid_to=valid_to)
    row.value, row.source_doc, row.note = stored, source_doc, note
    return _keep(row, actor=actor, verb="set_parameter", now=now)


@transaction.atomic
def correct_parameter(
    *,
    actor: Actor,
    parameter_id: int,
    value: object,
    source_doc: str,
    note: str = "",
    version: int | None = None,
    now: datetime,
) -> Parameter:
    """Put a wrongly entered value right; its time stays. Raises Missing, Refused, Stale."""
    _check_may(actor)
    row = _lock(parameter_id)
    declaration = _declaration(row.key)
    row.value = declaration.stored(declaration.clean(value))
    row.source_doc, row.note = source_doc, note
    return _keep(row, actor=actor, verb="correct_parameter", now=now, expect=version)


@transaction.atomic
def end_parameter(
    *,
    actor: Actor,
    parameter_id: int,
    valid_to: date,
    version: int | None = None,
    now: datetime,
) -> Parameter:
    """Let a value end with a day, which still counts. Raises Missing, Refused, Stale."""
    _check_may(actor)
    row = _lock(parameter_id)
    if row.valid_to is not None and valid_to > row.valid_to:
        raise Refused(_("已经定在更早的日期失效，不能再延后；请另设一个新值"), field="valid_to")
    row.valid_to = valid_to
    return _keep(row, actor=actor, verb="end_parameter", now=now, expect=version)


def _check_may(actor: Actor) -> None:
    if not policy.can_set(actor, None):
        raise Refused(_("参数由全国或省级的系统管理员设置"))


def _declaration(key: str) -> Declaration[Any]:
    if key not in declared():
        raise Missing
    return declared()[key]


def _region(code: str) -> str:
    """An empty code for the nation, or a code of the divisions list."""
    code = code.strip()
    if code in {"", gazetteer.NATION}:
        return ""
    if not gazetteer.is_division(code):
        raise Refused(_("没有这个行政区划代码，请填写六位代码；全国留空"), field="region")
    return code


def _check_free(key: str, region: str, start: date, end: date | None) -> None:
    same = Parameter.objects.saying(key, region).overlapping(start, end).select_for_update()
    if other := same.first():
        raise Refused(
            _("与 %(day)s 起的值有效期重叠，请先终止它或另选日期") % {"day": other.valid_from},
            field="valid_from",
        )


def _lock(pk: int) -> Parameter:
    row = Parameter.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        raise Missing
    return row


def _keep(
    row: Parameter, *, actor: Actor, verb: str, now: datetime, expect: int | None = None
) -> Parameter:
    ledger.save(row, actor=actor, verb=verb, at=now, note=row.source_doc, expect=expect)
    table.held.forget()
    publish(ParameterChanged(key=row.key, region=row.region))
    return row
