"""Front-end packages: exact, without addresses, and the sprite holds what the code asks for."""

import importlib.util
import json
import re
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[4]
VENDOR = ROOT / "niangjia" / "foundation" / "ui" / "static" / "vendor"


def tool():
    spec = importlib.util.spec_from_file_location("assets", ROOT / "tools" / "assets.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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
