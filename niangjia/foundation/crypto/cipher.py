"""Sealing text and opening it again: `v1.<key id>.<algorithm>.<base64url of nonce, ciphertext, tag>`."""

from __future__ import annotations

import os
from base64 import urlsafe_b64decode
from binascii import Error as NoBase64
from binascii import b2a_base64
from collections.abc import Iterable
from itertools import count, repeat

from cryptography.exceptions import InvalidTag
from django.utils.translation import gettext as _

from .keyring import keyring
from .suites import NONCE

_SAFE = bytes.maketrans(b"+/", b"-_")


class UnreadableError(ValueError):
    """A token that cannot be opened: of an unknown key, altered, or moved from another column."""


def seal(text: str, context: str) -> str:
    """The text as a token that only opens with the same context; empty text stays empty."""
    return seal_many([text], context)[0]


def seal_many(texts: Iterable[str], context: str | Iterable[str]) -> list[str]:
    """Many texts in one go, each under the one context or under its own."""
    wanted = list(texts)
    key = keyring().newest
    head, close = key.head, key.suite.seal
    chance = os.urandom(NONCE * len(wanted))
    bound = repeat(context) if isinstance(context, str) else context
    tokens = []
    for at, text, known in zip(count(0, NONCE), wanted, bound, strict=False):
        if not text:
            tokens.append("")
            continue
        nonce = chance[at : at + NONCE]
        sealed = b2a_base64(nonce + close(nonce, text.encode(), known.encode()), newline=False)
        tokens.append(head + sealed.translate(_SAFE).decode().rstrip("="))
    return tokens


def open_(token: str, context: str) -> str:
    """The text of a token. Raises UnreadableError, which says why and shows nothing of it."""
    if not token:
        return ""
    version, name, algorithm, sealed = _taken_apart(token)
    key = keyring().by_id.get(name)
    if version != "v1" or key is None or key.algorithm != algorithm:
        told = {"id": name, "algorithm": algorithm, "version": version}
        sentence = _("密文用密钥 %(id)s（%(algorithm)s，%(version)s）写成，配置中没有这个密钥")
        raise UnreadableError(sentence % told)
    try:
        raw = urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
        text = key.suite.open(raw[:NONCE], raw[NONCE:], context.encode())
    except (InvalidTag, NoBase64, ValueError) as error:
        raise UnreadableError(_("密文被改动过，或取自另一列：%s") % context) from error
    return text.decode()


def key_of(token: str) -> str:
    """The id of the key a token was sealed with; empty for an empty token."""
    return _taken_apart(token)[1] if token else ""


def _taken_apart(token: str) -> list[str]:
    parts = token.split(".", 3)
    if len(parts) != 4:
        raise UnreadableError(_("不是本系统写成的密文"))
    return parts
