"""`manage.py work`: do the jobs, keep the schedule, clear up after the dead."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from niangjia.foundation.jobs.loop import Loop


class Command(BaseCommand):
    """One process for a laptop; several for a province (PostgreSQL)."""

    help = "处理后台任务和定时任务，直到停止"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--until-empty` ends when nothing is due, for scripts."""
        parser.add_argument("--until-empty", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Quiet unless something is wrong."""
        loop = Loop()
        loop.listen()
        loop.run(until_empty=options["until_empty"])
