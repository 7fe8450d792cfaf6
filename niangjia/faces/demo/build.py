"""The demonstration year, built through services only: the steps, in order, and the mark of a finished build."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql
from psycopg.errors import DuplicateDatabase

from . import (
    announcements,
    assessments,
    bundles,
    figures,
    joining,
    ledgers,
    mark,
    pairings,
    people,
    programmes,
    register,
    research,
    rhythms,
    rounds,
    secondments,
    teams,
    tree,
)

STEPS: tuple[tuple[str, Callable[[], None]], ...] = (
    ("组织树", tree.plant_everything),
    ("干部与岗位", people.seat_everybody),
    ("会员、届次与证书", ledgers.keep_a_year),
    ("考核验收", assessments.run_the_year),
    ("专班、工作室与社工", teams.fill_the_teams),
    ("跟班学习", secondments.run_the_rounds),
    ("捆绑考核", bundles.bind_the_results),
    ("专项工作", programmes.run_the_programme),
    ("对口联系", pairings.pair_everybody),
    ("现场观摩", rounds.walk_the_rounds),
    ("调查研究", research.research_everything),
    ("周期工作", rhythms.keep_the_rhythms),
    ("收发文登记", register.keep_the_registers),
    ("入会申请", joining.ask_to_join),
    ("纸面数字", figures.declare_everything),
    ("通知公告", announcements.announce_everything),
)

HOUSE = Path(settings.BASE_DIR) / "niangjia"


def fingerprint() -> str:
    """Changes whenever the demonstration or a table changes, so that an old build is not kept."""
    told = hashlib.sha256()
    for path in sorted((*HOUSE.glob("faces/demo/*.py"), *HOUSE.glob("*/*/migrations/*.py"))):
        told.update(path.read_bytes())
    return told.hexdigest()


def ensure_database() -> None:
    """Make the database itself where the server does not have it yet (PostgreSQL)."""
    if connection.vendor != "postgresql":
        return
    wanted = connection.settings_dict | {"NAME": "postgres"}
    asked = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(connection.settings_dict["NAME"]))
    parts = {
        "host": "HOST",
        "port": "PORT",
        "user": "USER",
        "password": "PASSWORD",
        "dbname": "NAME",
    }
    known = {name: wanted[key] for name, key in parts.items() if wanted[key]}
    with psycopg.connect(**known, autocommit=True) as server, suppress(DuplicateDatabase):
        server.execute(asked)


def empty_the_database() -> None:
    """Throw the demonstration database away and mark the new one; refuses anywhere else."""
    if not settings.DEMO or mark.standing() is mark.Standing.SOMEBODYS:
        raise RuntimeError("only the demonstration may be rebuilt")
    _destroy()
    mark.put()


def _destroy() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        return
    connection.close()
    for ending in ("", "-wal", "-shm"):
        Path(f"{connection.settings_dict['NAME']}{ending}").unlink(missing_ok=True)


def migrate() -> None:
    """The tables, the cache table among them."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def is_built() -> bool:
    """Whether this very year stands in the database already."""
    return mark.remembered() == fingerprint()


def mark_built() -> None:
    """Remember what was built."""
    mark.remember(fingerprint())
