"""Sample data of the style guide; people, firms and numbers are invented."""

from typing import Any

from django.http import HttpRequest


def samples(request: HttpRequest) -> dict[str, Any]:
    """What `ui/styleguide.html` shows."""
    return {}
