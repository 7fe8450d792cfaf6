"""Looking at an uploaded file before anything reads it: refuses bombs, lies and strangers.

Reads the packed file as a stream with its own count of unpacked bytes and never trusts what the
file says of itself. Knows no Django; runs inside the process apart.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

MB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What a workbook may cost. Memory and seconds bound the process, the rest the file."""

    packed: int = 20 * MB
    unpacked: int = 300 * MB
    ratio: int = 150
    entries: int = 5000
    sheets: int = 30
    rows: int = 200_000
    columns: int = 256
    cells: int = 5_000_000
    dense: int = 20_000_000
    strings: int = 2_000_000
    merges: int = 100_000
    memory: int = 1536 * MB
    seconds: int = 60


class Unreadable(Exception):  # noqa: N818 - an answer, not an error
    """The whole file is refused: a code of `sentences.py` and its words."""

    def __init__(self, code: str, **words: Any) -> None:
        super().__init__(code)
        self.code = code
        self.words = words


@dataclass
class Scan:
    """What was learned: the kind of file, its calendar, and cells whose value cannot be trusted.

    `doubts` maps a sheet's part name to {(row, column): "formula" | "error"}, both from zero;
    `parts` are the part names in the order of the sheets.
    """

    kind: str
    date1904: bool = False
    doubts: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)


DEFLATED, STORED = 8, 0
CHUNK = 256 * 1024
LONGEST_ROW = 16 * MB
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_CELL = re.compile(rb'<c [^>]*?r="([A-Z]+)(\d+)"([^>]*)(?<!/)>(.*?)</(?:\w+:)?c>', re.DOTALL)
_FORMULA = re.compile(rb"<f[ />]")
_RESULT = re.compile(rb"<v>([^<]*)</")
_FILLED = rb'"(?![^>]*/>)[^>]*>(?!\s*</)'
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_TWO_LETTERS = re.compile(rb'r="[A-Z]{2}')
_LETTERS = re.compile(rb'r="([A-Z]+)')


def prescan(path: str, limits: Limits = Limits()) -> Scan:
    """Raises Unreadable for what is no table or would cost too much."""
    with open(path, "rb") as file:
        head = file.read(4096)
        size = file.seek(0, 2)
        if not size:
            raise Unreadable("empty_file")
        if size > limits.packed:
            raise Unreadable("too_big", mb=limits.packed // MB)
        if head[:4] == b"PK\x03\x04":
            return _scan_zip(file, limits)
        if head[:8] == _OLE:
            return _scan_ole(file)
        return _scan_text(head)


def _scan_ole(file: IO[bytes]) -> Scan:
    """An old workbook, or a new one locked with a password."""
    file.seek(0)
    content = file.read()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Unreadable("encrypted")
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        raise Unreadable("not_excel")
    return Scan("xls")


def _scan_text(head: bytes) -> Scan:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<head")):
        raise Unreadable("web_page")
    if start.startswith((b"%pdf", b"\x89png", b"\xff\xd8\xff", b"gif8", b"rar!", b"7z\xbc")):
        raise Unreadable("not_excel")
    if b"\x00" in head and head[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        raise Unreadable("not_excel")
    return Scan("csv")


def _scan_zip(file: IO[bytes], limits: Limits) -> Scan:
    try:
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
            _check_directory(infos, limits)
            return _scan_parts(file, infos, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise Unreadable("damaged") from error


def _check_directory(infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    names = {info.filename for info in infos}
    if "mimetype" in names and "content.xml" in names:
        raise Unreadable("ods")
    if "xl/workbook.bin" in names:
        raise Unreadable("xlsb")
    if "xl/workbook.xml" not in names:
        raise Unreadable("not_excel")
    if len(infos) > limits.entries or len(names) != len(infos):
        raise Unreadable("damaged")
    if any(info.flag_bits & 1 for info in infos):
        raise Unreadable("encrypted")
    if any(info.compress_type not in {DEFLATED, STORED} for info in infos):
        raise Unreadable("damaged")
    if sum(bool(_SHEET.fullmatch(name)) for name in names) > limits.sheets:
        raise Unreadable("too_many_sheets", n=limits.sheets)
    total = sum(info.file_size for info in infos)
    for info in infos:
        squeezed = info.file_size > 10 * MB and info.file_size > limits.ratio * info.compress_size
        if squeezed or total > limits.unpacked:
            raise Unreadable("bomb")


def _scan_parts(file: IO[bytes], infos: list[zipfile.ZipInfo], limits: Limits) -> Scan:
    """Every XML part is unpacked once, counted, and thrown away."""
    scan = Scan("xlsx")
    parts = [info for info in infos if info.filename.lower().endswith((".xml", ".rels"))]
    parts.sort(key=lambda info: info.filename != "xl/workbook.xml")
    recount, text = False, b""
    for info in parts:
        if info.filename == "xl/_rels/workbook.xml.rels":
            scan.parts = _sheet_parts(text, b"".join(_inflate(file, info, limits)))
        elif info.filename == "xl/workbook.xml":
            text = b"".join(_inflate(file, info, limits))
            scan.date1904 = bool(re.search(rb"date1904=[\"'](?:1|true)", text))
            recount = bool(re.search(rb"fullCalcOnLoad=[\"'](?:1|true)", text))
        elif _SHEET.fullmatch(info.filename):
            sheet = _SheetScan(limits, recount)
            for piece in _whole_rows(_inflate(file, info, limits)):
                sheet.see(piece)
            scan.doubts[info.filename] = sheet.doubts
        else:
            _count_strings(_inflate(file, info, limits), limits)
    return scan


def _sheet_parts(workbook: bytes, relations: bytes) -> list[str]:
    """The part of each sheet, in the order of the workbook."""
    targets = {}
    for tag in re.findall(rb"<(?:\w+:)?Relationship\s[^>]*>", relations):
        name, target = (re.search(rb"\s%s=[\"']([^\"']+)" % key, tag) for key in (b"Id", b"Target"))
        if name and target:
            part = target[1].decode("utf-8", "replace").removeprefix("/xl/").removeprefix("./")
            targets[name[1]] = f"xl/{part}"
    names = re.findall(rb"<(?:\w+:)?sheet\s[^>]*?\s\w+:id=[\"']([^\"']+)", workbook)
    return [targets.get(name, "") for name in names]


def _inflate(file: IO[bytes], info: zipfile.ZipInfo, limits: Limits) -> Iterator[bytes]:
    """The unpacked part in pieces, at most as long as the directory said."""
    file.seek(info.header_offset)
    local = file.read(30)
    if local[:4] != b"PK\x03\x04":
        raise Unreadable("damaged")
    file.seek(int.from_bytes(local[26:28], "little") + int.from_bytes(local[28:30], "little"), 1)
    left, made = info.compress_size, 0
    unpacker = zlib.decompressobj(-15) if info.compress_type == DEFLATED else None
    while left > 0 and (packed := file.read(min(CHUNK, left))):
        left -= len(packed)
        while packed:
            piece = unpacker.decompress(packed, 4 * CHUNK) if unpacker else packed
            packed = unpacker.unconsumed_tail if unpacker else b""
            made += len(piece)
            if made > info.file_size:
                raise Unreadable("bomb")
            if piece:
                yield piece
    if made != info.file_size:
        raise Unreadable("damaged")


def _count_strings(pieces: Iterator[bytes], limits: Limits) -> None:
    count, before = 0, b""
    for piece in pieces:
        text = before + piece
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise Unreadable("damaged")
        count += piece.count(b"<si")
        if count > limits.strings:
            raise Unreadable("too_many_strings")
        before = piece[-16:]


def _whole_rows(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes, cut only behind the end of a row."""
    rest = b""
    for piece in pieces:
        rest += piece
        cut = rest.rfind(b"row>") + 4
        if cut > 4:
            yield rest[:cut]
            rest = rest[cut:]
        elif len(rest) > LONGEST_ROW:
            raise Unreadable("too_wide", n=256)
    yield rest


class _SheetScan:
    """Counts one sheet while its XML flows by."""

    def __init__(self, limits: Limits, recount: bool) -> None:
        self.limits = limits
        self.recount = recount
        self.doubts: dict[tuple[int, int], str] = {}
        self.cells = self.merges = 0
        self.prefix: bytes | None = None
        self.is_bare = False
        self.width = 1
        self.letters: set[bytes] = set()
        # Rising row numbers, each a pattern that finds filled cells from there on.
        self.steps = [
            (step, re.compile(rb'r="[A-Z]+' + _from(step) + _FILLED))
            for step in (10_000, 50_000, 100_000, limits.rows)
        ]
        self.height = self.steps[0][0]

    def see(self, piece: bytes) -> None:
        """Raises Unreadable as soon as a limit is passed."""
        if self.prefix is None:
            self._see_start(piece)
        if self.prefix:
            piece = piece.replace(b"<" + self.prefix, b"<").replace(b"</" + self.prefix, b"</")
            piece = piece.replace(b"'", b'"')
        self.cells += piece.count(b"<c ")
        self.merges += piece.count(b"<mergeCell ")
        self._see_width(piece)
        self._see_height(piece)
        if (
            self.cells > self.limits.cells
            or self.merges > self.limits.merges
            or self.width * self.height > self.limits.dense
        ):
            raise Unreadable("too_many_cells")
        if b"<f" in piece or b't="e"' in piece:
            self._see_doubts(piece)

    def _see_start(self, piece: bytes) -> None:
        """The first piece tells how this writer spells its tags."""
        if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
            raise Unreadable("damaged")
        found = re.search(rb"<(\w+:)sheetData", piece)
        single = b" none:" if b"r='" in piece else b""
        self.prefix = found[1] if found else single
        # Cells without a place are counted; a writer that begins with places goes on with them.
        self.is_bare = b"<c>" in piece or piece.count(b"<c ") != piece.count(b"<c r=")

    def _see_width(self, piece: bytes) -> None:
        if _TWO_LETTERS.search(piece):
            self._see_letters(piece)
        else:
            self.width = max(self.width, 26)
        if self.is_bare:
            self.width = max(self.width, *(row.count(b"<c") for row in piece.split(b"</row")))
        if self.width > self.limits.columns:
            raise Unreadable("too_wide", n=self.limits.columns)

    def _see_letters(self, piece: bytes) -> None:
        for letters in set(_LETTERS.findall(piece)) - self.letters:
            if (width := column_number(letters) + 1) <= self.width:
                self.letters.add(letters)
            # Cells that are only formatted do not widen the table.
            elif re.search(rb'r="' + letters + rb"\d+" + _FILLED, piece):
                self.letters.add(letters)
                self.width = width

    def _see_height(self, piece: bytes) -> None:
        while self.steps and self.steps[0][1].search(piece):
            passed, _pattern = self.steps.pop(0)
            if not self.steps:
                raise Unreadable("too_long", n=passed)
            self.height = self.steps[0][0]

    def _see_doubts(self, piece: bytes) -> None:
        for letters, digits, attributes, inside in _CELL.findall(piece):
            if len(self.doubts) > 20_000:
                return
            place = int(digits) - 1, column_number(letters)
            if b't="e"' in attributes:
                self.doubts[place] = "error"
            elif _FORMULA.search(inside):
                value = _RESULT.search(inside)
                empty = not value or not value[1].strip()
                if empty or (self.recount and value is not None and value[1] == b"0"):
                    self.doubts[place] = "formula"


def column_number(letters: bytes) -> int:
    """A → 0, Z → 25, AA → 26."""
    number = 0
    for sign in letters[:8]:
        number = number * 26 + sign - 64
    return number - 1


def _from(step: int) -> bytes:
    """A pattern for whole numbers above `step`, which is a digit followed by zeros."""
    first, zeros = int(str(step)[0]), len(str(step)) - 1
    return b"(?:[%d-9]\\d{%d}|\\d{%d,})" % (first, zeros, zeros + 2)
