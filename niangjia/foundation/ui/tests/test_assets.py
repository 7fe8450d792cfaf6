"""Front-end packages: exact, without addresses, and the sprite holds what the code asks for."""

import importlib.util
import json
import re
import struct
import sys
import zlib
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[4]
VENDOR = ROOT / "niangjia" / "foundation" / "ui" / "static" / "vendor"


def tool():
    spec = importlib.util.spec_from_file_location("assets", ROOT / "tools" / "assets.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(ROOT / "tools"))  # as when it is run: its neighbours stand beside it
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(ROOT / "tools"))
    return module


def test_the_mark_is_drawn_for_home_screens():
    drawn = tool().png(32)
    width, height, depth, colour = struct.unpack(">IIBB", drawn[16:26])
    rows = zlib.decompress(drawn[drawn.index(b"IDAT") + 4 : drawn.index(b"IEND") - 8])
    middle, corner = (rows[y * 129 + 1 + x * 4 :][:4] for y, x in ((20, 16), (0, 0)))

    assert (width, height, depth, colour) == (32, 32, 8, 6)
    assert middle == b"\xff\xff\xff\xff"
    assert corner[3] == 0
    assert tool().png(32, maskable=True) != drawn


def test_lock_names_no_host_and_matches_the_package_file():
    text = (ROOT / "package-lock.json").read_text()
    wanted = json.loads((ROOT / "package.json").read_text())
    locked = json.loads(text)["packages"]
    asked = {**wanted["dependencies"], **wanted["devDependencies"]}

    assert re.findall(r"https?:|\"resolved\"", text) == []
    assert {name: locked[f"node_modules/{name}"]["version"] for name in asked} == asked
    assert [name for name, entry in locked.items() if name and "integrity" not in entry] == []


def test_sprite_holds_every_icon_the_code_asks_for():
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (VENDOR / "icons.svg").read_text()))

    assert set(tool().wanted_icons()) - drawn == set()


def test_figures_have_equal_widths_and_every_sign():
    for weight in (500, 600):
        font = TTFont(VENDOR / f"figures-{weight}.woff2")
        signs = {chr(code) for code in font.getBestCmap()}
        features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}

        assert set("0123456789 .,%+-−/:¥×~()") <= signs
        assert "tnum" in features


def test_written_files_bring_their_licences():
    text = (VENDOR / "LICENSES.txt").read_text()

    assert [name for name in tool().LICENCES if f"== {name} ==" not in text] == []
