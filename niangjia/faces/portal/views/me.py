"""我的: who I am here, my settings, my messages, the way out."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from niangjia.faces.portal.frame import SENIOR, YEAR, show
from niangjia.faces.portal.own import own
from niangjia.foundation.accounts.posts import posts_of
from niangjia.foundation.accounts.selectors import phone_of
from niangjia.foundation.crypto.masks import mask_phone
from niangjia.foundation.notices import selectors as notices
from niangjia.foundation.notices import services as telling
from niangjia.foundation.web import ActorRequest

PAGE = 20


@require_safe
def me(request: ActorRequest) -> HttpResponse:
    """我的."""
    context = {
        "me": own(request.actor),
        "phone": mask_phone(phone_of(request.user)),
        "unread": notices.unread_count(request.actor),
        "has_posts": bool(posts_of(request.user.pk)),
    }
    return show(request, "me", context, tab="me", keep=True)


@require_safe
def messages(request: ActorRequest) -> HttpResponse:
    """消息: what the unions told me."""
    rows = notices.inbox(request.actor)
    context = {
        "notices": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "unread": notices.unread_count(request.actor),
        "today": request.now,
    }
    return show(request, "messages", context, tab="me", keep=True)


@require_safe
def open_message(request: ActorRequest, pk: int) -> HttpResponse:
    """Marks one message as read and goes where it points, if that is a page for workers."""
    notice = telling.mark_read(actor=request.actor, notice_id=pk, now=request.now)
    return redirect(notice.url if notice.url.startswith(settings.PHONE_HOME) else "portal:messages")


@require_POST
def read_messages(request: ActorRequest) -> HttpResponse:
    """Everything has been read."""
    telling.mark_all_read(actor=request.actor, now=request.now)
    return redirect("portal:messages")


@login_not_required
@require_POST
def dress(request: ActorRequest) -> HttpResponse:
    """长辈模式 on, off, or asked and declined; kept in this browser."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = settings.PHONE_HOME
    answer = HttpResponseRedirect(back)
    answer.set_cookie(
        SENIOR,
        "1" if request.POST.get("senior") == "1" else "0",
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return answer
