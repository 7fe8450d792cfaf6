"""Handing a file to somebody who may read its row."""

from __future__ import annotations

from django.http import FileResponse
from django.views.decorators.http import require_safe

from niangjia.foundation.audit import services as audit
from niangjia.foundation.web import ActorRequest

from . import selectors
from .kinds import JPEG, PDF, PNG

SHOWN = frozenset({PDF.media_type, JPEG.media_type, PNG.media_type})
"""What a browser may show in the page; everything else is only saved."""


@require_safe
def download(request: ActorRequest, pk: int) -> FileResponse:
    """The content under its own name; `?show=1` shows pictures and PDF in the browser."""
    attachment = selectors.find_attachment(request.actor, pk)
    shown = "show" in request.GET and attachment.blob.media_type in SHOWN
    answer = FileResponse(
        selectors.open_content(attachment),
        as_attachment=not shown,
        filename=attachment.name,
        content_type=attachment.blob.media_type,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    if not shown:
        answer["Content-Security-Policy"] = "sandbox"
        audit.record(request.actor, "download", attachment, at=request.now)
    return answer
