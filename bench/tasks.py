"""Tasks: one press for 2,844 counties, and the matrix of 88 counties × 16 measures.

The press is held against the same rows put in bare (no trail, no figures, no rights), and against
ten seconds; the matrix against the same cells by one statement and string pasting, as T13 is.
"""

from __future__ import annotations

import html
import os
import sys
import tempfile
from datetime import date
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()

# ruff: noqa: E402 -- the settings come first
from django.db import connection, transaction
from django.test import Client

from bench.ratio import Figure, compare
from niangjia.domains.tasks.enums.tasks import Reach
from niangjia.domains.tasks.models import Programme, Task
from niangjia.domains.tasks.selectors.choosing import Choice
from niangjia.domains.tasks.selectors.programmes import measures_of
from niangjia.domains.tasks.services import giving, programmes, shipped
from niangjia.domains.unions import selectors, services
from niangjia.foundation import clock
from niangjia.foundation.accounts.models import User
from niangjia.foundation.scope import SYSTEM

PG = connection.vendor == "postgresql"
PROVINCES, COUNTIES, HERE = 31, 2844, 88
DUE = date(2099, 12, 30)
NATION, PROVINCE = "r", "p0"
CELLS = """SELECT u.name, t.measure_id, t.state, t.due_on, t.id FROM tasks_task t
JOIN unions_union u ON u.id = t.union_id WHERE t.programme_id = %s AND t.parent_id IS NOT NULL"""


def plant() -> None:
    """The nation, its provinces and its counties; the first province has 88 of them."""
    seeds = [services.Seedling(NATION, "全国总工会", "全国", 1)]
    seeds += [
        services.Seedling(f"p{n}", f"第{n}省总工会", f"省{n}", 2, parent_code=NATION)
        for n in range(PROVINCES)
    ]
    for n in range(COUNTIES):
        above = 0 if n < HERE else 1 + n % (PROVINCES - 1)
        name = f"第{n}县总工会"
        seeds.append(services.Seedling(f"c{n}", name, f"县{n}", 4, parent_code=f"p{above}"))
    services.plant(seeds)


def seated(code: str, username: str) -> User:
    """Somebody who gives out work at a union."""
    user = User.objects.create(username=username, name=username)
    services.seat(
        actor=SYSTEM,
        union_id=selectors.union_by_code(code).pk,
        title="部长",
        department="办公室",
        kind="department_head",
        roles=["tasks.issuer"],
        person_id=user.pk,
        begun_on=date(2020, 1, 1),
        document="",
        now=clock.now(),
    )
    return user


def press_figure() -> Figure:
    """2,844 counties receive one task in one press; each round gives out another task."""
    actor = selectors.actor_for(seated(NATION, "nation"))
    counties = Choice(Reach.LEVEL, level=4)

    def press() -> None:
        root = giving.propose_task(actor=actor, title="摸底", due_on=DUE, now=clock.now())
        new = giving.hand_out(actor=actor, task_id=root.pk, choice=counties, now=clock.now())
        assert len(new) == COUNTIES

    def bare() -> None:
        rows = list(Task.objects.filter(parent__isnull=False)[:COUNTIES])
        for row in rows:
            row.pk, row._state.adding = None, True
            row.department = "对照"
            row.parent_id = None
        with transaction.atomic():
            Task.objects.bulk_create(rows, batch_size=500)
            transaction.set_rollback(True)

    found = compare("2,844 counties in one press", press, bare, goal=8, times=5)
    within = Figure("the same, of ten seconds", found.ours_ms, 1e4, found.ours_ms / 1e4, 1)
    print(within, flush=True)
    return within


def programme(user: User) -> Programme:
    """A programme of 16 measures, each given to the 88 counties of the first province."""
    actor = selectors.actor_for(user)
    year = {"begins_on": date(2099, 1, 1), "ends_on": date(2099, 12, 31), "now": clock.now()}
    found = shipped.draft_shipped(actor=actor, key="guizhou-county-unions", **year)
    programmes.launch(actor=actor, programme_id=found.pk, now=clock.now())
    for measure in measures_of(found):
        root = giving.propose_task(
            actor=actor, title=measure.title, measure_id=measure.pk, due_on=DUE, now=clock.now()
        )
        choice = Choice(Reach.LEVEL, level=4)
        giving.hand_out(actor=actor, task_id=root.pk, choice=choice, now=clock.now())
    return found


def matrix_figure() -> Figure:
    """88 × 16 on one page, against the bare table (the goal of the ledger page, T13)."""
    user = seated(PROVINCE, "province")
    shown = programme(user)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    url = f"/tasks/programmes/{shown.pk}/matrix/"

    def page() -> None:
        answer = client.get(url)
        found = answer.content.count(b"data-light=")
        assert found >= HERE * 16, (answer.status_code, found)

    def bare() -> str:
        with connection.cursor() as cursor:
            cursor.execute(CELLS, [shown.pk])
            rows = cursor.fetchall()
        table: dict[str, dict[int, str]] = {}
        for name, measure, state, due, pk in rows:
            cell = f'<td><a href="/tasks/{pk}/" title="{due}">{html.escape(state)}</a></td>'
            table.setdefault(name, {})[measure] = cell
        return "".join(
            f"<tr><th>{html.escape(name)}</th>{''.join(cells.values())}</tr>"
            for name, cells in table.items()
        )

    print(f"the matrix: {len(client.get(url).content) // 1024} kB", flush=True)
    return compare(
        "T13 matrix of 88 × 16, bare / page", bare, page, goal=0.2, smaller_is_better=False
    )


def main() -> int:
    """Fill, measure, drop; the exit code tells whether a goal was missed."""
    folder = tempfile.TemporaryDirectory()
    connection.settings_dict["TEST"]["NAME"] = (
        "bench_tasks" if PG else str(Path(folder.name) / "bench.sqlite3")
    )
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        plant()
        figures = [press_figure(), matrix_figure()]
    finally:
        connection.creation.destroy_test_db("bench_tasks", verbosity=0)
        folder.cleanup()
    return int(not all(figure.is_met for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
