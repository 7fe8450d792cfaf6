"""Acts that matter ask for the code of the phone once more, unless it was given minutes ago."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase

from niangjia.foundation import clock
from niangjia.foundation.accounts.sessions import is_fresh
from niangjia.foundation.web import ActorRequest
from niangjia.foundation.web.addresses import address

View = Callable[..., HttpResponseBase]


def proved_lately(view: View) -> View:
    """The view opens only to somebody who has just shown who they are.

    Asked when a page is opened, so that nothing typed is lost; a form sent after the time is led to
    the code as well, and back to its page.
    """

    @wraps(view)
    def admit(request: ActorRequest, *args: Any, **known: Any) -> HttpResponseBase:
        if is_fresh(request, clock.real_now()):
            return view(request, *args, **known)
        back = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{address('portal:prove')}?{back}")

    return admit
