"""A real site on the demonstration year, and a real browser in front of it."""

from __future__ import annotations

import os
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


def _environment() -> dict[str, str]:
    """The demonstration on a database of its own, so that no journey wears out the shown one."""
    given = os.environ.get("DATABASE_URL", "")
    url = f"{given}_journeys" if given else f"sqlite:///{ROOT / 'var' / 'journeys.sqlite3'}"
    return os.environ | {
        "DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "config.settings.base",
        "DATABASE_URL": url,
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str) -> None:
    for _attempt in range(200):
        try:
            with urlopen(f"{address}/healthz", timeout=1):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"{address} did not answer")


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of a served demonstration year, built anew for this run."""
    environment = _environment()
    manage = [sys.executable, "manage.py"]
    subprocess.run(
        [*manage, "collectstatic", "--noinput", "-v", "0"], cwd=ROOT, env=environment, check=True
    )
    subprocess.run([*manage, "build_demo", "--anew"], cwd=ROOT, env=environment, check=True)
    address = f"127.0.0.1:{_free_port()}"
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", address, "--threads", "4"],
        cwd=ROOT,
        env=environment,
    )
    try:
        _wait_for(f"http://{address}")
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait(timeout=20)


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
    """Open a browser of one's own and press an actor's button on the sign-in page."""
    contexts = []

    def enter(username: str, width: int = 1440, height: int = 900) -> Page:
        context = browser.new_context(
            base_url=site, viewport={"width": width, "height": height}, locale="zh-CN"
        )
        contexts.append(context)
        page = context.new_page()
        page.goto("/accounts/login/")
        page.locator(f'button[name="username"][value="{username}"]').click()
        page.wait_for_url("**/")
        return page

    yield enter
    for context in contexts:
        context.close()


@pytest.fixture
def complaints() -> Callable[[Page], list[str]]:
    """What axe-core finds on a page, one line each."""

    def ask(page: Page) -> list[str]:
        page.evaluate(AXE.read_text())
        found = page.evaluate(
            "axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21aa','wcag22aa','best-practice']})"
        )
        return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found["violations"]]

    return ask
