"""The verbs on one union: each a small form with its effect in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from niangjia.domains.unions import forms, policy, selectors, services
from niangjia.domains.unions.enums import UnionKind
from niangjia.domains.unions.workflow import UNION
from niangjia.foundation.errors import Missing
from niangjia.foundation.scope import Actor
from niangjia.foundation.ui.dates import date_cn
from niangjia.foundation.web import ActorRequest, page, submit
from niangjia.foundation.web.picking import picked


@dataclass(frozen=True, slots=True)
class Act:
    """One verb as a page: its button, its form, its service, and what it will do.

    `step` names the verb in the workflow; without one, whoever keeps the ledger may, and where
    `needs_term` says so, only with a running term or only without.
    """

    label: Any
    form: type[django_forms.Form]
    service: Callable[..., Any]
    effect: Any
    step: str = ""
    kind: str = "primary"
    dialog: bool = True
    needs_term: bool | None = None


ACTS: dict[str, Act] = {
    "found": Act(
        gettext_lazy("批准成立"),
        forms.Found,
        services.approve_founding,
        gettext_lazy("批准后自生效日期起计入工会组织数。"),
        "found",
    ),
    "withdraw": Act(
        gettext_lazy("撤回筹备"),
        forms.Note,
        services.withdraw_union,
        gettext_lazy("撤回后不再显示在筹备名单中，记录保留。"),
        "withdraw",
        "danger",
    ),
    "edit": Act(
        gettext_lazy("修改资料"),
        forms.Details,
        services.update_details,
        gettext_lazy("名称、代码和隶属关系的变更请用“更名改码”“变更隶属”。"),
    ),
    "count": Act(
        gettext_lazy("填报人数"),
        forms.Headcount,
        services.state_headcount,
        gettext_lazy("填写本级直接统计的人数，不含已单独建账的下级工会。"),
    ),
    "record-term": Act(
        gettext_lazy("登记届次"),
        forms.RecordTerm,
        services.record_term,
        gettext_lazy("届满前 180、90、30 天自动提醒换届。"),
        needs_term=False,
    ),
    "re-elect": Act(
        gettext_lazy("登记换届"),
        forms.ReElect,
        services.record_re_election,
        gettext_lazy("本届到选举日结束，新一届从这一天开始。"),
        needs_term=True,
    ),
    "postpone": Act(
        gettext_lazy("批准延期换届"),
        forms.Postpone,
        services.postpone_election,
        gettext_lazy("延期须由上一级工会批准，最长半年。"),
        "postpone",
    ),
    "certify": Act(
        gettext_lazy("登记法人资格证书"),
        forms.Certify,
        services.register_certificate,
        gettext_lazy("原有证书自发证日期起失效。"),
    ),
    "add-post": Act(
        gettext_lazy("设置职务"),
        forms.Post,
        services.create_post,
        gettext_lazy("岗位权限由安全管理员另行授予。"),
    ),
    "rename": Act(
        gettext_lazy("更名改码"),
        forms.Rename,
        services.rename_union,
        gettext_lazy("原名称和代码保留在沿革中，仍可查到。"),
        "rename",
    ),
    "move": Act(
        gettext_lazy("变更隶属"),
        forms.Move,
        services.move_union,
        gettext_lazy("它和全部下级一起移到新的上级之下，以往数字可按当时或现行区划查看。"),
        "move",
        dialog=False,
    ),
    "split": Act(
        gettext_lazy("分设工会"),
        forms.Split,
        services.split_union,
        gettext_lazy("在同一上级之下成立新的工会，勾选的下级随之划出。"),
        "split",
        dialog=False,
    ),
    "merge": Act(
        gettext_lazy("并入其他工会"),
        forms.Merge,
        services.merge_unions,
        gettext_lazy("全部下级和人数转入对方，本工会标为已合并，记录保留。"),
        "merge",
        "danger",
        dialog=False,
    ),
    "dissolve": Act(
        gettext_lazy("撤销工会"),
        forms.Dissolve,
        services.dissolve_union,
        gettext_lazy("撤销后不再计入工会组织数，记录保留；会员会籍可以保留。"),
        "dissolve",
        "danger",
    ),
    "dormant": Act(
        gettext_lazy("标为有名无实"),
        forms.Note,
        services.mark_dormant,
        gettext_lazy("标记后列入整顿名单，仍计入工会组织数。"),
        "mark_dormant",
    ),
    "revive": Act(
        gettext_lazy("恢复正常"),
        forms.Nothing,
        services.revive,
        gettext_lazy("去掉“有名无实”标记。"),
        "revive",
    ),
}


def in_turn(acts: list[dict[str, Any]], due_soon: bool) -> list[dict[str, Any]]:
    """The same with the step of the moment first: approve, else re-elect, else edit."""
    first = "re-elect" if due_soon else ""
    return sorted(acts, key=lambda act: (act["name"] != first, act["name"] != "found"))


def open_acts(actor: Actor, union: Any) -> list[dict[str, Any]]:
    """The verbs this person may take on this union now, as items of a menu."""
    return [
        {
            "name": name,
            "label": act.label,
            "url": reverse("unions:act", args=[union.pk, name]),
            "dialog": act.dialog,
            "danger": act.kind == "danger",
        }
        for name, act in ACTS.items()
        if is_open(actor, union, act)
    ]


def is_open(actor: Actor, union: Any, act: Act) -> bool:
    """Whether the button is shown: the workflow decides, else the keeper of the ledger."""
    if act.step == "postpone":
        return policy.can_approve(actor, union) and selectors.running_term(union) is not None
    if act.step:
        return UNION.is_open(actor, union, act.step)
    if not policy.can_edit(actor, union) or not union.is_standing:
        return False
    if act.needs_term is None:
        return True
    may_elect = union.kind not in UnionKind.dispatched()
    return may_elect and (selectors.running_term(union) is not None) is act.needs_term


@require_http_methods(["GET", "POST"])
def act(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """One verb: its form, and its service on clean input."""
    union = selectors.find_union(request.actor, pk)
    if (found := ACTS.get(verb)) is None or not is_open(request.actor, union, found):
        raise Missing
    form = found.form(request.POST or None, initial=_start(request, union, verb))
    _fit(form, union)
    known = {"actor": request.actor, "union_id": pk, "now": request.now}
    if (request.method == "POST" or form.is_bound) and submit(form, found.service, **known):
        messages.success(request, _("已办理：%(label)s") % {"label": found.label})
        return _go(request, reverse("unions:detail", args=[pk]))
    return form_page(
        request,
        form,
        title=f"{found.label}：{union.name}",
        label=found.label,
        back=reverse("unions:detail", args=[pk]),
        effect=found.effect,
        kind=found.kind,
        above=above_of(union),
    )


def form_page(
    request: ActorRequest,
    form: django_forms.Form,
    *,
    title: str,
    label: Any,
    back: str,
    effect: Any = "",
    kind: str = "primary",
    above: Sequence[tuple[Any, str]] = (),
) -> HttpResponse:
    """One verb as a page, or in the dialog; 422 where something is wrong."""
    context: dict[str, Any] = {"above": list(above)} if above else {}
    context |= {
        "form": form,
        "title": title,
        "submit": label,
        "effect": effect,
        "kind": kind,
        "back": back,
        "pickers": picked(request.actor, form),
    }
    status = 422 if form.is_bound else 200
    return page(request, "unions/act.html", context, part="popup", status=status)


def above_of(union: Any) -> list[tuple[Any, str]]:
    """The crumbs above a verb on a union."""
    here = reverse("unions:detail", args=[union.pk])
    return [(_("组织管理"), reverse("unions:list")), (union.name, here)]


def _start(request: ActorRequest, union: Any, verb: str) -> dict[str, Any]:
    """What a form begins with: the row as it is, today, what a picker page chose."""
    today = localdate(request.now)
    names = ("version", "phone", "address", "uscc", "workers", "members", "women_members")
    start: dict[str, Any] = {name: getattr(union, name) for name in names}
    if verb == "rename":
        start |= {name: getattr(union, name) for name in ("name", "short_name", "code")}
    if verb == "record-term":
        start["number"] = 1
    days = ("effective_on", "on", "held_on", "begun_on", "issued_on")
    return start | dict.fromkeys(days, today) | {"years": 5, **request.GET.dict()}


def _fit(form: django_forms.Form, union: Any) -> None:
    """The choices that depend on the union."""
    fields: dict[str, Any] = form.fields
    if "registrar_id" in fields:
        fields["registrar_id"].choices = selectors.registrars_of(union)
    if "child_ids" in fields:
        fields["child_ids"].choices = selectors.children_choices(union)
    if "until" in fields and (term := selectors.running_term(union)):
        days = {"due": date_cn(term.ends_on), "latest": date_cn(services.latest_postponed(term))}
        fields["until"].help_text = _("本届 %(due)s届满，最晚可延期至 %(latest)s") % days


def _go(request: ActorRequest, url: str) -> HttpResponse:
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
