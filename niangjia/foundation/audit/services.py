"""Write down who did what. Called by `ledger.save` for rows; the rest is called by name."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from niangjia.foundation import clock
from niangjia.foundation.pouring import insert_columns
from niangjia.foundation.scope import Actor

from . import origin, proof
from .models import AuditEntry

MASKED = "***"

Changes = Mapping[str, tuple[Any, Any]]


def record(
    actor: Actor,
    verb: str,
    row: Any,
    *,
    changes: Changes | None = None,
    note: str = "",
    at: datetime | None = None,
) -> None:
    """Write down who did what to which row, before and after; inside the caller's transaction.

    Fields named in the model's `audit_masked`, and fields that say `audit_masked = True`
    themselves, show that they changed but not from what to what.
    """
    _entry(actor, verb, row, changes=changes, note=note, at=at).save(force_insert=True)


def record_many(
    actor: Actor, verb: str, rows: Iterable[Any], *, note: str = "", at: datetime | None = None
) -> int:
    """One line per row in few statements, for bulk work; returns how many were written."""
    held = list(rows)
    told = {
        **_signed(actor, verb, note=note, at=at),
        "kind": [row._meta.label for row in held],
        "row_id": [str(row.pk)[:40] for row in held],
        "label": [str(row)[:200] for row in held],
        "path": [path_of(row) or actor.here for row in held],
        "changes": {},
    }
    macs = proof.macs_of(told, len(held))
    return len(insert_columns(AuditEntry, {**told, "mac": macs}, len(held)))


def note_act(
    actor: Actor,
    verb: str,
    *,
    kind: str,
    label: str = "",
    row_id: str = "",
    path: str = "",
    changes: Mapping[str, Any] | None = None,
    note: str = "",
    at: datetime | None = None,
) -> None:
    """An act on no single row: signing in, exporting a list, running a command.

    `changes` may hold any plain facts about the act, such as filters and number of rows.
    """
    entry = _signed_by(actor, verb, note=note, at=at)
    entry.kind, entry.row_id, entry.label = kind, row_id, label[:200]
    entry.path = path or actor.here
    entry.changes = {name: plain(value) for name, value in (changes or {}).items()}
    entry.mac = proof.mac_of(entry)
    entry.save(force_insert=True)


def unmasked(actor: Actor, row: Any, field: str, purpose: str, *, at: datetime) -> None:
    """Somebody looked at the full value of a masked field, and says why (rules §11.1)."""
    record(actor, "unmask", row, changes={field: (MASKED, MASKED)}, note=purpose, at=at)


def _entry(
    actor: Actor,
    verb: str,
    row: Any,
    *,
    changes: Changes | None = None,
    note: str = "",
    at: datetime | None = None,
) -> AuditEntry:
    entry = _signed_by(actor, verb, note=note, at=at)
    entry.kind, entry.row_id = row._meta.label, str(row.pk)[:40]
    entry.label = str(row)[:200]
    entry.path = path_of(row) or actor.here
    entry.changes = _told(row, changes or {})
    entry.mac = proof.mac_of(entry)
    return entry


def _signed_by(actor: Actor, verb: str, *, note: str, at: datetime | None) -> AuditEntry:
    return AuditEntry(**_signed(actor, verb, note=note, at=at))


def _signed(actor: Actor, verb: str, *, note: str, at: datetime | None) -> dict[str, Any]:
    """Who acted, when and from where."""
    here = origin.current.get()
    return {
        "recorded_at": clock.real_now(),
        "at": at,
        "actor_id": actor.user_id,
        "actor_name": actor.name[:60],
        "post_id": actor.post_id,
        "verb": verb[:60],
        "note": note,
        "ip": here.ip,
        "request_id": here.request_id,
    }


def path_of(row: Any) -> str:
    """Where a row hangs: its own path, or what its scope names; empty where it hangs nowhere."""
    found = getattr(row, "path", None)
    if isinstance(found, str):
        return found
    rows = getattr(type(row)._default_manager, "_queryset_class", None)
    scope: str | None = getattr(rows, "scope", None)
    for name in scope.split("__") if scope else ():
        row = getattr(row, name, None)
    return row if isinstance(row, str) else ""


def _told(row: Any, changes: Changes) -> dict[str, list[Any]]:
    hidden = hidden_fields(row)
    fields = row._meta.concrete_fields
    sealed = {f.attname: f for f in fields if getattr(f, "is_sealed", False)}
    return {
        name: [MASKED, MASKED] if name in hidden else _pair(sealed.get(name), before, after)
        for name, (before, after) in changes.items()
    }


def _pair(sealed: Any, before: Any, after: Any) -> list[Any]:
    """Both values; those of a sealed column as their masks, even where they came as plain text."""
    if sealed is None or before == MASKED:
        return [plain(before), plain(after)]
    return [plain(value and sealed.to_python(value)) for value in (before, after)]


def hidden_fields(row: Any) -> set[str]:
    """The fields of a row, or of its table, whose values nobody is told by the way."""
    named = set(getattr(row, "audit_masked", ()))
    return named | {
        field.attname
        for field in row._meta.concrete_fields
        if field.name in named or getattr(field, "audit_masked", False)
    }


def plain(value: Any) -> Any:
    """A value both databases give back exactly: text, whole numbers, yes and no, lists, tables."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(inner) for inner in value]
    if isinstance(value, bytes | memoryview):
        return MASKED
    return str(value)
