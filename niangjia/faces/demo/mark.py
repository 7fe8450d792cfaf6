"""The mark of a demonstration database, and the refusal to play in any other.

The mark is a table that no migration makes: only `build_demo` does, in a database it found empty or
marked. So no database with real people has it, whatever its name and wherever its files were copied.
"""

from __future__ import annotations

from enum import Enum, auto

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.utils.translation import gettext as _

TABLE = "demo_mark"


class Standing(Enum):
    """Whose database this is."""

    EMPTY = auto()
    DEMONSTRATION = auto()
    SOMEBODYS = auto()


def standing() -> Standing:
    """Ask the database itself."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor, include_views=True)
    if TABLE in tables:
        return Standing.DEMONSTRATION
    return Standing.SOMEBODYS if tables else Standing.EMPTY


def complaint() -> str | None:
    """Why this process must not go on with this database, in a sentence; None where it may."""
    name, found = connection.settings_dict["NAME"], standing()
    if settings.DEMO and found is Standing.SOMEBODYS:
        return _(
            "DEMO=1 只能用在 build_demo 造的演示库上，数据库 %(name)s 里已有别的数据。"
            "正式使用请去掉 DEMO；要看演示请换一个空的数据库（旧版造的演示库先自行删掉）。"
        ) % {"name": name}
    if not settings.DEMO and found is Standing.DEMONSTRATION:
        return _(
            "数据库 %(name)s 是演示库，里面账号的密码人人知道，不能正式使用。请换一个数据库，或加上 DEMO=1。"
        ) % {"name": name}
    return None


def refuse_the_wrong_database() -> None:
    """Called before the site answers its first request."""
    sentence = complaint()
    if sentence:
        raise ImproperlyConfigured(sentence)


def put() -> None:
    """Mark the empty database as the demonstration's, before anything else stands in it."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {TABLE} (fingerprint varchar(64) NOT NULL)")


def remember(fingerprint: str) -> None:
    """Which year stands in it, now that it stands."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608 - our own name
        cursor.execute(f"INSERT INTO {TABLE} VALUES (%s)", [fingerprint])  # noqa: S608


def remembered() -> str:
    """The fingerprint of the year in it; empty while there is none, or half of one."""
    if standing() is not Standing.DEMONSTRATION:
        return ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT fingerprint FROM {TABLE}")  # noqa: S608
        row = cursor.fetchone()
    return str(row[0]) if row else ""
