"""Handing a workbook to whoever asked for it."""

from __future__ import annotations

from io import BytesIO

from django.http import FileResponse

from .export import Exported

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(made: Exported) -> FileResponse:
    """A short workbook under its own name; its temporary file is closed at once."""
    with made.file:
        content = BytesIO(made.file.read())
    answer = FileResponse(content, as_attachment=True, filename=made.name, content_type=WORKBOOK)
    answer["Cache-Control"] = "no-store"
    return answer
