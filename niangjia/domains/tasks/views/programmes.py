"""Programmes: the list, writing one, its overview, its matrix."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.domains.tasks.forms import programmes as forms
from niangjia.domains.tasks.policy.programmes import runs_here
from niangjia.domains.tasks.policy.roles import ISSUER
from niangjia.domains.tasks.selectors import programmes as selectors
from niangjia.domains.tasks.selectors import progress
from niangjia.domains.tasks.selectors.figures import read_figures
from niangjia.domains.tasks.selectors.research import problems_of
from niangjia.domains.tasks.services import programmes as services
from niangjia.domains.tasks.workflow.programmes import PROGRAMME
from niangjia.domains.unions.enums import Level
from niangjia.foundation.files import selectors as files
from niangjia.foundation.web import ActorRequest, only_for, page, submit

STEPS = {"launch": services.launch, "close": services.close_programme}
FIELDS = ("title", "goal", "issuer", "number", "issued_on", "begins_on", "ends_on")


@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """Every programme this person sees."""
    context = {
        "programmes": list(selectors.programmes_of(request.actor)[:100]),
        "may_draft": request.actor.begins({ISSUER}),
    }
    return page(request, "tasks/programmes.html", context)


@require_safe
def show(request: ActorRequest, pk: int) -> HttpResponse:
    """How far it has come, by aspect and by level."""
    programme = selectors.find_programme(request.actor, pk)
    today = localdate(request.now)
    lines = progress.overview(request.actor, programme, today)
    context = {
        "programme": programme,
        "lines": lines,
        "total": progress.total(line.tally for line in lines),
        "levels": progress.of_level(request.actor, programme, today),
        "files": files.attachments_of(services.FILES, programme.pk),
        "runs": runs_here(request.actor, programme),
        "steps": PROGRAMME.open_to(request.actor, programme),
        "today": today,
    }
    return page(request, "tasks/programme.html", context)


@require_safe
def matrix(request: ActorRequest, pk: int) -> HttpResponse:
    """Units × measures on one screen."""
    programme = selectors.find_programme(request.actor, pk)
    asked = request.GET.get("level", "")
    level = int(asked) if asked in {str(each.value) for each in Level} else Level.COUNTY
    today = localdate(request.now)
    measures, rows = progress.matrix(request.actor, programme, level, today)
    context = {
        "programme": programme,
        "measures": measures,
        "rows": rows,
        "level": level,
        "levels_shown": [
            {"text": each.label, "url": f"?level={each.value}", "current": each == level}
            for each in (Level.CITY, Level.COUNTY, Level.TOWNSHIP)
        ],
        "today": today,
    }
    return page(request, "tasks/matrix.html", context)


@require_http_methods(["GET", "POST"])
@only_for(ISSUER)
def draft(request: ActorRequest) -> HttpResponse:
    """部署专项工作: the document first."""
    form = forms.Draft(request.POST or None, request.FILES or None)
    known = {"actor": request.actor, "now": request.now}
    if programme := submit(form, services.draft_programme, **known):
        messages.success(request, _("已保存，请写明方面和举措"))
        return redirect("tasks:programme", pk=programme.pk)
    return _form(request, form, _("部署专项工作"))


@require_http_methods(["GET", "POST"])
def rewrite(request: ActorRequest, pk: int) -> HttpResponse:
    """修改 the words and dates."""
    programme = selectors.find_programme(request.actor, pk)
    initial = {name: getattr(programme, name) for name in FIELDS}
    form = forms.Draft(request.POST or None, request.FILES or None, initial=initial)
    expect = request.POST.get("expect", "")
    known: dict[str, Any] = {
        "actor": request.actor,
        "programme_id": pk,
        "now": request.now,
        "expect": int(expect) if expect.isdecimal() else None,
    }
    if submit(form, services.rewrite_programme, **known):
        messages.success(request, _("已保存"))
        return redirect("tasks:programme", pk=pk)
    return _form(request, form, _("修改专项工作"), programme)


def _form(request: ActorRequest, form: Any, title: str, programme: Any = None) -> HttpResponse:
    context = {"form": form, "title": title, "programme": programme}
    status = 422 if form.errors else 200
    return page(request, "tasks/programme_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def add_aspect(request: ActorRequest, pk: int) -> HttpResponse:
    """One more side."""
    programme = selectors.find_programme(request.actor, pk)
    form = forms.AddAspect(request.POST or None)
    known = {"actor": request.actor, "programme_id": pk, "now": request.now}
    if submit(form, services.add_aspect, **known):
        return redirect("tasks:programme", pk=pk)
    return _form(request, form, _("增加方面"), programme)


@require_http_methods(["GET", "POST"])
def add_measure(request: ActorRequest, pk: int) -> HttpResponse:
    """One more measure."""
    programme = selectors.find_programme(request.actor, pk)
    aspects = [(row.pk, f"{row.order}. {row.title}") for row in selectors.aspects_of(programme)]
    form = forms.AddMeasure(request.POST or None, aspects=aspects)
    known = {"actor": request.actor, "programme_id": pk, "now": request.now}
    if submit(form, services.add_measure, **known):
        return redirect("tasks:programme", pk=pk)
    return _form(request, form, _("增加举措"), programme)


@require_safe
def measure(request: ActorRequest, pk: int) -> HttpResponse:
    """A measure, back to the problems it answers and forward to its tasks and figures."""
    row = selectors.find_measure(request.actor, pk)
    programme = row.aspect.programme
    today = localdate(request.now)
    tallies = progress.by_measure(request.actor, programme, today)
    context = {
        "measure": row,
        "programme": programme,
        "tally": tallies.get(row.pk, progress.Tally()),
        "problems": problems_of(request.actor, row),
        "figures": read_figures(row.metrics, request.actor.here or programme.path, today),
        "runs": runs_here(request.actor, programme),
    }
    return page(request, "tasks/measure.html", context)


@require_http_methods(["GET", "POST"])
def edit_measure(request: ActorRequest, pk: int) -> HttpResponse:
    """Rewrite a measure."""
    measure = selectors.find_measure(request.actor, pk)
    names = ("title", "standard", "department", "metrics")
    form = forms.EditMeasure(
        request.POST or None, initial={name: getattr(measure, name) for name in names}
    )
    known = {"actor": request.actor, "measure_id": pk, "now": request.now}
    if submit(form, services.edit_measure, **known):
        return redirect("tasks:programme", pk=measure.aspect.programme_id)
    return _form(request, form, _("修改举措"), measure.aspect.programme)


@require_POST
def drop_measure(request: ActorRequest, pk: int) -> HttpResponse:
    """Take a measure out of a draft."""
    measure = selectors.find_measure(request.actor, pk)
    services.drop_measure(actor=request.actor, measure_id=pk, now=request.now)
    return redirect("tasks:programme", pk=measure.aspect.programme_id)


@require_POST
def advance(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """启动 or 收官."""
    row = STEPS[verb](actor=request.actor, programme_id=pk, now=request.now)
    messages.success(
        request, _("“%(title)s”%(state)s") % {"title": row, "state": row.get_state_display()}
    )
    return redirect("tasks:programme", pk=pk)
