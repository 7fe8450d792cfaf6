"""Keyed digests: find and compare a number without holding it, within a county and between counties.

`<key id>.<base64url>`: HMAC-SM3 or HMAC-SHA256 (the algorithm of INDEX_KEY), cut to 128 bits
(RFC 2104 §5), over kind, namespace and the text brought into one form.
"""

from __future__ import annotations

import re
from binascii import b2a_base64
from collections.abc import Callable, Iterable
from unicodedata import normalize

from .keyring import keyring
from .kinds import Kind

LENGTH = 16
"""Bytes kept of a digest."""

_SAFE = bytes.maketrans(b"+/", b"-_")
APART = "\x1f"
_JOINTS = re.compile(r"[\s\-‐-―_.()]+")


def digest(kind: str, text: str, within: str = "") -> str | None:
    """The digest of one value; None for an empty one, so that a unique column takes many blanks.

    `within` keeps number spaces apart that may hold the same number twice, such as the type of a
    certificate.
    """
    return digest_many(kind, [text], within)[0]


def digest_many(kind: str, texts: Iterable[str], within: str = "") -> list[str | None]:
    """Digests of many values of one kind, in order."""
    index = keyring().index
    start = index.start.copy()
    start.update(f"{kind}{APART}{within}{APART}".encode())
    head, plain = index.id + ".", _FORMS.get(kind, _tight)
    found: list[str | None] = []
    for text in texts:
        if not (number := plain(text)):
            found.append(None)
            continue
        mac = start.copy()
        mac.update(number.encode())
        cut = b2a_base64(mac.finalize()[:LENGTH], newline=False)
        found.append(head + cut.translate(_SAFE).decode().rstrip("="))
    return found


def normal(kind: str, text: str) -> str:
    """The one form of a value that is compared: half-width, upper case, no spaces or dashes."""
    return _FORMS.get(kind, _tight)(text)


def _tight(text: str) -> str:
    if text.isascii() and text.isalnum():
        return text.upper()
    return _JOINTS.sub("", normalize("NFKC", text)).upper()


def _mobile(text: str) -> str:
    digits = _tight(text).removeprefix("+")
    if len(digits) > 11:
        digits = digits.removeprefix("0086").removeprefix("86")
    return digits


def _words(text: str) -> str:
    return "".join(normalize("NFKC", text).split())


_FORMS: dict[str, Callable[[str], str]] = {
    Kind.MOBILE: _mobile,
    Kind.NAME: _words,
    Kind.ADDRESS: _words,
    Kind.TEXT: _words,
}
