"""Questions about long jobs."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from niangjia.foundation.scope import Actor, one

from .enums import OPEN
from .models import Progress


def find_progress(actor: Actor, pk: UUID) -> Progress:
    """A long job of this person; anybody else finds nothing."""
    return one(Progress.objects.visible_to(actor), pk=pk)


def open_progress(actor: Actor, pk: UUID) -> Progress | None:
    """A long job of this person that has not ended yet."""
    return Progress.objects.visible_to(actor).filter(pk=pk, state__in=OPEN).first()


def own_progress(actor: Actor) -> QuerySet[Progress]:
    """This person's long jobs, newest first."""
    return Progress.objects.visible_to(actor).order_by("-created_at")
