"""What must hold before the house opens: keys of its own, whole and different."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from .keyring import _may_be_local, faults


@register(Tags.security)
def own_keys(app_configs: Any, **_more: Any) -> list[CheckMessage]:
    """Asked by every command; the keyring itself asks again before the first value."""
    wrong = faults(settings.DATA_KEYS, settings.INDEX_KEY, may_be_local=_may_be_local())
    return [Error(sentence, id="crypto.E001") for sentence in wrong]
