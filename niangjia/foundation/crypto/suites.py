"""The algorithms: two ciphers and two keyed digests, behind one shape a device could fill as well.

Both ciphers are GCM with a random nonce of 96 bits: a key serves 2**32 values, far beyond a province.
"""

from __future__ import annotations

from typing import ClassVar, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hmac import HMAC

NONCE = 12
TAG = 16


class Suite(Protocol):
    """A cipher with one key. `open` raises InvalidTag where anything was altered."""

    def seal(self, nonce: bytes, data: bytes, bound: bytes) -> bytes:
        """Ciphertext and tag; `bound` is not hidden, but must be the same when opening."""
        ...

    def open(self, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
        """The data again."""
        ...


class Sm4Gcm:
    """SM4 (GB/T 32907-2016) in GCM, 128 bits."""

    bits: ClassVar[int] = 128

    def __init__(self, secret: bytes) -> None:
        self._cipher = algorithms.SM4(secret)

    def seal(self, nonce: bytes, data: bytes, bound: bytes) -> bytes:
        """As `Suite.seal`."""
        pen = Cipher(self._cipher, modes.GCM(nonce)).encryptor()
        pen.authenticate_additional_data(bound)
        return pen.update(data) + pen.finalize() + pen.tag

    def open(self, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
        """As `Suite.open`."""
        if len(sealed) < TAG:
            raise InvalidTag
        mode = modes.GCM(nonce, sealed[-TAG:])
        eye = Cipher(self._cipher, mode).decryptor()
        eye.authenticate_additional_data(bound)
        return eye.update(sealed[:-TAG]) + eye.finalize()


class AesGcm:
    """AES-256 in GCM."""

    bits: ClassVar[int] = 256

    def __init__(self, secret: bytes) -> None:
        self._cipher = AESGCM(secret)

    def seal(self, nonce: bytes, data: bytes, bound: bytes) -> bytes:
        """As `Suite.seal`."""
        return self._cipher.encrypt(nonce, data, bound)

    def open(self, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
        """As `Suite.open`."""
        return self._cipher.decrypt(nonce, sealed, bound)


CIPHERS: dict[str, type[Sm4Gcm | AesGcm]] = {"sm4-gcm": Sm4Gcm, "aes-gcm": AesGcm}
DIGESTS: dict[str, type[hashes.HashAlgorithm]] = {
    "hmac-sm3": hashes.SM3,
    "hmac-sha256": hashes.SHA256,
}
INDEX_BITS = 256
"""Least length of the key of a keyed digest."""


def keyed(algorithm: str, secret: bytes) -> HMAC:
    """A keyed digest at its start; copy it, never feed it."""
    return HMAC(secret, DIGESTS[algorithm]())
