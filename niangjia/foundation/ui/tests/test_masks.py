"""Masked values."""

from niangjia.foundation.ui import masks


def test_masks_keep_what_helps_to_recognise():
    assert [masks.mask_name(n) for n in ("石", "石建", "石建国", "欧阳建国")] == [
        "石",
        "石某",
        "石*国",
        "欧**国",
    ]
    assert masks.mask_phone("15112342207") == "151 **** 2207"
    assert masks.mask_id("522601199003070031") == "522601********0031"
    assert masks.mask_bank("6222021234568821") == "尾号 8821"
    assert masks.mask_uscc("91522601MA6DXXXX3K") == "91522601 **** 3K"


def test_short_values_show_nothing():
    assert masks.mask_phone("12") == "****"
    assert masks.mask_id("12") == "********"
    assert masks.mask_bank("12") == "****"
    assert masks.mask_uscc("12") == "****"
