"""Signatures anybody can verify: ECDSA on P-256 with SHA-256, the one browsers of 2021 know by themselves.

`SIGNING_KEYS` is a list of `id:p256:base64` (32 bytes), newest first: the first signs, all verify.
A signature is r and s, 32 bytes each (IEEE P1363), as WebCrypto wants it.
"""

from __future__ import annotations

from base64 import b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from .keyring import faults_of, keys_may_be_local, parts_of

ALGORITHMS = {"p256": 256}
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the group (FIPS 186-4 D.1.2.3): a private key is a number from 1 to one less."""

SIZE = 32
ALG = ec.ECDSA(SHA256())


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key with its id."""

    id: str
    secret: ec.EllipticCurvePrivateKey

    @property
    def jwk(self) -> dict[str, str]:
        """The public half as browsers import it (RFC 7517)."""
        point = self.secret.public_key().public_numbers()
        return {
            "kid": self.id,
            "kty": "EC",
            "crv": "P-256",
            "x": _text(point.x.to_bytes(SIZE)),
            "y": _text(point.y.to_bytes(SIZE)),
        }


def sign(data: bytes) -> tuple[str, bytes]:
    """The id of the newest key and its signature. Raises ImproperlyConfigured without a key."""
    key = signing_keys()[0]
    r, s = utils.decode_dss_signature(key.secret.sign(data, ALG))
    return key.id, r.to_bytes(SIZE) + s.to_bytes(SIZE)


def verify(key_id: str, data: bytes, signature: bytes) -> bool:
    """Whether a key of ours signed exactly this."""
    key = next((key for key in signing_keys() if key.id == key_id), None)
    if key is None or len(signature) != 2 * SIZE:
        return False
    r, s = int.from_bytes(signature[:SIZE]), int.from_bytes(signature[SIZE:])
    try:
        key.secret.public_key().verify(utils.encode_dss_signature(r, s), data, ALG)
    except InvalidSignature:
        return False
    return True


def public_keys() -> list[dict[str, str]]:
    """The public halves, for whoever verifies without asking us."""
    return [key.jwk for key in signing_keys()]


def signing_keys() -> Sequence[SigningKey]:
    """All keys of the settings of now, the newest first."""
    if not keys_may_be_local():
        raise ImproperlyConfigured(_("正式运行须配置 SIGNING_KEYS，见 docs/deploy.md"))
    return _keys(settings.SIGNING_KEYS)


def signing_faults(texts: str) -> list[str]:
    """What is wrong with these keys, one sentence each; never with a key in it."""
    keys = parts_of(texts)
    found = [] if keys else [_("SIGNING_KEYS 是空的，须至少有一个密钥")]
    for text in keys:
        found += faults_of("SIGNING_KEYS", text, ALGORITHMS, exact=True)
    ids = [text.split(":", 1)[0] for text in keys]
    return found or ([_("密钥编号重复，每个密钥须有自己的编号")] if len({*ids}) < len(ids) else [])


@lru_cache(maxsize=4)
def _keys(texts: str) -> tuple[SigningKey, ...]:
    if wrong := signing_faults(texts):
        raise ImproperlyConfigured("；".join(wrong))
    found = []
    for text in parts_of(texts):
        name, _algorithm, secret = text.split(":", 2)
        number = int.from_bytes(b64decode(secret)) % (ORDER - 1) + 1
        found.append(SigningKey(name, ec.derive_private_key(number, ec.SECP256R1())))
    return tuple(found)


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")
