"""Frameworks: the list, the outline, editing a draft, files in and out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from niangjia.domains.assessment.forms import frameworks as forms
from niangjia.domains.assessment.policy import OWNER, owns_here
from niangjia.domains.assessment.scoring import text
from niangjia.domains.assessment.scoring.params import plain
from niangjia.domains.assessment.selectors import frameworks as selectors
from niangjia.domains.assessment.services import framework_files as files
from niangjia.domains.assessment.services import frameworks as services
from niangjia.foundation.errors import Missing
from niangjia.foundation.facts.metrics import FIGURES
from niangjia.foundation.web import ActorRequest, only_for, page, submit

from .confirming import confirm
from .results import SHEET_TYPE, download

STEPS = {"publish": services.publish_framework, "retire": services.retire_framework}


@require_GET
def index(request: ActorRequest) -> HttpResponse:
    """Every framework this person may see."""
    context = {
        "frameworks": list(selectors.frameworks_of(request.actor)),
        "may_start": request.actor.begins({OWNER}),
    }
    return page(request, "assessment/frameworks.html", context)


@require_GET
def show(request: ActorRequest, pk: int) -> HttpResponse:
    """The outline of one framework; a draft can be edited."""
    framework = selectors.find_framework(request.actor, pk)
    owns = owns_here(request.actor, framework)
    context = {
        "framework": framework,
        "chapters": selectors.outline(framework),
        "owns": owns,
        "edits": owns and framework.is_draft,
        "told": text.told,
        "grades": text.grades_written(framework.grades).split("\n"),
        "order": text.order_written(framework.tie_order),
        "figures": FIGURES,
        "plain": plain,
    }
    return page(request, "assessment/framework.html", context)


@require_http_methods(["GET", "POST"])
@only_for(OWNER)
def start(request: ActorRequest) -> HttpResponse:
    """A new draft: from what comes with the house, from a file, or empty."""
    choices = [(key, str(o.settings["title"])) for key, o in files.shipped().items()]
    form = forms.StartFramework(request.POST or None, request.FILES or None, shipped=choices)
    known = {"actor": request.actor, "union_id": request.actor.acts_for, "now": request.now}
    if found := submit(form, _start, **known):
        return redirect("assessment:framework", pk=found.pk)
    status = 422 if form.errors else 200
    return page(request, "assessment/start.html", {"form": form}, status=status)


def _start(*, shipped: str, file: Any, key: str, title: str, **known: Any) -> Any:
    if shipped:
        return files.adopt_framework(key=shipped, **known)
    if file:
        outline = files.from_file(file.name, file.read())
        return files.import_framework(outline=outline, key=key, title=title, **known)
    return services.start_framework(key=key, title=title, **known)


@require_GET
def export(request: ActorRequest, pk: int, kind: str) -> HttpResponse:
    """The framework as YAML or Excel."""
    framework = selectors.find_framework(request.actor, pk)
    edition = _("%(title)s（第%(edition)s版）") % {
        "title": framework.title,
        "edition": framework.edition,
    }
    name = f"{edition}.{kind}"
    if kind == "yaml":
        return download(files.to_yaml(framework), name, "text/yaml; charset=utf-8")
    return download(files.to_excel(framework), name, SHEET_TYPE)


@require_http_methods(["GET", "POST"])
def advance(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """Publish or retire, once the person has seen what it means."""
    framework = selectors.find_framework(request.actor, pk)
    known: dict[str, Any] = {"actor": request.actor, "framework_id": pk, "now": request.now}
    return confirm(
        request,
        title=_("发布细则") if verb == "publish" else _("停用细则"),
        said=_publishing(framework)
        if verb == "publish"
        else [_("停用后不能再用于新的考核。"), _("已启动的考核不受影响。")],
        back=reverse("assessment:framework", args=[pk]),
        run=lambda: STEPS[verb](**known),
        done=lambda found: (
            _("%(title)s%(state)s") % {"title": found.title, "state": found.get_state_display()}
        ),
        danger=verb == "retire",
    )


def _publishing(framework: Any) -> list[str]:
    chapters = selectors.outline(framework)
    said = {
        "dimensions": len(chapters),
        "items": sum(len(chapter.items) for chapter in chapters),
        "points": plain(sum((chapter.points for chapter in chapters), Decimal(0))),
    }
    return [
        _("共 %(dimensions)s 个维度、%(items)s 项指标，满分 %(points)s 分。") % said,
        _("发布后不能再改；要改分值、计分方法或取数，请另存为新版。"),
    ]


@require_POST
def copy(request: ActorRequest, pk: int) -> HttpResponse:
    """A new draft edition with everything of an old one."""
    found = services.copy_framework(actor=request.actor, framework_id=pk, now=request.now)
    messages.success(request, _("已另存为第 %(edition)s 版，可以修改") % {"edition": found.edition})
    return redirect("assessment:framework", pk=found.pk)


@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, pk: int) -> HttpResponse:
    """Title and rules of a draft."""
    framework = selectors.find_framework(request.actor, pk)
    initial = {name: getattr(framework, name) for name in forms.EditFramework.base_fields}
    initial["grades"] = text.grades_written(framework.grades)
    initial["tie_order"] = text.order_written(framework.tie_order)
    form = forms.EditFramework(request.POST or None, initial=initial)
    known = {"actor": request.actor, "framework_id": pk, "now": request.now}
    if submit(form, services.edit_framework, **known):
        return redirect("assessment:framework", pk=pk)
    return _form_page(request, framework, form, _("修改细则"))


@require_http_methods(["GET", "POST"])
def dimension(request: ActorRequest, pk: int, dimension_id: int | None = None) -> HttpResponse:
    """Add or rename a dimension."""
    framework = selectors.find_framework(request.actor, pk)
    chosen = next(
        (c.dimension for c in selectors.outline(framework) if c.dimension.pk == dimension_id), None
    )
    initial = {"title": chosen.title, "note": chosen.note} if chosen else {}
    form = forms.SaveDimension(request.POST or None, initial=initial)
    known = {
        "actor": request.actor,
        "framework_id": pk,
        "dimension_id": dimension_id,
        "now": request.now,
    }
    if submit(form, services.save_dimension, **known):
        return redirect("assessment:framework", pk=pk)
    return _form_page(request, framework, form, _("修改维度") if chosen else _("新增维度"))


@require_http_methods(["GET", "POST"])
def item(
    request: ActorRequest, pk: int, dimension_id: int, item_id: int | None = None
) -> HttpResponse:
    """Add or change an item."""
    framework = selectors.find_framework(request.actor, pk)
    chapters = {c.dimension.pk: c for c in selectors.outline(framework)}
    chosen = next(
        (i for c in chapters.values() for i in c.items if i.pk == item_id),
        None,
    )
    form = forms.SaveItem(
        request.POST or None,
        metrics=[
            ("", _("不取数，由参评单位填报")),
            *selectors.metric_choices(chosen.metric if chosen else ""),
        ],
        initial=_initial(chosen) if chosen else {},
    )
    known = {
        "actor": request.actor,
        "framework_id": pk,
        "dimension_id": dimension_id,
        "item_id": item_id,
        "now": request.now,
    }
    if submit(form, services.save_item, **known):
        return redirect("assessment:framework", pk=pk)
    return _form_page(request, framework, form, _("修改指标") if chosen else _("新增指标"))


def _initial(item: Any) -> dict[str, Any]:
    found = {name: getattr(item, name) for name in forms.SaveItem.base_fields}
    return found | {
        "params": text.written(item.params),
        "points": plain(item.points),
        "key_points": "\n".join(item.key_points),
    }


def _form_page(request: ActorRequest, framework: Any, form: Any, title: str) -> HttpResponse:
    context = {"framework": framework, "form": form, "title": title}
    status = 422 if form.errors else 200
    return page(request, "assessment/framework_form.html", context, status=status)


@require_POST
def move(request: ActorRequest, pk: int, item_id: int, way: str) -> HttpResponse:
    """Move an item up or down."""
    services.move_item(
        actor=request.actor, framework_id=pk, item_id=item_id, up=way == "up", now=request.now
    )
    return redirect("assessment:framework", pk=pk)


@require_http_methods(["GET", "POST"])
def drop(request: ActorRequest, pk: int, item_id: int) -> HttpResponse:
    """Take an item out of a draft, once confirmed."""
    framework = selectors.find_framework(request.actor, pk)
    chosen = next(
        (i for c in selectors.outline(framework) for i in c.items if i.pk == item_id), None
    )
    if chosen is None:
        raise Missing
    return confirm(
        request,
        title=_("删除指标"),
        said=[f"{chosen.label} {chosen.title}", _("同一维度里后面的指标序号依次前移。")],
        back=reverse("assessment:framework", args=[pk]),
        run=lambda: services.drop_item(
            actor=request.actor, framework_id=pk, item_id=item_id, now=request.now
        ),
        done=lambda _found: _("已删除指标“%(title)s”") % {"title": chosen.title},
        danger=True,
    )
