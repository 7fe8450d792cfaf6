"""调查研究: plans, teams, visits, findings, and the picture of problems and measures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.domains.tasks.forms import research as forms
from niangjia.domains.tasks.policy.research import can_note, can_plan
from niangjia.domains.tasks.policy.roles import ISSUER
from niangjia.domains.tasks.selectors import research as selectors
from niangjia.domains.tasks.services import findings, research
from niangjia.domains.tasks.workflow.research import RESEARCH
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.files import selectors as files
from niangjia.foundation.web import ActorRequest, page, submit
from niangjia.foundation.web.keyset import size_of

from .verbs import Verb, ask

LEDGER = gettext_lazy("调查研究")
PRESSES: dict[str, Callable[..., Any]] = {
    "begin": research.begin,
    "hand-in": research.hand_in,
    "adopt": research.adopt,
}
"""Verbs that need no form."""


@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """Every piece of research this person sees."""
    context = {
        "researches": list(selectors.research_of(request.actor)[:100]),
        "may_plan": request.actor.begins({ISSUER}),
    }
    return page(request, "tasks/researches.html", context)


def frame(request: ActorRequest, row: Any, current: str) -> dict[str, Any]:
    """What every page of one piece of research shows: its head, numbers and tabs."""
    tally = selectors.tally_of(request.actor, row)
    tabs = [
        ("research", _("调研安排"), tally.teams),
        ("findings", _("调研发现"), sum(tally.findings.values())),
        ("stops", _("实地走访"), None),
        ("picture", _("问题与举措"), tally.groups),
    ]
    return {
        "research": row,
        "tally": tally,
        "verbs": [step.verb for step in RESEARCH.open_to(request.actor, row)],
        "plans": bool(can_plan(request.actor, row)),
        "notes": bool(can_note(request.actor, row)) and row.is_under_way,
        "tabs": [
            {
                "text": text,
                "url": reverse(f"tasks:{name}", args=[row.pk]),
                "count": count,
                "current": name == current,
            }
            for name, text, count in tabs
        ],
    }


@require_safe
def show(request: ActorRequest, pk: int) -> HttpResponse:
    """The plan, its teams and their reports."""
    row = selectors.find_research(request.actor, pk)
    context = frame(request, row, "research")
    context["teams"] = selectors.teams_of(row)
    return page(request, "tasks/research.html", context)


@require_safe
def show_findings(request: ActorRequest, pk: int) -> HttpResponse:
    """What was found, to be gathered and handed on."""
    row = selectors.find_research(request.actor, pk)
    groups = [(group.pk, f"{group.order}. {group.title}") for group in _groups(request, row)]
    form = forms.Find(request.GET or None, groups=groups)
    rows = selectors.findings_of(request.actor, row, **form.conditions())
    size = size_of(request.GET.get("size"))
    shown = Paginator(rows, size).get_page(request.GET.get("page"))
    listed = list(shown)
    context = frame(request, row, "findings") | {
        "form": form,
        "gather": forms.Gather(groups=groups),
        "found": shown,
        "listed": listed,
        "tasks": selectors.tasks_of(listed),
        "size": size,
    }
    return page(request, "tasks/findings.html", context, part="rows")


def _groups(request: ActorRequest, row: Any) -> list[Any]:
    return [problem.group for problem in selectors.picture_of(request.actor, row).problems]


@require_safe
def stops(request: ActorRequest, pk: int) -> HttpResponse:
    """The visits, the latest first, with their photos."""
    row = selectors.find_research(request.actor, pk)
    shown = Paginator(selectors.stops_of(request.actor, row), 20).get_page(request.GET.get("page"))
    listed = list(shown)
    context = frame(request, row, "stops") | {
        "stops": shown,
        "listed": listed,
        "photos": files.attachments_of_many(findings.STOP_FILES, [stop.pk for stop in listed]),
    }
    return page(request, "tasks/stops.html", context)


@require_safe
def picture(request: ActorRequest, pk: int) -> HttpResponse:
    """哪个问题引出哪项举措: both ways, as a picture and as tables."""
    row = selectors.find_research(request.actor, pk)
    shown = selectors.picture_of(request.actor, row)
    chosen = _chosen(request, shown)
    context = frame(request, row, "picture") | {
        "picture": shown,
        "lines": _lines(shown, chosen),
        "chosen": chosen,
        "near": _near(shown, chosen),
    }
    return page(request, "tasks/picture.html", context)


def _lines(shown: selectors.Picture, chosen: tuple[int, int]) -> list[tuple[int, int, bool]]:
    """Each line of the picture: row at the left, row at the right, whether it is drawn strongly."""
    left = {problem.group.pk: at for at, problem in enumerate(shown.problems)}
    right = {measure.pk: at for at, (measure, _groups) in enumerate(shown.measures)}
    return [
        (left[group], right[measure], group == chosen[0] or measure == chosen[1])
        for group, measure in shown.pairs
    ]


def _near(shown: selectors.Picture, chosen: tuple[int, int]) -> tuple[set[int], set[int]]:
    """The problems and measures the chosen one is joined to, itself among them."""
    pairs = [pair for pair in shown.pairs if pair[0] == chosen[0] or pair[1] == chosen[1]]
    problems = {group for group, _measure in pairs} | {chosen[0]} - {0}
    return problems, {measure for _group, measure in pairs} | {chosen[1]} - {0}


def _chosen(request: ActorRequest, shown: selectors.Picture) -> tuple[int, int]:
    """The problem or measure pointed at, if it is on the picture."""
    problems = {str(problem.group.pk) for problem in shown.problems}
    measures = {str(measure.pk) for measure, _groups in shown.measures}
    problem, measure = request.GET.get("problem", ""), request.GET.get("measure", "")
    return (int(problem) if problem in problems else 0, int(measure) if measure in measures else 0)


@require_safe
def show_paper(request: ActorRequest, pk: int) -> HttpResponse:
    """One report."""
    paper = selectors.find_paper(request.actor, pk)
    context = {
        "paper": paper,
        "research": paper.team.research,
        "files": files.attachments_of(findings.PAPER_FILES, paper.pk),
    }
    return page(request, "tasks/paper.html", context)


@require_http_methods(["GET", "POST"])
def plan(request: ActorRequest) -> HttpResponse:
    """制定方案 at the union one stands at."""
    if not request.actor.begins({ISSUER}):
        raise Missing
    form = forms.Plan(request.POST or None)
    known = {"actor": request.actor, "now": request.now}
    if made := submit(form, research.plan_research, **known):
        messages.success(request, _("已保存，请增加调研组和调研单位"))
        return redirect("tasks:research", pk=made.pk)
    return _form(request, form, _("制定调研方案"))


def _form(
    request: ActorRequest, form: Any, title: str, row: Any = None, verb: str = ""
) -> HttpResponse:
    context = {"form": form, "title": title, "research": row, "verb": verb or _("保存")}
    status = 422 if form.errors else 200
    return page(request, "tasks/research_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def rewrite(request: ActorRequest, pk: int) -> HttpResponse:
    """修改方案."""
    row = selectors.find_research(request.actor, pk)
    names = ("title", "purpose", "document", "begins_on", "ends_on")
    form = forms.Plan(request.POST or None, initial={name: getattr(row, name) for name in names})
    known = {"actor": request.actor, "research_id": pk, "now": request.now}
    if submit(form, research.rewrite_research, **known):
        messages.success(request, _("已保存"))
        return redirect("tasks:research", pk=pk)
    return _form(request, form, _("修改调研方案"), row)


@require_http_methods(["GET", "POST"])
def add_team(request: ActorRequest, pk: int) -> HttpResponse:
    """增加调研组."""
    row = selectors.find_research(request.actor, pk)
    form = forms.AddTeam(request.POST or None)
    known = {"actor": request.actor, "research_id": pk, "now": request.now}
    if submit(form, research.add_team, **known):
        messages.success(request, _("已增加调研组"))
        return redirect("tasks:research", pk=pk)
    return _form(request, form, _("增加调研组"), row)


@require_POST
def drop_team(request: ActorRequest, pk: int) -> HttpResponse:
    """Take a team out of a plan."""
    team = selectors.find_team(request.actor, pk)
    research.drop_team(actor=request.actor, team_id=pk, now=request.now)
    return redirect("tasks:research", pk=team.research_id)


@require_POST
def press(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """A verb without a form; a refusal is told on the page."""
    if (service := PRESSES.get(verb)) is None:
        raise Missing
    try:
        row = service(actor=request.actor, research_id=pk, now=request.now)
        messages.success(request, _("现在是：%(state)s") % {"state": row.get_state_display()})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("tasks:research", pk=pk)


@require_http_methods(["GET", "POST"])
def go_back(request: ActorRequest, pk: int) -> HttpResponse:
    """补充调研."""
    row = selectors.find_research(request.actor, pk)
    verb = Verb(gettext_lazy("补充调研"), gettext_lazy("报告退回各组，可以继续走访和记录"))
    form = forms.Reason(request.POST or None)
    return _ask(request, row, verb, form, research.go_back, research_id=pk)


def _ask(
    request: ActorRequest, row: Any, verb: Verb, form: Any, service: Any, **known: object
) -> HttpResponse:
    back = reverse("tasks:research", args=[row.pk])
    crumbs = [(LEDGER, reverse("tasks:researches")), (row.title, back)]
    back = str(known.pop("back", back))
    return ask(request, verb, form, service, crumbs=crumbs, back=back, **known)


def _places(row: Any) -> list[tuple[int, str]]:
    return [
        (
            place.union_id,
            _("%(name)s（第%(n)s组）") % {"name": place.union.name, "n": place.team.order},
        )
        for place in selectors.places_of(row)
    ]


@require_http_methods(["GET", "POST"])
def log_stop(request: ActorRequest, pk: int) -> HttpResponse:
    """记录走访."""
    row = selectors.find_research(request.actor, pk)
    initial = {"visited_on": localdate(request.now), "union_id": request.GET.get("union")}
    form = forms.LogStop(
        request.POST or None, request.FILES or None, places=_places(row), initial=initial
    )
    known = {"actor": request.actor, "research_id": pk, "now": request.now}
    if submit(form, findings.log_stop, **known):
        messages.success(request, _("已记录走访"))
        return redirect("tasks:stops", pk=pk)
    return _form(request, form, _("记录走访"), row)


@require_http_methods(["GET", "POST"])
def write_finding(request: ActorRequest, pk: int) -> HttpResponse:
    """记录发现."""
    row = selectors.find_research(request.actor, pk)
    initial = {"found_on": localdate(request.now), "union_id": request.GET.get("union")}
    form = forms.WriteFinding(request.POST or None, places=_places(row), initial=initial)
    known = {"actor": request.actor, "research_id": pk, "now": request.now}
    if submit(form, findings.write_finding, **known):
        messages.success(request, _("已记录"))
        return redirect("tasks:findings", pk=pk)
    return _form(request, form, _("记录发现"), row)


@require_http_methods(["GET", "POST"])
def write_paper(request: ActorRequest, pk: int) -> HttpResponse:
    """提交报告 of one team."""
    team = selectors.find_team(request.actor, pk)
    before = selectors.paper_of(team)
    initial = {"title": before.title, "summary": before.summary} if before else {}
    form = forms.WritePaper(request.POST or None, request.FILES or None, initial=initial)
    known = {"actor": request.actor, "team_id": pk, "now": request.now}
    if submit(form, findings.write_paper, **known):
        messages.success(request, _("已提交调研报告"))
        return redirect("tasks:research", pk=team.research_id)
    title = _("提交第%(n)s组调研报告") % {"n": team.order}
    return _form(request, form, title, team.research, _("提交报告"))


@require_POST
def gather(request: ActorRequest, pk: int) -> HttpResponse:
    """归并 the ticked findings."""
    row = selectors.find_research(request.actor, pk)
    groups = [(group.pk, group.title) for group in _groups(request, row)]
    form = forms.Gather(request.POST, groups=groups)
    ids = [int(each) for each in request.POST.getlist("ids") if each.isdecimal()][:500]
    known = {"actor": request.actor, "research_id": pk, "finding_ids": ids, "now": request.now}
    if group := submit(form, findings.gather, **known):
        messages.success(request, _("已归并到“%(title)s”") % {"title": group.title})
    else:
        messages.error(request, "；".join(str(e) for es in form.errors.values() for e in es))
    return redirect("tasks:findings", pk=pk)


@require_POST
def release(request: ActorRequest, pk: int) -> HttpResponse:
    """取消归并."""
    row = findings.release(actor=request.actor, finding_id=pk, now=request.now)
    return redirect("tasks:findings", pk=row.research_id)


@require_http_methods(["GET", "POST"])
def answer(request: ActorRequest, pk: int) -> HttpResponse:
    """对应举措."""
    group = selectors.find_group(request.actor, pk)
    row = group.research
    form = forms.AnswerWith(
        request.POST if request.method == "POST" else None,
        measures=selectors.measures_to_choose(row),
        initial={"measure_ids": [measure.pk for measure in selectors.answers_of(group)]},
    )
    verb = Verb(_("对应举措"), _("“%(title)s”引出了哪些举措") % {"title": group.title})
    back = reverse("tasks:picture", args=[row.pk])
    return _ask(request, row, verb, form, findings.answer, group_id=pk, back=back)


@require_http_methods(["GET", "POST"])
def hand_on(request: ActorRequest, pk: int) -> HttpResponse:
    """交办 a finding as a task of its county."""
    row = selectors.find_finding(request.actor, pk)
    form = forms.HandOn(request.POST or None, initial={"title": row.text[:120]})
    verb = Verb(
        gettext_lazy("交办"), _("交给%(name)s办理，对方收到待办") % {"name": row.union.name}
    )
    back = reverse("tasks:findings", args=[row.research_id])
    return _ask(request, row.research, verb, form, findings.hand_on, finding_id=pk, back=back)
