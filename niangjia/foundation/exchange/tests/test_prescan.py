"""Crafted files: refused within two seconds, and the server neither grows nor falls."""

import struct
import time
import zlib
from pathlib import Path

import pytest

from niangjia.foundation.errors import Refused
from niangjia.foundation.exchange.apart import read_workbook
from niangjia.foundation.exchange.prescan import Limits

from .books import STATIONS, book, sheet_of, zipped

MB = 1024 * 1024


def memory():
    """Megabytes this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / MB


def refused(path, content, limits=None):
    """The sentence; asserts time and memory."""
    path.write_bytes(content)
    before, started = memory(), time.monotonic()
    with pytest.raises(Refused) as refusal:
        read_workbook(path, STATIONS, limits=limits or Limits())
    assert time.monotonic() - started < 2
    assert memory() - before < 20
    return str(refusal.value)


def rows_of(cells):
    return b'<row r="1">' + cells + b"</row>"


def packed_blanks(size):
    """Deflated spaces of any length: one packed block, repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(b" " * MB) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * MB) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + block * (size // MB - 1) + packer.flush()


def lying(size, told):
    """A workbook whose sheet says it has `told` bytes and unpacks to `size`."""
    honest = sheet_of(b"<!--" + b" " * 64 + b"-->")
    packed = packed_blanks(size)
    name = b"xl/worksheets/sheet2.xml"
    local = struct.pack(
        "<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, len(packed), told, len(name), 0
    )
    end = honest.rindex(b"PK\x05\x06")
    start = int.from_bytes(honest[end + 16 : end + 20], "little")
    entry = struct.pack(
        "<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, 0, len(packed), told, len(name),
        0, 0, 0, 0, 0, start,
    )  # fmt: skip
    directory = honest[start:end] + entry + name
    body = honest[:start] + local + name + packed
    count = int.from_bytes(honest[end + 8 : end + 10], "little") + 1
    tail = struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0
    )
    return body + directory + tail


@pytest.fixture
def path(tmp_path):
    return tmp_path / "crafted.xlsx"


def test_two_megabytes_that_unpack_to_gigabytes_are_refused(path):
    content = lying(2048 * MB, 2048 * MB)

    assert len(content) < 2.5 * MB
    assert "异常巨大" in refused(path, content)


def test_a_part_longer_than_its_directory_says_is_refused(path):
    assert "异常巨大" in refused(path, lying(512 * MB, 4096))


def test_a_million_columns_are_refused(path):
    cells = b"".join(b"<c><v>1</v></c>" for _n in range(100_000))

    assert "列" in refused(path, sheet_of(rows_of(cells)))


def test_a_cell_far_to_the_right_and_below_is_refused(path):
    near = b'<c r="A1"><v>1</v></c>'

    far = [b"XFD1", b"A1048576", b"XFD1048576", b"ZZZZZZZ99999999999"]
    told = [refused(path, sheet_of(rows_of(near + b'<c r="%s"><v>1</v></c>' % c))) for c in far]

    assert all("删去" in sentence for sentence in told)


@pytest.mark.parametrize(
    "written", [b"<x:c r='XFD1048576'><x:v>1</x:v></x:c>", b"<x:c  r='XFD9'><x:v>1</x:v></x:c>"]
)
def test_another_spelling_of_tags_does_not_hide_a_far_cell(path, written):
    inside = b"<x:sheetData><x:row r='1'>" + written + b"</x:row></x:sheetData>"
    part = b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'

    assert "删去" in refused(
        path, sheet_of(b"", {"xl/worksheets/sheet2.xml": part + inside + b"</x:worksheet>"})
    )


def test_formatted_empty_cells_far_away_do_no_harm(path):
    rows = rows_of(b'<c r="A1" t="inlineStr"><is><t>x</t></is></c><c r="XFD1" s="0"/>')

    assert "没有找到表头" in refused(
        path, sheet_of(rows + b'<row r="1048576"><c r="A1048576" s="0"/></row>')
    )


def test_a_dimension_that_lies_changes_nothing(path):
    rows = b'</sheetData><dimension ref="A1:XFD1048576"/><sheetData>' + rows_of(
        b'<c r="A1"><v>1</v></c>'
    )

    assert "没有找到表头" in refused(path, sheet_of(rows))


def test_too_many_strings_are_refused(path):
    strings = b"<sst>" + b"<si/>" * 200 + b"</sst>"

    sentence = refused(path, sheet_of(b"", {"xl/sharedStrings.xml": strings}), Limits(strings=100))

    assert "文字过多" in sentence


def test_entities_are_refused(path):
    evil = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">]><sst><si><t>&b;</t></si></sst>'

    assert "已损坏" in refused(path, sheet_of(b"", {"xl/sharedStrings.xml": evil}))


def test_too_many_sheets_are_refused(path):
    more = {f"xl/worksheets/s{n}.xml": b"<worksheet/>" for n in range(40)}

    assert "工作表超过" in refused(path, sheet_of(b"", more))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空的"),
        (b"%PDF-1.7 ", "不是 Excel"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "其实是网页"),
        (b"PK\x03\x04 broken", "已损坏"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "不是 Excel"),
        (zipped({"a.txt": b"1"}), "不是 Excel"),
        (zipped({"mimetype": b"1", "content.xml": b"2"}), "ods"),
    ],
)  # fmt: skip
def test_strangers_are_told_what_to_do(path, content, words):
    assert words in refused(path, content)


def test_a_file_over_the_limit_is_not_opened(path):
    assert "超过 1 MB" in refused(path, b"a" * (2 * MB), Limits(packed=MB))


def test_a_worker_that_runs_out_of_memory_dies_alone(path):
    far = b'<c r="A1"><v>1</v></c><c r="CV199999"><v>1</v></c>'

    sentence = refused(path, sheet_of(rows_of(far)), Limits(memory=200 * MB))

    assert "占用过多内存" in sentence


def test_a_worker_that_takes_too_long_is_ended(path):
    rows = [["站点名称", "备注"], *[[f"站{n}", "备注"] for n in range(30_000)]]

    sentence = refused(path, book(rows), Limits(seconds=0.05))

    assert "占用过多内存或时间" in sentence
