"""Masked values."""

import pytest

from niangjia.foundation.crypto import masks
from niangjia.foundation.crypto.kinds import Kind
from niangjia.foundation.parameters.keys import MASK_POLICY


def test_masks_keep_what_helps_to_recognise():
    assert [masks.mask_name(n) for n in ("石", "石建", "石建国", "欧阳建国")] == [
        "****",
        "石*",
        "石**",
        "欧***",
    ]
    assert masks.mask_phone("15112342207") == "151 **** 2207"
    assert masks.mask_phone("0855-8221234") == "085*****1234"
    assert masks.mask_id("522601199003070031") == "522*************31"
    assert masks.mask_bank("6222021234568821") == "尾号 8821"
    assert masks.mask_uscc("91522601MA6DXXXX3K") == "91522601 **** 3K"
    assert masks.mask(Kind.CERTIFICATE, "E12345678") == "E1*****78"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("贵州省凯里市大十字街道文化南路12号3栋", "贵州省凯里市大十字街道****"),
        ("雷山县西江镇控拜村五组", "雷山县西江镇****"),
        ("贵阳市花溪区清溪路9号", "贵阳市花溪区清溪路****"),
        ("黄平县某处", "黄平县****"),
        ("某处", "****"),
    ],
)
def test_an_address_ends_at_the_street(address, told):
    assert masks.mask(Kind.ADDRESS, address) == told


def test_short_values_and_free_text_show_nothing():
    kinds = (Kind.MOBILE, Kind.ID_NUMBER, Kind.BANK_CARD, Kind.USCC, Kind.CERTIFICATE)
    assert {masks.mask(kind, "12") for kind in kinds} == {"****"}
    assert masks.mask(Kind.TEXT, "尘肺三期") == "****"
    assert masks.mask("unheard of", "尘肺三期") == "****"
    assert {masks.mask(kind, "") for kind in Kind} == {""}


def test_a_stricter_policy_counts_for_what_was_kept(monkeypatch):
    whole = "522601199003070031"
    loose = {**MASK_POLICY.default, "id_number": [6, 4]}
    strict = masks.kept(Kind.ID_NUMBER, whole)

    monkeypatch.setattr(masks, "policy", lambda: loose)
    assert masks.kept(Kind.ID_NUMBER, strict) == strict
    kept_then = masks.kept(Kind.ID_NUMBER, whole)
    monkeypatch.undo()

    assert kept_then == "522601********0031"
    assert masks.mask(Kind.ID_NUMBER, kept_then) == "522*************31"


@pytest.mark.parametrize("kind", list(Kind))
def test_masking_twice_is_masking_once(kind):
    for text in ("522601199003070031", "15112342207", "欧阳建国", "凯里市大十字街道12号"):
        once = masks.kept(kind, text)
        assert masks.kept(kind, once) == once
