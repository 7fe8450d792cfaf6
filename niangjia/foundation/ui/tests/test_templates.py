"""What no template of the house may hold: styles, scripts or handlers written inline."""

import re
from pathlib import Path

import pytest
from django.template import engines

HOUSE = Path(__file__).resolve().parents[3]
ALL = sorted(HOUSE.glob("*/*/templates/**/*.html"))
FORBIDDEN = {
    "a style attribute": r"\sstyle\s*=",
    "a style element": r"<style\b",
    "an inline script": r"<script(?![^>]*\bsrc=)",
    "an event handler": r"\son[a-z]+\s*=\s*[\"']",
    "a javascript address": r"javascript:",
    "hx-on": r"\bhx-on\b",
    "hx-vals with code": r"hx-vals\s*=\s*[\"']js:",
    "another host": r"(?:src|href)\s*=\s*[\"'](?:https?:)?//",
}


@pytest.mark.parametrize("path", ALL, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_template_holds_nothing_the_policy_refuses(path):
    text = re.sub(r"{#.*?#}", "", path.read_text(), flags=re.DOTALL)

    assert [
        name for name, found in FORBIDDEN.items() if re.search(found, text, re.IGNORECASE)
    ] == []


@pytest.mark.parametrize("path", ALL, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_template_compiles(path):
    name = str(path).split("/templates/", 1)[1]

    assert engines["jinja2"].env.get_template(name) is not None
