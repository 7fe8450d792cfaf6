"""Append one line to the trail. (Interface; see the room's README.)"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from niangjia.foundation.scope import Actor


def record(
    actor: Actor,
    verb: str,
    row: Any,
    *,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
    note: str = "",
    at: datetime | None = None,
) -> None:
    """Write down who did what to which row, before and after."""
