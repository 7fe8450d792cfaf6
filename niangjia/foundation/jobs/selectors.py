"""Questions about long jobs."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from niangjia.foundation.scope import Actor, one

from .models import Progress


def find_progress(actor: Actor, pk: UUID) -> Progress:
    """A long job of this person; anybody else finds nothing."""
    return one(Progress.objects.visible_to(actor), pk=pk)


def own_progress(actor: Actor) -> QuerySet[Progress]:
    """This person's long jobs, newest first."""
    return Progress.objects.visible_to(actor).order_by("-created_at")
