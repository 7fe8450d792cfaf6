"""The mark of the house as PNG, for home screens: drawn here from the lines of `ui/mark.svg`.

No picture is committed and no library is asked: a signed distance to rounded square and strokes,
one smooth pixel wide at the edges.
"""

import math
import struct
import zlib
from collections.abc import Iterator

RED, WHITE = (0xB3, 0x26, 0x2E), (0xFF, 0xFF, 0xFF)
SIDE, ROUND, WIDTH = 40.0, 9.0, 3.2
"""The drawing's own units, as in the SVG."""

ROOF = [((8.5, 18.6), (20.0, 9.4)), ((20.0, 9.4), (31.5, 18.6))]
SIGN = [((13.0, 20.6), (27.0, 20.6)), ((20.0, 20.6), (20.0, 30.2)), ((10.8, 30.6), (29.2, 30.6))]
SAFE = 0.8
"""A maskable icon keeps its drawing within the middle four fifths."""


def png(size: int, *, maskable: bool = False) -> bytes:
    """The mark, `size` pixels wide; maskable ones fill the whole square with red."""
    rows = b"".join(b"\0" + bytes(_row(y, size, maskable)) for y in range(size))
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )


def _row(y: int, size: int, maskable: bool) -> Iterator[int]:
    unit = SIDE / size
    scale = SAFE if maskable else 1.0
    for x in range(size):
        at = ((x + 0.5) * unit, (y + 0.5) * unit)
        ground = 1.0 if maskable else _cover(_square(at), unit)
        drawn = tuple((c - SIDE / 2) / scale + SIDE / 2 for c in at)
        line = _cover(_strokes(drawn[0], drawn[1]) * scale, unit)
        for red, white in zip(RED, WHITE, strict=True):
            yield round(red + (white - red) * line)
        yield round(255 * ground)


def _cover(distance: float, unit: float) -> float:
    """How much of a pixel lies within an edge at this distance."""
    return min(max(0.5 - distance / unit, 0.0), 1.0)


def _square(at: tuple[float, float]) -> float:
    away = [abs(c - SIDE / 2) - (SIDE / 2 - ROUND) for c in at]
    outside = math.hypot(max(away[0], 0.0), max(away[1], 0.0))
    return outside + min(max(away), 0.0) - ROUND


def _strokes(x: float, y: float) -> float:
    return min(_segment(x, y, *ends) for ends in (*ROOF, *SIGN)) - WIDTH / 2


def _segment(x: float, y: float, a: tuple[float, float], b: tuple[float, float]) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    along = ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy)
    share = min(max(along, 0.0), 1.0)
    return math.hypot(x - a[0] - share * dx, y - a[1] - share * dy)


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
