"""How far a long job is, asked every two seconds by the page of whoever started it."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from niangjia.foundation.web import ActorRequest, page

from . import selectors

STOP_ASKING = 286


@require_safe
def status(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The box of one job; ends the asking once there is a result or a refusal."""
    progress = selectors.find_progress(request.actor, pk)
    ended = request.htmx and not progress.is_open
    code = STOP_ASKING if ended else 200
    return page(request, "jobs/status.html", {"progress": progress}, part="job", status=code)
