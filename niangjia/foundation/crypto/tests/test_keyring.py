"""Keys from outside the database: which are taken, which are refused, and that no sentence holds one."""

from base64 import b64encode

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured

from niangjia.foundation.crypto import keyring
from niangjia.foundation.crypto.checks import own_keys

OLD, NEW = b64encode(b"o" * 16).decode(), b64encode(b"n" * 32).decode()
INDEX = f"x1:hmac-sha256:{b64encode(b'i' * 32).decode()}"


def test_the_first_key_seals_and_all_are_known(settings):
    settings.DATA_KEYS = f"k2:aes-gcm:{NEW},\n k1:sm4-gcm:{OLD}\n"
    settings.INDEX_KEY = f" {INDEX}\n"

    ring = keyring.keyring()

    assert (ring.newest.head, sorted(ring.by_id), ring.index.id) == (
        "v1.k2.aes-gcm.",
        ["k1", "k2"],
        "x1",
    )


@pytest.mark.parametrize(
    ("data_keys", "index_key", "sentence"),
    [
        ("", INDEX, "至少有一个密钥"),
        ("k1", INDEX, "编号:算法:base64密钥"),
        (f"k.1:sm4-gcm:{OLD}", INDEX, "编号:算法:base64密钥"),
        (f"k1:des:{OLD}", INDEX, "算法只能是 sm4-gcm、aes-gcm"),
        ("k1:sm4-gcm:###", INDEX, "不是 base64"),
        (f"k1:aes-gcm:{OLD}", INDEX, "应为 256 位，实为 128 位"),
        (f"k1:sm4-gcm:{NEW}", INDEX, "应为 128 位，实为 256 位"),
        (f"k1:sm4-gcm:{OLD},k1:aes-gcm:{NEW}", INDEX, "编号重复"),
        (f"k1:sm4-gcm:{OLD},k2:sm4-gcm:{OLD}", INDEX, "同一密钥"),
        (f"k1:sm4-gcm:{OLD}", "", "恰好有一个"),
        (f"k1:sm4-gcm:{OLD}", f"{INDEX},x2:hmac-sm3:{NEW}", "恰好有一个"),
        (f"k1:sm4-gcm:{OLD}", f"x1:hmac-sm3:{OLD}", "应为 256 位，实为 128 位"),
        (f"k1:aes-gcm:{NEW}", f"x1:hmac-sm3:{NEW}", "同一密钥"),
    ],
)
def test_wrong_keys_are_refused_in_words_that_hold_none(settings, data_keys, index_key, sentence):
    settings.DATA_KEYS, settings.INDEX_KEY = data_keys, index_key

    told = [error.msg for error in run_checks() if error.id == "crypto.E001"]

    assert sentence in "".join(told)
    assert not any(secret in "".join(told) for secret in (OLD, NEW))
    with pytest.raises(ImproperlyConfigured, match=r"密钥|算法"):
        keyring.keyring()


@pytest.mark.parametrize(("demo", "debug", "opens"), [(1, 0, 1), (0, 1, 1), (0, 0, 0)])
def test_keys_made_on_the_machine_serve_only_for_trying(settings, demo, debug, opens):
    settings.KEYS_ARE_LOCAL, settings.DEMO, settings.DEBUG = True, bool(demo), bool(debug)

    told = [error.msg for error in own_keys(None)]

    assert [("docs/deploy.md" in sentence) for sentence in told] == ([] if opens else [True])
