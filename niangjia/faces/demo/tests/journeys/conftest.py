"""A real site on the demonstration year, and a real browser in front of it."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from niangjia.faces.demo.cast import PASSWORD

ROOT = Path(__file__).resolve().parents[5]
AXE = ROOT / "niangjia" / "foundation" / "ui" / "static" / "vendor" / "axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = "['wcag2a','wcag2aa','wcag21aa','wcag22aa','best-practice']"
MANAGE = [sys.executable, "manage.py"]
COLLEAGUE = """
from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.services import posts
from niangjia.faces.demo.cast import COUNTY, PASSWORD
from niangjia.faces.demo.people import BEGAN
from niangjia.foundation import clock
from niangjia.foundation.accounts.services.actors import open_actors
from niangjia.foundation.scope import SYSTEM
users = open_actors(people=[("qian", "钱海燕")], password=PASSWORD, now=clock.real_now())
posts.seat(actor=SYSTEM, union_id=unions.union_by_code("620981").pk, title="干事", department="办公室",
           kind="staff", roles=list(COUNTY), person_id=users["qian"].pk, begun_on=BEGAN, document="",
           now=clock.now())
"""
"""A second cadre of 玉门, so that two people can meet in one cell."""

DRAFTS = (
    "from niangjia.faces.demo.tests.journeys.drafts import begin_everything; begin_everything()"
)


def _environment(**more: str) -> dict[str, str]:
    """The demonstration on a database of its own, so that no journey wears out the shown one."""
    given = os.environ.get("DATABASE_URL", "")
    url = f"{given}_journeys" if given else f"sqlite:///{ROOT / 'var' / 'journeys.sqlite3'}"
    known = {"DEMO": "1", "DJANGO_SETTINGS_MODULE": "config.settings.base", "DATABASE_URL": url}
    return os.environ | known | {"LOG_LEVEL": "ERROR"} | more


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str) -> None:
    for _attempt in range(300):
        try:
            with urlopen(f"{address}/healthz", timeout=1):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"{address} did not answer")


@pytest.fixture(scope="session")
def year() -> None:
    """The year, built anew and without a difference; `JOURNEYS_KEEP=1` plays on in the last one."""
    if os.environ.get("JOURNEYS_KEEP"):
        return
    environment = _environment()
    for words in (
        ["collectstatic", "--noinput", "-v", "0"],
        ["build_demo", "--anew"],
        ["reconcile"],
        ["shell", "-v", "0", "-c", COLLEAGUE],
        ["shell", "-v", "0", "-c", DRAFTS],
    ):
        subprocess.run([*MANAGE, *words], cwd=ROOT, env=environment, check=True)


@pytest.fixture(scope="session")
def serve(year: None) -> Iterator[Callable[[str], str]]:
    """Serve the year as of a moment; answers with the address."""
    servers: dict[str, tuple[subprocess.Popen[bytes], str]] = {}

    def start(moment: str) -> str:
        if moment not in servers:
            bind = f"127.0.0.1:{_free_port()}"
            command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", bind]
            server = subprocess.Popen(
                [*command, "--threads", "4", "--log-level", "warning"],
                cwd=ROOT,
                env=_environment(DEMO_NOW=moment),
            )
            servers[moment] = server, f"http://{bind}"
            _wait_for(f"http://{bind}")
        return servers[moment][1]

    yield start
    for server, _address in servers.values():
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def site(serve: Callable[[str], str]) -> str:
    """The address of the year as everybody sees it: 20 November 2023."""
    return serve("2023-11-20T14:32")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium, headless."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail("找不到 chromium：apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=path, args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def sign_in(site: str, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a browser of one's own and sign in, as offered by the page or by name and password."""
    contexts = []

    def enter(
        username: str,
        *,
        width: int = 1440,
        height: int = 900,
        at: str = "",
        script: bool = True,
    ) -> Page:
        context = browser.new_context(
            base_url=at or site,
            viewport={"width": width, "height": height},
            locale="zh-CN",
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto("/accounts/login/")
        offered = page.locator(f'button[name="username"][value="{username}"]')
        if offered.count():
            offered.click()
        else:
            page.fill("#id_login", username)
            page.fill("#id_password", PASSWORD)
            page.click("form[data-once] button[data-kind=primary]")
        page.wait_for_url("**/")
        return page

    yield enter
    for context in contexts:
        context.close()


@pytest.fixture
def come_in(site: str, browser: Browser) -> Iterator[Callable[..., Page]]:
    """A phone of one's own, signed in by the code the demonstration shows on the page."""
    contexts = []

    def enter(phone: str = "", *, width: int = 390, height: int = 844, at: str = "") -> Page:
        context = browser.new_context(
            base_url=at or site, viewport={"width": width, "height": height}, locale="zh-CN"
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto("/m/in/")
        page.fill("[name=phone]", phone or f"139{secrets.randbelow(10**8):08d}")
        page.check("[name=own]")
        page.get_by_role("button", name="获取验证码").click()
        page.wait_for_url("**/m/in/code/")
        page.fill("[name=digits]", page.inner_text(".gh-note").split("验证码是")[1].strip()[:6])
        page.get_by_role("button", name="登录", exact=True).click()
        page.wait_for_url("**/m/")
        return page

    yield enter
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def complaints() -> Callable[..., list[str]]:
    """What axe-core finds on a page, one line each; `only` narrows the rules asked."""
    source = AXE.read_text()

    def ask(page: Page, only: str = RULES) -> list[str]:
        if not page.evaluate("() => Boolean(window.axe)"):
            page.evaluate(source)
        found = page.evaluate(
            f"axe.run(document, {{runOnly: {only}, resultTypes: ['violations']}})"
        )
        return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found["violations"]]

    return ask
