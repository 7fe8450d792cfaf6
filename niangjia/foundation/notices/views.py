"""Messages and announcements, read and written."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.foundation.errors import Missing
from niangjia.foundation.files import selectors as files
from niangjia.foundation.web import ActorRequest, page, submit
from niangjia.foundation.web.context import shell

from . import forms, policy, selectors, services
from .workflow import ANNOUNCEMENT

PAGE = 30


@require_safe
def list_notices(request: ActorRequest) -> HttpResponse:
    """My messages: those unread, alike ones of a day as one line, unread announcements before them;
    or all messages."""
    unread, today = request.GET.get("show") != "all", localdate(request.now)
    rows = (
        selectors.lines_to_read(request.actor, today) if unread else selectors.inbox(request.actor)
    )
    shown = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "notices": shown,
        "lines": selectors.laid_out(request.actor, shown, today),
        "since": selectors.since(today),
        "unread": unread,
        "announced": selectors.unread_announcements(request.actor) if unread else (),
        "to_read": selectors.to_read(request.actor, today),
        "unread_count": selectors.unread_count(request.actor),
        "today": request.now,
    }
    return page(request, "notices/list.html", context, part="rows")


@require_safe
def bell(request: ActorRequest) -> HttpResponse:
    """The bell of the top bar, asked once a minute."""
    context = {"unread": selectors.to_read(request.actor, localdate(request.now))}
    return page(request, "notices/bell.html", context, part="bell")


@require_safe
def open_notice(request: ActorRequest, pk: int) -> HttpResponse:
    """Marks one message as read and goes where it points."""
    notice = services.mark_read(actor=request.actor, notice_id=pk, now=request.now)
    return redirect(notice.url or "notices:list")


@require_POST
def mark_read(request: ActorRequest, pk: int) -> HttpResponse:
    """Marks one message as read and stays."""
    services.mark_read(actor=request.actor, notice_id=pk, now=request.now)
    return redirect("notices:list")


@require_POST
def mark_bundle_read(request: ActorRequest, pk: int) -> HttpResponse:
    """Marks all messages of one line as read and stays."""
    count = services.mark_bundle_read(actor=request.actor, notice_id=pk, now=request.now)
    messages.success(request, _("已将 %s 条消息标为已读") % count)
    return redirect("notices:list")


@require_POST
def mark_all_read(request: ActorRequest) -> HttpResponse:
    """Marks every message as read."""
    count = services.mark_all_read(actor=request.actor, now=request.now)
    messages.success(request, _("已将 %s 条消息标为已读") % count)
    return redirect("notices:list")


@require_safe
def announcements(request: ActorRequest) -> HttpResponse:
    """What was announced to me, or what I announce."""
    mine = request.GET.get("show") == "mine" and policy.may_announce(request.actor)
    rows = (selectors.announcements_by if mine else selectors.announcements_for)(request.actor)
    context = {
        "announcements": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "mine": mine,
        "may_announce": policy.may_announce(request.actor),
        "today": request.now,
    }
    return page(request, "notices/announcements.html", context, part="rows")


@require_safe
def announcement(request: ActorRequest, pk: int) -> HttpResponse:
    """One announcement; opening it leaves a receipt."""
    return _detail(request, pk, forms.Withdraw())


def _detail(request: ActorRequest, pk: int, form: forms.Withdraw) -> HttpResponse:
    found = selectors.find_announcement(request.actor, pk)
    services.acknowledge(actor=request.actor, announcement=found, now=request.now)
    managed = selectors.may_change(request.actor, pk)
    context = {
        "announcement": found,
        "attachments": files.attachments_of(services.FILES, pk),
        "steps": ANNOUNCEMENT.open_to(request.actor, found),
        "receipts": selectors.receipts_of(request.actor, found) if managed else None,
        "form": form,
    }
    return page(request, "notices/announcement.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def write(request: ActorRequest) -> HttpResponse:
    """Draft an announcement to everybody below where I stand."""
    if not policy.may_announce(request.actor):
        raise Missing
    issuer = shell(request)["shell"].union.name
    form = forms.WriteAnnouncement(
        request.POST or None, request.FILES or None, initial={"issuer": issuer}
    )
    known = {"actor": request.actor, "now": request.now}
    if made := submit(form, services.write_announcement, **known):
        return redirect("notices:announcement", pk=made.pk)
    context = {"form": form, "announcement": None}
    return page(request, "notices/write.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    found = selectors.find_announcement(request.actor, pk)
    now = {name: getattr(found, name) for name in ("title", "issuer", "number", "body")}
    form = forms.WriteAnnouncement(request.POST or None, request.FILES or None, initial=now)
    known = {"actor": request.actor, "announcement_id": pk, "now": request.now}
    if sent := request.POST.get("version", ""):
        known["expect"] = int(sent) if sent.isdecimal() else -1
    if submit(form, services.rewrite_announcement, **known):
        return redirect("notices:announcement", pk=pk)
    context = {"form": form, "announcement": found}
    return page(request, "notices/write.html", context, status=422 if form.errors else 200)


@require_POST
def publish(request: ActorRequest, pk: int) -> HttpResponse:
    """Everybody below sees it from now on."""
    services.publish_announcement(actor=request.actor, announcement_id=pk, now=request.now)
    messages.success(request, _("通知已发布"))
    return redirect("notices:announcement", pk=pk)


@require_POST
def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """Take it back, with a reason."""
    form = forms.Withdraw(request.POST)
    known = {"actor": request.actor, "announcement_id": pk, "now": request.now}
    if submit(form, services.withdraw_announcement, **known):
        messages.success(request, _("通知已撤回"))
        return redirect("notices:announcement", pk=pk)
    return _detail(request, pk, form)
