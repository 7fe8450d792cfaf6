"""What carries a short message to a phone. `settings.SMS_GATEWAY` names one; none is on by default.

The house knows no provider of its own: `Http` speaks as `settings.SMS_HTTP` says, with the
operator's address, wording and signature (docs/deploy.md). `Screen` belongs to the demonstration.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from http.client import HTTPException
from typing import Any, Protocol
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from . import wording

PATIENCE = 4.0
"""Seconds a gateway may take: somebody is waiting in front of the page."""

PLACES = re.compile(r"\{([a-z_]+)\}")


class UnsentError(Exception):
    """The gateway did not take the message; it is tried again later."""


class Gateway(Protocol):
    """One way to a phone. `hand_over` raises UnsentError when the message was not taken."""

    is_screen: bool
    """The message is shown on the page instead of being sent; the demonstration only."""

    def hand_over(
        self, phone: str, kind: str, values: Mapping[str, str], number: str, now: datetime
    ) -> None:
        """Hand one message over; `number` is the same each time the same message is tried."""
        ...


class Screen:
    """Sends nothing: the page shows the words and says so. Refuses outside the demonstration."""

    is_screen = True

    def hand_over(
        self, phone: str, kind: str, values: Mapping[str, str], number: str, now: datetime
    ) -> None:
        """Nothing leaves the house."""
        if not settings.DEMO:
            raise ImproperlyConfigured("the screen is a gateway for the demonstration alone")


class Http:
    """Any provider that takes one HTTP request a message, as `settings.SMS_HTTP` describes it."""

    is_screen = False

    def __init__(self, told: Mapping[str, Any] | None = None) -> None:
        self.told = settings.SMS_HTTP if told is None else told
        self.address = str(self.told.get("url", ""))
        parts = urlsplit(self.address)
        near = parts.hostname in {"127.0.0.1", "localhost", "::1"}
        if not (parts.scheme == "https" or (parts.scheme == "http" and near)):
            raise ImproperlyConfigured("SMS_HTTP needs an https address under `url`")

    def hand_over(
        self, phone: str, kind: str, values: Mapping[str, str], number: str, now: datetime
    ) -> None:
        """One request; whatever is not the answer the operator described counts as unsent."""
        known = self._known(phone, kind, values, number, now)
        asked = self._request(known)
        try:
            with _OPENER.open(asked, timeout=PATIENCE) as answer:
                told = answer.read(64 * 1024)
        except (URLError, HTTPException, OSError) as error:
            raise UnsentError(f"{type(error).__name__}") from error
        self._check(told)

    def _known(
        self, phone: str, kind: str, values: Mapping[str, str], number: str, now: datetime
    ) -> dict[str, str]:
        """What may stand in the operator's fields between braces."""
        return {
            **values,
            "phone": phone,
            "text": wording.text_of(kind, values),
            "template": str(self.told.get("templates", {}).get(kind, kind)),
            "number": number,
            "seconds": str(int(now.timestamp())),
            "time": now.strftime("%Y%m%d%H%M%S"),
            "nonce": secrets.token_hex(8),
            "secret": settings.SMS_SECRET,
        }

    def _request(self, known: Mapping[str, str]) -> Request:
        fields = _filled(self.told.get("body", {}), known)
        headers = _filled(self.told.get("headers", {}), known)
        sign = self.told.get("sign")
        if sign:
            over = {"sorted": _sorted(fields), "body": self._written(fields)}
            proof = _proof(sign, {**known, **over})
            (headers if "header" in sign else fields)[sign.get("header") or sign["field"]] = proof
        kind = "application/x-www-form-urlencoded" if self.told.get("form") else "application/json"
        return Request(  # noqa: S310 - the scheme is checked when the gateway is made
            self.address,
            data=self._written(fields).encode(),
            headers={"Content-Type": f"{kind}; charset=utf-8"} | headers,
            method="POST",
        )

    def _written(self, fields: Mapping[str, Any]) -> str:
        if self.told.get("form"):
            return urlencode(fields)
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))

    def _check(self, told: bytes) -> None:
        """Most gateways answer 200 to everything and say in a field whether they took it."""
        wanted = self.told.get("answer")
        if not wanted:
            return
        try:
            found: Any = json.loads(told)
            for name in str(wanted["field"]).split("."):
                found = found[name]
        except (ValueError, KeyError, TypeError) as error:
            raise UnsentError("an answer of another form") from error
        if str(found) != str(wanted["equals"]):
            raise UnsentError(f"{wanted['field']}={str(found)[:60]}")


class _Straight(HTTPRedirectHandler):
    """A number is told to nobody but the address that was configured."""

    def redirect_request(self, *_args: Any) -> None:
        """A redirect is an answer like any other that was not asked for."""
        return


_OPENER = build_opener(_Straight)


def gateway() -> Gateway | None:
    """The one that is on."""
    return _built(settings.SMS_GATEWAY) if settings.SMS_GATEWAY else None


@lru_cache(maxsize=4)
def _built(name: str) -> Gateway:
    made: Gateway = import_string(name)()
    return made


def _filled(told: Any, known: Mapping[str, str]) -> Any:
    """The operator's fields with the values in their places; names nobody knows stay as they are."""
    if isinstance(told, Mapping):
        return {name: _filled(value, known) for name, value in told.items()}
    if isinstance(told, list):
        return [_filled(value, known) for value in told]
    if isinstance(told, str):
        return PLACES.sub(lambda place: known.get(place[1], place[0]), told)
    return told


def _sorted(fields: Mapping[str, Any]) -> str:
    return "&".join(f"{name}={fields[name]}" for name in sorted(fields))


def _proof(sign: Mapping[str, Any], known: Mapping[str, str]) -> str:
    """The signature: `hmac-…` with the secret as key, or a plain digest of what holds {secret}."""
    over = _filled(str(sign["over"]), known).encode()
    name = str(sign.get("algorithm", "hmac-sha256"))
    plain = name.removeprefix("hmac-")
    if plain not in ALGORITHMS:
        raise ImproperlyConfigured(f"SMS_HTTP: unknown algorithm {name}")
    if name.startswith("hmac-"):
        found = hmac.new(known["secret"].encode(), over, plain).digest()
    else:
        found = hashlib.new(plain, over).digest()
    return ENCODINGS[str(sign.get("as", "hex"))](found)


ALGORITHMS = frozenset({"md5", "sha1", "sha256", "sm3"})
ENCODINGS: dict[str, Callable[[bytes], str]] = {
    "hex": bytes.hex,
    "HEX": lambda found: found.hex().upper(),
    "base64": lambda found: base64.b64encode(found).decode(),
}
