"""Sealing and opening: both ciphers, and everything that must not open."""

from base64 import b64encode

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from niangjia.foundation.crypto.cipher import UnreadableError, key_of, open_, seal, seal_many

NUMBER = "522601199003070031"
HERE, THERE = "unions.SocialWorker.id_number", "members.Person.id_number"
SM4 = f"k1:sm4-gcm:{b64encode(b's' * 16).decode()}"
AES = f"k2:aes-gcm:{b64encode(b'a' * 32).decode()}"


@pytest.fixture(params=[SM4, AES])
def algorithm(request, settings):
    settings.DATA_KEYS = request.param
    return request.param.split(":")[1]


@pytest.mark.parametrize("text", [NUMBER, "㐂𠮷某 & 王", "尘肺三期" * 200])
def test_what_is_sealed_opens_again(algorithm, text):
    token = seal(text, HERE)

    assert open_(token, HERE) == text
    assert token.startswith(f"v1.{key_of(token)}.{algorithm}.")
    assert token.isascii()
    assert seal(text, HERE) != token


def test_nothing_is_sealed_of_nothing(algorithm):
    assert (seal("", HERE), open_("", HERE), key_of("")) == ("", "", "")


def test_a_token_does_not_open_in_another_column_or_altered(algorithm):
    token = seal(NUMBER, HERE)
    head, body = token.rsplit(".", 1)
    forged = [
        f"{head}.{'B' if body[0] == 'A' else 'A'}{body[1:]}",
        f"{head}.{body[:-4]}",
        f"{head}.",
        f"{head}.中",
    ]

    for wrong, context in [(token, THERE), *((text, HERE) for text in forged)]:
        with pytest.raises(UnreadableError, match="改动过") as caught:
            open_(wrong, context)
        assert NUMBER not in str(caught.value)


@pytest.mark.parametrize("token", ["plain", "v1.k9.sm4-gcm.AAAA", "v2.k1.sm4-gcm.AAAA"])
def test_what_no_key_of_ours_wrote_is_named_as_that(settings, token):
    settings.DATA_KEYS = SM4

    with pytest.raises(UnreadableError, match=r"没有这个密钥|不是本系统"):
        open_(token, HERE)


def test_many_are_sealed_each_with_a_nonce_of_its_own(algorithm):
    tokens = seal_many([NUMBER, "", NUMBER], [HERE, HERE, THERE])

    assert [open_(t, c) for t, c in zip(tokens, (HERE, HERE, THERE), strict=True)] == [
        NUMBER,
        "",
        NUMBER,
    ]
    assert len({token.rsplit(".", 1)[1][:16] for token in tokens if token}) == 2


def test_an_old_key_opens_what_it_sealed_while_the_new_one_seals(settings):
    settings.DATA_KEYS = SM4
    old = seal(NUMBER, HERE)

    settings.DATA_KEYS = f"{AES},{SM4}"
    assert (open_(old, HERE), key_of(seal(NUMBER, HERE))) == (NUMBER, "k2")

    settings.DATA_KEYS = AES
    with pytest.raises(UnreadableError, match="k1"):
        open_(old, HERE)


def test_sm4_and_sm3_answer_as_the_standards_say():
    key = bytes.fromhex("0123456789abcdeffedcba9876543210")
    pen = Cipher(algorithms.SM4(key), modes.ECB()).encryptor()  # noqa: S305 - GB/T 32907 A.1
    assert pen.update(key).hex() == "681edf34d206965e86b3e94f536e4246"
    sm3 = hashes.Hash(hashes.SM3())
    sm3.update(b"abc")
    assert sm3.finalize().hex().startswith("66c7f0f462eeedd9d1f2d46bdc10e4e24167c487")
