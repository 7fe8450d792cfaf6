"""用人单位 and 法人资格证书."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect

from niangjia.domains.unions import filters, forms, policy, selectors, services
from niangjia.foundation.audit.reading import lines_of
from niangjia.foundation.errors import Missing
from niangjia.foundation.ui.form_words import chosen
from niangjia.foundation.web import ActorRequest, page, submit
from niangjia.foundation.web.keyset import count_to, key_page, size_of

from .acts import above_of, form_page


@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """Employers where one stands, and how many that should have a union do."""
    form = filters.EmployerFilter(request.GET)
    form.is_valid()
    rows = selectors.employers_below(request.actor, **form.cleaned_data)
    size = size_of(request.GET.get("size"))
    context = {
        "form": form,
        "chosen": chosen(form, request.GET),
        "lines": key_page(rows, ("area__path", "pk"), request.GET.get("page", ""), size),
        "count": count_to(rows),
        "coverage": selectors.coverage(request.actor, localdate(request.now)),
        "size": size,
        "may_edit": selectors.may_edit_below(request.actor),
    }
    return page(request, "unions/employers.html", context, part="rows")


@require_http_methods(["GET", "POST"])
def create(request: ActorRequest) -> HttpResponse:
    """新增用人单位."""
    if not selectors.may_edit_below(request.actor):
        raise Missing
    start = {"on": localdate(request.now)}
    form = forms.Employer(request.POST or None, initial=start | request.GET.dict())
    known = {"actor": request.actor, "area_id": request.actor.unit_id, "now": request.now}
    if made := submit(form, services.add_employer, **known):
        messages.success(request, _("已登记用人单位"))
        return _go(request, reverse("unions:employer", args=[made.pk]))
    back = reverse("unions:employers")
    return form_page(
        request, form, title=_("新增用人单位"), label=_("登记单位"), back=back, above=_above()
    )


@require_safe
def detail(request: ActorRequest, pk: int) -> HttpResponse:
    """One employer: its facts, what was stated of it day by day, the trail."""
    employer = selectors.find_employer(request.actor, pk)
    context = {
        "employer": employer,
        "rows": selectors.workforces_of(employer),
        "trail": lines_of(employer),
        "may_edit": policy.can_edit(request.actor, employer) and not employer.withdrawn_at,
    }
    return page(request, "unions/employer.html", context)


@require_http_methods(["GET", "POST"])
def count(request: ActorRequest, pk: int) -> HttpResponse:
    """填报职工数."""
    employer = _to_edit(request, pk)
    names = ("workers", "women_workers", "migrant_workers")
    start = {name: getattr(employer, name) for name in names} | {"on": localdate(request.now)}
    form = forms.Workforce(request.POST or None, initial=start)
    known = {"actor": request.actor, "employer_id": pk, "now": request.now}
    back = reverse("unions:employer", args=[pk])
    if submit(form, services.state_workforce, **known):
        messages.success(request, _("已填报职工数"))
        return _go(request, back)
    title = f"{_('填报职工数')}：{employer.name}"
    effect = _("自统计日期起按新的人数统计，以前的数字不变。")
    label = _("填报职工数")
    return form_page(
        request,
        form,
        title=title,
        label=label,
        back=back,
        effect=effect,
        above=_above(employer),
    )


def _to_edit(request: ActorRequest, pk: int) -> Any:
    employer = selectors.find_employer(request.actor, pk)
    if not policy.can_edit(request.actor, employer) or employer.withdrawn_at:
        raise Missing
    return employer


@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, pk: int) -> HttpResponse:
    """修改用人单位."""
    employer = _to_edit(request, pk)
    names = [name for name in forms.EditEmployer.base_fields if name != "on"]
    start = {name: getattr(employer, name) for name in names} | {"on": localdate(request.now)}
    form = forms.EditEmployer(request.POST or None, initial=start | request.GET.dict())
    known = {"actor": request.actor, "employer_id": pk, "now": request.now}
    back = reverse("unions:employer", args=[pk])
    if submit(form, services.update_employer, **known):
        messages.success(request, _("已保存用人单位"))
        return _go(request, back)
    title = f"{_('修改用人单位')}：{employer.name}"
    return form_page(
        request, form, title=title, label=_("保存单位"), back=back, above=_above(employer)
    )


@require_http_methods(["GET", "POST"])
def revoke(request: ActorRequest, pk: int) -> HttpResponse:
    """注销法人资格证书."""
    certificate = selectors.find_certificate(request.actor, pk)
    if not policy.can_edit(request.actor, certificate):
        raise Missing
    form = forms.Revoke(request.POST or None, initial={"revoked_on": localdate(request.now)})
    known = {"actor": request.actor, "certificate_id": pk, "now": request.now}
    back = f"{reverse('unions:detail', args=[certificate.union_id])}?tab=certificates"
    if submit(form, services.revoke_certificate, **known):
        messages.success(request, _("已注销证书"))
        return _go(request, back)
    title = f"{_('注销法人资格证书')}：{certificate.number}"
    return form_page(
        request,
        form,
        title=title,
        label=_("注销证书"),
        back=back,
        effect=_("注销后证书自注销日期起失效，记录保留。"),
        kind="danger",
        above=above_of(certificate.union),
    )


def _above(employer: Any = None) -> list[tuple[Any, str]]:
    """The crumbs above a form of an employer."""
    room = [(_("用人单位"), reverse("unions:employers"))]
    if employer is None:
        return room
    return [*room, (employer.name, reverse("unions:employer", args=[employer.pk]))]


def _go(request: ActorRequest, url: str = "") -> HttpResponse:
    url = url or reverse("unions:employers")
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
