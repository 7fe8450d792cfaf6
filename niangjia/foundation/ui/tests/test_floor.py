"""Nothing of the house asks an office's browser for what it does not know (ui.md 1.3)."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="module")
def floor():
    """The tool that knows the features."""
    path = ROOT / "tools" / "browser_floor.py"
    spec = importlib.util.spec_from_file_location("browser_floor", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_house_keeps_to_the_floor(floor):
    assert list(floor.newer_than_the_floor(ROOT / "niangjia")) == []


@pytest.mark.parametrize(
    ("kind", "line", "name"),
    [
        ("*.css", ".a:has(.b) { color: red; }", ":has() 105"),
        ("*.css", ".a:not(.b, .c) { color: red; }", ":not() with a list 88"),
        ("*.css", "  & .b { color: red; }", "nesting 112"),
        ("*.css", "@media (width >= 600px) {", "range in media queries 104"),
        ("*.css", ".a { rotate: 3deg; }", "single transforms 104"),
        ("*.css", ".a { height: 100dvh; }", "small, large, dynamic view units 108"),
        ("*.js", "const b = structuredClone(a);", "structuredClone 98"),
        ("*.js", "a ??= b;", "logical assignment 85 (ES2021)"),
        ("*.js", "const last = list.at(-1);", ".at() 92"),
        ("*.html", '<dialog closedby="any">', "closedby 134"),
        ("*.html", "<div inert>", "inert 102"),
        ("*.html", '<details name="one">', "details that share a name 120"),
    ],
)
def test_what_is_too_new_is_named_with_its_line(floor, kind, line, name):
    assert (2, name) in list(floor.too_new(f"/* {line} */\n{line}", floor.KINDS[kind]))


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("*.css", "@media (min-width: 768px) and (max-width: 1319px) {"),
        ("*.css", "thead { clip-path: inset(50%); transform: rotate(3deg); }"),
        ("*.css", ":focus:not(:focus-visible) { outline: 0; }"),
        ("*.js", "const known = list?.length ?? 0;"),
        ("*.html", '<dialog id="dialog" class="gh-dialog">'),
    ],
)
def test_what_they_know_is_let_be(floor, kind, line):
    assert list(floor.too_new(line, floor.KINDS[kind])) == []
