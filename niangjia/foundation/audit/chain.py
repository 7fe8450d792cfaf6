"""Sealing: lines are linked after the act, in order, without gaps, and can be checked any time.

Linking inside every business transaction would make all writers wait for each other; see
`docs/decisions`. Between an act and its seal (a minute) only the line's own proof guards it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from . import proof
from .models import AuditEntry, ChainHead

BATCH = 5000

# The plus keeps SQLite from walking the index of unsealed lines once for every link.
_WRITE_LINKS = {
    "postgresql": (
        "UPDATE audit_auditentry AS e SET sequence = s.sequence, link = s.link "
        "FROM jsonb_to_recordset(%s::jsonb) AS s(id bigint, sequence bigint, link text) "
        "WHERE e.id = s.id AND e.sequence IS NULL"
    ),
    "sqlite": (
        "UPDATE audit_auditentry SET sequence = s.value ->> 'sequence', link = s.value ->> 'link' "
        "FROM json_each(%s) AS s "
        "WHERE audit_auditentry.id = s.value ->> 'id' AND +audit_auditentry.sequence IS NULL"
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with the trail: what, at which number, in a sentence."""

    kind: str
    sequence: int | None
    entry_id: int | None
    sentence: str


def seal() -> int:
    """Link every line not yet linked, in order; returns how many. Two sealers wait in turn."""
    sealed = 0
    while batch := _seal_batch():
        sealed += batch
    return sealed


@transaction.atomic
def _seal_batch() -> int:
    ChainHead.objects.bulk_create([ChainHead(id=1)], ignore_conflicts=True)
    head = ChainHead.objects.select_for_update().get(id=1)
    rows = []
    waiting = AuditEntry.objects.unsealed().order_by("pk").values_list("pk", "mac")[:BATCH]
    for pk, mac in waiting:
        head.sequence += 1
        head.link = proof.link_of(head.sequence, head.link, mac)
        rows.append({"id": pk, "sequence": head.sequence, "link": head.link})
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_WRITE_LINKS[connection.vendor], [json.dumps(rows)])
        head.save()
    return len(rows)


def head() -> dict[str, Any]:
    """The end of the chain, to be kept where the database's owner cannot reach it."""
    found = ChainHead.objects.filter(id=1).first() or ChainHead(id=1)
    return {"sequence": found.sequence, "link": found.link}


def verify(kept: Mapping[str, Any] | None = None) -> Iterator[Finding]:
    """Everything wrong with the trail; `kept` is a head exported earlier."""
    last = 0
    before = ""
    lines = AuditEntry.objects.exclude(sequence=None).order_by("sequence")
    for entry in lines.iterator(BATCH):
        yield from _check(entry, last, before)
        last, before = entry.sequence or 0, entry.link
    for entry in AuditEntry.objects.unsealed().order_by("pk").iterator(BATCH):
        if entry.mac != proof.mac_of(entry):
            yield _changed(entry)
    end = head()
    if (end["sequence"], end["link"]) != (last, before):
        yield Finding("tail", last, None, f"链尾应为第 {end['sequence']} 条，实际到第 {last} 条")
    if kept is not None:
        yield from _check_kept(kept)


def _check(entry: AuditEntry, last: int, before: str) -> Iterator[Finding]:
    number = entry.sequence or 0
    if entry.mac != proof.mac_of(entry):
        yield _changed(entry)
    if number != last + 1:
        words = f"第 {last + 1} 条至第 {number - 1} 条缺失"
        yield Finding("gap", last + 1, entry.pk, words)
    elif entry.link != proof.link_of(number, before, entry.mac):
        yield Finding("link", number, entry.pk, f"第 {number} 条与前一条不相接，次序或内容被改动")


def _changed(entry: AuditEntry) -> Finding:
    where = f"第 {entry.sequence} 条" if entry.sequence else "未封存的一条"
    return Finding("changed", entry.sequence, entry.pk, f"{where}（编号 {entry.pk}）内容被改动")


def _check_kept(kept: Mapping[str, Any]) -> Iterator[Finding]:
    number, link = int(kept["sequence"]), str(kept["link"])
    found = AuditEntry.objects.filter(sequence=number).values_list("link", flat=True).first()
    if number and found != link:
        what = "已不存在" if found is None else "与留存的链头不符"
        yield Finding("head", number, None, f"留存的链头第 {number} 条{what}，其后的记录不可信")
