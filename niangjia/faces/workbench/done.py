"""What I have done, from the audit trail, newest first."""

from __future__ import annotations

from typing import Any

from niangjia.foundation.audit import selectors as audit
from niangjia.foundation.scope import Actor

SHOWN = 100


def done_by(actor: Actor) -> list[Any]:
    """The last acts of one person."""
    return list(audit.acts_of(actor)[:SHOWN])
