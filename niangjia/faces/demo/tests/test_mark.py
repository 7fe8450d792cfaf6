"""A demonstration plays in its own database, and nobody works in that one."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as house
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError

from niangjia.faces.demo import build, checks, mark
from niangjia.foundation.accounts.models import User

pytestmark = pytest.mark.django_db


def told(found) -> list[str]:
    return [message.id for message in found]


def on_its_own(words: list[str], database: Path, demo: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "DEMO": demo, "DATABASE_URL": f"sqlite:///{database}", "SECRET_KEY": "x"}
    env["DJANGO_SETTINGS_MODULE"] = "config.settings.base"
    return subprocess.run(
        [sys.executable, *words], cwd=house.BASE_DIR, env=env, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("demo", "marked", "refused"),
    [(True, False, True), (True, True, False), (False, True, True), (False, False, False)],
)
def test_a_demonstration_and_its_database_belong_together(settings, demo, marked, refused):
    settings.DEMO = demo
    if marked:
        mark.put()

    here = (
        told(checks.demonstration_at_home(None)),
        told(checks.nobody_works_in_the_demonstration(None)),
    )

    assert here == (
        ["demo.E001"] if demo and refused else [],
        ["demo.E001"] if refused and not demo else [],
    )
    if refused:
        with pytest.raises(ImproperlyConfigured, match="演示库"):
            mark.refuse_the_wrong_database()
    else:
        mark.refuse_the_wrong_database()


def test_build_demo_destroys_nothing_it_did_not_build(settings, cast, monkeypatch):
    settings.DEMO = True
    monkeypatch.setattr(build, "ensure_database", lambda: None)
    people = User.objects.count()

    for words in ([], ["--anew"]):
        with pytest.raises(CommandError, match="已有别的数据"):
            call_command("build_demo", *words)
    with pytest.raises(RuntimeError, match="only the demonstration"):
        build.empty_the_database()

    assert people > 0
    assert User.objects.count() == people


def test_the_mark_remembers_which_year_stands(settings):
    assert mark.remembered() == ""
    mark.put()
    assert mark.remembered() == ""

    mark.remember("a")
    mark.remember("b")

    assert mark.remembered() == "b"
    assert mark.standing() is mark.Standing.DEMONSTRATION


def test_a_database_out_of_reach_is_not_the_check_s_matter(settings, monkeypatch):
    settings.DEMO = True

    def away():
        raise OperationalError

    monkeypatch.setattr(mark, "standing", away)

    assert checks.demonstration_at_home(None) == []


@pytest.mark.parametrize(
    "words",
    [
        ["manage.py", "build_demo", "--anew"],
        ["manage.py", "migrate"],
        ["-c", "import config.wsgi"],
    ],
)
def test_nothing_starts_as_a_demonstration_on_real_rows(tmp_path, words):
    database = tmp_path / "real.sqlite3"
    with sqlite3.connect(database) as real:
        real.execute("CREATE TABLE unions_union (name text)")
        real.execute("INSERT INTO unions_union VALUES ('贵州省总工会')")

    done = on_its_own(words, database, "1")

    assert done.returncode != 0
    assert "已有别的数据" in done.stderr
    with sqlite3.connect(database) as real:
        assert real.execute("SELECT name FROM unions_union").fetchall() == [("贵州省总工会",)]
        assert real.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)


def test_the_site_does_not_open_in_earnest_on_the_demonstration(tmp_path):
    database = tmp_path / "played.sqlite3"
    with sqlite3.connect(database) as played:
        played.execute(f"CREATE TABLE {mark.TABLE} (fingerprint text)")

    refused = on_its_own(["-c", "import config.wsgi"], database, "0")
    opened = on_its_own(["-c", "import config.wsgi"], database, "1")

    assert (refused.returncode, opened.returncode) == (1, 0)
    assert "不能正式使用" in refused.stderr
