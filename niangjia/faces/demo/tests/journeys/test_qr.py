"""The pictures the phone draws by itself: the same squares as those of a library that knows the standard."""

from __future__ import annotations

import pytest
import qrcode
from qrcode.util import MODE_8BIT_BYTE, QRData

from niangjia.faces.demo.tests.journeys.conftest import ROOT

pytestmark = pytest.mark.e2e
SCRIPT = ROOT / "niangjia/faces/portal/static/portal/qr.js"


@pytest.fixture
def page(browser):
    context = browser.new_context()
    page = context.new_page()
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    yield page
    context.close()


@pytest.mark.parametrize("length", [1, 17, 18, 60, 106, 107, 154, 230, 231, 271, 400, 520, 858])
def test_a_picture_is_what_the_standard_says(page, length):
    text = ("https://gh.example.cn/m/check/?c=p1." + "aZ09-_." * 140)[:length]

    drawn = page.evaluate("text => qrCode.matrix(text).map((row) => Array.from(row))", text)

    wanted = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_L, mask_pattern=0, border=0)
    wanted.add_data(QRData(text.encode(), mode=MODE_8BIT_BYTE))
    assert drawn == [[int(bool(cell)) for cell in row] for row in wanted.get_matrix()]


def test_what_is_too_long_is_not_drawn(page):
    assert page.evaluate("qrCode.matrix('x'.repeat(859))") is None
