"""Test databases are copied, not migrated: the first run keeps one, every later run begins with it.

Running all migrations takes twenty seconds of processor, a copy takes a tenth of one. What is kept
is known by a digest of every migration and of the tables of tests; anything else is made anew. One
is kept for each tree (SQLite, under var/) or database name (PostgreSQL, a template beside it).
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core import management
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection

VAR = Path(settings.BASE_DIR) / "var"
SUFFIX = "_kept_for_tests"


def key_of_tables() -> str:
    """Changes with any migration, and with the models of apps that have none."""
    found = sha256(django.__version__.encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        folder = Path(app.path)
        files = sorted((folder / "migrations").glob("*.py")) or sorted(folder.glob("models*.py"))
        for file in files:
            found.update(f"{app.label}/{file.name}".encode() + file.read_bytes())
    return found.hexdigest()[:16]


@contextmanager
def copied(*, may_be_there: bool = False) -> Iterator[None]:
    """While this holds, a test database that is set up is copied from the one kept, or kept.

    Apps hear that tables have been made (post_migrate), as they do after migrations.

    One that `may_be_there` from another run (--reuse-db) is migrated all the same.
    """
    VAR.mkdir(exist_ok=True)
    with (VAR / "tests.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        keeper = _Postgres(may_be_there) if connection.vendor == "postgresql" else _Sqlite()
        with _in_place_of_migrate(keeper.fill):
            yield


@contextmanager
def _in_place_of_migrate(fill: Callable[[Callable[[], Any]], None]) -> Iterator[None]:
    commands: Any = management
    usual = commands.call_command

    def call(name: Any, *args: Any, **options: Any) -> Any:
        if name != "migrate":
            return usual(name, *args, **options)
        fill(lambda: usual(name, *args, **options))
        return emit_post_migrate_signal(0, False, connection.alias)

    commands.call_command = call
    try:
        yield
    finally:
        commands.call_command = usual


class _Sqlite:
    """Kept as a file, copied page by page into memory."""

    def __init__(self) -> None:
        self.file = VAR / f"{key_of_tables()}{SUFFIX}.sqlite3"

    def fill(self, migrate: Callable[[], Any]) -> None:
        connection.ensure_connection()
        if self.file.exists():
            with sqlite3.connect(self.file) as kept:
                kept.backup(connection.connection)
            kept.close()
            return
        migrate()
        for old in VAR.glob(f"*{SUFFIX}.sqlite3"):
            old.unlink()
        half = self.file.with_suffix(".half")
        half.unlink(missing_ok=True)
        with sqlite3.connect(half) as kept:
            connection.connection.backup(kept)
        kept.close()
        half.rename(self.file)


class _Postgres:
    """Kept as a database of its own, which new ones are made from."""

    def __init__(self, may_be_there: bool) -> None:
        self.may_be_there = may_be_there
        self.name = f"{connection.settings_dict['NAME']}{SUFFIX}"
        self.key = key_of_tables()
        with connection._nodb_cursor() as cursor:
            cursor.execute(
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
                [self.name],
            )
            row = cursor.fetchone()
        self.is_there = row is not None and row[0] == self.key
        if self.is_there:
            connection.settings_dict["TEST"]["TEMPLATE"] = self.name

    def fill(self, migrate: Callable[[], Any]) -> None:
        if not self.is_there or self.may_be_there:
            migrate()
        if self.is_there:
            return
        filled = connection.settings_dict["NAME"]
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{self.name}"')
            cursor.execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{filled}"')
            cursor.execute(f"COMMENT ON DATABASE \"{self.name}\" IS '{self.key}'")
