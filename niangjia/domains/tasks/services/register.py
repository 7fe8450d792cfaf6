"""Registering documents, and what is done with them. Rules §12.1."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.tasks.enums.register import Direction, EntryState, PaperKind
from niangjia.domains.tasks.models import Entry, EntrySeries
from niangjia.domains.tasks.policy.register import can_keep
from niangjia.domains.tasks.selectors.programmes import find_programme
from niangjia.domains.tasks.selectors.register import (
    NUMBER,
    entry_of_document,
    lock_entry,
    repaired_number,
    unregistered_documents,
)
from niangjia.domains.unions import selectors as unions
from niangjia.foundation import ledger
from niangjia.foundation.documents.selectors import find_document
from niangjia.foundation.errors import Refused
from niangjia.foundation.files import services as files
from niangjia.foundation.scope import SYSTEM, Actor

from .register_names import index_entries

if TYPE_CHECKING:
    from niangjia.domains.unions.models import Union

FILES = "tasks.entry"


def next_number(union_id: int, direction: str, year: int) -> int:
    """The next number of a register; a transaction that fails gives it back.

    Whoever registers at the same union at this moment waits. Must run inside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a number is given inside a transaction")
    known = {"union_id": union_id, "direction": direction, "year": year}
    EntrySeries.objects.bulk_create([EntrySeries(**known)], ignore_conflicts=True)
    series = EntrySeries.objects.select_for_update().get(**known)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def checked_number(text: str, on: date) -> str:
    """A document number as it must be written. Raises Refused with what it was meant to be."""
    plain = text.strip()
    if not plain:
        return ""
    if found := NUMBER.match(plain):
        if int(found[1]) > on.year:
            raise Refused(_("文号的年份还没有到，请核对"), field="document_no")
        return plain
    if meant := repaired_number(plain):
        raise Refused(
            _("文号应写成“%(number)s”：用六角括号〔〕，序号不加“第”、不补零") % {"number": meant},
            field="document_no",
        )
    raise Refused(
        _("文号请按“黔工办发〔2023〕12号”的样式填写；没有文号可以不填"), field="document_no"
    )


@transaction.atomic
def register(
    *,
    actor: Actor,
    direction: str,
    title: str,
    issuer: str,
    kind: str,
    now: datetime,
    document_no: str = "",
    issued_on: date | None = None,
    registered_on: date | None = None,
    sent_to: str = "",
    pages: int | None = None,
    copies: int = 1,
    due_on: date | None = None,
    programme_id: int | None = None,
    union_id: int | None = None,
    attached: Sequence[File[bytes]] = (),
) -> Entry:
    """Write a document into the register of the union one acts for, under its next number (登记).

    Raises Refused for a number that is not one, a document that is registered already, a future day.
    """
    union = unions.find_union(actor, union_id or actor.acts_for)
    today = timezone.localdate(now)
    day = registered_on or today
    row = _line(union, direction, day, actor.name)
    if not can_keep(actor, row):
        raise Refused(_("您不在%(name)s工作，不能登记") % {"name": union.name})
    if day > today or (issued_on and issued_on > day):
        raise Refused(_("登记日期不能晚于今天，成文日期不能晚于登记日期"), field="registered_on")
    row.document_no = checked_number(document_no, day)
    _check_new(row, issuer)
    row.title, row.issuer, row.kind = title.strip(), issuer.strip(), kind
    row.issued_on, row.sent_to = issued_on, sent_to.strip()
    row.pages, row.copies, row.due_on = pages, copies, due_on
    if direction == Direction.OUT:
        row.state = EntryState.FILED
    row.programme = find_programme(actor, programme_id) if programme_id else None
    row.number = next_number(union.pk, direction, day.year)
    ledger.save(row, actor=actor, verb="register_document", at=now)
    index_entries([row])
    for file in attached:
        files.upload(
            actor=actor, file=file, owner_kind=FILES, owner_id=row.pk, path=row.path, now=now
        )
    return row


def _line(union: Union, direction: str, day: date, by_name: str) -> Entry:
    return Entry(
        union=union,
        path=union.path,
        direction=direction,
        year=day.year,
        registered_on=day,
        by_name=by_name,
    )


def _check_new(row: Entry, issuer: str) -> None:
    if not row.document_no:
        return
    same = Entry.objects.filter(
        union=row.union, direction=row.direction, document_no=row.document_no, issuer=issuer.strip()
    )
    if known := same.exclude(state=EntryState.VOID).first():
        raise Refused(
            _("这份文件已登记为 %(number)s，请不要重复登记") % {"number": known.register_no},
            field="document_no",
        )


@transaction.atomic
def register_issued(*, document_id: int, now: datetime) -> Entry | None:
    """The line of a document the house issued, by itself and once; none where no union stands."""
    if known := entry_of_document(document_id):
        return known
    document = find_document(SYSTEM, document_id)
    for union in unions.unions_on([document.path]):
        day = document.issued_on or timezone.localdate(now)
        row = _line(union, Direction.OUT, day, SYSTEM.name)
        row.title, row.issuer, row.kind = document.title, document.issuer, document.kind
        row.document_no, row.issued_on = document.number, document.issued_on
        row.sent_to = str(document.body.get("addressee", ""))[:200]
        row.state, row.source = EntryState.FILED, document
        row.number = next_number(union.pk, Direction.OUT, day.year)
        ledger.save(row, actor=SYSTEM, verb="register_document", at=now)
        index_entries([row])
        return row
    return None


@transaction.atomic
def register_missing(*, now: datetime) -> int:
    """Lines for what was issued before the register was kept; returns how many."""
    pks = unregistered_documents()
    return sum(register_issued(document_id=pk, now=now) is not None for pk in pks)


@transaction.atomic
def void_issued(*, document_id: int, note: str, now: datetime) -> None:
    """A document that was taken back keeps its line and its number, marked so."""
    if row := entry_of_document(document_id):
        row.state, row.result = EntryState.VOID, note[:400]
        ledger.save(row, actor=SYSTEM, verb="void", at=now, note=note)


@transaction.atomic
def correct_entry(
    *,
    actor: Actor,
    entry_id: int,
    title: str,
    issuer: str,
    kind: str,
    now: datetime,
    document_no: str = "",
    issued_on: date | None = None,
    sent_to: str = "",
    pages: int | None = None,
    copies: int = 1,
    due_on: date | None = None,
    expect: int | None = None,
) -> Entry:
    """Correct a line; its number and day of registration stay, a document of the house is its own word."""
    row = lock_entry(actor, entry_id)
    if not can_keep(actor, row):
        raise Refused(_("您不在%(name)s工作，不能修改登记") % {"name": row.union.name})
    if row.source_id or row.state == EntryState.VOID:
        raise Refused(_("系统印发的文件和已作废的登记不能修改"))
    row.title, row.issuer, row.kind = title.strip(), issuer.strip(), PaperKind(kind)
    row.document_no = checked_number(document_no, row.registered_on)
    row.issued_on, row.sent_to = issued_on, sent_to.strip()
    row.pages, row.copies, row.due_on = pages, copies, due_on
    ledger.save(row, actor=actor, verb="correct_entry", at=now, expect=expect)
    index_entries([row])
    return row
