"""The first page: what I must do now, the services, the hotline (ui.md §7.9)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from niangjia.faces.portal.frame import is_signed_in, show
from niangjia.faces.portal.own import Own, matters_of, own
from niangjia.faces.portal.services import services, tiles
from niangjia.foundation.notices.selectors import unread_count
from niangjia.foundation.web import ActorRequest
from niangjia.foundation.web.addresses import address
from niangjia.foundation.web.matters import Matter


@login_not_required
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """首页, for whoever comes by and for whoever is signed in."""
    signed_in = is_signed_in(request)
    me = own(request.actor) if signed_in else None
    found = matters_of(request.actor) if signed_in else []
    context = {
        "me": me,
        "must": _must(me, found),
        "services": services(),
        "tiles": tiles(),
        "unread": unread_count(request.actor) if signed_in else 0,
    }
    return show(request, "home", context, tab="home", keep=True)


def _must(me: Own | None, found: list[Matter]) -> dict[str, str]:
    """The one thing to do now: what waits for the person, else what runs, else joining."""
    waiting = next((matter for matter in found if matter.must), None)
    if waiting is not None:
        return {
            "title": waiting.must,
            "text": _("不影响已经提交的内容"),
            "url": waiting.act_url or address("portal:matter", waiting.kind, waiting.pk),
            "verb": waiting.verb,
            "tag": waiting.state,
            "kind": waiting.title,
        }
    running = next((matter for matter in found if matter.is_open), None)
    if running is not None:
        return {
            "title": _("%(title)s：%(state)s") % {"title": running.title, "state": running.state},
            "text": _("现在由 %s 办理，您不用做任何事") % running.holder if running.holder else "",
            "url": address("portal:matter", running.kind, running.pk),
            "verb": _("看进度"),
            "tag": "",
            "kind": "",
        }
    if me is not None and me.membership is not None:
        return {}
    return {
        "title": _("还没有加入工会？"),
        "text": _("填 5 项信息，一分钟就好。入会自愿，不收手续费"),
        "url": address("portal:join"),
        "verb": _("我要入会"),
        "tag": "",
        "kind": "",
    }
