"""工会干部: the ledger of posts, and the verbs on a post; founding a union begins here too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect

from niangjia.domains.unions import forms, policy, selectors, services
from niangjia.foundation.errors import Missing
from niangjia.foundation.web import ActorRequest, page, submit
from niangjia.foundation.web.keyset import count_to, key_page, size_of

from .acts import above_of, form_page


@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """Posts below where one stands, with holders and vacancies."""
    today = localdate(request.now)
    words = request.GET.get("q", "").strip()
    rows = selectors.posts_below(request.actor, words, only=request.GET.get("view", ""), on=today)
    size = size_of(request.GET.get("size"))
    found = key_page(rows, ("union__path", "pk"), request.GET.get("page", ""), size)
    context = {
        "words": words,
        "view": request.GET.get("view", ""),
        "lines": selectors.lines_of(found.rows, today),
        "before": found.before,
        "after": found.after,
        "count": count_to(rows),
        "size": size,
        "may_edit": selectors.may_edit_below(request.actor),
        "may_grant": bool(request.actor.paths({policy.SECURITY_ADMIN})),
    }
    return page(request, "unions/posts.html", context, part="rows")


@dataclass(frozen=True, slots=True)
class PostAct:
    """One verb on a post."""

    label: Any
    form: type[django_forms.Form]
    service: Callable[..., Any]
    effect: Any
    may: Any


POST_ACTS: dict[str, PostAct] = {
    "appoint": PostAct(
        gettext_lazy("任命"),
        forms.Appoint,
        services.appoint,
        gettext_lazy("自任职日期起计入班子配备。"),
        policy.can_edit,
    ),
    "by-elect": PostAct(
        gettext_lazy("登记补选"),
        forms.ByElect,
        services.by_election,
        gettext_lazy("补选在本届任期内进行，届满日期不变。"),
        policy.can_edit,
    ),
    "roles": PostAct(
        gettext_lazy("授予权限"),
        forms.GrantRoles,
        services.grant_roles,
        gettext_lazy("权限随岗位走：任职即有，免职即止。系统、安全、审计三员不能由同一人担任。"),
        policy.can_grant,
    ),
}


@require_http_methods(["GET", "POST"])
def act(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """One verb on a post."""
    post = selectors.find_post(request.actor, pk)
    if (found := POST_ACTS.get(verb)) is None or not found.may(request.actor, post):
        raise Missing
    today = localdate(request.now)
    start = {"begun_on": today, "held_on": today, "roles": post.roles}
    form = found.form(request.POST or None, initial=start)
    known = {"actor": request.actor, "post_id": pk, "now": request.now}
    if submit(form, found.service, **known):
        messages.success(request, _("已办理：%(label)s") % {"label": found.label})
        return _go(request, _posts_of(post.union_id))
    title = f"{found.label}：{post.union.name} {post.title}"
    back = _posts_of(post.union_id)
    return form_page(
        request,
        form,
        title=title,
        label=found.label,
        back=back,
        effect=found.effect,
        above=above_of(post.union),
    )


@require_http_methods(["GET", "POST"])
def dismiss(request: ActorRequest, pk: int) -> HttpResponse:
    """免职."""
    tenure = selectors.find_tenure(request.actor, pk)
    if not policy.can_edit(request.actor, tenure):
        raise Missing
    form = forms.Dismiss(request.POST or None, initial={"ended_on": localdate(request.now)})
    known = {"actor": request.actor, "tenure_id": pk, "now": request.now}
    back = _posts_of(tenure.post.union_id)
    if submit(form, services.dismiss, **known):
        messages.success(request, _("已免去%(name)s的职务") % {"name": tenure.person_name})
        return _go(request, back)
    title = f"{_('免职')}：{tenure.person_name} {tenure.post.title}"
    effect = _("免职后岗位权限即时停止，任职记录保留。")
    return form_page(
        request,
        form,
        title=title,
        label=_("免去职务"),
        back=back,
        effect=effect,
        kind="danger",
        above=above_of(tenure.post.union),
    )


@require_http_methods(["GET", "POST"])
def create_union(request: ActorRequest) -> HttpResponse:
    """新增工会: register a preparation."""
    if not selectors.may_edit_below(request.actor):
        raise Missing
    start = {"parent_id": request.actor.unit_id, **request.GET.dict()}
    form = forms.Create(request.POST or None, initial=start)
    known = {"actor": request.actor, "now": request.now}
    if union := submit(form, services.prepare_union, **known):
        messages.success(request, _("已登记筹备，待上级工会批准成立"))
        return _go(request, reverse("unions:detail", args=[union.pk]))
    effect = _("登记后为“筹备”状态，经上一级工会批准后成立（《工会法》第十二条）。")
    title, label, back = _("新增工会"), _("登记筹备"), reverse("unions:list")
    return form_page(request, form, title=title, label=label, back=back, effect=effect)


def _posts_of(union_id: int) -> str:
    return f"{reverse('unions:detail', args=[union_id])}?tab=posts"


def _go(request: ActorRequest, url: str) -> HttpResponse:
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
