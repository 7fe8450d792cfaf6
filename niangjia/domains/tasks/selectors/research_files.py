"""Who may open the photos of visits and the files of reports."""

from __future__ import annotations

from niangjia.domains.tasks.models import Paper, Stop
from niangjia.domains.tasks.policy.research import can_note
from niangjia.foundation.scope import Actor


def may_read_stop(actor: Actor, pk: int) -> bool:
    """Photos are seen by whoever reads the visit."""
    return Stop.objects.visible_to(actor).filter(pk=pk).exists()


def may_add(actor: Actor, pk: int) -> bool:
    """Photos are added or taken off by those who write visits down."""
    row = Stop.objects.visible_to(actor).select_related("research").filter(pk=pk).first()
    return row is not None and row.research.is_under_way and can_note(actor, row.research)


def may_read_paper(actor: Actor, pk: int) -> bool:
    """The file of a report is read by whoever sees the research."""
    return Paper.objects.visible_to(actor).filter(pk=pk).exists()
