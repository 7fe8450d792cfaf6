"""The stylesheet keeps to rem, to its classes, and to its weight (ui.md 1.3, 1.5); the floor of browsers: test_floor."""

import gzip
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[1] / "static" / "ui"
HOUSE = Path(__file__).resolve().parents[3]
SHEETS = sorted(path for path in HOUSE.glob("*/*/static/**/*.css") if "vendor" not in path.parts)
DOCUMENT = Path(__file__).resolve().parents[1] / "templates" / "ui" / "document.html"
REFUSED = (r"!important", r"@import", r"https?:")
UTILITIES = {
    "u-row",
    "u-stack",
    "u-grow",
    "u-wrap",
    "u-end",
    "u-nowrap",
    "u-num",
    "u-ink2",
    "u-ink3",
    "u-sr",
}


def text_of(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)


def weight(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_sheet_overrules_and_fetches_nothing(path):
    text = text_of(path)

    assert [rule for rule in REFUSED if re.search(rule, text)] == []


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_sheet_measures_in_rem(path):
    lines = [line for line in text_of(path).splitlines() if "@media" not in line]
    sizes = re.findall(r"(?<![\w.])(\d+(?:\.\d+)?)px", "\n".join(lines))

    assert [size for size in sizes if float(size) > 4] == []


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_sheet_names_only_house_classes(path):
    classes = set(re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r"url\([^)]*\)", "", text_of(path))))

    assert {name for name in classes if not name.startswith("gh-")} <= UTILITIES


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_only_places_that_scripts_focus_go_without_a_ring(path):
    silent = {
        part.strip()
        for selector in re.findall(r"([^{}]+){[^}]*outline: 0", text_of(path))
        for part in selector.split(",")
    }

    assert silent <= {
        ":focus:not(:focus-visible)",
        "main:focus-visible",
        "h1:focus-visible",
        "h2:focus-visible",
        ".gh-errors:focus-visible",
        ".gh-foot p:focus",
    }


def test_every_page_carries_at_most_16_kilobytes_of_styles():
    named = re.search(r"for sheet in \(([^)]*)\)", DOCUMENT.read_text())
    assert named is not None
    sheets = [STATIC / f"{name}.css" for name in re.findall(r'"(\w+)"', named[1])]

    assert weight(*sheets, STATIC / "print.css") <= 16 * 1024


def test_the_script_of_every_page_stays_below_six_kilobytes():
    assert weight(STATIC / "gh.js") <= 6 * 1024
    assert weight(STATIC / "gh-forms.js") <= 6 * 1024


@pytest.mark.parametrize("path", sorted(STATIC.glob("*.js")), ids=lambda path: path.name)
def test_script_writes_no_markup_and_evaluates_nothing(path):
    text = path.read_text()

    assert (
        re.findall(
            r"\.innerHTML\s*=|insertAdjacentHTML|\beval\(|new Function|document\.write", text
        )
        == []
    )
