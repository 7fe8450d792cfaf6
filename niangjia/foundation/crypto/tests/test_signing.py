"""Signatures others verify: by the newest key, in the form browsers take, and by no key of elsewhere."""

from base64 import b64encode, urlsafe_b64decode

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, utils
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured

from niangjia.foundation.crypto import signing

OLD, NEW = (b64encode(letter * 32).decode() for letter in (b"o", b"n"))


def test_what_was_signed_is_verified_and_nothing_else():
    key_id, signature = signing.sign(b"words")

    assert (key_id, len(signature)) == ("s1", 64)
    assert signing.verify(key_id, b"words", signature)
    assert not signing.verify(key_id, b"word5", signature)
    assert not signing.verify("s2", b"words", signature)
    assert not signing.verify(key_id, b"words", signature[:-1])
    assert not signing.verify(key_id, b"words", bytes(64))


def test_the_newest_key_signs_and_the_old_one_still_verifies(settings):
    settings.SIGNING_KEYS = f"s1:p256:{OLD}"
    _id, before = signing.sign(b"words")

    settings.SIGNING_KEYS = f"s2:p256:{NEW},s1:p256:{OLD}"

    assert signing.sign(b"words")[0] == "s2"
    assert signing.verify("s1", b"words", before)
    assert [key["kid"] for key in signing.public_keys()] == ["s2", "s1"]


def test_the_public_half_verifies_by_itself():
    (key,) = signing.public_keys()
    x, y = (int.from_bytes(urlsafe_b64decode(key[name] + "=")) for name in ("x", "y"))
    public = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    _id, signature = signing.sign(b"words")
    r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])

    public.verify(utils.encode_dss_signature(r, s), b"words", signing.ALG)

    assert sorted(key) == ["crv", "kid", "kty", "x", "y"]


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ("", "至少有一个密钥"),
        (f"s1:rsa:{OLD}", "算法只能是 p256"),
        ("s1:p256:bm8=", "应为 256 位"),
        (f"s1:p256:{OLD},s1:p256:{NEW}", "编号重复"),
    ],
)
def test_wrong_keys_are_refused_in_words_that_hold_none(settings, keys, sentence):
    settings.SIGNING_KEYS = keys

    told = "".join(error.msg for error in run_checks() if error.id == "crypto.E001")

    assert sentence in told
    assert OLD not in told
    with pytest.raises(ImproperlyConfigured, match=r"密钥|算法|位"):
        signing.sign(b"words")


def test_a_key_of_this_machine_signs_nothing_in_earnest(settings):
    settings.KEYS_ARE_LOCAL = True

    with pytest.raises(ImproperlyConfigured, match="SIGNING_KEYS"):
        signing.sign(b"words")
