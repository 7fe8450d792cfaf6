"""The demonstration's clock, doors and password are for its own database alone."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import OperationalError

from . import mark


@register(Tags.security)
def demonstration_at_home(app_configs: Any, **_more: Any) -> list[CheckMessage]:
    """With `DEMO=1`, every command asks whose database this is."""
    return _told() if settings.DEMO else []


@register(Tags.security, deploy=True)
def nobody_works_in_the_demonstration(app_configs: Any, **_more: Any) -> list[CheckMessage]:
    """Without it, `manage.py check --deploy` asks."""
    return [] if settings.DEMO else _told()


def _told() -> list[CheckMessage]:
    try:
        sentence = mark.complaint()
    except OperationalError:  # not there yet: whoever needs it will say so
        return []
    return [Error(sentence, id="demo.E001")] if sentence else []
