"""The door of the house: sign-in, the demonstration's actors, statements, the sign of life."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from niangjia.faces.demo import cast
from niangjia.foundation.accounts.dialog import ask_again, go_on
from niangjia.foundation.accounts.selectors import account_named
from niangjia.foundation.accounts.sessions import is_phone
from niangjia.foundation.errors import Missing
from niangjia.foundation.web.pages import page

KEPT_NAME = "kept_name"
WEEK = 7 * 24 * 3600


class SignIn(LoginView):  # type: ignore[misc]
    """干部登录; answers the dialog of an open page, too."""

    @method_decorator(login_not_required)
    @method_decorator(never_cache)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Signed in by phone somebody may still sign in to the desk; nobody needs it twice."""
        if not is_phone(request):
            answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
            return answer
        shown: HttpResponseBase = (
            self.get(request) if request.method == "GET" else self.post(request)
        )
        return shown

    def get_initial(self) -> dict[str, Any]:
        """The name this browser was asked to remember."""
        kept = self.request.COOKIES.get(KEPT_NAME, "")
        return {**super().get_initial(), "login": kept, "keep_name": bool(kept)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What stands around the form."""
        around = {
            "owner": settings.SITE_OWNER,
            "support": settings.SUPPORT_LINE,
            "icp": settings.ICP_NUMBER,
            "provider": _provider(),
            "parts": cast.actors() if settings.DEMO else [],
        }
        return {**super().get_context_data(**kwargs), **around}

    def render_to_response(self, context: dict[str, Any], **more: Any) -> HttpResponse:
        """The page, 422 where something was wrong."""
        status = 422 if context["form"].is_bound else 200
        return page(self.request, self.template_name, context, status=status)

    def form_valid(self, form: Any) -> HttpResponse:
        """Let in, and remember the name in this browser if asked to."""
        answer: HttpResponse = super().form_valid(form)
        if self.request.htmx:
            if self.request.user.is_authenticated:
                return go_on(self.request, self.request.POST.get("as", ""))
            return HttpResponse(status=204, headers={"HX-Redirect": answer["Location"]})
        if form.cleaned_data["keep_name"]:
            _keep(answer, form.cleaned_data["login"])
        else:
            answer.delete_cookie(KEPT_NAME)
        return answer

    def form_invalid(self, form: Any) -> HttpResponseBase:
        """The same sentence on the page and in the dialog."""
        if not self.request.htmx:
            answer: HttpResponseBase = super().form_invalid(form)
            return answer
        sentence = "；".join(str(e) for errors in form.errors.values() for e in errors)
        return ask_again(self.request, self.request.POST.get("as", ""), sentence, status=422)


sign_in = SignIn.as_view()


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Become one of the demonstration's actors with one press; nowhere but in the demonstration."""
    username = request.POST.get("username", "")
    offered = {part[0] for part in cast.actors()}
    user = account_named(username) if settings.DEMO and username in offered else None
    if user is None or not user.is_active:
        raise Missing
    get_adapter(request).login(request, user)
    return redirect(settings.LOGIN_REDIRECT_URL)


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """无障碍声明."""
    return page(request, "site/accessibility.html", {"support": settings.SUPPORT_LINE})


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """隐私政策."""
    return page(request, "site/privacy.html", _whose())


@login_not_required
@require_safe
def sign_in_help(request: HttpRequest) -> HttpResponse:
    """登录帮助, forgotten passwords among it."""
    return page(request, "site/sign_in_help.html", _whose())


@login_not_required
@require_safe
def alive(request: HttpRequest) -> JsonResponse:
    """The sign of life for whoever watches the site: it answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def _provider() -> dict[str, str] | None:
    providers: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS
    found = providers["openid_connect"]["APPS"]
    return found[0] if found else None


def _keep(answer: HttpResponse, name: str) -> None:
    answer.set_cookie(
        KEPT_NAME,
        name,
        max_age=WEEK,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _whose() -> dict[str, str]:
    return {"owner": settings.SITE_OWNER, "support": settings.SUPPORT_LINE}
