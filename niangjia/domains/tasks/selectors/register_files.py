"""Who may open the files of registered documents."""

from __future__ import annotations

from niangjia.domains.tasks.models import Entry
from niangjia.domains.tasks.policy.register import can_keep
from niangjia.foundation.scope import Actor


def may_read(actor: Actor, pk: int) -> bool:
    """Whoever reads the line."""
    return Entry.objects.visible_to(actor).filter(pk=pk).exists()


def may_change(actor: Actor, pk: int) -> bool:
    """Those who keep the register."""
    row = Entry.objects.visible_to(actor).filter(pk=pk).first()
    return row is not None and can_keep(actor, row)
