"""The site over HTTP: the ledger page against a bare one (T13), the two databases (T14), memory, first page.

Every server is gunicorn as `make run` starts it, on 127.0.0.1, asked by a small loop of our own:
16 connections kept open, at most so many requests and seconds. PostgreSQL is the server of
DATABASE_URL or BENCH_PG (postgres://postgres@127.0.0.1:5432/); without one T14 is told as not run.
"""

from __future__ import annotations

import argparse
import contextlib
import html
import http.client
import json
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench.ratio import Figure

ROOT = Path(__file__).resolve().parent.parent
HERE = "127.0.0.1"
LEDGER, PART = "/unions/?size=50", {"HX-Request": "true"}
CONNECTIONS, ROUNDS = 16, 3
WORKERS, THREADS = 2, 4
DATABASE = "bench_web"


# -- the floor ------------------------------------------------------------------------------------

COLUMNS = (
    "u.id, u.code, u.name, u.level, u.kind, p.name, u.workers, u.members, u.state, u.founded_on"
)
SQL = f"""SELECT {COLUMNS} FROM unions_union u LEFT JOIN unions_union p ON p.id = u.parent_id
WHERE u.path >= '00001' AND u.state IN ('preparing', 'established') ORDER BY u.path LIMIT 50"""
_open = threading.local()


def bare(_environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """The same fifty rows by one statement and string pasting: no framework, no rights, no frame."""
    if not hasattr(_open, "base"):
        _open.base = sqlite3.connect(os.environ["BARE_LEDGER"])
    rows = _open.base.execute(SQL).fetchall()
    cells = "".join(
        "<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    body = f"<!doctype html><table>{cells}</table>".encode()
    start("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(body)))])
    return [body]


# -- servers --------------------------------------------------------------------------------------


@dataclass
class Server:
    """A running gunicorn: its port and its worker processes."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def workers(self) -> list[int]:
        """The ids of the workers."""
        told = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in told.split()]

    def cpu(self) -> float:
        """Seconds of processor the workers have used."""
        total = 0
        for pid in self.workers:
            told = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
            total += int(told[11]) + int(told[12])
        return total / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """Megabytes the largest worker holds."""
        told = [Path(f"/proc/{pid}/statm").read_text().split()[1] for pid in self.workers]
        return max(int(pages) for pages in told) * os.sysconf("SC_PAGE_SIZE") / 2**20


@contextlib.contextmanager
def server(app: str, env: dict[str, str], workers: int = WORKERS) -> Iterator[Server]:
    """Gunicorn as `make run` starts it, until the block ends."""
    with socket.socket() as free:
        free.bind((HERE, 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "gunicorn", app, "--bind", f"{HERE}:{port}"]
    words += ["--worker-class", "gthread", "--workers", str(workers), "--threads", str(THREADS)]
    words += ["--log-level", "error", "--keep-alive", "30"]
    process = subprocess.Popen(words, cwd=ROOT, env={**os.environ, **env})
    try:
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(20)


def first_answer(port: int, path: str, headers: dict[str, str], limit: float = 60) -> float:
    """Seconds until the page is served; raises TimeoutError where it never is."""
    began = time.perf_counter()
    while time.perf_counter() - began < limit:
        asking = http.client.HTTPConnection(HERE, port, timeout=limit)
        try:
            asking.request("GET", path, headers=headers)
            answer = asking.getresponse()
            answer.read()
        except OSError:
            time.sleep(0.02)
            continue
        finally:
            asking.close()
        if answer.status != 200:
            raise RuntimeError(f"{path} answers {answer.status} {answer.getheader('Location')}")
        return time.perf_counter() - began
    raise TimeoutError(path)


# -- asking ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Load:
    """What a loop measured; milliseconds, processor of the workers alone."""

    number: int
    seconds: float
    p99: float
    cpu_ms: float
    size: int

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.number / self.seconds


def ask(at: Server, path: str, headers: dict[str, str], most: int, seconds: float) -> Load:
    """Keep 16 connections busy for at most so many requests and seconds."""
    times: list[float] = []
    sizes: list[int] = []
    wrong: list[str] = []
    end = time.perf_counter() + seconds

    def one(share: int) -> None:
        asking = http.client.HTTPConnection(HERE, at.port, timeout=30)
        for _n in range(share):
            began = time.perf_counter()
            if began > end:
                break
            asking.request("GET", path, headers=headers)
            answer = asking.getresponse()
            sizes.append(len(answer.read()))
            times.append((time.perf_counter() - began) * 1000)
            if answer.status != 200:
                wrong.append(str(answer.status))
        asking.close()

    before, began = at.cpu(), time.perf_counter()
    threads = [
        threading.Thread(target=one, args=(most // CONNECTIONS,)) for _ in range(CONNECTIONS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.perf_counter() - began
    if wrong or not times:
        raise RuntimeError(f"{path}: {len(wrong)} wrong answers of {len(times)}")
    times.sort()
    p99 = times[min(int(len(times) * 0.99), len(times) - 1)]
    return Load(len(times), spent, p99, (at.cpu() - before) * 1000 / len(times), max(sizes))


def in_turn(
    servers: list[tuple[Server, dict[str, str]]], path: str, seconds: float
) -> list[list[Load]]:
    """Each server in turn, so that a drifting machine drifts for all."""
    told: list[list[Load]] = [[] for _ in servers]
    for _round in range(ROUNDS):
        for number, (at, headers) in enumerate(servers):
            told[number].append(ask(at, path, headers, 4000, seconds))
    return told


def middle(loads: list[Load], what: str) -> float:
    """The median of one measure over the rounds."""
    return sorted(float(getattr(load, what)) for load in loads)[len(loads) // 2]


# -- data -----------------------------------------------------------------------------------------


def fill() -> None:
    """The demonstration's tree, people and ledgers; prints the session of the provincial cadre."""
    import django  # noqa: PLC0415 - the orchestrating process does without

    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415

    from niangjia.faces.demo import build, ledgers, people, tree  # noqa: PLC0415
    from niangjia.foundation.accounts.models import User  # noqa: PLC0415

    build.ensure_database()
    build.empty_the_database()
    build.migrate()
    for step in (tree.plant_everything, people.seat_everybody, ledgers.keep_a_year):
        step()
    user = User.objects.get(username="lu")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "niangjia.foundation.accounts.backends.Backend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    print(json.dumps({"Cookie": f"sessionid={session.session_key}"}))


def filled(env: dict[str, str]) -> dict[str, str]:
    """Fill the database of this environment; the headers of somebody signed in."""
    words = [sys.executable, "-m", "bench.web", "--fill"]
    told = subprocess.run(
        words, cwd=ROOT, env={**os.environ, **env}, check=True, stdout=subprocess.PIPE, text=True
    )
    headers: dict[str, str] = json.loads(told.stdout.splitlines()[-1])
    return headers


def environment(database: str, **more: str) -> dict[str, str]:
    """How the site runs while it is measured: as in production, the log kept quiet."""
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings.base",
        "DEMO": "1",
        "DEBUG": "0",
        "LOG_LEVEL": "WARNING",
        "DATABASE_URL": database,
        **more,
    }


def postgres() -> str:
    """The address of a database of our own on the server at hand, or empty."""
    told = os.environ.get("BENCH_PG") or os.environ.get("DATABASE_URL", "")
    told = told if told.startswith("postgres") else "postgres://postgres@127.0.0.1:5432/"
    parts = urlsplit(told)
    try:
        socket.create_connection((parts.hostname or HERE, parts.port or 5432), 2).close()
    except OSError:
        return ""
    return f"{parts.scheme}://{parts.netloc}/{DATABASE}"


def drop(database: str) -> None:
    """Take the database away again."""
    import psycopg  # noqa: PLC0415 - only where there is a server

    with psycopg.connect(database.replace(f"/{DATABASE}", "/postgres"), autocommit=True) as base:
        base.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


# -- figures --------------------------------------------------------------------------------------


def figure(name: str, ours: float, floor: float, ratio: float, goal: float, small: bool) -> Figure:
    """Print and return one."""
    told = Figure(name, ours, floor, ratio, goal, small)
    print(told, flush=True)
    return told


def first_page(env: dict[str, str], headers: dict[str, str]) -> list[Figure]:
    """From a built year to the first page, and what a worker holds after 200 pages."""
    with server("config.wsgi", env, workers=1) as at:
        waited = first_answer(at.port, "/", headers)
        for _n in range(200):
            first_answer(at.port, LEDGER, headers)
        held = at.memory()
    print(f"a worker holds {held:.0f} MB after 200 pages", flush=True)
    return [
        figure(
            "first page after the year is built, of 10 s", waited * 1000, 1e4, waited / 10, 1, True
        ),
        figure("memory of a worker in MB after 200 pages, of 250", held, 250, held / 250, 1, True),
    ]


def ledger_page(
    env: dict[str, str], headers: dict[str, str], path: str, seconds: float
) -> list[Figure]:
    """T13: the page, and the part htmx asks for, against the bare ledger."""
    with (
        server("config.wsgi", env) as site,
        server("bench.web:bare", {"BARE_LEDGER": path}) as floor,
    ):
        for at, asked in ((site, headers), (floor, {})):
            first_answer(at.port, LEDGER, asked)
        whole, part, least = in_turn(
            [(site, headers), (site, headers | PART), (floor, {})], LEDGER, seconds
        )
    calm = {name: middle(loads, "p99") for name, loads in (("page", whole), ("part", part))}
    for name, loads in (("page", whole), ("part", part), ("bare", least)):
        print(
            f"{name}: {middle(loads, 'rate'):.0f} a second, {middle(loads, 'cpu_ms'):.2f} ms of"
            f" processor, p99 {middle(loads, 'p99'):.0f} ms, {loads[0].size // 1024} kB",
            flush=True,
        )
    base = middle(least, "cpu_ms")
    return [
        *(
            figure(f"T13 {name} of 50 rows, processor", cpu, base, base / cpu, 0.2, False)
            for name, cpu in (("page", middle(whole, "cpu_ms")), ("part", middle(part, "cpu_ms")))
        ),
        *(
            figure(f"T13 p99 of the {name} at 16 connections", p99, 20, p99 / 20, 1, True)
            for name, p99 in calm.items()
        ),
    ]


def databases(
    env: dict[str, str], headers: dict[str, str], database: str, seconds: float
) -> list[Figure]:
    """T14: the same page from PostgreSQL, with and without kept connections."""
    kept, anew = environment(database), environment(database, CONN_MAX_AGE="0")
    other = filled(kept)
    try:
        with (
            server("config.wsgi", env) as light,
            server("config.wsgi", kept) as heavy,
            server("config.wsgi", anew) as shaky,
        ):
            asked = [(light, headers), (heavy, other), (shaky, other)]
            for at, known in asked:
                first_answer(at.port, LEDGER, known)
            told = in_turn(asked, LEDGER, seconds)
    finally:
        drop(database)
    lite, pg, unkept = (middle(loads, "rate") for loads in told)
    print(f"pages a second: SQLite {lite:.0f}, PostgreSQL {pg:.0f}, anew {unkept:.0f}", flush=True)
    return [
        figure("T14 PostgreSQL against SQLite", 1000 / pg, 1000 / lite, pg / lite, 0.7, False),
        figure("T14 kept connections against new", 1000 / pg, 1000 / unkept, pg / unkept, 5, False),
    ]


def main() -> int:
    """Fill, serve, ask, drop; the exit code tells whether a goal was missed."""
    parser = argparse.ArgumentParser(prog="bench.web")
    parser.add_argument("--fill", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=float, default=4, help="each round of each server")
    chosen = parser.parse_args()
    if chosen.fill:
        fill()
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "web.sqlite3")
        env = environment(f"sqlite:///{path}")
        collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(collect, cwd=ROOT, env={**os.environ, **env}, check=True)
        headers = filled(env)
        figures = first_page(env, headers) + ledger_page(env, headers, path, chosen.seconds)
        if database := postgres():
            figures += databases(env, headers, database, chosen.seconds)
        else:
            print("T14 MISSED: not run, there is no PostgreSQL at hand (set BENCH_PG)", flush=True)
    return int(not database or not all(figure.is_met for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
