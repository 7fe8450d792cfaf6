"""Answering with a page or a part of one, and running one service on clean input."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.utils.cache import patch_vary_headers

from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import Actor

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails
    from jinja2 import Template

    from niangjia.foundation.accounts.models import User

T = TypeVar("T")
VARY = ("HX-Request", "HX-Boosted", "HX-History-Restore-Request")
"""What decides between the whole page and a part."""


class ActorRequest(HttpRequest):
    """A request whose person, place and moment are known."""

    actor: Actor
    now: datetime
    htmx: HtmxDetails
    user: User


def render(
    template: str, context: dict[str, Any], request: HttpRequest | None = None, block: str = ""
) -> str:
    """The text of a template, or of one named block of it."""
    backend = cast(Jinja2, engines["jinja2"])
    found: Template = backend.get_template(template).template
    values = dict(context)
    if request is not None:
        for add in backend.template_context_processors:
            values.update(add(request))
        values["request"] = request
    if not block:
        return found.render(values)
    live = found.new_context(values)
    # The first step of the root runs the template's imports, which its blocks rely on.
    next(iter(found.root_render_func(live)), None)
    return "".join(found.blocks[block](live))


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    part: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page for a browser, only the named part for htmx."""
    htmx = getattr(request, "htmx", None)
    only = part if part and htmx and not htmx.boosted and not htmx.history_restore_request else ""
    text = render(template, context or {}, request, block=only or "")
    response = HttpResponse(text, status=status)
    patch_vary_headers(response, VARY)
    return response


def submit(form: BaseForm, service: Callable[..., T], **known: object) -> T | None:
    """Run one service on clean input; a refusal becomes a form error at its field."""
    if not form.is_valid():
        return None
    try:
        return service(**known, **form.cleaned_data)
    except Refused as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, str(refusal))
        return None
