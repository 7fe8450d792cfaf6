"""The tree of unions: subtrees, roll-ups, moves (T1–T3), the ledger page (T13), search (T15).

`python -m bench.unions --names 1000000` for a million names; 200,000 without it. The tree is one
province of 150,000 unions. Each pair is first checked to answer the same.
"""

from __future__ import annotations

import argparse
import html
import itertools
import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()

# ruff: noqa: E402 -- the settings come first
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.db.models import OuterRef, Subquery, Sum, Value
from django.db.models.functions import Concat
from django.utils.timezone import localdate

from bench.ratio import Figure, compare
from niangjia.domains.unions import selectors, services
from niangjia.domains.unions.models import TreeLock, Union
from niangjia.foundation import clock
from niangjia.foundation.accounts.models import User
from niangjia.foundation.scope import next_path
from niangjia.foundation.search import selectors as search
from niangjia.foundation.search import services as index
from niangjia.foundation.search.grams import plain
from niangjia.foundation.search.models import Name

CITIES, COUNTIES, TOWNS, ALL = 11, 88, 1360, 150_000
PG = connection.vendor == "postgresql"
MEMBERS = "SELECT sum(members) FROM unions_union WHERE "


def run(sql: str, *params: Any) -> list[Any]:
    """Rows of a bare statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else []


def seedlings() -> Iterator[services.Seedling]:
    """One province: cities, counties, townships, and grassroots unions below them."""
    yield services.Seedling("r", "全国总工会", "全国", 1)
    yield services.Seedling("p", "甲省总工会", "甲", 2, parent_code="r")
    tops = {"c": ("p", CITIES, 3), "d": ("c", COUNTIES, 4), "t": ("d", TOWNS, 5)}
    sizes = {"p": 1, "c": CITIES, "d": COUNTIES}
    for key, (above, number, level) in tops.items():
        for n in range(number):
            parent = above if above == "p" else f"{above}{n % sizes[above]}"
            yield services.Seedling(
                f"{key}{n}", f"{key}{n}总工会", f"{key}{n}", level, "general", parent
            )
    chosen = random.Random(1)
    for n in range(ALL - CITIES - COUNTIES - TOWNS):
        fields = {"members": chosen.randrange(5, 400), "workers": 400}
        yield services.Seedling(
            f"g{n}", f"第{n}厂工会", f"{n}", 7, "grassroots", f"t{n % TOWNS}", fields=fields
        )


def plant() -> None:
    """The tree, and beside each path the interval of a preorder numbering: the peer."""
    services.plant(seedlings(), now=clock.now())
    for column in ("lft", "rgt"):
        run(f"ALTER TABLE unions_union ADD COLUMN {column} bigint")
    rows = list(Union.objects.order_by("path").values_list("pk", "path"))
    ends, open_paths = {}, []
    for number, (pk, path) in enumerate(rows):
        while open_paths and not path.startswith(open_paths[-1][1]):
            ends[open_paths.pop()[0]] = number
        open_paths.append((pk, path))
    ends |= {pk: len(rows) for pk, _path in open_paths}
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE unions_union SET lft = %s, rgt = %s WHERE id = %s",
            [(number, ends[pk], pk) for number, (pk, _path) in enumerate(rows)],
        )
    run("CREATE INDEX bench_lft ON unions_union (lft, members)")
    run("CREATE INDEX bench_path ON unions_union (path, members)")
    run("VACUUM ANALYZE" if PG else "ANALYZE")


def subtree_figures() -> Iterator[Figure]:
    """T1: members at or below a city and the province, by path and by interval."""
    for code in ("c0", "p"):
        union = selectors.union_by_code(code)
        low, high = run("SELECT lft, rgt FROM unions_union WHERE id = %s", union.pk)[0]
        path = union.path

        def ours(path: str = path) -> Any:
            return run(f"{MEMBERS}path >= %s AND path < %s", path, next_path(path))[0][0]

        def floor(low: int = low, high: int = high) -> Any:
            return run(f"{MEMBERS}lft >= %s AND lft < %s", low, high)[0][0]

        assert ours() == floor() == Union.objects.within(path).aggregate(n=Sum("members"))["n"]
        goal = 1.6 if PG else 1.25
        yield compare(
            f"T1 subtree of {code} by path, against intervals", ours, floor, goal=goal, times=15
        )


def rollup_figure() -> Figure:
    """T2: members of every city of the province, one range per child, through the ORM."""
    below = Union.objects.filter(
        path__gte=OuterRef("path"), path__lt=Concat(OuterRef("path"), Value("{"))
    )
    total = below.order_by().values(one=Value(1)).annotate(n=Sum("members")).values("n")
    cities = Union.objects.filter(parent=selectors.union_by_code("p")).order_by("path")

    def ours() -> Any:
        return list(cities.annotate(total=Subquery(total)).values_list("pk", "total"))

    def floor() -> Any:
        return run(
            "SELECT c.id, (SELECT sum(u.members) FROM unions_union u WHERE u.lft >= c.lft"
            " AND u.lft < c.rgt) FROM unions_union c WHERE c.parent_id = %s ORDER BY c.path",
            selectors.union_by_code("p").pk,
        )

    assert [tuple(row) for row in floor()] == ours()
    goal = 1.5 if PG else 1.2
    return compare(
        "T2 members of eleven cities, against intervals", ours, floor, goal=goal, times=9
    )


def move_figure() -> Figure:
    """T3: a county of about 1,700 unions there and back, with all that belongs to it."""
    actor, county = services.founder_of("r"), selectors.union_by_code("d0")
    parents = itertools.cycle([selectors.union_by_code("c1").pk, county.parent_id])
    days = (date(2001, 1, 1) + timedelta(days=n) for n in itertools.count())
    now = clock.now()

    def ours() -> None:
        services.move_union(
            actor=actor,
            union_id=county.pk,
            parent_id=next(parents),
            effective_on=next(days),
            document="1号",
            now=now,
        )

    other = selectors.union_by_code("d1").path
    ends = itertools.cycle([(other, "9" * len(other)), ("9" * len(other), other)])

    def floor() -> None:
        old, new = next(ends)
        run(
            "UPDATE unions_union SET path = %s || substr(path, %s) WHERE path >= %s AND path < %s",
            new,
            len(old) + 1,
            old,
            next_path(old),
        )

    return compare("T3 move a county, against a bare UPDATE", ours, floor, goal=3.0, times=10)


def insert_figure() -> Figure:
    """T3: one union into the tree, against a bare INSERT of as many columns."""
    numbers, now = itertools.count(), clock.now()
    columns = [f.column for f in Union._meta.concrete_fields]
    names = ", ".join(columns)
    marks = ", ".join(["%s"] * len(columns))

    def ours() -> None:
        n = next(numbers)
        services.plant([services.Seedling(f"n{n}", "新工会", "新", 7, "grassroots", "t0")], now=now)

    def floor() -> None:
        lock = TreeLock.objects.get(pk=1)
        n, row = next(numbers), Union.objects.filter(code="g0").values_list(*columns)[0]
        new = dict(zip(columns, row, strict=True)) | {
            "id": 10**9 + n,
            "code": f"m{n}",
            "path": f"zz{n:08}",
        }
        run(f"INSERT INTO unions_union ({names}) VALUES ({marks})", *new.values())
        TreeLock.objects.filter(pk=1).update(next_number=lock.next_number)

    return compare(
        "T3 plant one union with facts and index, against INSERT", ours, floor, goal=2.0, times=15
    )


def page_figure() -> Figure:
    """T13: fifty rows of the ledger through WSGI, against the same rows in an f-string."""
    user = User.objects.create(username="bench", name="量")
    services.seat(
        union_id=selectors.union_by_code("p").pk,
        title="干事",
        kind="staff",
        roles=["unions.clerk"],
        person_id=user.pk,
        begun_on=localdate(clock.now()),
        now=clock.now(),
    )
    session = SessionStore()
    session.update(
        {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
    )
    session.create()
    site, path = get_wsgi_application(), selectors.union_by_code("p").path

    def ours() -> bytes:
        return _call(site, session.session_key)

    def floor() -> bytes:
        return _call(_bare(path), session.session_key)

    assert "p" in ours().decode()
    goal = {"goal": 0.2, "smaller_is_better": False}
    return compare("T13 bare WSGI ledger, against ours (of one)", floor, ours, times=15, **goal)


def _call(application: Callable[..., Any], key: str | None) -> bytes:
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/unions/",
        "QUERY_STRING": "size=50",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_COOKIE": f"sessionid={key}",
        "HTTP_HX_REQUEST": "true",
        "wsgi.input": BytesIO(),
        "wsgi.url_scheme": "http",
    }
    said: list[str] = []
    answer = application(environ, lambda status, *_more: said.append(status))
    body = b"".join(answer)
    assert said[0].startswith("200"), said
    return body


def _bare(path: str) -> Callable[..., Any]:
    def application(_environ: Any, start: Callable[..., Any]) -> list[bytes]:
        rows = run(
            "SELECT id, code, name, kind, members, workers FROM unions_union"
            " WHERE path >= %s AND path < %s ORDER BY path LIMIT 50",
            path,
            next_path(path),
        )
        cells = "".join(
            f"<tr>{''.join(f'<td>{html.escape(str(cell))}</td>' for cell in row)}</tr>"
            for row in rows
        )
        start("200 OK", [("Content-Type", "text/html")])
        return [f"<table>{cells}</table>".encode()]

    return application


def search_figures(number: int) -> Iterator[Figure]:
    """T15: characters anywhere in so many names, against LIKE; the same hits."""
    random.seed(3)
    signs = [chr(0x4E00 + n) for n in random.sample(range(2500), 1500)]
    names = ["".join(random.choices(signs, k=random.randrange(4, 14))) for _n in range(number)]
    letters = ["".join(random.choices("bcdfghjklmnpqrstwxyz", k=6)) for _n in range(number)]
    index.put(
        "bench",
        (index.Entry(n, names[n], initials=letters[n]) for n in range(number)),
    )
    run("ANALYZE")
    for length in (2, 3, 4):
        terms = [_part(random.choice(names), length) for _n in range(200)]
        for term in terms[:40]:
            assert _hits(term) == _like(term), term

        def ours(terms: list[str] = terms) -> None:
            for term in terms[:20]:
                list(_found(term)[:20])

        def floor(terms: list[str] = terms) -> None:
            for term in terms[:20]:
                run(
                    "SELECT object_id FROM search_name WHERE kind = 'bench' AND plain LIKE %s LIMIT 20",
                    f"%{term}%",
                )

        name = f"T15 {length} characters in {number:,} names, 20 terms, against LIKE"
        yield compare(name, ours, floor, goal=0.01, times=3)

    yield _initials_figure(number, [random.choice(letters)[:4] for _n in range(20)])


def _initials_figure(number: int, terms: list[str]) -> Figure:
    """Initials of pinyin, the first four of six, against LIKE."""
    sql = "SELECT object_id FROM search_name WHERE kind = 'bench' AND initials LIKE %s"

    def found(term: str) -> Any:
        return search.ids_of("bench", term)

    for term in terms:
        assert set(found(term)) == {pk for (pk,) in run(sql, f"{term}%")}, term
    return compare(
        f"T15 four initials in {number:,} names, 20 terms, against LIKE",
        lambda: [list(found(term)[:20]) for term in terms],
        lambda: [run(f"{sql} LIMIT 20", f"{term}%") for term in terms],
        goal=0.01,
        times=3,
    )


def _part(name: str, length: int) -> str:
    at = random.randrange(max(len(name) - length, 0) + 1)
    return plain(name[at : at + length])


def _found(term: str) -> Any:
    return search.containing(Name.objects.filter(kind="bench"), term).values_list(
        "object_id", flat=True
    )


def _hits(term: str) -> set[int]:
    return set(_found(term))


def _like(term: str) -> set[int]:
    sql = "SELECT object_id FROM search_name WHERE kind = 'bench' AND plain LIKE %s"
    return {pk for (pk,) in run(sql, f"%{term}%")}


def main() -> int:
    """Fill, measure, drop; the exit code tells whether a goal was missed."""
    parser = argparse.ArgumentParser(prog="bench.unions")
    parser.add_argument("--names", type=int, default=200_000, help="how many names to search")
    number = parser.parse_args().names
    folder = tempfile.TemporaryDirectory()
    connection.settings_dict["TEST"]["NAME"] = (
        "bench_unions" if PG else str(Path(folder.name) / "bench.sqlite3")
    )
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        plant()
        figures = [*subtree_figures(), rollup_figure(), move_figure(), insert_figure()]
        figures += [page_figure(), *search_figures(number)]
    finally:
        connection.creation.destroy_test_db("bench_unions", verbosity=0)
        folder.cleanup()
    return int(not all(figure.is_met for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
