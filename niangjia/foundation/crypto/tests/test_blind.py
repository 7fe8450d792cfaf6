"""Keyed digests: alike where people mean the same, different where they do not."""

from base64 import b64encode

import pytest

from niangjia.foundation.crypto import blind
from niangjia.foundation.crypto.kinds import Kind

ALIKE = {
    Kind.ID_NUMBER: ["52260119900307003X", "52260119900307003x", "５２２６０１ 19900307 003Ｘ"],
    Kind.MOBILE: ["15112342207", "+86 151-1234-2207", "0086 15112342207", "（151）12342207"],
    Kind.BANK_CARD: ["6222021234568821", "6222 0212 3456 8821"],
    Kind.CERTIFICATE: ["H12345678", "h 1234 5678"],
    Kind.ADDRESS: ["凯里市 大十字街道", "凯里市大十字街道"],
}


@pytest.mark.parametrize("kind", list(ALIKE))
def test_one_number_typed_in_many_ways_has_one_digest(kind):
    digests = set(blind.digest_many(kind, ALIKE[kind]))

    assert len(digests) == 1
    assert not any(text in str(digests) for text in ALIKE[kind])


def test_kinds_spaces_and_keys_part_digests(settings):
    found = [
        blind.digest(Kind.ID_NUMBER, "12345678"),
        blind.digest(Kind.CERTIFICATE, "12345678"),
        blind.digest(Kind.CERTIFICATE, "12345678", "414"),
        blind.digest(Kind.CERTIFICATE, "12345679", "414"),
    ]
    settings.INDEX_KEY = f"x2:hmac-sm3:{b64encode(b'2' * 32).decode()}"
    found.append(blind.digest(Kind.ID_NUMBER, "12345678"))
    settings.INDEX_KEY = f"x2:hmac-sha256:{b64encode(b'3' * 32).decode()}"
    found.append(blind.digest(Kind.ID_NUMBER, "12345678"))

    assert len(set(found)) == 6
    assert [str(text)[:3] for text in found[-2:]] == ["x2.", "x2."]


def test_what_is_empty_has_no_digest():
    assert blind.digest_many(Kind.MOBILE, ["", " ", "-"]) == [None, None, None]
