"""Every page: nothing for axe-core at three widths, no console error, no request to elsewhere.

One walks from the menu of each actor along every link, by plain requests; pages of a shape nobody has
looked at yet are opened in the browser, unless their route has shown everything they are made of. At
the end no route of the site may have been missed. What a page looks like is the same on every
database: on PostgreSQL one walks, and looks at nothing.
"""

import os
import re
from collections import defaultdict
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import RequestFactory
from django.urls import URLResolver, get_resolver, resolve, reverse

pytestmark = pytest.mark.e2e

WIDTHS = (1440, 1280, 390)
PHONES = (390, 320)
SAME = {"width": 1280, "rules": "['target-size', 'scrollable-region-focusable']"}
"""Between the desk and the laptop the same elements stand closer: only what depends on room is asked."""
LOOKS = not os.environ.get("DATABASE_URL", "").startswith("postgres")
ACTORS = ("lu", "yang", "pan", "ma", "guo", "zhao", "tian", "luo", "wei", "qin")
PASSED_BY = re.compile(
    r"/(files|logout|static|healthz|rows)/|\.(xlsx|txt|json|yaml|csv|zip|docx|pdf|svg)$|/export|/template"
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
        "/ledgers/unions/filters/?level=4",
        NOWHERE,
    ),
    "yang": ("/cockpit/?level=grassroots",),
}
TYPED = {
    "lu": (
        "account_inactive",
        "account_reauthenticate",
        "notices:edit",
        "socialaccount_login_cancelled",
        "tasks:add_exchange",
        "tasks:note_findings",
        "tasks:research_go_back",
        "tasks:sum_up",
        "unions:revoke",
    ),
    "ma": (
        "assessment:close",
        "assessment:decide",
        "assessment:file_appeal",
        "assessment:grades",
        "assessment:naming",
        "assessment:open",
        "assessment:send_back",
        "assessment:supplement",
    ),
    "luo": ("accounts:enable",),
}
"""Pages the state of the year links to nowhere; their addresses are typed."""

NO_PAGES = {
    "accounts:again",
    "members:crowd_worker",
    "notices:bell",
    "portal:card_code",
    "portal:card_pass",
    "portal:copy",
    "portal:manifest",
    "portal:worker",
    "site:alive",
    "tasks:visit_worker",
    "ui:alive",
    "ui:sample_chart",
}
LEADS_ON = {"account_change_password", "mfa_index", "socialaccount_connections"}
NEEDS_A_FACTOR = {
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
}
NEEDS_A_PROVIDER = {"openid_connect_callback", "openid_connect_login", "socialaccount_login_error"}
NEEDS_A_FILE = {"exchange:check", "exchange:problems", "exchange:undo", "jobs:status"}
NOT_IN_THE_YEAR = {
    "assessment:appeal",
    "assessment:conclude",
    "assessment:reading",
    "members:answer_request",
    "members:decide_merge",
    "members:doubtful",
    "members:merge",
    "members:propose_merge",
    "members:request",
    "members:card_act",
    "members:order_card",
    "members:transfer",
    "members:transfer_act",
    "tasks:raise_up",
    "tasks:handle_entry",
    "tasks:judge_delay",
}
ON_THE_WAY = {
    "portal:ask",
    "portal:claim",
    "portal:confirm_phone",
    "portal:consent",
    "portal:enter_answer",
    "portal:enter_code",
    "portal:enter_who",
    "portal:join_change",
    "portal:join_check",
    "portal:join_done",
    "portal:join_form",
    "portal:join_where",
    "portal:matter",
    "portal:open_message",
    "portal:poster",
    "portal:prove",
    "portal:transfer_form",
    "portal:withdraw",
}
"""Steps of a phone's own errands, looked at in the journeys of a worker."""

ELSEWHERE = (
    ON_THE_WAY
    | NO_PAGES
    | LEADS_ON
    | NEEDS_A_FACTOR
    | NEEDS_A_PROVIDER
    | NEEDS_A_FILE
    | NOT_IN_THE_YEAR
)
"""What is not looked at: parts and signs of life, addresses that lead on, and what the year lacks."""

DOORS = (
    "/accounts/login/",
    "/about/accessibility/",
    "/about/privacy/",
    "/about/sign-in/",
    "/m/in/",
    "/m/offline/",
)


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


def route(address):
    """The name of the route an address belongs to."""
    return "" if address == NOWHERE else resolve(urlsplit(address).path).view_name


def links(text, at):
    """Addresses of our own in a page, one of each kind, without what only narrows a list."""
    for found in re.findall(r'<a\s[^>]*?href="([^"#][^"]*)"', text):
        parts = urlsplit(urljoin(at, unescape(found)))
        query = f"?{parts.query}" if KEPT.match(f"?{parts.query}") else ""
        if not (parts.scheme or PASSED_BY.search(parts.path)):
            yield f"{parts.path}{query}"


def made_of(text):
    """What a page is made of: each kind of element once, with its classes, role, type and aria names."""
    return {
        (tag, *sorted(re.findall(r'(?:class|role|type)="[^"]*"|aria-[a-z]+', rest)))
        for tag, rest in re.findall(r"<([a-z][a-z0-9]*)([^>]*)>", text)
    }


def walk(page, first):
    """Every address this person can reach by pressing links, one of each shape, with its answer."""
    met, todo = {shape(address) for address in first}, list(first)
    while todo:
        address = todo.pop(0)
        answer = page.request.get(address)
        yield address, answer
        for link in links(answer.text(), address) if answer.ok else ():
            if shape(link) not in met:
                met.add(shape(link))
                todo.append(link)


def look(page, address, complaints, heard, widths=WIDTHS):
    """Open one page at every width; answers with what is wrong about it."""
    if not LOOKS:
        status = page.request.get(address).status
        return [f"{address}: {status}"] if status >= 500 else []
    heard.clear()
    wrong = []
    page.set_viewport_size({"width": widths[0], "height": 900})
    page.goto(address)
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        asked = (SAME["rules"],) if width == SAME["width"] else ()
        wrong += [f"{address} {width}: {one}" for one in complaints(page, *asked)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
            wrong.append(f"{address} {width}: sideways scrolling")
    if address != NOWHERE:
        wrong += [f"{address}: {said}" for said in heard]
    return wrong


def look_around(page, first, complaints, heard, seen, widths=WIDTHS):
    """Walk from the first addresses and look at what nobody has seen; answers with what is wrong."""
    wrong = []
    for address, answer in walk(page, first):
        if answer.status != (404 if address == NOWHERE else 200):
            wrong.append(f"{address}: {answer.status}")
        elif seen.is_news(address, answer.text()):
            wrong += look(page, address, complaints, heard, widths)
    return wrong


class Seen:
    """What somebody has met: an address of every shape, and what the pages of a route are made of."""

    def __init__(self):
        self.addresses, self.parts = {}, defaultdict(set)

    def is_news(self, address, text):
        """Whether a page of this shape is new, and shows something its route has not shown yet."""
        if shape(address) in self.addresses:
            return False
        self.addresses[shape(address)] = address
        shown, before = made_of(text), self.parts[route(address)]
        self.parts[route(address)] = before | shown
        return not shown <= before


@pytest.fixture(scope="module")
def seen():
    """Nothing, to begin with."""
    return Seen()


@pytest.mark.parametrize("username", ACTORS)
def test_pages_have_nothing_to_complain_of(sign_in, complaints, watched, seen, username):
    page = sign_in(username)
    first = ["/", *ALSO.get(username, ())]

    assert look_around(page, first, complaints, watched(page), seen) == []


def test_pages_of_a_phone_have_nothing_to_complain_of(come_in, complaints, watched, seen):
    page = come_in()
    wrong = look_around(page, ["/m/"], complaints, watched(page), seen, PHONES)
    page.goto("/m/")
    page.locator("button[name=senior]").first.click()
    wrong += look(page, "/m/", complaints, watched(page), PHONES)

    assert wrong == []


def typed(page, name, pattern):
    """The first address of a route that answers this person, or the one that would be the first."""
    places = list(pattern.converters)
    tries = [reverse(name, args=[pk] * len(places)) for pk in range(1, 5)]
    return next((one for one in tries if page.request.get(one).status == 200), tries[0])


@pytest.mark.parametrize("username", TYPED)
def test_pages_nothing_links_to_have_nothing_to_complain_of(
    sign_in, complaints, watched, seen, username
):
    page, patterns = sign_in(username), dict(routes())
    heard, wrong = watched(page), []
    for name in TYPED[username]:
        address = typed(page, name, patterns[name].pattern)
        seen.addresses[shape(address)] = address
        wrong += look(page, address, complaints, heard)

    assert wrong == []


def test_doors_have_nothing_to_complain_of(site, browser, complaints, watched, seen):
    context = browser.new_context(base_url=site, locale="zh-CN")
    page = context.new_page()
    heard = watched(page)

    assert [said for door in DOORS for said in look(page, door, complaints, heard)] == []
    seen.addresses.update({door: door for door in DOORS})
    context.close()


def routes(found=None, space=""):
    """(name, pattern) of every address but those of the API."""
    for one in get_resolver().url_patterns if found is None else found:
        if isinstance(one, URLResolver):
            if str(one.pattern) != "api/v1/":
                inner = f"{space}{one.namespace}:" if one.namespace else space
                yield from routes(one.url_patterns, inner)
        else:
            yield f"{space}{one.name}", one


def is_page(one):
    """Whether an address answers to GET at all, with something other than a file."""
    if PASSED_BY.search(f"/{one.pattern}") or "/export" in str(one.pattern):
        return False
    given = dict.fromkeys(one.pattern.converters, 1) | one.default_args
    try:
        return one.callback(RequestFactory().get("/"), **given).status_code != 405
    except Exception:  # noqa: BLE001 - it got past the gate for POST and asked for its data
        return True


def test_no_page_of_the_site_was_missed(seen):
    if not set(DOORS) <= set(seen.addresses):
        pytest.fail("run the whole module: this asks what the tests before it have seen")
    looked = {route(address) for address in seen.addresses.values()}
    pages = {name for name, one in routes() if is_page(one)}

    assert sorted(pages - looked - ELSEWHERE) == []
