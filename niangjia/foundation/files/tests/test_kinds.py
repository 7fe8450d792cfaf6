"""What a file is, whatever it calls itself."""

from __future__ import annotations

import io

import pytest

from niangjia.foundation.errors import Refused
from niangjia.foundation.files import kinds

from .conftest import JPG, OLE, PDF, PNG, docx, packed, xlsx


def spoilt() -> bytes:
    """A packed file whose member is nothing that could be unpacked."""
    whole = bytearray(packed(word__document_dot_xml=b"x" * 4000))
    start = 30 + whole[26]
    whole[start : start + 8] = b"\xff" * 8
    return bytes(whole)


@pytest.mark.parametrize(
    ("name", "content", "extension"),
    [
        ("通知.pdf", PDF, "pdf"),
        ("照片.PNG", PNG, "png"),
        ("照片.jpeg", JPG, "jpg"),
        ("请示.docx", docx(), "docx"),
        ("台账.xlsx", xlsx(), "xlsx"),
        ("公文.ofd", packed(OFD_dot_xml=b"<ofd/>"), "ofd"),
        ("老文件.wps", OLE, "wps"),
    ],
)
def test_kind_of_tells_the_type_from_the_content(name, content, extension):
    assert kinds.kind_of(name, io.BytesIO(content)).extension == extension


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("网页.html", b"<!doctype html><script>", "不能上传这种文件"),
        ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不能上传这种文件"),
        ("程序.pdf", b"MZ\x90\0", "不能上传这种文件"),
        ("包.zip", packed(a=b"b"), "不能上传这种文件"),
        ("包.docx", packed(a=b"b"), "不能上传这种文件"),
        ("照片.pdf", PNG, "文件内容是PNG 图片，与扩展名 .pdf 不符"),
        ("台账.docx", xlsx(), "文件内容是Excel，与扩展名 .docx 不符"),
        ("宏.docx", packed(word__document_dot_xml=b"", word__vbaProject_dot_bin=b"x"), "含有宏"),
        ("半截.docx", docx()[:500], "已损坏"),
        ("毁坏.docx", spoilt(), "已损坏"),
    ],
)
def test_kind_of_refuses_what_pretends_or_is_not_allowed(name, content, words):
    with pytest.raises(Refused, match=words) as refusal:
        kinds.kind_of(name, io.BytesIO(content))

    assert refusal.value.field == "file"


def test_kind_of_refuses_a_bomb_by_its_declared_size(settings):
    settings.FILE_UNPACKED = 1000
    bomb = packed(xl__workbook_dot_xml=b"0" * 5000)

    with pytest.raises(Refused, match="解压后过大"):
        kinds.kind_of("台账.xlsx", io.BytesIO(bomb))


def test_kind_of_refuses_a_bomb_that_lies_about_its_size(settings):
    settings.FILE_UNPACKED = 1000
    honest = packed(xl__workbook_dot_xml=b"0" * 5000)
    liar = honest.replace((5000).to_bytes(4, "little"), (10).to_bytes(4, "little"))

    with pytest.raises(Refused):
        kinds.kind_of("台账.xlsx", io.BytesIO(liar))


def test_kind_of_refuses_too_many_parts(settings):
    settings.FILE_MEMBERS = 3

    with pytest.raises(Refused, match="解压后过大"):
        kinds.kind_of("x.xlsx", io.BytesIO(packed(a=b"", b=b"", c=b"", d=b"")))


def test_the_types_allowed_are_a_setting(settings):
    settings.FILE_TYPES = ["png"]

    with pytest.raises(Refused, match="可以上传的类型：png"):
        kinds.kind_of("通知.pdf", io.BytesIO(PDF))
