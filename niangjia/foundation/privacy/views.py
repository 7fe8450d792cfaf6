"""The register's pages."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.foundation.errors import Missing
from niangjia.foundation.web import ActorRequest, page, submit

from . import forms, policy, selectors, services


@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """个人信息处理登记: what is done with personal data, and when it was last assessed."""
    context = {
        "lines": selectors.register(request.actor, localdate(request.now)),
        "may_assess": policy.can_assess(request.actor, None),
    }
    return page(request, "privacy/register.html", context)


@require_safe
def show(request: ActorRequest, key: str) -> HttpResponse:
    """One activity with every assessment of it."""
    context = {
        "activity": selectors.find_activity(request.actor, key),
        "rows": selectors.assessments_of(request.actor, key),
        "may_assess": policy.can_assess(request.actor, None),
    }
    return page(request, "privacy/activity.html", context)


@require_http_methods(["GET", "POST"])
def assess(request: ActorRequest, key: str) -> HttpResponse:
    """登记影响评估."""
    activity = selectors.find_activity(request.actor, key)
    if not policy.can_assess(request.actor, None):
        raise Missing
    form = forms.Assess(request.POST or None, initial={"done_on": localdate(request.now)})
    known = {"actor": request.actor, "activity": key, "now": request.now}
    if submit(form, services.assess, **known):
        messages.success(request, _("影响评估已登记"))
        return redirect("privacy:activity", key=key)
    status = 422 if form.errors else 200
    return page(request, "privacy/assess.html", {"form": form, "activity": activity}, status=status)
