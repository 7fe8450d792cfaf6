"""Display settings, the sign of life, the style guide, and the pages for what went wrong."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from niangjia.foundation import clock
from niangjia.foundation.audit.origin import current
from niangjia.foundation.errors import Missing
from niangjia.foundation.web.pages import ActorRequest, page, render

from . import dates
from .display import COOKIE, YEAR, chosen
from .samples import chart_option, samples

ADMINISTRATOR = "system.admin"


@login_not_required
@require_http_methods(["GET", "POST"])
def save_display(request: HttpRequest) -> HttpResponse:
    """Show the settings, or keep them in a cookie and go back to where one was."""
    if request.method == "GET":
        return page(request, "ui/display.html", {"next": request.headers.get("Referer", "/")})
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/"
    answer = HttpResponseRedirect(back)
    answer.set_cookie(
        COOKIE,
        chosen(request.POST).cookie(),
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return answer


@require_GET
def alive(request: HttpRequest) -> HttpResponse:
    """The person is still here: the session starts its time anew."""
    request.session.modified = True
    return HttpResponse(status=204)


@require_GET
def styleguide(request: ActorRequest) -> HttpResponse:
    """Every component in all its states, for the people who keep the system."""
    if not any(role == ADMINISTRATOR for role, _ in request.actor.posts):
        raise Missing
    return page(request, "ui/styleguide.html", samples(request))


@require_GET
def sample_chart(request: HttpRequest) -> JsonResponse:
    """The option of the chart in the style guide."""
    return JsonResponse(chart_option())


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404 and handler403: one page for both."""
    return page(request, "ui/missing.html", status=404)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400: too large, cut off, or for another host. Nothing of the request is asked again."""
    told = {"sentence": _("提交的内容太大或不完整，没有收到。请分批提交，或检查网络后重试")}
    return HttpResponse(render("ui/refused.html", told), status=400)


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: an old page, or one that is not ours."""
    told = {"sentence": _("页面已过期。请返回上一页，刷新后再提交")}
    return HttpResponse(render("ui/refused.html", told), status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """handler500: nothing that could fail again is asked for."""
    told = {"when": dates.datetime_cn(clock.real_now()), "number": current.get().request_id}
    text = render("ui/broken.html", told)
    return HttpResponse(text, status=500)
