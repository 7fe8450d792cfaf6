"""会员名册: the ledger, finding an exact number, bulk acts, the workbook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.forms import Form
from django.http import FileResponse, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from niangjia.domains.members.forms import roll as forms
from niangjia.domains.members.jobs import roll as jobs
from niangjia.domains.members.selectors import roll, search
from niangjia.domains.members.selectors.doors import READERS, WRITERS
from niangjia.domains.members.services import roll_acts
from niangjia.foundation.errors import Missing
from niangjia.foundation.exchange.asking import ask_export
from niangjia.foundation.exchange.bulk import MOST_AT_ONCE, Bulk, answer, sent, ticked
from niangjia.foundation.habits import selectors as habits
from niangjia.foundation.jobs.models import Progress
from niangjia.foundation.jobs.services import start
from niangjia.foundation.ui.form_words import chosen, with_query
from niangjia.foundation.web import ActorRequest, only_for, page
from niangjia.foundation.web.keyset import Count, count_to, size_of
from niangjia.foundation.web.verbs import Verb, show_form

ROOM = gettext_lazy("会员")
TITLE = gettext_lazy("会员名册")
EFFECTS = {
    "dues": gettext_lazy("保留会籍的人员不缴会费，会跳过。"),
    "life": gettext_lazy("组织生活和会费都中断满六个月，才可能认定自动退会。"),
    "order": gettext_lazy("每人一张，已有这种卡的会跳过。电子会员卡入会后自动开通，不用申领。"),
    "retire": gettext_lazy("保留会籍期间没有表决权、选举权和被选举权，不缴会费，不计入会率。"),
}


@require_safe
@only_for(*READERS)
def index(request: ActorRequest) -> HttpResponse:
    """The roll: views, conditions, one page of rows."""
    form = forms.RollFilter(request.GET, actor=request.actor)
    wanted = form.conditions()
    if search.is_number(wanted.q):
        return _go(request, _to_mark(request, wanted.q))
    size, look = size_of(request.GET.get("size")), habits.look_of(request.actor, roll.LEDGER)
    is_part = bool(request.htmx) and not request.htmx.boosted
    counts = roll.view_counts(request.actor, wanted, only_these=is_part)
    context = {
        "form": form,
        "wanted": wanted,
        "chosen": _chosen(form, request.GET),
        "lines": roll.roll_page(request.actor, wanted, request.GET.get("page", ""), size),
        "count": counts.pop(""),
        "views": _views(request, wanted.view, counts),
        "saved": habits.filters_of(request.actor, roll.LEDGER.key),
        "columns": look.columns,
        "density": look.density,
        "size": size,
        "may_edit": bool(request.actor.here) and request.actor.holds(WRITERS, request.actor.here),
        "acts": roll_acts.ROLL,
        "today": localdate(request.now),
    }
    return page(request, "members/roll.html", context, part="rows")


def _views(request: ActorRequest, current: str, counts: dict[str, Count]) -> list[dict[str, Any]]:
    return [
        {
            "text": roll.VIEWS[view] if count.exact else f"{roll.VIEWS[view]} {_('1万+')}",
            "url": with_query(request.GET, view=view, page=None),
            "count": count.number if count.exact else None,
            "current": view == current,
        }
        for view, count in counts.items()
    ]


def _chosen(form: forms.RollFilter, query: QueryDict) -> list[dict[str, str]]:
    """The conditions in words; a number stands there as its mark and is not told."""
    found = chosen(form, query)
    if form.cleaned_data.get("who"):
        url = with_query(query, who=None, page=None)
        found.insert(0, {"text": _("证件号码或手机号：已指定"), "url": url})
    return found


@require_http_methods(["GET", "POST"])
@only_for(*READERS)
def lookup(request: ActorRequest) -> HttpResponse:
    """按号码查找: the number comes in the form; its mark goes into the address."""
    form = forms.Lookup(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return _go(request, _to_mark(request, form.cleaned_data["number"]))
    verb = Verb(_("按号码查找"))
    back = reverse("members:roll")
    return show_form(request, verb, form, crumbs=[(ROOM, ""), (TITLE, back)], back=back)


def _to_mark(request: ActorRequest, number: str) -> str:
    mark = search.mark_of(request.actor, number)
    return reverse("members:roll") + with_query("", who=mark, view="all")


def _go(request: ActorRequest, url: str) -> HttpResponse:
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


@require_http_methods(["GET", "POST"])
@only_for(*READERS)
def export(request: ActorRequest) -> HttpResponse | FileResponse:
    """导出 the roll as on paper, numbers masked."""
    wanted = roll.conditions_of(request.GET.dict())
    everything = roll.Conditions(view=wanted.view)
    return ask_export(
        request,
        "members",
        chosen=count_to(roll.roll_rows(request.actor, wanted)),
        everything=count_to(roll.roll_rows(request.actor, everything)),
        back=reverse("members:roll"),
    )


@require_POST
@only_for(*WRITERS)
def bulk(request: ActorRequest, action: str) -> HttpResponse:
    """One act on the ticked members, or on all that meet the conditions."""
    if action not in forms.BULK:
        raise Missing
    known: dict[str, Any] = {"actor": request.actor, "action": action, "now": request.now}
    back = reverse("members:roll")
    act = Bulk(
        label=roll_acts.ROLL[action],
        noun=_("会员"),
        measure=_("名会员"),
        back=back,
        crumbs=[(ROOM, ""), (TITLE, back)],
        do=lambda ids, clean: roll_acts.act_on_members(ids=ids, values=clean, **known),
        keep=lambda outcome: roll_acts.keep_outcome(outcome=outcome, **known),
        later=lambda ids, clean: _by_job(request, action, ids, clean),
        effect=EFFECTS[action],
    )
    today = localdate(request.now)
    form: Form = forms.BULK[action](sent(request), initial={"on": today, "until": today})
    return answer(request, act, form, ticked(request, lambda: _ids_of_all(request)))


def _by_job(request: ActorRequest, action: str, ids: list[int], clean: dict[str, Any]) -> Progress:
    return start(
        actor=request.actor,
        title=_("%(label)s：%(n)s 名会员") % {"label": roll_acts.ROLL[action], "n": len(ids)},
        task=jobs.act_on_members,
        now=request.now,
        person_id=request.actor.user_id,
        standing_at=request.actor.unit_id,
        action=action,
        ids=ids,
        values={name: str(value) for name, value in clean.items()},
    )


def _ids_of_all(request: ActorRequest) -> Iterable[int]:
    """选择全部: the ids of the conditions in the hidden query."""
    form = forms.RollFilter(QueryDict(request.POST.get("query", "")), actor=request.actor)
    rows = roll.roll_rows(request.actor, form.conditions())
    return rows.order_by("path", "pk").values_list("pk", flat=True)[:MOST_AT_ONCE]
