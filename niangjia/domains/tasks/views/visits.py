"""走访: the list, the note from the phone, one visit, and what is done with its problems."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.domains.tasks.forms import visits as forms
from niangjia.domains.tasks.policy import pairings as policy
from niangjia.domains.tasks.selectors import pairings, supporters
from niangjia.domains.tasks.selectors import visits as selectors
from niangjia.domains.tasks.services import problems as solving
from niangjia.domains.tasks.services import visits as services
from niangjia.domains.tasks.workflow.problems import PROBLEM
from niangjia.foundation.errors import Missing
from niangjia.foundation.files.selectors import attachments_of
from niangjia.foundation.ui.form_words import with_query
from niangjia.foundation.web import ActorRequest, page, submit
from niangjia.foundation.web.keyset import count_to, key_page, size_of
from niangjia.foundation.web.pages import render

from .verbs import Verb, ask

ADD = Verb(gettext_lazy("补记问题"))
HAND_ON = Verb(gettext_lazy("交办问题"), gettext_lazy("交办后成为一项任务，任务办结问题即解决"))
SETTLE = Verb(gettext_lazy("现场解决"))
RAISE_UP = Verb(gettext_lazy("上报问题"), gettext_lazy("上报后由省总工会处理，处理结果会通知您"))
SEND_DOWN = Verb(
    gettext_lazy("退回问题"), gettext_lazy("退回后由上报的市级工会继续处理，请写明怎样办")
)
KEPT = "tasks-note-1"
"""Where the phone keeps the page of the note."""

STATES = {
    "": gettext_lazy("全部"),
    "found": gettext_lazy("待交办"),
    "raised": gettext_lazy("已上报"),
    "handed": gettext_lazy("交办中"),
    "solved": gettext_lazy("已解决"),
}


@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """Every visit below where one stands, the latest first."""
    form = forms.VisitFilter(request.GET)
    form.is_valid()
    rows = selectors.visits_of(request.actor, form.cleaned_data.get("q", ""))
    size = size_of(request.GET.get("size"))
    context = {
        "form": form,
        "lines": key_page(rows, ("-visited_on", "-pk"), request.GET.get("page", ""), size),
        "count": count_to(rows),
        "size": size,
        "may_log": _may_log(request),
    }
    return page(request, "tasks/visits.html", context, part="rows")


def _may_log(request: ActorRequest) -> bool:
    return pairings.may_visit(request.actor, localdate(request.now)).exists()


def _choices(request: ActorRequest) -> list[tuple[int, str]]:
    rows = pairings.may_visit(request.actor, localdate(request.now))
    mine = [row for row in rows if row.person_id == request.actor.user_id]
    rest = [row for row in rows if row.person_id != request.actor.user_id]
    return [(row.pk, f"{row.union.name}（{row.supporter_words}）") for row in (*mine, *rest)]


@require_http_methods(["GET", "POST"])
def write(request: ActorRequest) -> HttpResponse:
    """写走访记录: works without script; with it a note waits on the phone until the net is back."""
    initial = {
        "key": uuid4(),
        "visited_on": localdate(request.now),
        "pairing_id": request.GET.get("pairing"),
    }
    form = _note(request, initial)
    known = {"actor": request.actor, "now": request.now}
    if request.method == "POST" and (visit := submit(form, services.log_visit, **known)):
        return redirect("tasks:visit", pk=visit.pk)
    status = 422 if form.errors else 200
    return page(request, "tasks/note.html", {"form": form, "kept": KEPT}, status=status)


def _note(request: ActorRequest, initial: dict[str, Any]) -> forms.Note:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return forms.Note(*sent, pairings=_choices(request), initial=initial)


@require_POST
def send(request: ActorRequest) -> JsonResponse:
    """A note from the queue of a phone: the visit it has become, or what is wrong with it."""
    form = _note(request, {})
    visit = submit(form, services.log_visit, actor=request.actor, now=request.now)
    if visit is None:
        told = [str(error) for errors in form.errors.values() for error in errors]
        return JsonResponse({"errors": told}, status=422)
    address = reverse("tasks:visit", args=[visit.pk])
    return JsonResponse({"id": visit.pk, "url": address}, status=201)


@require_safe
def worker(request: ActorRequest) -> HttpResponse:
    """The script that keeps the note's page on the phone; its address lets it see no other page."""
    return HttpResponse(
        render("ui/worker.js", {"kept": KEPT}, request),
        content_type="text/javascript; charset=utf-8",
    )


@require_safe
def show(request: ActorRequest, pk: int) -> HttpResponse:
    """One visit with its photos and problems."""
    visit = selectors.find_visit(request.actor, pk)
    found = selectors.problems_on(visit)
    context = {
        "visit": visit,
        "files": attachments_of(services.FILES, pk),
        "problems": found,
        "open_to": {p.pk: [s.verb for s in PROBLEM.open_to(request.actor, p)] for p in found},
        "may_log": bool(policy.can_log(request.actor, visit.pairing)),
    }
    return page(request, "tasks/visit.html", context)


@require_http_methods(["GET", "POST"])
def add_problem(request: ActorRequest, pk: int) -> HttpResponse:
    """补记问题."""
    visit = selectors.find_visit(request.actor, pk)
    back = reverse("tasks:visit", args=[pk])
    crumbs = [(_("走访记录"), reverse("tasks:visits")), (visit.union.name, back)]
    form = forms.AddProblem(request.POST or None)
    return ask(request, ADD, form, services.add_problem, crumbs=crumbs, back=back, visit_id=pk)


@require_safe
def problems(request: ActorRequest) -> HttpResponse:
    """What visits found, by state."""
    form = forms.ProblemFilter(request.GET)
    form.is_valid()
    state = form.cleaned_data.get("state", "")
    rows = selectors.problems_of(request.actor, state, form.cleaned_data.get("q", ""))
    counts = selectors.problem_counts(request.actor)
    size = size_of(request.GET.get("size"))
    lines = key_page(rows, ("-found_on", "-pk"), request.GET.get("page", ""), size)
    context = {
        "form": form,
        "views": [
            {
                "text": label,
                "count": counts.get(key, 0),
                "url": with_query(request.GET, state=key or None, page=None),
                "current": key == state,
            }
            for key, label in STATES.items()
        ],
        "lines": lines,
        "open_to": {p.pk: [s.verb for s in PROBLEM.open_to(request.actor, p)] for p in lines.rows},
        "count": count_to(rows),
        "size": size,
    }
    return page(request, "tasks/problems.html", context, part="rows")


@require_http_methods(["GET", "POST"])
def hand_on(request: ActorRequest, pk: int) -> HttpResponse:
    """交办问题: to the county, or to a department above it."""
    problem = selectors.find_problem(request.actor, pk)
    places = supporters.places_for(request.actor, problem)
    if not places:
        raise Missing
    form = forms.HandOn(request.POST or None, places=places)
    return _solve(request, problem, HAND_ON, form, solving.hand_on)


@require_http_methods(["GET", "POST"])
def settle(request: ActorRequest, pk: int) -> HttpResponse:
    """现场解决."""
    problem = selectors.find_problem(request.actor, pk)
    form = forms.Settle(request.POST or None)
    return _solve(request, problem, SETTLE, form, solving.settle)


@require_http_methods(["GET", "POST"])
def raise_up(request: ActorRequest, pk: int) -> HttpResponse:
    """上报问题: from a city to its province."""
    problem = selectors.find_problem(request.actor, pk)
    form = forms.RaiseUp(request.POST or None)
    return _solve(request, problem, RAISE_UP, form, solving.raise_up)


@require_http_methods(["GET", "POST"])
def send_down(request: ActorRequest, pk: int) -> HttpResponse:
    """退回问题: back to the city."""
    problem = selectors.find_problem(request.actor, pk)
    form = forms.SendDown(request.POST or None)
    return _solve(request, problem, SEND_DOWN, form, solving.send_down)


def _solve(
    request: ActorRequest, problem: Any, verb: Verb, form: Any, service: Any
) -> HttpResponse:
    back = reverse("tasks:visit", args=[problem.visit_id])
    crumbs = [(_("走访问题"), reverse("tasks:problems")), (problem.title, back)]
    return ask(request, verb, form, service, crumbs=crumbs, back=back, problem_id=problem.pk)
