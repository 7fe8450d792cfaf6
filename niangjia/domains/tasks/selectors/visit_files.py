"""Who may open and change the photos of a visit."""

from __future__ import annotations

from niangjia.domains.tasks.models import Visit
from niangjia.domains.tasks.policy.pairings import can_log
from niangjia.foundation.scope import Actor


def may_read(actor: Actor, pk: int) -> bool:
    """Whoever sees the visit."""
    return Visit.objects.visible_to(actor).filter(pk=pk).exists()


def may_change(actor: Actor, pk: int) -> bool:
    """Whoever writes notes of visits to that county."""
    row = Visit.objects.visible_to(actor).select_related("pairing").filter(pk=pk).first()
    return row is not None and can_log(actor, row.pairing)
