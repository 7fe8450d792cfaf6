"""Every page: nothing for axe-core at three widths, no console error, no request to elsewhere."""

import re
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.e2e

WIDTHS = (1440, 1280, 390)
ACTORS = ("lu", "long", "yang", "pan", "ma", "guo", "zhao", "tian", "luo", "wei")
ONE_OF = (
    r"/unions/\d+/$",
    r"/unions/employers/\d+/$",
    r"/unions/new/$",
    r"/unions/employers/new/$",
    r"/assessment/\d+/$",
    r"/assessment/sheets/\d+/$",
    r"/assessment/sheets/\d+/log/$",
    r"/assessment/\d+/(ranking|variance|draw|extend|appeals|naming)/$",
    r"/assessment/frameworks/\d+/$",
    r"/assessment/new/$",
    r"/documents/\d+/$",
    r"/people/\d+/$",
)
"""Of many pages of one shape the first that a list leads to."""

FIXED = {
    "lu": (
        "/todos/done/",
        "/search/?q=凯里",
        "/help/",
        "/keys/",
        "/notices/",
        "/me/",
        "/cockpit/?unit=522601&span=quarter",
        "/cockpit/?level=city&metric=unions.members",
        "/cockpit/rows/?metric=unions.membership_rate&place=520000&period=2023",
        "/api/v1/docs",
        "/nowhere/",
    ),
    "yang": ("/cockpit/?level=grassroots", "/unions/tree/"),
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


def addresses(page, username):
    """The menu of this person, one page of each shape its lists lead to, and pages by name."""
    menu = hrefs(page, ".gh-rail a")
    found = dict.fromkeys([*menu, *FIXED.get(username, ())])
    shapes = {}
    for address in menu:
        page.goto(address)
        for link in hrefs(page, "main a, .gh-top a"):
            shape = next((shape for shape in ONE_OF if re.search(shape, link)), None)
            if shape:
                shapes.setdefault(re.sub(r"\d+", "1", link), link)
    for address in [
        link for link in shapes.values() if re.search(r"/assessment/\d+/$|/sheets/\d+/$", link)
    ]:
        page.goto(address)
        for link in hrefs(page, "main a"):
            if any(re.search(shape, link) for shape in ONE_OF):
                shapes.setdefault(re.sub(r"\d+", "1", link), link)
    return list(dict.fromkeys([*found, *shapes.values()]))


def hrefs(page, where):
    """Addresses of our own behind the links of a region, without their queries."""
    links = page.locator(where).evaluate_all("all => all.map((a) => a.getAttribute('href') || '')")
    return [link.split("#")[0].split("?")[0] for link in links if link.startswith("/")]


def look(page, todo, complaints, heard, done):
    """Every address at every width; answers with what was found wrong."""
    wrong = []
    for address in todo:
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        answer = page.goto(address)
        expected = 404 if address == "/nowhere/" else 200
        if answer is None or answer.status != expected:
            wrong.append(f"{address}: {answer and answer.status}")
            continue
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wrong += [f"{address} {width}: {one}" for one in complaints(page)]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
                wrong.append(f"{address} {width}: sideways scrolling")
        said = [text for text in heard if expected == 200 or "404" not in text]
        wrong += [f"{address}: {text}" for text in said]
        heard.clear()
        done.add(re.sub(r"\d+", "1", address.split("?")[0]) if "?" not in address else address)
    return wrong


@pytest.fixture(scope="module")
def done():
    """Shapes of pages already looked at, so that each is looked at once."""
    return set()


@pytest.mark.parametrize("username", ACTORS)
def test_pages_of_an_actor_have_nothing_to_complain_of(
    sign_in, complaints, watched, done, username
):
    page = sign_in(username)
    heard = watched(page)

    todo = [
        address
        for address in addresses(page, username)
        if re.sub(r"\d+", "1", address) not in done or username == "lu"
    ]
    heard.clear()

    assert look(page, todo, complaints, heard, done) == []


def test_doors_have_nothing_to_complain_of(site, browser, complaints, watched):
    context = browser.new_context(base_url=site, locale="zh-CN")
    page = context.new_page()

    assert look(page, DOORS, complaints, watched(page), set()) == []
    context.close()
