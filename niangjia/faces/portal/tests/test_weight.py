"""The first view on a phone, compressed: 60 KB at most, with all that it is drawn with (ui.md §1.5)."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

pytestmark = pytest.mark.django_db

LIMIT = 60 * 1024
FONTS = re.compile(r'url\("\.\./vendor/(figures-\d+\.woff2)"\)')
DRAWN = re.compile(r'(?:href|src|data-forms)="/static/([^"#]+)')
SCRIPTS_THAT_WAIT = {"ui/gh-charts.js", "vendor/echarts.common.min.js"}


def drawn_with(page):
    """Every file of ours a page asks for by itself, fonts of its stylesheets among them."""
    names = set(DRAWN.findall(page)) - SCRIPTS_THAT_WAIT
    if "ui/print.css" in names:
        names.discard("ui/print.css")  # fetched when somebody prints
    return names | {f"vendor/{font}" for font in FONTS.findall(content("ui/tokens.css").decode())}


def content(name):
    return Path(finders.find(name)).read_bytes()


def weight(name):
    return (
        len(gzip.compress(content(name), 9)) if not name.endswith("woff2") else len(content(name))
    )


@pytest.mark.parametrize("address", ["/m/", "/m/in/", "/m/unions/"])
def test_the_first_view_is_light(client, tree, address):
    page = client.get(address).content
    weights = {name: weight(name) for name in drawn_with(page.decode())}
    weights["the page"] = len(gzip.compress(page, 9))

    assert {"ui/portal.css", "ui/gh.js", "vendor/icons.svg"} <= set(weights)
    assert not {"vendor/htmx.min.js", "ui/ledger.css"} & set(weights)
    assert sum(weights.values()) <= LIMIT, sorted(weights.items(), key=lambda one: -one[1])
