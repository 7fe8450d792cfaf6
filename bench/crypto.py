"""Sealing and digesting 100,000 ID numbers, against the bare cipher and the bare keyed digest.

`python -m bench.crypto --n 100000`. Ours is what a column of an import goes through: masks by the
policy, tokens bound to column and mask, digests of the number in its one form. The floor encrypts and
digests the same bytes with the same library and keeps them as base64; nothing else.
"""

from __future__ import annotations

import argparse
import os
import random
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from datetime import date
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()

# ruff: noqa: E402 -- the settings come first
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hmac import HMAC
from django.conf import settings
from django.db import models

from bench.ratio import compare
from niangjia.foundation.crypto import blind
from niangjia.foundation.crypto.fields import EncryptedField
from niangjia.foundation.crypto.kinds import Kind
from niangjia.foundation.divisions.identity import synthetic_id
from niangjia.foundation.parameters import table

KEYS = {
    "sm4-gcm": (16, "hmac-sm3"),
    "aes-gcm": (32, "hmac-sha256"),
}


class Person(models.Model):
    """One sealed column; its table is never made."""

    number = EncryptedField(kind=Kind.ID_NUMBER, max_length=18)

    class Meta:
        app_label = "crypto"

    def __str__(self) -> str:
        return self.number.masked


def numbers(count: int) -> list[str]:
    """Made-up, correct ID numbers."""
    draw = random.Random(5)
    days = [date(1960 + n % 45, 1 + n % 12, 1 + n % 28) for n in range(1260)]
    return [
        synthetic_id("522601", draw.choice(days), draw.randrange(1, 1000)) for _n in range(count)
    ]


def use(algorithm: str) -> None:
    """Keys of this run alone."""
    size, digest = KEYS[algorithm]
    settings.DATA_KEYS = f"k1:{algorithm}:{b64encode(os.urandom(size)).decode()}"
    settings.INDEX_KEY = f"i1:{digest}:{b64encode(os.urandom(32)).decode()}"


def ours(texts: list[str]) -> Callable[[], Any]:
    """The whole way of a column."""
    field: Any = Person._meta.get_field("number")
    return lambda: (field.adapt_many(texts), blind.digest_many(Kind.ID_NUMBER, texts))


def bare_aes(texts: list[str]) -> Callable[[], Any]:
    """AES-256-GCM and HMAC-SHA256, bare."""
    cipher, start = AESGCM(os.urandom(32)), HMAC(os.urandom(32), hashes.SHA256())

    def run() -> list[tuple[bytes, bytes]]:
        found = []
        for text in texts:
            data, nonce, mac = text.encode(), os.urandom(12), start.copy()
            mac.update(data)
            sealed = nonce + cipher.encrypt(nonce, data, b"column")
            found.append((urlsafe_b64encode(sealed), urlsafe_b64encode(mac.finalize())))
        return found

    return run


def bare_sm4(texts: list[str]) -> Callable[[], Any]:
    """SM4-GCM and HMAC-SM3, bare."""
    key, start = algorithms.SM4(os.urandom(16)), HMAC(os.urandom(32), hashes.SM3())

    def run() -> list[tuple[bytes, bytes]]:
        found = []
        for text in texts:
            data, nonce, mac = text.encode(), os.urandom(12), start.copy()
            mac.update(data)
            pen = Cipher(key, modes.GCM(nonce)).encryptor()
            pen.authenticate_additional_data(b"column")
            sealed = nonce + pen.update(data) + pen.finalize() + pen.tag
            found.append((urlsafe_b64encode(sealed), urlsafe_b64encode(mac.finalize())))
        return found

    return run


def main() -> None:
    """Both suites against their floors, and reading a list against opening it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--n", type=int, default=100_000)
    count = parser.parse_args().n
    table.held._load, table.held._stamp = (
        dict,
        lambda: 0,
    )  # no database: every parameter its default
    texts = numbers(count)
    for name, algorithm, floor in (
        ("SM4-GCM and HMAC-SM3", "sm4-gcm", bare_sm4(texts)),
        ("AES-GCM and HMAC-SHA256", "aes-gcm", bare_aes(texts)),
    ):
        use(algorithm)
        compare(f"{count:,} sealed and digested, {name}", ours(texts), floor, goal=2.0)
    use("sm4-gcm")
    compare(
        f"{count:,} by SM4 and SM3, against bare AES and SHA",
        ours(texts),
        bare_aes(texts),
        goal=5.0,
    )
    field: Any = Person._meta.get_field("number")
    rows = [field.from_db_value(token, None, None) for token in field.adapt_many(texts[:1000])]
    compare(
        "1,000 rows shown masked, against opened",
        lambda: [row.masked for row in rows],
        lambda: [row.open() for row in rows],
        goal=1.0,
    )


if __name__ == "__main__":
    main()
