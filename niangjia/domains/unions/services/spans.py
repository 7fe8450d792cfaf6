"""What every dated row has in common: its document, its last day, and telling a person again."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TypeVar

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.unions.models.spans import Span
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import Actor

S = TypeVar("S", bound=Span)
NUMBER = re.compile(r".{1,40}〔\d{4}〕[1-9]\d*号")


def document_number(text: str, *, required: bool = True) -> str:
    """A document number as offices write it (rules §12.1): these brackets, no leading zero, no 第."""
    number = re.sub(r"\s+", "", text)
    number = re.sub(r"[\[［【(（](\d{4})[\]］】)）]", r"〔\1〕", number)
    number = re.sub(r"〕第?0*(\d+)号?$", r"〕\1号", number)
    if not number and not required:
        return ""
    if not NUMBER.fullmatch(number):
        raise Refused(_("请填写文件文号，例如 黔工办发〔2023〕12号"), field="document")
    return number


def check_days(begun_on: date, last_on: date | None) -> None:
    """The last day is not before the first."""
    if last_on and last_on < begun_on:
        raise Refused(_("截止日期不能早于起始日期 %(day)s") % {"day": begun_on}, field="last_on")


def end(
    row: S, *, actor: Actor, verb: str, last_on: date, reason: str, now: datetime, words: str
) -> S:
    """End a row with its last day and a reason; what has ended already stays as it is.

    A day to come is only the plan when it was entered with the row: an end is told once it is there.
    """
    today = localdate(now)
    if row.last_on and row.reason:
        raise Refused(_("%(words)s已于 %(day)s 结束") % {"words": words, "day": row.last_on})
    if last_on < row.begun_on:
        raise Refused(
            _("结束日期不能早于起始日期 %(day)s") % {"day": row.begun_on}, field="last_on"
        )
    if row.last_on and last_on > row.last_on:
        raise Refused(
            _("原定 %(day)s 结束，提前结束应早于这一天") % {"day": row.last_on}, field="last_on"
        )
    if last_on > today:
        raise Refused(_("结束日期不能晚于今天，请在当日或之后登记"), field="last_on")
    if not reason.strip():
        raise Refused(_("请写明结束的原因"), field="reason")
    row.last_on, row.reason = last_on, reason.strip()
    return ledger.save(row, actor=actor, verb=verb, at=now, note=row.reason)


def key_of(*, worker_id: int | None, person_id: int | None, union_id: int | None, name: str) -> str:
    """The same person again: a social worker, an account, or a name at a union."""
    if worker_id:
        return f"worker:{worker_id}"
    return f"account:{person_id}" if person_id else f"name:{union_id or 0}:{name}"
