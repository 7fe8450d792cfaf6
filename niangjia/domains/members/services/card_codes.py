"""What stands in the QR code of an electronic card: rotating codes and passes for checking without the net.

A code (`c1.<number>.<step>.<code>`) is made by us for one step of time, as in RFC 6238, and verified
by us. A pass (`p1.<key id>.<body>.<signature>.<step>.<link>`) is signed by us for some hours; the
phone reveals one link of a hash chain a step, whose end the pass names. Whoever has the public key
verifies both without asking us; a picture of it is stale a step later. Decision page 0041.
"""

from __future__ import annotations

import hmac
import struct
from base64 import b32encode, urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NoBase64
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from niangjia.foundation.crypto import signing

CODE, PASS = "c1", "p1"
SIGNS = 16
"""Of a code: 80 bits in base 32."""

LINK = 16
"""Bytes of one link of a chain: 128 bits."""

DRIFT = 1
"""Steps a clock may be wrong by, to either side."""

HEAD = struct.Struct(">QIHHc16s")
"""Number, first step, how many steps, seconds of a step, state, end of the chain."""

LONGEST = 1000
"""Characters of the longest payload anybody made."""


@dataclass(frozen=True, slots=True)
class Pass:
    """What a pass says: whose card, of which state, from which step for how many, and two names."""

    number: str
    first: int
    steps: int
    seconds: int
    state: str
    end: bytes
    name: str
    union: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A payload that was read: the card's number, and the step it was made for. A code is still to be
    compared; the link of a pass has been."""

    number: str
    step: int
    code: str = ""
    known: Pass | None = None


def step_of(now: datetime, seconds: int) -> int:
    """Which step of time this is, counted from 1970."""
    return int(now.timestamp()) // seconds


def moment_of(step: int, seconds: int) -> datetime:
    """When a step begins."""
    return datetime.fromtimestamp(step * seconds, UTC)


def code_of(seed: str, number: str, step: int) -> str:
    """The code of one step: HMAC-SHA256 over number and step, cut to 80 bits."""
    made = hmac.digest(bytes.fromhex(seed), f"{number}.{step}".encode(), "sha256")
    return b32encode(made[:10]).decode()


def code_payload(seed: str, number: str, step: int) -> str:
    """What the code of one step says, as it stands in the QR code."""
    return f"{CODE}.{number}.{step}.{code_of(seed, number, step)}"


def links(base: bytes, steps: int) -> bytes:
    """The end of a chain: the base hashed so many times."""
    for _n in range(steps):
        base = sha256(base).digest()[:LINK]
    return base


def base_of(seed: str, first: int) -> bytes:
    """Where the chain of a pass begins; the phone gets it, and the pass its end."""
    return hmac.digest(bytes.fromhex(seed), f"pass.{first}".encode(), "sha256")[:LINK]


def signed(told: Pass) -> str:
    """The pass without its link: `p1.<key id>.<body>.<signature>`."""
    head = (int(told.number), told.first, told.steps, told.seconds, told.state.encode(), told.end)
    words = (_text(told.name), _text(told.union))
    body = HEAD.pack(*head) + b"".join(bytes([len(word)]) + word for word in words)
    key_id, signature = signing.sign(body)
    return f"{PASS}.{key_id}.{_encoded(body)}.{_encoded(signature)}"


def _text(words: str) -> bytes:
    """At most 120 bytes, cut between characters."""
    return words.encode()[:120].decode(errors="ignore").encode()


def read_payload(text: str) -> Shown | None:
    """What a QR code says, where it is one of ours; None for anything else."""
    kind, _dot, rest = text.strip().partition(".")
    parts = rest.split(".")
    if len(text) > LONGEST or not text.isascii():
        return None
    if kind == CODE and len(parts) == 3:
        number, step, code = parts
        fits = number.isdecimal() and step.isdecimal() and len(step) < 12 and len(code) == SIGNS
        return Shown(number, int(step), code) if fits else None
    if kind == PASS and len(parts) == 5:
        return _read_pass(*parts)
    return None


def _read_pass(key_id: str, body: str, signature: str, step: str, link: str) -> Shown | None:
    try:
        data, proof, shown = _decoded(body), _decoded(signature), _decoded(link)
        number, first, steps, seconds, state, end = HEAD.unpack_from(data)
        name, union = _words(data[HEAD.size :])
    except (NoBase64, ValueError, struct.error, IndexError):
        return None
    if not signing.verify(key_id, data, proof) or not (step.isdecimal() and len(step) < 12):
        return None
    told = Pass(str(number), first, steps, seconds, state.decode(), end, name, union)
    turn = int(step) - first
    if not 0 <= turn < steps or len(shown) != LINK or links(shown, turn + 1) != end:
        return None
    return Shown(told.number, int(step), known=told)


def _words(data: bytes) -> tuple[str, str]:
    first = data[1 : 1 + data[0]]
    rest = data[1 + data[0] :]
    return first.decode(), rest[1 : 1 + rest[0]].decode()


def link_at(base: bytes, told: Pass, step: int) -> str:
    """The link of one step as the phone shows it."""
    return _encoded(links(base, told.steps - 1 - (step - told.first)))


def _encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def _decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
