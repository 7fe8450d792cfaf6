"""The keys of the house. They come from outside the database (DATA_KEYS, INDEX_KEY) and stay there.

`DATA_KEYS` is a list of `id:algorithm:base64`, newest first: the first one seals, all of them open.
`INDEX_KEY` is one of the same form for keyed digests. Lines and commas both part them.
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as NoBase64
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.hmac import HMAC
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from .suites import CIPHERS, DIGESTS, INDEX_BITS, Suite, keyed

NAME = re.compile(r"[A-Za-z0-9_-]{1,16}")


@dataclass(frozen=True, slots=True)
class DataKey:
    """A key that seals: its id and algorithm stand in every token."""

    id: str
    algorithm: str
    suite: Suite

    @property
    def head(self) -> str:
        """What every token of this key begins with."""
        return f"v1.{self.id}.{self.algorithm}."


@dataclass(frozen=True, slots=True)
class IndexKey:
    """The key of digests: its id stands before every digest."""

    id: str
    start: HMAC


@dataclass(frozen=True, slots=True)
class Keyring:
    """All keys. `newest` seals."""

    newest: DataKey
    by_id: dict[str, DataKey]
    index: IndexKey


def keyring() -> Keyring:
    """The keys of the settings of now. Raises ImproperlyConfigured, and so stops before any harm."""
    return _ring(settings.DATA_KEYS, settings.INDEX_KEY, keys_may_be_local())


def faults(data_keys: str, index_key: str, *, may_be_local: bool) -> list[str]:
    """What is wrong with these keys, one sentence each; never with a key in it."""
    if not may_be_local:
        why = _(
            "正式运行须配置 DATA_KEYS、INDEX_KEY 与 SIGNING_KEYS：本机生成的密钥只供试用，见 docs/deploy.md"
        )
        return [why]
    texts = parts_of(data_keys)
    found = [] if texts else [_("DATA_KEYS 是空的，须至少有一个密钥")]
    bits = {name: suite.bits for name, suite in CIPHERS.items()}
    for text in texts:
        found += faults_of("DATA_KEYS", text, bits, exact=True)
    indexes = parts_of(index_key)
    if len(indexes) != 1:
        found.append(_("INDEX_KEY 须恰好有一个密钥"))
    for text in indexes:
        found += faults_of("INDEX_KEY", text, dict.fromkeys(DIGESTS, INDEX_BITS), exact=False)
    return found or _twice([*texts, *indexes])


def keys_may_be_local() -> bool:
    """Whether keys this machine made for itself will do: for trying and for the demonstration."""
    return bool(settings.DEBUG or settings.DEMO or not settings.KEYS_ARE_LOCAL)


@lru_cache(maxsize=8)
def _ring(data_keys: str, index_key: str, may_be_local: bool) -> Keyring:
    if wrong := faults(data_keys, index_key, may_be_local=may_be_local):
        raise ImproperlyConfigured("；".join(wrong))
    keys = []
    for text in parts_of(data_keys):
        name, algorithm, secret = text.split(":", 2)
        keys.append(DataKey(name, algorithm, CIPHERS[algorithm](b64decode(secret))))
    name, algorithm, secret = parts_of(index_key)[0].split(":", 2)
    index = IndexKey(name, keyed(algorithm, b64decode(secret)))
    return Keyring(keys[0], {key.id: key for key in keys}, index)


def parts_of(text: str) -> list[str]:
    """The keys of one setting."""
    return re.split(r"[,\s]+", text.strip(" ,\t\r\n")) if text.strip(" ,\t\r\n") else []


def faults_of(where: str, text: str, bits: dict[str, int], *, exact: bool) -> list[str]:
    """What is wrong with one key: `bits` of the algorithms it may be of."""
    name, *rest = text.split(":", 2)
    if len(rest) != 2 or not NAME.fullmatch(name):
        return [_("%(where)s 每项写成 编号:算法:base64密钥") % {"where": where}]
    algorithm, secret = rest
    told = {"where": where, "id": name, "known": "、".join(bits)}
    if algorithm not in bits:
        return [_("%(where)s 的 %(id)s：算法只能是 %(known)s") % told]
    try:
        length = len(b64decode(secret, validate=True)) * 8
    except (NoBase64, ValueError):
        return [_("%(where)s 的 %(id)s：密钥不是 base64") % told]
    told |= {"bits": str(bits[algorithm]), "has": str(length)}
    if length < bits[algorithm] or (exact and length > bits[algorithm]):
        return [_("%(where)s 的 %(id)s：密钥应为 %(bits)s 位，实为 %(has)s 位") % told]
    return []


def _twice(texts: list[str]) -> list[str]:
    """Neither an id nor a secret may serve twice."""
    ids, secrets_ = zip(*((t.split(":", 2)[0], t.split(":", 2)[2]) for t in texts), strict=True)
    if len(set(ids)) < len(ids):
        return [_("密钥编号重复，每个密钥须有自己的编号")]
    if len({b64decode(secret) for secret in secrets_}) < len(secrets_):
        return [_("同一密钥不能用作两项")]
    return []
