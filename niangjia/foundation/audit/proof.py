"""What proves a line: a keyed digest over its canonical form, and a link to the line before.

The key lives outside the database, so somebody who can write tables cannot forge a proof.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from itertools import repeat
from typing import Any

from django.conf import settings

from .models import AuditEntry

PROVEN = (
    "recorded_at",
    "at",
    "actor_id",
    "actor_name",
    "post_id",
    "path",
    "verb",
    "kind",
    "row_id",
    "label",
    "changes",
    "note",
    "ip",
    "request_id",
)


@lru_cache(maxsize=4)
def _derived(key: str, secret: str) -> bytes:
    return hashlib.sha256(f"audit:{key or secret}".encode()).digest()


def _key() -> bytes:
    return _derived(settings.AUDIT_KEY, settings.SECRET_KEY)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value


_spelled = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode
_NAMES = sorted(PROVEN)
_FORM = "{{" + ",".join(f'"{name}":{{}}' for name in _NAMES) + "}}"


def canonical(entry: AuditEntry) -> bytes:
    """The line as bytes, equal however the database stores its parts."""
    return _FORM.format(*(_spelled(_plain(getattr(entry, name))) for name in _NAMES)).encode()


def mac_of(entry: AuditEntry) -> str:
    """The proof of one line."""
    return hmac.digest(_key(), canonical(entry), "sha256").hex()


def macs_of(columns: Mapping[str, Any], number: int) -> list[str]:
    """The proofs of many lines, told as lists of values or one value for all of them."""
    key = _key()
    spelled = (_spelled_column(columns[name], number) for name in _NAMES)
    return [
        hmac.digest(key, _FORM.format(*parts).encode(), "sha256").hex()
        for parts in zip(*spelled, strict=True)
    ]


def _spelled_column(told: Any, number: int) -> Iterable[str]:
    if isinstance(told, list):
        return (_spelled(_plain(value)) for value in told)
    return repeat(_spelled(_plain(told)), number)


def link_of(sequence: int, before: str, mac: str) -> str:
    """The proof of a line's place: its number, the link before, its own proof."""
    return hmac.digest(_key(), f"{sequence}:{before}:{mac}".encode(), "sha256").hex()
