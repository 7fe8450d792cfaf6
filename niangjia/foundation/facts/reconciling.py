"""Reconcile: compute every fact again from the rows themselves, and find whatever differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from .asking import MONTH
from .boundaries import Move, rewrite
from .maps import moves
from .metrics import METRICS, SOURCES, Fact, Source, figure
from .models import PLACE, ROOT, Entry
from .services import CHUNK, Claim, recorded, wanted
from .writing import marks

LAST_KEY = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Difference:
    """One disagreement: between a row and the ledger, or between the ledger and its counters."""

    metric: str
    where: str
    expected: int | str
    found: int | str

    def __str__(self) -> str:
        return _("%(metric)s %(where)s：应为 %(expected)s，实为 %(found)s") % {
            "metric": self.metric,
            "where": self.where,
            "expected": self.expected,
            "found": self.found,
        }


def reconcile(metric: str | None = None) -> Iterator[Difference]:
    """Every difference, of one figure or of all. Reads the tables in pieces, writes nothing."""
    codes = {leaf.code for leaf in figure(metric).leaves} if metric else set(METRICS)
    known = [move for move, _day in moves()]
    for source in SOURCES.values():
        yield from _rows_against_ledger(source, codes, known)
    if metric is None:
        yield from _orphans()
    yield from _ledger_against_counters(sorted(codes))


def _rows_against_ledger(
    source: Source, codes: set[int], known: Sequence[Move]
) -> Iterator[Difference]:
    """Piece by piece along the key, so that entries of rows that are gone are met as well."""
    model: Any = source.model
    rows = model._base_manager.select_related(*source.related).order_by("pk")
    last = 0
    while chunk := list(rows.filter(pk__gt=last)[:CHUNK]):
        yield from _claims(source, chunk, (last, chunk[-1].pk), codes, known)
        last = chunk[-1].pk
    yield from _claims(source, [], (last, LAST_KEY), codes, known)


def _claims(
    source: Source,
    rows: Iterable[Any],
    keys: tuple[int, int],
    codes: set[int],
    known: Sequence[Move],
) -> Iterator[Difference]:
    said = wanted(source, rows)
    held = recorded(source.kind, "source_id > %s AND source_id <= %s", keys)
    for claim in {**said, **held}:
        if claim.metric not in codes:
            continue
        expected = said[claim].quantity if claim in said else 0
        found = sum(held.get(claim, {}).values())
        if expected != found:
            yield Difference(_name(claim.metric), _where(source, claim), expected, found)
        elif claim in said:
            yield from _paths(source, claim, said[claim], held.get(claim, {}), known)


def _paths(
    source: Source, claim: Claim, fact: Fact, held: Iterable[str], known: Sequence[Move]
) -> Iterator[Difference]:
    """An entry may lie on an old path of its unit, never on another unit's."""
    today = rewrite(fact.path, known)
    for path in held:
        if rewrite(path, known) != today:
            yield Difference(_name(claim.metric), _where(source, claim), fact.path, path)


def _orphans() -> Iterator[Difference]:
    """Entries of no known kind of row, or filed under another province than their path says."""
    kinds = [source.kind for source in SOURCES.values()]
    strangers = Entry.objects.exclude(source_kind__in=kinds).count()
    if strangers:
        yield Difference("*", _("来源不明的分录"), 0, strangers)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM facts_entry WHERE root <> substr(path, 1, {ROOT})"  # noqa: S608
        )
        (misfiled,) = cursor.fetchone()
    if misfiled:
        yield Difference("*", _("归属省份与路径不符的分录"), 0, misfiled)


def _ledger_against_counters(codes: Sequence[int]) -> Iterator[Difference]:
    """Counters and tail together must be what the entries add up to, day by day."""
    if not codes:
        return
    month, some = MONTH[connection.vendor], f"metric IN ({marks(codes)})"
    sql = f"""
        SELECT metric, place, day, CAST(sum(entries) AS bigint), CAST(sum(counted) AS bigint) FROM (
            SELECT metric, substr(path, 1, {PLACE}) AS place, day, {month} AS month,
                quantity AS entries, 0 AS counted
            FROM facts_entry WHERE {some}
            UNION ALL
            SELECT metric, place, day, month, 0, quantity FROM facts_counter WHERE {some}
            UNION ALL
            SELECT metric, place, day, month, 0, quantity FROM facts_tail WHERE {some}
        ) AS both_sides
        GROUP BY metric, place, day, month
        HAVING sum(entries) <> sum(counted)
        ORDER BY metric, place, day
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [*codes] * 3)
        for code, place, day, entries, counted in cursor.fetchall():
            where = _("%(place)s %(day)s 的计数") % {"place": place, "day": day}
            yield Difference(_name(code), where, entries, counted)


def _name(code: int) -> str:
    return METRICS[code].key if code in METRICS else f"#{code}"


def _where(source: Source, claim: Claim) -> str:
    return f"{source.model._meta.label_lower} {claim.source_id} {claim.day}"
