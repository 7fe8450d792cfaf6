"""What must hold before the house opens: keys of its own, whole and different."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from .keyring import faults, keys_may_be_local
from .signing import signing_faults


@register(Tags.security)
def own_keys(app_configs: Any, **_more: Any) -> list[CheckMessage]:
    """Asked by every command; the keyring itself asks again before the first value."""
    local = keys_may_be_local()
    wrong = faults(settings.DATA_KEYS, settings.INDEX_KEY, may_be_local=local)
    wrong += signing_faults(settings.SIGNING_KEYS) if local else []
    return [Error(sentence, id="crypto.E001") for sentence in wrong]
