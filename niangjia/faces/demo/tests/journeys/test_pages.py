"""Every page: nothing for axe-core at three widths, no console error, no request to elsewhere.

One walks from the menu of each actor along every link, and looks once at pages of one shape.
"""

import re
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.e2e

WIDTHS = (1440, 1280, 390)
ACTORS = ("lu", "yang", "pan", "ma", "guo", "zhao", "tian", "luo", "wei")
PASSED_BY = re.compile(
    r"/(files|logout|static|healthz|switch|rows)/|\.(xlsx|txt|json|yaml|csv|zip|docx|pdf)$|/export|/template"
)
"""What is kept as a file, the ways out, and addresses that mean nothing without their query."""

KEPT = re.compile(r"^\?(item|unit)=\d+$")
"""Queries that open something of a page; filters and sorting are left out."""

NOWHERE = "/nowhere/"
ALSO = {
    "lu": (
        "/search/?q=凯里",
        "/cockpit/?level=city&metric=unions.members&span=month",
        "/cockpit/rows/?metric=unions.membership_rate&place=520000&period=2023",
        NOWHERE,
    ),
    "yang": ("/cockpit/?level=grassroots",),
}
DOORS = ("/accounts/login/", "/about/accessibility/", "/about/privacy/", "/about/sign-in/")


@pytest.fixture
def watched(site):
    """Everything a page says or asks that it should not."""
    heard = []

    def watch(page):
        page.on("console", lambda m: heard.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("request", lambda r: heard.append(r.url) if outside(r.url, site) else None)
        return heard

    return watch


def outside(address, site):
    """Whether a request leaves the host."""
    return urlsplit(address).scheme in {"http", "https", "ws"} and not address.startswith(site)


def shape(address):
    """Pages that differ by numbers and codes alone are of one shape."""
    return re.sub(r"\d+(-\d+)?", "1", address)


def links(page):
    """Addresses of our own on a page, one of each kind, without what only narrows a list."""
    found = page.locator("a[href^='/'], main a[href^='?']").evaluate_all(
        "all => all.map((a) => new URL(a.getAttribute('href'), location).href)"
    )
    for address in found:
        parts = urlsplit(address)
        query = f"?{parts.query}" if KEPT.match(f"?{parts.query}") else ""
        if not PASSED_BY.search(parts.path):
            yield f"{parts.path}{query}"


def look(page, first, complaints, heard, seen):
    """Walk on from the first addresses; answers with what was found wrong."""
    wrong, todo = [], list(first)
    while todo:
        address = todo.pop(0)
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        answer = page.goto(address)
        expected = 404 if address == NOWHERE else 200
        if answer is None or answer.status != expected:
            wrong.append(f"{address}: {answer and answer.status}")
            heard.clear()
            continue
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wrong += [f"{address} {width}: {one}" for one in complaints(page)]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
                wrong.append(f"{address} {width}: sideways scrolling")
        wrong += [f"{address}: {said}" for said in heard if expected == 200]
        heard.clear()
        for link in links(page):
            if shape(link) not in seen:
                seen.add(shape(link))
                todo.append(link)
    return wrong


@pytest.fixture(scope="module")
def seen():
    """Shapes of pages already looked at by somebody."""
    return set()


@pytest.mark.parametrize("username", ACTORS)
def test_pages_have_nothing_to_complain_of(sign_in, complaints, watched, seen, username):
    page = sign_in(username)
    first = [*ALSO.get(username, ()), page.url]

    assert look(page, first, complaints, watched(page), seen) == []


def test_doors_have_nothing_to_complain_of(site, browser, complaints, watched):
    context = browser.new_context(base_url=site, locale="zh-CN")
    page = context.new_page()

    assert look(page, DOORS, complaints, watched(page), {shape(address) for address in ["/"]}) == []
    context.close()
