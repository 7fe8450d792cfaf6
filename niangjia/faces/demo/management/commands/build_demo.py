"""`manage.py build_demo`: the demonstration year, built once and kept until something changes."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from niangjia.faces.demo import build, mark
from niangjia.faces.demo.cast import PASSWORD, actors


class Command(BaseCommand):
    """Builds the year and prints who can sign in."""

    help = "造出演示年度（贵州、甘肃，2023年11月20日）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--anew", action="store_true", help="重新建造")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("演示数据只能装进演示库：DEMO=1 manage.py build_demo")
        build.ensure_database()
        sentence = mark.complaint()
        if sentence:
            raise CommandError(sentence)
        if options["anew"] or not build.is_built():
            self._build()
        self._tell()

    def _build(self) -> None:
        started = time.perf_counter()
        build.empty_the_database()
        build.migrate()
        for label, step in build.STEPS:
            self.stdout.write(f"  {label}……", ending="")
            before = time.perf_counter()
            with transaction.atomic():
                step()
            self.stdout.write(f" {time.perf_counter() - before:.1f} 秒")
        build.mark_built()
        self.stdout.write(f"  演示年度建成，用时 {time.perf_counter() - started:.0f} 秒")

    def _tell(self) -> None:
        self.stdout.write(f"\n可以登录的人（密码都是 {PASSWORD}）：")
        for username, name, post, union, level in actors():
            self.stdout.write(f"  {username:<8}{level}  {union}  {post}  {name}")
