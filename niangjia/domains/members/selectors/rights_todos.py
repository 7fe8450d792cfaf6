"""What waits for a person: requests about data, and merges that want a second pair of eyes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.domains.members.enums.people import MergeState
from niangjia.domains.members.enums.rights import RequestState
from niangjia.domains.members.models import DataRequest, Merge
from niangjia.domains.members.policy.roles import APPROVER
from niangjia.foundation.scope import Actor
from niangjia.foundation.web.todos import Todo, in_order

MOST = 50
"""To-dos of one kind shown at once; the list has them all."""


def todos(actor: Actor, today: date) -> list[Todo]:
    """At exactly the unions one approves for: those above hear of what is late."""
    del today
    own = sorted({path for role, path in actor.posts if role == APPROVER})
    return in_order([*_requests(own), *_merges(actor, own)]) if own else []


def _requests(own: list[str]) -> Iterator[Todo]:
    rows = DataRequest.objects.filter(state=RequestState.ASKED, person__path__in=own)
    for row in rows.select_related("person__home").order_by("due_on", "pk")[:MOST]:
        yield Todo(
            title=_("%(name)s：%(kind)s")
            % {"name": row.person.name, "kind": row.get_kind_display()},
            url=reverse("members:request", args=[row.pk]),
            kind=_("个人信息请求"),
            source=row.person.home.name if row.person.home else "",
            due_on=row.due_on,
            verb=_("办理"),
            icon="shield-lock",
        )


def _merges(actor: Actor, own: list[str]) -> Iterator[Todo]:
    rows = Merge.objects.filter(state=MergeState.PROPOSED, path__in=own)
    rows = rows.exclude(proposed_by=actor.user_id).select_related("stays", "proposed_by")
    for row in rows.order_by("proposed_at", "pk")[:MOST]:
        yield Todo(
            title=_("复核人员合并：%(name)s") % {"name": row.stays.name},
            url=reverse("members:merge", args=[row.pk]),
            kind=_("人员合并"),
            source=row.proposed_by.name,
            due_on=None,
            verb=_("复核"),
            icon="users",
        )
