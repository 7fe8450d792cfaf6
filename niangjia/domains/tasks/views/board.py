"""任务台账: the ledger of tasks as a list and as a month, what one has given out."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from niangjia.domains.tasks import filters
from niangjia.domains.tasks.policy.roles import ISSUER
from niangjia.domains.tasks.selectors import board
from niangjia.domains.tasks.selectors.lights import dial
from niangjia.foundation.calendar.periods import month_start
from niangjia.foundation.ui.form_words import with_query
from niangjia.foundation.web import ActorRequest, page
from niangjia.foundation.web.keyset import count_to, key_page, size_of


@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """The ledger: views, conditions, one page of rows."""
    return page(request, "tasks/board.html", board_context(request), part="rows")


def board_context(request: ActorRequest, parent: int | None = None) -> dict[str, Any]:
    """What the ledger shows, of everything here or of what came out of one task."""
    today = localdate(request.now)
    form = filters.TaskFilter(request.GET, actor=request.actor)
    wanted = form.conditions(parent)
    size = size_of(request.GET.get("size"))
    cursor = request.GET.get("page", "")
    return {
        "form": form,
        "wanted": wanted,
        "chosen": chosen(form, request),
        "lines": board.board_page(request.actor, wanted, today, cursor, size),
        "count": count_to(board.board_rows(request.actor, wanted, today)),
        "views": views(request, wanted, today),
        "dial": dial(today),
        "size": size,
        "today": today,
        "may_issue": bool(request.actor.paths({ISSUER})),
        "may_begin": request.actor.begins({ISSUER}),
    }


def views(request: ActorRequest, wanted: board.Conditions, today: date) -> list[dict[str, Any]]:
    """The tabs with their counts."""
    counts = board.view_counts(request.actor, wanted, today)
    return [
        {
            "text": label,
            "url": with_query(request.GET, view=view, page=None),
            "count": counts[view],
            "current": view == wanted.view,
        }
        for view, label in board.VIEWS.items()
    ]


def chosen(form: filters.TaskFilter, request: ActorRequest) -> list[dict[str, str]]:
    """The conditions in words, each with the address that takes it away."""
    found = []
    for bound in form.visible_fields():
        value = form.cleaned_data.get(bound.name)
        if value in ("", None):
            continue
        options = dict(getattr(bound.field, "choices", []))
        url = with_query(request.GET, **{bound.name: None, "page": None})
        found.append({"text": f"{bound.label}：{options.get(value, value)}", "url": url})
    return found


@require_safe
def month(request: ActorRequest) -> HttpResponse:
    """The same tasks by the day they are due."""
    today = localdate(request.now)
    first = month_start(request.GET.get("month", ""), today)
    weeks = calendar.Calendar(calendar.MONDAY).monthdatescalendar(first.year, first.month)
    form = filters.TaskFilter(request.GET, actor=request.actor)
    wanted = form.conditions()
    days = board.month_of(request.actor, wanted, weeks[0][0], weeks[-1][-1], dial(today))
    context = {
        "first": first,
        "weeks": weeks,
        "days": days,
        "today": today,
        "before": _turn(request, first - timedelta(days=1)),
        "after": _turn(request, first + timedelta(days=31)),
    }
    return page(request, "tasks/month.html", context)


def _turn(request: ActorRequest, day: date) -> str:
    return f"{reverse('tasks:month')}{with_query(request.GET, month=f'{day:%Y-%m}')}"


@require_safe
def issued(request: ActorRequest) -> HttpResponse:
    """The tasks set up here, each with how many units have done it."""
    size = size_of(request.GET.get("size"))
    rows = board.given_out(request.actor)
    today = localdate(request.now)
    context = {
        "lines": key_page(rows, ("-begins_on", "-pk"), request.GET.get("page", ""), size),
        "count": count_to(rows),
        "size": size,
        "dial": dial(today),
        "today": today,
        "may_issue": bool(request.actor.paths({ISSUER})),
        "may_begin": request.actor.begins({ISSUER}),
    }
    return page(request, "tasks/issued.html", context, part="rows")
