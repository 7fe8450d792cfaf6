"""办理: everything I asked for, where it stands, who has it and what I must do."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.domains.members.selectors.matters import find_matter
from niangjia.domains.members.services import joining, rights, transfers
from niangjia.faces.portal.frame import show
from niangjia.faces.portal.own import matters_of
from niangjia.foundation.web import ActorRequest


@require_safe
def matters(request: ActorRequest) -> HttpResponse:
    """我的办理."""
    return show(
        request, "matters", {"matters": matters_of(request.actor)}, tab="matters", keep=True
    )


@require_safe
def matter(request: ActorRequest, matter_kind: str, pk: int) -> HttpResponse:
    """One matter with its history."""
    return show(
        request, "matter", {"matter": find_matter(request.actor, matter_kind, pk)}, keep=True
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, matter_kind: str, pk: int) -> HttpResponse:
    """撤回: said in words first, because it ends the matter."""
    found = find_matter(request.actor, matter_kind, pk)
    if request.method == "GET":
        return show(request, "withdraw", {"matter": found})
    actor, now = request.actor, request.now
    if matter_kind == "application":
        joining.withdraw(actor=actor, application_id=pk, now=now)
    elif matter_kind == "transfer":
        transfers.cancel(actor=actor, transfer_id=pk, now=now)
    else:
        rights.withdraw(actor=actor, request_id=pk, now=now)
    return redirect("portal:matter", matter_kind=matter_kind, pk=pk)
