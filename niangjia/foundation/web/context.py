"""What the shell of a page needs, asked for only when a whole page is drawn."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string


def shell(request: HttpRequest) -> dict[str, Any]:
    """Menu, organisation and person of the frame around the page, computed on first use."""
    return {"shell": SimpleLazyObject(lambda: import_string(settings.SHELL_PROVIDER)(request))}
