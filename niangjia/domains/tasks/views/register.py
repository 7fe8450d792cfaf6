"""收发文登记: the register as a ledger, one line, and what is done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.domains.tasks.enums.register import Direction, EntryState
from niangjia.domains.tasks.forms import register as forms
from niangjia.domains.tasks.policy.register import can_instruct, can_keep
from niangjia.domains.tasks.policy.roles import DOER, ISSUER
from niangjia.domains.tasks.selectors import register as selectors
from niangjia.domains.tasks.selectors.lights import dial
from niangjia.domains.tasks.selectors.names import unions_named
from niangjia.domains.tasks.selectors.programmes import programmes_of
from niangjia.domains.tasks.services import handling
from niangjia.domains.tasks.services import register as services
from niangjia.domains.tasks.services.register_exports import produce_register, wanted_of
from niangjia.domains.tasks.workflow.register import ENTRY
from niangjia.foundation.errors import Missing
from niangjia.foundation.exchange.export import EXPORT_NOW_LIMIT, export_ledger
from niangjia.foundation.exchange.handing import workbook
from niangjia.foundation.exchange.later import export_later
from niangjia.foundation.files import selectors as files
from niangjia.foundation.ui.form_words import with_query
from niangjia.foundation.web import ActorRequest, page, submit
from niangjia.foundation.web.keyset import count_to, size_of

from .verbs import Verb, ask


@dataclass(frozen=True, slots=True)
class Act:
    """A verb of a line: its words, its form, its service."""

    verb: Verb
    form: type[django_forms.Form]
    service: Any


ACTS: dict[str, Act] = {
    "suggest": Act(
        Verb(gettext_lazy("填写拟办意见"), gettext_lazy("办公室提出办理建议，送领导批示")),
        forms.Suggest,
        handling.suggest,
    ),
    "instruct": Act(
        Verb(gettext_lazy("登记批示"), gettext_lazy("写明批示内容、承办部门和期限")),
        forms.Instruct,
        handling.instruct,
    ),
    "finish_entry": Act(Verb(gettext_lazy("办结文件")), forms.Say, handling.finish),
    "file_away": Act(
        Verb(gettext_lazy("阅存"), gettext_lazy("只需阅知、不用办理的文件")),
        django_forms.Form,
        handling.file_away,
    ),
    "void": Act(
        Verb(gettext_lazy("作废登记"), gettext_lazy("登记号保留，不再使用"), "danger"),
        forms.Void,
        handling.void,
    ),
}


def _keeps(request: ActorRequest) -> bool:
    """Works for exactly the union stood at."""
    here = request.actor.here
    return bool({(DOER, here), (ISSUER, here)} & request.actor.posts)


@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """The register of where one stands: what came in, or what went out."""
    today = localdate(request.now)
    form = forms.Find(request.GET, years=selectors.years_of(request.actor))
    wanted = form.wanted()
    size = size_of(request.GET.get("size"))
    rows = selectors.entry_rows(request.actor, wanted, today)
    clock = selectors.Clock(dial(today))
    lines = selectors.entry_page(request.actor, wanted, today, request.GET.get("page", ""), size)
    context = {
        "form": form,
        "wanted": wanted,
        "lines": lines,
        "clock": clock,
        "count": count_to(rows),
        "size": size,
        "books": _tabs(request, "direction", Direction.choices, wanted.direction),
        "views": _tabs(request, "view", selectors.VIEWS.items(), wanted.view),
        "keeps": _keeps(request),
    }
    return page(request, "tasks/register.html", context, part="rows")


def _tabs(request: ActorRequest, name: str, choices: Any, now: str) -> list[dict[str, Any]]:
    return [
        {
            "text": label,
            "url": with_query(request.GET, **{name: value, "page": None}),
            "current": value == now,
        }
        for value, label in choices
    ]


@require_safe
def show(request: ActorRequest, pk: int) -> HttpResponse:
    """One line with its files, its handling and what began with it."""
    row = selectors.find_entry(request.actor, pk)
    verbs = [step.verb for step in ENTRY.open_to(request.actor, row)]
    kept = bool(can_keep(request.actor, row))
    context = {
        "entry": row,
        "files": files.attachments_of(services.FILES, row.pk),
        "due": selectors.Clock(dial(localdate(request.now))).shown(row),
        "verbs": verbs,
        "links": [
            {
                "label": ACTS[verb].verb.label,
                "url": reverse("tasks:handle_entry", args=[pk, verb]),
                "dialog": True,
                "danger": verb == "void",
            }
            for verb in verbs
        ],
        "keeps": kept and not row.source_id and row.state != EntryState.VOID,
        "leads": bool(can_instruct(request.actor, row)) and row.state != EntryState.VOID,
    }
    return page(request, "tasks/entry.html", context)


@require_http_methods(["GET", "POST"])
def register(request: ActorRequest) -> HttpResponse:
    """登记 a document under the next number."""
    if not _keeps(request):
        raise Missing
    initial = {
        "direction": request.GET.get("direction", Direction.IN),
        "registered_on": localdate(request.now),
    }
    form = forms.Register(
        request.POST or None,
        request.FILES or None,
        programmes=programmes_of(request.actor).values_list("pk", "title")[:50],
        initial=initial,
    )
    known = {"actor": request.actor, "now": request.now}
    if row := submit(form, services.register, **known):
        messages.success(request, _("已登记：%(number)s") % {"number": row.register_no})
        return redirect("tasks:entry", pk=row.pk)
    return _form(request, form, _("登记文件"))


def _form(request: ActorRequest, form: Any, title: str, row: Any = None) -> HttpResponse:
    context = {"form": form, "title": title, "entry": row}
    status = 422 if form.errors else 200
    return page(request, "tasks/entry_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def correct(request: ActorRequest, pk: int) -> HttpResponse:
    """修改登记."""
    row = selectors.find_entry(request.actor, pk)
    initial = {name: getattr(row, name) for name in forms.Correct.base_fields}
    form = forms.Correct(request.POST or None, initial=initial)
    known = {"actor": request.actor, "entry_id": pk, "now": request.now}
    if submit(form, services.correct_entry, **known):
        messages.success(request, _("已保存"))
        return redirect("tasks:entry", pk=pk)
    return _form(request, form, _("修改登记"), row)


@require_http_methods(["GET", "POST"])
def handle(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """拟办, 批示, 办结, 阅存, 作废."""
    if (act := ACTS.get(verb)) is None:
        raise Missing
    row = selectors.find_entry(request.actor, pk)
    initial = {"department": row.department, "due_on": row.due_on}
    data = request.POST if request.method == "POST" else None
    return _ask(request, row, act.verb, act.form(data, initial=initial), act.service)


def _ask(
    request: ActorRequest, row: Any, verb: Verb, form: django_forms.Form, service: Any
) -> HttpResponse:
    back = reverse("tasks:entry", args=[row.pk])
    crumbs = [(_("收发文登记"), reverse("tasks:register")), (row.register_no, back)]
    return ask(request, verb, form, service, crumbs=crumbs, back=back, entry_id=row.pk)


@require_http_methods(["GET", "POST"])
def begin_task(request: ActorRequest, pk: int) -> HttpResponse:
    """立为任务."""
    row = selectors.find_entry(request.actor, pk)
    form = forms.BeginTask(request.POST or None, initial={"title": row.title[:120]})
    verb = Verb(gettext_lazy("立为任务"), gettext_lazy("按文件要求交办，承办单位收到待办"))

    def give(*, names: str, **known: Any) -> Any:
        return handling.begin_task(union_ids=unions_named(row.path, names), **known)

    return _ask(request, row, verb, form, give)


@require_http_methods(["GET", "POST"])
def begin_programme(request: ActorRequest, pk: int) -> HttpResponse:
    """部署专项工作."""
    row = selectors.find_entry(request.actor, pk)
    form = forms.BeginProgramme(request.POST or None, initial={"title": row.title[:120]})
    verb = Verb(
        gettext_lazy("部署专项工作"),
        gettext_lazy("发文单位、文号、日期从登记带入，接着写方面和举措"),
    )
    return _ask(request, row, verb, form, handling.begin_programme)


@require_safe
def export(request: ActorRequest) -> HttpResponse | FileResponse:
    """导出 the paper register under the conditions of the page."""
    params = request.GET.dict()
    known: dict[str, Any] = {"actor": request.actor, "now": request.now}
    today = localdate(request.now)
    rows = selectors.entry_rows(request.actor, wanted_of(params), today)
    if not count_to(rows, EXPORT_NOW_LIMIT).exact:
        job = export_later(exporter_key="register", params=params, **known)
        return redirect("jobs:status", job.pk)
    paper, told = produce_register(request.actor, params, request.now)
    made = export_ledger(paper=paper, rows=told, filters=params, **known)
    return workbook(made)
