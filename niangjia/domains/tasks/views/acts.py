"""Small verbs of a task: each a form in the dialog, and as a page without script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
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
from django_stubs_ext import StrOrPromise

from niangjia.domains.tasks.forms import tasks as forms
from niangjia.domains.tasks.policy import tasks as policy
from niangjia.domains.tasks.selectors.tasks import find_delay, find_task
from niangjia.domains.tasks.services import doing, judging, letters
from niangjia.domains.tasks.workflow.tasks import TASK
from niangjia.domains.unions import selectors as unions
from niangjia.foundation.errors import Missing
from niangjia.foundation.scope import Actor
from niangjia.foundation.web import ActorRequest, page, submit
from niangjia.foundation.web.picking import picked


@dataclass(frozen=True, slots=True)
class Act:
    """A verb: its form and service, what it does in words, when it is offered."""

    label: StrOrPromise
    form: type[django_forms.Form]
    service: Callable[..., Any]
    effect: StrOrPromise = ""
    kind: str = "primary"
    step: str = ""
    offered: Callable[[Actor, Any], bool] = field(default=lambda _actor, _task: True)


def _may_do(actor: Actor, task: Any) -> bool:
    return bool(policy.can_do(actor, task)) and task.is_open


def _may_judge(actor: Actor, task: Any) -> bool:
    return bool(policy.can_judge(actor, task)) and task.is_open


def _may_press(actor: Actor, task: Any) -> bool:
    return bool(policy.can_judge(actor, task)) and task.waits_for_unit


def _may_help(actor: Actor, task: Any) -> bool:
    return task.is_open and bool((policy.can_do | policy.issues_here)(actor, task))


def _press_one(*, task_id: int, **known: Any) -> int:
    return judging.urge(task_ids=[task_id], **known)


ACTS: dict[str, Act] = {
    "receive": Act(
        gettext_lazy("签收"),
        django_forms.Form,
        doing.receive,
        gettext_lazy("签收后由本单位办理，您暂为责任人，可以再指定他人"),
        step="receive",
    ),
    "take-back": Act(
        gettext_lazy("撤回反馈"), django_forms.Form, doing.take_back, step="take_back"
    ),
    "accept": Act(
        gettext_lazy("审核通过"),
        forms.Note,
        judging.accept,
        gettext_lazy("通过后任务办结"),
        step="accept",
    ),
    "send-back": Act(
        gettext_lazy("退回整改"),
        forms.Note,
        judging.send_back,
        gettext_lazy("请写明还缺什么、怎样补"),
        step="send_back",
    ),
    "conclude": Act(gettext_lazy("办结"), forms.Note, judging.conclude, step="conclude"),
    "strike-off": Act(gettext_lazy("销号"), forms.Note, judging.strike_off, step="strike_off"),
    "reopen": Act(
        gettext_lazy("重新办理"),
        forms.Note,
        judging.reopen,
        gettext_lazy("任务回到办理中，请写明理由"),
        step="reopen",
    ),
    "withdraw": Act(
        gettext_lazy("撤销任务"),
        forms.Note,
        judging.withdraw,
        gettext_lazy("向下分解的未办结任务一并撤销，已办结的保留"),
        "danger",
        step="withdraw",
    ),
    "owner": Act(gettext_lazy("指定责任人"), forms.NameOwner, doing.name_owner, offered=_may_do),
    "delay": Act(
        gettext_lazy("申请延期"),
        forms.AskDelay,
        doing.ask_delay,
        gettext_lazy("由交办单位审批，批准前期限不变"),
        offered=_may_do,
    ),
    "help": Act(
        gettext_lazy("请其他单位会办"),
        forms.AskHelp,
        doing.ask_help,
        gettext_lazy("会办单位可以看到这项任务并提出意见"),
        offered=_may_help,
    ),
    "answer": Act(
        gettext_lazy("填写会办意见"),
        forms.AnswerHelp,
        doing.answer_help,
        offered=lambda actor, task: bool(policy.joins_in(actor, task)) and task.is_open,
    ),
    "urge": Act(
        gettext_lazy("催办"),
        forms.Urge,
        _press_one,
        gettext_lazy("对方打开任务即为已读；每天最多催办一次"),
        offered=_may_press,
    ),
    "due": Act(gettext_lazy("调整期限"), forms.ChangeDue, judging.change_due, offered=_may_judge),
    "pass": Act(
        gettext_lazy("转办"),
        forms.PassTo,
        judging.pass_to,
        gettext_lazy("新的单位重新签收，期限不变"),
        offered=lambda actor, task: _may_press(actor, task) and not task.is_cascaded,
    ),
    "letter": Act(
        gettext_lazy("发督办单"),
        forms.Letter,
        letters.issue_letter,
        gettext_lazy("编号印发，承办单位在任务页可以看到"),
        offered=_may_judge,
    ),
}


def links_for(actor: Actor, task: Any) -> list[dict[str, Any]]:
    """The verbs this person may press on this task now."""
    steps = {step.verb for step in TASK.open_to(actor, task)}
    return [
        {
            "key": key,
            "label": act.label,
            "danger": act.kind == "danger",
            "dialog": True,
            "url": reverse("tasks:act", args=[task.pk, key]),
        }
        for key, act in ACTS.items()
        if (act.step in steps if act.step else act.offered(actor, task))
    ]


@require_http_methods(["GET", "POST"])
def act(request: ActorRequest, pk: int, key: str) -> HttpResponse:
    """One verb: asked in the dialog, done, told."""
    if (found := ACTS.get(key)) is None:
        raise Missing
    task = find_task(request.actor, pk)
    form = _form(request, found, task)
    known = {"actor": request.actor, "task_id": pk, "now": request.now}
    if request.method == "POST" and submit(form, found.service, **known) is not None:
        messages.success(request, _("已办理：%(label)s") % {"label": found.label})
        return _go(request, reverse("tasks:task", args=[pk]))
    context = {
        "task": task,
        "form": form,
        "title": found.label,
        "effect": found.effect,
        "kind": found.kind,
        "pickers": picked(request.actor, form),
    }
    status = 422 if form.errors else 200
    return page(request, "tasks/act.html", context, part="popup", status=status)


def _form(request: ActorRequest, found: Act, task: Any) -> django_forms.Form:
    data = request.POST if request.method == "POST" else None
    extra: dict[str, Any] = {"initial": request.GET.dict()}
    if found.form is forms.NameOwner:
        extra["people"] = unions.people_at(task.union_id, localdate(request.now))
    return found.form(data, **extra)


def _go(request: ActorRequest, url: str) -> HttpResponse:
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


VERDICTS = ("grant", "refuse")


@require_http_methods(["GET", "POST"])
def judge_delay(request: ActorRequest, pk: int, verdict: str) -> HttpResponse:
    """同意 or 不同意延期."""
    if verdict not in VERDICTS:
        raise Missing
    grant = verdict == "grant"
    form = forms.Note(request.POST if request.method == "POST" else None)
    known = {"actor": request.actor, "delay_id": pk, "grant": grant, "now": request.now}
    if delay := submit(form, judging.judge_delay, **known):
        messages.success(request, _("已答复延期申请"))
        return _go(request, reverse("tasks:task", args=[delay.task_id]))
    from_task = find_delay(request.actor, pk).task
    context = {
        "task": from_task,
        "form": form,
        "title": _("同意延期") if grant else _("不同意延期"),
        "effect": "",
        "kind": "primary",
        "pickers": {},
    }
    status = 422 if form.errors else 200
    return page(request, "tasks/act.html", context, part="popup", status=status)


@require_http_methods(["POST"])
def urge_many(request: ActorRequest) -> HttpResponse:
    """催办 for the ticked rows."""
    ids = [int(pk) for pk in request.POST.getlist("ids") if pk.isdecimal()][:2000]
    note = request.POST.get("note") or str(forms.Urge.base_fields["note"].initial)
    pressed = judging.urge(actor=request.actor, task_ids=ids, note=note, now=request.now)
    messages.success(request, _("已催办 %(n)s 家") % {"n": pressed})
    back = request.POST.get("back", "")
    return redirect("tasks:task", pk=int(back)) if back.isdecimal() else redirect("tasks:board")


@require_http_methods(["POST"])
def accept_many(request: ActorRequest) -> HttpResponse:
    """审核通过 for the ticked rows; what somebody else has judged meanwhile is left."""
    ids = [int(pk) for pk in request.POST.getlist("ids") if pk.isdecimal()][:2000]
    outcome = judging.accept_many(actor=request.actor, task_ids=ids, now=request.now)
    said = _("已审核通过 %(n)s 家") % {"n": len(outcome.done)}
    if outcome.refused:
        said += _("；%(n)s 家未通过：%(why)s") % {
            "n": len(outcome.refused),
            "why": outcome.refused[0][1],
        }
    messages.success(request, said)
    back = request.POST.get("back", "")
    return redirect("tasks:task", pk=int(back)) if back.isdecimal() else redirect("tasks:board")
