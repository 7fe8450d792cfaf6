"""One task: its page, setting it up, giving it out, reporting."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from niangjia.domains.tasks.enums.tasks import Origin, Reach
from niangjia.domains.tasks.forms import tasks as forms
from niangjia.domains.tasks.jobs.giving import PART, give_to_many
from niangjia.domains.tasks.policy.roles import ISSUER
from niangjia.domains.tasks.policy.tasks import can_view, issues_here
from niangjia.domains.tasks.selectors import progress
from niangjia.domains.tasks.selectors import tasks as selectors
from niangjia.domains.tasks.selectors.choosing import Choice, chosen_unions
from niangjia.domains.tasks.selectors.figures import figures_for
from niangjia.domains.tasks.selectors.names import unions_named
from niangjia.domains.tasks.selectors.origins import source_of
from niangjia.domains.tasks.selectors.programmes import running_measures
from niangjia.domains.tasks.services import doing, giving, supervising
from niangjia.domains.tasks.services import reading as receipts
from niangjia.domains.tasks.workflow.tasks import TASK
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.errors import Refused
from niangjia.foundation.files import selectors as files
from niangjia.foundation.jobs import services as jobs
from niangjia.foundation.web import ActorRequest, only_for, page, submit
from niangjia.foundation.web.picking import picked

from .acts import links_for
from .board import board_context


@require_http_methods(["GET", "POST"])
def show(request: ActorRequest, pk: int) -> HttpResponse:
    """A task with everything said about it, and what was passed on below."""
    task = selectors.find_task(request.actor, pk)
    receipts.note_read(actor=request.actor, task_id=pk, now=request.now)
    reports = list(selectors.reports_of(task))
    today = localdate(request.now)
    context: dict[str, Any] = {
        "task": task,
        "reports": reports,
        "files": _files(reports),
        "letters": [shown(file) for file in files.attachments_of("tasks.letter", task.pk)],
        "delays": selectors.delays_of(task),
        "urges": selectors.urges_of(task),
        "helpers": selectors.helpers_of(task),
        "figures": figures_for(task, today),
        "steps": TASK.open_to(request.actor, task),
        "may_judge": bool(issues_here(request.actor, task)),
        "links": links_for(request.actor, task),
        "source": source_of(request.actor, task),
        "sees_parent": task.parent is not None and bool(can_view(request.actor, task.parent)),
        "levels": progress.by_level(request.actor, task, today) if task.is_cascaded else [],
    }
    context |= board_context(request, parent=task.pk)
    return page(request, "tasks/task.html", context, part="rows")


def _files(reports: list[Any]) -> dict[int, list[dict[str, Any]]]:
    found = files.attachments_of_many("tasks.report", [row.pk for row in reports])
    return {pk: [shown(file) for file in attached] for pk, attached in found.items()}


def shown(file: Any) -> dict[str, Any]:
    """An attachment as the pages list it."""
    return {
        "name": file.name,
        "url": reverse("files:download", args=[file.pk]),
        "kind": file.icon,
        "at": file.uploaded_at,
    }


@require_http_methods(["GET", "POST"])
@only_for(ISSUER)
def propose(request: ActorRequest) -> HttpResponse:
    """立项: set a task up at the union one stands at."""
    initial = {name: request.GET.get(name) for name in ("title", "measure_id", "due_on")}
    form = forms.Propose(
        request.POST or None, measures=running_measures(request.actor), initial=initial
    )
    known = {"actor": request.actor, "now": request.now}
    if task := submit(form, giving.propose_task, **known):
        messages.success(request, _("已立项，请选择交办范围"))
        return redirect("tasks:hand_out", pk=task.pk)
    status = 422 if form.errors else 200
    return page(request, "tasks/propose.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def hand_out(request: ActorRequest, pk: int) -> HttpResponse:
    """交办 or 分解: choose the units; a few at once, thousands in a job with progress."""
    task = selectors.find_task(request.actor, pk)
    form = forms.HandOut(request.POST or None)
    if form.is_valid():
        try:
            return _give(request, pk, form, unions_meant(request, task, form.cleaned_data))
        except Refused as refusal:
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, str(refusal))
    context = {"task": task, "form": form}
    return page(request, "tasks/hand_out.html", context, status=422 if form.errors else 200)


def unions_meant(request: ActorRequest, task: Any, clean: dict[str, Any]) -> list[int]:
    """The ids of the unions the form means."""
    listed = clean["reach"] == Reach.LIST
    choice = Choice(
        reach=clean["reach"],
        level=clean["level"],
        union_ids=unions_named(task.path, clean["names"]) if listed else (),
        metric=clean["metric"],
        sign=clean["sign"],
        number=Decimal(clean["number"] or 0),
    )
    return [union.pk for union in chosen_unions(task.path, choice, localdate(request.now))]


def _give(request: ActorRequest, pk: int, form: forms.HandOut, ids: list[int]) -> HttpResponse:
    known = {
        "task_id": pk,
        "days_earlier": form.cleaned_data["days_earlier"],
        "departments": form.departments_listed(),
        "note": form.cleaned_data["note"],
    }
    if len(ids) > PART:
        giving.check_hand_out(actor=request.actor, now=request.now, **known)
        started = jobs.start(
            actor=request.actor,
            title=_("交办任务"),
            task=give_to_many,
            now=request.now,
            person_id=request.actor.user_id,
            standing_at=request.actor.unit_id,
            union_ids=ids,
            **known,
        )
        return redirect("jobs:status", pk=started.pk)
    choice = Choice(Reach.LIST, union_ids=ids)
    new = giving.hand_out(actor=request.actor, choice=choice, now=request.now, **known)
    said = _("已交办 %(n)s 家") % {"n": len(new)}
    if had := len(ids) * max(len(known["departments"]), 1) - len(new):
        said += _("，另有 %(n)s 家此前已交办") % {"n": had}
    messages.success(request, said)
    return redirect("tasks:task", pk=pk)


@require_http_methods(["GET", "POST"])
def report(request: ActorRequest, pk: int) -> HttpResponse:
    """反馈: one due report, one form, the ledger's figures already in it."""
    task = selectors.find_task(request.actor, pk)
    form = forms.Report(
        request.POST or None, request.FILES or None, initial={"expect": task.version}
    )
    known = {"actor": request.actor, "task_id": pk, "now": request.now}
    if filed := submit(form, doing.report, **known):
        whole = filed.progress >= 100
        messages.success(request, _("已反馈，等待审核") if whole else _("阶段反馈已保存"))
        return redirect("tasks:task", pk=pk)
    context = {
        "task": task,
        "form": form,
        "figures": figures_for(task, localdate(request.now)),
        "last": selectors.last_report(task),
        "is_open": TASK.is_open(request.actor, task, "report"),
    }
    return page(request, "tasks/report.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@only_for(ISSUER)
def supervise(request: ActorRequest) -> HttpResponse:
    """督办: what was found on another page becomes a task of one unit."""
    form = forms.Supervise(request.POST or None, initial=_found(request))
    known = {"actor": request.actor, "now": request.now}
    if root := submit(form, _supervise_one, **known):
        messages.success(request, _("已交办督办事项"))
        return redirect("tasks:task", pk=root.pk)
    context = {"form": form, "pickers": picked(request.actor, form)}
    return page(request, "tasks/supervise.html", context, status=422 if form.errors else 200)


def _found(request: ActorRequest) -> dict[str, Any]:
    """What the page one comes from says: which unit (by its code), what, at which figure."""
    start: dict[str, Any] = {
        name: request.GET.get(name, "")
        for name in ("title", "content", "metrics", "union_id", "seen_in")
    }
    if code := request.GET.get("union"):
        start["union_id"] = unions.union_by_code(code).pk
        start["seen_at"] = start["union_id"] if start["seen_in"] else None
    return start


def _supervise_one(*, union_id: int, seen_at: int | None, seen_in: str, **known: Any) -> Any:
    """What was seen on the cockpit leads back to its figure."""
    if seen_at and seen_in:
        known |= {"origin": Origin.COCKPIT, "origin_id": seen_at, "seen_in": seen_in}
    return supervising.supervise(union_ids=[union_id], **known)
