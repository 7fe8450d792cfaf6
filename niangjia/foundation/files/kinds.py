"""What a file is, told from its first bytes and, for office files, from what is inside."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from niangjia.foundation.errors import Refused

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    RuntimeError,
    NotImplementedError,
    EOFError,
    OSError,
    UnicodeDecodeError,
)
"""What a packed file raises that is damaged, has a password, or was made to do harm."""

MACROS = ("vbaproject.bin", "vbadata.xml")


@dataclass(frozen=True, slots=True)
class Kind:
    """A known type: its extension, its media type, its name for people, its icon."""

    extension: str
    media_type: str
    label: str
    icon: str = "other"
    aliases: tuple[str, ...] = ()


PDF = Kind("pdf", "application/pdf", "PDF", "pdf")
JPEG = Kind("jpg", "image/jpeg", "JPEG 图片", "image", ("jpeg",))
PNG = Kind("png", "image/png", "PNG 图片", "image")
XLSX = Kind(
    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel", "sheet"
)
DOCX = Kind(
    "docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "Word",
    "word",
)
OFD = Kind("ofd", "application/ofd", "OFD 版式文件", "pdf")
WPS = Kind("wps", "application/vnd.ms-works", "WPS 文字", "word")

KNOWN = {kind.extension: kind for kind in (PDF, JPEG, PNG, XLSX, DOCX, OFD, WPS)}

_STARTS = {
    b"%PDF-": PDF,
    b"\xff\xd8\xff": JPEG,
    b"\x89PNG\r\n\x1a\n": PNG,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": WPS,
}
_INSIDE = {"xl/workbook.xml": XLSX, "word/document.xml": DOCX, "OFD.xml": OFD}


def kind_of(name: str, content: IO[bytes]) -> Kind:
    """The type of a file, from its content; refuses what is not allowed or pretends."""
    content.seek(0)
    start = content.read(16)
    content.seek(0)
    kind = _packed(content) if start[:4] == b"PK\x03\x04" else _by_start(start)
    content.seek(0)
    extension = name.rpartition(".")[2].lower()
    if kind is None or kind.extension not in settings.FILE_TYPES:
        allowed = "、".join(settings.FILE_TYPES)
        raise Refused(_("不能上传这种文件，可以上传的类型：%s") % allowed, field="file")
    if extension != kind.extension and extension not in kind.aliases:
        sentence = _("文件内容是%(kind)s，与扩展名 .%(extension)s 不符，请重新导出或改正扩展名")
        raise Refused(sentence % {"kind": kind.label, "extension": extension}, field="file")
    return kind


def _by_start(start: bytes) -> Kind | None:
    return next((kind for magic, kind in _STARTS.items() if start.startswith(magic)), None)


def _packed(content: IO[bytes]) -> Kind | None:
    """The office type of a packed file, opened to its end so that no bomb hides in it."""
    try:
        with zipfile.ZipFile(content) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            if len(members) > settings.FILE_MEMBERS:
                raise _bomb()
            _bounded(archive, members)
    except BROKEN as error:
        raise Refused(_("文件已损坏或加了密码，请另存后重新上传"), field="file") from error
    if any(name.lower().endswith(MACROS) for name in names):
        raise Refused(_("文件含有宏，请另存为不含宏的格式后上传"), field="file")
    return next((kind for inside, kind in _INSIDE.items() if inside in names), None)


def _bounded(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """Unpack everything to nowhere; the sizes told in the directory of a bomb are lies."""
    left = settings.FILE_UNPACKED
    if sum(member.file_size for member in members) > left:
        raise _bomb()
    for member in members:
        with archive.open(member) as stream:
            while piece := stream.read(1 << 20):
                left -= len(piece)
                if left < 0:
                    raise _bomb()


def _bomb() -> Refused:
    return Refused(_("文件解压后过大，请拆分后上传"), field="file")
